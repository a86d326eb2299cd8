//! Forms of names: which basic forms an inflected one may come from.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

const FINNISH: &str = include_str!("../../../lexicons/fi/names.tsv");
const ENGLISH: &str = include_str!("../../../lexicons/en/names.tsv");

/// Case endings, the longer ones first; each has its twin of the other vowel harmony.
const ENDINGS: [&str; 24] = [
    "lle", "lla", "llä", "lta", "ltä", "ssa", "ssä", "sta", "stä", "ksi", "tta", "ttä", "han",
    "hän", "hin", "hen", "hun", "na", "nä", "ta", "tä", "n", "a", "ä",
];
/// Names that are common words, too: only what stands beside them tells.
const DOUBTFUL: &[&str] = &[
    "satu", "onni", "toivo", "rauha", "lahja", "ilo", "ilma", "armas", "tuuli", "tyyni", "meri",
    "suvi", "päivi", "kauko", "kalle", "veli", "taimi", "helmi", "ruusu", "varpu", "vesa", "sulo",
    "hope", "joy", "grace", "may", "april", "june", "mark", "will", "rose", "daisy", "holly",
    "penny", "art", "grant", "frank", "dawn", "amber", "bill", "rob", "sue",
];
/// Words that stand where a name would, and are none.
const WORDS: &[&str] = &[
    "te",
    "teille",
    "teitä",
    "teidän",
    "sinä",
    "sinulle",
    "hän",
    "hänelle",
    "kaikki",
    "kaikille",
    "asiakaspalvelu",
    "palvelu",
    "henkilökunta",
    "henkilöstö",
    "myymälä",
    "tiimi",
    "porukka",
    "myyjä",
    "kassa",
    "hoitaja",
    "lääkäri",
    "kuljettaja",
    "virkailija",
    "asiantuntija",
    "yritys",
    "liike",
    "kauppa",
    "ravintola",
    "hotelli",
    "vastaanotto",
    "keittiö",
    "huolto",
    "pankki",
    "aivan",
    "oikein",
    "todella",
    "paljon",
    "kovasti",
    "jälleen",
    "taas",
    "siitä",
    "tästä",
    "hyvä",
    "hieno",
    "the",
    "you",
    "your",
    "all",
    "everyone",
    "team",
    "staff",
    "service",
    "very",
    "god",
    "minua",
    "meitä",
    "mua",
    "minut",
    "meidät",
    "suomen",
    "suomi",
    "again",
    "customer",
    "for",
    "so",
    "this",
    "that",
];

/// What is known of names beforehand.
pub(super) struct Known {
    people: FxHashSet<&'static str>,
    others: FxHashSet<&'static str>,
}

impl Known {
    pub(super) fn get() -> &'static Self {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let mut known = Self { people: FxHashSet::default(), others: FxHashSet::default() };
            for line in FINNISH.lines().chain(ENGLISH.lines()).filter(|l| !l.starts_with('#')) {
                match line.split_once('\t') {
                    Some((name, "person")) => known.people.insert(name),
                    Some((name, "place" | "brand")) => known.others.insert(name),
                    Some(_) | None => false,
                };
            }
            known
        })
    }

    /// Whether a person may be called so.
    pub(super) fn has_person(&self, name: &str) -> bool {
        self.people.contains(name)
    }

    /// Whether a place or a brand is called so.
    pub(super) fn is_other(&self, name: &str) -> bool {
        self.others.contains(name)
    }

    /// Whether the name is a common word, too.
    pub(super) fn is_doubtful(name: &str) -> bool {
        DOUBTFUL.contains(&name)
    }

    /// Whether it is a word that stands where names stand.
    pub(super) fn is_word(name: &str) -> bool {
        WORDS.contains(&name)
    }
}

/// The basic forms that a form, in lower case, may come from: itself first.
pub(super) fn bases(form: &str) -> Vec<String> {
    let form = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")).unwrap_or(form);
    let mut all = vec![form.to_owned()];
    for ending in ENDINGS {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2) else {
            continue;
        };
        all.push(stem.to_owned());
        if let Some(strong) = strengthened(stem) {
            all.extend(strong);
        }
        if let Some(short) = stem.strip_suffix("kse") {
            all.push(format!("{short}s"));
        }
        if let Some(short) = stem.strip_suffix("se") {
            all.push(format!("{short}nen"));
        }
        // Foreign names ending in a consonant take an i: Kevinille.
        if let Some(short) = stem.strip_suffix('i').filter(|short| !ends_in_vowel(short)) {
            all.push(short.to_owned());
        }
    }
    let mut seen = FxHashSet::default();
    all.retain(|base| base.chars().count() >= 2 && seen.insert(base.clone()));
    all
}

/// The stem with the strong grade that its weak one may stand for: Peka → Pekka, Sadu → Satu.
fn strengthened(stem: &str) -> Option<Vec<String>> {
    let (at, _) = stem.char_indices().rev().find(|(_, c)| !is_vowel(*c))?;
    let (head, tail) = (stem.get(..at)?, stem.get(at..)?);
    let (weak, end) = tail.split_at_checked(tail.chars().next()?.len_utf8())?;
    let before = head.chars().next_back();
    let grades: &[&str] = match (before, weak) {
        (Some('n'), "n") | (Some('l'), "l") | (Some('r'), "r") | (_, "d") => &["t"],
        (Some('m'), "m") | (_, "v") => &["p"],
        (Some('n'), "g") => &["k"],
        (_, "k") => &["kk"],
        (_, "p") => &["pp"],
        (_, "t") => &["tt"],
        _ => return None,
    };
    Some(grades.iter().map(|grade| format!("{head}{grade}{end}")).collect())
}

/// The basic form of a name that nothing is known of.
pub(super) fn usual(form: &str) -> String {
    let form = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")).unwrap_or(form);
    // Only endings that names of the whole world do not have by themselves.
    for ending in ["lle", "lla", "llä", "lta", "ltä"] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3) else {
            continue;
        };
        if let Some(short) = stem.strip_suffix("kse") {
            return format!("{short}s");
        }
        let syllables = stem.chars().zip(stem.chars().skip(1));
        let syllables = syllables.filter(|(a, b)| !is_vowel(*a) && is_vowel(*b)).count();
        let short = stem.strip_suffix('i').filter(|short| !ends_in_vowel(short) && syllables > 2);
        return short.unwrap_or(stem).to_owned();
    }
    form.to_owned()
}

fn ends_in_vowel(text: &str) -> bool {
    text.chars().next_back().is_none_or(is_vowel)
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_come_from_their_names() {
        for (form, name) in [
            ("piialle", "piia"),
            ("piian", "piia"),
            ("pekan", "pekka"),
            ("antilta", "antti"),
            ("hanneksen", "hannes"),
            ("kevinille", "kevin"),
            ("virtaselle", "virtanen"),
            ("sadulle", "satu"),
            ("pertun", "perttu"),
            ("sarah's", "sarah"),
            ("markusta", "markus"),
        ] {
            assert!(bases(form).iter().any(|base| base == name), "{form}: {:?}", bases(form));
        }
        assert_eq!(usual("jorbenille"), "jorben");
        assert_eq!(usual("jonille"), "joni");
    }
}
