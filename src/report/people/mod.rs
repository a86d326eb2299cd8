//! Staff thanked or praised by name: every form of a name is one person.
//!
//! Owns what a name is and what praise is. Refuses to list blame: a clause that is unkind names
//! nobody.

mod forms;
mod context;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::record::Span;
use crate::score::{Cue, CueSet, Polarity};

use super::Report;
use super::findings::{Language, Quote};
use super::model::Person;

use context::{Place, Telling, words};
use forms::{Known, bases};

/// Quotes per person.
const QUOTES: usize = 3;
/// People listed at most.
const LISTED: usize = 40;

/// A comment with its clauses.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// The comment as it is shown.
    pub quote: Quote<'a>,
    /// Its clauses: place, polarity, cues.
    pub clauses: Vec<(Span, Option<f32>, CueSet)>,
}

/// Whether a text may name somebody: cheap, and never wrong where it says no.
pub fn may_name(text: &str) -> bool {
    let known = Known::get();
    let named = |word: &str| bases(word).iter().any(|base| known.has_person(base));
    words(text).any(|word| word.is_capital && (word.place != Place::Start || named(&word.lower)))
        || context::tellings(text).iter().any(|telling| telling.is_person)
}

/// A name found in a comment.
#[derive(Clone, Debug)]
struct Mention {
    comment: usize,
    form: String,
}

/// The people whom the comments thank or praise, most comments first, and every form of their
/// names that was found, in lower case, with the number of the person.
pub fn people(said: &[Said<'_>]) -> (Vec<Person>, BTreeMap<String, usize>) {
    let common = common(said);
    let (mut mentions, mut weak): (Vec<Mention>, Vec<Mention>) = (Vec::new(), Vec::new());
    for (comment, one) in said.iter().enumerate() {
        let mut own = BTreeSet::new();
        for telling in context::tellings(one.quote.text) {
            if !is_praise(one, &telling) {
                continue;
            }
            let form = telling.word.lower.to_string();
            if is_name(&telling, &common) {
                own.insert(form);
            } else if telling.is_weak {
                weak.push(Mention { comment, form });
            }
        }
        mentions.extend(own.into_iter().map(|form| Mention { comment, form }));
    }
    let names = named(&mentions);
    let mut by_name: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for mention in mentions.iter().chain(&weak) {
        if let Some(name) = names.get(&mention.form) {
            by_name.entry(name).or_default().insert(mention.comment);
        }
    }
    let mut ranked: Vec<(&str, BTreeSet<usize>)> = by_name.into_iter().collect();
    ranked.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
    let place: BTreeMap<&str, usize> = ranked.iter().map(|(name, _)| *name).zip(0..).collect();
    let forms = names
        .iter()
        .filter_map(|(form, name)| Some((form.clone(), *place.get(name.as_str())?)))
        .collect();
    let people = ranked.iter().take(LISTED).map(|(name, comments)| Person {
        name: upper_first(name),
        n: comments.len() as u32,
        quotes: comments
            .iter()
            .filter_map(|at| said.get(*at))
            .take(QUOTES)
            .map(|one| super::build::quote::view(&one.quote))
            .collect(),
    });
    (people.collect(), forms)
}

/// Words that stand in lower case somewhere inside a sentence: those are no names.
fn common(said: &[Said<'_>]) -> FxHashSet<String> {
    let mut common = FxHashSet::default();
    for one in said {
        for word in words(one.quote.text).filter(|word| !word.is_capital) {
            common.insert(word.lower.to_string());
        }
    }
    common
}

/// Whether the clause that a name stands in, or the one beside it, is kind.
fn is_praise(said: &Said<'_>, telling: &Telling<'_>) -> bool {
    let at = telling.word.start as u32;
    let own = said.clauses.iter().find(|(span, ..)| (span.start..span.end).contains(&at));
    let Some((_, sentiment, cues)) = own else { return telling.is_thanked };
    let polarity = sentiment.map(Polarity::of);
    if polarity == Some(Polarity::Negative) || cues.has(Cue::Sarcasm) || cues.has(Cue::Dismissal) {
        return false;
    }
    telling.is_thanked
        || polarity == Some(Polarity::Positive)
        || cues.has(Cue::StaffPraise)
        || cues.has(Cue::BeyondDuty)
}

fn is_name(telling: &Telling<'_>, common: &FxHashSet<String>) -> bool {
    let (known, word) = (Known::get(), &telling.word);
    let all = bases(&word.lower);
    if all.iter().any(|base| known.is_other(base)) && !all.iter().any(|base| known.has_person(base))
    {
        return false;
    }
    let person = all.iter().any(|base| known.has_person(base));
    if person {
        let doubtful = all.iter().any(|base| Known::is_doubtful(base));
        let shown = word.is_capital && word.place != Place::Start && !doubtful;
        return shown || telling.is_person || telling.is_weak || word.is_capital && !doubtful;
    }
    word.is_capital
        && telling.is_person
        && !common.contains(&*word.lower)
        && !all.iter().any(|base| Known::is_word(base))
}

/// The basic form of every form.
fn named(mentions: &[Mention]) -> BTreeMap<String, String> {
    let forms: BTreeSet<&str> = mentions.iter().map(|mention| mention.form.as_str()).collect();
    let known = Known::get();
    // How many different forms would come from a base.
    let mut votes: BTreeMap<String, u32> = BTreeMap::new();
    for form in &forms {
        for base in bases(form) {
            *votes.entry(base).or_default() += 1;
        }
    }
    let name = |form: &str| -> String {
        let all = bases(form);
        if let Some(base) = all.iter().find(|base| known.has_person(base)) {
            return base.clone();
        }
        let usual = forms::usual(form);
        let best = all.iter().max_by_key(|base| {
            let seen = forms.contains(base.as_str());
            (votes.get(*base).copied().unwrap_or(0), seen, **base == usual, base.len())
        });
        match best {
            Some(best) if votes.get(best).copied().unwrap_or(0) > 1 => best.clone(),
            _ => usual,
        }
    };
    forms.iter().map(|form| ((*form).to_owned(), name(form))).collect()
}

/// Puts codes in the place of names, in the list of people and in every quote.
pub fn veil(report: &mut Report, forms: &BTreeMap<String, usize>) {
    let language = report.language;
    for (at, person) in report.insight.staff.iter_mut().enumerate() {
        person.name = code(at, language);
    }
    let staff = report.insight.staff.iter_mut().flat_map(|person| &mut person.quotes);
    let themes = report.themes.iter_mut().flat_map(|theme| {
        theme.typical.iter_mut().chain(&mut theme.weak).chain(&mut theme.members)
    });
    let signals = report.signals.iter_mut().flat_map(|signal| &mut signal.quotes);
    let cues = report.cues.iter_mut().flat_map(|cue| &mut cue.quotes);
    for quote in staff.chain(themes).chain(signals).chain(cues) {
        for text in [&mut quote.before, &mut quote.marked, &mut quote.after] {
            *text = veiled(text, forms, language);
        }
    }
}

/// The code of the person with this number.
fn code(at: usize, language: Language) -> String {
    match language {
        Language::Fi => format!("Työntekijä {}", at + 1),
        Language::En => format!("Employee {}", at + 1),
    }
}

/// A text with codes in the place of names.
pub fn veiled(text: &str, forms: &BTreeMap<String, usize>, language: Language) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for word in words(text) {
        if let Some(at) = forms.get(&*word.lower) {
            out.push_str(text.get(from..word.start).unwrap_or(""));
            out.push_str(&code(*at, language));
            from = word.start + word.len;
        }
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RecordKey, Source};

    fn find(texts: &[(&str, f32)]) -> Vec<(String, u32)> {
        for (text, _) in texts {
            assert!(may_name(text), "{text}");
        }
        found(texts)
    }

    fn found(texts: &[(&str, f32)]) -> Vec<(String, u32)> {
        let keys: Vec<RecordKey> =
            (0..texts.len()).map(|n| RecordKey(format!("k{n}").into())).collect();
        let said: Vec<Said<'_>> = texts
            .iter()
            .zip(&keys)
            .map(|((text, felt), key)| Said {
                quote: Quote {
                    key,
                    text,
                    date: None,
                    source: Source::Survey,
                    channel: None,
                    score: None,
                    lang: None,
                    marked: None,
                },
                clauses: vec![(Span::new(0..text.len()), Some(*felt), CueSet::default())],
            })
            .collect();
        people(&said).0.into_iter().map(|person| (person.name, person.n)).collect()
    }

    #[test]
    fn all_forms_of_a_name_are_one_person() {
        let found = find(&[
            ("Kiitos Piialle avusta!", 0.8),
            ("Piian ansiosta kaikki sujui hienosti.", 0.7),
            ("Sain apua Piialta heti.", 0.6),
            ("Kassalla minua palveli Piia ja olin tyytyväinen.", 0.6),
            ("Pekka oli ihana, terveisiä Pekalle.", 0.7),
            ("Markuksen neuvoista oli paljon apua.", 0.5),
            ("kiitos markukselle", 0.5),
        ]);
        let want = [("Piia", 4), ("Markus", 2), ("Pekka", 1)];
        assert_eq!(found, want.map(|(name, n)| (name.to_owned(), n)));
    }

    #[test]
    fn names_in_no_list_are_known_by_what_stands_beside_them() {
        let found = find(&[
            ("Kiitos Tjorvenille hyvästä palvelusta", 0.8),
            ("Minua palveli Tjorven, loistavaa työtä", 0.8),
            ("Big thanks to Zebulon for the quick repair", 0.8),
            ("Zebulon helped me with the forms", 0.4),
            ("Kiitos Asiakaspalvelulle", 0.8),
            ("Asentaja korjasi koneen hienosti, kiitos Tjorvenille", 0.8),
        ]);
        let want = [("Tjorven", 3), ("Zebulon", 2)];
        assert_eq!(found, want.map(|(name, n)| (name.to_owned(), n)));
    }

    #[test]
    fn blame_names_nobody() {
        let found = find(&[
            ("Piia oli todella töykeä.", -0.8),
            ("Thanks to Kevin my order is lost, terrible.", -0.7),
            ("Kävin Helsingissä ja palvelu oli hyvää.", 0.8),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn those_who_sign_and_words_that_begin_a_sentence_are_not_staff() {
        for text in [
            "Hyvä palvelu nettikaupassa. Terveisin Maija",
            "Kaikki sujui hienosti, t. Maija Virtanen",
            "Great visit, thank you!\nKind regards,\nKevin",
            "Palvelu oli erinomaista, kiitos! Maija",
            "Jonotus oli lyhyt, kiitos. Pääsin heti vuoroon.",
            "The exchange was excellent, thank you. Will be back",
            "Mahtava kassahenkilö. Kohdeltiin ystävällisesti alusta loppuun.",
            "Kiitos. Nähdään taas!",
        ] {
            assert_eq!(found(&[(text, 0.8)]), [], "{text}");
        }
        let both = [("Kiitos Piialle! Terveisin Maija", 0.8), ("Piia auttoi. T. Maija", 0.8)];
        assert_eq!(found(&both), [("Piia".to_owned(), 2)]);
    }

    #[test]
    fn names_are_veiled_in_every_form() {
        let forms = BTreeMap::from([("piialle".to_owned(), 0), ("piia".to_owned(), 0)]);
        let text = veiled("Kiitos Piialle! Piia auttoi.", &forms, Language::Fi);
        assert_eq!(text, "Kiitos Työntekijä 1! Työntekijä 1 auttoi.");
    }
}
