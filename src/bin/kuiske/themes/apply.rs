//! Tagging a file by a codebook, without an archive.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result};
use kuiske::pipeline::Applier;

use crate::args::{Apply, Shared};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::{place, run, source};

pub(super) fn apply(options: &Apply, archive: Option<&Path>, shared: &Shared) -> Result<Exit> {
    let language = place::language(shared);
    let codebook = match &options.codebook {
        Some(path) => path.clone(),
        None => place::for_reading(archive)?.join("codebook.toml"),
    };
    let applier = Applier::open(&codebook, &options.lexicon, language)?;
    let config = run::config(&options.input)?;
    let progress = Bar::new(shared.quiet, language);
    let done = match &options.out {
        Some(path) => applier.apply(&source::input(&options.file)?, &config, path, &progress)?,
        None => {
            let mut out = io::stdout().lock();
            let done = if options.file.as_os_str() == "-" {
                applier.apply_stream(&mut io::stdin().lock(), &config, &mut out, &progress)?
            } else {
                let name = options.file.display();
                let file = File::open(&options.file)
                    .with_context(|| format!("cannot read {name}\nhint: check the path"))?;
                applier.apply_stream(&mut BufReader::new(file), &config, &mut out, &progress)?
            };
            out.flush()?;
            done
        }
    };
    Ok(if done.rejected > 0 { Exit::Rejected } else { Exit::Done })
}
