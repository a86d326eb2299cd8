//! Spellings that a mistyped word may be meant for: one letter doubled, swapped, missing, too many
//! or wrong. The first letter is taken to be right. Only proposes; the caller takes a proposal
//! whose base form is known.

use std::ops::Range;

use super::letters::{Code, EDGE, END, Letters, code, letter};

/// A spelling and what it costs to believe in it, in sixths of a nat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    /// The spelling.
    pub(crate) text: String,
    /// 0 for the usual slips, more for the others.
    pub(crate) cost: i32,
}

/// Cost of a letter beside the right one on the keyboard, or with its dots wrong.
const NEAR: i32 = 5;
/// Cost of a letter missing.
const MISSING: i32 = 4;
/// Cost of a letter too many.
const EXTRA: i32 = 6;
/// Cost of any other letter.
const FAR: i32 = 12;

/// Letters that lie beside one another on a Finnish keyboard, or differ by their dots.
const NEIGHBOURS: [&str; 29] = [
    "qswzåä", "ghnv", "dfvx", "cefrsx", "drsw", "cdgrtv", "bfhtvy", "bgjnuy", "jkou", "hikmnu",
    "ijlmo", "kopö", "jkn", "bhjm", "iklpö", "loåö", "aw", "deft", "adewxz", "fgry", "hijy",
    "bcfg", "aeqs", "cdsz", "ghtu", "asx", "apäö", "aåö", "lopåä",
];

/// Which forms may have two letters swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Swaps {
    /// Any form.
    Anywhere,
    /// Forms that have letters in a row which no word has.
    InOdd,
}

/// The spellings with a letter doubled, undoubled or swapped; and, for a form that has letters in a row which
/// no word has, every spelling one letter away that has none.
pub(crate) fn repairs(form: &str, letters: &Letters, swaps: Swaps) -> Vec<Repair> {
    let Some(codes) = form.chars().map(code).collect::<Option<Vec<Code>>>() else {
        return Vec::new();
    };
    let framed: Vec<Code> = [EDGE].into_iter().chain(codes.iter().copied()).chain([EDGE]).collect();
    let odd: Vec<usize> = (0..framed.len().saturating_sub(3))
        .filter(|&at| framed.get(at..at + 4).is_some_and(|four| !letters.allow(four)))
        .collect();
    let mut found = Vec::new();
    slips(&codes, swaps == Swaps::Anywhere || !odd.is_empty(), &mut found);
    // A form that looks like a word is one: a name, or a word we do not know. In one that does not,
    // the slip is a letter of every odd sequence, or a gap in it.
    if let (Some(first), Some(last)) = (odd.first(), odd.last()) {
        edits(&framed, *last..first + 4, letters, &mut found);
    }
    found.retain(|repair| repair.text != form);
    found
}

/// One letter doubled, undoubled or swapped with the next: most of what people mistype.
fn slips(codes: &[Code], swap: bool, found: &mut Vec<Repair>) {
    let mut add = |at: usize, cut: usize, with: &[Code]| {
        let (before, after) = (codes.iter().take(at), codes.iter().skip(at + cut));
        let spliced = before.chain(with).chain(after);
        found.push(Repair { text: spliced.filter_map(|c| letter(*c)).collect(), cost: 0 });
    };
    for (at, &one) in codes.iter().enumerate() {
        if codes.get(at + 1) == Some(&one) {
            add(at, 2, &[one]);
        } else if at > 0 {
            add(at, 1, &[one, one]);
        }
    }
    if !swap {
        return;
    }
    for (at, pair) in codes.windows(2).enumerate().skip(1) {
        if let &[a, b] = pair
            && a != b
        {
            add(at, 2, &[b, a]);
        }
    }
}

/// One letter missing, too many or wrong, where the result looks like a word.
fn edits(framed: &[Code], places: Range<usize>, letters: &Letters, found: &mut Vec<Repair>) {
    let mut window = Vec::with_capacity(8);
    for at in places.start.max(2)..places.end.min(framed.len()) {
        let mut attempt = |cut: usize, with: Option<Code>, cost: i32| {
            window.clear();
            window.extend_from_slice(framed.get(at.saturating_sub(3)..at).unwrap_or(&[]));
            window.extend(with);
            window.extend(framed.iter().skip(at + cut).take(3));
            if window.windows(4).all(|four| letters.allow(four)) {
                let (before, after) = (framed.iter().take(at), framed.iter().skip(at + cut));
                let spliced = before.chain(with.as_ref()).chain(after);
                found.push(Repair { text: spliced.filter_map(|c| letter(*c)).collect(), cost });
            }
        };
        let here = framed.get(at).copied().unwrap_or(EDGE);
        for other in EDGE + 1..END {
            attempt(0, Some(other), MISSING);
            if here != EDGE && other != here {
                attempt(1, Some(other), if near(here, other) { NEAR } else { FAR });
            }
        }
        if here != EDGE {
            attempt(1, None, EXTRA);
        }
    }
}

fn near(a: Code, b: Code) -> bool {
    let row = NEIGHBOURS.get(usize::from(a).wrapping_sub(1));
    row.is_some_and(|row| row.chars().any(|c| code(c) == Some(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(form: &str, meant: &str) -> bool {
        let letters = Letters::parse(include_bytes!("../../../lexicons/fi/letters.bin"));
        repairs(form, &letters, Swaps::InOdd).iter().any(|repair| repair.text == meant)
    }

    #[test]
    fn every_kind_of_slip_is_proposed() {
        for (form, meant) in [
            ("palveelu", "palvelu"),
            ("paketi", "paketti"),
            ("palvleu", "palvelu"),
            ("palvlu", "palvelu"),
            ("palvrelu", "palvelu"),
            ("palvwlu", "palvelu"),
        ] {
            assert!(has(form, meant), "{form}");
        }
    }

    #[test]
    fn the_first_letter_stays() {
        assert!(!has("balvelu", "palvelu") && !has("alvelu", "palvelu"));
    }

    #[test]
    fn neighbours_are_mutual() {
        for a in EDGE + 1..END {
            for b in EDGE + 1..END {
                assert!(near(a, b) == near(b, a), "{:?} {:?}", letter(a), letter(b));
            }
        }
    }
}
