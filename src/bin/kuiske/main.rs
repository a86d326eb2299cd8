//! The command line of Kuiske: reads arguments, runs one command, turns its end into an exit code.

mod args;
mod bar;
mod exit;
mod place;
mod archive;
mod evaluate;
mod doctor;
mod explain;
mod feed;
mod labelled;
mod init;
mod lexicon;
mod manual;
mod report;
mod pii;
mod run;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod signals;
mod themes;
mod source;

use clap::Parser;

use args::{Args, Command};
use exit::Exit;

/// Many small things are made by one thread and let go by another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let args = Args::parse();
    exit::watch_interrupt();
    exit::tell_panics();
    let done = match &args.command {
        Command::Run(options) => run::run(options, &args.shared),
        Command::Feed(options) => feed::feed(options, &args.shared),
        Command::Search(options) => search::search(options, &args.shared),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::serve(options, &args.shared),
        Command::Themes(options) => themes::themes(options, &args.shared),
        Command::Explain(options) => explain::explain(options, &args.shared),
        Command::Evaluate(options) => evaluate::evaluate(options),
        Command::Init(options) => init::init(options, &args.shared),
        Command::Signals(options) => signals::signals(options, &args.shared),
        Command::Report(options) => report::report(options, &args.shared),
        Command::Doctor(options) => doctor::doctor(options, &args.shared),
        Command::Completions(options) => manual::completions(options),
        Command::Man(options) => manual::man(options),
        Command::Archive(options) => archive::archive(options, &args.shared),
        Command::Lexicon(options) => lexicon::lexicon(options, &args.shared),
    };
    done.unwrap_or_else(|error| Exit::of_error(&error)).into()
}
