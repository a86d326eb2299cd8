//! Finnish words: base form, grammar, compound parts.
//!
//! Order of trust: the lists people wrote, the learned table, the learned table behind a respelling
//! of an unknown form. Says [`Flags::GUESSED`] where nothing of it is known.

mod bases;
mod compound;
mod grammar;
mod respell;

use std::sync::LazyLock;

use super::rules::{Entry, Guess, Known, Letters, List, Standing, Swaps, Table, read, repairs};
use super::word::{Flags, Pos, Word};
use crate::lang::Lang;
use bases::{Cut, cuts};
pub(super) use compound::Splitter;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    Table::parse(include_bytes!("../../../lexicons/fi/lemmas.bin")).unwrap_or_default()
});

static LETTERS: LazyLock<Letters> =
    LazyLock::new(|| Letters::parse(include_bytes!("../../../lexicons/fi/letters.bin")));

/// Letters that a form must have for a slip to be mended, and for any other wrong letter.
const LETTERS_OF_SLIP: usize = 6;
const LETTERS_OF_EDIT: usize = 6;
/// How frequent the word must be that a wrong letter hides.
const FREQUENT: u8 = 2;

/// Tables and lists of Finnish; immutable.
#[derive(Debug)]
pub(super) struct Finnish {
    table: &'static Table,
    forms: List,
    heads: List,
    lasts: List,
    simple: List,
}

impl Finnish {
    pub(super) fn builtin() -> Self {
        Self {
            table: &TABLE,
            forms: read(&[
                include_str!("../../../lexicons/fi/function.tsv"),
                include_str!("../../../lexicons/fi/irregular.tsv"),
                include_str!("../../../lexicons/fi/colloquial.tsv"),
            ]),
            heads: read(&[include_str!("../../../lexicons/fi/parts.tsv")]),
            lasts: read(&[include_str!("../../../lexicons/fi/lasts.tsv")]),
            simple: read(&[include_str!("../../../lexicons/fi/simple.tsv")]),
        }
    }

    /// Analyses a lower-cased form.
    pub(super) fn word(&self, form: &str) -> Word {
        let (lemma, pos, flags) = self.analyse(form);
        let parts = match pos {
            Pos::Noun | Pos::Adjective => self.splitter().parts(&lemma),
            Pos::Verb | Pos::Adverb | Pos::Function | Pos::Unknown => Vec::new(),
        };
        let (form, lemma, parts) = (form.into(), lemma.into(), parts.into());
        Word { form, lang: Some(Lang::Fi), lemma, flags, pos, parts }
    }

    /// What finds the parts of compounds.
    pub(super) fn splitter(&self) -> Splitter<'_> {
        Splitter { table: self.table, heads: &self.heads, lasts: &self.lasts, simple: &self.simple }
    }

    fn analyse(&self, form: &str) -> (String, Pos, Flags) {
        let form = match form.trim_matches('-') {
            "" => form,
            trimmed => trimmed,
        };
        if let Some((stem, _)) = form.split_once(':').filter(|(s, _)| !s.is_empty()) {
            return (stem.to_owned(), Pos::Noun, Flags::default());
        }
        let cuts = cuts(form);
        if let Some(listed) = self.listed(&cuts) {
            return listed;
        }
        if let Some((head, tail)) =
            form.rsplit_once('-').filter(|(h, t)| !h.is_empty() && !t.is_empty())
        {
            let (lemma, pos, flags) = self.analyse(tail);
            return (format!("{head}-{lemma}"), pos, flags);
        }
        let guess = self.guess(&cuts);
        match &guess {
            Some((g, _)) if g.standing > Standing::Compound => finished(guess, Flags::default()),
            _ if let Some(found) = self.compound_of_listed(form) => found,
            Some((g, _)) if g.standing == Standing::Compound => match self.harmonised(form) {
                Some(better) => finished(Some(better), Flags::RESPELLED),
                None => finished(guess, Flags::default()),
            },
            Some(_) | None => match self.respelled(form) {
                Some(better) => finished(Some(better), Flags::RESPELLED),
                None => new(form, guess),
            },
        }
    }

    /// What the lists say of the form, or of it without a clitic: *mullakin*; but *jopa* is a word.
    fn listed(&self, cuts: &[Cut<'_>]) -> Option<(String, Pos, Flags)> {
        let whole = cuts.first()?;
        let known = self.table.known(&whole.base.text).is_some_and(|k| k.classes() != 0);
        cuts.iter().take(if known { 1 } else { cuts.len() }).find_map(|cut| {
            let Entry { lemma, pos, flags } = self.forms.get(&*cut.base.text)?;
            Some((lemma.to_string(), *pos, flags.with(cut.flags)))
        })
    }

    /// The best candidate with the grammar of what was cut off and of the ending.
    fn guess(&self, cuts: &[Cut<'_>]) -> Option<(Guess, Flags)> {
        let guess = self.table.guess(cuts.iter().map(|c| &c.base))?;
        let cut = self.clitic(cuts, &guess).or_else(|| cuts.get(guess.base))?;
        let mut flags = grammar::flags(&cut.base.text, &guess.lemma, guess.pos).with(cut.flags);
        if guess.pos == Pos::Noun && self.table.known(&guess.lemma).is_some_and(Known::is_name) {
            flags = flags.with(Flags::NAME);
        }
        Some((guess, flags))
    }

    /// A clitic that the rules read as part of an ending: what is left has the same base form.
    fn clitic<'c, 'f>(&self, cuts: &'c [Cut<'f>], guess: &Guess) -> Option<&'c Cut<'f>> {
        let rests = cuts.iter().filter(|c| guess.base == 0 && c.is_clitic());
        let mut same = rests.filter(|c| {
            let rest = self.table.guess(std::iter::once(&c.base));
            rest.is_some_and(|g| g.lemma == guess.lemma)
        });
        same.next()
    }

    /// A compound that ends in an irregular noun of our lists: *toimitusajan* → *toimitusaika*.
    fn compound_of_listed(&self, form: &str) -> Option<(String, Pos, Flags)> {
        let cuts = form.char_indices().skip(4).map(|(at, _)| at);
        cuts.take_while(|at| at + 4 <= form.len()).find_map(|at| {
            let (head, tail) = form.split_at_checked(at)?;
            let Entry { lemma, pos, flags } = self.forms.get(tail)?;
            let first = self.heads.contains_key(head)
                || self.table.known(head).is_some_and(|k| k.begins() && k.as_first() > 0);
            (*pos == Pos::Noun && first).then(|| (format!("{head}{lemma}"), *pos, *flags))
        })
    }

    /// A known word behind a form with the vowels of both kinds: *kärsivallinen*.
    fn harmonised(&self, form: &str) -> Option<(Guess, Flags)> {
        self.known_whole(&respell::harmonised(form)?)
    }

    /// A spelling that leads to a word known as a whole.
    fn known_whole(&self, spelling: &str) -> Option<(Guess, Flags)> {
        let guess = self.table.guess_known(spelling)?;
        let flags = grammar::flags(spelling, &guess.lemma, guess.pos);
        Some((guess, flags))
    }

    /// A known word that an unknown form may be meant for.
    fn respelled(&self, form: &str) -> Option<(Guess, Flags)> {
        let letters = form.chars().count();
        if letters < 4 || form.contains(|c: char| !c.is_alphabetic()) {
            return None;
        }
        self.known_among(&respell::dotted(form))
            .or_else(|| self.harmonised(form))
            .or_else(|| self.known_among(&respell::spoken(form)).filter(|_| letters >= 5))
            .or_else(|| self.known_among(&respell::weak(form)).filter(|_| letters >= 8))
            .or_else(|| self.repaired(form, letters))
    }

    /// The best of spellings that lead to a known word or compound.
    fn known_among(&self, spellings: &[String]) -> Option<(Guess, Flags)> {
        let guesses = spellings.iter().filter_map(|s| self.guess(&cuts(s)));
        let known = guesses
            .filter(|(g, _)| g.standing >= Standing::Compound && g.lemma.chars().nth(2).is_some());
        known.max_by_key(|(g, _)| g.score)
    }

    /// The best of the words that a mistyped form may be meant for.
    fn repaired(&self, form: &str, letters: usize) -> Option<(Guess, Flags)> {
        if letters < LETTERS_OF_SLIP {
            return None;
        }
        let tried = repairs(form, &LETTERS, Swaps::Anywhere).into_iter().filter_map(|repair| {
            let edited = repair.cost > 0;
            let guess = self.table.guess_known(&repair.text)?;
            let least = Standing::Known(if edited { FREQUENT } else { 1 });
            let enough = guess.standing >= least && (!edited || letters >= LETTERS_OF_EDIT);
            enough.then_some((guess.score - repair.cost, guess, repair.text))
        });
        let (_, guess, spelling) = tried.max_by_key(|(score, _, _)| *score)?;
        let flags = grammar::flags(&spelling, &guess.lemma, guess.pos);
        Some((guess, flags))
    }
}

/// A word of which nothing is known: the rules' guess if it keeps most of the form, else the form
/// without a case ending behind a consonant. Short ones are abbreviations and stay.
fn new(form: &str, guess: Option<(Guess, Flags)>) -> (String, Pos, Flags) {
    const CASES: [&str; 10] =
        ["issa", "ista", "iin", "illa", "ilta", "ille", "iksi", "in", "it", "ia"];
    let letters = form.chars().count();
    let kept = |g: &Guess| g.lemma.chars().zip(form.chars()).take_while(|(a, b)| a == b).count();
    let plain = |g: &Guess| {
        let added = g.lemma.chars().count() - kept(g);
        let adjective = g.lemma.ends_with("inen") && form.contains("is");
        let likely = (added < 3 || adjective) && kept(g) * 2 >= letters;
        g.standing > Standing::Unknown || letters > 4 && likely
    };
    match guess {
        Some((g, flags)) if plain(&g) => (g.lemma, g.pos, flags.with(Flags::GUESSED)),
        Some(_) | None => {
            let stem = CASES.iter().find_map(|c| form.strip_suffix(c));
            let foreign = stem.filter(|s| s.chars().count() > 3 && !s.ends_with(is_vowel));
            (foreign.unwrap_or(form).to_owned(), Pos::Noun, Flags::GUESSED)
        }
    }
}

fn is_vowel(c: char) -> bool {
    "aeiouyäö".contains(c)
}

fn finished(guess: Option<(Guess, Flags)>, more: Flags) -> (String, Pos, Flags) {
    match guess {
        Some((g, flags)) => (g.lemma, g.pos, flags.with(more)),
        None => (String::new(), Pos::Unknown, more),
    }
}
