//! Kuiske mines verbatim feedback, in Finnish and English, for what customers and staff mean but
//! do not say out loud.
//!
//! The modules stand in the order of the pipeline:
//!
//! ```text
//! read → analyse → score → theme → detect → archive → report → feed
//!          ↑ lexicon
//! ```
//!
//! `analyse`, `score`, `theme`, `detect` and `measure` are pure: they do no input or output, read
//! no clock and use no unseeded randomness, so the same records and settings give the same result
//! at any number of threads. Only the edges can fail.

pub mod record;
pub mod lang;
pub mod evidence;
pub mod progress;
pub mod formula;
pub mod lexicon;
pub mod read;
pub mod analyse;
pub mod vectors;
pub mod score;
pub mod theme;
pub mod tag;
pub mod detect;
pub mod measure;
pub mod config;
#[cfg(feature = "archive")]
pub mod archive;
#[cfg(feature = "archive")]
pub mod report;
pub mod feed;
pub mod evaluate;
#[cfg(feature = "archive")]
pub mod pipeline;
#[cfg(feature = "serve")]
pub mod serve;
pub mod error;

pub use error::Error;
