//! The tables one by one.

use crate::report::calendar;
use crate::report::model::{Cell, QuoteView, Theme};

use super::{Datum, Table, With, table};

impl With<'_> {
    pub(super) fn all(&self) -> Vec<Table> {
        let mut tables = vec![
            self.summary(),
            self.figures(),
            self.targets(),
            self.benchmarks(),
            self.signals(),
            self.themes(),
            self.cues(),
            self.groups(),
        ];
        tables.extend(self.behind());
        tables.extend([
            self.actions(),
            self.weeks(),
            self.themes_by_week(),
            self.quotes(),
            self.data(),
            self.method(),
        ]);
        tables
    }

    fn summary(&self) -> Table {
        let sentences = match self.language {
            crate::report::findings::Language::Fi => &self.report.summary.fi,
            crate::report::findings::Language::En => &self.report.summary.en,
        };
        let rows = sentences.iter().map(|text| vec![Datum::from(text.as_str())]).collect();
        table(self.words.summary, &[self.words.summary], rows)
    }

    /// Value, interval and base: the columns of every figure.
    pub(super) fn measured(&self) -> [&'static str; 4] {
        [self.terms.measured, LOW, HIGH, "n"]
    }

    fn figures(&self) -> Table {
        let (headline, words) = (&self.report.headline, self.words);
        let mut rows: Vec<Vec<Datum>> = Vec::new();
        let mut add = |name: &str, cell: &Cell| {
            let mut row = vec![Datum::from(name)];
            row.extend(Self::cell(cell));
            rows.push(row);
        };
        if let Some(score) = &headline.score {
            add(self.say("Pääarvosana", "Main score"), &score.value);
            add(words.mean_score, &score.mean);
        }
        if let Some(score) = &headline.other_level {
            add(self.say("Toisen tason arvosana", "Score of the other level"), &score.value);
        }
        add(words.positive, &headline.positive);
        add(words.negative, &headline.negative);
        for (name, n) in [
            (words.comments, Some(headline.comments)),
            (
                self.say("Kommentteja edellisellä jaksolla", "Comments in the period before"),
                headline.comments_before,
            ),
            (self.say("Vastauksia ja viestejä", "Answers and messages"), Some(headline.records)),
        ] {
            rows.push(vec![name.into(), n.into(), Datum::Blank, Datum::Blank, Datum::Blank]);
        }
        let [value, low, high, n] = self.measured();
        table(words.key_figures, &[self.say("Luku", "Figure"), value, low, high, n], rows)
    }

    fn signals(&self) -> Table {
        let words = self.words;
        let row = |signal: &crate::report::model::SignalView| {
            vec![
                signal.thread.as_str().into(),
                words.kind(signal.kind).into(),
                signal.theme.map(|theme| theme.to_string()).into(),
                signal.label.of(self.language).into(),
                signal.sentence.of(self.language).into(),
                signal.n.into(),
                signal.expected.into(),
                signal.at_least.into(),
                signal.p_value.into(),
                signal.since.as_deref().map(calendar::short_week).into(),
                signal.began.as_deref().map(calendar::short_week).into(),
                signal.sources.iter().map(|s| words.code(s)).collect::<Vec<_>>().join(", ").into(),
                signal.channels.join(", ").into(),
                signal.doubt.of(self.language).into(),
                signal.verdict.map(|verdict| words.verdict(verdict).to_owned()).into(),
            ]
        };
        let columns = [
            "ID",
            self.say("Laji", "Type"),
            words.theme,
            self.say("Aihe", "Subject"),
            self.say("Mitä tapahtui", "What happened"),
            "n",
            words.expected,
            words.at_least,
            "p",
            self.say("Alkaen viikosta", "Since week"),
            self.say("Löydetty", "Found"),
            self.say("Lähteet", "Sources"),
            self.say("Kanavat", "Channels"),
            words.why_nothing,
            words.judged,
        ];
        table(words.quiet_signals, &columns, self.report.signals.iter().map(row).collect())
    }

    fn themes(&self) -> Table {
        let words = self.words;
        let row = |theme: &Theme| {
            let split = theme.split;
            let mut row: Vec<Datum> = vec![
                theme.id.to_string().into(),
                theme.label.of(self.language).into(),
                theme.n.into(),
            ];
            let [value, low, high, _] = Self::figure(Some(&theme.share));
            row.extend([value, low, high]);
            row.push(theme.n_before.into());
            row.extend(Self::change(theme.change.as_ref()));
            row.extend(
                [split.negative, split.neutral, split.positive, split.none].map(Datum::from),
            );
            let bands = theme.bands;
            row.extend([
                bands.map(|b| b.promoters).into(),
                bands.map(|b| b.passives).into(),
                bands.map(|b| b.detractors).into(),
            ]);
            row.extend(Self::cell(&theme.mean_score));
            row.extend(Self::cell(&theme.impact));
            row
        };
        let columns = [
            "ID",
            words.theme,
            "n",
            words.share,
            LOW,
            HIGH,
            self.say("n ennen", "n before"),
            words.change,
            LOW,
            HIGH,
            words.negative,
            words.neutral,
            words.positive,
            words.no_feeling,
            words.promoters,
            words.passives,
            words.detractors,
            words.mean_score,
            LOW,
            HIGH,
            "n",
            words.impact,
            LOW,
            HIGH,
            "n",
        ];
        table(words.themes, &columns, self.report.themes.iter().map(row).collect())
    }

    fn cues(&self) -> Table {
        let words = self.words;
        let row = |view: &crate::report::model::CueView| {
            let mut row: Vec<Datum> = vec![words.cue(view.cue).into(), view.n.into()];
            let [value, low, high, _] = Self::figure(Some(&view.share));
            row.extend([value, low, high]);
            row.push(view.n_before.into());
            row.extend(Self::change(view.change.as_ref()));
            row
        };
        let columns = [
            words.cue,
            "n",
            words.share,
            LOW,
            HIGH,
            self.say("n ennen", "n before"),
            words.change,
            LOW,
            HIGH,
        ];
        table(words.cues, &columns, self.report.cues.iter().map(row).collect())
    }

    fn groups(&self) -> Table {
        let words = self.words;
        let mut rows = Vec::new();
        for breakdown in &self.report.breakdowns {
            for group in &breakdown.groups {
                let name = group.name.as_deref().unwrap_or(words.unnamed);
                let mut row: Vec<Datum> = vec![
                    words.dimension(breakdown.by).into(),
                    words.code(name).into(),
                    group.comments.into(),
                ];
                for cell in [&group.score, &group.positive, &group.negative] {
                    row.extend(Self::cell(cell));
                }
                rows.push(row);
            }
        }
        let columns = [
            words.breakdowns,
            words.group,
            words.comments,
            words.score,
            LOW,
            HIGH,
            "n",
            words.positive,
            LOW,
            HIGH,
            "n",
            words.negative,
            LOW,
            HIGH,
            "n",
        ];
        table(words.breakdowns, &columns, rows)
    }

    fn weeks(&self) -> Table {
        let words = self.words;
        let row = |week: &crate::report::model::WeekView| {
            let split = week.split;
            vec![
                calendar::short_week(&week.week).into(),
                week.n.into(),
                split.map(|s| s.negative).into(),
                split.map(|s| s.neutral).into(),
                split.map(|s| s.positive).into(),
                split.map(|s| s.none).into(),
            ]
        };
        let columns = [
            words.week,
            words.comments,
            words.negative,
            words.neutral,
            words.positive,
            words.no_feeling,
        ];
        table(words.weeks, &columns, self.report.weeks.iter().map(row).collect())
    }

    fn themes_by_week(&self) -> Table {
        let weeks = self.report.weeks.iter();
        let weeks: Vec<String> = weeks.map(|week| calendar::short_week(&week.week)).collect();
        let mut columns = vec!["ID", self.words.theme];
        columns.extend(weeks.iter().map(String::as_str));
        let row = |theme: &Theme| {
            let mut row: Vec<Datum> =
                vec![theme.id.to_string().into(), theme.label.of(self.language).into()];
            row.extend(theme.by_week.iter().map(|n| Datum::from(*n)));
            row
        };
        let rows = if self.report.weeks.is_empty() {
            Vec::new()
        } else {
            self.report.themes.iter().map(row).collect()
        };
        table(self.words.themes_by_week, &columns, rows)
    }

    fn quotes(&self) -> Table {
        let words = self.words;
        let row = |theme: &Theme, quote: &QuoteView| {
            vec![
                theme.id.to_string().into(),
                theme.label.of(self.language).into(),
                quote.key.as_str().into(),
                quote.date.clone().into(),
                words.code(&quote.source).into(),
                quote.channel.clone().into(),
                quote.score.into(),
                format!("{}{}{}", quote.before, quote.marked, quote.after).into(),
            ]
        };
        let of =
            |theme: &Theme| theme.members.iter().map(|quote| row(theme, quote)).collect::<Vec<_>>();
        let columns = [
            "ID",
            words.theme,
            words.record,
            self.say("Päivämäärä", "Date"),
            words.source,
            words.channel,
            words.score,
            self.say("Kommentti", "Comment"),
        ];
        table(words.all_comments, &columns, self.report.themes.iter().flat_map(of).collect())
    }

    fn data(&self) -> Table {
        let (data, method, words) = (&self.report.data, &self.report.method, self.words);
        let mut rows: Vec<Vec<Datum>> = [
            (words.rows_read, data.rows_read as f64),
            (words.rows_rejected, data.rows_rejected as f64),
            (words.rows_known, data.rows_known as f64),
            (words.blank, f64::from(data.blank)),
            (words.undated, f64::from(data.undated)),
            (words.without_theme, f64::from(data.without_theme)),
            (words.without_sentiment, f64::from(data.without_sentiment)),
        ]
        .into_iter()
        .map(|(name, n)| vec![name.into(), n.into()])
        .collect();
        rows.push(vec![words.version.into(), method.version.as_str().into()]);
        rows.push(vec![words.settings_hash.into(), method.settings_hash.as_str().into()]);
        table(words.data, &[words.data, self.terms.measured], rows)
    }
}

/// Headers of the ends of an interval.
pub(super) const LOW: &str = "95 % ↓";
pub(super) const HIGH: &str = "95 % ↑";
