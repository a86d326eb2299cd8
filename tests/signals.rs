//! Quiet signals over a small corpus of our own: what is planted is found as what it is, nothing is
//! found where nothing is, no look sees the future, and the same input gives the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};

use crate::support::kuiske;

/// Weeks of the corpus, and the week from which things change.
const WEEKS: i64 = 46;
const ONSET: i64 = 30;

/// Everyday subjects: noun, and what is said of it.
const EVERYDAY: [(&str, [&str; 4]); 8] = [
    ("aamiaisbuffet", ["oli runsas", "loppui kesken", "maistui hyvältä", "oli tavallinen"]),
    ("sauna", ["oli lämmin", "oli kylmä illalla", "sai kiitosta", "oli remontissa"]),
    ("vastaanotto", ["hoiti asian nopeasti", "ei vastannut", "neuvoi hyvin", "oli ruuhkainen"]),
    ("huone", ["oli siisti", "oli meluisa", "haisi tunkkaiselta", "oli tilava"]),
    ("the lobby", ["was crowded", "looked lovely", "felt cold", "was fine"]),
    ("the bus stop", ["is too far", "was easy to find", "has no shelter", "is close"]),
    ("the menu", ["had few choices", "was tasty", "cost too much", "was in order"]),
    ("the wifi", ["kept dropping", "was quick", "needed a password", "worked"]),
];
/// Ways to end.
const ENDS: [&str; 6] = ["", " viime viikolla", " taas", " as usual", " this time", " perjantaina"];
/// A new subject, in both languages: what it is called, and what is said of it.
const CHARGER: [([&str; 3], [&str; 4]); 2] = [
    (
        ["sähköauton latauspiste", "latausasema pihalla", "auton laturi"],
        [
            "oli varattu koko yön",
            "ei käynnistynyt sovelluksella",
            "katkesi kesken latauksen",
            "pysyi pimeänä",
        ],
    ),
    (
        ["the car charger", "the charging point", "the EV charger"],
        [
            "was taken all night",
            "would not start from the app",
            "cut out halfway through",
            "stayed dark",
        ],
    ),
];
/// Another new subject, that comes and goes in a week.
const CIRCUS: [([&str; 3], [&str; 4]); 2] = [
    (
        ["sirkusteltta", "sirkuksen esitys", "kiertävä sirkus"],
        [
            "soitti torvia aamuyöllä",
            "tukki koko kadun",
            "toi norsun ikkunan alle",
            "huvitti lapsia",
        ],
    ),
    (
        ["the circus tent", "the travelling circus", "the circus show"],
        ["blew its horns at dawn", "blocked the whole street", "amused the kids", "left its straw"],
    ),
];

/// What is praised, warmly and then hardly, in both languages.
const PRAISE: [([&str; 3], [[&str; 3]; 2]); 2] = [
    (
        ["hieronta", "kylpyläosasto", "jalkahoito"],
        [
            ["oli aivan loistava", "oli ihana elämys", "sai suuren kiitoksen"],
            ["oli ihan ok", "menettelee", "oli kelvollinen"],
        ],
    ),
    (
        ["the massage", "the spa", "the foot bath"],
        [
            ["was absolutely wonderful", "was a delight", "was excellent"],
            ["was okay I guess", "was decent enough", "was so so"],
        ],
    ),
];

/// What is planted.
#[derive(Clone, Copy, PartialEq)]
enum Planted {
    Nothing,
    /// Empty answers with low scores, and a subject that stays.
    Lasting,
    /// A subject that doubles within a month, and one of a single week.
    Quick,
    /// A subject that was always there, until it is not.
    Silent,
    /// Praise that turns lukewarm.
    Fading,
}

impl Planted {
    /// Comments of the new subject, and of the one that comes and goes, in a week.
    fn of(self, week: i64) -> (i64, i64) {
        let since = week - ONSET;
        match self {
            Self::Lasting if since >= 0 => (2 + week % 2, 0),
            Self::Quick => {
                let rising = [3, 4, 6, 7, 9];
                let new = usize::try_from(since).ok().and_then(|at| rising.get(at).copied());
                (new.unwrap_or(0), if since == 2 { 45 } else { 0 })
            }
            Self::Silent if since < 2 => (0, 3),
            Self::Nothing | Self::Lasting | Self::Silent | Self::Fading => (0, 0),
        }
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// Writes the corpus; returns the keys of what was planted, by kind.
fn write(path: &Path, planted: Planted) -> BTreeMap<&'static str, Vec<String>> {
    let mut random = Random(11);
    let mut keys: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut lines = String::new();
    let mut number = 0;
    for week in 0..WEEKS {
        let mut said: Vec<(String, &str, &str, Option<usize>, &'static str)> = Vec::new();
        // What is missed must be quiet among all, and said often enough to be missed.
        let volume = if planted == Planted::Silent { 160 } else { 100 };
        for _ in 0..volume + random.below(10) {
            let (noun, what) = EVERYDAY[random.below(EVERYDAY.len())];
            let text =
                format!("{noun} {}{}", what[random.below(4)], ENDS[random.below(ENDS.len())]);
            let (source, channel) =
                [("survey", "email"), ("survey", "kiosk"), ("social", "forum")][random.below(3)];
            let score = (source == "survey").then(|| random.below(11));
            said.push((text, source, channel, score, ""));
        }
        if planted == Planted::Lasting && week >= ONSET {
            for _ in 0..2 {
                said.push(("-".to_owned(), "survey", "kiosk", Some(random.below(4)), "blank_low"));
            }
        }
        if planted == Planted::Fading {
            for _ in 0..5 {
                let (nouns, [warm, faint]) = PRAISE[random.below(2)];
                let (whats, score, kind) =
                    if week < ONSET { (warm, 9, "warm") } else { (faint, 7, "faint") };
                let text = format!("{} {}", nouns[random.below(3)], whats[random.below(3)]);
                said.push((text, "survey", "email", Some(score), kind));
            }
        }
        let (new, passing) = planted.of(week);
        for (subject, count, kind) in [(CHARGER, new, "emergent"), (CIRCUS, passing, "passing")] {
            for _ in 0..count {
                // What is missed was said in one language, by customers and in public alike.
                let languages = if planted == Planted::Silent { 1 } else { 2 };
                let (nouns, whats) = subject[random.below(languages)];
                let text = format!("{} {}", nouns[random.below(3)], whats[random.below(4)]);
                let end = ENDS[random.below(ENDS.len())];
                let (source, channel) = [("survey", "email"), ("social", "forum")][random.below(2)];
                let score = (source == "survey").then(|| random.below(8));
                said.push((text + end, source, channel, score, kind));
            }
        }
        for (text, source, channel, score, kind) in said {
            let day =
                date(2025, 1, 6).checked_add((week * 7 + random.below(7) as i64).days()).unwrap();
            let id = format!("k{number:05}");
            number += 1;
            let line = json!({"id": id, "text": text, "date": day.to_string(), "source": source,
                "score": score, "channel": channel});
            lines.push_str(&format!("{line}\n"));
            keys.entry(kind).or_default().push(id);
        }
    }
    fs::write(path, lines).unwrap();
    keys
}

fn replay(folder: &Path, out: &str, more: &[&str]) -> Vec<Value> {
    let mut args = vec!["signals", "replay", "corpus.jsonl", "--out", out, "-q"];
    args.extend(["--scale", "nps"]);
    args.extend(more);
    let said = kuiske(folder, &args);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = fs::read_to_string(folder.join(out)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn planted_signals_are_found_without_the_future() {
    let folder = tempfile::tempdir().unwrap();
    let keys = write(&folder.path().join("corpus.jsonl"), Planted::Lasting);
    let seen = replay(folder.path(), "a.jsonl", &[]);
    for kind in ["blank_low", "emergent"] {
        let own = &keys[kind];
        let found = seen.iter().any(|line| {
            let docs = line["docs"].as_array().unwrap();
            let first = &docs[..docs.len().min(20)];
            let hits = first.iter().filter(|d| own.iter().any(|o| *d == o)).count();
            line["type"] == kind && hits * 2 >= first.len()
        });
        assert!(found, "{kind} is not found");
    }
    let text = fs::read_to_string(folder.path().join("corpus.jsonl")).unwrap();
    let week: BTreeMap<String, i64> = text
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).unwrap();
            let day: jiff::civil::Date = row["date"].as_str().unwrap().parse().unwrap();
            let days = day.since(date(2025, 1, 6)).unwrap().get_days();
            (row["id"].as_str().unwrap().to_owned(), i64::from(days / 7))
        })
        .collect();
    for line in &seen {
        let now = line["week"].as_i64().unwrap();
        for doc in line["docs"].as_array().unwrap() {
            assert!(week[doc.as_str().unwrap()] <= now, "{line}");
        }
    }
    replay(folder.path(), "b.jsonl", &["--threads", "1"]);
    let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("a.jsonl") == bytes("b.jsonl"));
}

#[test]
fn a_quick_rise_is_found_and_the_talk_of_a_week_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let keys = write(&folder.path().join("corpus.jsonl"), Planted::Quick);
    let seen = replay(folder.path(), "a.jsonl", &[]);
    let mostly = |line: &Value, kind: &str| {
        let docs = line["docs"].as_array().unwrap();
        let hits = docs.iter().filter(|d| keys[kind].iter().any(|own| *d == own)).count();
        hits > 0 && hits * 2 >= docs.len()
    };
    assert!(seen.iter().any(|line| line["type"] == "emergent" && mostly(line, "emergent")));
    let loud = seen.iter().filter(|line| line["type"] != "lone" && mostly(line, "passing"));
    assert_eq!(loud.count(), 0);
}

#[test]
fn what_is_not_said_any_more_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let keys = write(&folder.path().join("corpus.jsonl"), Planted::Silent);
    let seen = replay(folder.path(), "a.jsonl", &[]);
    let own = |doc: &Value| keys["passing"].iter().any(|own| doc == own);
    let missed = seen.iter().find(|line| {
        let docs = line["docs"].as_array().unwrap();
        let hits = docs.iter().filter(|doc| own(doc)).count();
        line["type"] == "vanish" && hits > 0 && hits * 2 >= docs.len()
    });
    assert!(missed.is_some(), "{seen:?}");
}

#[test]
fn praise_that_turns_lukewarm_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let keys = write(&folder.path().join("corpus.jsonl"), Planted::Fading);
    let seen = replay(folder.path(), "a.jsonl", &[]);
    let told = seen.iter().find(|line| {
        let docs = line["docs"].as_array().unwrap();
        let hits = docs.iter().filter(|doc| keys["faint"].iter().any(|own| *doc == own)).count();
        line["type"] == "faint" && hits * 2 >= docs.len()
    });
    assert!(told.is_some(), "{seen:?}");
}

#[test]
fn where_nothing_is_planted_little_is_found() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("corpus.jsonl"), Planted::Nothing);
    let seen = replay(folder.path(), "a.jsonl", &[]);
    let mut threads: Vec<&str> = seen
        .iter()
        .filter(|line| line["type"] != "lone")
        .map(|line| line["thread"].as_str().unwrap())
        .collect();
    threads.sort_unstable();
    threads.dedup();
    assert!(threads.len() <= 1, "{threads:?}");
}

#[test]
fn a_run_tells_signals_and_keeps_what_people_think_of_them() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("corpus.jsonl"), Planted::Lasting);
    let done = |args: &[&str]| {
        let said = kuiske(folder.path(), args);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    };
    done(&["run", "corpus.jsonl", "-a", "a.kuiske", "--scale", "nps", "-q"]);
    let listed = |more: &[&str]| -> Vec<Value> {
        let args = [&["signals", "list", "--json", "-a", "a.kuiske"], more].concat();
        serde_json::from_str(&done(&args)).unwrap()
    };
    let blank = |list: &[Value]| list.iter().find(|one| one["kind"] == "blank_low").cloned();
    let found = blank(&listed(&[])).expect("growing blanks with low scores are not told");
    let id = found["id"].as_str().unwrap();
    assert!(found["n"].as_u64().unwrap() >= 5 && found["at_least"].as_f64().unwrap() > 1.4);
    let page = done(&["signals", "show", id, "-a", "a.kuiske", "--ui", "fi"]);
    for part in ["Tyhjät vastaukset matalin arvosanoin", "Milloin väistyy", "kanavat: kiosk"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    done(&["signals", "judge", id, "noise", "-a", "a.kuiske"]);
    assert_eq!(blank(&listed(&[])), None);
    assert_eq!(blank(&listed(&["--all"])).unwrap()["verdict"], "noise");
    // Dismissed, it is not in the next report of the same comments.
    let report = || {
        let run = fs::read_dir(folder.path().join("a.kuiske/runs")).unwrap().next().unwrap();
        fs::read_to_string(run.unwrap().path().join("signals.jsonl")).unwrap()
    };
    assert!(report().contains("blank_low"));
    done(&["run", "corpus.jsonl", "-a", "a.kuiske", "--scale", "nps", "-q"]);
    assert!(!report().contains("blank_low"), "{}", report());
    done(&["signals", "judge", id, "none", "-a", "a.kuiske"]);
    assert_eq!(blank(&listed(&[])).unwrap()["id"], found["id"]);
    let unknown = kuiske(folder.path(), &["signals", "judge", "S9999", "real", "-a", "a.kuiske"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("hint: known ones: S0001"),
        "{}",
        unknown.err
    );
}
