//! What is said of the promises that the user lists: kept, broken, or nothing at all.

use crate::archive::Archive;
use crate::archive::search::{Facet, Filters, SearchRequest, SearchResult};
use crate::config::Goals;
use crate::error::Error;
use crate::report::findings::Weeks;
use crate::report::model::Promise;
use crate::score::{Cue, Polarity};

/// Each promise with the comments of the period that its query finds.
pub(super) fn find(
    archive: &Archive,
    goals: &Goals,
    period: Option<Weeks>,
) -> Result<Vec<Promise>, Error> {
    let filters = Filters {
        from: period.map(|weeks| weeks.first.monday()),
        to: period.and_then(|weeks| weeks.last.plus(1).monday().yesterday().ok()),
        ..Filters::default()
    };
    let mut promises = Vec::with_capacity(goals.promises.len());
    for (name, query) in &goals.promises {
        let found = archive.search(&SearchRequest {
            query: query.clone(),
            filters: filters.clone(),
            facets: vec![Facet::Cue, Facet::Sentiment],
            limit: 0,
            ..SearchRequest::default()
        })?;
        let n = |facet, value| count(&found, facet, value);
        promises.push(Promise {
            name: name.clone(),
            query: query.clone(),
            n: found.total as u32,
            kept: n(Facet::Cue, Cue::PromiseKept.name()),
            broken: n(Facet::Cue, Cue::PromiseBroken.name()),
            positive: n(Facet::Sentiment, Polarity::Positive.name()),
            negative: n(Facet::Sentiment, Polarity::Negative.name()),
        });
    }
    Ok(promises)
}

fn count(found: &SearchResult, facet: Facet, value: &str) -> u32 {
    let counts = found.facets.iter().filter(|counts| counts.facet == facet);
    let mut counts = counts.flat_map(|counts| &counts.counts);
    counts.find(|count| &*count.value == value).map_or(0, |count| count.count as u32)
}
