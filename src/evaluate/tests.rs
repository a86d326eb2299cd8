//! Composition through whole sentences: minimal pairs, and what must always hold.

use crate::analyse::understand::Understander;
use crate::analyse::{Analyser, Text};
use crate::lang::Lang;
use crate::lexicon::Lexicon;
use crate::score::{Scored, Scorer};
use crate::tag::Tagger;
use crate::vectors::Vectors;

use super::{Expect, pairs};

fn score(texts: &[String], lang: Lang) -> Vec<Scored> {
    let scorer = Scorer::new(&Lexicon::builtin().unwrap(), Understander::builtin()).unwrap();
    let texts: Vec<Text<'_>> =
        texts.iter().map(|text| Text { text, declared: Some(lang) }).collect();
    scorer.score_all(&Analyser::new().corpus(&texts), &Vectors::builtin().unwrap())
}

fn check_pairs(table: &str, lang: Lang) {
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= 400, "{}", rows.len());
    let texts: Vec<String> =
        rows.iter().flat_map(|row| [row[0].to_owned(), row[1].to_owned()]).collect();
    let scores = score(&texts, lang);
    let rated = rows.iter().zip(scores.chunks(2));
    let figures = pairs(rated.map(|(row, s)| (&s[0], &s[1], Expect::parse(row[2]).unwrap())));
    let wrong: Vec<_> = figures.wrong.iter().map(|&i| &rows[i]).collect();
    assert!(figures.accuracy >= 0.97, "{}: {wrong:#?}", figures.accuracy);
}

#[test]
fn finnish_minimal_pairs() {
    check_pairs(include_str!("../../corpora/pairs/fi.tsv"), Lang::Fi);
}

#[test]
fn english_minimal_pairs() {
    check_pairs(include_str!("../../corpora/pairs/en.tsv"), Lang::En);
}

/// What is over turns round; a custom, and what happened before something else, does not.
#[test]
fn what_used_to_be_is_over() {
    for (lang, text, praises) in [
        (Lang::En, "The café used to be pleasant.", false),
        (Lang::En, "The café is pleasant.", true),
        (Lang::En, "Delivery used to be awful.", true),
        (Lang::En, "We got used to be treated nicely.", true),
        (Lang::Fi, "Ennen palvelu oli ystävällistä.", false),
        (Lang::Fi, "Palvelu oli ystävällistä.", true),
        (Lang::Fi, "Aiemmin oli kurja tunnelma.", true),
        (Lang::Fi, "Ennen lomaa palvelu oli ystävällistä.", true),
    ] {
        let polarity = score(&[text.to_owned()], lang)[0].sentiment.unwrap();
        assert_eq!(polarity > 0.0, praises, "{text}: {polarity}");
    }
}

/// A sentence of praise added to any comment never makes it less positive.
#[test]
fn praise_never_lowers() {
    for (lang, table, praise) in [
        (Lang::Fi, include_str!("../../corpora/pairs/fi.tsv"), " Erinomaista."),
        (Lang::En, include_str!("../../corpora/pairs/en.tsv"), " Excellent."),
    ] {
        let texts: Vec<String> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split('\t').next())
            .flat_map(|text| [text.to_owned(), format!("{text}{praise}")])
            .collect();
        for (texts, scores) in texts.chunks(2).zip(score(&texts, lang).chunks(2)) {
            let [before, after] = [&scores[0], &scores[1]].map(|s| s.sentiment.unwrap_or(0.0));
            assert!(after >= before, "{texts:?}: {before} {after}");
        }
    }
}

#[test]
fn names_carry_no_valence() {
    let texts = ["Soitin Virtaselle.", "Soitin Korhoselle."].map(str::to_owned);
    let scores = score(&texts, Lang::Fi);
    assert_eq!(scores[0].sentiment, scores[1].sentiment);
}

#[test]
fn each_clause_speaks_of_its_own_thing() {
    let tagger = Tagger::builtin().unwrap();
    for (text, term, side) in [
        ("Ruoka oli erinomaista, mutta palvelu oli töykeää.", "ruoka", 1),
        ("Ruoka oli erinomaista, mutta palvelu oli töykeää.", "palvelu", -1),
        ("Asiakaspalvelu oli loistavaa.", "palvelut", 1),
        ("The food was excellent but the staff were rude.", "staff", -1),
        ("The food was excellent but the staff were rude.", "foods", 1),
        ("The food was excellent but the staff were rude.", "parking", 0),
    ] {
        let mut explained = tagger.explain(text);
        let toward = tagger.toward(&mut explained, term);
        assert_eq!(toward.sentiment.map_or(0, |s| s.signum() as i32), side, "{text} {term}");
        assert_eq!(toward.clauses.is_empty(), side == 0, "{text} {term}");
    }
}
