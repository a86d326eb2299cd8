//! Numbers as people and programs write them.
//!
//! Owns decimal signs, thousands separators and units. Refuses to guess whether `1,234` is a
//! fraction from one value: that is decided over a whole column.

use crate::config::Decimal;

/// The number of `text`, with a unit (%, €, $, £, euros) around it, spaces or the other sign between
/// thousands: `1 234,50 €`, `1.234,50`, `85 %`, `−3`.
pub(crate) fn parse(text: &str, decimal: Decimal) -> Option<f64> {
    let text = text.trim();
    if text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<u16>().ok().map(f64::from);
    }
    if text.len() > 40 {
        return None;
    }
    let bare = without_unit(text);
    let (minus, bare) = match bare.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let plain = plain(bare, decimal)?;
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(if minus { -number } else { number })
}

/// The digits of a whole number that is written as a fraction, `1001` of `1001.0`.
pub(crate) fn whole(text: &str) -> Option<&str> {
    let whole = text.trim().strip_suffix(".0")?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

/// The score of `text`: a number, possibly out of a maximum or with its label: `8/10`,
/// `10 - very likely`, `4 = melko tyytyväinen`, `★★★★`.
pub(crate) fn score(text: &str, decimal: Decimal) -> Option<f32> {
    let text = text.trim();
    if let Some(number) = parse(text, decimal) {
        return Some(number as f32);
    }
    let stars = text.chars().filter(|&c| c == '★').count();
    if stars > 0 && text.chars().all(|c| matches!(c, '★' | '☆')) {
        return Some(stars as f32);
    }
    let cut = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let (number, rest) = text.split_at_checked(cut)?;
    let rest = rest.trim_start();
    let labelled = rest.starts_with(['/', '-', '–', '=', ':', '(']);
    // "1-5" is a range and "21-11" part of a date, not a score with its label.
    let label = rest.trim_start_matches(['-', '–', '=', ':', '(', ' ']);
    let numeric = !rest.starts_with('/') && label.starts_with(|c: char| c.is_ascii_digit());
    if labelled && !numeric { parse(number, decimal).map(|number| number as f32) } else { None }
}

/// What one value says about the decimal sign; `None` if it has none, or could be both.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let text = without_unit(text.trim());
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if digits(text) == 0 || text.chars().any(char::is_alphabetic) {
        return None;
    }
    let place = text.rfind([',', '.'])?;
    let (before, after) = text.split_at_checked(place)?;
    let sign = if after.starts_with(',') { Decimal::Comma } else { Decimal::Point };
    let again = before.contains([',', '.']);
    let same_again = before.contains(if sign == Decimal::Comma { ',' } else { '.' });
    // Several equal signs stand between thousands; a lone one before three digits could do so.
    match (digits(after), same_again, again) {
        (_, true, _) | (3, false, false) => None,
        (_, false, _) => Some(sign),
    }
}

/// Whether a cell says that there is no value.
pub(crate) fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 15] = [
        "",
        "-",
        "--",
        "–",
        ".",
        "n/a",
        "na",
        "nan",
        "null",
        "none",
        "eos",
        "en osaa sanoa",
        "ei vastausta",
        "don't know",
        "not applicable",
    ];
    let text = text.trim();
    text.len() <= 14 && NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))
}

fn without_unit(text: &str) -> &str {
    const UNITS: [&str; 9] = ["€", "$", "£", "%", "eur", "euroa", "euro", "euros", "kr"];
    let mut bare = text;
    for unit in UNITS {
        let cut = bare.len().saturating_sub(unit.len());
        if bare.get(cut..).is_some_and(|end| end.eq_ignore_ascii_case(unit)) {
            bare = bare.get(..cut).unwrap_or(bare).trim_end();
        }
        bare = bare.strip_prefix(unit).unwrap_or(bare).trim_start();
    }
    bare
}

/// Digits with a point, if `text` is a number: thousands in groups of three.
fn plain(text: &str, decimal: Decimal) -> Option<String> {
    let sign = match decimal {
        Decimal::Comma => ',',
        Decimal::Point => '.',
    };
    let (whole, fraction) = match text.split_once(sign) {
        // A source with decimal commas still writes 3.5 now and then, and the other way round.
        None => match text.split_once(['.', ',']) {
            Some((whole, fraction)) if fraction.len() != 3 || whole == "0" => (whole, fraction),
            _ => (text, ""),
        },
        Some(parts) => parts,
    };
    let mut groups = whole.split([' ', '\u{a0}', '\u{202f}', '\'', '’', '.', ',']);
    let mut out = groups.next()?.to_owned();
    for group in groups {
        (group.len() == 3 && !out.is_empty() && out.len() <= 15).then(|| out.push_str(group))?;
    }
    if out.is_empty() {
        (!fraction.is_empty()).then(|| out.push('0'))?;
    }
    let exponent = |c: char| c.is_ascii_digit() || matches!(c, 'e' | 'E' | '-' | '+');
    if !out.bytes().all(|byte| byte.is_ascii_digit()) || !fraction.chars().all(exponent) {
        return None;
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sign: Decimal, expected: Option<f64>) {
        let found = parse(text, sign);
        let same = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            (found, expected) => found.is_none() && expected.is_none(),
        };
        assert!(same, "{text:?} {sign:?}: {found:?}, not {expected:?}");
    }

    #[test]
    fn numbers_with_either_sign_and_units() {
        for (text, expected) in [
            ("7", Some(7.0)),
            ("3,5", Some(3.5)),
            ("3.5", Some(3.5)),
            ("1 234,50 €", Some(1234.5)),
            ("1\u{a0}234", Some(1234.0)),
            ("1.234,50", Some(1234.5)),
            ("1.234", Some(1234.0)),
            ("€12", Some(12.0)),
            ("85 %", Some(85.0)),
            ("−3", Some(-3.0)),
            ("0,05", Some(0.05)),
            ("12 34", None),
            ("3,5 ja", None),
            ("1,2,3", None),
            ("inf", None),
            ("", None),
            ("-", None),
        ] {
            check(text, Decimal::Comma, expected);
        }
        check("1,234.50", Decimal::Point, Some(1234.5));
        check("1,234", Decimal::Point, Some(1234.0));
        check("1e3", Decimal::Point, None);
        check("1.5e3", Decimal::Point, Some(1500.0));
    }

    #[test]
    fn whole_fractions_lose_their_point() {
        for (text, expected) in [
            ("1001.0", Some("1001")),
            ("-3.0", Some("-3")),
            ("1.5", None),
            (".0", None),
            ("1.0.0", None),
        ] {
            assert_eq!(whole(text), expected, "{text}");
        }
    }

    #[test]
    fn scores_with_labels() {
        for (text, expected) in [
            ("8/10", Some(8.0)),
            ("10 - erittäin todennäköisesti", Some(10.0)),
            ("0 = not at all", Some(0.0)),
            ("★★★☆☆", Some(3.0)),
            ("21.11.2026", None),
            ("1-5", None),
            ("hyvä", None),
            ("5 tähteä", None),
        ] {
            assert_eq!(score(text, Decimal::Comma), expected, "{text}");
        }
    }

    #[test]
    fn one_value_tells_the_sign_only_if_it_must() {
        for (text, expected) in [
            ("3,5", Some(Decimal::Comma)),
            ("1.234,5", Some(Decimal::Comma)),
            ("1,234.5", Some(Decimal::Point)),
            ("1,234", None),
            ("1.234.567", None),
            ("7", None),
        ] {
            assert_eq!(decimal(text), expected, "{text}");
        }
    }
}
