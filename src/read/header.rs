//! Which records are headers, and what are the columns called?
//!
//! Owns the first records of a delimited file: none, one, SurveyMonkey's two or Qualtrics' three.

use super::OWN_PREFIX;
use super::names;
use super::profile;
use super::table::{Column, json_string};
use super::{dates, number};
use crate::config::{DateOrder, Decimal, Profile};

/// Header records that are looked for.
pub(super) const MOST: usize = 3;
/// What SurveyMonkey writes under an open question.
const OPEN: [&str; 4] = ["Open-Ended Response", "Avoin vastaus", "Vapaa vastaus", "Öppet svar"];

/// The header records found.
pub(super) struct Header {
    /// How many there are.
    pub(super) records: usize,
    /// The columns they name.
    pub(super) columns: Vec<Column>,
    /// The survey program that writes such headers.
    pub(super) profile: Profile,
}

/// Finds the header among the first records of a file; `set` is the user's word on whether there is
/// one, `wrote` on the program that wrote it.
pub(super) fn find(first: &[Vec<String>], set: Option<bool>, wrote: Option<Profile>) -> Header {
    let width = first.first().map_or(0, Vec::len);
    let profile = wrote.unwrap_or_else(|| profile::of(first));
    let told = profile != Profile::Generic;
    if set == Some(false) || (set.is_none() && !told && !is_header(first)) {
        let columns = (1..=width).map(|number| column(format!("column {number}"), None, true));
        return Header { records: 0, columns: columns.collect(), profile };
    }
    let cell = |record: usize, index: usize| {
        first.get(record).and_then(|record| record.get(index)).map_or("", |cell| cell.trim())
    };
    let records = records(first, profile);
    let legacy = profile == Profile::Qualtrics && profile::legacy_qualtrics(first);
    let options = profile == Profile::SurveyMonkey && records == 2;
    let questions = profile == Profile::Qualtrics && records >= 2 && !legacy;
    let mut columns: Vec<Column> = Vec::with_capacity(width);
    let mut question = String::new();
    for index in 0..width {
        let own = cell(usize::from(legacy), index);
        let label = if records > 1 && !legacy { cell(1, index) } else { "" };
        if !own.is_empty() {
            own.clone_into(&mut question);
        }
        let name = match (options, own.is_empty()) {
            (true, true) if label.is_empty() => question.clone(),
            (true, true) => format!("{question} - {label}"),
            (_, false) => own.to_owned(),
            (false, true) => format!("column {}", index + 1),
        };
        let generated = own.is_empty() && (!options || question.is_empty());
        let told = questions && !label.is_empty();
        let unique = unique(name, &columns);
        let open = options && OPEN.iter().any(|open| label.eq_ignore_ascii_case(open));
        columns.push(Column { open, ..column(unique, told.then(|| label.to_owned()), generated) });
    }
    Header { records, columns, profile }
}

/// How many header records there are.
fn records(first: &[Vec<String>], profile: Profile) -> usize {
    let cell = |record: usize, index: usize| {
        first.get(record).and_then(|record| record.get(index)).map_or("", |cell| cell.trim())
    };
    match profile {
        // Names, questions, and JSON that says where each column came from; older exports lack the
        // last record.
        Profile::Qualtrics => match profile::import_record(first) {
            Some(record) => record + 1,
            None if profile::legacy_qualtrics(first) || asked_twice(first) => 2,
            None => 1,
        },
        // Questions over each of their columns, then the options.
        Profile::SurveyMonkey if first.len() > 1 && cell(1, 0).is_empty() => 2,
        Profile::Generic
        | Profile::SurveyMonkey
        | Profile::LimeSurvey
        | Profile::Typeform
        | Profile::GoogleForms
        | Profile::Webropol => 1,
    }
}

/// Whether the second record says the names of the first once more, in words: `Start Date` under
/// `StartDate`.
fn asked_twice(first: &[Vec<String>]) -> bool {
    let (Some(names), Some(words)) = (first.first(), first.get(1)) else { return false };
    let same = |(name, words): &(&String, &String)| {
        let squeezed: String = words.split_whitespace().collect();
        !name.is_empty() && squeezed.eq_ignore_ascii_case(name) && words != name
    };
    names.iter().zip(words).filter(same).count() >= 2
}

/// A column called `name`.
pub(super) fn column(name: String, label: Option<String>, generated: bool) -> Column {
    let mut json = String::with_capacity(name.len() + 3);
    json_string(&name, &mut json);
    json.push(':');
    Column { path: vec![name.clone()], name, label, json, generated, open: false }
}

fn unique(name: String, taken: &[Column]) -> String {
    let free = |name: &str| taken.iter().all(|column| column.name != name);
    if free(&name) {
        return name;
    }
    (2..=taken.len() + 2)
        .map(|number| format!("{name} ({number})"))
        .find(|name| free(name))
        .unwrap_or(name)
}

/// Whether the first record names columns: by a known name, or as text over numbers and dates, or,
/// when neither tells, by being short.
fn is_header(first: &[Vec<String>]) -> bool {
    let Some((head, rest)) = first.split_first() else { return false };
    let known = head.iter().any(|cell| cell.starts_with(OWN_PREFIX) || names::known(cell));
    let data = |cell: &String| {
        !cell.trim().is_empty()
            && (number::parse(cell, Decimal::Comma).is_some()
                || dates::parse(cell, DateOrder::Dmy).is_some())
    };
    if known || !head.iter().any(data) && rest.iter().flatten().any(data) {
        return true;
    }
    let sentence = |cell: &String| cell.split_whitespace().count() >= 8 && !names::asks(cell);
    !head.iter().any(data) && !head.iter().any(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(records: &[&[&str]], count: usize, names: &[&str]) {
        let records: Vec<Vec<String>> = records
            .iter()
            .map(|cells| cells.iter().map(|&cell| cell.to_owned()).collect())
            .collect();
        let header = find(&records, None, None);
        let found: Vec<&str> = header.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!((header.records, found.as_slice()), (count, names));
    }

    #[test]
    fn header_records_are_told_from_data() {
        check(&[&["id", "palaute"], &["1", "hyvä"]], 1, &["id", "palaute"]);
        check(&[&["1", "hyvä"], &["2", "huono"]], 0, &["column 1", "column 2"]);
        check(&[&["a", "a", ""], &["1", "x", "y"]], 1, &["a", "a (2)", "column 3"]);
        check(
            &[&["ihan liian pitkä odotus tällä viikolla taas kerran puhelimessa"], &["kiitos"]],
            0,
            &["column 1"],
        );
        check(
            &[
                &["StartDate", "Q1"],
                &["Start Date", "Why?\nTell us"],
                &["{\"ImportId\":\"startDate\"}", "{\"ImportId\":\"QID1_TEXT\"}"],
            ],
            3,
            &["StartDate", "Q1"],
        );
        check(
            &[
                &["Respondent ID", "Collector ID", "What was good?", "Which?", ""],
                &["", "", "Open-Ended Response", "Phone", "Shop"],
                &["1", "7", "all", "", "1"],
            ],
            2,
            &["Respondent ID", "Collector ID", "What was good?", "Which?", "Which? - Shop"],
        );
        check(
            &[
                &["Respondent ID", "Start Date", "Which?", "", "Why?"],
                &["", "", "", "", ""],
                &["1", "2026-01-02", "a", "b", "all"],
            ],
            2,
            &["Respondent ID", "Start Date", "Which?", "Which? (2)", "Why?"],
        );
        check(
            &[
                &["StartDate", "EndDate", "Finished", "ResponseId", "Q1"],
                &["Start Date", "End Date", "Finished", "Response ID", "Why?"],
                &["2026-01-02", "2026-01-02", "1", "R_1", "x"],
            ],
            2,
            &["StartDate", "EndDate", "Finished", "ResponseId", "Q1"],
        );
        check(&[&["V1", "V2"], &["ResponseID", "Why?"], &["R_1", "x"]], 2, &["ResponseID", "Why?"]);
    }
}
