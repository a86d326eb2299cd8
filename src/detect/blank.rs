//! Which answers say nothing: no words, or only words of having nothing to say.

use crate::analyse::{Analysis, Words};

/// Words an answer may have and still be empty.
const MOST: usize = 5;

/// Word forms that an empty answer is made of. A closed class: pronouns, negations, and the nouns
/// and verbs of "no comment".
const EMPTY: [&str; 78] = [
    "a",
    "add",
    "at",
    "all",
    "any",
    "anything",
    "blank",
    "comment",
    "comments",
    "d",
    "dont",
    "don't",
    "else",
    "empty",
    "ei",
    "eipä",
    "en",
    "erityistä",
    "eikä",
    "eos",
    "have",
    "i",
    "idk",
    "ihmeempää",
    "juuri",
    "kerrottavaa",
    "kertaa",
    "kommentoitavaa",
    "kommentti",
    "kommenttia",
    "kommentteja",
    "know",
    "lisättävää",
    "lisää",
    "mikään",
    "mitä",
    "mitään",
    "muuta",
    "n",
    "na",
    "nah",
    "nil",
    "no",
    "none",
    "nope",
    "not",
    "nothing",
    "now",
    "nyt",
    "oikein",
    "ok",
    "okei",
    "ole",
    "olla",
    "oo",
    "osaa",
    "osata",
    "palautetta",
    "particular",
    "really",
    "sanoa",
    "sanottavaa",
    "sano",
    "sanomista",
    "say",
    "special",
    "tiedä",
    "tiiä",
    "tietoa",
    "tällä",
    "tyhjä",
    "to",
    "vastausta",
    "vastaa",
    "write",
    "x",
    "xx",
    "xxx",
];

/// Whether a comment says nothing.
pub(crate) fn is_blank(analysis: &Analysis, words: &Words) -> bool {
    let mut count = 0;
    analysis.tokens.iter().filter(|token| token.kind.is_matched()).all(|token| {
        count += 1;
        let form = &*words.get(token.word).form;
        count <= MOST && (EMPTY.contains(&form) || form.chars().all(|c| !c.is_alphabetic()))
    })
}
