//! `kuiske report`: a run's report again, in another language or format.

use std::io::{self, Write};

use anyhow::{Result, bail};
use kuiske::lang::Lang;
use kuiske::report;
use kuiske::report::findings::Language;
use kuiske::{feed, pipeline};

use crate::args::{Report, ReportFormat, Shared};
use crate::exit::Exit;
use crate::place;

pub(crate) fn report(options: &Report, shared: &Shared) -> Result<Exit> {
    let bytes = bytes(options, shared)?;
    match &options.output {
        Some(path) => feed::atomic::write(path, |out| out.write_all(&bytes))
            .map_err(|reason: io::Error| kuiske::Error::File { path: path.clone(), reason })?,
        None if options.format == ReportFormat::Xlsx
            && io::IsTerminal::is_terminal(&io::stdout()) =>
        {
            bail!("a workbook is nothing to show on a terminal\nhint: -o report.xlsx")
        }
        None => io::stdout().lock().write_all(&bytes)?,
    }
    Ok(Exit::Done)
}

fn bytes(options: &Report, shared: &Shared) -> Result<Vec<u8>> {
    if options.format == ReportFormat::Schema {
        return Ok(report::schema()?.into_bytes());
    }
    let archive = place::for_reading(options.archive.as_deref())?;
    let mut past = pipeline::past_report(&archive, options.period.as_deref())?;
    if shared.ui.is_some() {
        let language = match place::language(shared) {
            Lang::Fi => Language::Fi,
            Lang::En | Lang::Sv | Lang::Other => Language::En,
        };
        report::speak(&mut past, language);
    }
    Ok(match options.format {
        ReportFormat::Html => report::html(&past)?.into_bytes(),
        ReportFormat::Board => report::board(&past)?.into_bytes(),
        ReportFormat::Md => report::markdown(&past).into_bytes(),
        ReportFormat::Json | ReportFormat::Schema => report::json(&past)?.into_bytes(),
        ReportFormat::Xlsx => report::xlsx(&past)?,
    })
}
