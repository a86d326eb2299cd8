//! What stands beside a name: thanks, titles, and what the person did.

use std::borrow::Cow;

/// Thanks, after which comes whom they are for.
const THANKS: &[&str] = &[
    "kiitos",
    "kiitokset",
    "kiitoksia",
    "kiitoksen",
    "kiitoksemme",
    "erityiskiitos",
    "erityiskiitokset",
    "suurkiitos",
    "terveiset",
    "terveisiä",
    "kehut",
    "kehuja",
    "ruusuja",
    "ruusut",
    "hatunnosto",
    "thanks",
    "thank",
    "thankyou",
    "kudos",
    "praise",
    "credit",
    "hats",
];
/// Words between the thanks and the name.
const BETWEEN: &[&str] = &[
    "myös",
    "vielä",
    "paljon",
    "erityisesti",
    "etenkin",
    "kuuluu",
    "kuuluvat",
    "siitä",
    "myyjälle",
    "hoitajalle",
    "asiakaspalvelija",
    "asiakaspalvelijalle",
    "myyjä",
    "hoitaja",
    "virkailija",
    "virkailijalle",
    "kuljettajalle",
    "kuljettaja",
    "ihanalle",
    "mukavalle",
    "ystävälliselle",
    "to",
    "you",
    "so",
    "much",
    "very",
    "a",
    "lot",
    "off",
    "the",
    "our",
    "your",
    "lovely",
    "ja",
];
/// Verbs of help in the past tense, before or after which the helper stands.
const HELPED: &[&str] = &[
    "palveli",
    "auttoi",
    "neuvoi",
    "opasti",
    "hoiti",
    "kohtasi",
    "vastasi",
    "järjesti",
    "selvitti",
    "ratkaisi",
    "ohjasi",
    "kuunteli",
    "korjasi",
    "asensi",
    "kuljetti",
    "palvelee",
    "auttaa",
    "helped",
    "served",
    "assisted",
    "fixed",
    "explained",
    "solved",
    "sorted",
    "guided",
    "answered",
    "welcomed",
    "greeted",
    "installed",
    "delivered",
];
/// Titles and other words before a name.
const TITLES: &[&str] = &[
    "myyjä",
    "myyjänne",
    "myyjän",
    "asiakaspalvelija",
    "asiakaspalvelijanne",
    "virkailija",
    "virkailijanne",
    "hoitaja",
    "hoitajanne",
    "lääkäri",
    "tarjoilija",
    "kuljettaja",
    "asentaja",
    "neuvoja",
    "opettaja",
    "ohjaaja",
    "esimies",
    "kassahenkilö",
    "nimeltä",
    "nimeltään",
    "rouva",
    "herra",
    "agent",
    "cashier",
    "nurse",
    "driver",
    "waiter",
    "waitress",
    "receptionist",
    "technician",
    "colleague",
    "named",
    "called",
    "doctor",
];
/// Words between a verb of help and the name.
const ME: &[&str] =
    &["minua", "meitä", "mua", "minut", "asiani", "asian", "me", "us", "by", "my", "was", "were"];

/// Words before the name of the one who writes.
const SIGNED: &[&str] = &[
    "terveisin",
    "terv",
    "terkuin",
    "yst",
    "ystävällisin",
    "yt",
    "t",
    "tv",
    "nimimerkki",
    "nimim",
    "rakkaudella",
    "toivoo",
    "regards",
    "sincerely",
    "br",
    "wishes",
    "yours",
];

/// Where in its sentence a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Inside,
}

/// A word of a text.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub(super) lower: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) is_capital: bool,
    pub(super) place: Place,
}

/// A word that may be a name, with what its neighbours say.
#[derive(Clone, Debug)]
pub(super) struct Telling<'a> {
    pub(super) word: Word<'a>,
    /// Thanks stand before it.
    pub(super) is_thanked: bool,
    /// The neighbours say that it is a person.
    pub(super) is_person: bool,
    /// It begins a sentence and did something: a name only if it is one elsewhere.
    pub(super) is_weak: bool,
}

/// The words of a text: letters with hyphens and apostrophes inside.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    let mut place = Place::Start;
    std::iter::from_fn(move || {
        let tail = text.get(rest..)?;
        let begin = tail.char_indices().find(|(_, c)| c.is_alphabetic())?.0;
        let gap = tail.get(..begin).unwrap_or("");
        if gap.contains(['.', '!', '?', '\n', ':']) {
            place = Place::Start;
        }
        let word = tail.get(begin..)?;
        let inside = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
        let end = word.char_indices().find(|(_, c)| !inside(*c)).map_or(word.len(), |(at, _)| at);
        let word = word.get(..end)?.trim_end_matches(['-', '\'', '’']);
        let start = rest + begin;
        rest = start + word.len();
        let is_capital = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().nth(1).is_some_and(char::is_lowercase);
        let own = place;
        place = Place::Inside;
        let lower = Cow::Owned(word.to_lowercase());
        Some(Word { lower, start, len: word.len(), is_capital, place: own })
    })
}

/// Every word that may be a name.
pub(super) fn tellings(text: &str) -> Vec<Telling<'_>> {
    let all: Vec<Word<'_>> = words(text).collect();
    let mut found = Vec::new();
    for (at, word) in all.iter().enumerate() {
        if is_signature(&all, at) {
            continue;
        }
        // Neighbours of the same sentence only.
        let before = |n: usize| {
            let own = all.get(at.checked_sub(n)?..=at)?;
            let within = own.iter().skip(1).all(|word| word.place == Place::Inside);
            own.first().filter(|_| within).map(|word| &*word.lower)
        };
        let is = |list: &[&str], word: Option<&str>| word.is_some_and(|w| list.contains(&w));
        // Thanks up to three words before, with nothing but small words between.
        let is_thanked =
            (1..=3).any(|n| is(THANKS, before(n)) && (1..n).all(|m| is(BETWEEN, before(m))));
        let helped = is(HELPED, before(1)) || is(HELPED, before(2)) && is(ME, before(1));
        // "Asentaja korjasi" begins a sentence as "Jorma korjasi" does.
        let acts = is(HELPED, all.get(at + 1).map(|w| &*w.lower));
        let is_weak = acts && word.place == Place::Start;
        let titled = is(TITLES, before(1)) || word.lower.ends_with("-niminen");
        let is_person = is_thanked || helped || titled || acts && !is_weak;
        if word.is_capital || is_person {
            found.push(Telling { word: word.clone(), is_thanked, is_person, is_weak });
        }
    }
    found
}

/// Whether a word is part of the name under a message: after a greeting, or alone at the end of it.
fn is_signature(all: &[Word<'_>], at: usize) -> bool {
    let after_greeting = |n: usize| {
        let own = at.checked_sub(n).and_then(|from| all.get(from..=at)).unwrap_or_default();
        let greeting = own.first().is_some_and(|word| SIGNED.contains(&&*word.lower));
        greeting && own.iter().skip(1).all(|word| word.is_capital)
    };
    let begin = all.get(..=at).and_then(|own| own.iter().rposition(|w| w.place == Place::Start));
    let last = begin.and_then(|begin| all.get(begin..)).unwrap_or_default();
    let alone = begin.is_some_and(|begin| begin > 0)
        && last.len() <= 2
        && last.iter().all(|word| word.is_capital)
        && last.iter().skip(1).all(|word| word.place == Place::Inside);
    (1..=2).any(after_greeting) || alone
}
