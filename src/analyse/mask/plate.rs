//! Plates of vehicles: Finnish ones by their form, others by their form and the words around.

use super::context::{after, around, before, begins, holds};
use super::number::{ends, is_dash, is_space};

/// Beginnings of words that speak of vehicles.
const VEHICLE: &[&str] = &[
    "auto",
    "ajoneuvo",
    "ajokki",
    "diplomaa",
    "diplomat",
    "lähetystön",
    "prätk",
    "mönkij",
    "skootteri",
    "scooter",
    "kelkka",
    "traktor",
    "asuntovaunu",
    "asuntoauto",
    "vaununi",
    "pyöräni",
    "toyota",
    "volvo",
    "skoda",
    "volkswagen",
    "volkkari",
    "audi.",
    "mersu",
    "mercedes",
    "ford.",
    "opel.",
    "nissan",
    "tesla",
    "yamaha",
    "honda",
    "pysäk",
    "pysäköi",
    "parkk",
    "paku",
    "mopo",
    "moottoripyör",
    "taksi",
    "taxi",
    "kuljettaja",
    "kuski",
    "ajoi.",
    "ajoin.",
    "ajoivat.",
    "rekka",
    "peräkärr",
    "hinat",
    "hinau",
    "sakko",
    "katsast",
    "renka",
    "rengas",
    "tankk",
    "kolar",
    "car.",
    "cars.",
    "moped",
    "caravan",
    "vehicle",
    "park",
    "van.",
    "truck",
    "lorry",
    "motorcycle",
    "motorbike",
    "driver",
    "driving",
    "drove",
    "towed",
    "towing",
    "trailer",
    "tyre",
    "garage",
    "bmw",
];
/// Beginnings of words that speak of the plate itself.
const REGISTER: &[&str] = &[
    "rekister",
    "rekkari",
    "rek.",
    "rekno.",
    "reknro.",
    "kilpi",
    "kilve",
    "plate",
    "licence",
    "license",
    "registration",
    "reg.",
];
/// What only looks like a word of vehicles.
const NO_VEHICLE: &[&str] = &["automa", "autent", "autor", "autis", "autops"];
/// Words that announce a code of another kind.
const OTHER: [&str; 67] = [
    "tuote", "tuotte", "malli", "mallin", "koodi", "product", "model", "code", "tilau", "order",
    "lasku", "invoice", "ticket", "tiket", "lento", "lenno", "flight", "huone", "room", "hylly",
    "shelf", "gate", "portti", "portil", "versio", "version", "kurssi", "course", "standard",
    "virhe", "error", "kampanj", "campaign", "alennus", "discount", "sarjan", "serial", "part.",
    "osa.", "osan", "item", "sku.", "artik", "article", "lomak", "form.", "paikka", "seat", "rivi",
    "kaapeli", "cable", "laite", "laitt", "device", "printer", "tulosti", "pora", "pumppu",
    "varaus", "booking", "viite", "ref.", "kuponki", "kone", "coupon", "voucher", "kupon",
];
/// Letters of things and makers: with these a plate is one only beside a word that speaks of plates, or
/// right behind a car.
const NAMES: &[&str] = &[
    "ISO", "COV", "USB", "PDF", "SKU", "EAN", "RTX", "GTX", "HDR", "ORD", "INV", "REF", "ART",
    "NRO", "TEL", "MAX", "MIN", "SFS", "DIN", "WIN", "MAC", "KPL", "EUR", "VAT", "TIL", "SOK",
    "HSL", "HOK", "VTT", "YLE", "THL", "TES", "SAK", "STT", "KHO", "EKP", "ETA", "ALV", "LVI",
    "LED", "LCD", "DVD", "CPU", "GPU", "RAM", "SSD", "HDD", "NFC", "LTE", "GPS", "CRM", "ERP",
    "API", "URL", "SQL", "PHP", "CSS", "XML", "FAQ", "NPS", "SLA", "KPI", "SMS", "VPN", "DNS",
    "WWW", "RFC", "CVE", "JFK", "ATK", "ICT", "TSL", "SSL", "TLS", "AES", "SHA", "MDF", "PVC",
    "EPS", "VIP", "CEO", "HIV", "HPV", "LDL", "BMI", "UPM", "IBM", "KLM", "SAS", "DHL", "UPS",
    "GLS",
];
/// Letters of bodies, engines and models: these stand beside cars and are still no plates.
const MODELS: &[&str] = &[
    "BMW", "SUV", "ABS", "ESP", "AMG", "GTI", "TDI", "TSI", "TV", "PC", "CX", "MX", "RX", "XC",
    "GT", "ID", "EV", "MG", "RS", "GS", "NX", "UX", "AY", "VR", "EU", "OP", "LG", "HP", "WC", "IC",
    "IR", "EN", "IP", "PS", "XL", "XS", "DX", "BT", "WD", "AA", "EK", "OY", "AB",
];

/// The length of the plate that begins at a place.
pub(super) fn plate(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let (length, form) = form(rest)?;
    let end = at + length;
    let other = before(text, at).iter().take(3).any(|word| holds(word, &OTHER))
        || holds(&after(text, end), &OTHER);
    if other {
        return None;
    }
    let around = around(text, at, end);
    let words = || around.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let plate = || words().any(|word| begins(word, REGISTER));
    let vehicle = || {
        let named = |word: &str| begins(word, VEHICLE) || word.contains("auto");
        plate() || words().any(|word| named(word) && !holds(word, NO_VEHICLE))
    };
    let code = rest.get(..length)?;
    let name = code.split(|c: char| !c.is_alphabetic()).find(|run| !run.is_empty());
    let name = name.unwrap_or("").to_uppercase();
    let of = |list: &[&str]| list.contains(&name.as_str());
    let behind_car = || before(text, at).iter().take(2).any(|word| word.starts_with("auto"));
    // Things are counted in fifties, plates are not.
    let round = code.ends_with("00") || code.ends_with("50");
    let sure = match form {
        Form::Foreign => true,
        Form::Usual | Form::Rare if of(MODELS) => plate(),
        Form::Usual | Form::Rare if of(NAMES) => plate() || (!round && behind_car()),
        Form::Usual => !round || vehicle(),
        Form::Rare => vehicle(),
    };
    sure.then_some(length)
}

/// How much a form says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `ABC-123`.
    Usual,
    /// `AB12 CDE`.
    Foreign,
    /// Short ones, those of diplomats, ones without a hyphen or in small letters, `ABC 12D`,
    /// `123-ABC`.
    Rare,
}

fn form(rest: &str) -> Option<(usize, Form)> {
    let run = |from: usize, kind: fn(char) -> bool| -> (usize, usize) {
        let signs = rest.get(from..).unwrap_or("").chars().take_while(|c| kind(*c));
        signs.fold((0, from), |(count, end), sign| (count + 1, end + sign.len_utf8()))
    };
    let letter: fn(char) -> bool = |c| c.is_ascii_alphabetic() || "ÅÄÖåäö".contains(c);
    let digit: fn(char) -> bool = |c| c.is_ascii_digit();
    let gap = |at: usize| rest.get(at..).and_then(|rest| rest.chars().next());
    let (letters, end) = run(0, letter);
    if letters == 0 {
        let (digits, end) = run(0, digit);
        let dash = gap(end).filter(|c| is_dash(*c))?;
        let (letters, end) = run(end + dash.len_utf8(), letter);
        let fits = (1..=3).contains(&digits)
            && (2..=3).contains(&letters)
            && ends(rest, end)
            && is_upper(rest.get(..end)?);
        return fits.then_some((end, Form::Rare));
    }
    let upper = is_upper(rest.get(..end)?);
    let (dash, space) = (gap(end).filter(|c| is_dash(*c)), gap(end).filter(|c| is_space(*c)));
    let from = end + dash.or(space).map_or(0, char::len_utf8);
    let (digits, end) = run(from, digit);
    let (more, last) = run(end, letter);
    let diplomat = matches!(rest.get(..letters), Some("C" | "CD")) && dash.is_some();
    if !(1..=3).contains(&letters) || !(1..=if diplomat { 4 } else { 3 }).contains(&digits) {
        return None;
    }
    if upper && letters == 3 && digits == 2 && more == 1 && ends(rest, last) {
        return Some((last, Form::Rare));
    }
    if upper && letters == 2 && digits == 2 && dash.is_none() && space.is_none() {
        let far = end + gap(end).filter(|c| is_space(*c)).map_or(0, char::len_utf8);
        let (tail, last) = run(far, letter);
        let fits = tail == 3 && ends(rest, last) && is_upper(rest.get(far..last)?);
        return fits.then_some((last, Form::Foreign));
    }
    let mut beyond = rest.get(end..)?.chars();
    let continued = match (beyond.next(), beyond.next()) {
        (Some(sign), _) if sign.is_alphanumeric() => true,
        (Some('-' | '.' | ',' | '/'), Some(sign)) => sign.is_ascii_digit(),
        (_, _) => false,
    };
    if continued {
        return None;
    }
    match (upper, letters, digits, dash.is_some(), space.is_some()) {
        (true, ..) if diplomat => (digits == 4).then_some((end, Form::Rare)),
        (true, 3, 3, true, _) => Some((end, Form::Usual)),
        (true, 2 | 3, _, true, _) | (_, 3, 3, ..) => Some((end, Form::Rare)),
        (_, _, _, _, _) => None,
    }
}

fn is_upper(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}
