//! Words of the two languages that mean the same, for labels that agree in both.

use rustc_hash::FxHashMap;

use crate::lexicon::word_pairs;

/// What words of each language (0 Finnish, 1 English) are called in the other one.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    into: [FxHashMap<&'static str, Vec<&'static str>>; 2],
}

impl Pairs {
    /// The pairs that ship with the program.
    pub(crate) fn builtin() -> Self {
        let mut into: [FxHashMap<&str, Vec<&str>>; 2] = Default::default();
        let mut ranked: FxHashMap<&str, Vec<(usize, &str)>> = FxHashMap::default();
        for (fi, english) in word_pairs() {
            for (rank, en) in english.enumerate() {
                into[0].entry(fi).or_default().push(en);
                ranked.entry(en).or_default().push((rank, fi));
            }
        }
        for (en, mut finnish) in ranked {
            // Where the word is the usual one comes first.
            finnish.sort_by_key(|(rank, _)| *rank);
            into[1].insert(en, finnish.into_iter().map(|(_, fi)| fi).collect());
        }
        Self { into }
    }

    /// What a base form of a language is called in the other one, the usual word first.
    pub(crate) fn of(&self, word: &str, language: usize) -> &[&'static str] {
        self.into.get(language).and_then(|into| into.get(word)).map_or(&[], Vec::as_slice)
    }

    /// The usual word of the other language for a word or a phrase; a compound or phrase that is
    /// not known is put together from its parts, or told by its last one.
    pub(crate) fn told(&self, word: &str, parts: &[&str], language: usize) -> Option<String> {
        if let Some(usual) = self.of(word, language).first() {
            return Some((*usual).to_owned());
        }
        if language == 1 {
            let (_, head) = word.rsplit_once(' ')?;
            return Some((*self.of(head, 1).first()?).to_owned());
        }
        let told = parts.iter().map(|part| self.of(part, 0).first().copied());
        let told: Vec<&str> = told.collect::<Option<_>>()?;
        (told.len() > 1).then(|| told.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compounds_and_phrases_have_a_counterpart() {
        let pairs = Pairs::builtin();
        for (word, parts, language, told) in [
            ("jono", &[][..], 0, Some("queue")),
            ("line", &[], 1, Some("jono")),
            ("phone hours", &[], 1, Some("puhelinaika")),
            ("gate agent", &[], 1, Some("asiakaspalvelija")),
            ("postikuitti", &["posti", "kuitti"], 0, Some("post receipt")),
            ("postikuitti", &["posti", "xyz"], 0, None),
            ("xyz", &[], 1, None),
        ] {
            assert_eq!(pairs.told(word, parts, language).as_deref(), told, "{word}");
        }
    }
}
