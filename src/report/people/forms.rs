//! Forms of names: which basic forms an inflected one may come from.

use rustc_hash::FxHashSet;

/// Case endings, the longer ones first; each has its twin of the other vowel harmony.
const ENDINGS: [&str; 24] = [
    "lle", "lla", "llä", "lta", "ltä", "ssa", "ssä", "sta", "stä", "ksi", "tta", "ttä", "han",
    "hän", "hin", "hen", "hun", "na", "nä", "ta", "tä", "n", "a", "ä",
];
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
        // Tampereelle.
        if let Some(short) = stem.strip_suffix('e').filter(|short| short.ends_with('e')) {
            all.push(short.to_owned());
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
        let short = stem
            .strip_suffix('i')
            .filter(|short| !ends_in_vowel(short) && (syllables(stem) > 2 || is_foreign(short)));
        return short.unwrap_or(stem).to_owned();
    }
    form.to_owned()
}

/// Groups of vowels.
fn syllables(stem: &str) -> usize {
    let mut before = false;
    let groups = stem.chars().filter(|c| {
        let begins = is_vowel(*c) && !before;
        before = is_vowel(*c);
        begins
    });
    groups.count()
}

/// Whether a name that ends in a consonant is spelt as no Finnish one is: its i belongs to the
/// case.
fn is_foreign(name: &str) -> bool {
    const LETTERS: &[char] =
        &['c', 'q', 'w', 'x', 'z', 'å', 'á', 'é', 'í', 'ó', 'ú', 'ü', 'š', 'ž'];
    const BEGINS: [&str; 14] =
        ["pr", "tr", "kr", "kl", "pl", "br", "fr", "st", "sp", "sk", "gr", "dr", "bl", "fl"];
    let letters: Vec<char> = name.chars().collect();
    let begins = matches!(letters.as_slice(), [a, b, ..] if !is_vowel(*a) && !is_vowel(*b))
        && !BEGINS.iter().any(|two| name.starts_with(two));
    let ends = matches!(letters.as_slice(), [.., a, 'h'] if !is_vowel(*a));
    name.contains(LETTERS) || begins || ends
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
        assert_eq!(usual("phucille"), "phuc");
        assert_eq!(usual("torbjörnilta"), "torbjörn");
        assert_eq!(usual("farzanehille"), "farzaneh");
    }
}
