//! Workbooks and databases go in and back: nothing is lost, nothing is written twice, and nothing of
//! somebody else is replaced. Rows that are gone are told of, personal data stays in the source.

use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use rusqlite::Connection;
use serde_json::Value;
use tempfile::{TempDir, tempdir};
use zip::{ZipArchive, ZipWriter};

use crate::support::{comments, contents, kuiske};

const SAID: [&str; 4] = [
    "Myyjä auttoi heti; kiitos!",
    "The lift is broken again and nobody came",
    "",
    "Jono oli pitkä, ja soitin numeroon 040 123 4567",
];

fn ok(folder: &Path, args: &[&str]) -> String {
    let said = kuiske(folder, args);
    assert_eq!(said.code, 0, "{args:?}\n{}", said.err);
    said.out
}

fn fed(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&ok(folder, &[&["feed", "-a", "a.kuiske", "--json"], args].concat()))
        .unwrap()
}

/// A database with a table of a difficult name, and one beside it.
fn database(folder: &Path) -> Connection {
    let base = Connection::open(folder.join("a.db")).unwrap();
    base.execute_batch(
        "CREATE TABLE \"a\"\"; DROP TABLE muu; --\" (id REAL PRIMARY KEY, palaute TEXT);
         CREATE TABLE muu (x); INSERT INTO muu VALUES (1)",
    )
    .unwrap();
    for (id, text) in (1..).zip(SAID) {
        let insert = "INSERT INTO \"a\"\"; DROP TABLE muu; --\" VALUES (?1, ?2)";
        base.execute(insert, (f64::from(id), text)).unwrap();
    }
    base
}

#[test]
fn a_database_gets_a_table_and_a_view_once() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let base = database(path);
    let table = "a\"; DROP TABLE muu; --";
    ok(
        path,
        &["run", "a.db", "-a", "a.kuiske", "--table", table, "--text", "palaute", "--key", "id"],
    );
    let said = kuiske(path, &["feed", "-a", "a.kuiske", "--from", "a.db", "--to", "sqlite:a.db"]);
    assert!(said.code == 2 && said.err.contains("is the source itself"), "{}", said.err);
    let first = fed(path, &["--in-place", "--table", table]);
    assert_eq!((&first["written"], &first["backup"]), (&Value::from(4), &Value::from("a.db.bak")));
    let before = contents(path);
    let again = fed(path, &["--in-place", "--table", table]);
    assert_eq!(again["unchanged"], true);
    let after = contents(path);
    assert_eq!(before["a.db"], after["a.db"]);
    assert!(!after.contains_key("a.db.bak2"));
    let view =
        "SELECT palaute, kuiske_themes FROM \"a\"\"; DROP TABLE muu; --_tagged\" ORDER BY id";
    let mut view = base.prepare(view).unwrap();
    let rows = view.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let rows: Vec<(String, Option<String>)> = rows.map(Result::unwrap).collect();
    for ((text, themes), expected) in rows.iter().zip(SAID) {
        assert_eq!((text.as_str(), themes.is_none()), (expected, expected.is_empty()));
    }
    let muu: i64 = base.query_row("SELECT count(*) FROM muu", [], |row| row.get(0)).unwrap();
    assert_eq!(muu, 1);

    let columns = ["--in-place", "--shape", "columns", "--table", table];
    assert_eq!(fed(path, &columns)["written"], 4);
    assert_eq!(fed(path, &columns)["unchanged"], true);
    let within = "SELECT count(*), count(kuiske_themes) FROM \"a\"\"; DROP TABLE muu; --\"";
    let counts = base.query_row(within, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(counts, (4, 3));
    // The table that is left is read as before.
    let said = ok(path, &["run", "a.db", "-a", "a.kuiske", "--table", table]);
    assert!(said.contains("0 new comments"), "{said}");
}

/// Without a column that identifies the rows, the view joins them by their places.
#[test]
fn rows_without_a_key_are_joined_by_their_places() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let base = Connection::open(path.join("a.db")).unwrap();
    base.execute_batch("CREATE TABLE t (palaute TEXT)").unwrap();
    for text in SAID {
        base.execute("INSERT INTO t VALUES (?1)", [text]).unwrap();
    }
    ok(path, &["run", "a.db", "-a", "a.kuiske", "--table", "t", "--text", "palaute"]);
    assert_eq!(fed(path, &["--in-place", "--table", "t"])["written"], 4);
    let view = "SELECT count(*), count(kuiske_themes), sum(kuiske_themes IS NULL AND palaute <> '') \
                FROM t_tagged";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    assert_eq!(base.query_row(view, [], row).unwrap(), (4, 3, 0));
    assert_eq!(fed(path, &["--in-place", "--table", "t"])["unchanged"], true);
}

#[test]
fn what_somebody_else_made_in_a_database_stays() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let text = format!("id,palaute\n1,{}\n2,{}\n", SAID[1], SAID[0]);
    fs::write(path.join("a.csv"), text).unwrap();
    ok(path, &["run", "a.csv", "-a", "a.kuiske"]);
    let base = Connection::open(path.join("b.db")).unwrap();
    base.execute_batch("CREATE TABLE t (id TEXT); CREATE VIEW t_tagged AS SELECT 7 AS x").unwrap();
    let said = kuiske(path, &["feed", "-a", "a.kuiske", "--to", "sqlite:b.db?table=t"]);
    assert!(said.code == 2 && said.err.contains("was not made by kuiske"), "{}", said.err);
    let names =
        "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema ORDER BY name)";
    let names = || base.query_row(names, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(names(), "t t_tagged");
    // A database that is not there yet is made.
    assert_eq!(fed(path, &["--to", "new.db"])["written"], 2);
    assert_eq!(fed(path, &["--to", "sqlite:b.db"])["tables"], serde_json::json!(["kuiske_tags"]));
    assert_eq!(names(), "kuiske_tags sqlite_autoindex_kuiske_tags_1 t t_tagged");
    let said =
        kuiske(path, &["feed", "-a", "a.kuiske", "--to", "postgres://me:secret@127.0.0.1:1/x"]);
    assert!(said.code == 2 && said.err.contains("hint: "), "{}", said.err);
    assert!(!said.err.contains("secret"), "{}", said.err);
}

/// A workbook of one sheet with these rows.
fn workbook(path: &Path, sheet: &str, rows: &[Vec<&str>]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).unwrap();
    for (at, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            page.write_string(at, column, *text).unwrap();
        }
    }
    book.save(path).unwrap();
}

/// The same container with one part changed.
fn patched(path: &Path, part: &str, change: impl Fn(&str) -> String) {
    let bytes = fs::read(path).unwrap();
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(File::create(path).unwrap());
    for index in 0..old.len() {
        let mut file = old.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == part {
            bytes = change(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap();
}

fn survey(folder: &Path) {
    let mut rows = vec![vec!["id", "pvm", "palaute"]];
    rows.extend(
        SAID.iter().zip(["1", "2", "3", "4"]).map(|(text, id)| vec![id, "2.11.2026", text]),
    );
    workbook(&folder.join("a.xlsx"), "Syksy", &rows);
}

#[test]
fn a_rejected_row_of_a_workbook_names_its_sheet() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let rows = [
        vec!["id", "pvm", "palaute"],
        vec!["1", "2.11.2026", SAID[0]],
        vec!["2", "joskus", SAID[1]],
    ];
    workbook(&path.join("a.xlsx"), "Syksy", &rows);
    let args = ["run", "a.xlsx", "-a", "a.kuiske", "--date", "pvm", "--text", "palaute"];
    let said = kuiske(path, &args);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("row 2 (sheet \"Syksy\", row 3), column \"pvm\""), "{}", said.err);
    let run = fs::read_dir(path.join("a.kuiske/runs")).unwrap().next().unwrap().unwrap().path();
    let listed = fs::read_to_string(run.join("rejected.csv")).unwrap();
    assert!(listed.lines().nth(1).unwrap().ends_with(",Syksy"), "{listed}");
    assert!(ok(path, &["archive", "check", "-a", "a.kuiske"]).contains('1'));
}

#[test]
fn columns_of_an_earlier_tagging_give_way_in_a_workbook() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    survey(path);
    ok(path, &["run", "a.xlsx", "-a", "a.kuiske", "--text", "palaute"]);
    fed(path, &["--to", "wide.xlsx"]);
    let list = fed(path, &["--from", "wide.xlsx", "--to", "list.xlsx", "--shape", "list"]);
    assert!(list["replaced"].as_array().unwrap().len() > list["added"].as_array().unwrap().len());
    fed(path, &["--to", "straight.xlsx", "--shape", "list"]);
    let sheet = |name: &str| {
        let mut book = ZipArchive::new(File::open(path.join(name)).unwrap()).unwrap();
        let mut text = String::new();
        book.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let cells = |text: &str| text.matches("<c r=").count();
    assert_eq!(cells(&sheet("list.xlsx")), cells(&sheet("straight.xlsx")));
    assert!(!sheet("list.xlsx").contains("kuiske_T"), "a stale column is left");
}

#[test]
fn hostile_workbooks_are_refused_without_harm() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    survey(path);
    let sheet = "xl/worksheets/sheet1.xml";
    let run = |name: &str, change: &dyn Fn(&str) -> String| {
        fs::copy(path.join("a.xlsx"), path.join(name)).unwrap();
        patched(&path.join(name), sheet, change);
        let archive = format!("{name}.kuiske");
        kuiske(path, &["run", name, "-a", &archive, "--text", "palaute", "--quiet"])
    };
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                    <!ENTITY f SYSTEM \"file:///etc/passwd\">]><worksheet";
    let said = run("entity.xlsx", &|xml| {
        xml.replacen("<worksheet", entities, 1).replacen("</v>", "&f;&b;</v>", 1)
    });
    assert!(!said.err.contains("root:") && !said.out.contains("root:"), "{}", said.err);
    let said = run("far.xlsx", &|xml| xml.replace("r=\"A5\"", "r=\"XFE99999999\""));
    assert_eq!(said.code, 2, "{}", said.err);
    let said = run("cut.xlsx", &|xml| xml.get(..xml.len() / 2).unwrap().to_owned());
    assert_eq!(said.code, 2, "{}", said.err);

    // Blanks that unpack into more than is allowed, and a part whose name leads out of the folder.
    fs::copy(path.join("a.xlsx"), path.join("bomb.xlsx")).unwrap();
    patched(&path.join("bomb.xlsx"), sheet, |xml| xml.to_owned() + &" ".repeat(64 << 20));
    let file = File::options().read(true).write(true).open(path.join("bomb.xlsx")).unwrap();
    let mut more = ZipWriter::new_append(file).unwrap();
    more.start_file("../../outside.xml", zip::write::SimpleFileOptions::default()).unwrap();
    more.write_all(b"<x/>").unwrap();
    more.finish().unwrap();
    fs::write(path.join("small.toml"), "[input]\nmax_megabytes = 16\n").unwrap();
    let args = ["run", "bomb.xlsx", "-a", "new.kuiske", "--config", "small.toml"];
    let said = kuiske(path, &args);
    assert!(said.code == 2 && said.err.contains("more than 16 MB"), "{}", said.err);
    assert!(!path.join("new.kuiske/CURRENT").exists());
    let said =
        kuiske(path, &["run", "bomb.xlsx", "-a", "n.kuiske", "--text", "palaute", "--quiet"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!path.parent().unwrap().parent().unwrap().join("outside.xml").exists());
}

#[test]
fn hostile_text_comes_back_as_it_was() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    // Marks that turn the direction of writing, control characters, markup, a formula.
    let rows = "id,palaute\n1,\u{202e}oikealta vasemmalle\u{202c} kiitos avusta\n\
        2,\u{7}kello\u{1b}[31m soi taas koko yön\n3,<script>alert(1)</script> sivu ei aukea\n\
        4,\"=cmd|' /C calc'!A0 ja muuta tekstiä\"\n5,\u{feff}nolla\u{200b}leveä väli oli outo\n";
    fs::write(path.join("a.csv"), rows).unwrap();
    ok(path, &["run", "a.csv", "-a", "a.kuiske", "--text", "palaute"]);
    let run = fs::read_dir(path.join("a.kuiske/runs")).unwrap().next().unwrap().unwrap().path();
    let tagged = fs::read_to_string(run.join("tagged.csv")).unwrap();
    for (old, new) in rows.lines().zip(tagged.lines()) {
        assert!(new.starts_with(old), "{new}");
    }
    let report = fs::read_to_string(run.join("report.html")).unwrap();
    assert!(!report.contains("<script>alert(1)"), "markup of a comment in the report");
    for place in ["out.jsonl", "out.xlsx", "out.db"] {
        fed(path, &["--to", place]);
    }
    let said = ok(path, &["search", "kello", "-a", "a.kuiske"]);
    assert!(!said.contains('\u{1b}'), "a control character reaches the terminal: {said:?}");
}

#[test]
fn rows_without_end_are_refused() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let wide = format!("id,palaute{}\n1,hyvä asia\n", ",x".repeat(10_000_000));
    fs::write(path.join("wide.csv"), wide).unwrap();
    let said = kuiske(path, &["run", "wide.csv"]);
    assert!(said.code == 2 && said.err.contains("10000002 columns"), "{}", said.err);
    let deep = format!("{{\"text\": {}1{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    fs::write(path.join("deep.jsonl"), deep).unwrap();
    let said = kuiske(path, &["run", "deep.jsonl", "--text", "text"]);
    assert_eq!(said.code, 2, "{}", said.err);
    let row = format!("id,palaute\n1,hyvä asia{}\n2,toinen asia täällä\n", ",".repeat(2_000_000));
    fs::write(path.join("row.csv"), row).unwrap();
    let said = kuiske(path, &["run", "row.csv", "--text", "palaute", "--quiet"]);
    assert!([0, 3].contains(&said.code), "{}", said.err);
}

/// A folder with a file of rows 1 to 4 and an archive of it.
fn weekly() -> TempDir {
    let folder = tempdir().unwrap();
    put(folder.path(), &[1, 2, 3, 4]);
    ok(folder.path(), &["run", "a.csv", "-a", "a.kuiske", "--quiet"]);
    folder
}

fn put(folder: &Path, ids: &[usize]) {
    let rows: Vec<String> =
        ids.iter().map(|id| format!("{id};Rivi {id}: jono oli pitkä\n")).collect();
    fs::write(folder.join("a.csv"), format!("id;palaute\n{}", rows.concat())).unwrap();
}

#[test]
fn rows_that_are_gone_are_told_of_and_pruned_on_request_only() {
    let folder = weekly();
    let path = folder.path();
    put(path, &[1, 3, 5]);
    for _ in 0..2 {
        let said = ok(path, &["run", "a.csv", "-a", "a.kuiske"]);
        assert!(said.contains("in the source no more: 2; their comments stay"), "{said}");
        assert_eq!(comments(path, "a.kuiske"), 5);
    }
    let said = ok(path, &["run", "a.csv", "-a", "a.kuiske", "--prune", "--ui", "fi"]);
    assert!(said.contains("ei enää ole: 2; arkistosta poistettuja: 2"), "{said}");
    assert_eq!(comments(path, "a.kuiske"), 3);
    let said = ok(path, &["run", "a.csv", "-a", "a.kuiske", "--prune"]);
    assert!(!said.contains("no more"), "{said}");
    // Another file is another source: what it lacks is not gone.
    fs::write(path.join("b.csv"), "id;palaute\n9;Toinen lähde, toinen rivi\n").unwrap();
    let said = ok(path, &["run", "b.csv", "-a", "a.kuiske", "--prune"]);
    assert!(!said.contains("no more"), "{said}");
    assert_eq!(comments(path, "a.kuiske"), 4);
}

#[test]
fn nothing_is_pruned_where_rows_were_rejected() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let rows = |date: &str| {
        format!("id;pvm;palaute\n1;2.11.2026;Jono oli pitkä\n2;{date};Hissi oli rikki taas\n")
    };
    fs::write(path.join("a.csv"), rows("3.11.2026")).unwrap();
    ok(path, &["run", "a.csv", "-a", "a.kuiske", "--date", "pvm"]);
    fs::write(path.join("a.csv"), rows("joskus")).unwrap();
    let said = kuiske(path, &["run", "a.csv", "-a", "a.kuiske", "--date", "pvm", "--prune"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.out.contains("no more: 1; their comments stay"), "{}", said.out);
    assert_eq!(comments(path, "a.kuiske"), 2);
}

#[test]
fn what_is_masked_stays_in_the_source_only() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    let secret = ["anna.virtanen@example.com", "040 123 4567", "131052-308T"];
    let text = format!(
        "id;palaute;posti\n1;Soittakaa {} pian;{}\n2;Tunnus {} ei käy, kiitos;\n",
        secret[1], secret[0], secret[2]
    );
    fs::write(path.join("a.csv"), &text).unwrap();
    ok(path, &["run", "a.csv", "-a", "a.kuiske", "--mask", "--text", "palaute"]);
    let leaks = |folder: &Path| {
        let all = contents(folder);
        let holds = |bytes: &[u8]| {
            secret.iter().find(|s| bytes.windows(s.len()).any(|part| part == s.as_bytes()))
        };
        all.iter().find_map(|(name, bytes)| Some(format!("{name}: {}", holds(bytes)?)))
    };
    assert_eq!(leaks(&path.join("a.kuiske")), None);
    let run = fs::read_dir(path.join("a.kuiske/runs")).unwrap().next().unwrap().unwrap().path();
    let tagged = fs::read_to_string(run.join("tagged.csv")).unwrap();
    assert!(tagged.starts_with("id;kuiske_language;") && tagged.lines().count() == 3, "{tagged}");
    let said = ok(path, &["search", "soittakaa", "-a", "a.kuiske"]);
    assert!(said.contains("*** *** ****"), "{said}");
    // The archive stays so by itself, and the tags find their rows.
    let said = ok(path, &["run", "a.csv", "-a", "a.kuiske"]);
    assert!(said.contains("0 new comments, 2 known already"), "{said}");
    fed(path, &["--to", "o.csv"]);
    let out = fs::read_to_string(path.join("o.csv")).unwrap();
    assert!(out.lines().zip(text.lines()).all(|(new, old)| new.starts_with(old)), "{out}");
    assert_eq!(leaks(&path.join("a.kuiske")), None);
}
