//! Dates as people and programs write them.
//!
//! Owns the forms that are understood. Refuses to guess the order of `1/2/2026` from one value: that
//! is decided over a whole column. A time zone is read over: the time kept is the one written.

use jiff::civil::{Date, DateTime, Time};

use crate::config::DateOrder;

/// Days from 1899-12-30, the zero of spreadsheet day numbers, to 1970-01-01.
const SPREADSHEET_TO_UNIX: i64 = 25_569;

/// Beginnings of the names of months, in Finnish and English, in order.
const MONTHS: [(&str, &str); 12] = [
    ("tammi", "jan"),
    ("helmi", "feb"),
    ("maalis", "mar"),
    ("huhti", "apr"),
    ("touko", "may"),
    ("kesä", "jun"),
    ("heinä", "jul"),
    ("elo", "aug"),
    ("syys", "sep"),
    ("loka", "oct"),
    ("marras", "nov"),
    ("joulu", "dec"),
];

/// The date of `text`; `order` says how `1/2/2026` and `1-2-2026` are meant. With dots the day is
/// always first. Understood are:
///
/// - `2026-11-21`, `2026-11-21 14:05`, `2026-11-21T14:05:59.123+02:00`, `2026/11/21`, `20261121`
/// - `21.11.2026`, `21.11.26`, `21.11.2026 14:05`, `21.11.2026 klo 14.05`
/// - `11/21/2026 2:05 PM`, `21/11/2026`, `21-11-2026`
/// - `21 Nov 2026`, `Nov 21, 2026 2:05 PM`, `Sat Nov 21 14:05:59 +0000 2026`, `21. marraskuuta 2026`
/// - seconds or milliseconds since 1970, and day numbers of spreadsheets (`46347.5`)
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<DateTime> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && text.bytes().filter(|byte| !byte.is_ascii_digit()).count() <= 1
    {
        return number(text);
    }
    if let Some(named) = named(text) {
        return Some(named);
    }
    let mut parts = Parts(text);
    let (first, sign) = (parts.number()?, parts.sign()?);
    let second = parts.number()?;
    (parts.sign()? == sign).then_some(())?;
    let (digits, third) = (parts.0, parts.number()?);
    let written = digits.len() - parts.0.len();
    let date = if first >= 1000 {
        date(first, second, third)?
    } else {
        let year = full_year(third, written)?;
        match (sign, order) {
            ('/' | '-', DateOrder::Mdy) => date(year, first, second)?,
            _ => date(year, second, first)?,
        }
    };
    Some(date.to_datetime(time(parts.0)?))
}

/// What one value says about the order of day and month: `None` if it could be both, or is no such
/// date.
pub(crate) fn order(text: &str) -> Option<DateOrder> {
    let mut parts = Parts(text.trim());
    let (first, sign) = (parts.number()?, parts.sign()?);
    let second = parts.number()?;
    if first >= 1000 || sign == '.' {
        return None;
    }
    match (first > 12, second > 12) {
        (true, false) => Some(DateOrder::Dmy),
        (false, true) => Some(DateOrder::Mdy),
        (true, true) | (false, false) => None,
    }
}

/// Whether the value is a date that changes with the order of day and month.
pub(crate) fn depends_on_order(text: &str) -> bool {
    let day_first = parse(text, DateOrder::Dmy);
    day_first.is_some() && day_first != parse(text, DateOrder::Mdy)
}

/// Numbers and signs at the front of a text.
struct Parts<'a>(&'a str);

impl Parts<'_> {
    fn number(&mut self) -> Option<i16> {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        (digits <= 4).then(|| number.parse().ok()).flatten()
    }

    fn sign(&mut self) -> Option<char> {
        let sign = self.0.chars().next().filter(|sign| matches!(sign, '.' | '/' | '-'))?;
        // "21. 11. 2026" is seen too.
        self.0 = self.0.get(1..)?.trim_start();
        Some(sign)
    }
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = (1900..=2200).contains(&year);
    plausible
        .then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())
        .flatten()
}

/// Two digits are 1970–2069.
fn full_year(year: i16, digits: usize) -> Option<i16> {
    match (digits, year) {
        (4, year) => Some(year),
        (2, 70..) => Some(1900 + year),
        (2, year) => Some(2000 + year),
        _ => None,
    }
}

/// A time of day, possibly none, with what may stand around it: `T`, `klo`, a zone.
fn time(text: &str) -> Option<Time> {
    let text = text.trim_start_matches([',', ' ', 'T', 't', '\u{a0}']);
    let text =
        text.strip_prefix("klo").or_else(|| text.strip_prefix("at")).unwrap_or(text).trim_start();
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let cut =
        text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(text.len());
    let (clock, after) = text.split_at_checked(cut)?;
    let mut numbers = clock.split([':', '.']);
    let mut next = || {
        numbers.next().map_or(Some(0), |part| part.get(..part.len().min(9))?.parse::<i32>().ok())
    };
    let (hour, minute, second, fraction) = (next()?, next()?, next()?, next()?);
    let digits = clock.split([':', '.']).nth(3).map_or(0, str::len).min(9);
    let nanos = fraction * 10_i32.checked_pow(9 - digits as u32)?;
    let hour = afternoon(hour, after)?;
    Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        if digits == 0 { 0 } else { nanos },
    )
    .ok()
}

/// The hour of 0–23, given what stands behind the clock time: AM, PM, a zone or nothing.
fn afternoon(hour: i32, after: &str) -> Option<i32> {
    let after = after.trim().to_ascii_lowercase();
    let after = after.replace('.', "");
    // "ip." and "ap." are Finnish for the same.
    if let Some(zone) = after.strip_prefix("pm").or_else(|| after.strip_prefix("ip")) {
        return (zone_or_none(zone) && (1..=12).contains(&hour)).then_some(hour % 12 + 12);
    }
    if let Some(zone) = after.strip_prefix("am").or_else(|| after.strip_prefix("ap")) {
        return (zone_or_none(zone) && (1..=12).contains(&hour)).then_some(hour % 12);
    }
    zone_or_none(&after).then_some(hour)
}

fn zone_or_none(text: &str) -> bool {
    let text = text.trim();
    let offset = text.trim_start_matches("utc").trim_start_matches("gmt");
    let digits = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') && text.len() <= 8
    };
    matches!(text, "" | "z" | "eet" | "eest" | "cet" | "cest" | "est" | "pst" | "edt" | "pdt")
        || offset.is_empty()
        || offset.strip_prefix(['+', '-', '−']).is_some_and(digits)
}

/// A date with the name of its month.
fn named(text: &str) -> Option<DateTime> {
    text.chars().any(char::is_alphabetic).then_some(())?;
    let (mut month, mut day, mut year, mut clock) = (None, None, None, Time::midnight());
    let mut words = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if word.contains(':') {
            let half =
                words.next_if(|next| matches!(next.to_ascii_lowercase().as_str(), "am" | "pm"));
            clock = time(&format!("{word} {}", half.unwrap_or("")))?;
        } else if let Some(number) = whole(word) {
            match (day, year) {
                (None, _) if number <= 31 => day = Some(number),
                (_, None) if number >= 1900 => year = Some(number),
                _ => return None,
            }
        } else if let Some(number) = month_of(word) {
            month = month.or(Some(number));
        } else if !known_word(word) {
            return None;
        }
    }
    Some(date(year?, month?, day?)?.to_datetime(clock))
}

fn whole(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(['.', 's', 't', 'h', 'n', 'd', 'r']);
    (!digits.is_empty() && digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

fn month_of(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let word = word.trim_end_matches('.');
    let finnish = |start: &str| word.strip_prefix(start).is_some_and(|end| end.starts_with("kuu"));
    // "marraskuu" begins like "march".
    let english = |start: &str| !word.contains("kuu") && word.starts_with(start);
    let place = MONTHS.iter().position(|&(fi, en)| finnish(fi) || english(en));
    place.map(|place| place as i16 + 1)
}

/// A weekday, a zone, or what joins date and time.
fn known_word(word: &str) -> bool {
    const STARTS: [&str; 14] =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "ma", "ti", "ke", "to", "pe", "la", "su"];
    let lower = word.to_lowercase();
    matches!(lower.as_str(), "klo" | "at" | "of" | "the")
        || zone_or_none(&lower)
        || STARTS.iter().any(|start| lower.starts_with(start))
}

/// A date as one number, told apart by its size.
fn number(text: &str) -> Option<DateTime> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, fraction) = text.split_at_checked(digits)?;
    let number: i64 = whole.parse().ok()?;
    match (digits, fraction.is_empty()) {
        // 20000 is 1954, 79999 is 2119.
        (5, _) if number >= 20_000 => {
            let part: f64 = format!("0{}", fraction.replace(',', ".")).parse().ok()?;
            unix(
                (number - SPREADSHEET_TO_UNIX) * 86_400_000
                    + (part * 86_400.0).round() as i64 * 1000,
            )
        }
        (8, true) => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            Some(date(year as i16, month as i16, day as i16)?.to_datetime(Time::midnight()))
        }
        (9 | 10, _) => unix(number * 1000),
        (13, _) => unix(number),
        _ => None,
    }
}

fn unix(milliseconds: i64) -> Option<DateTime> {
    let (days, rest) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
    let date =
        Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(date.at(
        (rest / 3_600_000) as i8,
        (rest / 60_000 % 60) as i8,
        (rest / 1000 % 60) as i8,
        (rest % 1000) as i32 * 1_000_000,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, order: DateOrder, expected: &str) {
        let found = parse(text, order).map_or_else(|| "-".to_owned(), |date| date.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn many_ways_to_write_a_date() {
        for (text, expected) in [
            ("21.11.2026 14:05", "2026-11-21T14:05:00"),
            ("21.11.2026 klo 14.05", "2026-11-21T14:05:00"),
            (" 21.11.2026 ", "2026-11-21T00:00:00"),
            ("1.2.26", "2026-02-01T00:00:00"),
            ("1.2.", "-"),
            ("21. 11. 2026", "2026-11-21T00:00:00"),
            ("2026-11-21T14:05:59Z", "2026-11-21T14:05:59"),
            ("2026-11-21T14:05:59.123+02:00", "2026-11-21T14:05:59.123"),
            ("2026-11-21 14:05", "2026-11-21T14:05:00"),
            ("2026-11-21 14:05:59 UTC", "2026-11-21T14:05:59"),
            ("2026/11/21", "2026-11-21T00:00:00"),
            ("2026/11/21 2:05:09 ip. EET", "2026-11-21T14:05:09"),
            ("20261121", "2026-11-21T00:00:00"),
            ("21/11/2026", "2026-11-21T00:00:00"),
            ("Sat Nov 21 14:05:59 +0000 2026", "2026-11-21T14:05:59"),
            ("Nov 21, 2026 2:05 PM", "2026-11-21T14:05:00"),
            ("21. marraskuuta 2026 klo 14:05", "2026-11-21T14:05:00"),
            ("Sat, 21 Nov 2026 14:05:59 +0000", "2026-11-21T14:05:59"),
            ("46347.5", "2026-11-21T12:00:00"),
            ("46347", "2026-11-21T00:00:00"),
            ("1795269959", "2026-11-21T14:05:59"),
            ("1795269959123", "2026-11-21T14:05:59.123"),
            ("31.2.2026", "-"),
            ("2026-13-01", "-"),
            ("21.11.2026 25:00", "-"),
            ("eilen", "-"),
            ("maanantaina", "-"),
            ("21.11-2026", "-"),
            ("12345", "-"),
            ("7", "-"),
            ("", "-"),
            ("21.11.2026 ja muuta", "-"),
        ] {
            check(text, DateOrder::Dmy, expected);
        }
        check("11/21/2026 2:05:09 PM", DateOrder::Mdy, "2026-11-21T14:05:09");
        check("11/21/26 12:05 AM", DateOrder::Mdy, "2026-11-21T00:05:00");
        check("1/2/2026", DateOrder::Mdy, "2026-01-02T00:00:00");
        check("1.2.2026", DateOrder::Mdy, "2026-02-01T00:00:00");
    }

    #[test]
    fn one_value_tells_the_order_only_if_it_must() {
        assert_eq!(order("21/11/2026"), Some(DateOrder::Dmy));
        assert_eq!(order("11/21/2026 10:00"), Some(DateOrder::Mdy));
        assert_eq!(order("1/2/2026"), None);
        assert_eq!(order("2026-11-21"), None);
        assert!(
            depends_on_order("1/2/2026")
                && !depends_on_order("1/1/2026")
                && !depends_on_order("1.2.2026")
        );
    }
}
