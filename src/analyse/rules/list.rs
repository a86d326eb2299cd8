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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a list; the lists compiled in must have nothing.
    fn lint(text: &str) -> Vec<String> {
        let rows: Vec<_> = text.lines().filter(|l| !l.starts_with('#')).skip(1).collect();
        let form = |row: &str| row.split('\t').next().unwrap_or("").to_owned();
        let order = rows.windows(2).filter(|w| matches!(w, [a, b] if form(a) >= form(b)));
        let disorder = order.map(|w| format!("not sorted or twice: {w:?}"));
        let wrong = rows.iter().filter(|row| {
            let flags =
                row.split('\t').nth(3).map(|f| f.split_whitespace().all(|f| flag(f).is_some()));
            entry(row).is_none() || flags != Some(true) || row.to_lowercase() != **row
        });
        disorder.chain(wrong.map(|row| format!("does not read: {row:?}"))).collect()
    }

    #[test]
    fn lists_are_sound() {
        for text in [
            include_str!("../../../lexicons/fi/function.tsv"),
            include_str!("../../../lexicons/fi/irregular.tsv"),
            include_str!("../../../lexicons/fi/colloquial.tsv"),
            include_str!("../../../lexicons/fi/parts.tsv"),
            include_str!("../../../lexicons/fi/lasts.tsv"),
            include_str!("../../../lexicons/fi/simple.tsv"),
            include_str!("../../../lexicons/en/function.tsv"),
            include_str!("../../../lexicons/en/irregular.tsv"),
        ] {
            assert_eq!(lint(text), Vec::<String>::new());
        }
    }

    #[test]
    fn the_first_line_of_a_form_holds() {
        let list =
            read(&["form\tlemma\tclass\tflags\nen\tei\tfunction\tnegation first\nen\tx\tnoun\t"]);
        let entry = list.get("en").map(|e| (&*e.lemma, e.flags));
        assert_eq!(entry, Some(("ei", Flags::NEGATION.with(Flags::FIRST_PERSON))));
    }
}
