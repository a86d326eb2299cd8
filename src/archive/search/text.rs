//! The words of a query as the index understands them: terms, phrases and shapes.

use tantivy::Term;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, RegexPhraseQuery, RegexQuery};
use tantivy::schema::Field;
use unicode_normalization::UnicodeNormalization;

use super::QueryError;
use super::compile::{Compiler, Part};
use super::concordance::{Pattern, Slot};
use super::filter::Test;
use super::words::Asked;

/// Words that the open end of a phrase may stand for. A phrase is counted in full or refused.
const EXPANSIONS: u32 = 1 << 20;

impl Compiler<'_> {
    pub(super) fn word(
        &self,
        word: &str,
        surface: bool,
        patterns: &mut Vec<Pattern>,
    ) -> Result<Option<Part>, QueryError> {
        if !word.contains('*') {
            return self.words(&self.speech.ask(word), surface, 0, false, patterns);
        }
        if word.chars().all(|c| c == '*') {
            return Ok(Some(Part::Filter(Test::All(Vec::new()))));
        }
        let shape: Box<str> = word.to_lowercase().nfc().collect();
        let pattern = shape_pattern(&shape);
        let query = |field| {
            RegexQuery::from_pattern(&pattern, field)
                .map_err(|_| QueryError::TooWide(word.to_owned()))
        };
        let forms = query(self.fields.surface)?;
        let (part, slot): (Box<dyn Query>, Slot) = if surface {
            (Box::new(forms), Slot::SurfaceShape(shape))
        } else {
            let bases = query(self.fields.lemma)?;
            let both: Vec<Box<dyn Query>> = vec![Box::new(forms), Box::new(bases)];
            (Box::new(BooleanQuery::union(both)), Slot::Shape(shape))
        };
        patterns.push(Pattern { slots: vec![slot], slop: 0 });
        Ok(Some(Part::Query(part)))
    }

    /// Words in a row, or a single one.
    pub(super) fn words(
        &self,
        asked: &[Asked],
        surface: bool,
        slop: u32,
        open: bool,
        patterns: &mut Vec<Pattern>,
    ) -> Result<Option<Part>, QueryError> {
        match asked {
            [] => Ok(None),
            [only] if open => self.word(&format!("{}*", only.form), surface, patterns),
            [only] => Ok(Some(self.term(only, surface, patterns))),
            _ => Ok(Some(self.phrase(asked, surface, slop, open, patterns))),
        }
    }

    fn term(&self, asked: &Asked, surface: bool, patterns: &mut Vec<Pattern>) -> Part {
        let (field, mut words) = if surface {
            (self.fields.surface, vec![asked.form.clone()])
        } else {
            (self.fields.lemma, asked.lemmas.clone())
        };
        words.sort_unstable();
        words.dedup();
        let terms = words.iter().map(|word| Term::from_field_text(field, word));
        let terms = terms.filter(|term| self.exists(term)).collect();
        let slot = if surface { Slot::Surface(asked.form.clone()) } else { Slot::Lemma(words) };
        patterns.push(Pattern { slots: vec![slot], slop: 0 });
        Part::Terms(terms)
    }

    /// One phrase for each language the words may be of: a phrase is of one language.
    fn phrase(
        &self,
        asked: &[Asked],
        surface: bool,
        slop: u32,
        open: bool,
        patterns: &mut Vec<Pattern>,
    ) -> Part {
        let languages =
            if surface { 0 } else { asked.first().map_or(0, |asked| asked.lemmas.len()) };
        let lemma = |at: usize| asked.iter().filter_map(move |word| word.lemmas.get(at).cloned());
        let mut variants: Vec<(Field, Vec<Box<str>>)> =
            (0..languages).map(|at| (self.fields.lemma, lemma(at).collect())).collect();
        if surface || open {
            let forms = asked.iter().map(|word| word.form.clone());
            variants.push((self.fields.surface, forms.collect()));
        }
        if open {
            // The beginning of a word has no lemma.
            let last = asked.last().map(|word| word.form.clone());
            for (_, words) in &mut variants {
                words.pop();
                words.extend(last.clone());
            }
        }
        variants.sort_unstable();
        variants.dedup();
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for (field, words) in variants {
            patterns.push(self.phrase_pattern(field, &words, slop, open));
            queries.extend(self.phrase_query(field, &words, slop, open));
        }
        Part::Query(Box::new(BooleanQuery::union(queries)))
    }

    fn phrase_pattern(&self, field: Field, words: &[Box<str>], slop: u32, open: bool) -> Pattern {
        let surface = field == self.fields.surface;
        let last = words.len().saturating_sub(1);
        let show = |(at, word): (usize, &str)| match (open && at == last, surface) {
            (true, _) => Slot::Shape(format!("{word}*").into()),
            (false, true) => Slot::Surface(word.into()),
            (false, false) => Slot::Lemma(vec![word.into()]),
        };
        let words = words.iter().map(AsRef::as_ref).enumerate();
        Pattern { slots: words.map(show).collect(), slop }
    }

    fn phrase_query(
        &self,
        field: Field,
        words: &[Box<str>],
        slop: u32,
        open: bool,
    ) -> Option<Box<dyn Query>> {
        let terms: Vec<Term> =
            words.iter().map(|word| Term::from_field_text(field, word)).collect();
        let whole = if open { terms.len().saturating_sub(1) } else { terms.len() };
        if !terms.iter().take(whole).all(|term| self.exists(term)) {
            return None;
        }
        if !open {
            return Some(Box::new(PhraseQuery::new_with_offset_and_slop(
                terms.into_iter().enumerate().collect(),
                slop,
            )));
        }
        let last = words.len().saturating_sub(1);
        let patterns = words.iter().enumerate().map(|(at, word)| {
            (at, if at == last { format!("{}.*", escape(word)) } else { escape(word) })
        });
        let mut query = RegexPhraseQuery::new_with_offset_and_slop(field, patterns.collect(), slop);
        query.set_max_expansions(EXPANSIONS);
        Some(Box::new(query))
    }

    fn exists(&self, term: &Term) -> bool {
        self.searcher.doc_freq(term).is_ok_and(|comments| comments > 0)
    }
}

/// A shape as a pattern of the index.
fn shape_pattern(shape: &str) -> String {
    shape.split('*').map(escape).collect::<Vec<_>>().join(".*")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
