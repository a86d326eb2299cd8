//! Which language is a text written in?
//!
//! A linear model over hashed character 2-4-grams and words tells Finnish, English, Swedish and
//! the rest apart; `lexicons/train/language.py` learns it. Refuses to guess where there is nothing
//! to tell from: `ok`, `👍` and `5/5` have no language, and none is not English.

mod features;
mod model;

use features::Seen;

use crate::lang::Lang;

/// Letters below which a text has no language.
const LETTERS: u32 = 3;
/// Probability that two letters alone must reach: *ei*, *ja*, *we*.
const SURE_OF_TWO: f32 = 0.5;
/// Letters below which a language that is not analysed must reach this probability: single words
/// and names look like one.
const SURE_OF_OTHER: (u32, f32) = (10, 0.7);
/// Letters of a clause that may have another language than its comment.
const CLAUSE_LETTERS: u32 = 6;
/// The same for a language that is not analysed: names and loans look like one.
const CLAUSE_LETTERS_OTHER: u32 = 14;
/// Probability that such a clause must reach.
const SURE_OF_CLAUSE: f32 = 0.98;
/// Letters and probability from which a text is believed against what its source declares.
const AGAINST_DECLARED: (u32, f32) = (20, 0.9);

/// The language of a text; `None` if it has too few letters to have one.
pub fn detect(text: &str) -> Option<Lang> {
    guess(text).map(|guess| guess.lang)
}

/// Language of a whole text, of which the source may have declared one.
pub(super) fn of_text(text: &str, declared: Option<Lang>) -> Option<Lang> {
    let Some(guess) = guess(text) else { return declared };
    let (letters, sure) = AGAINST_DECLARED;
    match declared {
        Some(declared) if guess.letters < letters || guess.probability < sure => Some(declared),
        Some(_) | None => Some(guess.lang),
    }
}

/// Language of a clause in a text of language `whole`: another one only where it is plain.
pub(super) fn of_clause(clause: &str, whole: Option<Lang>) -> Option<Lang> {
    // Fewer bytes cannot hold the letters.
    if clause.len() < CLAUSE_LETTERS as usize {
        return whole;
    }
    let Some(guess) = guess(clause) else { return whole };
    let letters = match guess.lang {
        Lang::Fi | Lang::En | Lang::Sv => CLAUSE_LETTERS,
        Lang::Other => CLAUSE_LETTERS_OTHER,
    };
    if guess.letters >= letters && guess.probability >= SURE_OF_CLAUSE {
        whole.and(Some(guess.lang))
    } else {
        whole
    }
}

/// The likeliest language of a text.
struct Guess {
    lang: Lang,
    probability: f32,
    letters: u32,
}

fn guess(text: &str) -> Option<Guess> {
    let mut seen = features::see(text);
    let Seen { letters, foreign, .. } = seen;
    if letters + foreign < LETTERS - 1 {
        return None;
    }
    if foreign > letters {
        return Some(Guess { lang: Lang::Other, probability: 1.0, letters: letters + foreign });
    }
    let [named @ .., (_, other)] = &model::probabilities(&mut seen);
    let (few, sure) = SURE_OF_OTHER;
    let other = if letters < few && *other < sure { -1.0 } else { *other };
    let named = named.iter().copied();
    let (lang, probability) = named
        .chain([(Lang::Other, other)])
        .fold((Lang::Other, -1.0), |best, next| if next.1 > best.1 { next } else { best });
    let enough = letters >= LETTERS || probability >= SURE_OF_TWO;
    enough.then_some(Guess { lang, probability, letters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_answers_have_the_language_of_their_words() {
        for (text, lang) in [
            ("hyvä", Lang::Fi),
            ("kiitos", Lang::Fi),
            ("ei", Lang::Fi),
            ("HYVÄÄÄÄ", Lang::Fi),
            ("tosi hyva", Lang::Fi),
            ("hyva\u{308}a\u{308} palvelua", Lang::Fi),
            ("good", Lang::En),
            ("thanks", Lang::En),
            ("didn't work", Lang::En),
            ("bra", Lang::Sv),
            ("tack så mycket", Lang::Sv),
            ("Kultsu", Lang::Fi),
            ("altitude", Lang::En),
            ("väga hea teenindus", Lang::Other),
            ("sehr freundliches Personal", Lang::Other),
            ("Спасибо большое", Lang::Other),
        ] {
            assert_eq!(detect(text), Some(lang), "{text}");
        }
    }

    #[test]
    fn texts_without_words_have_none() {
        for text in ["", "ok", "OK!", "👍", "-", "5/5", "!!!", ":D", "https://kauppa.fi/hyvä", "a"]
        {
            assert_eq!(detect(text), None, "{text}");
        }
    }

    #[test]
    fn a_declared_language_decides_only_where_the_text_does_not() {
        assert_eq!(of_text("ok", Some(Lang::Fi)), Some(Lang::Fi));
        assert_eq!(of_text("super", Some(Lang::Sv)), Some(Lang::Sv));
        let english = "The delivery was late and nobody answered the phone";
        assert_eq!(of_text(english, Some(Lang::Fi)), Some(Lang::En));
        assert_eq!(of_clause(english, Some(Lang::Fi)), Some(Lang::En));
        assert_eq!(of_clause("Samsung Galaxy S", Some(Lang::Fi)), Some(Lang::Fi));
    }
}
