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
use super::scan::Parser;

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
    let mut parser = Parser::new(query);
    if query.len() > LENGTH {
        return Err(parser.error("the query is too long"));
    }
    let node = parser.either_group(None)?;
    match parser.peek() {
        Some(')') => Err(parser.error("this bracket closes nothing")),
        Some(_) | None => Ok(node),
    }
}

impl Parser<'_> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaf(text: &str) -> Node {
        Node::Leaf(Leaf { field: None, ask: Ask::Word(text.into()), boost: 1.0 })
    }

    #[test]
    fn words_side_by_side_and_joined_make_a_tree() {
        let group = |parts: &[(Role, &str)]| {
            Node::Group(parts.iter().map(|(role, text)| (*role, leaf(text))).collect())
        };
        for (text, expected) in [
            ("", None),
            ("  - ) ", None),
            ("talo", Some(leaf("talo"))),
            ("(talo)", Some(leaf("talo"))),
            ("12:30", Some(leaf("12:30"))),
            ("http://x.fi", Some(leaf("http://x.fi"))),
            ("it's", Some(leaf("it's"))),
            ("a\\:b", Some(leaf("a:b"))),
            ("a b", Some(group(&[(Role::Plain, "a"), (Role::Plain, "b")]))),
            ("+a -b", Some(group(&[(Role::Must, "a"), (Role::Not, "b")]))),
            ("a AND NOT b", Some(group(&[(Role::Must, "a"), (Role::Not, "b")]))),
            ("a OR b", Some(Node::Either(vec![leaf("a"), leaf("b")]))),
            ("OR", None),
        ] {
            assert_eq!(parse(text).ok().flatten(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(
            any in ".{0,40}",
            signs in "[aä ()\"'*:+~^\\[\\]{}<>=\\\\-]{0,40}",
            words in "(a|OR|AND|NOT|IN|TO|x:|[(]|[)]|\\[|\\]|\"| ){0,20}",
        ) {
            for text in [any, signs, words] {
                let _ = parse(&text);
            }
        }
    }
}
