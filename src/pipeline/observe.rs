//! The archive's columns as the detectors and the report want them.

use crate::archive::{History, Labels, lang_of};
use crate::config::Scale;
use crate::detect::Observation;
use crate::report::rows::{Row, RowTheme, Rows};
use crate::theme::{Membership, ThemeId};

/// The dated comments as the detectors see them, and where in the history they stand.
pub(super) struct Observed<'a> {
    history: &'a History,
    scale: Option<Scale>,
    /// Place in the history of each observation.
    pub(super) at: Vec<u32>,
    themes: Vec<ThemeId>,
    starts: Vec<u32>,
}

pub(super) fn observations(history: &History, scale: Option<Scale>) -> Observed<'_> {
    let mut observed = Observed { history, scale, at: vec![], themes: vec![], starts: vec![0] };
    for i in (0..history.len()).filter(|&i| history.week[i].is_some()) {
        let mut own: Vec<ThemeId> = history.members(i).iter().map(|m| m.theme).collect();
        own.sort_unstable();
        own.dedup();
        observed.themes.extend(own);
        observed.starts.push(observed.themes.len() as u32);
        observed.at.push(i as u32);
    }
    observed
}

impl Observed<'_> {
    /// The observations, in order of entry.
    pub(super) fn list(&self) -> Vec<Observation<'_>> {
        let bounds = self.starts.iter().zip(self.starts.iter().skip(1));
        let h = self.history;
        self.at
            .iter()
            .zip(bounds)
            .filter_map(|(&at, (&from, &to))| {
                let i = at as usize;
                Some(Observation {
                    week: h.week[i]?,
                    lang: h.lang[i],
                    source: h.source[i],
                    channel: h.channel.of[i] as u16,
                    score: normalised(h.score[i], self.scale),
                    sentiment: h.sentiment[i],
                    cues: h.cues[i],
                    themes: &self.themes[from as usize..to as usize],
                    voice: h.voice[i],
                })
            })
            .collect()
    }
}

/// A score on 0…10; `None` on an unknown scale.
fn normalised(score: Option<f32>, scale: Option<Scale>) -> Option<f32> {
    score.zip(scale).map(|(score, scale)| scale.normalise(score))
}

/// All comments as the report counts them.
pub(super) fn rows(history: &History) -> Rows {
    let mut rows = Rows::default();
    let mut record = 0;
    for i in 0..history.len() {
        if i > 0 && history.key[i] != history.key[i - 1] {
            record += 1;
        }
        let themes = row_themes(history.members(i), history.sentiment[i]);
        rows.push(&Row {
            record,
            week: history.week[i],
            lang: lang_of(history.lang[i]),
            source: history.source[i],
            channel: named(&history.channel, i),
            touchpoint: named(&history.touchpoint, i),
            segment: named(&history.segment, i),
            score: history.score[i],
            sentiment: history.sentiment[i],
            cues: history.cues[i],
            blank: history.members(i).is_empty() && history.lang[i] == 4,
            themes: &themes,
        });
    }
    rows
}

fn named(labels: &Labels, at: usize) -> Option<&str> {
    labels.get(at)
}

/// Each theme once, with its best degree.
fn row_themes(members: &[Membership], sentiment: Option<f32>) -> Vec<RowTheme> {
    let mut themes: Vec<RowTheme> = Vec::with_capacity(members.len());
    for member in members {
        match themes.iter_mut().find(|t| t.theme == member.theme) {
            Some(known) => known.degree = known.degree.max(member.degree),
            None => {
                let (theme, degree) = (member.theme, member.degree);
                themes.push(RowTheme { theme, degree, sentiment });
            }
        }
    }
    themes
}
