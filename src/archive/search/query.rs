//! The query language: what was typed becomes a tree. Nothing here knows the index.
//!
//! ```text
//! toimitus myöhässä            either word, in any form; comments with both come first
//! toimitus AND myöhässä        both;   +a -b   with a, without b;   NOT b;   (a OR b) AND c
//! "ei toimi"                   the phrase, in any form;  ~2 lets two words stand between
//! 'ei toimi'  surface:toimii   exactly these forms
//! toimit*  *palvelu  "ei toim"*  beginnings and endings
//! lang:fi  score:[0 TO 6]  score:>=9  date:2026-11  channel:(chat OR app)  channel:IN [a b]
//! ```
//!
//! Words side by side are alternatives. A field filter side by side with words is required, and
//! filters of one field are alternatives to each other: `toimitus lang:fi lang:sv`.

use std::ops::Bound;

use super::QueryError;

/// Deepest nesting of brackets that is read; deeper ones are no question a person asks.
const DEPTH: usize = 50;
/// Longest query that is read, in bytes.
const LENGTH: usize = 20_000;

/// How a part takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Written without a sign.
    Plain,
    /// `+`, or joined by AND.
    Must,
    /// `-` or NOT.
    Not,
}

/// A query as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Parts side by side.
    Group(Vec<(Role, Node)>),
    /// Parts joined by OR.
    Either(Vec<Node>),
    /// One condition.
    Leaf(Leaf),
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leaf {
    /// Name of the field as typed; `None` for the text.
    pub(super) field: Option<String>,
    /// What is asked of it.
    pub(super) ask: Ask,
    /// Weight in the ranking, 1 unless given by `^`.
    pub(super) boost: f32,
}

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    /// A word or value; stars are wildcards.
    Word(String),
    /// Words in a row.
    Phrase {
        /// The words.
        text: String,
        /// In single quotes: these forms, not their lemmas.
        exact: bool,
        /// Words that may stand between.
        slop: u32,
        /// The last word is only a beginning.
        open: bool,
    },
    /// Values between two bounds.
    Range(Bound<String>, Bound<String>),
    /// One of several values.
    OneOf(Vec<String>),
}

/// Reads a query; `None` for an empty one.
pub(super) fn parse(query: &str) -> Result<Option<Node>, QueryError> {
    let mut parser = Parser { query, at: 0, depth: 0 };
    if query.len() > LENGTH {
        return Err(parser.error("the query is too long"));
    }
    let node = parser.either_group(None)?;
    match parser.peek() {
        Some(')') => Err(parser.error("this bracket closes nothing")),
        Some(_) | None => Ok(node),
    }
}

struct Parser<'q> {
    query: &'q str,
    at: usize,
    depth: usize,
}

impl<'q> Parser<'q> {
    /// Parts up to a closing bracket or the end.
    fn either_group(&mut self, field: Option<&str>) -> Result<Option<Node>, QueryError> {
        let mut parts: Vec<(Role, Node)> = Vec::new();
        let mut or = false;
        loop {
            self.skip_space();
            if self.peek().is_none_or(|c| c == ')') {
                break;
            }
            if self.keyword("OR") {
                if parts.is_empty() || or {
                    return Err(self.error("OR needs a condition on both sides"));
                }
                or = true;
                continue;
            }
            let Some(part) = self.chain(field)? else { continue };
            match (std::mem::take(&mut or), part) {
                (true, (Role::Plain, node)) => join(&mut parts, node),
                (_, part) => parts.push(part),
            }
        }
        if or {
            return Err(self.error("OR needs a condition on both sides"));
        }
        Ok(match parts.len() {
            0 => None,
            1 if parts.iter().all(|(role, _)| *role == Role::Plain) => {
                parts.pop().map(|(_, node)| node)
            }
            _ => Some(Node::Group(parts)),
        })
    }

    /// Parts joined by AND.
    fn chain(&mut self, field: Option<&str>) -> Result<Option<(Role, Node)>, QueryError> {
        let Some(first) = self.signed(field)? else { return Ok(None) };
        let mut chain = vec![first];
        loop {
            self.skip_space();
            if !self.keyword("AND") {
                break;
            }
            self.skip_space();
            if self.peek().is_none_or(|c| c == ')') {
                return Err(self.error("AND needs a condition on both sides"));
            }
            chain.extend(self.signed(field)?);
        }
        if chain.len() == 1 {
            return Ok(chain.pop());
        }
        let required = chain.into_iter().map(|(role, node)| match role {
            Role::Plain | Role::Must => (Role::Must, node),
            Role::Not => (Role::Not, node),
        });
        Ok(Some((Role::Plain, Node::Group(required.collect()))))
    }

    fn signed(&mut self, field: Option<&str>) -> Result<Option<(Role, Node)>, QueryError> {
        let role = if self.sign('+') {
            Role::Must
        } else if self.sign('-') {
            Role::Not
        } else if self.keyword("NOT") {
            self.skip_space();
            if self.peek().is_none_or(|c| c == ')') {
                return Err(self.error("NOT needs a condition after it"));
            }
            Role::Not
        } else {
            Role::Plain
        };
        Ok(self.primary(field)?.map(|node| (role, node)))
    }

    fn primary(&mut self, outer: Option<&str>) -> Result<Option<Node>, QueryError> {
        let name = self.field_name();
        let field = name.as_deref().or(outer);
        let ask = match self.peek() {
            Some('(') => return self.bracket(field),
            Some('"') => self.phrase('"')?,
            Some('\'') if self.closes('\'') => self.phrase('\'')?,
            Some('[' | '{') if field.is_some() => self.range()?,
            Some('<' | '>') if field.is_some() => self.half_range()?,
            Some(_) if field.is_some() && self.keyword("IN") => self.set()?,
            Some(c) if name.is_some() && (c.is_whitespace() || c == ')') => {
                return Err(self.error("a value is missing after the field"));
            }
            None if name.is_some() => {
                return Err(self.error("a value is missing after the field"));
            }
            Some(_) | None => Ask::Word(self.word()),
        };
        if ask == Ask::Word(String::new()) {
            // A stray sign that makes no word: passed over, as in running text.
            self.bump();
            return Ok(None);
        }
        let boost = self.boost()?;
        Ok(Some(Node::Leaf(Leaf { field: field.map(ToOwned::to_owned), ask, boost })))
    }

    fn bracket(&mut self, field: Option<&str>) -> Result<Option<Node>, QueryError> {
        let open = self.at;
        self.bump();
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error("brackets are nested too deep"));
        }
        let node = self.either_group(field)?;
        self.depth -= 1;
        if self.take(')') {
            return Ok(node);
        }
        self.at = open;
        Err(self.error("this bracket is not closed"))
    }

    fn phrase(&mut self, quote: char) -> Result<Ask, QueryError> {
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
    fn range(&mut self) -> Result<Ask, QueryError> {
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
    fn half_range(&mut self) -> Result<Ask, QueryError> {
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
    fn set(&mut self) -> Result<Ask, QueryError> {
        self.skip_space();
        let open = self.at;
        let mut values = Vec::new();
        if !self.take('[') {
            return Err(self.error("a set looks like IN [a b c]"));
        }
        loop {
            self.skip_space();
            match self.peek() {
                Some(']') => break,
                Some('"') => {
                    if let Ask::Phrase { text, .. } = self.phrase('"')? {
                        values.push(text);
                    }
                }
                Some(_) => match self.bound() {
                    value if value.is_empty() => break,
                    value => values.push(value),
                },
                None => break,
            }
        }
        if !self.take(']') || values.is_empty() {
            self.at = open;
            return Err(self.error("a set looks like IN [a b c]"));
        }
        Ok(Ask::OneOf(values))
    }

    /// A name and its colon, if the next word begins so. `http://…` and `12:30` do not.
    fn field_name(&mut self) -> Option<String> {
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
    fn word(&mut self) -> String {
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

    fn boost(&mut self) -> Result<f32, QueryError> {
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
    fn keyword(&mut self, word: &str) -> bool {
        let alone = self.rest().strip_prefix(word).is_some_and(|after| {
            after.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')' | '['))
        });
        if alone {
            self.at += word.len();
        }
        alone
    }

    /// Whether the quotation that begins here ends at the end of a word. `'` is a letter, too.
    fn closes(&self, quote: char) -> bool {
        self.rest().get(1..).is_some_and(|rest| rest.contains(quote))
    }

    fn rest(&self) -> &'q str {
        self.query.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, sign: char) -> bool {
        self.peek() == Some(sign) && self.bump().is_some()
    }

    /// Takes a sign that stands right before its condition; a dash between words is no sign.
    fn sign(&mut self, sign: char) -> bool {
        let before = self.rest().strip_prefix(sign).and_then(|rest| rest.chars().next());
        before.is_some_and(|c| !c.is_whitespace() && c != ')') && self.take(sign)
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&self, message: &str) -> QueryError {
        let before = self.query.get(..self.at).unwrap_or("");
        QueryError::Syntax { position: before.chars().count() + 1, message: message.into() }
    }
}

/// Joins a part to the one before by OR.
fn join(parts: &mut Vec<(Role, Node)>, node: Node) {
    match parts.pop() {
        Some((Role::Plain, Node::Either(mut either))) => {
            either.push(node);
            parts.push((Role::Plain, Node::Either(either)));
        }
        Some((Role::Plain, before)) => {
            parts.push((Role::Plain, Node::Either(vec![before, node])));
        }
        before => {
            parts.extend(before);
            parts.push((Role::Plain, node));
        }
    }
}
