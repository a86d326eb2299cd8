//! Comments in a list: what was said, with the matches marked, and what is known of it.

use crate::archive::StoredComment;
use crate::archive::search::Hit;
use crate::lang::Lang;
use crate::record::Span;
use crate::score::Polarity;
use crate::serve::state::State;
use crate::theme::Codebook;

use super::Frame;
use crate::archive::search::Facet;

/// Characters of a comment that a list shows.
const SHOWN: usize = 700;
/// Characters kept before the first match of a longer one.
const BEFORE: usize = 200;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) marked: bool,
}

/// Sentiment in a word.
#[derive(Clone, Debug)]
pub(super) struct Mood {
    pub(super) class: &'static str,
    pub(super) word: String,
}

/// A link with its label.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) label: String,
    pub(super) url: String,
}

/// A comment in a list.
#[derive(Clone, Debug)]
pub(super) struct HitView {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) lang: Option<&'static str>,
    pub(super) facts: Vec<String>,
    pub(super) mood: Option<Mood>,
    pub(super) themes: Vec<Labelled>,
}

/// A match in its context.
#[derive(Clone, Debug)]
pub(super) struct LineView {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) left: String,
    pub(super) hit: String,
    pub(super) right: String,
}

impl HitView {
    pub(super) fn of(hit: &Hit, state: &State, frame: &Frame, codebook: &Codebook) -> Self {
        let comment = &hit.comment;
        let spans: Vec<Span> = hit.lines.iter().map(|line| line.span).collect();
        let mut themes: Vec<_> = comment
            .themes
            .iter()
            .map(|member| codebook.resolve(member.theme).unwrap_or(member.theme))
            .collect();
        themes.sort_unstable();
        themes.dedup();
        let plain = state.unfiltered();
        let theme = |id: crate::theme::ThemeId| Labelled {
            label: frame.theme(id, codebook),
            url: plain.toggled(Facet::Theme, &id.to_string()).url(),
        };
        Self {
            url: url(comment, state),
            name: name(comment),
            pieces: clipped(pieces(&comment.text, &spans)),
            lang: language(comment.lang),
            facts: facts(comment, frame),
            mood: comment.sentiment.map(|value| mood(value, frame)),
            themes: themes.into_iter().map(theme).collect(),
        }
    }
}

impl LineView {
    /// A line for each match; one with the beginning of the comment where there is none.
    pub(super) fn of(hit: &Hit, state: &State) -> Vec<Self> {
        let (url, name) = (url(&hit.comment, state), name(&hit.comment));
        let line = |left: String, hit: String, right: String| Self {
            url: url.clone(),
            name: name.clone(),
            left,
            hit,
            right,
        };
        if hit.lines.is_empty() {
            let text: String = hit.comment.text.chars().take(SHOWN / 4).collect();
            return vec![line(String::new(), String::new(), text)];
        }
        let mark = |cut: bool| if cut { "…" } else { "" };
        let lines = hit.lines.iter().map(|l| {
            let left = format!("{}{}", mark(l.cut_left), l.left);
            line(left, l.hit.clone(), format!("{}{}", l.right, mark(l.cut_right)))
        });
        lines.collect()
    }
}

/// The page of a comment, which leads back to these results.
pub(super) fn url(comment: &StoredComment, state: &State) -> String {
    let key = crate::serve::pairs::encode(&comment.key.0);
    match (key.is_empty(), comment.question) {
        (true, _) => state.at(&format!("/comment/{}", comment.seq)),
        (false, 0) => state.at(&format!("/record/{key}")),
        (false, question) => state.at(&format!("/record/{key}/{question}")),
    }
}

/// What a comment is called.
pub(super) fn name(comment: &StoredComment) -> String {
    let key: String = comment.key.0.chars().take(40).collect();
    if key.is_empty() { format!("#{}", comment.seq) } else { key }
}

/// The code by which a browser knows a language.
pub(super) const fn language(lang: Option<Lang>) -> Option<&'static str> {
    match lang {
        Some(Lang::Other) | None => None,
        Some(known) => Some(known.code()),
    }
}

pub(super) fn mood(value: f32, frame: &Frame) -> Mood {
    let (class, word) = match Polarity::of(value) {
        Polarity::Negative => ("neg", frame.words.negative),
        Polarity::Neutral => ("neu", frame.words.neutral),
        Polarity::Positive => ("pos", frame.words.positive),
    };
    Mood { class, word: format!("{word} {}", frame.numbers.signed(f64::from(value), 2)) }
}

/// When, where and with what score it was said.
fn facts(comment: &StoredComment, frame: &Frame) -> Vec<String> {
    let day = comment.date.map(|date| frame.day(&date.date().to_string()));
    let source = Some(frame.report.code(comment.source.name()).to_owned());
    let text = |name: &Option<Box<str>>| name.as_deref().map(str::to_owned);
    let score =
        comment.score.map(|score| format!("{} {}", frame.report.score, number(score, frame)));
    let (channel, touchpoint) = (text(&comment.channel), text(&comment.touchpoint));
    [day, source, channel, touchpoint, score].into_iter().flatten().collect()
}

/// A score as it was given.
pub(super) fn number(score: f32, frame: &Frame) -> String {
    frame.numbers.decimal(f64::from(score), usize::from(score.fract() != 0.0))
}

/// A text cut at its marks, which do not overlap and stand in order.
pub(super) fn pieces(text: &str, spans: &[Span]) -> Vec<Piece> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    let mut push = |from: usize, to: usize, marked| {
        let text = text.get(from..to).unwrap_or("").to_owned();
        if !text.is_empty() {
            pieces.push(Piece { text, marked });
        }
    };
    for span in spans {
        push(at, span.start as usize, false);
        push(span.start as usize, span.end as usize, true);
        at = span.end as usize;
    }
    push(at, text.len(), false);
    pieces
}

/// The part of a long text around its first mark.
fn clipped(pieces: Vec<Piece>) -> Vec<Piece> {
    let length = |piece: &Piece| piece.text.chars().count();
    if pieces.iter().map(length).sum::<usize>() <= SHOWN {
        return pieces;
    }
    let (mut left, several) = (SHOWN, pieces.len() > 1);
    let mut kept = Vec::new();
    for (at, mut piece) in pieces.into_iter().enumerate() {
        if at == 0 && several && !piece.marked && length(&piece) > BEFORE {
            let skip = length(&piece) - BEFORE;
            piece.text =
                format!("… {}", piece.text.chars().skip(skip).collect::<String>().trim_start());
        }
        let long = length(&piece);
        if long > left {
            let text: String = piece.text.chars().take(left).collect();
            piece.text = format!("{} …", text.trim_end());
        }
        left = left.saturating_sub(long);
        kept.push(piece);
        if left == 0 {
            break;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_their_marks() {
        let span = |start, end| Span { start, end };
        let show = |pieces: Vec<Piece>| -> String {
            pieces
                .iter()
                .map(|p| if p.marked { format!("<{}>", p.text) } else { p.text.clone() })
                .collect()
        };
        for (text, spans, shown) in [
            ("ei toimi", vec![], "ei toimi"),
            ("ei toimi", vec![span(0, 2), span(3, 8)], "<ei> <toimi>"),
            ("äiti öö", vec![span(6, 10)], "äiti <öö>"),
            ("", vec![], ""),
        ] {
            assert_eq!(show(pieces(text, &spans)), shown);
        }
        let long = format!("{} osuma {}", "a ".repeat(900), "b ".repeat(900));
        let at = long.find("osuma").unwrap() as u32;
        let shown = show(clipped(pieces(&long, &[span(at, at + 5)])));
        assert!(shown.contains("<osuma>") && shown.starts_with('…') && shown.ends_with('…'));
        assert!(shown.chars().count() < SHOWN + 20, "{shown}");
    }
}
