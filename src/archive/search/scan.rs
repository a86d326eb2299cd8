//! The characters of a query: words, quotations, ranges and signs.

use std::ops::Bound;

use super::QueryError;
use super::query::Ask;

/// A place in a query.
pub(super) struct Parser<'q> {
    query: &'q str,
    pub(super) at: usize,
    /// Brackets that are open.
    pub(super) depth: usize,
}

impl<'q> Parser<'q> {
    pub(super) fn new(query: &'q str) -> Self {
        Self { query, at: 0, depth: 0 }
    }

    pub(super) fn phrase(&mut self, quote: char) -> Result<Ask, QueryError> {
        let open = self.at;
        self.bump();
        let mut text = String::new();
        loop {
            match self.bump() {
                None => {
                    self.at = open;
                    return Err(self.error("this quotation is not closed"));
                }
                Some(c) if c == quote => break,
                Some('\\') => text.extend(self.bump()),
                Some(c) => text.push(c),
            }
        }
        let slop = if self.take('~') { self.number("words that may stand between")? } else { 0 };
        let open = self.take('*');
        Ok(Ask::Phrase { text, exact: quote == '\'', slop, open })
    }

    /// `[a TO b]`, `{a TO b}`; a star is no bound.
    pub(super) fn range(&mut self) -> Result<Ask, QueryError> {
        let open = self.at;
        let from_inclusive = self.bump() == Some('[');
        let low = self.bound();
        self.skip_space();
        let to = self.keyword("TO");
        let high = self.bound();
        self.skip_space();
        let close = self.bump();
        if !to || low.is_empty() || high.is_empty() || !matches!(close, Some(']' | '}')) {
            self.at = open;
            return Err(self.error("a range looks like [0 TO 6] or {0 TO 6}"));
        }
        let bound = |text: String, inclusive| match (text.as_str(), inclusive) {
            ("*", _) => Bound::Unbounded,
            (_, true) => Bound::Included(text),
            (_, false) => Bound::Excluded(text),
        };
        Ok(Ask::Range(bound(low, from_inclusive), bound(high, close == Some(']'))))
    }

    /// `>=a`, `>a`, `<=a`, `<a`.
    pub(super) fn half_range(&mut self) -> Result<Ask, QueryError> {
        let above = self.bump() == Some('>');
        let inclusive = self.take('=');
        let value = self.word();
        if value.is_empty() {
            return Err(self.error("a value is missing after the comparison"));
        }
        let bound = if inclusive { Bound::Included(value) } else { Bound::Excluded(value) };
        Ok(if above {
            Ask::Range(bound, Bound::Unbounded)
        } else {
            Ask::Range(Bound::Unbounded, bound)
        })
    }

    /// `[a b "c d"]` after IN.
    pub(super) fn set(&mut self) -> Result<Ask, QueryError> {
        self.skip_space();
        let open = self.at;
        let mut values = Vec::new();
        if !self.take('[') {
            return Err(self.error("a set looks like IN [a b c]"));
        }
        loop {
            self.skip_space();
            match self.peek() {
                Some(']') | None => break,
                Some('"') => {
                    if let Ask::Phrase { text, .. } = self.phrase('"')? {
                        values.push(text);
                    }
                }
                Some(_) => match self.bound() {
                    value if value.is_empty() => break,
                    value => values.push(value),
                },
            }
        }
        if !self.take(']') || values.is_empty() {
            self.at = open;
            return Err(self.error("a set looks like IN [a b c]"));
        }
        Ok(Ask::OneOf(values))
    }

    /// A name and its colon, if the next word begins so. `http://…` and `12:30` do not.
    pub(super) fn field_name(&mut self) -> Option<String> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
        let (name, after) = (rest.get(..end)?, rest.get(end..)?);
        let value = after.strip_prefix(':')?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || value.starts_with("//") {
            return None;
        }
        self.at += end + 1;
        Some(name.to_owned())
    }

    /// Characters up to white space or a sign with a meaning. A backslash takes a meaning away.
    pub(super) fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || matches!(c, '(' | ')' | '"' | '^') {
                break;
            }
            self.bump();
            if c == '\\' {
                // An escaped star is no wildcard: the analyser drops it as punctuation.
                word.extend(self.bump().filter(|c| *c != '*'));
            } else {
                word.push(c);
            }
        }
        word
    }

    fn bound(&mut self) -> String {
        self.skip_space();
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ']' | '}'));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or("").to_owned();
        self.at += word.len();
        word
    }

    pub(super) fn boost(&mut self) -> Result<f32, QueryError> {
        if !self.take('^') {
            return Ok(1.0);
        }
        let digits = self.word();
        match digits.parse::<f32>() {
            Ok(boost) if boost.is_finite() && boost >= 0.0 => Ok(boost),
            Ok(_) | Err(_) => Err(self.error("a weight is a number, as in palvelu^2")),
        }
    }

    fn number(&mut self, what: &str) -> Result<u32, QueryError> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest.get(..end).and_then(|digits| digits.parse().ok());
        self.at += end;
        number.ok_or_else(|| self.error(&format!("a number is missing: {what}")))
    }

    /// Takes a word in capitals that stands alone.
    pub(super) fn keyword(&mut self, word: &str) -> bool {
        let alone = self.rest().strip_prefix(word).is_some_and(|after| {
            after.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '['))
        });
        if alone {
            self.at += word.len();
        }
        alone
    }

    /// Whether the quotation that begins here ends at the end of a word. `'` is a letter, too.
    pub(super) fn closes(&self, quote: char) -> bool {
        self.rest().get(1..).is_some_and(|rest| rest.contains(quote))
    }

    fn rest(&self) -> &'q str {
        self.query.get(self.at..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn take(&mut self, sign: char) -> bool {
        self.peek() == Some(sign) && self.bump().is_some()
    }

    /// Takes a sign that stands right before its condition; a dash between words is no sign.
    pub(super) fn sign(&mut self, sign: char) -> bool {
        let before = self.rest().strip_prefix(sign).and_then(|rest| rest.chars().next());
        before.is_some_and(|c| !c.is_whitespace() && c != ')') && self.take(sign)
    }

    pub(super) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    pub(super) fn error(&self, message: &str) -> QueryError {
        let before = self.query.get(..self.at).unwrap_or("");
        QueryError::Syntax { position: before.chars().count() + 1, message: message.into() }
    }
}
