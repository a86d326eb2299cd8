//! Words understood, by table.

use super::*;
use crate::analyse::word::Flags;
use crate::evaluate::lemmas::{LemmaRow, evaluate_lemmas};

fn lemma(form: &str, lang: Lang) -> String {
    Understander::builtin().word(form, Some(lang)).lemma.into()
}

/// Every `form lemma` pair; reports all that fail at once.
fn check(lang: Lang, pairs: &str) {
    let wrong: Vec<_> = pairs
        .split(';')
        .filter_map(|p| p.trim().split_once(' '))
        .map(|(form, gold)| (form, gold, lemma(form, lang)))
        .filter(|(_, gold, found)| found.as_str() != *gold)
        .collect();
    assert!(wrong.is_empty(), "form, expected, found: {wrong:#?}");
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
