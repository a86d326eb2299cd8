//! Whole comments, as they are written: who is praised in them.

use super::*;
use crate::record::{RecordKey, Source};

/// The people praised in some comments, with the number of comments: "Piia 2, Pekka 1".
fn praised(tagger: &Tagger, comments: &[&str]) -> String {
    let comments = comments.iter().map(|text| match text.strip_prefix("[low] ") {
        Some(text) => (text, true),
        None => (*text, false),
    });
    let (texts, low): (Vec<&str>, Vec<bool>) = comments.unzip();
    let keys: Vec<RecordKey> =
        (0..texts.len()).map(|n| RecordKey(format!("k{n}").into())).collect();
    let read: Vec<Text<'_>> = texts.iter().map(|text| Text { text, declared: None }).collect();
    let quote = |(text, key)| Quote {
        key,
        text,
        date: None,
        source: Source::Survey,
        channel: None,
        score: None,
        lang: None,
        marked: None,
    };
    let quotes = texts.iter().copied().zip(&keys).map(quote);
    let felt = feel(&read, low.into_iter(), tagger);
    let said = quotes.zip(felt).map(|(quote, felt)| Said { quote, felt });
    let said: Vec<Said<'_>> = said.filter(|said| may_name(said.quote.text)).collect();
    let mut found: Vec<String> = people(&said, &[])
        .0
        .into_iter()
        .map(|person| format!("{} {}", person.name, person.n))
        .collect();
    found.sort();
    found.join(", ")
}

fn check(table: &[(&[&str], &str)]) {
    let tagger = Tagger::builtin().unwrap();
    let wrong: Vec<String> = table
        .iter()
        .map(|(comments, want)| (comments, want, praised(&tagger, comments)))
        .filter(|(_, want, found)| found != *want)
        .map(|(comments, want, found)| format!("{comments:?}: {found:?} for {want:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn forms_and_families_are_one_person() {
    check(&[
        (&["Kiitos Eerolle.", "Eeron apu oli loistavaa.", "Sain Eerolta hyvät ohjeet."], "Eero 3"),
        (&["Kiitos Marja-liisalle hyvästä palvelusta."], "Marja-Liisa 1"),
        (&["Kiitos Sirkulle hyvästä hoidosta."], "Sirkku 1"),
        (&["Kiitos Veikko Lehtoselle hyvästä palvelusta."], "Veikko Lehtonen 1"),
        (
            &[
                "Hanna Korhonen palveli loistavasti.",
                "Kiitos Hanna Korhoselle.",
                "Hannalle kiitos!",
            ],
            "Hanna Korhonen 3",
        ),
        (&["Kiitos Yrjö Virtaselle ja Liisa Virtaselle."], "Liisa Virtanen 1, Yrjö Virtanen 1"),
        (&["Myyjänne Veikko Teikäläinen hoiti asian hienosti."], "Veikko Teikäläinen 1"),
    ]);
}

#[test]
fn names_in_no_list_are_found_in_all_forms() {
    check(&[
        (&["Minua palveli Vendlare, todella ystävällinen."], "Vendlare 1"),
        (&["Minua palveli erittäin ystävällinen Vendlare"], "Vendlare 1"),
        (
            &["Kiitos Zoltanille!", "Zoltanin apu oli loistava.", "Zoltanilta sai hyvät neuvot."],
            "Zoltan 3",
        ),
        (&["Kiitos Märthalle ja Torbjörnille hienosta palvelusta!"], "Märtha 1, Torbjörn 1"),
        (&["Kiitos Phuongille hyvästä palvelusta."], "Phuong 1"),
        (&["Niamh at the reception went above and beyond for us."], "Niamh 1"),
        (&["We were served by the lovely Saoirse, amazing experience."], "Saoirse 1"),
        (&["Saimme apua Oleksandralta, upea asiakaspalvelija."], "Oleksandra 1"),
    ]);
}

#[test]
fn blame_is_never_listed_and_praise_beside_blame_is() {
    check(&[
        (&["[low] Kiitos Reijolle surkeasta palvelusta."], ""),
        (&["[low] Kiitos Eeron minulla on nyt rikki mennyt puhelin."], ""),
        (&["Kiitos Annikalle, joka ei tiennyt mistään mitään."], ""),
        (&["Thanks Trevor for nothing!"], ""),
        (&["Hienoa Reijo, nyt koko tilaus on kadonnut."], ""),
        (&["[low] Kiitos Reijo."], ""),
        (&["Tuote oli huono mutta Annika auttoi ihanasti."], "Annika 1"),
        (&["[low] Laite oli surkea, mutta Annika palveli loistavasti."], "Annika 1"),
        (&["Reijo oli töykeä mutta Annika oli ihana."], "Annika 1"),
        (&["The delivery was late but thanks to Gemma I got a refund quickly."], "Gemma 1"),
    ]);
}

#[test]
fn words_places_and_customers_are_not_staff() {
    check(&[
        (&["Kiitos Anteeksi kun kesti. Hyvä palvelu!"], ""),
        (&["Thank You So Much! Great service"], ""),
        (&["Kiitos Nokia hyvästä puhelimesta!"], ""),
        (&["Kiitos Tampereelle hyvästä palvelusta!"], ""),
        (&["Kiitos Jumala, vihdoinkin toimii!"], ""),
        (&["Ruoka oli ihanaa ja Ainoa moite on hinta."], ""),
        (&["Kaikki sujui hienosti. Kiitos, Jorma"], ""),
        (&["Hienoa palvelua - Maija"], ""),
        (&["Kiitos, Annika, ihanasta avusta!"], "Annika 1"),
    ]);
}
