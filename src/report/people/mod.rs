//! Staff thanked or praised by name: every form of a name is one person.
//!
//! Owns what a name is, what praise is, and how names are hidden. Refuses to list blame: a clause
//! that is unkind names nobody.

mod token;
mod forms;
mod known;
mod context;
mod lore;
mod praise;
mod names;
mod veil;

use std::collections::{BTreeMap, BTreeSet};

use super::findings::Quote;
use super::model::Person;

pub use lore::may_name;
pub use praise::{Clause, Felt};
pub use veil::{Veil, speak};

use lore::{Lore, Naming};
use names::{Name, Names, shown};
use praise::Comment;

/// Quotes per person.
const QUOTES: usize = 3;
/// People listed at most.
const LISTED: usize = 40;

/// A comment that may praise somebody.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// The comment as it is shown.
    pub quote: Quote<'a>,
    /// What is felt in it.
    pub felt: Felt,
}

/// The people whom the comments thank or praise, most comments first, and what hides the names of
/// all who are named in them or in the other texts.
pub fn people(said: &[Said<'_>], others: &[String]) -> (Vec<Person>, Veil) {
    let texts = said.iter().map(|one| one.quote.text).chain(others.iter().map(String::as_str));
    let lore = Lore::of(texts.clone());
    let met: Vec<Vec<Naming>> = texts.clone().map(|text| lore.namings(text)).collect();
    let names = Names::of(met.iter().flatten());
    let mut praised: BTreeMap<Name, BTreeSet<usize>> = BTreeMap::new();
    for (at, (one, namings)) in said.iter().zip(&met).enumerate() {
        let comment = Comment::new(one.quote.text, &one.felt);
        for naming in namings.iter().filter(|own| !own.signs && comment.praises(own)) {
            praised.entry(names.person(naming)).or_default().insert(at);
        }
    }
    let mut ranked: Vec<(Name, BTreeSet<usize>)> = praised.into_iter().collect();
    ranked.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let veil = hidden(&ranked, &names, texts.zip(&met));
    let people = ranked.iter().take(LISTED).map(|(name, comments)| Person {
        name: shown(name),
        n: comments.len() as u32,
        quotes: comments
            .iter()
            .filter_map(|at| said.get(*at))
            .take(QUOTES)
            .map(|one| super::build::quote::view(&one.quote))
            .collect(),
    });
    (people.collect(), veil)
}

/// Numbers for all who are named: first those who are praised, in their order.
fn hidden<'t>(
    ranked: &[(Name, BTreeSet<usize>)],
    names: &Names,
    met: impl Iterator<Item = (&'t str, &'t Vec<Naming>)> + Clone,
) -> Veil {
    let mut numbers: BTreeMap<Name, usize> =
        ranked.iter().map(|(name, _)| name.clone()).zip(0..).collect();
    let all: BTreeSet<Name> =
        met.clone().flat_map(|(_, namings)| namings).map(|naming| names.person(naming)).collect();
    for name in all {
        let next = numbers.len();
        numbers.entry(name).or_insert(next);
    }
    let mut veil = Veil::new(ranked.len());
    for (text, namings) in met {
        for naming in namings {
            if let Some(person) = numbers.get(&names.person(naming)) {
                veil.add(naming, text, *person);
            }
        }
    }
    for ((first, last), person) in numbers {
        // Lists of words and labels show basic forms.
        veil.put(first, person);
        if let Some(last) = last {
            veil.put(last, person);
        }
    }
    veil
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RecordKey, Source, Span};
    use crate::report::findings::Language;
    use crate::score::CueSet;

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
                felt: Felt {
                    clauses: vec![Clause {
                        span: Span::new(0..text.len()),
                        sentiment: Some(*felt),
                        cues: CueSet::default(),
                    }],
                    words: Vec::new(),
                    low: false,
                },
            })
            .collect();
        people(&said, &[]).0.into_iter().map(|person| (person.name, person.n)).collect()
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
        let mut veil = Veil::new(1);
        for form in ["piialle", "piia"] {
            veil.put(form.to_owned(), 0);
        }
        let text = veil.over("Kiitos Piialle! Piia auttoi.", Language::Fi);
        assert_eq!(text, "Kiitos Työntekijä 1! Työntekijä 1 auttoi.");
    }
}
