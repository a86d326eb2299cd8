//! Questions told by their form, for people who save the question mark.

/// Whether a sentence whose first two normal forms are these asks something.
pub(super) fn opens(first: &str, second: &str) -> bool {
    has_question_clitic(first) || finnish(first, second) || english(first, second)
}

/// *onko*, *voisitteko*, *eikö*, *olisikohan*; also spoken *onks*, *voiks*.
///
/// The letter before the ending must be one that verb forms end in, which leaves out *verkko*,
/// *joukko* and *usko*.
fn has_question_clitic(form: &str) -> bool {
    const SPOKEN: [&str; 9] =
        ["onks", "eiks", "voiks", "saaks", "oliks", "tuleeks", "pitääks", "oisko", "voisko"];
    let bare = form
        .strip_suffix("han")
        .or_else(|| form.strip_suffix("hän"))
        .filter(|bare| bare.ends_with("ko") || bare.ends_with("kö"))
        .unwrap_or(form);
    let Some(stem) = bare.strip_suffix("ko").or_else(|| bare.strip_suffix("kö")) else {
        return SPOKEN.contains(&form);
    };
    let verbal = stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö', 'n', 't']);
    verbal
        && (stem.len() > 2 || matches!(stem, "on" | "ei" | "en" | "et" | "vai"))
        && !matches!(form, "heikko" | "eriko" | "taiko" | "pankko" | "aniko")
}

fn finnish(first: &str, second: &str) -> bool {
    match first {
        "miksi" | "miks" | "minkä" | "montako" | "paljonko" | "kauanko" | "milloin" | "koska" => {
            first != "koska" && (first != "minkä" || second == "takia")
        }
        "missä" | "mistä" | "mihin" | "mitä" | "mikä" | "kuka" | "miten" | "kuinka" => {
            matches!(second, "on" | "oli" | "voi" | "saa" | "pitää" | "te" | "tapahtuu" | "jos")
        }
        _ => false,
    }
}

fn english(first: &str, second: &str) -> bool {
    const AUXILIARIES: [&str; 13] = [
        "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should",
        "has",
    ];
    const PRONOUNS: [&str; 10] =
        ["i", "you", "he", "she", "it", "we", "they", "there", "this", "that"];
    let inverted = AUXILIARIES.contains(&second) || matches!(second, "have" | "'s");
    let pronoun = PRONOUNS.contains(&second);
    match first {
        "why" | "when" | "where" | "who" | "how" | "which" => inverted || second == "not",
        // `what is best is …` is a statement more often than not.
        "what" => inverted && second != "is",
        // `had the pleasure` and the like are clipped statements.
        "had" | "have" | "may" => pronoun,
        _ => {
            let other = matches!(second, "the" | "your" | "any" | "anyone" | "someone");
            AUXILIARIES.contains(&first) && (pronoun || other)
        }
    }
}
