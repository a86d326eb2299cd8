//! The known name that a mistyped one was meant to be.

/// The one of `known` that is written most like `word`, if any is near: at most a third of its
/// letters differ.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .map(|name| (distance(&word, &name.to_lowercase()), name))
        .min_by_key(|&(distance, _)| distance)
        .filter(|&(distance, name)| distance * 3 <= name.chars().count().max(3))
        .map(|(_, name)| name)
}

/// Levenshtein's distance in characters, where two neighbours that changed places count once
/// (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // `rows[i][j]`: from the first i characters of one to the first j of the other.
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let at = |up: usize, left: usize| {
                let row = (i + 1).checked_sub(up).and_then(|i| rows.get(i));
                row.and_then(|row| row.get((j + 1).checked_sub(left)?)).copied()
            };
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(to) && b.get(j - 1) == Some(from);
            let ways = [
                at(1, 1).map(|n| n + usize::from(from != to)),
                at(1, 0).map(|n| n + 1),
                row.last().map(|n| n + 1),
                at(2, 2).filter(|_| swapped).map(|n| n + 1),
            ];
            row.push(ways.into_iter().flatten().min().unwrap_or(0));
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_changed_places_are_one_mistake() {
        for (a, b, want) in
            [("nsp", "nps", 1), ("", "ab", 2), ("dat", "date", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(a, b), want, "{a} {b}");
        }
        assert_eq!(nearest("nsp", ["ces", "nps", "mean"].into_iter()), Some("nps"));
        assert_eq!(nearest("xyz", ["ces", "nps", "mean"].into_iter()), None);
    }
}
