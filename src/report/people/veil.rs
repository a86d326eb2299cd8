//! Codes in the place of names: in every text that a run writes.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::Report;
use crate::report::findings::Language;
use crate::report::model::{QuoteView, Sentences, Text};

use super::known::is_word_too;
use super::lore::Naming;
use super::token::{Gap, Word, words};

/// What stands before the number of somebody who is praised, and of anybody else.
const CODES: [(&str, &str); 2] = [("Työntekijä", "Employee"), ("Henkilö", "Person")];

/// All forms of the names that were met, each with the number of a person.
#[derive(Clone, Debug, Default)]
pub struct Veil {
    /// Those before this number are praised.
    praised: usize,
    forms: BTreeMap<String, usize>,
    pairs: BTreeMap<(String, String), usize>,
    /// Forms that were met in lower case.
    small: BTreeSet<String>,
}

impl Veil {
    pub(super) fn new(praised: usize) -> Self {
        Self { praised, ..Self::default() }
    }

    /// Adds a form of the name of a person; of several persons with one name the first keeps it.
    pub(super) fn add(&mut self, naming: &Naming, text: &str, person: usize) {
        let begin = text.get(naming.span.0..).and_then(|text| text.chars().next());
        if begin.is_some_and(char::is_lowercase) {
            self.small.insert(naming.first.clone());
        }
        if let Some(last) = &naming.last {
            self.pairs.insert((naming.first.clone(), last.clone()), person);
            self.put(last.clone(), person);
        }
        self.put(naming.first.clone(), person);
    }

    /// Adds a form by itself.
    pub(super) fn put(&mut self, form: String, person: usize) {
        let known = self.forms.entry(form).or_insert(person);
        *known = person.min(*known);
    }

    /// A text with codes in the place of names.
    pub fn over(&self, text: &str, language: Language) -> String {
        let all: Vec<Word> = words(text).collect();
        let mut out = String::with_capacity(text.len());
        let (mut from, mut at) = (0, 0);
        while let Some(word) = all.get(at) {
            if let Some((person, end)) = self.person(&all, at) {
                out.push_str(text.get(from..word.start).unwrap_or(""));
                out.push_str(&self.code(person, language));
                from = all.get(end).map_or(word.end, |word| word.end);
                at = end;
            }
            at += 1;
        }
        out.push_str(text.get(from..).unwrap_or(""));
        out
    }

    /// The person named at a place, and the place of the last word of the name.
    fn person(&self, all: &[Word], at: usize) -> Option<(usize, usize)> {
        let word = all.get(at)?;
        let next = all.get(at + 1).filter(|next| next.is_capital && next.gap == Gap::Space);
        let pair = next
            .and_then(|next| self.pairs.get(&(word.lower.clone(), next.lower.clone())).copied());
        if let Some(person) = pair {
            return Some((person, at + 1));
        }
        let person = *self.forms.get(&word.lower)?;
        let is = word.is_capital || self.small.contains(&word.lower) || !is_word_too(&word.lower);
        is.then_some((person, at))
    }

    /// The code of the person with this number.
    fn code(&self, person: usize, language: Language) -> String {
        let (fi, en) = CODES[usize::from(person >= self.praised)];
        let word = match language {
            Language::Fi => fi,
            Language::En => en,
        };
        format!("{word} {}", person + 1)
    }

    /// Puts codes in the place of names, in the list of people and in every text of a report.
    pub fn report(&self, report: &mut Report) {
        let language = report.language;
        for (at, person) in report.insight.staff.iter_mut().enumerate() {
            person.name = self.code(at, language);
        }
        report.insight.veiled = true;
        each_text(report, &mut |text| *text = self.over(text, language));
    }
}

/// A report in another language: its codes, too, if it has any.
pub fn speak(report: &mut Report, language: Language) {
    let old = std::mem::replace(&mut report.language, language);
    if !report.insight.veiled || old == language {
        return;
    }
    for person in &mut report.insight.staff {
        person.name = recoded(&person.name, language);
    }
    each_text(report, &mut |text| *text = recoded(text, language));
}

/// A text with its codes in another language.
fn recoded(text: &str, language: Language) -> String {
    let mut text = text.to_owned();
    for (fi, en) in CODES {
        let (old, new) = match language {
            Language::Fi => (en, fi),
            Language::En => (fi, en),
        };
        let mut parts = text.split(old);
        let mut out = parts.next().unwrap_or("").to_owned();
        for part in parts {
            let number = part.strip_prefix(' ').and_then(|rest| rest.chars().next());
            out.push_str(if number.is_some_and(|c| c.is_ascii_digit()) { new } else { old });
            out.push_str(part);
        }
        text = out;
    }
    text
}

/// Every text of a report that people or their words made.
fn each_text(report: &mut Report, change: &mut dyn FnMut(&mut String)) {
    let insight = &mut report.insight;
    let Sentences { fi, en } = &mut report.summary;
    fi.iter_mut().chain(en).for_each(&mut *change);
    insight.contrasts.iter_mut().flat_map(|c| &mut c.words).for_each(|w| change(&mut w.word));
    report.themes.iter_mut().flat_map(|theme| &mut theme.phrases).for_each(&mut *change);
    let themes = report.themes.iter_mut().map(|theme| &mut theme.label);
    let drivers = insight.drivers.iter_mut().flat_map(|d| &mut d.themes).map(|d| &mut d.label);
    let gaps = insight.gaps.iter_mut().map(|gap| &mut gap.label);
    let apart = insight.contrasts.iter_mut().flat_map(|c| &mut c.themes).map(|t| &mut t.label);
    let places = insight.places.iter_mut().flat_map(|p| &mut p.rows).map(|row| &mut row.label);
    let value = insight.value.iter_mut().flat_map(|v| &mut v.themes).map(|t| &mut t.label);
    let actions = report.actions.groups.iter_mut().map(|group| &mut group.label);
    let labels = themes.chain(drivers).chain(gaps).chain(apart).chain(places);
    let signals = report.signals.iter_mut().flat_map(|signal| {
        [&mut signal.label, &mut signal.sentence, &mut signal.until, &mut signal.doubt]
    });
    for Text { fi, en } in labels.chain(value).chain(actions).chain(signals) {
        change(fi);
        change(en);
    }
    let staff = report.insight.staff.iter_mut().flat_map(|person| &mut person.quotes);
    let themes = report.themes.iter_mut().flat_map(|theme| {
        theme.typical.iter_mut().chain(&mut theme.weak).chain(&mut theme.members)
    });
    let signals = report.signals.iter_mut().flat_map(|signal| &mut signal.quotes);
    let cues = report.cues.iter_mut().flat_map(|cue| &mut cue.quotes);
    for QuoteView { before, marked, after, .. } in staff.chain(themes).chain(signals).chain(cues) {
        [before, marked, after].into_iter().for_each(&mut *change);
    }
}
