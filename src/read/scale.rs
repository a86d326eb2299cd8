//! What are the numbers of the score column out of, where nobody says?
//!
//! Owns the guess of the scale. Refuses to take 1–10 for likelihood to recommend: without a 0 it
//! may be any mark.

use super::names;
use super::note::Said;
use crate::config::{Scale, ScaleKind};

/// Share of scores that must be on a scale; the rest are slips of the pen.
const MOST: f32 = 0.98;

/// The scale of `scores` under `header`, and what the user should know of the guess. `None` without
/// scores.
pub(super) fn guess(scores: &[f32], header: &str) -> Option<(Scale, Said)> {
    let words = names::words(header);
    let named = |starts: &[&str]| {
        words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
    };
    let recommends = named(&["nps", "suosit", "recommend", "promoter"]);
    let effort = named(&["ces", "effort", "vaivatt", "helppo", "helposti", "easy", "ease"]);
    let satisfied = named(&["tyytyväi", "satisf", "csat"]);
    let on = |min: f32, max: f32| {
        let inside = scores.iter().filter(|score| (min..=max).contains(*score)).count();
        inside as f32 >= MOST * scores.len() as f32
    };
    let zero = scores.iter().any(|score| score.abs() < f32::EPSILON);
    let lowest = scores.iter().copied().reduce(f32::min)?;
    let scale = if !on(0.0, 10.0) {
        return Some(note(wide(scores, lowest, on(0.0, 100.0)), header));
    } else if recommends || (zero && !on(0.0, 7.0) && !satisfied) {
        if !zero {
            let text = Said::new(
                format!(
                    "no 0 in \"{header}\": it may be a scale from 1 to 10, so no NPS is computed; if it is likelihood to recommend from 0 to 10, set score.scale = \"nps\""
                ),
                format!(
                    "sarakkeessa ”{header}” ei ole nollaa: asteikko voi olla 1–10, joten NPS:ää ei lasketa; jos kyseessä on suositteluhalukkuus 0–10, aseta score.scale = \"nps\""
                ),
            );
            return Some((Scale::range(if on(1.0, 10.0) { 1.0 } else { 0.0 }, 10.0), text));
        }
        Scale::NPS
    } else if on(1.0, 5.0) || on(0.0, 5.0) {
        Scale::range(if on(1.0, 5.0) { 1.0 } else { 0.0 }, 5.0)
    } else if on(1.0, 7.0) {
        if effort { Scale::CES7 } else { Scale::range(1.0, 7.0) }
    } else if named(&["koulu"]) && on(4.0, 10.0) {
        Scale::range(4.0, 10.0)
    } else {
        Scale::range(if zero { 0.0 } else { 1.0 }, 10.0)
    };
    Some(note(scale, header))
}

/// A scale beyond 0–10: percent, or symmetric around 0.
fn wide(scores: &[f32], lowest: f32, percent: bool) -> Scale {
    let far = scores.iter().map(|score| score.abs()).fold(1.0, f32::max).ceil();
    if percent {
        Scale::range(0.0, 100.0)
    } else if lowest < 0.0 {
        Scale::range(-far, far)
    } else {
        Scale::range(0.0, far)
    }
}

fn note(scale: Scale, header: &str) -> (Scale, Said) {
    let (min, max) = (scale.min, scale.max);
    let (what, fi) = match scale.kind {
        ScaleKind::Nps => {
            ("likelihood to recommend, 0 to 10".into(), "suositteluhalukkuus 0–10".into())
        }
        ScaleKind::Ces7 => ("ease, 1 to 7".into(), "helppous 1–7".into()),
        ScaleKind::Range => (
            format!("a scale from {min} to {max}"),
            format!("asteikko, pienin {min}, suurin {max}"),
        ),
    };
    let said = Said::new(
        format!("\"{header}\" is taken as {what}; score.scale sets it"),
        format!("sarakkeen ”{header}” tulkinta: {fi}; asetus: score.scale"),
    );
    (scale, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scores: &[f32], header: &str, expected: &str) {
        let found = guess(scores, header).map_or_else(|| "-".to_owned(), |(scale, _)| scale.name());
        assert_eq!(found, expected, "{header} {scores:?}");
    }

    #[test]
    fn scales_are_guessed_with_care() {
        check(&[0.0, 9.0, 10.0], "score", "nps");
        check(&[0.0, 9.0, 10.0], "tyytyväisyys", "0-10");
        check(&[1.0, 9.0, 10.0], "score", "1-10");
        check(&[1.0, 9.0, 10.0], "NPS", "1-10");
        check(&[0.0, 3.0], "suositteluhalukkuus", "nps");
        check(&[2.0, 4.0], "rating", "1-5");
        check(&[2.0, 6.0], "ces", "ces7");
        check(&[5.0, 8.5, 10.0], "kouluarvosana", "4-10");
        check(&[55.0, 80.0], "score", "0-100");
        check(&[-3.2, 2.5], "score", "-4-4");
        check(&[], "score", "-");
        let mut many = vec![8.0; 99];
        many.extend([0.0, 55.0]);
        check(&many, "nps", "nps");
        assert!(guess(&[1.0, 9.0], "NPS").unwrap().1.en.contains("score.scale = \"nps\""));
    }
}
