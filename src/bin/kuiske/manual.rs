//! `kuiske completions` and `kuiske man`: what a packager installs beside the program.

use std::io::{self, Write};

use anyhow::Result;
use clap::CommandFactory;
use kuiske::feed::atomic;

use crate::args::{Args, Completions, Man};
use crate::exit::Exit;

/// Completions for a shell, on standard output.
pub(crate) fn completions(options: &Completions) -> Result<Exit> {
    let mut bytes = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), "kuiske", &mut bytes);
    io::stdout().lock().write_all(&bytes)?;
    Ok(Exit::Done)
}

/// A manual page for the program and one for each of its commands.
pub(crate) fn man(options: &Man) -> Result<Exit> {
    std::fs::create_dir_all(&options.folder).map_err(|reason| file(&options.folder, reason))?;
    let mut root = Args::command();
    root.build();
    let mut pages = vec![("kuiske".to_owned(), root.clone())];
    let mut at = 0;
    while let Some((name, command)) = pages.get(at).cloned() {
        let below = command.get_subcommands().filter(|below| below.get_name() != "help");
        pages.extend(below.map(|below| (format!("{name}-{}", below.get_name()), below.clone())));
        at += 1;
    }
    for (name, command) in pages {
        // clap keeps names for ever; there are a few dozen of them.
        let title: &'static str = Box::leak(name.clone().into_boxed_str());
        let mut page = Vec::new();
        clap_mangen::Man::new(command.name(title)).render(&mut page)?;
        let path = options.folder.join(format!("{name}.1"));
        atomic::write(&path, |out| out.write_all(&page)).map_err(|reason| file(&path, reason))?;
    }
    Ok(Exit::Done)
}

fn file(path: &std::path::Path, reason: io::Error) -> kuiske::Error {
    kuiske::Error::File { path: path.to_path_buf(), reason }
}
