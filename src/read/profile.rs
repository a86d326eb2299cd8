//! Which survey program wrote the export? Told from the names of its columns.
//!
//! Owns the marks of each program and the columns that it always calls the same. Refuses to insist:
//! a role goes to a column of the list only where its values fit.

use super::columns::Role;
use crate::config::Profile;

/// The columns of a program that have a role, the likeliest first.
type Known = &'static [(Role, &'static [&'static str])];

const QUALTRICS: Known = &[
    (Role::Key, &["ResponseId", "ResponseID", "_recordId"]),
    (Role::Date, &["RecordedDate", "EndDate", "StartDate"]),
    (Role::Language, &["UserLanguage", "Q_Language"]),
    (Role::Channel, &["DistributionChannel"]),
];

const SURVEY_MONKEY: Known = &[
    (Role::Key, &["Respondent ID", "respondent_id"]),
    (Role::Date, &["End Date", "Start Date", "date_modified", "date_created"]),
];

const LIME_SURVEY: Known = &[
    (Role::Key, &["id", "response_id", "Response ID", "Vastauksen tunnus", "Vastaustunnus"]),
    (Role::Date, &["submitdate", "Date submitted", "datestamp", "startdate", "Lähetyspäivä"]),
    (Role::Language, &["startlanguage", "Start language", "Aloituskieli"]),
];

const TYPEFORM: Known = &[
    (Role::Key, &["#", "Network ID"]),
    (Role::Date, &["Submit Date (UTC)", "Start Date (UTC)", "Stage Date (UTC)"]),
];

const GOOGLE_FORMS: Known = &[(Role::Date, &["Timestamp", "Aikaleima", "Tidstämpel"])];

const WEBROPOL: Known = &[
    (Role::Key, &["Vastaajan tunnus", "Vastaajatunnus", "Vastaajanumero", "Vastaaja"]),
    (Role::Date, &["Vastausaika", "Vastauspäivä", "Lähetysaika", "Tallennusaika", "Aloitusaika"]),
    (Role::Language, &["Vastauskieli", "Kieli"]),
];

/// The columns with a role that the program always calls the same.
pub(super) const fn known(profile: Profile) -> Known {
    match profile {
        Profile::Generic => &[],
        Profile::Qualtrics => QUALTRICS,
        Profile::SurveyMonkey => SURVEY_MONKEY,
        Profile::LimeSurvey => LIME_SURVEY,
        Profile::Typeform => TYPEFORM,
        Profile::GoogleForms => GOOGLE_FORMS,
        Profile::Webropol => WEBROPOL,
    }
}

/// The program's name as it writes it.
pub(super) const fn title(profile: Profile) -> &'static str {
    match profile {
        Profile::Generic => "CSV",
        Profile::Qualtrics => "Qualtrics",
        Profile::SurveyMonkey => "SurveyMonkey",
        Profile::LimeSurvey => "LimeSurvey",
        Profile::Typeform => "Typeform",
        Profile::GoogleForms => "Google Forms",
        Profile::Webropol => "Webropol",
    }
}

/// The record of a Qualtrics export that says in JSON where each column came from, within the first
/// three.
pub(super) fn import_record(first: &[Vec<String>]) -> Option<usize> {
    let is_import = |cell: &String| cell.trim_start().starts_with("{\"ImportId\"");
    (1..first.len().min(3))
        .find(|&record| first.get(record).is_some_and(|cells| cells.iter().any(is_import)))
}

/// The program that the first records speak for.
pub(super) fn of(first: &[Vec<String>]) -> Profile {
    let empty = Vec::new();
    let names = first.first().unwrap_or(&empty);
    let has = |marks: &[&str]| {
        let found = |mark: &&&str| names.iter().any(|name| name.trim().eq_ignore_ascii_case(mark));
        marks.iter().filter(found).count()
    };
    let begins = |marks: &[&str]| {
        let name = names.first().map_or("", |name| name.trim());
        marks.iter().any(|mark| name.eq_ignore_ascii_case(mark))
    };
    let qualtrics = ["StartDate", "EndDate", "IPAddress", "Finished", "RecordedDate", "ResponseId"];
    let lime = ["submitdate", "lastpage", "startlanguage", "seed"];
    let lime_full = ["Date submitted", "Last page", "Start language", "Seed"];
    let monkey = ["Collector ID", "Start Date", "End Date", "IP Address", "Email Address"];
    let typeform = ["Submit Date (UTC)", "Start Date (UTC)", "Network ID", "Response Type"];
    let webropol: Vec<&str> =
        WEBROPOL.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    if import_record(first).is_some() || has(&qualtrics) >= 4 || legacy_qualtrics(first) {
        Profile::Qualtrics
    } else if begins(&["Respondent ID", "respondent_id"])
        && has(&monkey) + has(&["collector_id"]) >= 1
    {
        Profile::SurveyMonkey
    } else if has(&lime) >= 2 || has(&lime_full) >= 2 {
        Profile::LimeSurvey
    } else if begins(&["#"]) && has(&typeform) >= 1 || has(&typeform) >= 2 {
        Profile::Typeform
    } else if begins(&["Timestamp", "Aikaleima", "Tidstämpel"]) && asks(names) {
        Profile::GoogleForms
    } else if has(&webropol) >= 2 {
        Profile::Webropol
    } else {
        Profile::Generic
    }
}

/// Old Qualtrics exports: `V1`, `V2`, … over the names.
pub(super) fn legacy_qualtrics(first: &[Vec<String>]) -> bool {
    let cell = |record: usize| first.get(record).and_then(|cells| cells.first());
    cell(0).is_some_and(|name| name == "V1")
        && cell(1).is_some_and(|name| name.eq_ignore_ascii_case("ResponseID"))
}

/// Whether a name is a sentence, as forms that carry whole questions have.
fn asks(names: &[String]) -> bool {
    names.iter().skip(1).any(|name| name.split_whitespace().count() >= 3 || name.contains('?'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(records: &[&str], expected: Profile) {
        let records: Vec<Vec<String>> =
            records.iter().map(|record| record.split('|').map(str::to_owned).collect()).collect();
        assert_eq!(of(&records), expected, "{records:?}");
    }

    #[test]
    fn programs_are_known_by_their_columns() {
        check(
            &["StartDate|Q1", "Start Date|Why?", "{\"ImportId\":\"startDate\"}|x"],
            Profile::Qualtrics,
        );
        check(&["StartDate|EndDate|IPAddress|Finished|Q1", "1|2|3|4|5"], Profile::Qualtrics);
        check(&["V1|V2|Q1", "ResponseID|ResponseSet|Why?"], Profile::Qualtrics);
        check(
            &["Respondent ID|Collector ID|What was good?", "||Open-Ended Response"],
            Profile::SurveyMonkey,
        );
        check(&["id|submitdate|lastpage|startlanguage|seed|Q1[SQ001]"], Profile::LimeSurvey);
        check(&["Response ID|Date submitted|Last page|Start language|Why?"], Profile::LimeSurvey);
        check(&["#|What was good?|Network ID|Tags"], Profile::Typeform);
        check(&["Aikaleima|Mikä oli hyvää?"], Profile::GoogleForms);
        check(&["Vastaajatunnus|Vastausaika|Avoin palaute"], Profile::Webropol);
        check(&["id|pvm|palaute"], Profile::Generic);
        check(&["Timestamp|comment"], Profile::Generic);
        check(&[], Profile::Generic);
    }
}
