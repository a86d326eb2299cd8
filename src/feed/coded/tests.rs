use std::io::{Cursor, Read};

use super::*;
use crate::record::Span;
use crate::theme::{Frame, Gone};

fn book() -> Codebook {
    let theme = |id, fi: &str, en: &str| Theme {
        id: ThemeId(id),
        label_fi: fi.to_owned(),
        label_en: en.to_owned(),
        phrases_fi: vec!["jono".to_owned(), "=kassa".to_owned()],
        ..Theme::default()
    };
    Codebook {
        themes: vec![theme(1, "Jonot & kassat", "Queues <fast>"), theme(4, "=A", "=A")],
        gone: vec![Gone { id: ThemeId(2), into: Some(ThemeId(4)) }],
        ..Codebook::within(Frame::zero(3))
    }
}

fn guids(xml: &str) -> Vec<&str> {
    xml.split(" guid=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_table_is_safe_to_open() {
    let mut bytes = Vec::new();
    let anchors = Anchors::from([(ThemeId(4), "-Ei \"toimi\"".to_owned())]);
    codebook_csv(&book(), &anchors, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(
        rows[1],
        "T0001,Jonot & kassat,Queues <fast>,,\"jono, =kassa\",jono; =kassa,\
         nearest theme of the clause; firm from degree 0.25 on,,"
    );
    assert!(rows[2].starts_with("T0004,'=A,'=A,,"), "{}", rows[2]);
    assert!(rows[2].ends_with(",\"'-Ei \"\"toimi\"\"\","), "{}", rows[2]);
    assert_eq!(rows[3], "T0002,,,,,,,,T0004");
}

#[test]
fn codes_keep_their_identities() {
    let written = |book: &Codebook| {
        let mut bytes = Vec::new();
        qdc(book, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let first = written(&book());
    assert!(first.contains("xmlns=\"urn:QDA-XML:codebook:1.0\""));
    assert!(first.contains("name=\"Jonot &amp; kassat / Queues &lt;fast&gt;\""));
    for guid in guids(&first) {
        assert_eq!((guid.len(), guid.as_bytes()[14]), (36, b'5'), "{guid}");
        assert_eq!(guid, guid.to_uppercase());
    }
    let mut renamed = book();
    renamed.themes[0].label_en = "Lines".to_owned();
    assert_eq!(guids(&written(&renamed)), guids(&first));
}

#[test]
fn places_are_counted_in_characters() {
    let text = "Hyvää 👍🏽 päivää! Jono oli pitkä. 🎉 Kiitos";
    let start = text.find("Jono").unwrap();
    let clause = "Jono oli pitkä.";
    let comments = [Selection {
        name: "a-1 · palaute \u{1}".to_owned(),
        text: text.to_owned(),
        coded: vec![Coded { span: Span::new(start..start + clause.len()), theme: ThemeId(1) }],
    }];
    let mut out = Cursor::new(Vec::new());
    qdpx("valinta", &book(), &comments, &mut out).unwrap();
    let bytes = out.into_inner();
    let mut again = Cursor::new(Vec::new());
    qdpx("valinta", &book(), &comments, &mut again).unwrap();
    assert_eq!(again.into_inner(), bytes);

    let mut container = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    container.by_name("project.qde").unwrap().read_to_string(&mut xml).unwrap();
    let value = |name: &str| -> usize {
        let rest = xml.split(&format!("{name}=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let path = xml.split("internal://").nth(1).unwrap().split('"').next().unwrap();
    let mut source = String::new();
    container.by_name(&format!("sources/{path}")).unwrap().read_to_string(&mut source).unwrap();
    let chars: Vec<char> = source.chars().collect();
    let coded: String = chars[value("startPosition")..value("endPosition")].iter().collect();
    assert_eq!(coded, clause);
    assert!(!xml.contains('\u{1}'));
}
