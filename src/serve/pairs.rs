//! Names and values of a URL or a form, in their order. Reads and writes them; knows none by name.

use std::fmt::{self, Write as _};

/// Names and values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads `a=1&b=2`; what cannot be read is taken as it stands.
    pub(super) fn parse(text: &str) -> Self {
        let parts = text.split('&').filter(|part| !part.is_empty());
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name), decode(value))
        };
        Self(parts.map(pair).collect())
    }

    pub(super) fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// The first value of a name, trimmed; `None` for an empty one.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a name that are not empty, trimmed.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(move |(n, _)| n == name);
        own.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (name, value)) in self.0.iter().enumerate() {
            let mark = if at == 0 { "" } else { "&" };
            write!(f, "{mark}{}={}", encode(name), encode(value))?;
        }
        Ok(())
    }
}

/// A text as it must stand in a URL.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'*' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The text that stands in a URL.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let coded = || u8::from_str_radix(text.get(at + 1..at + 3)?, 16).ok();
        match (byte, (*byte == b'%').then(coded).flatten()) {
            (_, Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', None) => out.push(b' '),
            (byte, None) => out.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["", "ei toimi", "\"ei toimi\" AND a+b=c&d", "äö😀 100 %", "a:[0 TO 6]*"] {
            let mut pairs = Pairs::default();
            pairs.push("q", text);
            assert_eq!(Pairs::parse(&pairs.to_string()), pairs, "{text}");
        }
    }

    #[test]
    fn broken_codes_do_no_harm() {
        for (text, read) in
            [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%C3", "\u{fffd}"), ("%2B+%2b", "+ +")]
        {
            assert_eq!(decode(text), read, "{text}");
        }
        let pairs = Pairs::parse("&a&b=&a=%201&=x");
        assert_eq!(
            (pairs.first("a"), pairs.first("b"), pairs.first("")),
            (Some("1"), None, Some("x"))
        );
    }
}
