//! The word lists: parsed, compiled in, overlaid by the user's own. Knows entries, not texts.
//!
//! A list is a TSV file that a linguist edits: `entry  value  category  note`. What an entry may
//! look like stands in [`Pattern`]; which categories and values a list may hold in [`List`].

mod builtin;
mod list;
mod own;
mod parse;
mod pattern;

pub use builtin::{Lexicon, dangers, seed_themes, word_pairs};
pub use list::List;
pub use own::{Fault, OwnFile, OwnList, OwnRow, UnreadableList, own_files};
pub use parse::{LexiconError, Row, SeedTheme, parse, parse_themes};
pub use pattern::{Atom, Match, Pattern, PatternFault, Step};
