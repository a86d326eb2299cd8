//! The columns of the action file, and the file as delimited text.
//!
//! People open it in a spreadsheet and save it as that likes: it is read back with any of the
//! usual separators, in UTF-8 or Windows-1252, with headers in either language.

use std::io::Write;

use crate::formula::{guarded, unguarded};
use crate::report::Error;
use crate::report::findings::Language;
use crate::report::model::{ActionKind, Text};
use crate::report::terms::Terms;

use super::Action;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Key,
    Kind,
    Theme,
    Label,
    Reason,
    Quote,
    Date,
    Channel,
    Touchpoint,
    Score,
    Value,
    Period,
    Owner,
    Status,
    Note,
}

/// What the column of touchpoints was called in Finnish before; files with it lie about.
const FORMER_TOUCHPOINT: &str = "kohtaaminen";

impl Field {
    /// All columns in their order: those that people fill in stand last.
    pub(super) const ALL: [Self; 15] = [
        Self::Key,
        Self::Kind,
        Self::Theme,
        Self::Label,
        Self::Reason,
        Self::Quote,
        Self::Date,
        Self::Channel,
        Self::Touchpoint,
        Self::Score,
        Self::Value,
        Self::Period,
        Self::Owner,
        Self::Status,
        Self::Note,
    ];

    /// Header of the column.
    pub(super) const fn name(self, language: Language) -> &'static str {
        let (fi, en) = match self {
            Self::Key => ("tunniste", "key"),
            Self::Kind => ("toimenpide", "action"),
            Self::Theme => ("teema", "theme"),
            Self::Label => ("teeman nimi", "theme label"),
            Self::Reason => ("peruste", "reason"),
            Self::Quote => ("sitaatti", "quote"),
            Self::Date => ("päivämäärä", "date"),
            Self::Channel => ("kanava", "channel"),
            Self::Touchpoint => ("kosketuspiste", "touchpoint"),
            Self::Score => ("arvosana", "score"),
            Self::Value => ("arvo", "value"),
            Self::Period => ("jakso", "period"),
            Self::Owner => ("omistaja", "owner"),
            Self::Status => ("tila", "status"),
            Self::Note => ("muistiinpano", "note"),
        };
        match language {
            Language::Fi => fi,
            Language::En => en,
        }
    }

    fn of_header(name: &str) -> Option<Self> {
        let name = name.trim_start_matches('\u{feff}').trim().to_lowercase();
        Self::ALL.into_iter().find(|field| {
            [Language::Fi, Language::En].into_iter().any(|language| field.name(language) == name)
                || (*field == Self::Touchpoint && name == FORMER_TOUCHPOINT)
        })
    }

    /// What stands in the column.
    pub(super) fn text(self, action: &Action, language: Language) -> String {
        let number = |x: Option<f64>| x.map_or_else(String::new, |x| x.to_string());
        match self {
            Self::Key => action.key.clone(),
            Self::Kind => kind(action.kind, language).to_owned(),
            Self::Theme => action.theme.map_or_else(String::new, |theme| theme.to_string()),
            Self::Label => action.label.of(language).to_owned(),
            Self::Reason => action.reason.of(language).to_owned(),
            Self::Quote => action.quote.clone(),
            Self::Date => action.date.clone(),
            Self::Channel => action.channel.clone(),
            Self::Touchpoint => action.touchpoint.clone(),
            Self::Score => number(action.score),
            Self::Value => number(action.value),
            Self::Period => action.period.clone(),
            Self::Owner => action.owner.clone(),
            Self::Status => action.status.clone(),
            Self::Note => action.note.clone(),
        }
    }

    fn put(self, action: &mut Action, text: &str) {
        let both = |text: &str| Text { fi: text.to_owned(), en: text.to_owned() };
        let number = |text: &str| text.trim().replace(',', ".").parse().ok();
        let filled = |text: &str| if matches!(text, "-" | "–") { "" } else { text }.to_owned();
        match self {
            Self::Key => text.clone_into(&mut action.key),
            Self::Kind => action.kind = kind_of(text),
            Self::Theme => action.theme = text.to_owned().try_into().ok(),
            Self::Label => action.label = both(text),
            Self::Reason => action.reason = both(text),
            Self::Quote => text.clone_into(&mut action.quote),
            Self::Date => text.clone_into(&mut action.date),
            Self::Channel => text.clone_into(&mut action.channel),
            Self::Touchpoint => text.clone_into(&mut action.touchpoint),
            Self::Score => action.score = number(text),
            Self::Value => action.value = number(text),
            Self::Period => text.clone_into(&mut action.period),
            Self::Owner => action.owner = filled(text),
            Self::Status => action.status = filled(text),
            Self::Note => action.note = filled(text),
        }
    }
}

fn kind(kind: ActionKind, language: Language) -> &'static str {
    let words = Terms::of(language);
    match kind {
        ActionKind::CallBack => words.call_back,
        ActionKind::Promote => words.promote,
    }
}

fn kind_of(text: &str) -> ActionKind {
    let promote = [Language::Fi, Language::En]
        .into_iter()
        .any(|language| kind(ActionKind::Promote, language) == text.trim());
    if promote { ActionKind::Promote } else { ActionKind::CallBack }
}

/// Writes the file: commas, UTF-8, decimal points.
///
/// # Errors
/// When a row cannot be written.
pub fn write_csv(actions: &[Action], language: Language, out: &mut dyn Write) -> Result<(), Error> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(Field::ALL.map(|field| field.name(language)))?;
    for action in actions {
        table.write_record(Field::ALL.map(|field| {
            let text = field.text(action, language);
            guarded(&text).into_owned()
        }))?;
    }
    table.flush()?;
    Ok(())
}

/// Reads the file back; rows without a key are passed over, unknown columns too.
pub fn read_csv(bytes: &[u8]) -> Vec<Action> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    };
    let header = text.lines().next().unwrap_or("");
    let count = |c: char| header.matches(c).count();
    let delimiter = [';', '\t', ','].into_iter().max_by_key(|c| count(*c)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    read_rows(rows.map(|row| row.iter().map(str::to_owned).collect()))
}

/// Actions of rows of cells, the first of which is the header.
pub(super) fn read_rows(mut rows: impl Iterator<Item = Vec<String>>) -> Vec<Action> {
    let header = rows.next().unwrap_or_default();
    let fields: Vec<Option<Field>> = header.iter().map(|name| Field::of_header(name)).collect();
    let read = |row: Vec<String>| {
        let mut action = Action::default();
        for (field, text) in fields.iter().zip(&row) {
            let text = text.trim();
            if let Some(field) = field {
                field.put(&mut action, unguarded(text));
            }
        }
        action
    };
    rows.map(read).filter(|action| !action.key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<Action> {
        let text = |fi: &str, en: &str| Text { fi: fi.to_owned(), en: en.to_owned() };
        vec![
            Action {
                key: "A-1".to_owned(),
                theme: Some(crate::theme::ThemeId(3)),
                label: text("Jonot", "Queues"),
                reason: text("lähtöaie", "thinking of leaving"),
                quote: "=jono; \"pitkä\"\nja hidas".to_owned(),
                score: Some(2.0),
                period: "2026-W47".to_owned(),
                ..Action::default()
            },
            Action {
                key: "A-2".to_owned(),
                kind: ActionKind::Promote,
                owner: "Maija".to_owned(),
                status: "tehty".to_owned(),
                ..Action::default()
            },
        ]
    }

    #[test]
    fn what_is_written_reads_back_in_either_language() {
        for language in [Language::Fi, Language::En] {
            let mut bytes = Vec::new();
            write_csv(&sample(), language, &mut bytes).unwrap();
            let back = read_csv(&bytes);
            assert_eq!(back.len(), 2);
            for (got, want) in back.iter().zip(sample()) {
                assert_eq!(got.label.of(language), want.label.of(language));
                assert_eq!(
                    (&got.key, got.kind, got.theme, &got.quote, got.score),
                    (&want.key, want.kind, want.theme, &want.quote, want.score)
                );
                assert_eq!((&got.owner, &got.status), (&want.owner, &want.status));
            }
        }
    }

    #[test]
    fn a_spreadsheet_may_save_it_as_it_likes() {
        let text = "tunniste;omistaja;tila;oma sarake\r\nA-9;P\u{e4}ivi;ty\u{f6}n alla;x\r\n;;;\r\nA-10;-;\r\n";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let back = read_csv(&bytes);
        let seen: Vec<_> = back.iter().map(|a| (&*a.key, &*a.owner, &*a.status)).collect();
        assert_eq!(seen, [("A-9", "Päivi", "työn alla"), ("A-10", "", "")]);
    }
}
