//! The best hits, and how many there are in all.
//!
//! Ranks are compared to a thousandth: the index sums the parts of a score in an order that
//! depends on its segments, and equal texts must not change places with the number of threads.

use std::collections::BinaryHeap;
use std::ops::Range;

use rayon::prelude::*;
use tantivy::columnar::Column;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use super::facets::{Counter, Facet, FacetCounts, merge};
use crate::archive::schema::column;

/// Steps of rank in one unit of score.
const STEPS: f32 = 1024.0;

/// By what hits are ordered before their order of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Relevance,
    Newest,
    Oldest,
    Entry,
}

/// What a query finds.
pub(super) struct Found {
    pub(super) total: u64,
    /// The page asked for.
    pub(super) places: Vec<DocAddress>,
    pub(super) facets: Vec<FacetCounts>,
}

/// A hit in the running; the least is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// Lower is better.
    rank: i64,
    seq: u64,
    place: DocAddress,
}

/// Asks the index.
pub(super) fn collect(
    searcher: &Searcher,
    query: &dyn Query,
    order: Order,
    page: Range<usize>,
    facets: &[Facet],
) -> tantivy::Result<Found> {
    let plain = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let ranked = match order {
        Order::Relevance => Some(query.weight(EnableScoring::enabled_from_searcher(searcher))?),
        Order::Newest | Order::Oldest | Order::Entry => None,
    };
    let search = Search { plain, ranked, order, most: page.end.min(searcher.num_docs() as usize) };
    let parts: Vec<Part> = searcher
        .segment_readers()
        .par_iter()
        .enumerate()
        .map(|(ord, segment)| search.segment(ord as u32, segment, facets))
        .collect::<tantivy::Result<_>>()?;
    let total = parts.iter().map(|part| part.total).sum();
    let mut best: Vec<Candidate> =
        parts.iter().flat_map(|part| part.best.iter().copied()).collect();
    best.sort_unstable();
    let places = best.get(page.start.min(best.len())..page.end.min(best.len()));
    let places = places.unwrap_or_default().iter().map(|candidate| candidate.place).collect();
    let counters = parts.into_iter().map(|part| part.counters).collect();
    Ok(Found { total, places, facets: merge(facets, counters) })
}

struct Search {
    plain: Box<dyn Weight>,
    ranked: Option<Box<dyn Weight>>,
    order: Order,
    /// Hits to keep.
    most: usize,
}

/// What one segment answers.
struct Part {
    total: u64,
    best: Vec<Candidate>,
    counters: Vec<Counter>,
}

impl Search {
    fn segment(
        &self,
        ord: u32,
        segment: &SegmentReader,
        facets: &[Facet],
    ) -> tantivy::Result<Part> {
        let mut counters: Vec<Counter> =
            facets.iter().map(|facet| Counter::open(*facet, segment)).collect::<Result<_, _>>()?;
        let seqs = segment.fast_fields().u64(column::SEQ)?;
        let mut best = Best { ord, seqs, most: self.most, heap: BinaryHeap::new() };
        if let Some(ranked) = &self.ranked {
            best.rank(ranked.as_ref(), segment)?;
        }
        let listed = self.ranked.is_none() && self.most > 0;
        let total = if counters.is_empty() && !listed {
            u64::from(self.plain.count(segment)?)
        } else {
            let dates = segment.fast_fields().i64(column::DATE)?;
            let mut total = 0;
            let mut alive = Vec::new();
            self.plain.for_each_no_score(segment, &mut |docs| {
                let docs = living(docs, segment, &mut alive);
                total += docs.len() as u64;
                for counter in &mut counters {
                    counter.count(docs);
                }
                for doc in docs.iter().filter(|_| listed) {
                    best.push(*doc, self.order.rank(*doc, &dates));
                }
            })?;
            total
        };
        Ok(Part { total, best: best.heap.into_vec(), counters })
    }
}

impl Order {
    fn rank(self, doc: DocId, dates: &Column<i64>) -> i64 {
        match self {
            Self::Newest => dates.first(doc).map_or(i64::MAX, |date| -date),
            Self::Oldest => dates.first(doc).unwrap_or(i64::MAX),
            Self::Relevance | Self::Entry => 0,
        }
    }
}

/// The comments of a block that have not been replaced or removed.
fn living<'a>(
    docs: &'a [DocId],
    segment: &SegmentReader,
    alive: &'a mut Vec<DocId>,
) -> &'a [DocId] {
    let Some(living) = segment.alive_bitset() else { return docs };
    alive.clear();
    alive.extend(docs.iter().filter(|doc| living.is_alive(**doc)));
    alive
}

/// The best hits of one segment so far.
struct Best {
    ord: u32,
    seqs: Column<u64>,
    most: usize,
    /// The worst is on top.
    heap: BinaryHeap<Candidate>,
}

impl Best {
    /// Goes through the matches by score, letting the index skip those that can't be among the
    /// best.
    fn rank(&mut self, weight: &dyn Weight, segment: &SegmentReader) -> tantivy::Result<()> {
        if self.most == 0 {
            return Ok(());
        }
        let living = segment.alive_bitset();
        weight.for_each_pruning(f32::MIN, segment, &mut |doc, score| {
            if living.is_none_or(|living| living.is_alive(doc)) {
                self.push(doc, -((score * STEPS).round() as i64));
            }
            self.threshold()
        })
    }

    fn push(&mut self, doc: DocId, rank: i64) {
        if self.heap.len() >= self.most {
            match self.heap.peek() {
                Some(worst) if rank <= worst.rank => {}
                Some(_) | None => return,
            }
        }
        let seq = self.seqs.first(doc).unwrap_or(0);
        let candidate = Candidate { rank, seq, place: DocAddress::new(self.ord, doc) };
        if self.heap.len() < self.most {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    /// The score that a hit must exceed to be looked at: a little less than the worst that is
    /// kept, because ties are broken by the order of entry.
    fn threshold(&self) -> f32 {
        match self.heap.peek() {
            Some(worst) if self.heap.len() >= self.most => (-worst.rank as f32 - 0.6) / STEPS,
            Some(_) | None => f32::MIN,
        }
    }
}
