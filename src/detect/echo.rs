//! Campaigns: many copies of one text in a short time are one voice.

use rustc_hash::FxHashMap;

/// Weeks within which a copy is an echo.
const WEEKS: i32 = 3;
/// Distinct words below which a text is too short to be a copy of another.
const SHORTEST: usize = 6;
/// Share of common words (Jaccard) from which two texts are one.
const ALIKE: f32 = 0.75;

/// The texts of the last weeks.
#[derive(Debug, Default)]
pub(crate) struct Echoes {
    recent: Vec<(i32, Vec<u32>)>,
    by_word: FxHashMap<u32, Vec<u32>>,
}

impl Echoes {
    /// Whether a comment with these words (distinct, sorted) copies one of the last weeks; must be
    /// asked in order of time.
    pub(crate) fn is_echo(&mut self, week: i32, words: Vec<u32>) -> bool {
        if words.len() < SHORTEST {
            return false;
        }
        // Candidates share the rarest of some of the words: a copy has nearly all of them.
        let mut probes: Vec<(usize, u32)> =
            words.iter().map(|w| (self.by_word.get(w).map_or(0, Vec::len), *w)).collect();
        probes.sort_unstable();
        let tried = words.len() / 3 + 1;
        let found = probes.iter().filter(|(n, _)| *n > 0).take(tried).any(|(_, word)| {
            self.by_word[word].iter().rev().any(|&i| {
                let (then, other) = &self.recent[i as usize];
                week - then < WEEKS && alike(&words, other)
            })
        });
        if !found {
            let number = self.recent.len() as u32;
            for word in &words {
                let list = self.by_word.entry(*word).or_default();
                let recent = &self.recent;
                if list.len() % 64 == 63 {
                    list.retain(|i| week - recent[*i as usize].0 < WEEKS);
                }
                list.push(number);
            }
            self.recent.push((week, words));
        }
        found
    }
}

fn alike(a: &[u32], b: &[u32]) -> bool {
    let (short, long) = (a.len().min(b.len()) as f32, a.len().max(b.len()) as f32);
    if short < ALIKE * long {
        return false;
    }
    let (mut i, mut j, mut common) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1.0;
                i += 1;
                j += 1;
            }
        }
    }
    common >= ALIKE * (short + long - common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_within_weeks_is_an_echo_a_later_one_is_not() {
        let mut echoes = Echoes::default();
        let words: Vec<u32> = (0..12).collect();
        let mended: Vec<u32> = (1..13).collect();
        assert!(!echoes.is_echo(0, words.clone()));
        assert!(echoes.is_echo(1, mended));
        assert!(!echoes.is_echo(1, (20..32).collect()));
        assert!(!echoes.is_echo(9, words));
        assert!(!echoes.is_echo(9, vec![1, 2, 3]));
        assert!(!echoes.is_echo(9, vec![1, 2, 3]));
    }
}
