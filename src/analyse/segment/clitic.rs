//! English words written together: *don't*, *it's*, *we'll*, *cannot*.

/// Where a word splits, and the normal forms of its halves.
pub(super) struct Split<'w> {
    /// Byte offset of the second half in the word.
    pub(super) at: usize,
    /// Normal form of the first half.
    pub(super) first: &'w str,
    /// Normal form of the second half.
    pub(super) second: &'static str,
}

/// The halves of a normal form, if it is two English words; its surface has the same letters.
pub(super) fn split(form: &str) -> Option<Split<'_>> {
    if form.contains('\'') {
        return apostrophe(form);
    }
    // By length first: this is asked of every word.
    if !(4..=8).contains(&form.len()) || !form.ends_with(['t', 's']) {
        return None;
    }
    if form == "cannot" {
        return Some(Split { at: 3, first: "can", second: "not" });
    }
    let stem = form.strip_suffix("nt").filter(|stem| BARE.contains(stem))?;
    Some(Split { at: stem.len(), first: whole(stem), second: "n't" })
}

/// Endings with an apostrophe, and the form each gets.
const ENDINGS: [&str; 7] = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];

/// Verbs that people write with *nt* and no apostrophe; no Finnish or English word is among the
/// results. (*wont* is one, but in feedback it is *won't*.)
const BARE: [&str; 16] = [
    "ai", "are", "ca", "could", "did", "do", "does", "had", "has", "have", "is", "must", "should",
    "was", "wo", "would",
];

fn apostrophe(form: &str) -> Option<Split<'_>> {
    let (stem, second) = ENDINGS
        .into_iter()
        .find_map(|ending| form.strip_suffix(ending).map(|stem| (stem, ending)))
        .filter(|(stem, _)| !stem.is_empty() && !stem.contains('\''))?;
    let first = if second == "n't" { whole(stem) } else { stem };
    Some(Split { at: stem.len(), first, second })
}

/// The verb before *n't*, where the spelling hides it.
fn whole(stem: &str) -> &str {
    match stem {
        "ca" => "can",
        "wo" => "will",
        "sha" => "shall",
        "ai" => "is",
        other => other,
    }
}
