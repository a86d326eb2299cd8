//! What is quiet but changing? Typed detectors over one engine, inside a declared budget of false
//! alarms. Pure: takes what was observed, returns findings with their evidence.
//!
//! A [`Panel`] holds dated comments in order of time; a [`Watch`] looks at it week after week and
//! joins what it finds into [`Thread`]s, which keep their numbers.

mod kind;
mod statistics;
mod blank;
mod strip;
mod echo;
mod panel;
mod near;
mod known;
mod danger;
mod flow;
mod seek;
mod ball;
mod levels;
mod twin;
mod breadth;
mod mind;
mod rise;
mod substream;
mod vanish;
mod hush;
mod blank_low;
mod praise;
mod faint;
mod cooc;
mod lone;
mod thread;
mod watch;
pub mod counts;

pub(crate) use blank::is_blank;
pub use kind::Kind;
pub use known::Memory;
pub use panel::{Comment, Panel};
pub use thread::{Thread, Verdict};
pub use watch::{Finding, WARM, Watch};
