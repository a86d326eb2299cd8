//! What the words of a text together say of dreams, problems, needs, expectation and cues, where no
//! single cue of the word lists says it: a small linear model beside the lists.
//!
//! The weights are a table made by training on comments written for the project. What the lists
//! found (a *mark*) enters as a feature like a word; what its sub-words say of a word adds to its own
//! weights.

use rustc_hash::FxHashMap;

use crate::analyse::{Analysis, Flags, WordId, Words};
use crate::evidence::{Evidence, Reason};
use crate::lang::Lang;
use crate::lexicon::{Lexicon, List};
use crate::record::Span;

use super::sense::Felt;
use super::{ClauseScore, Cue, CueSet, Emotion, Hot, Scored};

/// Words of a text up to which each weighs in full.
const SHORT: f32 = 12.0;
/// A cue this close to the most probable one is found beside it, in log-odds.
const BESIDE: f32 = 1.0;
/// Log-odds against none below which a cue of the lists is taken for a chance likeness of words.
const DOUBT: f32 = -2.0;
/// Weight from which a word is shown as evidence.
const TELLING: f32 = 0.25;
/// Steps of the scale of feeling that are marks.
const FEELINGS: [(f32, &str); 12] = [
    (-0.6, "feeling>-0.6"),
    (-0.45, "feeling>-0.45"),
    (-0.3, "feeling>-0.3"),
    (-0.2, "feeling>-0.2"),
    (-0.1, "feeling>-0.1"),
    (-0.03, "feeling>-0.03"),
    (0.03, "feeling>0.03"),
    (0.1, "feeling>0.1"),
    (0.2, "feeling>0.2"),
    (0.3, "feeling>0.3"),
    (0.45, "feeling>0.45"),
    (0.6, "feeling>0.6"),
];
/// The classes: four of HOT (none among them), five steps, the labelled cues. The logits of cues are
/// against none of them, those of HOT and the steps against the first of each.
const HOTS: [(&str, Option<Hot>); 4] = [
    ("none", None),
    ("dream", Some(Hot::Dream)),
    ("problem", Some(Hot::Problem)),
    ("need", Some(Hot::Need)),
];
const STEPS: [(&str, i8); 5] =
    [("step+0", 0), ("step-1", -1), ("step-2", -2), ("step+1", 1), ("step+2", 2)];
const CUES: [Cue; 11] = [
    Cue::Silenced,
    Cue::Faint,
    Cue::Wish,
    Cue::Workaround,
    Cue::Handoff,
    Cue::Dismissal,
    Cue::Churn,
    Cue::Competitor,
    Cue::PromiseBroken,
    Cue::PromiseKept,
    Cue::StaffPraise,
];
pub(crate) const CLASSES: usize = HOTS.len() + STEPS.len() + CUES.len();

/// What an entry of a word under a negation ends with.
const NEGATED: char = '~';

pub(crate) type Logits = [f32; CLASSES];
type Rows = Box<[(u8, f32)]>;

/// A word as it was said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    pub(crate) word: WordId,
    /// Whether a negation of its clause reaches it.
    pub(crate) negated: bool,
    /// Whether it has a capital inside a clause.
    pub(crate) capital: bool,
    pub(crate) span: Span,
}

/// The table of one language.
#[derive(Clone, Debug, Default)]
struct Table {
    start: Rows,
    /// By number of the mark.
    marks: Vec<Rows>,
    entries: FxHashMap<Box<str>, Rows>,
    /// The same under a negation, by the plain base form.
    negated: FxHashMap<Box<str>, Rows>,
}

/// The tables of all languages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meant {
    languages: [Table; 2],
}

/// The weights of a vocabulary, those of its sub-words among them.
#[derive(Debug)]
pub(crate) struct Weighed<'a> {
    meant: &'a Meant,
    plain: Vec<Logits>,
    /// Words that say something else under a negation.
    negated: FxHashMap<u32, Logits>,
}

/// What so many words say together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    words: usize,
    logits: Logits,
}

impl Sum {
    /// With those of more words.
    pub(crate) fn add(&mut self, other: &Self) {
        self.words += other.words;
        for (logit, more) in self.logits.iter_mut().zip(&other.logits) {
            *logit += more;
        }
    }
}

/// What a text says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Decision {
    pub(crate) hot: Option<Hot>,
    pub(crate) step: i8,
    pub(crate) cues: CueSet,
    /// Those that are not meant, whatever the lists found.
    doubted: CueSet,
}

impl Meant {
    /// The tables of a lexicon.
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut meant = Self::default();
        for (table, lang) in meant.languages.iter_mut().zip([Lang::Fi, Lang::En]) {
            let mut entries: FxHashMap<Box<str>, Vec<(u8, f32)>> = FxHashMap::default();
            for row in lexicon.rows(lang, List::Meant) {
                if let Some(class) = class(row.category) {
                    entries.entry(row.entry.clone()).or_default().push((class, row.value));
                }
            }
            table.entries = entries.into_iter().map(|(k, rows)| (k, rows.into())).collect();
            table.start = table.entries.remove("*").unwrap_or_default();
            let mark = |mark| table.entries.remove(mark_name(mark)).unwrap_or_default();
            table.marks = (0..MARKS).map(mark).collect();
            let negated = table.entries.extract_if(|entry, _| entry.ends_with(NEGATED));
            let plain = |entry: Box<str>| entry.trim_end_matches(NEGATED).into();
            table.negated = negated.map(|(entry, rows)| (plain(entry), rows)).collect();
        }
        meant
    }

    /// Looks at a vocabulary; `felt` is what the sub-words of each word say.
    pub(crate) fn weigh<'a>(&'a self, words: &Words, felt: Vec<Felt>) -> Weighed<'a> {
        let mut plain: Vec<Logits> = felt.into_iter().map(|felt| felt.meaning).collect();
        let mut negated = FxHashMap::default();
        for (number, (word, logits)) in (0..).zip(words.iter().zip(&mut plain)) {
            let Some(table) = self.table(word.lang).filter(|_| !word.flags.has(Flags::NAME)) else {
                continue;
            };
            let plainly = table.entries.get(&word.lemma);
            let under = table.negated.get(&word.lemma);
            if plainly.is_some() || under.is_some() {
                let mut turned = *logits;
                under.into_iter().for_each(|rows| add(&mut turned, rows, 1.0));
                negated.insert(number, turned);
                plainly.into_iter().for_each(|rows| add(logits, rows, 1.0));
            }
        }
        Weighed { meant: self, plain, negated }
    }

    fn table(&self, lang: Option<Lang>) -> Option<&Table> {
        match lang {
            Some(Lang::Fi) => self.languages.first(),
            Some(Lang::En) => self.languages.get(1),
            Some(Lang::Sv | Lang::Other) | None => None,
        }
    }
}

impl Weighed<'_> {
    /// What some words say together.
    pub(crate) fn sum(&self, said: &[Said]) -> Sum {
        let mut sum = Sum::default();
        for word in said {
            sum.words += 1;
            for (logit, more) in sum.logits.iter_mut().zip(self.of(*word)) {
                *logit += more;
            }
        }
        sum
    }

    /// What a text says, given the sum of its words and what the lists found; `None` for a language
    /// without a table.
    pub(crate) fn decide(
        &self,
        lang: Option<Lang>,
        sum: &Sum,
        listed: &ClauseScore,
    ) -> Option<Decision> {
        let table = self.meant.table(lang).filter(|table| !table.start.is_empty())?;
        let damp = 1.0 / (sum.words as f32 / SHORT).max(1.0).sqrt();
        let mut logits = sum.logits.map(|logit| logit * damp);
        add(&mut logits, &table.start, 1.0);
        each_mark(listed, |mark| {
            if let Some(rows) = table.marks.get(mark) {
                add(&mut logits, rows, 1.0);
            }
        });
        Some(decision(&logits))
    }

    fn of(&self, said: Said) -> &Logits {
        let negated = if said.negated { self.negated.get(&said.word.0) } else { None };
        let plain = || self.plain.get(said.word.0 as usize);
        negated.or_else(plain).unwrap_or(&[0.0; CLASSES])
    }

    /// Shows the words behind what the lists had not found.
    pub(crate) fn explain(
        &self,
        analysis: &Analysis,
        said: &[Said],
        decision: Decision,
        listed: &Scored,
        evidence: &mut Vec<Evidence>,
    ) {
        let mut show = |reason: Reason, class: &str, entry: &str| {
            let Some(class) = self::class(class) else { return };
            for word in said.iter().filter(|_| analysis.lang.is_some()) {
                let contribution = self.of(*word)[usize::from(class)];
                if contribution >= TELLING {
                    let (span, entry) = (word.span, entry.into());
                    evidence.push(Evidence { span, entry, reason, contribution });
                }
            }
        };
        if let Some(hot) = decision.hot.filter(|hot| listed.hot != Some(*hot)) {
            show(Reason::Hot, hot.name(), hot.name());
        }
        if listed.expectation.unwrap_or(0) != decision.step {
            let name = STEPS.iter().find(|(_, step)| *step == decision.step);
            show(Reason::Expectation, name.map_or("", |(name, _)| name), "expectation");
        }
        for cue in decision.cues.iter().filter(|cue| !listed.cues.has(*cue)) {
            show(Reason::Cue, cue.name(), cue.name());
        }
    }
}

impl Decision {
    /// Puts it into the score of a clause, whose HOT is known; gives the cues of the lists that stay.
    pub(crate) fn join(self, clause: &mut ClauseScore, hot: Option<Hot>) -> CueSet {
        let stay = clause.cues.without(self.doubted);
        clause.hot = hot;
        clause.expectation = self.expectation(clause.expectation);
        clause.cues = stay.with(self.cues);
        stay
    }

    /// The step, where something speaks of one: a departure from 0, or a cue that said 0.
    pub(crate) fn expectation(self, listed: Option<i8>) -> Option<i8> {
        if self.step == 0 { listed.map(|_| 0) } else { Some(self.step) }
    }
}

fn add(logits: &mut Logits, rows: &[(u8, f32)], amount: f32) {
    for &(class, weight) in rows {
        logits[class as usize] += weight * amount;
    }
}

/// The most probable class of each kind; of equals the first.
fn decision(logits: &Logits) -> Decision {
    let (hots, rest) = logits.split_at(HOTS.len());
    let (steps, cues) = rest.split_at(STEPS.len());
    let best = |values: &[f32]| {
        (0..values.len()).fold(0, |best, i| if values[i] > values[best] { i } else { best })
    };
    let least = cues.iter().fold(BESIDE, |most, logit| logit.max(most)) - BESIDE;
    let (mut found, mut doubted) = (CueSet::default(), CueSet::default());
    for (cue, logit) in CUES.into_iter().zip(cues) {
        if *logit > 0.0 && *logit >= least {
            found.insert(cue);
        } else if *logit < DOUBT {
            doubted.insert(cue);
        }
    }
    Decision { hot: HOTS[best(hots)].1, step: STEPS[best(steps)].1, cues: found, doubted }
}

/// Number of the class of a name.
pub(crate) fn class(category: &str) -> Option<u8> {
    let hots = HOTS.iter().map(|(name, _)| *name);
    let steps = STEPS.iter().map(|(name, _)| *name);
    let mut names = hots.chain(steps).chain(CUES.iter().map(|cue| cue.name()));
    names.position(|name| name == category).map(|i| i as u8)
}

/// Numbers of marks: HOT, steps, cues, emotions, feelings, in this order.
const MARKS: usize = 3 + 5 + Cue::ALL.len() + Emotion::ALL.len() + FEELINGS.len();

/// Calls `found` with the number of every mark of what the word lists found.
fn each_mark(score: &ClauseScore, mut found: impl FnMut(usize)) {
    if let Some(hot) = score.hot {
        found(hot as usize);
    }
    if let Some(step) = score.expectation {
        found(3 + usize::from(step.clamp(-2, 2).abs_diff(-2)));
    }
    score.cues.iter().for_each(|cue| found(8 + cue as usize));
    let start = 8 + Cue::ALL.len();
    score.emotions.iter().for_each(|emotion| found(start + emotion as usize));
    let start = start + Emotion::ALL.len();
    let feeling = score.sentiment.unwrap_or(0.0);
    let steps = FEELINGS.iter().take_while(|(step, _)| feeling > *step).count();
    (start..start + steps).for_each(found);
}

/// The name of a mark in the table.
fn mark_name(mark: usize) -> &'static str {
    const HOTS: [&str; 3] = ["hot:dream", "hot:problem", "hot:need"];
    const STEPS: [&str; 5] =
        ["expectation:-2", "expectation:-1", "expectation:0", "expectation:1", "expectation:2"];
    let mut names = HOTS
        .into_iter()
        .chain(STEPS)
        .chain(Cue::ALL.into_iter().map(Cue::mark))
        .chain(Emotion::ALL.into_iter().map(Emotion::mark))
        .chain(FEELINGS.iter().map(|(_, name)| *name));
    names.nth(mark).unwrap_or("")
}

/// The names of the marks of what the word lists found.
pub(crate) fn marks(score: &ClauseScore) -> Vec<&'static str> {
    let mut names = Vec::new();
    each_mark(score, |mark| names.push(mark_name(mark)));
    names
}
