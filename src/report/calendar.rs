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
    let numbers = numbers(weeks);
    let title = if weeks.len() == 1 {
        Text { fi: format!("viikko {numbers}"), en: format!("week {numbers}") }
    } else {
        Text { fi: format!("viikot {numbers}"), en: format!("weeks {numbers}") }
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

/// "viikolla 47/2026" or "in week 47/2026": the period as the time of something.
pub(crate) fn during(weeks: Weeks, language: Language) -> String {
    let numbers = numbers(weeks);
    match (language, weeks.len() == 1) {
        (Language::Fi, true) => format!("viikolla {numbers}"),
        (Language::Fi, false) => format!("viikoilla {numbers}"),
        (Language::En, true) => format!("in week {numbers}"),
        (Language::En, false) => format!("in weeks {numbers}"),
    }
}

/// "verrattuna viikkoon 46/2026" or "compared with week 46/2026".
pub(crate) fn against(period: &Period, language: Language) -> String {
    let week = |day: &Option<String>| Some(Week::of(day.as_ref()?.parse::<Date>().ok()?));
    let weeks = week(&period.first).zip(week(&period.last));
    match (language, weeks.map(|(first, last)| Weeks { first, last })) {
        (Language::Fi, Some(weeks)) if weeks.len() == 1 => {
            format!("verrattuna viikkoon {}", numbers(weeks))
        }
        (Language::Fi, Some(weeks)) => format!("verrattuna viikkoihin {}", numbers(weeks)),
        (Language::Fi, None) => format!("verrattuna jaksoon {}", period.title.fi),
        (Language::En, _) => format!("compared with {}", period.title.en),
    }
}

/// The title of a period by its [`name`], in which `--` may stand for the dash; a name that is
/// none stays as it is.
pub(crate) fn titled(name: &str, language: Language) -> String {
    let (first, last) =
        name.split_once("--").or_else(|| name.split_once('–')).unwrap_or((name, name));
    let weeks = Week::parse(first).zip(Week::parse(last));
    match weeks.map(|(first, last)| Weeks { first, last }) {
        Some(weeks) => period(Some(weeks)).title.of(language).to_owned(),
        None if ["all", "undated"].contains(&name) => period(None).title.of(language).to_owned(),
        None => name.to_owned(),
    }
}

/// A week by its name as a table has it, under a head that says what it is: `47/2026`.
pub(crate) fn short_week(name: &str) -> String {
    Week::parse(name).map_or_else(|| name.to_owned(), week)
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
pub fn iso_day(iso: &str, language: Language) -> String {
    iso.parse::<Date>().map_or_else(|_| iso.to_owned(), |date| day(date, language))
}

/// A week in a sentence: `47/2026`.
pub(crate) fn week(week: Week) -> String {
    numbers(Weeks { first: week, last: week })
}

fn numbers(weeks: Weeks) -> String {
    let (first, last) = (weeks.first.monday().iso_week_date(), weeks.last.monday().iso_week_date());
    if weeks.len() == 1 {
        format!("{}/{}", last.week(), last.year())
    } else if first.year() == last.year() {
        format!("{}–{}/{}", first.week(), last.week(), last.year())
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
    fn periods_are_compared_in_both_languages() {
        let against = |first: &str, last: &str, language| {
            let week = |name| Week::parse(name).unwrap();
            let weeks = Weeks { first: week(first), last: week(last) };
            super::against(&period(Some(weeks)), language)
        };
        for (first, last, fi, en) in [
            ("2026-W46", "2026-W46", "viikkoon 46/2026", "week 46/2026"),
            ("2026-W40", "2026-W46", "viikkoihin 40–46/2026", "weeks 40–46/2026"),
        ] {
            assert_eq!(against(first, last, Language::Fi), format!("verrattuna {fi}"));
            assert_eq!(against(first, last, Language::En), format!("compared with {en}"));
        }
        assert_eq!(titled("undated", Language::Fi), "koko aineisto");
        assert_eq!(titled("a name", Language::Fi), "a name");
    }

    #[test]
    fn periods_have_names_in_both_languages() {
        let week = |day: &str| Week::of(day.parse().unwrap());
        for (first, last, fi, en, days_fi, days_en) in [
            (
                "2026-11-21",
                "2026-11-21",
                "viikolla 47/2026",
                "in week 47/2026",
                "16.–22.11.2026",
                "16–22 Nov 2026",
            ),
            (
                "2026-10-05",
                "2026-11-21",
                "viikoilla 41–47/2026",
                "in weeks 41–47/2026",
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
            for language in [Language::Fi, Language::En] {
                let own = period(Some(weeks));
                assert_eq!(titled(&own.name, language), own.title.of(language));
                assert_eq!(titled(&own.name.replace('–', "--"), language), own.title.of(language));
            }
        }
    }
}
