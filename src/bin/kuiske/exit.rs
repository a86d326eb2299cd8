//! How the program ends: exit codes, error messages, interruption.

use std::io::{self, Write};
use std::process::ExitCode;

/// The ways in which the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Finished.
    Done,
    /// Finished, and what `--fail-on` names came true.
    Condition,
    /// Could not finish.
    Failed,
    /// Finished, but rows were rejected.
    Rejected,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Condition => Self::from(1),
            Exit::Failed => Self::from(2),
            Exit::Rejected => Self::from(3),
        }
    }
}

impl Exit {
    /// Prints an error with its hint; a closed pipe is no error.
    pub(crate) fn of_error(error: &anyhow::Error) -> Self {
        let closed = error
            .chain()
            .filter_map(|cause| cause.downcast_ref::<io::Error>())
            .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe);
        if closed {
            return Self::Done;
        }
        let _ = writeln!(io::stderr(), "error: {error:#}");
        Self::Failed
    }
}

/// Prints panics but those of decoders on damaged files, which become errors.
pub(crate) fn tell_panics() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !kuiske::read::is_guarded() {
            print(panic);
        }
    }));
}

/// Ends with code 130 on Ctrl-C. Every file is written beside its place and renamed, and the
/// archive commits whole runs, so nothing half-written stays.
pub(crate) fn watch_interrupt() {
    let _ = ctrlc::set_handler(|| {
        let _ = writeln!(
            io::stderr(),
            "interrupted; nothing is half written, the same command goes on from here"
        );
        std::process::exit(130);
    });
}
