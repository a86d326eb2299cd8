//! Who is named in a text: words that are names, alone or with the name of the family.

use rustc_hash::FxHashSet;

use super::context::{Told, is_signature, told};
use super::forms::{bases, usual};
use super::known::{Known, is_common, is_grammar, is_word_too};
use super::token::{Gap, Role, Roles, Word, words};

/// Words after which a text of large words only says nothing by its large letters.
const TITLE_CASE: usize = 4;

/// Somebody named in a text.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// The name as it stands there, in lower case; the first one of several.
    pub(super) first: String,
    /// The name of the family after it.
    pub(super) last: Option<String>,
    /// Where it begins and ends.
    pub(super) span: (usize, usize),
    pub(super) told: Told,
    /// Whether the one named is the one who writes.
    pub(super) signs: bool,
}

/// What the texts themselves teach of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Lore {
    /// Words that stand in lower case somewhere: those are no names.
    common: FxHashSet<String>,
    /// Names in no list that what stood beside them told, in their basic forms.
    told: FxHashSet<String>,
}

impl Lore {
    /// Reads all texts: which words are common, then which names stand in no list.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let mut lore = Self::default();
        for text in texts.clone() {
            let small = words(text).filter(|word| !word.is_capital);
            lore.common.extend(small.map(|word| word.lower));
        }
        let mut forms = FxHashSet::default();
        for naming in texts.flat_map(|text| lore.namings(text)) {
            let listed = bases(&naming.first).iter().any(|base| Known::get().has_person(base));
            if naming.told >= Told::Person && !naming.signs && !listed {
                forms.insert(naming.first);
            }
        }
        lore.told = forms.iter().map(|form| usual(form)).collect();
        lore
    }

    /// Everybody named in a text, in its order.
    pub(super) fn namings(&self, text: &str) -> Vec<Naming> {
        let all: Vec<Word> = words(text).collect();
        let title_case = all.len() > TITLE_CASE && all.iter().all(|word| word.is_capital);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = all.get(at) {
            let told = told(&all, at);
            let family = family(&all, at);
            let signs = is_signature(&all, at);
            let listed = self.listed(word);
            let is = if listed {
                shows_person(&all, at, told)
            } else {
                let new = || self.is_new(word, told, signs) || self.is_before(&all, at, family);
                !title_case && new()
            };
            let is = is && !all.get(at + 1).is_some_and(|next| next.is(Role::Company));
            if is {
                let end = family.unwrap_or(at);
                found.push(Naming {
                    first: word.lower.clone(),
                    last: family.and_then(|at| Some(all.get(at)?.lower.clone())),
                    span: (word.start, all.get(end).map_or(word.end, |word| word.end)),
                    told,
                    signs,
                });
                at = end;
            }
            at += 1;
        }
        found
    }

    /// Whether a word is a form of a name that is known, from a list or from the texts.
    fn listed(&self, word: &Word) -> bool {
        let all = bases(&word.lower);
        all.iter().any(|base| Known::get().has_person(base))
            || word.is_capital
                && all.iter().any(|base| self.told.contains(base))
                && !self.is_word(word)
    }

    /// Whether a word that no list knows is a name by what stands beside it.
    fn is_new(&self, word: &Word, told: Told, signs: bool) -> bool {
        let place = |end| word.lower.ends_with(end);
        // Places are inside something, people are not.
        let inside = ["ssa", "ssä", "sta", "stä"].into_iter().any(place);
        (told >= Told::Person || signs) && word.is_capital && !inside && !self.is_word(word)
    }

    /// Whether a large word stands before the name of a family that a list knows.
    fn is_before(&self, all: &[Word], at: usize, family: Option<usize>) -> bool {
        let listed = |at: usize| {
            let bases = all.get(at).map(|word| bases(&word.lower)).unwrap_or_default();
            bases.iter().any(|base| Known::get().has_person(base))
        };
        family.is_some_and(listed) && all.get(at).is_some_and(|word| !self.is_word(word))
    }

    /// Whether a word is a common one, a place or a brand.
    fn is_word(&self, word: &Word) -> bool {
        let all = bases(&word.lower);
        let spoken = |base: &String| Known::get().is_other(base) || Roles::of(base).has(Role::Word);
        word.is(Role::Thanks)
            || word.is(Role::Title)
            || self.common.contains(&word.lower)
            || all.iter().any(spoken)
            || is_common(&word.lower)
    }
}

/// The place of the name of the family, if the word at a place is the first name before it: not
/// inflected, and followed by another large word.
fn family(all: &[Word], at: usize) -> Option<usize> {
    let first = all.get(at).filter(|word| word.is_capital && !word.is(Role::Thanks))?;
    let known = Known::get();
    let plain = known.has_person(&first.lower)
        || !bases(&first.lower).iter().any(|base| known.has_person(base))
            && usual(&first.lower) == first.lower;
    let follows = |at: usize| {
        let word = all.get(at)?;
        let joined = word.is_capital && word.goes_on() && word.gap == Gap::Space;
        (joined && is_family(word)).then_some(at)
    };
    let one = follows(at + 1).filter(|_| plain && !known.is_other(&first.lower))?;
    // "Anna Maria Korhonen": what is in the middle is no name of a family.
    let middle = all.get(one).is_some_and(|word| known.has_person(&word.lower));
    Some(follows(one + 1).filter(|_| middle).unwrap_or(one))
}

/// Whether a word that is in a list of people stands for one here.
fn shows_person(all: &[Word], at: usize, told: Told) -> bool {
    let Some(word) = all.get(at) else { return false };
    let bases = bases(&word.lower);
    let known = Known::get();
    let doubtful = bases.iter().any(|base| Roles::of(base).has(Role::Doubtful));
    if !word.is_capital {
        // "Kiitos sadulle" is for Satu, "kiitos oivalle myyjälle" for no Oiva.
        let to = |word: &Word| word.lower.ends_with("lle");
        let alone = to(word) && !all.get(at + 1).is_some_and(to);
        return told == Told::Thanked && alone || told >= Told::Person && !is_word_too(&word.lower);
    }
    if told >= Told::Weak {
        return told > Told::Weak || !is_word_too(&word.lower);
    }
    let other = bases.iter().any(|base| known.is_other(base));
    !doubtful && !other && !is_word_too(&word.lower)
}

/// Whether a large word after a first name is the name of a family.
fn is_family(word: &Word) -> bool {
    let known = Known::get();
    let all = bases(&word.lower);
    let person = all.iter().any(|base| known.has_person(base));
    let other = all.iter().any(|base| known.is_other(base));
    let role = word.is(Role::Thanks) || word.is(Role::Word) || word.is(Role::Helped);
    !role && (person || !other && !is_grammar(&word.lower))
}

/// Whether a text may name somebody: cheap, and never wrong where it says no.
pub fn may_name(text: &str) -> bool {
    let all: Vec<Word> = words(text).collect();
    let known = Known::get();
    let named = |word: &Word| bases(&word.lower).iter().any(|base| known.has_person(base));
    let large =
        |word: &Word| word.is_capital && (word.goes_on() || named(word) || !is_common(&word.lower));
    all.iter().any(large)
        || all.iter().enumerate().any(|(at, word)| told(&all, at) >= Told::Person && named(word))
}
