//! The words of a text as names are looked for in it, with what each is beside a name.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const BESIDE: &str = include_str!("beside.tsv");

/// What a word is beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Thanks, beside which stands whom they are for.
    Thanks,
    /// Stands between thanks and a name.
    Between,
    /// Stands between a name and the thanks after it.
    Large,
    /// A verb of help, beside which the helper stands.
    Helped,
    /// A title or another word before a name.
    Title,
    /// Whoever was helped.
    Me,
    /// Stands before the name of the one who writes.
    Signed,
    /// No verb of help reaches over it.
    Stop,
    /// Help that is had from somebody.
    Help,
    /// Stands between a name and a place of work.
    Where,
    /// A place of work.
    Desk,
    /// A verb before what somebody is like.
    Is,
    /// Makes an adjective more.
    Degree,
    /// What people alone are like.
    Human,
    /// Makes a company of the name before it.
    Company,
    /// A name that is a common word, too: only what stands beside it tells.
    Doubtful,
    /// Stands where a name would, and is none.
    Word,
    /// Sets a clause against another.
    Contrast,
    /// A negation.
    Negation,
    /// Begins what is told of the one named before it.
    Relative,
    /// Makes a reproach of thanks.
    Blame,
}

/// The roles with their names in the list.
const ROLES: [(&str, Role); 21] = [
    ("thanks", Role::Thanks),
    ("between", Role::Between),
    ("large", Role::Large),
    ("helped", Role::Helped),
    ("title", Role::Title),
    ("me", Role::Me),
    ("signed", Role::Signed),
    ("stop", Role::Stop),
    ("help", Role::Help),
    ("where", Role::Where),
    ("desk", Role::Desk),
    ("is", Role::Is),
    ("degree", Role::Degree),
    ("human", Role::Human),
    ("company", Role::Company),
    ("doubtful", Role::Doubtful),
    ("word", Role::Word),
    ("contrast", Role::Contrast),
    ("negation", Role::Negation),
    ("relative", Role::Relative),
    ("blame", Role::Blame),
];

/// Some roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    /// The roles of a word in lower case.
    pub(super) fn of(word: &str) -> Self {
        static LIST: OnceLock<FxHashMap<&str, Roles>> = OnceLock::new();
        let list = LIST.get_or_init(|| {
            let mut list: FxHashMap<&str, Self> = FxHashMap::default();
            for (word, name) in BESIDE.lines().filter_map(|line| line.split_once('\t')) {
                for (_, role) in ROLES.iter().filter(|(own, _)| *own == name) {
                    list.entry(word).or_default().0 |= 1 << *role as u32;
                }
            }
            list
        });
        list.get(word).copied().unwrap_or_default()
    }

    pub(super) const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u32) != 0
    }
}

/// Where in its sentence a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Inside,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    Comma,
    Dash,
    Other,
}

impl Gap {
    fn of(between: &str) -> Self {
        let between = between.trim_matches([' ', '\t', '\u{a0}']);
        match between.chars().next() {
            None => Self::Space,
            Some(',') => Self::Comma,
            Some('-' | '–' | '—' | '/' | '~') => Self::Dash,
            Some(_) => Self::Other,
        }
    }
}

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) lower: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_capital: bool,
    pub(super) place: Place,
    pub(super) gap: Gap,
    pub(super) roles: Roles,
}

impl Word {
    pub(super) const fn is(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// Whether it goes on with the sentence of the word before it.
    pub(super) fn goes_on(&self) -> bool {
        self.place == Place::Inside
    }
}

/// The words of a text: letters with hyphens and apostrophes inside.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut rest = 0;
    let mut place = Place::Start;
    std::iter::from_fn(move || {
        let tail = text.get(rest..)?;
        let begin = tail.char_indices().find(|(_, c)| c.is_alphabetic())?.0;
        let between = tail.get(..begin).unwrap_or("");
        if between.contains(['.', '!', '?', '\n', ':']) {
            place = Place::Start;
        }
        let word = tail.get(begin..)?;
        let inside = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
        let end = word.char_indices().find(|(_, c)| !inside(*c)).map_or(word.len(), |(at, _)| at);
        let word = word.get(..end)?.trim_end_matches(['-', '\'', '’']);
        let start = rest + begin;
        rest = start + word.len();
        let small = |c: char| c.is_lowercase() || matches!(c, '\'' | '’');
        let is_capital = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().nth(1).is_some_and(small);
        let own = std::mem::replace(&mut place, Place::Inside);
        let lower = word.to_lowercase();
        let (gap, roles) = (Gap::of(between), Roles::of(&lower));
        Some(Word { lower, start, end: rest, is_capital, place: own, gap, roles })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_names_roles_that_there_are() {
        let rows: Vec<&str> =
            BESIDE.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert!(rows.is_sorted());
        for row in rows {
            let (word, name) = row.split_once('\t').unwrap();
            assert_eq!(word, word.to_lowercase());
            assert!(ROLES.iter().any(|(own, _)| *own == name), "{row}");
        }
    }
}
