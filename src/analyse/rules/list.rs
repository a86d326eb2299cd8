//! Word lists that people write: one form a line, with its base form, word class and flags.

use rustc_hash::FxHashMap;

use crate::analyse::word::{Flags, Pos};

/// What a list says of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Base form.
    pub(crate) lemma: Box<str>,
    /// Word class.
    pub(crate) pos: Pos,
    /// Grammar of the form.
    pub(crate) flags: Flags,
}

/// Forms and what is said of them; of two lines for one form the first holds.
pub(crate) type List = FxHashMap<Box<str>, Entry>;

/// Reads `form, lemma, class, flags`, tab-separated; `#` begins a comment. A line that does not
/// fit is left out: the lint of the word lists finds it.
pub(crate) fn read(texts: &[&str]) -> List {
    let mut list = List::default();
    for line in texts.iter().flat_map(|t| t.lines()) {
        if let Some((form, entry)) = entry(line) {
            list.entry(form.into()).or_insert(entry);
        }
    }
    list
}

fn entry(line: &str) -> Option<(&str, Entry)> {
    let mut cells = line.split('\t');
    let form = cells.next().filter(|f| !f.starts_with('#'))?;
    let lemma = cells.next()?.into();
    let pos = class(cells.next()?)?;
    let named = cells.next().unwrap_or("").split_whitespace().map(flag);
    let flags = named.flatten().fold(Flags::default(), Flags::with);
    Some((form, Entry { lemma, pos, flags }))
}

fn class(name: &str) -> Option<Pos> {
    Some(match name {
        "noun" => Pos::Noun,
        "verb" => Pos::Verb,
        "adjective" => Pos::Adjective,
        "adverb" => Pos::Adverb,
        "function" => Pos::Function,
        _ => return None,
    })
}

fn flag(name: &str) -> Option<Flags> {
    Some(match name {
        "negation" => Flags::NEGATION,
        "caritive" => Flags::CARITIVE,
        "conditional" => Flags::CONDITIONAL,
        "comparative" => Flags::COMPARATIVE,
        "superlative" => Flags::SUPERLATIVE,
        "passive" => Flags::PASSIVE,
        "question" => Flags::QUESTION,
        "first" => Flags::FIRST_PERSON,
        "second" => Flags::SECOND_PERSON,
        "imperative" => Flags::IMPERATIVE,
        "past" => Flags::PAST,
        "connegative" => Flags::CONNEGATIVE,
        "clitic" => Flags::CLITIC,
        "name" => Flags::NAME,
        _ => return None,
    })
}
