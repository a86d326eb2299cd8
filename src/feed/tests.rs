use encoding_rs::{UTF_16LE, WINDOWS_1252};
use proptest::prelude::*;

use super::*;
use crate::config::Config;
use crate::progress::Silent;
use crate::read::{Charset, Reading, read};

/// Tags every readable row with its number, half of it and a text.
fn tagged(bytes: &[u8]) -> Vec<u8> {
    let input = Input::Stdin(bytes.to_vec());
    let config = Config::parse("[columns]\ntext = \"palaute\"", "").unwrap();
    let reading = read(&input, &config, &Silent).unwrap();
    feed(&input, &reading)
}

fn feed(input: &Input, reading: &Reading) -> Vec<u8> {
    let names = vec![
        NewColumn::new("kuiske_n", Kind::Int),
        NewColumn::new("kuiske_half", Kind::Number(1)),
        NewColumn::new("kuiske_said", Kind::Text),
    ];
    let good: Vec<u64> = reading.records.each(|record| record.row).unwrap();
    let rows = |row: u64| {
        let said = if row == 1 { "=1;2,3 \"ä€\"" } else { "hyvä" };
        let cells = vec![
            Cell::Int(row as i64),
            Cell::Number(row as f64 / 2.0, 1),
            Cell::Text(said.to_owned()),
        ];
        good.contains(&row).then_some(cells)
    };
    written(input, reading, &names, rows)
}

/// What `write` writes, without a file.
fn written(
    input: &Input,
    reading: &Reading,
    names: &[NewColumn],
    mut rows: impl FnMut(u64) -> Option<Vec<Cell>>,
) -> Vec<u8> {
    let shape = &reading.source;
    let plan = plan(shape, &reading.columns, names).unwrap();
    let mut tags = Tags::new(&plan, &mut rows);
    let mut out = Vec::new();
    beside(shape.format, &Work { input, shape, plan: &plan, key: None }, &mut tags, &mut out)
        .unwrap();
    tags.finished(shape.rows).unwrap();
    out
}

fn check(text: &str, expected: &str) {
    let once = tagged(text.as_bytes());
    assert_eq!(String::from_utf8_lossy(&once), expected);
    assert_eq!(String::from_utf8_lossy(&tagged(&once)), expected, "fed twice");
}

#[test]
fn old_bytes_stay_and_new_cells_stand_behind() {
    check(
        "id;palaute;pvm\r\n1;\"jono; \r\noli\";1.2.2026\r\n\r\n2;lyhyt\r\n3;hyvä\";2.2.2026;\r\n4;a;x;y\r\n5;\"auki;1.2.2026\r\n6;;\"3.2.2026\"\r\n7;b;\r\n8;c;",
        "id;palaute;pvm;kuiske_n;kuiske_half;kuiske_said\r\n\
         1;\"jono; \r\noli\";1.2.2026;1;0,5;\"'=1;2,3 \"\"ä€\"\"\"\r\n\r\n\
         2;lyhyt;;;\r\n\
         3;hyvä\";2.2.2026;3;1,5;hyvä;\r\n\
         4;a;x;;;;y\r\n\
         5;\"auki;1.2.2026\r\n\
         6;;\"3.2.2026\";6;3,0;hyvä\r\n7;b;;7;3,5;hyvä\r\n8;c;;8;4,0;hyvä",
    );
    check(
        "\u{feff}sep=,\nid,palaute\n1,\"a\"\"b\"\n",
        "\u{feff}sep=,\nid,palaute,kuiske_n,kuiske_half,kuiske_said\n1,\"a\"\"b\",1,0.5,\"'=1;2,3 \"\"ä€\"\"\"\n",
    );
}

#[test]
fn json_members_stand_before_the_brace() {
    check(
        "{\"palaute\": \"a}\\\"\", \"x\": {\"y\": [1, 2]} }\n{\"palaute\":[1,{\"b\":2}]}\n{}\nrikki\n",
        "{\"palaute\": \"a}\\\"\", \"x\": {\"y\": [1, 2]}, \"kuiske_n\": 1, \"kuiske_half\": 0.5, \"kuiske_said\": \"=1;2,3 \\\"ä€\\\"\" }\n\
         {\"palaute\":[1,{\"b\":2}],\"kuiske_n\":2,\"kuiske_half\":1.0,\"kuiske_said\":\"hyvä\"}\n\
         {\"kuiske_n\": 3, \"kuiske_half\": 1.5, \"kuiske_said\": \"hyvä\"}\nrikki\n",
    );
}

#[test]
fn encodings_are_kept() {
    let text = "id;palaute\r\n1;\"päivää\r\n\"\r\n2;tää\r\n";
    let marked = format!("\u{feff}{text}");
    for (charset, text) in
        [(Charset(WINDOWS_1252), text), (Charset(UTF_16LE), text), (Charset(UTF_16LE), &marked)]
    {
        let fed = tagged(&charset.encode(text));
        let decoded = charset.decode(&fed).unwrap();
        assert!(decoded.starts_with(text.split_once("\r\n").unwrap().0), "{decoded}");
        assert!(decoded.ends_with("2;tää;2;1,0;hyvä\r\n"), "{decoded}");
        assert_eq!(tagged(&fed), fed);
    }
}

#[test]
fn what_cannot_be_written_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("a.csv");
    std::fs::write(&source, "palaute\nhyvä asia\n").unwrap();
    let input = Input::File(source.clone());
    let reading = read(&input, &Config::default(), &Silent).unwrap();
    let try_write = |target: &Path, names: &[&str], cells: usize| {
        let columns = names.iter().map(|&name| NewColumn::new(name, Kind::Text)).collect();
        let rows = |_| Some(vec![Cell::Blank; cells]);
        write(&input, &reading.source, &reading.columns, target, NewColumns { columns, rows })
            .unwrap_err()
            .to_string()
    };
    assert!(try_write(&source, &["a"], 1).contains("is the source itself"));
    assert!(
        try_write(&folder.path().join("no/b.csv"), &["a"], 1)
            .contains("hint: check that the folder")
    );
    assert!(try_write(&folder.path().join("b.csv"), &["a", "a"], 2).contains("\"a\" cannot name"));
    assert!(
        try_write(&folder.path().join("b.csv"), &["a"], 2).contains("row 1: 2 new cells for 1")
    );
    std::fs::write(&source, "palaute\nhyvä asia\nlisää\n").unwrap();
    assert!(
        try_write(&folder.path().join("b.csv"), &["a"], 1).contains("2 rows where 1 were read")
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

proptest! {
    /// Feeding changes no old byte: without the new columns the file is the one that came.
    #[test]
    fn fed_without_new_columns_is_the_source(rows in "[ab ;\"\nä]{1,60}", end in prop::sample::select(vec!["\n", "\r\n"])) {
        let text = format!("id;palaute\n1;hyvä\n{rows}").replace('\n', end);
        let input = Input::Stdin(text.clone().into_bytes());
        let config = Config::parse("[columns]\ntext = \"palaute\"\n[input]\ndelimiter = \";\"\nheader = true", "").unwrap();
        let reading = read(&input, &config, &Silent).unwrap();
        prop_assert_eq!(written(&input, &reading, &[], |_| None), text.into_bytes());
        // The same rows are found in the fed file, and feeding it again changes nothing.
        let fed = feed(&input, &reading);
        let again = Input::Stdin(fed.clone());
        let second = read(&again, &config, &Silent).unwrap();
        prop_assert_eq!(second.source.rows, reading.source.rows);
        prop_assert_eq!(second.records.len(), reading.records.len());
        prop_assert_eq!(String::from_utf8(feed(&again, &second)).unwrap(), String::from_utf8(fed).unwrap());
    }
}
