//! One error type over the errors of the stages that can fail.

/// Anything that stops the work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {}
