//! Words understood, by table.

#![allow(clippy::print_stdout, reason = "tests say what they measured or skipped")]

use super::*;
use crate::analyse::word::Flags;
use crate::evaluate::lemmas::{LemmaRow, evaluate_lemmas};

fn lemma(form: &str, lang: Lang) -> String {
    Understander::builtin().word(form, Some(lang)).lemma.into()
}

#[test]
fn development_sets() {
    let shared = std::env::var("KUISKE_SHARED").unwrap_or_else(|_| "../shared".into());
    for (file, lang, least_tokens, least_pairs) in
        [("fi_tdt_dev.tsv", Lang::Fi, 93.0, 91.0), ("en_ewt_dev.tsv", Lang::En, 95.5, 86.0)]
    {
        let Ok(text) = std::fs::read_to_string(format!("{shared}/data/morph/{file}")) else {
            println!("skipped: no {file} beside the checkout");
            continue;
        };
        let rows = text.lines().skip(1).filter_map(|line| {
            let mut cells = line.split('\t');
            Some(LemmaRow { form: cells.next()?, lemma: cells.next()?, upos: cells.next()? })
        });
        let figures = evaluate_lemmas(rows, lang);
        println!("{file}: {figures:?}");
        assert!(figures.token_accuracy >= least_tokens && figures.pair_f1 >= least_pairs);
    }
}

#[test]
fn colloquial_forms() {
    let text = include_str!("../../../corpora/colloquial/input.tsv");
    let pairs: Vec<_> = text
        .lines()
        .filter(|l| !l.starts_with('#'))
        .skip(1)
        .filter_map(|l| l.split_once('\t'))
        .collect();
    let wrong: Vec<_> = pairs
        .iter()
        .map(|&(form, gold)| (form, gold, lemma(form, Lang::Fi)))
        .filter(|(_, gold, found)| found != gold)
        .collect();
    assert!(pairs.len() >= 300);
    println!("colloquial: {} of {} wrong: {wrong:?}", wrong.len(), pairs.len());
    assert!(wrong.len() * 5 <= pairs.len(), "form, expected, found: {wrong:#?}");
}

/// Byte offsets of the marks in `a#b#c`.
fn marks<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut at = 0;
    let mut marks: Vec<usize> = parts
        .map(|p| {
            at += p.len();
            at
        })
        .collect();
    marks.pop();
    marks
}

#[test]
fn compound_marks() {
    let text = include_str!("../../../corpora/compounds/input.tsv");
    let (mut found, mut right, mut labelled, mut odd) = (0, 0, 0, Vec::new());
    for gold in text.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let gold_marks = marks(gold.split('#'));
        let word = gold.replace('#', "");
        let pieces = Understander::builtin().finnish.splitter().pieces(&word);
        let our_marks = marks(pieces.iter().copied());
        right += our_marks.iter().filter(|m| gold_marks.contains(m)).count();
        (found, labelled) = (found + our_marks.len(), labelled + gold_marks.len());
        if our_marks != gold_marks {
            odd.push(format!("{gold}: {}", pieces.join("+")));
        }
    }
    println!("compounds: {right} right of {found} found and {labelled} labelled; {odd:?}");
    assert!(right * 100 >= found * 92 && right * 100 >= labelled * 80, "{odd:#?}");
}

#[test]
fn grammar_flags() {
    let builtin = Understander::builtin();
    let rows: &[(&str, Lang, Flags)] = &[
        ("ei", Lang::Fi, Flags::NEGATION),
        ("enkä", Lang::Fi, Flags::NEGATION.with(Flags::FIRST_PERSON)),
        ("älä", Lang::Fi, Flags::NEGATION.with(Flags::IMPERATIVE)),
        ("emmä", Lang::Fi, Flags::NEGATION),
        ("tilaamatta", Lang::Fi, Flags::CARITIVE),
        ("toimimattoman", Lang::Fi, Flags::CARITIVE),
        ("syyttä", Lang::Fi, Flags::CARITIVE),
        ("voisitteko", Lang::Fi, Flags::CONDITIONAL.with(Flags::QUESTION)),
        ("haluaisin", Lang::Fi, Flags::CONDITIONAL.with(Flags::FIRST_PERSON)),
        ("tulis", Lang::Fi, Flags::CONDITIONAL),
        ("nopeampi", Lang::Fi, Flags::COMPARATIVE),
        ("kalliimpi", Lang::Fi, Flags::COMPARATIVE),
        ("parempaa", Lang::Fi, Flags::COMPARATIVE),
        ("nopeimmin", Lang::Fi, Flags::SUPERLATIVE),
        ("huonoin", Lang::Fi, Flags::SUPERLATIVE),
        ("luvattiin", Lang::Fi, Flags::PASSIVE.with(Flags::PAST)),
        ("vastataan", Lang::Fi, Flags::PASSIVE),
        ("hoidetaan", Lang::Fi, Flags::PASSIVE),
        ("soitimme", Lang::Fi, Flags::FIRST_PERSON.with(Flags::PAST)),
        ("lähetitte", Lang::Fi, Flags::SECOND_PERSON.with(Flags::PAST)),
        ("tilaukseni", Lang::Fi, Flags::FIRST_PERSON),
        ("palvelunne", Lang::Fi, Flags::SECOND_PERSON),
        ("korjatkaa", Lang::Fi, Flags::IMPERATIVE),
        ("vastaa", Lang::Fi, Flags::default()),
        ("toimi", Lang::Fi, Flags::CONNEGATIVE),
        ("tule", Lang::Fi, Flags::CONNEGATIVE),
        ("saapunut", Lang::Fi, Flags::PAST.with(Flags::CONNEGATIVE)),
        ("palvelukin", Lang::Fi, Flags::CLITIC),
        ("toimiiko", Lang::Fi, Flags::QUESTION),
        ("vahentamaan", Lang::Fi, Flags::RESPELLED),
        ("piialta", Lang::Fi, Flags::NAME),
        ("n't", Lang::En, Flags::NEGATION),
        ("would", Lang::En, Flags::CONDITIONAL),
        ("cheaper", Lang::En, Flags::COMPARATIVE),
        ("worst", Lang::En, Flags::SUPERLATIVE),
        ("waited", Lang::En, Flags::PAST),
        ("useless", Lang::En, Flags::CARITIVE),
    ];
    let wrong: Vec<_> = rows
        .iter()
        .map(|&(form, lang, flags)| (builtin.word(form, Some(lang)), flags))
        .filter(|(word, flags)| !word.flags.has(*flags))
        .map(|(word, flags)| (word.form, word.lemma, word.flags, flags))
        .collect();
    assert!(wrong.is_empty(), "form, lemma, found, expected: {wrong:#?}");
    let not: &[(&str, Flags)] = &[
        ("vastaan", Flags::PASSIVE),
        ("talossaan", Flags::FIRST_PERSON),
        ("ostamaan", Flags::FIRST_PERSON),
        ("huonetta", Flags::CARITIVE),
        ("ratkaisi", Flags::CONDITIONAL),
        ("paketti", Flags::GUESSED),
    ];
    for &(form, flag) in not {
        let word = builtin.word(form, Some(Lang::Fi));
        assert!(!word.flags.has(flag), "{word:?} has {flag:?}");
    }
}

#[test]
fn parts_are_base_forms() {
    for (form, parts) in [
        ("asiakaspalvelussanne", "asiakas palvelu"),
        ("verkkokaupan", "verkko kauppa"),
        ("verkkokaupanne", "verkko kauppa"),
        ("asiakasetuja", "asiakas etu"),
        ("potilastiedot", "potilas tieto"),
        ("laskuerittelyn", "lasku erittely"),
        ("kehittämiskohteita", "kehittäminen kohde"),
        ("asiakkaanpalvelu", "asiakas palvelu"),
        ("sähköpostiin", "sähkö posti"),
        ("palvelu", ""),
        ("kauppias", ""),
    ] {
        let word = Understander::builtin().word(form, Some(Lang::Fi));
        assert_eq!(word.parts.join(" "), parts, "{form}");
    }
}

#[test]
fn digits_are_never_stemmed() {
    for lang in [None, Some(Lang::Fi), Some(Lang::En), Some(Lang::Sv), Some(Lang::Other)] {
        assert_eq!(&*Understander::builtin().word("100", lang).lemma, "100");
    }
    assert_eq!(lemma("kunderna", Lang::Sv), "kund");
    assert_eq!(lemma("2024or", Lang::Sv), "2024or");
}
