//! Search: which comments speak of it, in what words, and how they spread over the facets.
//!
//! ```text
//! scan, query (what was typed) → fields (what it means) → text, compile (what the index is asked)
//!                        → collect, facets (what it answers) → concordance (in whose words)
//! ```

mod scan;
mod query;
mod fields;
mod filter;
mod words;
mod text;
mod compile;
mod collect;
mod facets;
pub mod concordance;
mod error;

pub use concordance::Line;
pub use error::QueryError;
pub use facets::{Facet, FacetCount, FacetCounts};
pub use filter::Filters;

pub(super) use words::Speech;

use self::collect::{Found, Order};
use self::compile::{Compiled, Compiler};
use self::concordance::Pattern;
use super::error::index_error;
use super::stored::{self, StoredComment};
use super::{Archive, ArchiveError};
use crate::analyse::Words;
use crate::theme::ThemeId;

/// The order of the hits. Ties are broken by the order of entry, so paging is stable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first (BM25); in order of entry where the query asks for no words.
    #[default]
    Relevance,
    /// Latest first; comments without a date last.
    Newest,
    /// Earliest first; comments without a date last.
    Oldest,
    /// Order of entry.
    Entry,
}

/// A question to the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchRequest {
    /// Query in the language of the manual; empty for all comments.
    pub query: String,
    /// Conditions beside the query, all of which must hold.
    pub filters: Filters,
    /// Fields of the query language with values, of which one must hold; each field must.
    pub conditions: Vec<(String, Vec<String>)>,
    /// Facets to count over all hits.
    pub facets: Vec<Facet>,
    /// Most hits to return; 0 to count only.
    pub limit: usize,
    /// Hits to pass over first.
    pub offset: usize,
    /// Order of the hits.
    pub sort: Sort,
    /// Width of the context on each side of a match, in characters.
    pub context: usize,
    /// Labels that stand for themes in the query: `theme:toimitus`.
    pub theme_labels: Vec<(String, ThemeId)>,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            query: String::new(),
            filters: Filters::default(),
            conditions: Vec::new(),
            facets: Vec::new(),
            limit: 20,
            offset: 0,
            sort: Sort::default(),
            context: 50,
            theme_labels: Vec::new(),
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchResult {
    /// Comments found in all.
    pub total: u64,
    /// The hits of the page asked for.
    pub hits: Vec<Hit>,
    /// Counts over all hits, in the order asked for.
    pub facets: Vec<FacetCounts>,
}

/// One comment found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The comment.
    pub comment: StoredComment,
    /// The matches in their contexts, in text order; none where the query asks for no words.
    pub lines: Vec<Line>,
}

/// Answers a request.
pub(super) fn run(
    archive: &Archive,
    request: &SearchRequest,
) -> Result<SearchResult, ArchiveError> {
    let failed = index_error("search", archive.path());
    let searcher = &archive.searcher;
    let speech = archive.speech.get_or_init(Speech::default);
    let compiler =
        Compiler { searcher, fields: &archive.fields, speech, labels: &request.theme_labels };
    let Compiled { query, ranked, patterns } =
        compiler.compile(&request.query, &request.filters, &request.conditions)?;
    let order = match request.sort {
        Sort::Relevance if ranked => Order::Relevance,
        Sort::Relevance | Sort::Entry => Order::Entry,
        Sort::Newest => Order::Newest,
        Sort::Oldest => Order::Oldest,
    };
    let page = request.offset..request.offset.saturating_add(request.limit);
    let Found { total, places, facets } =
        collect::collect(searcher, query.as_ref(), order, page, &request.facets)
            .map_err(&failed)?;
    let comments = stored::fetch(searcher, &archive.fields, places).map_err(&failed)?;
    let hits = comments.into_iter().map(|comment| hit(speech, &patterns, comment, request.context));
    Ok(SearchResult { total, hits: hits.collect(), facets })
}

fn hit(speech: &Speech, patterns: &[Pattern], comment: StoredComment, width: usize) -> Hit {
    let mut words = Words::default();
    let lines = if patterns.is_empty() {
        Vec::new()
    } else {
        let analysis = speech.analyse(&comment.text, comment.declared, &mut words);
        let spans = concordance::find(&analysis, &words, patterns);
        concordance::lines(&comment.text, &spans, width)
    };
    Hit { comment, lines }
}
