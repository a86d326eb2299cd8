//! How numbers are written: decimal comma and spaced thousands in Finnish, point and commas in
//! English, a real minus sign in both.

use super::findings::Language;

/// Space inside a Finnish number: narrow and unbreakable.
const THIN: char = '\u{202f}';
/// Space between a number and its unit: unbreakable.
pub const HARD: char = '\u{a0}';

/// Numbers in a language.
#[derive(Clone, Copy, Debug)]
pub struct Numbers(pub Language);

impl Numbers {
    /// A count: `12 345` or `12,345`.
    pub fn count(self, n: impl Into<u64>) -> String {
        self.group(&n.into().to_string())
    }

    /// A number with a fixed number of decimals: `−1 234,5` or `−1,234.5`.
    pub fn decimal(self, x: f64, digits: usize) -> String {
        let text = format!("{:.digits$}", x.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::new();
        if x < 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) {
            out.push('−');
        }
        out.push_str(&self.group(whole));
        if !fraction.is_empty() {
            out.push(match self.0 {
                Language::Fi => ',',
                Language::En => '.',
            });
            out.push_str(fraction);
        }
        out
    }

    /// A number with its sign, also when positive: `+3,2`; a rounded zero has none.
    pub fn signed(self, x: f64, digits: usize) -> String {
        let text = self.decimal(x, digits);
        let zero = !text.contains(|c: char| ('1'..='9').contains(&c));
        if x > 0.0 && !zero { format!("+{text}") } else { text }
    }

    /// A share 0…1 as a percentage: `38 %` or `38%`.
    pub fn percent(self, share: f64, digits: usize) -> String {
        let number = self.decimal(share * 100.0, digits);
        match self.0 {
            Language::Fi => format!("{number}{HARD}%"),
            Language::En => format!("{number}%"),
        }
    }

    /// Decimals for a share as a percentage: one where it would read 0 without being it.
    pub fn digits(share: f64) -> usize {
        usize::from(share > 0.0 && share < 0.005)
    }

    fn group(self, digits: &str) -> String {
        // Finnish writes four digits together; English does not.
        let (mark, from) = match self.0 {
            Language::Fi => (THIN, 5),
            Language::En => (',', 4),
        };
        if digits.len() < from {
            return digits.to_owned();
        }
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        let (fi, en) = (Numbers(Language::Fi), Numbers(Language::En));
        assert_eq!(fi.count(1234u32), "1234");
        assert_eq!(fi.count(1_234_567u32), "1\u{202f}234\u{202f}567");
        assert_eq!(en.count(1234u32), "1,234");
        assert_eq!(fi.decimal(-12345.67, 1), "−12\u{202f}345,7");
        assert_eq!(en.decimal(0.5, 2), "0.50");
        assert_eq!(fi.signed(3.21, 1), "+3,2");
        assert_eq!(fi.signed(-0.01, 1), "0,0");
        assert_eq!(fi.percent(0.384, 0), "38\u{a0}%");
        assert_eq!(en.percent(0.384, 1), "38.4%");
    }
}
