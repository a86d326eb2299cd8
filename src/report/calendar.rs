//! Names of periods: for files, for headings, and inside sentences.

use jiff::civil::Date;

use super::findings::{Language, Weeks};
use super::model::{Period, Text};
use crate::record::Week;

/// The period as the report names it; `None` is everything.
pub(crate) fn period(weeks: Option<Weeks>) -> Period {
    let Some(weeks) = weeks else {
        return Period {
            name: name(None),
            first: None,
            last: None,
            title: Text { fi: "koko aineisto".to_owned(), en: "all data".to_owned() },
        };
    };
    let (fi, en) = (numbers(weeks, Language::Fi), numbers(weeks, Language::En));
    let title = if weeks.len() == 1 {
        Text { fi: format!("viikko {fi}"), en: format!("week {en}") }
    } else {
        Text { fi: format!("viikot {fi}"), en: format!("weeks {en}") }
    };
    Period {
        name: name(Some(weeks)),
        first: Some(weeks.first.monday().to_string()),
        last: Some(sunday(weeks.last).to_string()),
        title,
    }
}

/// `2026-W47`, `2026-W40–2026-W47`, or `all`.
pub(crate) fn name(weeks: Option<Weeks>) -> String {
    match weeks {
        None => "all".to_owned(),
        Some(weeks) if weeks.len() == 1 => weeks.first.to_string(),
        Some(weeks) => format!("{}–{}", weeks.first, weeks.last),
    }
}

/// "viikolla 47/2026" or "in week 47, 2026": the period as the time of something.
pub(crate) fn during(weeks: Weeks, language: Language) -> String {
    let numbers = numbers(weeks, language);
    match (language, weeks.len() == 1) {
        (Language::Fi, true) => format!("viikolla {numbers}"),
        (Language::Fi, false) => format!("viikoilla {numbers}"),
        (Language::En, true) => format!("in week {numbers}"),
        (Language::En, false) => format!("in weeks {numbers}"),
    }
}

/// The days of a period: `16.–22.11.2026` or `16–22 Nov 2026`.
pub(crate) fn days(period: &Period, language: Language) -> Option<String> {
    let parse = |day: &Option<String>| day.as_ref().and_then(|day| day.parse::<Date>().ok());
    let (first, last) = (parse(&period.first)?, parse(&period.last)?);
    let same_year = first.year() == last.year();
    let same_month = same_year && first.month() == last.month();
    Some(match language {
        Language::Fi if same_month => format!("{}.–{}", first.day(), day(last, language)),
        Language::Fi if same_year => {
            format!("{}.{}.–{}", first.day(), first.month(), day(last, language))
        }
        Language::En if same_month => format!("{}–{}", first.day(), day(last, language)),
        Language::En if same_year => {
            format!("{} {} – {}", first.day(), month(first), day(last, language))
        }
        Language::Fi => format!("{}–{}", day(first, language), day(last, language)),
        Language::En => format!("{} – {}", day(first, language), day(last, language)),
    })
}

/// An ISO date as people write it: `21.11.2026` or `21 Nov 2026`; as it came if it is no date.
pub(crate) fn iso_day(iso: &str, language: Language) -> String {
    iso.parse::<Date>().map_or_else(|_| iso.to_owned(), |date| day(date, language))
}

/// A week in a sentence: `47/2026` or `47, 2026`.
pub(crate) fn week(week: Week, language: Language) -> String {
    numbers(Weeks { first: week, last: week }, language)
}

fn numbers(weeks: Weeks, language: Language) -> String {
    let (first, last) = (weeks.first.monday().iso_week_date(), weeks.last.monday().iso_week_date());
    let mark = match language {
        Language::Fi => "/",
        Language::En => ", ",
    };
    if weeks.len() == 1 {
        format!("{}{mark}{}", last.week(), last.year())
    } else if first.year() == last.year() {
        format!("{}–{}{mark}{}", first.week(), last.week(), last.year())
    } else {
        format!("{}/{}–{}/{}", first.week(), first.year(), last.week(), last.year())
    }
}

fn sunday(week: Week) -> Date {
    week.plus(1).monday().yesterday().unwrap_or(Date::MAX)
}

fn day(date: Date, language: Language) -> String {
    match language {
        Language::Fi => format!("{}.{}.{}", date.day(), date.month(), date.year()),
        Language::En => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.get(date.month() as usize - 1).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_names_in_both_languages() {
        let week = |day: &str| Week::of(day.parse().unwrap());
        for (first, last, fi, en, days_fi, days_en) in [
            (
                "2026-11-21",
                "2026-11-21",
                "viikolla 47/2026",
                "in week 47, 2026",
                "16.–22.11.2026",
                "16–22 Nov 2026",
            ),
            (
                "2026-10-05",
                "2026-11-21",
                "viikoilla 41–47/2026",
                "in weeks 41–47, 2026",
                "5.10.–22.11.2026",
                "5 Oct – 22 Nov 2026",
            ),
            (
                "2026-12-14",
                "2027-01-06",
                "viikoilla 51/2026–1/2027",
                "in weeks 51/2026–1/2027",
                "14.12.2026–10.1.2027",
                "14 Dec 2026 – 10 Jan 2027",
            ),
        ] {
            let weeks = Weeks { first: week(first), last: week(last) };
            assert_eq!(during(weeks, Language::Fi), fi);
            assert_eq!(during(weeks, Language::En), en);
            assert_eq!(days(&period(Some(weeks)), Language::Fi).unwrap(), days_fi);
            assert_eq!(days(&period(Some(weeks)), Language::En).unwrap(), days_en);
        }
    }
}
