//! The keys of `kuiske.toml` as data: section, name, example, comment.

/// A key with what is said of it in the file.
pub(super) struct Key {
    pub(super) section: &'static str,
    pub(super) name: &'static str,
    /// What a key that is not set is shown with.
    pub(super) example: &'static str,
    pub(super) about: &'static str,
}

/// The sections in their order, with a comment each.
pub(super) const SECTIONS: &[(&str, &str)] = &[
    ("input", "How the file is written. Detected from its content where not set."),
    ("columns", "Which column is what. Guessed from headers and values where not set."),
    ("score", "The scale of the score column."),
    ("themes", "How comments are grouped."),
    ("signals", "How easily a quiet signal is reported."),
    ("report", "What the report shows."),
    ("targets", "What is aimed at; shown on the board page as met, not met or too few answers."),
    ("value", "What a customer is worth by your own reckoning; without it no money is shown."),
];

const fn key(
    section: &'static str,
    name: &'static str,
    example: &'static str,
    about: &'static str,
) -> Key {
    Key { section, name, example, about }
}

/// All keys, in the order in which they are written.
pub(super) const KEYS: &[Key] = &[
    key(
        "input",
        "format",
        "\"csv\"",
        "csv (also TSV and other delimiters), jsonl, json, lines, folder, xlsx, xls, ods, parquet, arrow, sav, sqlite",
    ),
    key(
        "input",
        "profile",
        "\"qualtrics\"",
        "qualtrics, surveymonkey, limesurvey, typeform, google-forms, webropol or generic",
    ),
    key("input", "delimiter", "\";\"", "one of , ; | or tab"),
    key("input", "encoding", "\"utf-8\"", "utf-8, windows-1252, utf-16le, …"),
    key("input", "header", "true", "whether the first record holds the column names"),
    key("input", "decimal", "\"comma\"", "comma (3,5) or point (3.5)"),
    key("input", "date_order", "\"dmy\"", "of dates such as 1/2/2026: dmy or mdy"),
    key("input", "sheet", "\"Sheet1\"", "of a workbook, by name or number from 1; \"*\" for all"),
    key("input", "table", "\"feedback\"", "of a database"),
    key("input", "query", "\"SELECT * FROM feedback\"", "to a database, instead of a table"),
    key(
        "input",
        "mask",
        "true",
        "mask e-mail addresses, phone numbers and the like in the archive",
    ),
    key("input", "max_megabytes", "4096", "most that is held of one source, unpacked"),
    key("input", "memory_megabytes", "2048", "working memory; what needs more goes to the disk"),
    key(
        "columns",
        "key",
        "\"id\"",
        "what identifies a record; \"\" for none: its content does then",
    ),
    key("columns", "text", "[\"comment\"]", "one open question or several"),
    key("columns", "date", "\"date\"", "when it was said"),
    key("columns", "source", "\"source\"", "kind of voice: survey, social or staff"),
    key("columns", "channel", "\"channel\"", "way in which it was said"),
    key("columns", "touchpoint", "\"touchpoint\"", "encounter it is about"),
    key("columns", "segment", "\"segment\"", "group of customers or staff"),
    key("columns", "score", "\"nps\"", "the main score"),
    key("columns", "language", "\"language\"", "language as declared by the source"),
    key("columns", "value", "\"value\"", "money at stake, in the file's own unit"),
    key("columns", "author", "\"author\"", "who said it; never shown in a report"),
    key(
        "columns",
        "source_values",
        "{ \"kiosk\" = \"survey\", \"shift note\" = \"staff\" }",
        "what the values of the source column mean",
    ),
    key("columns", "source_default", "\"survey\"", "source where the column says nothing known"),
    key("score", "scale", "\"nps\"", "nps (0-10), ces7 (1-7), or a range such as 1-5 or 1-10"),
    key("score", "min", "1", "lowest value, instead of a scale by name"),
    key("score", "max", "5", "highest value, instead of a scale by name"),
    key("themes", "count", "25", "number of themes; decided from the data where not set"),
    key("themes", "seeds", "[\"delivery time\"]", "phrases that each get a theme of their own"),
    key("signals", "false_alarms_per_year", "2.0", "expected a year when nothing happens"),
    key("report", "language", "\"fi\"", "fi or en"),
    key("report", "anonymity", "5", "smallest group that is shown, in respondents: 1 to 100"),
    key("report", "period", "\"week\"", "week, month or quarter"),
    key(
        "report",
        "relationship",
        "[\"annual survey\"]",
        "touchpoints or channels whose scores are about the relationship, not an encounter",
    ),
    key("report", "one_level", "false", "true: all scores are of one level"),
    key(
        "report",
        "benchmarks",
        "[{ name = \"trade\", value = 31, source = \"who published it\", date = \"2026-03\" }]",
        "figures to hold the main score against",
    ),
    key(
        "report",
        "promises",
        "{ \"delivery in two days\" = \"delivery OR toimitus\" }",
        "what you promise, with a query that finds what is said of it",
    ),
    key("report", "pseudonymise", "false", "true: people who are named are shown by a code"),
    key("targets", "nps", "40", "points, at least"),
    key("targets", "ces", "75", "percent of easy answers (5 to 7), at least"),
    key("targets", "csat", "80", "percent of the two best answers, at least"),
    key("targets", "mean", "4.2", "mean score, at least"),
    key("targets", "positive", "60", "percent of positive comments, at least"),
    key("targets", "negative", "15", "percent of negative comments, at most"),
    key("targets", "touchpoints", "{ \"checkout\" = 30 }", "main score by touchpoint, at least"),
    key("value", "per_customer", "350.0", "worth of a customer a year, if rows carry no value"),
    key("value", "at_risk", "20", "percent of critics assumed to leave"),
    key("value", "currency", "\"€\"", "sign or name of the money"),
];
