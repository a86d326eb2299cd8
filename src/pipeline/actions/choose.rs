//! Which records call for an action, and which of them first.

use crate::archive::History;
use crate::config::{Scale, ScaleKind};
use crate::record::Source;
use crate::report::findings::Weeks;
use crate::report::model::ActionKind;
use crate::score::{Cue, Polarity};
use crate::theme::ThemeId;

/// Critics in the file at most: more than anybody calls in a week.
const CRITICS: usize = 500;
/// Promoters in the file at most.
const PROMOTERS: usize = 200;

/// What makes a critic worth a call, the most pressing first, with its weight.
const PRESSING: [(Cue, f32); 6] = [
    (Cue::Hazard, 100.0),
    (Cue::Churn, 60.0),
    (Cue::PromiseBroken, 40.0),
    (Cue::Dismissal, 30.0),
    (Cue::Handoff, 30.0),
    (Cue::Competitor, 20.0),
];
/// What makes a promoter worth asking.
const TELLING: [(Cue, f32); 4] = [
    (Cue::BeyondDuty, 30.0),
    (Cue::Retell, 30.0),
    (Cue::StaffPraise, 20.0),
    (Cue::PromiseKept, 15.0),
];

/// A record that calls for an action.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    /// Place in the history of the comment to quote.
    pub(super) at: u32,
    pub(super) kind: ActionKind,
    pub(super) theme: Option<ThemeId>,
    pub(super) cues: Vec<Cue>,
    pub(super) score: Option<f32>,
    weight: f32,
    value: f64,
}

/// The records of the period that call for an action, critics first, the most pressing of each
/// first; and how many there are of both before the longest lists are cut.
pub(super) fn choose(
    history: &History,
    scale: Option<Scale>,
    period: Option<Weeks>,
) -> (Vec<Chosen>, (u32, u32)) {
    let (mut critics, mut promoters) = (Vec::new(), Vec::new());
    let mut start = 0;
    while start < history.len() {
        let same = |i: &usize| history.key[*i] == history.key[start];
        let end = (start + 1..history.len()).take_while(same).last().map_or(start + 1, |i| i + 1);
        let inside = period.is_none_or(|p| history.week[start].is_some_and(|w| p.hold(w)));
        if inside && history.source[start] != Source::Staff {
            match look(history, scale, start..end) {
                Some(one) if one.kind == ActionKind::CallBack => critics.push(one),
                Some(one) => promoters.push(one),
                None => {}
            }
        }
        start = end;
    }
    let found = (critics.len() as u32, promoters.len() as u32);
    for (list, most) in [(&mut critics, CRITICS), (&mut promoters, PROMOTERS)] {
        list.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then(b.value.total_cmp(&a.value)).then(a.at.cmp(&b.at))
        });
        list.truncate(most);
    }
    critics.append(&mut promoters);
    (critics, found)
}

/// A record as a critic or a promoter, if it is one.
fn look(history: &History, scale: Option<Scale>, rows: std::ops::Range<usize>) -> Option<Chosen> {
    let first = rows.start;
    let score = history.score[first];
    let has = |cue: Cue| rows.clone().any(|i| history.cues[i].has(cue));
    let felt = |i: usize| history.sentiment[i];
    let lowest =
        rows.clone().filter(|i| felt(*i).is_some()).min_by(|a, b| order(felt(*a), felt(*b)));
    let highest =
        rows.clone().filter(|i| felt(*i).is_some()).max_by(|a, b| order(felt(*a), felt(*b)));
    let polarity = |i: Option<usize>| i.and_then(felt).map(Polarity::of);
    let unhappy = polarity(lowest) == Some(Polarity::Negative);
    let happy = !unhappy && polarity(highest) == Some(Polarity::Positive);
    let pressing: Vec<(Cue, f32)> = PRESSING.into_iter().filter(|(cue, _)| has(*cue)).collect();
    let telling: Vec<(Cue, f32)> = TELLING.into_iter().filter(|(cue, _)| has(*cue)).collect();
    let rank = score.zip(scale).and_then(|(score, scale)| rank(score, scale));
    let kind = match rank {
        Some(ActionKind::CallBack) => ActionKind::CallBack,
        Some(ActionKind::Promote) if happy => ActionKind::Promote,
        // Who gives the best of scores is called for what is dangerous only.
        Some(ActionKind::Promote) if !(unhappy && has(Cue::Hazard)) => return None,
        _ if !pressing.is_empty() && (unhappy || score.is_none()) && !happy => ActionKind::CallBack,
        None if score.is_none() && happy && !telling.is_empty() => ActionKind::Promote,
        _ => return None,
    };
    let (reasons, quote) = match kind {
        ActionKind::CallBack => (pressing, lowest),
        ActionKind::Promote => (telling, highest),
    };
    // The quote shows the reason, where one comment of several bears it.
    let bears = |i: &usize| reasons.first().is_some_and(|(cue, _)| history.cues[*i].has(*cue));
    let at = quote.filter(bears).or_else(|| rows.clone().find(bears)).or(quote).unwrap_or(first);
    let strength = felt(at).unwrap_or(0.0).abs() * 10.0;
    let given = score.zip(scale).map_or(0.0, |(score, scale)| match kind {
        ActionKind::CallBack => (10.0 - scale.normalise(score)) * 3.0,
        ActionKind::Promote => scale.normalise(score),
    });
    Some(Chosen {
        at: at as u32,
        kind,
        theme: best_theme(history, at),
        weight: reasons.iter().map(|(_, weight)| weight).sum::<f32>() + strength + given,
        cues: reasons.into_iter().map(|(cue, _)| cue).collect(),
        score,
        value: history.value[first].unwrap_or(0.0),
    })
}

fn order(a: Option<f32>, b: Option<f32>) -> std::cmp::Ordering {
    a.unwrap_or(0.0).total_cmp(&b.unwrap_or(0.0))
}

fn best_theme(history: &History, at: usize) -> Option<ThemeId> {
    let best = history
        .members(at)
        .iter()
        .max_by(|a, b| a.degree.total_cmp(&b.degree).then(b.theme.cmp(&a.theme)));
    best.map(|member| member.theme)
}

/// What a score says by itself.
pub(super) fn rank(score: f32, scale: Scale) -> Option<ActionKind> {
    let (low, high) = match scale.kind {
        ScaleKind::Nps => (6.0, 9.0),
        ScaleKind::Ces7 => (3.0, 6.0),
        ScaleKind::Range => {
            let part = |share: f32| scale.min + share * (scale.max - scale.min);
            (part(0.4), part(0.9))
        }
    };
    if score <= low {
        Some(ActionKind::CallBack)
    } else if score >= high {
        Some(ActionKind::Promote)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::CueSet;

    #[test]
    fn critics_come_before_promoters_and_the_pressing_before_the_rest() {
        type Said<'a> = (Source, Option<f32>, Option<f32>, &'a [Cue]);
        let rows: [Said<'_>; 10] = [
            (Source::Survey, Some(3.0), Some(-0.5), &[]),
            (Source::Survey, Some(6.0), Some(-0.5), &[Cue::Hazard]),
            (Source::Survey, Some(10.0), Some(0.8), &[]),
            (Source::Survey, Some(10.0), Some(-0.8), &[]),
            (Source::Survey, Some(8.0), Some(-0.4), &[Cue::Churn]),
            (Source::Social, None, Some(0.6), &[Cue::Retell]),
            (Source::Staff, None, Some(-0.9), &[Cue::Hazard]),
            (Source::Social, None, None, &[]),
            (Source::Survey, Some(10.0), Some(-0.8), &[Cue::Handoff]),
            (Source::Survey, Some(9.0), Some(-0.8), &[Cue::Hazard]),
        ];
        let mut history = History::default();
        for (at, (source, score, sentiment, cues)) in (0..).zip(rows) {
            let mut set = CueSet::default();
            cues.iter().for_each(|cue| set.insert(*cue));
            history.seq.push(at);
            history.key.push(at);
            history.week.push(None);
            history.source.push(source);
            history.score.push(score);
            history.sentiment.push(sentiment);
            history.value.push(None);
            history.cues.push(set);
        }
        let (chosen, found) = choose(&history, Some(Scale::NPS), None);
        let seen: Vec<(u32, ActionKind)> = chosen.iter().map(|one| (one.at, one.kind)).collect();
        let (call, promote) = (ActionKind::CallBack, ActionKind::Promote);
        assert_eq!(seen, [(1, call), (9, call), (4, call), (0, call), (5, promote), (2, promote)]);
        assert_eq!(found, (4, 2));
    }
}
