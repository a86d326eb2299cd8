//! Slips of the finger: a letter doubled, undoubled or swapped with its neighbour. These are most
//! of what people mistype in long words, and few enough to try on every unknown form.

/// One letter doubled, undoubled, swapped with the next or left out.
pub(crate) fn slips(form: &str) -> Vec<String> {
    let letters: Vec<char> = form.chars().collect();
    let mut proposals = Vec::with_capacity(3 * letters.len());
    for (at, &letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        if next == Some(letter) {
            proposals.push(spliced(&letters, at, 2, &[letter]));
        } else if at > 0 {
            proposals.push(spliced(&letters, at, 1, &[letter, letter]));
        }
    }
    for (at, pair) in letters.windows(2).enumerate().skip(1) {
        if let &[a, b] = pair
            && a != b
        {
            proposals.push(spliced(&letters, at, 2, &[b, a]));
        }
    }
    proposals.retain(|p| p != form);
    proposals
}

fn spliced(letters: &[char], at: usize, cut: usize, with: &[char]) -> String {
    let before = letters.iter().take(at);
    before.chain(with).chain(letters.iter().skip(at + cut)).collect()
}
