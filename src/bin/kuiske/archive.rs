//! `kuiske archive`: looking after an archive.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use kuiske::archive::{self, Health};
use kuiske::lang::Lang;
use kuiske::pipeline;

use crate::args::{Archive, Care, Shared};
use crate::bar::Bar;
use crate::exit::Exit;
use crate::place;

pub(crate) fn archive(options: &Archive, shared: &Shared) -> Result<Exit> {
    place::use_threads(shared)?;
    let path = place::for_reading(options.archive.as_deref())?;
    let finnish = place::language(shared) == Lang::Fi;
    let said = match options.care {
        Care::Check => check(&path, finnish)?,
        Care::Repair => {
            let number = archive::repair(&path)?;
            if finnish {
                format!("käytössä on sukupolvi {number}")
            } else {
                format!("generation {number} is live")
            }
        }
        Care::Rebuild => {
            let done = pipeline::rebuild(&path, &Bar::new(shared.quiet, place::language(shared)))?;
            let (comments, number) = (done.comments, done.generation);
            if finnish {
                format!(
                    "kommentteja analysoitu uudelleen {comments}; käytössä on sukupolvi {number}"
                )
            } else {
                format!("comments analysed anew {comments}; generation {number} is live")
            }
        }
    };
    if !shared.quiet {
        writeln!(io::stdout().lock(), "{}: {said}", path.display())?;
    }
    Ok(Exit::Done)
}

fn check(path: &Path, finnish: bool) -> Result<String> {
    let health = archive::check(path)?;
    if !health.is_sound() {
        bail!(
            "{} is damaged: {}\nhint: kuiske archive repair -a {}",
            path.display(),
            faults(&health),
            path.display()
        )
    }
    pipeline::check_themes(path)?;
    let (generation, comments) = (health.generation, health.comments);
    Ok(if finnish {
        format!("kunnossa; sukupolvi {generation}, kommentteja {comments}")
    } else {
        format!("sound; generation {generation}, comments {comments}")
    })
}

fn faults(health: &Health) -> String {
    let mut faults: Vec<String> =
        health.corrupt.iter().map(|file| format!("corrupt file {}", file.display())).collect();
    if health.doubled > 0 {
        faults.push(format!("comments that stand twice: {}", health.doubled));
    }
    if health.miscounted > 0 {
        faults.push(format!("segments with a wrong count: {}", health.miscounted));
    }
    faults.join(", ")
}
