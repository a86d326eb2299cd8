//! Phone numbers, Finnish and international.
//!
//! A number with a country code, a Finnish mobile prefix, an area code set apart or the American
//! grouping is one by its form, unless the word before it calls it something else. Any other is one
//! only where a word before it says so.

use super::context::{Says, before, begins, holds};
use super::number::{is_dash, is_space};

/// Words that announce a phone number.
const PHONE: [&str; 25] = [
    "puh", "p.", "soit", "soitt", "gsm", "tel", "mob", "phone", "call", "ring", "sms", "whats",
    "teksta", "text", "yhtey", "tavoit", "känny", "contact", "reach", "cell", "fax", "dial",
    "landline", "matkapuh", "luuri",
];
/// Words that announce some number.
const NUMBER: [&str; 6] = ["numero", "number", "nro.", "no.", "nr.", "num."];
/// Words that announce another number.
const OTHER: [&str; 61] = [
    "tilau",
    "order",
    "lasku",
    "invoice",
    "viite",
    "reference",
    "ref.",
    "asiakasn",
    "customer",
    "seurant",
    "tracking",
    "lähety",
    "shipment",
    "paket",
    "parcel",
    "sarjan",
    "serial",
    "tuote",
    "product",
    "ean.",
    "sku.",
    "koodi",
    "code",
    "tiket",
    "ticket",
    "case.",
    "tapaus",
    "sopimu",
    "contract",
    "varau",
    "booking",
    "reserv",
    "kuitt",
    "kuitin",
    "receipt",
    "tunnus",
    "jäsen",
    "member",
    "vakuutu",
    "policy",
    "kupon",
    "voucher",
    "versio",
    "version",
    "malli",
    "model",
    "hinta",
    "price",
    "summa",
    "item",
    "part.",
    "erä.",
    "lot.",
    "nimike",
    "artik",
    "article",
    "diaari",
    "postinum",
    "zip.",
    "id.",
    "tilinum",
];
/// Country codes that are taken for ones behind 00.
const CODES: [&str; 24] = [
    "358", "372", "371", "370", "353", "351", "420", "46", "47", "45", "44", "49", "33", "34",
    "39", "31", "32", "48", "41", "43", "36", "30", "90", "7",
];

/// Groups of digits from a place on.
struct Shape {
    plus: bool,
    digits: String,
    sizes: Vec<usize>,
    gaps: Vec<char>,
    ends: Vec<usize>,
}

/// The length of the phone number that begins at a place.
pub(super) fn phone(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let shape = shape(rest)?;
    let says = says(text, at);
    (1..=shape.sizes.len()).rev().find_map(|n| {
        let end = *shape.ends.get(n - 1)?;
        let tail = rest.get(end..)?;
        let mut after = tail.chars();
        let closed = match (after.next(), after.next()) {
            (Some(sign), _) if sign.is_alphanumeric() || sign == '%' || sign == '€' => false,
            (Some('.' | ',' | ':'), Some(digit)) if digit.is_ascii_digit() => false,
            (_, _) => !tail.trim_start().starts_with(['€', '%']),
        };
        (closed && fits(&shape, n, says)).then_some(end)
    })
}

fn says(text: &str, at: usize) -> Says {
    let mut numbered = false;
    for word in before(text, at) {
        if begins(&word, &PHONE) {
            return Says::Yes;
        }
        if holds(&word, &OTHER) {
            return Says::No;
        }
        numbered |= begins(&word, &NUMBER);
    }
    if numbered { Says::Yes } else { Says::Nothing }
}

fn shape(rest: &str) -> Option<Shape> {
    let plus = rest.starts_with('+');
    let mut shape =
        Shape { plus, digits: String::new(), sizes: vec![], gaps: vec![], ends: vec![] };
    let mut at = usize::from(plus);
    while shape.sizes.len() < 8 {
        let opened = rest.get(at..)?.starts_with('(');
        let from = at + usize::from(opened);
        let run: String = rest.get(from..)?.chars().take_while(char::is_ascii_digit).collect();
        if run.is_empty() {
            break;
        }
        at = from + run.len();
        if opened {
            if !rest.get(at..)?.starts_with(')') {
                break;
            }
            at += 1;
        }
        // The trunk zero in brackets is no part of the number.
        if !(opened && run == "0") {
            shape.digits.push_str(&run);
            shape.sizes.push(run.len());
            shape.ends.push(at);
        }
        let mut next = rest.get(at..)?.chars();
        let (Some(gap), mut follows) = (next.next(), next.next()) else { break };
        // Two spaces are a slip of the thumb.
        let twice = is_space(gap) && follows.is_some_and(is_space);
        if twice {
            follows = next.next();
        }
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '(');
        let single = is_space(gap) || is_dash(gap) || matches!(gap, '.' | '/');
        if single && digit(follows) {
            at += gap.len_utf8() * (1 + usize::from(twice));
        } else if gap != '(' && !(opened && gap.is_ascii_digit()) {
            break;
        }
        if shape.gaps.len() < shape.sizes.len() {
            shape.gaps.push(if is_dash(gap) { '-' } else { gap });
        }
    }
    (!shape.sizes.is_empty()).then_some(shape)
}

fn fits(shape: &Shape, n: usize, says: Says) -> bool {
    let sizes = shape.sizes.get(..n).unwrap_or(&[]);
    let gaps = shape.gaps.get(..n - 1).unwrap_or(&[]);
    let total: usize = sizes.iter().sum();
    let digits = shape.digits.get(..total).unwrap_or("");
    let dots = gaps.iter().filter(|gap| **gap == '.').count();
    let slash = gaps.iter().skip(1).any(|gap| *gap == '/');
    let short = sizes.len() > 1 && sizes.last().is_some_and(|last| *last < 2);
    if (dots > 0 && dots < gaps.len()) || slash || short || dated(digits, sizes, gaps) {
        return false;
    }
    if shape.plus {
        let most = if digits.starts_with("358") { 13 } else { 15 };
        return (8..=most).contains(&total) && !digits.starts_with('0');
    }
    if says == Says::No {
        return false;
    }
    let by_form = if let Some(abroad) = digits.strip_prefix("00") {
        (11..=17).contains(&total) && CODES.iter().any(|code| abroad.starts_with(code))
    } else if digits.starts_with("04") || digits.starts_with("050") {
        (9..=10).contains(&total) || (total == 11 && (digits.starts_with("0457") || n == 1))
    } else if digits.starts_with('0') {
        let apart = n > 1 && sizes.first().is_some_and(|first| (2..=5).contains(first));
        (apart && (7..=11).contains(&total)) || (n == 1 && (9..=11).contains(&total))
    } else {
        let area = digits.starts_with(|c: char| c > '1');
        (sizes == [3, 3, 4] && area) || (sizes == [1, 3, 3, 4] && digits.starts_with('1'))
    };
    by_form || (says == Says::Yes && (6..=13).contains(&total) && dots == 0)
}

/// Dates, years and times of day are no phone numbers.
fn dated(digits: &str, sizes: &[usize], gaps: &[char]) -> bool {
    let number = |from: usize, to: usize| digits.get(from..to).and_then(|t| t.parse::<u32>().ok());
    let clock = |at: usize| number(at, at + 2) < Some(24) && number(at + 2, at + 4) < Some(60);
    let year = |at: usize| number(at, at + 4).is_some_and(|year| (1900..2100).contains(&year));
    match sizes {
        [1 | 2, 1 | 2, 4] | [4, 2, 2] => true,
        [2, 2, 2] => gaps.iter().all(|gap| matches!(gap, '.' | '-' | '/')),
        [4, 4] => (clock(0) && clock(4) && gaps == ['-']) || (year(0) && year(4)),
        _ => sizes.len() > 2 && gaps.first() == Some(&'.') && sizes.iter().all(|s| *s <= 2),
    }
}
