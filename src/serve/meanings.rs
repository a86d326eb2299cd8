//! Names of what a comment was tagged with, in both languages side by side.

use crate::analyse::Flags;
use crate::report::findings::Language;
use crate::score::{Emotion, Hot, Reference};

/// Names of the grammar of a word, in the order they are shown.
const FLAGS: [(Flags, &str, &str); 15] = [
    (Flags::NEGATION, "kielto", "negation"),
    (Flags::CARITIVE, "puuttuminen", "without"),
    (Flags::CONDITIONAL, "konditionaali", "conditional"),
    (Flags::COMPARATIVE, "komparatiivi", "comparative"),
    (Flags::SUPERLATIVE, "superlatiivi", "superlative"),
    (Flags::PASSIVE, "passiivi", "passive"),
    (Flags::QUESTION, "kysymys", "question"),
    (Flags::FIRST_PERSON, "1. persoona", "1st person"),
    (Flags::SECOND_PERSON, "2. persoona", "2nd person"),
    (Flags::IMPERATIVE, "imperatiivi", "imperative"),
    (Flags::PAST, "imperfekti", "past"),
    (Flags::CONNEGATIVE, "kieltomuoto", "connegative"),
    (Flags::CLITIC, "liitepartikkeli", "clitic"),
    (Flags::RESPELLED, "kirjoitusasu korjattu", "respelled"),
    (Flags::NAME, "nimi", "name"),
];

const fn pick(language: Language, (fi, en): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::Fi => fi,
        Language::En => en,
    }
}

/// Dream, problem or need.
pub(super) const fn hot(hot: Hot, language: Language) -> &'static str {
    pick(
        language,
        match hot {
            Hot::Dream => ("haave", "dream"),
            Hot::Problem => ("ongelma", "problem"),
            Hot::Need => ("tarve", "need"),
        },
    )
}

/// Experience against expectation, −2…+2.
pub(super) const fn expectation(step: i8, language: Language) -> &'static str {
    pick(
        language,
        match step {
            i8::MIN..=-2 => ("−2 suututti", "−2 angered"),
            -1 => ("−1 alitti odotukset", "−1 fell short"),
            0 => ("0 mukavuusalue", "0 comfort zone"),
            1 => ("+1 ylitti odotukset", "+1 exceeded"),
            2..=i8::MAX => ("+2 ilahdutti", "+2 delighted"),
        },
    )
}

/// What an experience is compared with.
pub(super) const fn reference(reference: Reference, language: Language) -> &'static str {
    pick(
        language,
        match reference {
            Reference::Industry => ("verrattuna alaan", "against the industry"),
            Reference::Company => ("verrattuna yritykseen", "against the company"),
            Reference::Past => ("verrattuna omaan aiempaan", "against one's own past"),
        },
    )
}

/// An emotion.
pub(super) const fn emotion(emotion: Emotion, language: Language) -> &'static str {
    pick(
        language,
        match emotion {
            Emotion::Anger => ("suuttumus", "anger"),
            Emotion::Disappointment => ("pettymys", "disappointment"),
            Emotion::Worry => ("huoli", "worry"),
            Emotion::Sadness => ("suru", "sadness"),
            Emotion::Joy => ("ilo", "joy"),
            Emotion::Gratitude => ("kiitollisuus", "gratitude"),
            Emotion::Trust => ("luottamus", "trust"),
            Emotion::Surprise => ("yllätys", "surprise"),
        },
    )
}

/// The grammar of a word.
pub(super) fn flags(flags: Flags, language: Language) -> String {
    let own = FLAGS.iter().filter(|(flag, ..)| flags.has(*flag));
    own.map(|(_, fi, en)| pick(language, (fi, en))).collect::<Vec<_>>().join(", ")
}
