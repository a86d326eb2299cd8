//! What stops the work, as exceptions with the messages of the command line.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(
    kuiske,
    Error,
    PyException,
    "Anything that stops Kuiske. The message says where, what, and after `hint:` what to do."
);
create_exception!(
    kuiske,
    InputError,
    Error,
    "A source cannot be read, or its columns not be told."
);
create_exception!(kuiske, SettingsError, Error, "A setting or an argument is not possible.");
create_exception!(kuiske, LexiconError, Error, "A word list cannot be read or has a fault.");
create_exception!(kuiske, CodebookError, Error, "A codebook cannot be read or has a fault.");
create_exception!(
    kuiske,
    ArchiveError,
    Error,
    "An archive is not there, is damaged, or is written to by somebody else; or a query is wrong."
);
create_exception!(kuiske, OutputError, Error, "A file cannot be written.");

/// Adds the exceptions to the module.
pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    for (name, class) in [
        ("Error", py.get_type::<Error>()),
        ("InputError", py.get_type::<InputError>()),
        ("SettingsError", py.get_type::<SettingsError>()),
        ("LexiconError", py.get_type::<LexiconError>()),
        ("CodebookError", py.get_type::<CodebookError>()),
        ("ArchiveError", py.get_type::<ArchiveError>()),
        ("OutputError", py.get_type::<OutputError>()),
    ] {
        module.add(name, class)?;
    }
    Ok(())
}

/// An error of the library as an exception.
pub(crate) fn raised(error: impl Into<kuiske::Error>) -> PyErr {
    use kuiske::Error as E;
    let error = error.into();
    let message = told(&error);
    match error {
        E::Read(_) | E::Counts(_) => InputError::new_err(message),
        E::Config(_) | E::Period(_) | E::Question(_) => SettingsError::new_err(message),
        E::Tag(_) => LexiconError::new_err(message),
        E::Codebook(_) | E::Edit(_) | E::Theme(_) | E::NoThemes(_) | E::NoCodebook(_) => {
            CodebookError::new_err(message)
        }
        E::Archive(_) | E::Key(_) | E::NoThread { .. } | E::Damaged { .. } => {
            ArchiveError::new_err(message)
        }
        E::Feed(_) | E::Output(_) | E::File { .. } | E::Report(_) => OutputError::new_err(message),
        _ => Error::new_err(message),
    }
}

/// The message with what is behind it, as the command line prints it.
fn told(error: &kuiske::Error) -> String {
    let mut message = error.to_string();
    let mut below = std::error::Error::source(error);
    while let Some(cause) = below {
        message = format!("{message}: {cause}");
        below = cause.source();
    }
    message
}
