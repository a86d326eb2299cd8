use super::*;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, "kuiske.toml")
}

#[test]
fn examples_of_all_keys_parse_and_what_is_written_reads_back_the_same() {
    let empty = Config::default();
    assert_eq!(parse(&empty.to_toml()).unwrap(), empty);
    let is_key = |line: &str| KEYS.iter().any(|key| line.starts_with(&[key.name, " = "].concat()));
    let written = empty.to_toml();
    let uncommented: Vec<&str> = written
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| is_key(rest)).unwrap_or(line))
        .collect();
    let uncommented = uncommented.join("\n");
    let full = parse(&uncommented).unwrap();
    assert_eq!(parse(&full.to_toml()).unwrap(), full);
    // Every key of every section is listed: none is left unset by the examples.
    let unset = toml::Table::try_from(&full).unwrap();
    let written: usize = unset.values().map(|section| section.as_table().unwrap().len()).sum();
    assert_eq!(written, KEYS.len());
    assert!(full.columns.author.is_some() && full.report.period.is_some());
}

#[test]
fn errors_name_line_and_key_and_suggest() {
    for (text, expected) in [
        (
            "[columns]\nkey = \"id\"\ndat = \"pvm\"\n",
            "kuiske.toml, line 3: unknown key \"dat\"\nhint: did you mean \"date\"?",
        ),
        (
            "[colums]\nkey = \"id\"\n",
            "kuiske.toml, line 1: unknown key \"colums\"\nhint: did you mean \"columns\"?",
        ),
        ("[report]\nanonymity = \"five\"\n", "kuiske.toml, line 2: invalid type"),
        ("[report\n", "kuiske.toml, line 1: "),
        ("[columns]\ntext = 5\n", "kuiske.toml, line 2: text takes a column name"),
    ] {
        let error = parse(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn values_are_checked_once() {
    for (text, expected) in [
        (
            "[score]\nscale = \"stars\"",
            "score.scale = \"stars\" is not possible\nhint: use \"nps\"",
        ),
        ("[score]\nmin = 5", "score.min = 5, score.max = unset is not possible"),
        ("[input]\ndelimiter = \"::\"", "input.delimiter = \"::\" is not possible"),
        ("[input]\nencoding = \"ebcdic\"", "input.encoding"),
        ("[signals]\nfalse_alarms_per_year = 0", "signals.false_alarms_per_year = 0"),
        ("[report]\nanonymity = 0", "report.anonymity = 0"),
        ("[report]\nlanguage = \"sv\"", "report.language = sv"),
    ] {
        let error = Settings::new(&parse(text).unwrap()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn scales_by_name_and_range() {
    for (name, scale) in [
        ("nps", Some(Scale::NPS)),
        ("CES7", Some(Scale::CES7)),
        ("1-5", Some(Scale::range(1.0, 5.0))),
        ("-4–4", Some(Scale::range(-4.0, 4.0))),
        ("5-1", None),
        ("", None),
    ] {
        assert_eq!(Scale::parse(name), scale, "{name}");
    }
    assert!((Scale::range(1.0, 5.0).normalise(4.0) - 7.5).abs() < 1e-6);
}

#[test]
fn flags_win_over_file() {
    let flags = parse("[columns]\ndate = \"a\"").unwrap();
    let file = parse("[columns]\ndate = \"b\"\ntext = \"c\"").unwrap();
    let both = flags.over(file);
    assert_eq!(both.columns.date.as_deref(), Some("a"));
    assert_eq!(both.columns.text, Some(vec!["c".to_owned()]));
}
