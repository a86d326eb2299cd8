//! What is known of names beforehand: lists of people, places and brands, and the words of the
//! languages, which are no names.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::analyse::Flags;
use crate::analyse::understand::Understander;
use crate::analyse::word::{Pos, Word};
use crate::lang::Lang;

use super::forms::bases;
use super::token::{Role, Roles};

const FINNISH: &str = include_str!("../../../lexicons/fi/names.tsv");
const ENGLISH: &str = include_str!("../../../lexicons/en/names.tsv");

/// The lists of names.
pub(super) struct Known {
    people: FxHashSet<&'static str>,
    others: FxHashSet<&'static str>,
}

impl Known {
    pub(super) fn get() -> &'static Self {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let mut known = Self { people: FxHashSet::default(), others: FxHashSet::default() };
            for line in FINNISH.lines().chain(ENGLISH.lines()).filter(|l| !l.starts_with('#')) {
                match line.split_once('\t') {
                    Some((name, "person")) => known.people.insert(name),
                    Some((name, "place" | "brand")) => known.others.insert(name),
                    Some(_) | None => false,
                };
            }
            known
        })
    }

    /// Whether a person may be called so: "anna", "anna-liisa".
    pub(super) fn has_person(&self, name: &str) -> bool {
        self.people.contains(name)
            || name.contains('-') && name.split('-').all(|part| self.people.contains(part))
    }

    /// Whether a place or a brand is called so.
    pub(super) fn is_other(&self, name: &str) -> bool {
        self.others.contains(name)
    }
}

/// Whether a form, in lower case, is one of a common word of Finnish or English.
pub(super) fn is_common(form: &str) -> bool {
    readings(form).next().is_some()
}

/// Whether a form of a name in a list may be a common word as well: *ainoa*, but not *piialle*,
/// whatever the tables make of it.
pub(super) fn is_word_too(form: &str) -> bool {
    const CLEAR: [&str; 8] = ["lle", "lla", "llä", "lta", "ltä", "n", "'s", "’s"];
    let known = Known::get();
    let bases = bases(form);
    let Some(base) = bases.iter().find(|base| known.has_person(base)) else {
        return is_common(form);
    };
    if base == form || CLEAR.iter().any(|ending| form.ends_with(ending)) {
        return Roles::of(base).has(Role::Doubtful);
    }
    is_common(form)
}

/// Whether a form may be part of a sentence and never of a name.
pub(super) fn is_grammar(form: &str) -> bool {
    readings(form).any(|word| match word.pos {
        Pos::Verb | Pos::Adverb | Pos::Function => true,
        Pos::Adjective => word.lang == Some(Lang::En),
        Pos::Noun | Pos::Unknown => false,
    })
}

/// What a form is as a common word, in each language that has it.
fn readings(form: &str) -> impl Iterator<Item = Word> {
    const UNSURE: [Flags; 3] = [Flags::GUESSED, Flags::RESPELLED, Flags::NAME];
    [Lang::Fi, Lang::En].into_iter().filter_map(move |lang| {
        let word = Understander::builtin().word(form, Some(lang));
        let sure = !UNSURE.iter().any(|flag| word.flags.has(*flag));
        (sure && word.pos != Pos::Unknown).then_some(word)
    })
}
