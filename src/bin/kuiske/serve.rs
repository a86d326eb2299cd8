//! `kuiske serve`: the archive in a browser, on this machine only.

use std::io::{self, Write};

use anyhow::Result;
use kuiske::lang::Lang;
use kuiske::report::findings::Language;
use kuiske::serve;

use crate::args::{Serve, Shared};
use crate::exit::Exit;
use crate::place;

pub(crate) fn serve(options: &Serve, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let finnish = place::language(shared) == Lang::Fi;
    let options = serve::Options {
        archive: place::for_reading(options.archive.as_deref())?,
        port: options.port,
        language: if finnish { Language::Fi } else { Language::En },
    };
    let name = options.archive.display();
    serve::serve(&options, |address| {
        let said = if finnish {
            format!("{name}: avaa selaimessa http://{address}/ (lopeta: Ctrl-C)")
        } else {
            format!("{name}: open http://{address}/ in a browser (stop: Ctrl-C)")
        };
        if !shared.quiet {
            let _ = writeln!(io::stderr(), "{said}");
        }
    })?;
    Ok(Exit::Done)
}
