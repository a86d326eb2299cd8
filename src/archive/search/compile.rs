//! A query as the index understands it, and the patterns by which its words are shown.

use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::QueryError;
use super::concordance::Pattern;
use super::fields::{self, Name};
use super::filter::{Filters, Test};
use super::query::{self, Ask, Leaf, Node, Role};
use super::words::Speech;
use crate::archive::schema::Fields;
use crate::theme::ThemeId;

/// What a query and its filters come to.
pub(super) struct Compiled {
    pub(super) query: Box<dyn Query>,
    /// Whether the hits differ in rank.
    pub(super) ranked: bool,
    /// How the words asked for are found again in a text.
    pub(super) patterns: Vec<Pattern>,
}

pub(super) struct Compiler<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) speech: &'a Speech,
    pub(super) labels: &'a [(String, ThemeId)],
}

/// A compiled part of a query.
pub(super) enum Part {
    /// One of these terms. Kept open, so that words side by side become one flat union, which
    /// the index can search without looking at every comment.
    Terms(Vec<Term>),
    /// A test, which does not rank.
    Filter(Test),
    Query(Box<dyn Query>),
}

/// The parts of a group by their roles.
#[derive(Default)]
struct Parts {
    tests: Vec<Test>,
    /// Plain tests of one field are alternatives.
    by_field: Vec<(Name, Vec<Test>)>,
    must: Vec<Part>,
    should: Vec<Part>,
    not: Vec<Part>,
}

impl Compiler<'_> {
    pub(super) fn compile(
        &self,
        query: &str,
        filters: &Filters,
        conditions: &[(String, Vec<String>)],
    ) -> Result<Compiled, QueryError> {
        let mut patterns = Vec::new();
        let mut parts = Parts { tests: filters.tests(), ..Parts::default() };
        for (name, values) in conditions {
            let ask = Ask::OneOf(values.clone());
            parts.tests.push(fields::test(fields::field(name)?, &ask, self.labels)?);
        }
        match query::parse(query)? {
            Some(node) => {
                let part = self.node(&node, &mut patterns)?;
                match part.ok_or_else(|| QueryError::NoWord(query.to_owned()))? {
                    Part::Filter(test) => parts.tests.push(test),
                    part @ (Part::Terms(_) | Part::Query(_)) => parts.must.push(part),
                }
            }
            None if query.trim().is_empty() => {}
            None => return Err(QueryError::NoWord(query.to_owned())),
        }
        let ranked = !parts.must.is_empty();
        let query = parts.combine().map_or_else(|| Box::new(AllQuery) as _, Part::into_query);
        Ok(Compiled { query, ranked, patterns })
    }

    fn node(&self, node: &Node, patterns: &mut Vec<Pattern>) -> Result<Option<Part>, QueryError> {
        match node {
            Node::Leaf(leaf) => self.leaf(leaf, patterns),
            Node::Either(nodes) => {
                let mut parts = Vec::new();
                for node in nodes {
                    parts.extend(self.node(node, patterns)?);
                }
                Ok((!parts.is_empty()).then(|| either(parts)))
            }
            Node::Group(members) => {
                let mut parts = Parts::default();
                for (role, node) in members {
                    self.member(*role, node, &mut parts, patterns)?;
                }
                Ok(parts.combine())
            }
        }
    }

    fn member(
        &self,
        role: Role,
        node: &Node,
        parts: &mut Parts,
        patterns: &mut Vec<Pattern>,
    ) -> Result<(), QueryError> {
        // What must not be in the text is not shown.
        let mut unseen = Vec::new();
        let shown = if role == Role::Not { &mut unseen } else { patterns };
        let Some(part) = self.node(node, shown)? else { return Ok(()) };
        match (role, part) {
            (Role::Not, Part::Filter(test)) => parts.tests.push(Test::Not(Box::new(test))),
            (Role::Not, part) => parts.not.push(part),
            (Role::Plain, Part::Filter(test)) => parts.filter(name(node)?, test),
            (Role::Must, Part::Filter(test)) => parts.tests.push(test),
            (Role::Must, part) => parts.must.push(part),
            (Role::Plain, part) => parts.should.push(part),
        }
        Ok(())
    }

    fn leaf(&self, leaf: &Leaf, patterns: &mut Vec<Pattern>) -> Result<Option<Part>, QueryError> {
        let field = leaf.field.as_deref().map(fields::field).transpose()?;
        let surface = match field {
            None | Some((_, Name::Text)) => false,
            Some((_, Name::Surface)) => true,
            Some(field) => {
                return Ok(Some(Part::Filter(fields::test(field, &leaf.ask, self.labels)?)));
            }
        };
        let part = match &leaf.ask {
            Ask::Word(word) => self.word(word, surface, patterns)?,
            Ask::Phrase { text, exact, slop, open } => {
                let asked = self.speech.ask(text);
                self.words(&asked, surface || *exact, *slop, *open, patterns)?
            }
            Ask::OneOf(words) => {
                let mut parts = Vec::new();
                for word in words {
                    parts.extend(self.word(word, surface, patterns)?);
                }
                (!parts.is_empty()).then(|| either(parts))
            }
            Ask::Range(..) => {
                let shown = field.map_or("text", |(shown, _)| shown);
                let expected = "give words; a range is for dates and numbers".to_owned();
                let value = "a range".to_owned();
                return Err(QueryError::BadValue { field: shown, value, expected });
            }
        };
        Ok(part.map(|part| boosted(part, leaf.boost)))
    }
}

/// The field of a single condition.
fn name(node: &Node) -> Result<Option<Name>, QueryError> {
    match node {
        Node::Leaf(Leaf { field: Some(name), .. }) => Ok(Some(fields::field(name)?.1)),
        Node::Leaf(_) | Node::Group(_) | Node::Either(_) => Ok(None),
    }
}

impl Parts {
    fn filter(&mut self, name: Option<Name>, test: Test) {
        let Some(name) = name else { return self.tests.push(test) };
        match self.by_field.iter_mut().find(|(known, _)| *known == name) {
            Some((_, tests)) => tests.push(test),
            None => self.by_field.push((name, vec![test])),
        }
    }

    /// All parts together; `None` if there is none.
    fn combine(mut self) -> Option<Part> {
        self.tests.extend(self.by_field.drain(..).map(|(_, tests)| Test::Any(tests)));
        let texts = self.must.len() + self.should.len() + self.not.len();
        if texts == 0 {
            return (!self.tests.is_empty()).then(|| Part::Filter(Test::All(self.tests)));
        }
        if texts == 1 && self.tests.is_empty() && self.not.is_empty() {
            return self.must.pop().or_else(|| self.should.pop());
        }
        if self.must.is_empty() && self.not.is_empty() && self.tests.is_empty() {
            return Some(either(self.should));
        }
        if self.must.is_empty() && !self.should.is_empty() {
            // With conditions beside them, one of the words must still be there.
            self.must.push(either(std::mem::take(&mut self.should)));
        }
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if self.must.is_empty() && self.tests.is_empty() {
            clauses.push((Occur::Must, silent(Box::new(AllQuery))));
        }
        let mut add = |occur, parts: Vec<Part>| {
            clauses.extend(parts.into_iter().map(|part| (occur, part.into_query())));
        };
        add(Occur::Must, self.must);
        add(Occur::Should, self.should);
        add(Occur::MustNot, self.not);
        if !self.tests.is_empty() {
            add(Occur::Must, vec![Part::Filter(Test::All(self.tests))]);
        }
        Some(Part::Query(Box::new(BooleanQuery::new(clauses))))
    }
}

impl Part {
    fn into_query(self) -> Box<dyn Query> {
        match self {
            Self::Terms(terms) if terms.is_empty() => Box::new(EmptyQuery),
            Self::Terms(mut terms) if terms.len() == 1 => match terms.pop() {
                Some(term) => term_query(term),
                None => Box::new(EmptyQuery),
            },
            Self::Terms(terms) => {
                Box::new(BooleanQuery::union(terms.into_iter().map(term_query).collect()))
            }
            Self::Filter(test) => silent(Box::new(test.into_query())),
            Self::Query(query) => query,
        }
    }
}

/// Any of the parts.
fn either(parts: Vec<Part>) -> Part {
    let (mut terms, mut tests, mut queries) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::Terms(more) => terms.extend(more),
            Part::Filter(test) => tests.push(test),
            Part::Query(query) => queries.push(query),
        }
    }
    terms.sort_unstable();
    terms.dedup();
    if queries.is_empty() && tests.is_empty() {
        return Part::Terms(terms);
    }
    if queries.is_empty() && terms.is_empty() {
        return Part::Filter(Test::Any(tests));
    }
    queries.extend(terms.into_iter().map(term_query));
    queries.extend(tests.into_iter().map(|test| Part::Filter(test).into_query()));
    Part::Query(Box::new(BooleanQuery::union(queries)))
}

fn term_query(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// A query that adds nothing to the rank.
fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn boosted(part: Part, boost: f32) -> Part {
    if (boost - 1.0).abs() < f32::EPSILON || matches!(part, Part::Filter(_)) {
        return part;
    }
    Part::Query(Box::new(BoostQuery::new(part.into_query(), boost)))
}
