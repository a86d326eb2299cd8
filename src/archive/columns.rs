//! What the archive knows of all its comments at once, read from its columns alone: for the
//! themes, the detectors and the reports, and for knowing what is new.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, Index, ReloadPolicy, Searcher, SegmentReader};

use super::schema::{self, Bond, column};
use crate::record::{Source, Week};
use crate::score::{Cue, CueSet, Emotion, EmotionSet, Hot, Reference};
use crate::theme::{Membership, ThemeId};

/// Every comment of an archive, column by column, in order of entry. All vectors are of one length.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Order of entry: rises, but not by one where comments were replaced or removed.
    pub seq: Vec<u64>,
    /// [`super::key_hash`] of the record's key.
    pub key: Vec<u64>,
    /// [`super::voice_hash`] of the words: equal hashes are one voice.
    pub voice: Vec<u64>,
    /// Question of the comment.
    pub question: Vec<u16>,
    /// When it was said, in seconds since 1970-01-01 of its own civil time.
    pub seconds: Vec<Option<i64>>,
    /// The week in which it was said.
    pub week: Vec<Option<Week>>,
    /// Language: 0 fi, 1 en, 2 sv, 3 other, 4 none ([`super::lang_of`]).
    pub lang: Vec<u8>,
    /// Kind of voice.
    pub source: Vec<Source>,
    /// Channels.
    pub channel: Labels,
    /// Touchpoints.
    pub touchpoint: Labels,
    /// Segments.
    pub segment: Labels,
    /// Main score, on the scale of the source.
    pub score: Vec<Option<f32>>,
    /// Value at stake, in the source's own unit.
    pub value: Vec<Option<f64>>,
    /// Polarity in −1…+1; `None` without evidence.
    pub sentiment: Vec<Option<f32>>,
    /// Cues found.
    pub cues: Vec<CueSet>,
    /// Dream, problem or need.
    pub hot: Vec<Option<Hot>>,
    /// Experience against expectation, −2…+2; `None` without a cue.
    pub expectation: Vec<Option<i8>>,
    /// Emotions voiced.
    pub emotions: Vec<EmotionSet>,
    /// What the experience is compared with.
    pub reference: Vec<Option<Reference>>,
    /// Where the memberships of each comment begin; one more than there are comments.
    starts: Vec<u32>,
    members: Vec<Membership>,
    /// Of each membership.
    polarities: Vec<Option<f32>>,
}

/// A column of names: a dictionary, and for every comment its place there.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// The names, sorted.
    pub names: Vec<Box<str>>,
    /// For every comment the index of its name; [`Labels::NONE`] without one.
    pub of: Vec<u32>,
}

impl Labels {
    /// Stands for a comment without a name.
    pub const NONE: u32 = u32::MAX;

    /// The name of a comment.
    pub fn get(&self, comment: usize) -> Option<&str> {
        self.names.get(*self.of.get(comment)? as usize).map(AsRef::as_ref)
    }
}

impl History {
    /// Number of comments.
    pub fn len(&self) -> usize {
        self.seq.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.seq.is_empty()
    }

    /// The themes that the clauses of a comment belong to; a theme of two clauses comes twice.
    pub fn members(&self, comment: usize) -> &[Membership] {
        self.members.get(self.range(comment)).unwrap_or_default()
    }

    /// The polarity of the clause of each membership, parallel to [`Self::members`]; `None` without
    /// evidence.
    pub fn polarities(&self, comment: usize) -> &[Option<f32>] {
        self.polarities.get(self.range(comment)).unwrap_or_default()
    }

    fn range(&self, comment: usize) -> Range<usize> {
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        bound(comment)..bound(comment + 1)
    }
}

/// What is known of a record that is in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// Order of entry of its first comment.
    pub seq: u64,
    /// [`super::content_hash`] of the record.
    pub content: u64,
}

/// A view of the index as it is now; does not follow later commits.
pub(super) fn searcher(index: &Index) -> tantivy::Result<Searcher> {
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

/// The next number in the order of entry.
pub(super) fn next_seq(searcher: &Searcher) -> tantivy::Result<u64> {
    let mut next = 0;
    for segment in searcher.segment_readers().iter().filter(|segment| segment.max_doc() > 0) {
        next = next.max(segment.fast_fields().u64(column::SEQ)?.max_value() + 1);
    }
    Ok(next)
}

/// The records of the archive by the hash of their key.
pub(super) fn known_keys(searcher: &Searcher) -> tantivy::Result<FxHashMap<u64, KnownKey>> {
    let mut known: FxHashMap<u64, KnownKey> = FxHashMap::default();
    known.reserve(searcher.num_docs() as usize);
    for segment in searcher.segment_readers() {
        let columns = segment.fast_fields();
        let (seqs, keys) = (columns.u64(column::SEQ)?, columns.u64(column::KEY)?);
        let contents = columns.u64(column::CONTENT)?;
        for doc in segment.doc_ids_alive() {
            let first = |column: &Column| column.first(doc).unwrap_or(0);
            let found = KnownKey { seq: first(&seqs), content: first(&contents) };
            let entry = known.entry(first(&keys)).or_insert(found);
            if found.seq < entry.seq {
                *entry = found;
            }
        }
    }
    Ok(known)
}

/// The comments in order of entry.
pub(super) fn order(searcher: &Searcher) -> tantivy::Result<Vec<(u64, DocAddress)>> {
    let mut order = Vec::with_capacity(searcher.num_docs() as usize);
    for (ord, segment) in searcher.segment_readers().iter().enumerate() {
        let seqs = segment.fast_fields().u64(column::SEQ)?;
        order.extend(
            segment
                .doc_ids_alive()
                .map(|doc| (seqs.first(doc).unwrap_or(0), DocAddress::new(ord as u32, doc))),
        );
    }
    order.par_sort_unstable_by_key(|(seq, address)| (*seq, *address));
    Ok(order)
}

/// Reads all columns.
pub(super) fn history(
    searcher: &Searcher,
    order: &[(u64, DocAddress)],
) -> tantivy::Result<History> {
    let read = Read { segments: searcher.segment_readers(), order };
    let ((numbers, labels), (reals, (feelings, members))) = rayon::join(
        || rayon::join(|| read.numbers(), || read.all_labels()),
        || rayon::join(|| read.reals(), || rayon::join(|| read.feelings(), || read.members())),
    );
    let Members { starts, all: members, polarities } = members?;
    let Feelings { cues, hot, expectation, emotions, reference } = feelings?;
    let [channel, touchpoint, segment] = labels?;
    let (score, value, sentiment) = reals?;
    let history = History { channel, touchpoint, segment, score, value, sentiment, ..numbers? };
    let history = History { cues, hot, expectation, emotions, reference, ..history };
    Ok(History { starts, members, polarities, ..history })
}

/// What comments mean, column by column.
struct Feelings {
    cues: Vec<CueSet>,
    hot: Vec<Option<Hot>>,
    expectation: Vec<Option<i8>>,
    emotions: Vec<EmotionSet>,
    reference: Vec<Option<Reference>>,
}

/// The memberships of all comments.
struct Members {
    starts: Vec<u32>,
    all: Vec<Membership>,
    polarities: Vec<Option<f32>>,
}

/// Reads columns of several segments into one order.
struct Read<'a> {
    segments: &'a [SegmentReader],
    order: &'a [(u64, DocAddress)],
}

impl Read<'_> {
    fn numbers(&self) -> tantivy::Result<History> {
        Ok(History {
            seq: self.order.iter().map(|(seq, _)| *seq).collect(),
            key: self.whole(column::KEY, |key| key)?,
            voice: self.whole(column::VOICE, |voice| voice)?,
            question: self.whole(column::QUESTION, |number| number as u16)?,
            seconds: self.integer(column::DATE, |seconds| seconds)?,
            week: self.integer(column::WEEK, schema::week_of)?,
            lang: self.whole(column::LANG, |code| code as u8)?,
            source: self.whole(column::SOURCE, schema::source_of)?,
            ..History::default()
        })
    }

    #[expect(clippy::type_complexity, reason = "three columns, taken apart at once")]
    fn reals(&self) -> tantivy::Result<(Vec<Option<f32>>, Vec<Option<f64>>, Vec<Option<f32>>)> {
        let single = |real: f64| real as f32;
        Ok((
            self.real(column::SCORE, single)?,
            self.real(column::VALUE, |value| value)?,
            self.real(column::SENTIMENT, single)?,
        ))
    }

    fn feelings(&self) -> tantivy::Result<Feelings> {
        let natural = |segment: &SegmentReader, name| segment.fast_fields().u64(name);
        Ok(Feelings {
            cues: self.sets(column::CUE, &Cue::ALL, CueSet::insert)?,
            emotions: self.sets(column::EMOTION, &Emotion::ALL, EmotionSet::insert)?,
            hot: self.first(|s| natural(s, column::HOT), |n| member(&Hot::ALL, n?))?,
            expectation: self.integer(column::EXPECTATION, |step| step as i8)?,
            reference: self
                .first(|s| natural(s, column::REFERENCE), |n| member(&Reference::ALL, n?))?,
        })
    }

    /// A column of whole numbers that every comment has.
    fn whole<U>(&self, name: &str, to: impl Fn(u64) -> U) -> tantivy::Result<Vec<U>> {
        self.first(|segment| segment.fast_fields().u64(name), |number| to(number.unwrap_or(0)))
    }

    /// A column of whole numbers of either sign.
    fn integer<U>(&self, name: &str, to: impl Fn(i64) -> U) -> tantivy::Result<Vec<Option<U>>> {
        self.first(|segment| segment.fast_fields().i64(name), |number| number.map(&to))
    }

    /// A column of real numbers.
    fn real<U>(&self, name: &str, to: impl Fn(f64) -> U) -> tantivy::Result<Vec<Option<U>>> {
        self.first(|segment| segment.fast_fields().f64(name), |number| number.map(&to))
    }

    /// A column of several numbers, each the place of a thing in the list of all.
    fn sets<T: Copy, S: Default>(
        &self,
        name: &str,
        all: &[T],
        insert: impl Fn(&mut S, T),
    ) -> tantivy::Result<Vec<S>> {
        let columns = self.open(|segment| segment.fast_fields().u64(name))?;
        let sets = self.values(&columns).map(|numbers| {
            let mut set = S::default();
            numbers.filter_map(|n| member(all, n)).for_each(|thing| insert(&mut set, thing));
            set
        });
        Ok(sets.collect())
    }

    fn members(&self) -> tantivy::Result<Members> {
        let themes = self.open(|segment| segment.fast_fields().u64(column::THEME))?;
        let degrees = self.open(|segment| segment.fast_fields().u64(column::DEGREE))?;
        let mut starts = Vec::with_capacity(self.order.len() + 1);
        let (mut members, mut polarities) = (Vec::new(), Vec::new());
        starts.push(0);
        for (themes, degrees) in self.values(&themes).zip(self.values(&degrees)) {
            for (theme, code) in themes.zip(degrees) {
                let Bond { clause, degree, polarity } = Bond::of(code);
                members.push(Membership { theme: ThemeId(theme as u32), clause, degree });
                polarities.push(polarity);
            }
            starts.push(members.len() as u32);
        }
        Ok(Members { starts, all: members, polarities })
    }

    fn all_labels(&self) -> tantivy::Result<[Labels; 3]> {
        Ok([
            self.labels(column::CHANNEL)?,
            self.labels(column::TOUCHPOINT)?,
            self.labels(column::SEGMENT)?,
        ])
    }

    fn labels(&self, name: &str) -> tantivy::Result<Labels> {
        let columns = self.open(|segment| segment.fast_fields().str(name))?;
        let per_segment: Vec<Vec<Box<str>>> =
            columns.iter().map(|column| names(column.as_ref())).collect::<Result<_, _>>()?;
        let mut all: Vec<Box<str>> = per_segment.iter().flatten().cloned().collect();
        all.sort_unstable();
        all.dedup();
        let index: FxHashMap<&str, u32> =
            all.iter().enumerate().map(|(at, name)| (name.as_ref(), at as u32)).collect();
        let global: Vec<Vec<u32>> = per_segment
            .iter()
            .map(|names| names.iter().filter_map(|name| index.get(&**name).copied()).collect())
            .collect();
        let of = self.order.iter().map(|(_, address)| {
            let segment = address.segment_ord as usize;
            let ord = columns.get(segment)?.as_ref()?.ords().first(address.doc_id)?;
            global.get(segment)?.get(ord as usize).copied()
        });
        Ok(Labels { of: of.map(|at| at.unwrap_or(Labels::NONE)).collect(), names: all })
    }

    fn open<C>(
        &self,
        column: impl Fn(&SegmentReader) -> tantivy::Result<C>,
    ) -> tantivy::Result<Vec<C>> {
        self.segments.iter().map(column).collect()
    }

    /// What the first value of each comment means: nothing wider than that is held on the way.
    fn first<T: Copy + PartialOrd + std::fmt::Debug + Send + Sync + 'static, U>(
        &self,
        column: impl Fn(&SegmentReader) -> tantivy::Result<Column<T>>,
        to: impl Fn(Option<T>) -> U,
    ) -> tantivy::Result<Vec<U>> {
        let columns = self.open(column)?;
        let one = |(_, at): &(u64, DocAddress)| {
            let column = columns.get(at.segment_ord as usize);
            to(column.and_then(|column| column.first(at.doc_id)))
        };
        Ok(self.order.iter().map(one).collect())
    }

    /// All values of each comment.
    fn values<'c>(
        &self,
        columns: &'c [Column<u64>],
    ) -> impl Iterator<Item = impl Iterator<Item = u64> + use<'c>> + use<'c, '_> {
        self.order.iter().map(move |(_, address)| {
            let column = columns.get(address.segment_ord as usize);
            let doc = address.doc_id;
            column.into_iter().flat_map(move |column| column.values_for_doc(doc))
        })
    }
}

fn member<T: Copy>(all: &[T], number: u64) -> Option<T> {
    all.get(number as usize).copied()
}

/// The dictionary of a column of names, in the order of its ordinals.
pub(super) fn names(column: Option<&StrColumn>) -> tantivy::Result<Vec<Box<str>>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let mut names = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        names.push(String::from_utf8_lossy(stream.key()).into());
    }
    Ok(names)
}
