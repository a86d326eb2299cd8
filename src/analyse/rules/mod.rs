//! Which base form do the endings suggest? Learned suffix rules, weighed against known lemmas.
//!
//! Owns the compiled-in tables and the choice among candidates; knows nothing of a language: what
//! may be cut off before the rules look (clitics, possessive suffixes) comes from the caller.
//! The tables are made by `lexicons/train/lemmas.py`, which takes the same steps with the same
//! integers, so that its list of exceptions is exact.

mod hash;
mod letters;
mod list;
mod rank;
mod repair;
mod table;

pub(crate) use letters::Letters;
pub(crate) use list::{Entry, List, read};
pub(crate) use rank::{Base, Guess, Standing};
pub(crate) use repair::{Swaps, repairs};
pub(crate) use table::{Known, Table};
