//! Spellings that a Finnish form may stand for: spoken endings and missing dots.
//! Only proposes; the caller takes a proposal whose base form is known.

/// Spoken and dialect spellings and the written ones, most likely first.
pub(super) fn spoken(form: &str) -> Vec<String> {
    // (ending as spoken, ending as written)
    const ENDINGS: [(&str, &str); 38] = [
        ("ee", "ea"),
        ("ee", "eä"),
        ("nen", "inen"),
        ("nu", "nut"),
        ("ny", "nyt"),
        ("nu", "nnut"),
        ("ny", "nnyt"),
        ("oo", "oa"),
        ("öö", "öä"),
        ("uu", "ua"),
        ("yy", "yä"),
        ("ii", "ia"),
        ("ii", "iä"),
        ("is", "isi"),
        ("as", "aisi"),
        ("äs", "äisi"),
        ("tii", "tiin"),
        ("ks", "ksi"),
        ("esti", "easti"),
        ("st", "sta"),
        ("st", "stä"),
        ("lt", "lta"),
        ("lt", "ltä"),
        ("l", "lla"),
        ("l", "llä"),
        ("s", "ssa"),
        ("s", "ssä"),
        ("sen", "isen"),
        ("set", "iset"),
        ("sta", "ista"),
        ("stä", "istä"),
        ("sia", "isia"),
        ("siä", "isiä"),
        ("seen", "iseen"),
        ("oi", "oin"),
        ("u", "ut"),
        ("y", "yt"),
        ("aa", "aan"),
    ];
    let back = form.contains(['a', 'o', 'u']);
    let front = form.contains(['ä', 'ö', 'y']);
    let harmonious = |written: &str| {
        if written.contains(['ä', 'ö', 'y']) {
            !back
        } else {
            back || !front || !written.contains(['a', 'o', 'u'])
        }
    };
    ENDINGS
        .iter()
        .filter(|(_, written)| harmonious(written))
        .filter_map(|(spoken, written)| Some(form.strip_suffix(spoken)?.to_owned() + written))
        .collect()
}

/// A form with back and front vowels with dots on all of them; compounds are such forms, too.
pub(super) fn harmonised(form: &str) -> Option<String> {
    let mixed = form.contains(['ä', 'ö', 'y']) && form.contains(['a', 'o']) && !form.contains('u');
    mixed.then(|| form.replace('a', "ä").replace('o', "ö"))
}

/// *verkkokaupanne* → *verkkokaupan*: the possessive suffix behind a weak stem, where the written
/// language has the strong one (*verkkokauppanne*).
pub(super) fn weak(form: &str) -> Vec<String> {
    let stems =
        ["ni", "si", "mme", "nne", "nsa", "nsä"].iter().filter_map(|s| form.strip_suffix(s));
    stems.map(|stem| format!("{stem}n")).collect()
}

/// The form with dots on some or all of its letters, where it has none.
pub(super) fn dotted(form: &str) -> Vec<String> {
    if form.contains(['ä', 'ö']) || !form.contains(['a', 'o']) {
        return Vec::new();
    }
    let all = |letters: &[char]| -> String {
        form.chars()
            .map(|c| match c {
                'a' if letters.contains(&'a') => 'ä',
                'o' if letters.contains(&'o') => 'ö',
                other => other,
            })
            .collect()
    };
    let mut proposals = vec![all(&['a', 'o'])];
    if form.contains('a') && form.contains('o') {
        proposals.push(all(&['a']));
        proposals.push(all(&['o']));
    }
    proposals
}
