//! Names of people are hidden in every file of a run where the settings say so.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use tempfile::tempdir;

use crate::support::{contents, kuiske};

const ROWS: &str = "id;date;score;comment\n\
    1;2026-11-02;10;Kiitos Annikalle ihanasta avusta!\n\
    2;2026-11-02;9;Minua palveli Vendlare, todella ystävällinen.\n\
    3;2026-11-03;1;Reijo oli tyly ja jätti vastaamatta. Annika ei tiennyt asiasta.\n\
    4;2026-11-03;2;Vendlarelta en saanut vastausta ja Helena Korhonen oli töykeä.\n\
    5;2026-11-04;10;Huge thanks to Gemma for the great help at the desk.\n\
    6;2026-11-04;0;Trevor was rude and never called me back.\n\
    7;2026-11-05;9;Palvelu oli mahtavaa. Terveisin Jorma Lehtonen\n\
    8;2026-11-05;3;Odotin tunnin ja sitten Vendlaren vuoro loppui, ikävä kokemus.\n";
const NAMES: [&str; 9] =
    ["annika", "vendlare", "reijo", "helena", "korhonen", "gemma", "trevor", "jorma", "lehtonen"];

fn ok(folder: &Path, args: &[&str]) -> String {
    let said = kuiske(folder, args);
    assert_eq!(said.code, 0, "{args:?}\n{}", said.err);
    said.out
}

/// All that stands in a workbook.
fn unpacked(bytes: &[u8]) -> String {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..book.len() {
        book.by_index(at).unwrap().read_to_string(&mut text).unwrap();
    }
    assert!(text.contains("Työntekijä 1"), "the workbook was not looked into");
    text
}

#[test]
fn names_are_hidden_in_every_file() {
    let folder = tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.csv"), ROWS).unwrap();
    fs::write(path.join("set.toml"), "[report]\npseudonymise = true\nlanguage = \"fi\"\n").unwrap();
    ok(path, &["run", "a.csv", "-a", "a.kuiske", "--config", "set.toml", "--quiet"]);
    let files = contents(&path.join("a.kuiske/runs"));
    let hidden = |text: &str| {
        let text = text.to_lowercase();
        NAMES.into_iter().find(|name| text.contains(name)).map(str::to_owned)
    };
    for (name, bytes) in &files {
        let own = name.ends_with("tagged.csv");
        let found = hidden(&if name.ends_with("actions.xlsx") {
            unpacked(bytes)
        } else {
            String::from_utf8_lossy(bytes).into_owned()
        });
        assert_eq!(found.is_some(), own, "{name}: {found:?}");
    }
    let themes = files.iter().find(|(name, _)| name.ends_with("themes.csv")).unwrap().1;
    assert!(String::from_utf8_lossy(themes).contains("Työntekijä 1"));
    for (language, shown, other) in
        [("fi", "Työntekijä 1", "Employee"), ("en", "Employee 1", "Työntekijä 1")]
    {
        let again = ok(path, &["report", "-a", "a.kuiske", "--ui", language, "--format", "json"]);
        assert!(again.contains(shown) && !again.contains(other), "{language}: {again}");
        assert_eq!(hidden(&again), None);
    }
}
