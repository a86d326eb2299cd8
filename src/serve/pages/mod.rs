//! The pages, one file each: what is looked up, and how it is shown. Structure stands in the
//! templates, words in `words`.

#![allow(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    clippy::unused_self,
    reason = "templates pass every argument by reference, and call all on the page"
)]

mod frame;
mod problem;
mod facets;
mod search;
mod time;
mod hits;
mod comment;
mod explained;
mod themes;
mod theme;
mod signals;
mod reports;
mod saved;

pub(super) use comment::{comment, place};
pub(super) use frame::{Frame, Setting};
pub(super) use problem::{problem, refused, said};
pub(super) use reports::{file, reports};
pub(super) use saved::saved;
pub(super) use search::search;
pub(super) use signals::{UNDECIDED, find, signal, signals};
pub(super) use theme::theme;
pub(super) use themes::themes;

/// The style sheet of all pages.
pub(super) const STYLE: &str = include_str!("../templates/style.css");
/// The icon.
pub(super) const ICON: &str = include_str!("../templates/icon.svg");
