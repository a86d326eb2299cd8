//! The archive's columns as the report wants them.

use crate::archive::{History, Labels, lang_of};
use crate::config::Scale;
use crate::report::rows::{Row, RowTheme, Rows};
use crate::theme::Membership;

/// A score on 0…10; `None` on an unknown scale.
pub(super) fn normalised(score: Option<f32>, scale: Option<Scale>) -> Option<f32> {
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
        let themes = row_themes(history.members(i), history.polarities(i));
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
            hot: history.hot[i],
            expectation: history.expectation[i],
            emotions: history.emotions[i],
            reference: history.reference[i],
            blank: history.members(i).is_empty() && history.lang[i] == 4,
            themes: &themes,
        });
    }
    rows
}

fn named(labels: &Labels, at: usize) -> Option<&str> {
    labels.get(at)
}

/// Each theme once, with its best degree and the mean polarity of its clauses.
fn row_themes(members: &[Membership], polarities: &[Option<f32>]) -> Vec<RowTheme> {
    let mut themes: Vec<RowTheme> = Vec::with_capacity(members.len());
    for member in members {
        match themes.iter_mut().find(|t| t.theme == member.theme) {
            Some(known) => known.degree = known.degree.max(member.degree),
            None => {
                let (theme, degree) = (member.theme, member.degree);
                themes.push(RowTheme { theme, degree, sentiment: None });
            }
        }
    }
    for row in &mut themes {
        let own = members.iter().zip(polarities).filter(|(member, _)| member.theme == row.theme);
        let (n, sum) = own
            .filter_map(|(_, polarity)| *polarity)
            .fold((0.0, 0.0), |(n, sum), polarity| (n + 1.0, sum + polarity));
        row.sentiment = (n > 0.0).then(|| sum / n);
    }
    themes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::ThemeId;

    #[test]
    fn polarity_toward_a_theme_is_that_of_its_own_clauses() {
        let member = |theme, clause, degree| Membership { theme: ThemeId(theme), clause, degree };
        let members = [member(1, 0, 0.4), member(2, 1, 0.5), member(1, 2, 0.6), member(3, 3, 0.2)];
        let themes = row_themes(&members, &[Some(0.5), Some(-0.8), Some(1.0), None]);
        let shown: Vec<_> = themes.iter().map(|t| (t.theme.0, t.degree, t.sentiment)).collect();
        assert_eq!(shown, [(1, 0.6, Some(0.75)), (2, 0.5, Some(-0.8)), (3, 0.2, None)]);
    }
}
