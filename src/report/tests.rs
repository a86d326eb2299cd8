//! The report as a whole: the same figures everywhere, nothing given away, nothing unescaped.

use serde_json::Value;

use super::findings::{Findings, Language, Quote, Scale, Signal};
use super::model::{Dimension, Group, Theme};
use super::rows::{Row, RowTheme, Rows};
use super::sample::Sample;
use super::{Report, html, json, schema, signals_jsonl};
use crate::lang::Lang;
use crate::record::{RecordKey, Source, Week};

/// Figures of a page: (place in report.json, value, text read).
fn figures(page: &str) -> Vec<(String, f64, String)> {
    page.split("<data data-path=\"")
        .skip(1)
        .map(|rest| {
            let (path, rest) = rest.split_once("\" value=\"").unwrap();
            let (value, rest) = rest.split_once("\">").unwrap();
            let (text, _) = rest.split_once("</data>").unwrap();
            (path.to_owned(), value.parse().unwrap(), text.to_owned())
        })
        .collect()
}

/// The number that a reader sees, in the unit of the value, and half a step of its last digit.
fn read(text: &str, language: Language) -> (f64, f64) {
    let percent = text.ends_with('%');
    let mark = if language == Language::Fi { ',' } else { '.' };
    let kept = text.chars().filter_map(|c| match c {
        '−' => Some('-'),
        c if c == mark => Some('.'),
        c => (c.is_ascii_digit()).then_some(c),
    });
    let kept: String = kept.collect();
    let decimals = kept.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let unit = if percent { 0.01 } else { 1.0 };
    (kept.parse::<f64>().unwrap() * unit, 0.5 * 0.1f64.powi(decimals as i32) * unit)
}

#[test]
fn the_page_shows_the_figures_of_the_json() {
    let sample = Sample::new();
    for language in [Language::Fi, Language::En] {
        let report = sample.report(language);
        let data: Value = serde_json::from_str(&json(&report).unwrap()).unwrap();
        let page = html(&report).unwrap();
        let figures = figures(&page);
        assert!(figures.len() > 80, "{}", figures.len());
        for (path, value, text) in figures {
            let written = data.pointer(&path).and_then(Value::as_f64);
            assert_eq!(written, Some(value), "{path}");
            let (mut seen, mut half) = read(&text, language);
            let points = ["/score/", "/other_level/"].iter().any(|part| path.contains(part));
            if path.ends_with("/difference") && !points {
                (seen, half) = (seen / 100.0, half / 100.0);
            }
            assert!((seen - value).abs() <= half + 1e-9, "{path}: {text} for {value}");
        }
        if let Some(folder) = std::env::var_os("KUISKE_SAMPLE_REPORT") {
            let name = format!("report-{}", language.code());
            let folder = std::path::Path::new(&folder);
            std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
            std::fs::write(folder.join(format!("{name}.json")), json(&report).unwrap()).unwrap();
        }
    }
}

/// What in a JSON value a schema does not allow, each with its place; knows the words that the
/// generated schema uses.
fn faults(value: &Value, schema: &Value, root: &Value, place: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let named = root.pointer(name.trim_start_matches('#')).unwrap();
        return faults(value, named, root, place);
    }
    // Choices beside fields of their own add fields to them, as a flattened enumeration does.
    let beside = schema["properties"].is_object();
    for several in ["anyOf", "oneOf"] {
        let Some(choices) = schema[several].as_array() else { continue };
        let least = choices
            .iter()
            .map(|choice| {
                let mut own = faults(value, choice, root, place);
                own.retain(|fault| !beside || !fault.ends_with("not in the schema"));
                own
            })
            .min_by_key(Vec::len)
            .unwrap_or_default();
        if !beside || !least.is_empty() {
            return least;
        }
    }
    let mut found = Vec::new();
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = |t: &Value| t == kind || (t == "number" && kind == "integer");
    let types = &schema["type"];
    let several = types.as_array().is_some_and(|types| types.iter().any(allowed));
    let fits = types.is_null() || several || allowed(types);
    let listed = |list: &Value| list.as_array().is_none_or(|list| list.contains(value));
    if !fits
        || !listed(&schema["enum"])
        || (!schema["const"].is_null() && schema["const"] != *value)
    {
        found.push(format!("{place}: {value} is not {schema}"));
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            found.push(format!("{place}: no {name}"));
        }
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let place = format!("{place}/{name}");
        match schema["properties"].get(name) {
            Some(schema) => found.extend(faults(value, schema, root, &place)),
            // Fields of a flattened enumeration stand in its choices.
            None if schema["oneOf"].is_array() => {}
            None => found.push(format!("{place}: not in the schema")),
        }
    }
    for (at, value) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(faults(value, &schema["items"], root, &format!("{place}/{at}")));
    }
    found
}

#[test]
fn the_json_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(&schema().unwrap()).unwrap();
    let report = Sample::new().report(Language::Fi);
    let mut data: Value = serde_json::from_str(&json(&report).unwrap()).unwrap();
    assert_eq!(faults(&data, &schema, &schema, ""), Vec::<String>::new());
    data["headline"]["comments"] = "many".into();
    data["themes"][0]["unheard_of"] = 1.into();
    data["period"].as_object_mut().unwrap().remove("name");
    assert_eq!(faults(&data, &schema, &schema, "").len(), 3);
    let described = schema["$defs"]["Change"]["properties"]["clear"]["description"].as_str();
    assert!(described.unwrap().contains("stands out"));
}

#[test]
fn the_page_stands_alone_and_is_the_same_every_time() {
    let report = Sample::new().report(Language::Fi);
    let page = html(&report).unwrap();
    assert_eq!(page, html(&Sample::new().report(Language::Fi)).unwrap());
    for fetched in ["http:", "https:", "<script", "<link", "@import", "url(", "src="] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    let mut ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is used twice");
    for anchor in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.binary_search(&anchor).is_ok(), "{anchor} leads nowhere");
    }
}

#[test]
fn what_people_wrote_is_escaped() {
    let sample = Sample::new();
    let key = RecordKey("<k>".into());
    let page = sample.with(|findings| {
        let mut codebook = findings.codebook.to_vec();
        codebook[0].label_fi = "<script>alert(1)</script>";
        codebook[0].phrases = vec!["<script>"];
        codebook[0].typical = vec![Quote {
            key: &key,
            text: "<script>alert('x')</script> \"lainaus\" & muuta",
            date: Some("<d>".to_owned()),
            source: Source::Social,
            channel: Some("<c>"),
            score: None,
            lang: None,
            marked: None,
        }];
        let mut findings = *findings;
        findings.codebook = &codebook;
        findings.archive = "<script>";
        html(&Report::of(&findings)).unwrap()
    });
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    for raw in ["<script", "<k>", "<d>", "<c>"] {
        assert!(!page.contains(raw), "{raw}");
    }
}

/// The report of rows without dates.
fn report_of(rows: &Rows) -> Report {
    Sample::new().with(|findings| {
        let mut findings = *findings;
        (findings.rows, findings.period, findings.previous) = (rows, None, None);
        Report::of(&findings)
    })
}

/// One blank answer has no language: with every language shown, its score could be reckoned.
#[test]
fn groups_that_are_not_shown_are_guarded_too() {
    let mut rows = Rows::default();
    for record in 0..41 {
        rows.push(&Row {
            record,
            lang: (record < 40).then_some(if record < 26 { Lang::Fi } else { Lang::En }),
            blank: record == 40,
            score: Some(7.0),
            ..Row::default()
        });
    }
    let report = report_of(&rows);
    let table = report.breakdowns.iter().find(|table| table.by == Dimension::Language).unwrap();
    let score = |group: &Group| (group.comments, group.score.figure().is_some());
    let shown: Vec<_> = table.groups.iter().map(score).collect();
    assert_eq!(shown, [(Some(26), true), (None, false)]);
}

#[test]
fn small_groups_are_hidden_with_their_complement() {
    let mut rows = Rows::default();
    for record in 0..63 {
        let touchpoint = match record {
            0..3 => "sauna",
            3..20 => "uima-allas",
            _ => "kahvio",
        };
        rows.push(&Row {
            record,
            touchpoint: Some(touchpoint),
            score: Some(7.0),
            sentiment: Some(0.5),
            ..Row::default()
        });
    }
    let report = report_of(&rows);
    let groups = &report.breakdowns.iter().find(|table| table.groups.len() == 3).unwrap().groups;
    let score = |g: &Group| (g.name.clone().unwrap(), g.comments, g.score.figure().is_some());
    let shown: Vec<_> = groups.iter().map(score).collect();
    let row = |name: &str, n: Option<u32>| (name.to_owned(), n, n.is_some());
    assert_eq!(shown, [row("kahvio", Some(43)), row("uima-allas", None), row("sauna", None)]);
    let page = html(&report).unwrap();
    assert!(page.contains("uima-allas") && !page.contains(">17<"));
    assert!(report.summary.fi[0].contains("koska päivämääriä ei ole: 63 kommenttia"));
}

#[test]
fn every_scale_has_its_measure() {
    let sample = Sample::new();
    for (scale, fi, en) in [
        (Scale::Recommend, "NPS (kohtaamiset) on ", "NPS (encounters) is "),
        (Scale::Effort, "asiointia helppona", "found it easy"),
        (Scale::Satisfaction { best: 10.0 }, "parhaasta arvosanasta", "two best scores"),
        (Scale::Other, "Arvosanojen keskiarvo on ", "The mean score is "),
    ] {
        let report = sample.with(|findings| {
            let mut findings = *findings;
            findings.settings.scale = scale;
            Report::of(&findings)
        });
        assert!(report.summary.fi[1].contains(fi), "{:?}", report.summary.fi);
        assert!(report.summary.en[1].contains(en), "{:?}", report.summary.en);
        let drivers = report.themes.iter().any(|theme| theme.impact.figure().is_some());
        assert_eq!(drivers, scale == Scale::Recommend);
    }
}

#[test]
fn changes_and_signals_are_told() {
    let report = Sample::new().report(Language::Fi);
    let late = report.themes.iter().find(|theme| theme.id.0 == 3).unwrap();
    assert!(late.change.unwrap().clear);
    assert!(
        report
            .summary
            .fi
            .iter()
            .any(|s| s == "Löytyi 1 uusi hiljainen signaali: ”Noutolokeron koodi”.")
    );
    assert!(
        report
            .summary
            .en
            .iter()
            .any(|s| s == "1 new quiet signal was found: “Pick-up locker code”.")
    );
    assert!(report.summary.fi[0].starts_with("Viikolla 47/2026 kertyi "));
    let lines = signals_jsonl(&report).unwrap();
    assert_eq!(lines.lines().count(), 2);
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["theme"], "T0014");
}

#[test]
fn counts_of_signals_are_grammatical() {
    let sample = Sample::new();
    for (all, new, fi, en) in [
        (0, 0, "Hiljaisia signaaleja ei löytynyt.", "No quiet signals were found."),
        (
            1,
            0,
            "Uusia hiljaisia signaaleja ei löytynyt; 1 aiempi jatkuu.",
            "No new quiet signals were found; 1 earlier one goes on.",
        ),
        (
            2,
            0,
            "Uusia hiljaisia signaaleja ei löytynyt; 2 aiempaa jatkuu.",
            "No new quiet signals were found; 2 earlier ones go on.",
        ),
        (
            2,
            2,
            "Löytyi 2 uutta hiljaista signaalia: ”Noutolokeron koodi” ja ”Palautukset”.",
            "2 new quiet signals were found: “Pick-up locker code” and “Returns”.",
        ),
    ] {
        let report = sample.with(|findings| {
            let mut signals = findings.signals.to_vec();
            signals.truncate(all);
            let mut told: Vec<Signal> = signals.iter().map(|one| one.signal.clone()).collect();
            for (at, signal) in told.iter_mut().enumerate() {
                signal.new = at < new;
            }
            for (finding, signal) in signals.iter_mut().zip(&told) {
                finding.signal = signal;
            }
            Report::of(&Findings { signals: &signals, ..*findings })
        });
        assert_eq!(report.summary.fi.last().map(String::as_str), Some(fi));
        assert_eq!(report.summary.en.last().map(String::as_str), Some(en));
    }
}

#[test]
fn nothing_at_all_is_reported_calmly() {
    let rows = Rows::default();
    let report = Sample::new().with(|findings| {
        let mut findings = *findings;
        (findings.rows, findings.codebook, findings.signals) = (&rows, &[], &[]);
        findings.period = findings.period.map(|mut weeks| {
            weeks.first = Week::of("2026-11-02".parse().unwrap());
            weeks
        });
        Report::of(&findings)
    });
    assert!(report.summary.fi[0].contains("0 kommenttia"));
    assert!(html(&report).unwrap().contains("Teemoja ei löytynyt."));
}

#[test]
fn many_long_comments_still_make_a_page_that_opens() {
    let key = RecordKey("K-1".into());
    let text = "Tilasin kaksi samanlaista ja sain kolme erilaista, mutta nauratti. ".repeat(5);
    let quote = Quote {
        key: &key,
        text: &text,
        date: None,
        source: Source::Survey,
        channel: None,
        score: None,
        lang: None,
        marked: None,
    };
    let report = Sample::new().with(|findings| {
        let mut codebook = findings.codebook.to_vec();
        for at in 0..100 {
            let mut entry = codebook[at % 14].clone();
            entry.id.0 = at as u32 + 1;
            entry.members = vec![quote.clone(); 300];
            if let Some(known) = codebook.get_mut(at) {
                *known = entry;
            } else {
                codebook.push(entry);
            }
        }
        let mut rows = Rows::default();
        let themes: Vec<_> = codebook
            .iter()
            .map(|entry| RowTheme { theme: entry.id, degree: 0.5, sentiment: None })
            .collect();
        for record in 0..300 {
            rows.push(&Row { record, themes: &themes, ..Row::default() });
        }
        let mut findings = *findings;
        (findings.codebook, findings.rows, findings.period) = (&codebook, &rows, None);
        Report::of(&findings)
    });
    assert_eq!(report.themes.len(), 100);
    assert!(report.themes.iter().all(Theme::is_cut));
    let page = html(&report).unwrap();
    assert!((1_500_000..3_000_000).contains(&page.len()), "{}", page.len());
}
