//! What is kept of the comments of a run when their words have gone into the archive: enough for
//! the tagged file and the member lists, in a few dozen bytes a clause.

use std::collections::BTreeMap;

use super::columns::Tags;
use crate::analyse::Analysis;
use crate::lang::Lang;
use crate::record::Span;
use crate::score::{CueSet, EmotionSet, Hot, Scored};
use crate::theme::{Membership, ThemeId};

/// Outlines of all comments of a run, in input order.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    comments: Vec<Outline>,
    clauses: Vec<ClauseOutline>,
}

/// One comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline {
    pub(super) lang: Option<Lang>,
    pub(super) sentiment: Option<f32>,
    pub(super) cues: CueSet,
    pub(super) hot: Option<Hot>,
    pub(super) expectation: Option<i8>,
    pub(super) emotions: EmotionSet,
    end: u32,
}

/// One clause that belongs to a theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClauseOutline {
    pub(super) theme: ThemeId,
    pub(super) degree: f32,
    pub(super) span: Span,
    pub(super) sentiment: Option<f32>,
}

impl Outlines {
    pub(super) fn push(&mut self, analysis: &Analysis, scored: &Scored, themes: &[Membership]) {
        self.clauses.extend(themes.iter().filter_map(|m| {
            let clause = usize::from(m.clause);
            Some(ClauseOutline {
                theme: m.theme,
                degree: m.degree,
                span: analysis.clause_span(analysis.clauses.get(clause)?),
                sentiment: scored.clauses.get(clause)?.sentiment,
            })
        }));
        self.comments.push(Outline {
            lang: analysis.lang,
            sentiment: scored.sentiment,
            cues: scored.cues,
            hot: scored.hot,
            expectation: scored.expectation,
            emotions: scored.emotions,
            end: self.clauses.len() as u32,
        });
    }

    /// The outline of a comment.
    fn of(&self, comment: usize) -> Outline {
        self.comments[comment]
    }

    /// What a comment was given.
    pub(super) fn tags(&self, comment: usize) -> Tags {
        let own = self.of(comment);
        Tags {
            lang: own.lang,
            sentiment: own.sentiment,
            emotions: own.emotions,
            hot: own.hot,
            expectation: own.expectation,
            cues: own.cues,
            themes: self.clauses(comment).iter().map(|clause| clause.theme).collect(),
        }
    }

    /// Bytes of the clauses of each theme, `beside` more for each; themes rise.
    pub(super) fn bytes_by_theme(&self, beside: u64) -> BTreeMap<ThemeId, u64> {
        let mut themes = BTreeMap::new();
        for clause in &self.clauses {
            let bytes = u64::from(clause.span.end.saturating_sub(clause.span.start)) + beside;
            *themes.entry(clause.theme).or_default() += bytes;
        }
        themes
    }

    /// The clauses of a comment that belong to a theme.
    pub(super) fn clauses(&self, comment: usize) -> &[ClauseOutline] {
        let start = comment.checked_sub(1).map_or(0, |before| self.comments[before].end);
        &self.clauses[start as usize..self.comments[comment].end as usize]
    }
}
