//! The words that join clauses, and when they do.

use crate::analyse::Joiner;

/// Where a conjunction opens a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Wherever something was said before and something follows.
    Always,
    /// Where a clause opens anyway: first in a sentence or after a comma.
    Opening,
    /// After a comma only.
    Comma,
    /// After a comma, or before a subject or negation verb; the words before it must have said
    /// something by themselves.
    Subject,
}

/// The joiner of a normal form, and when it counts.
#[inline]
pub(super) fn find(form: &str) -> Option<(Joiner, When)> {
    let bytes = form.as_bytes();
    let (first, last) = (bytes.first()?, bytes.last()?);
    // Most words are no conjunction: their length and their first and last letters tell.
    let lengths = BEGINNINGS[*first as usize] & ENDINGS[*last as usize];
    if lengths & (1 << bytes.len().min(31)) == 0 {
        return None;
    }
    let at = TABLE.binary_search_by_key(&form, |row| row.0).ok()?;
    TABLE.get(at).map(|row| (row.1, row.2))
}

/// Whether a conjunction after `before` joins nothing: *nothing but*, *as if*, *niin kun*.
pub(super) fn is_bound(form: &str, before: &str) -> bool {
    match form {
        "but" => matches!(
            before,
            "nothing" | "anything" | "everything" | "all" | "choice" | "option" | "help" | "last"
        ),
        "if" => {
            matches!(before, "as" | "what" | "see" | "wonder" | "ask" | "know" | "check" | "sure")
        }
        "kun" => matches!(before, "niin" | "niinku" | "samalla"),
        "jos" => matches!(before, "kuin" | "entä" | "entäs"),
        "vaikka" => matches!(before, "ota" | "ottaa" | "kokeile" | "sanotaan"),
        "while" => matches!(before, "a" | "little" | "long" | "good" | "short"),
        "because" => matches!(before, "just" | "that's"),
        _ => false,
    }
}

/// Whether the word goes with the conjunction after it: *even though*, *ja koska*, *varsinkin kun*.
pub(super) fn leans_forward(form: &str) -> bool {
    matches!(
        form,
        "even"
            | "and"
            | "or"
            | "just"
            | "especially"
            | "only"
            | "ja"
            | "tai"
            | "eli"
            | "varsinkin"
            | "etenkin"
            | "ihan"
            | "jopa"
            | "vain"
            | "paitsi"
            | "except"
            | "että"
    )
}

/// Whether a comma before the word belongs inside a clause: what follows completes it.
pub(super) fn completes(form: &str) -> bool {
    matches!(
        form,
        "että"
            | "ettei"
            | "ettet"
            | "etten"
            | "ettemme"
            | "ettette"
            | "etteivät"
            | "kuin"
            | "kuten"
            | "joka"
            | "jota"
            | "jonka"
            | "jossa"
            | "josta"
            | "johon"
            | "jolla"
            | "jolle"
            | "jolta"
            | "jona"
            | "jotka"
            | "joita"
            | "joiden"
            | "joissa"
            | "joista"
            | "joihin"
            | "joilla"
            | "joille"
            | "joilta"
            | "mikä"
            | "mitä"
            | "mitkä"
            | "minkä"
            | "missä"
            | "mistä"
            | "mihin"
            | "milloin"
            | "miten"
            | "kuinka"
            | "miksi"
            | "kuka"
            | "kenelle"
            | "that"
            | "which"
            | "who"
            | "whom"
            | "whose"
            | "where"
            | "såsom"
            | "att"
            | "som"
    )
}

/// Whether the word lists its neighbours side by side, so that they are no clauses.
pub(super) fn lists(form: &str) -> bool {
    matches!(form, "ja" | "and" | "tai" | "or" | "sekä" | "&" | "och" | "eller" | "eikä" | "nor")
}

/// Whether the word is a subject or negation verb that begins a clause after *ja*, *and*, *so*.
pub(super) fn is_subject(form: &str) -> bool {
    matches!(
        form,
        "minä"
            | "mä"
            | "mää"
            | "mie"
            | "sinä"
            | "sä"
            | "sää"
            | "hän"
            | "se"
            | "ne"
            | "he"
            | "me"
            | "te"
            | "tämä"
            | "tää"
            | "nämä"
            | "ei"
            | "en"
            | "et"
            | "emme"
            | "ette"
            | "eivät"
            | "eikä"
            | "kukaan"
            | "mikään"
            | "i"
            | "it"
            | "we"
            | "they"
            | "she"
            | "you"
            | "this"
            | "there"
            | "nobody"
            | "nothing"
            | "no-one"
            | "none"
            | "vi"
            | "jag"
            | "det"
            | "de"
    )
}

/// Whether the word is a negation that begins a thought after a comma: *Halpa, ei toimi*.
pub(super) fn is_negation(form: &str) -> bool {
    matches!(form, "ei" | "en" | "et" | "emme" | "ette" | "eivät" | "eikä" | "not" | "never" | "no")
}

/// Lengths of the conjunctions that begin, and that end, with a byte; a bit for each length.
const BEGINNINGS: [u32; 256] = lengths(false);
const ENDINGS: [u32; 256] = lengths(true);

const fn lengths(by_ending: bool) -> [u32; 256] {
    let mut table = [0u32; 256];
    let mut i = 0;
    while i < TABLE.len() {
        let bytes = TABLE[i].0.as_bytes();
        let byte = if by_ending { bytes[bytes.len() - 1] } else { bytes[0] };
        table[byte as usize] |= 1 << bytes.len();
        i += 1;
    }
    table
}

/// Sorted by form.
pub(super) const TABLE: [(&str, Joiner, When); 71] = [
    ("altho", Joiner::Concession, When::Always),
    ("although", Joiner::Concession, When::Always),
    ("and", Joiner::And, When::Subject),
    ("because", Joiner::Cause, When::Always),
    ("but", Joiner::Contrast, When::Always),
    ("cause", Joiner::Cause, When::Comma),
    ("coz", Joiner::Cause, When::Always),
    ("cuz", Joiner::Cause, When::Always),
    ("despite", Joiner::Concession, When::Always),
    ("eftersom", Joiner::Cause, When::Always),
    ("eikä", Joiner::And, When::Subject),
    ("eivätkä", Joiner::And, When::Subject),
    ("ellei", Joiner::Condition, When::Always),
    ("ellemme", Joiner::Condition, When::Always),
    ("ellen", Joiner::Condition, When::Always),
    ("ellet", Joiner::Condition, When::Always),
    ("emmekä", Joiner::And, When::Subject),
    ("enkä", Joiner::And, When::Subject),
    ("etkä", Joiner::And, When::Subject),
    ("ettekä", Joiner::And, When::Subject),
    ("hence", Joiner::Cause, When::Opening),
    ("however", Joiner::Contrast, When::Opening),
    ("if", Joiner::Condition, When::Always),
    ("instead", Joiner::Contrast, When::Opening),
    ("ja", Joiner::And, When::Subject),
    ("jollei", Joiner::Condition, When::Always),
    ("jollen", Joiner::Condition, When::Always),
    ("jollet", Joiner::Condition, When::Always),
    ("jos", Joiner::Condition, When::Always),
    ("joskin", Joiner::Concession, When::Always),
    ("joten", Joiner::Cause, When::Always),
    ("koska", Joiner::Cause, When::Always),
    ("kuitenkin", Joiner::Contrast, When::Opening),
    ("kun", Joiner::Cause, When::Always),
    ("men", Joiner::Contrast, When::Comma),
    ("mikäli", Joiner::Condition, When::Always),
    ("mut", Joiner::Contrast, When::Always),
    ("mutta", Joiner::Contrast, When::Always),
    ("muttei", Joiner::Contrast, When::Always),
    ("mutteivät", Joiner::Contrast, When::Always),
    ("muttemme", Joiner::Contrast, When::Always),
    ("mutten", Joiner::Contrast, When::Always),
    ("muttet", Joiner::Contrast, When::Always),
    ("muttette", Joiner::Contrast, When::Always),
    ("nevertheless", Joiner::Contrast, When::Opening),
    ("nonetheless", Joiner::Contrast, When::Opening),
    ("och", Joiner::And, When::Subject),
    ("om", Joiner::Condition, When::Comma),
    ("otherwise", Joiner::Contrast, When::Opening),
    ("plus", Joiner::And, When::Subject),
    ("sekä", Joiner::And, When::Subject),
    ("siksi", Joiner::Cause, When::Opening),
    ("sillä", Joiner::Cause, When::Comma),
    ("silti", Joiner::Contrast, When::Opening),
    ("since", Joiner::Cause, When::Comma),
    ("sitävastoin", Joiner::Contrast, When::Opening),
    ("so", Joiner::Cause, When::Subject),
    ("therefore", Joiner::Cause, When::Opening),
    ("though", Joiner::Concession, When::Always),
    ("thus", Joiner::Cause, When::Opening),
    ("toisaalta", Joiner::Contrast, When::Opening),
    ("tosin", Joiner::Concession, When::Opening),
    ("unless", Joiner::Condition, When::Always),
    ("vaan", Joiner::Contrast, When::Comma),
    ("vaikka", Joiner::Concession, When::Always),
    ("vaikkakin", Joiner::Concession, When::Always),
    ("vaikkei", Joiner::Concession, When::Always),
    ("vaikken", Joiner::Concession, When::Always),
    ("whereas", Joiner::Contrast, When::Always),
    ("while", Joiner::Concession, When::Subject),
    ("yet", Joiner::Contrast, When::Comma),
];
