//! The learned table: eight weights for each hashed feature.

use super::features::Seen;
use crate::lang::Lang;

/// Groups of languages the model tells apart: Finnish, English, Swedish, and five of the rest.
pub(super) const GROUPS: usize = 8;

/// Mixed into the hash of a whole word, so that it is another feature than a 4-gram.
pub(super) const WORD_MARK: u64 = 0x5555_5555_5555_5555;

/// Scale (f32) and biases (f32 for each group), little-endian, then a row of weights for each
/// bucket: u8, in units of the scale, 128 standing for none.
static TABLE: &[u8; HEADER + (1 << BITS) * GROUPS] =
    include_bytes!("../../../lexicons/language.bin");

const BITS: u32 = 15;
const HEADER: usize = 4 * (1 + GROUPS);

/// Words that people of all languages write.
pub(super) const NEUTRAL: [u64; 12] = [
    word("ok"),
    word("okk"),
    word("hm"),
    word("hmm"),
    word("mm"),
    word("xd"),
    word("xdd"),
    word("lol"),
    word("haha"),
    word("hehe"),
    word("na"),
    word("wow"),
];

/// What stands for no weight in the table.
const ZERO: i32 = 128;

/// Sums of weights, by group.
///
/// Even and odd groups are summed in the 16-bit lanes of two words, four at a time; a lane holds
/// 257 weights, so the lanes are emptied in time.
#[derive(Default)]
pub(super) struct Sums {
    even: u64,
    odd: u64,
    in_lanes: u32,
    groups: [i32; GROUPS],
    count: u32,
}

impl Sums {
    /// Adds the weights of a feature.
    #[inline]
    pub(super) fn add(&mut self, value: u64) {
        // Fibonacci hashing: 2^64 divided by the golden ratio, upper bits.
        let bucket = (value.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as usize;
        let row = ROWS.get(bucket).map_or(0, |row| u64::from_le_bytes(*row));
        self.even += row & LANES;
        self.odd += (row >> 8) & LANES;
        self.in_lanes += 1;
        if self.in_lanes == 256 {
            self.empty_lanes();
        }
    }

    /// Number of features added.
    pub(super) fn count(&self) -> u32 {
        self.count + self.in_lanes
    }

    fn empty_lanes(&mut self) {
        let (even, odd) = (std::mem::take(&mut self.even), std::mem::take(&mut self.odd));
        for (i, sum) in self.groups.iter_mut().enumerate() {
            let lanes = if i % 2 == 0 { even } else { odd };
            *sum += ((lanes >> (i / 2 * 16)) & 0xFFFF) as i32 - ZERO * self.in_lanes as i32;
        }
        self.count += std::mem::take(&mut self.in_lanes);
    }
}

const LANES: u64 = 0x00FF_00FF_00FF_00FF;
static ROWS: &[[u8; GROUPS]] = TABLE.split_at(HEADER).1.as_chunks::<GROUPS>().0;

/// One step of the hash of a word (FNV-1a over 16-bit codes).
pub(super) const fn extend(hash: u64, code: u64) -> u64 {
    (hash ^ code).wrapping_mul(0x0100_0000_01B3)
}

/// Differences of logits beyond which a group does not count: e^-12 is 6 in a million.
const HOPELESS: f32 = -12.0;

/// The probability of each language.
pub(super) fn probabilities(seen: &mut Seen) -> [(Lang, f32); 4] {
    seen.sums.empty_lanes();
    let unit = header(0) / (seen.sums.count().max(1) as f32).sqrt();
    let mut powers = [0f32; GROUPS];
    for (group, (power, sum)) in powers.iter_mut().zip(seen.sums.groups).enumerate() {
        *power = sum as f32 * unit + header(group + 1);
    }
    let top = powers.iter().copied().fold(f32::MIN, f32::max);
    let powers = powers.map(|p| if p - top < HOPELESS { 0.0 } else { (p - top).exp() });
    let total: f32 = powers.iter().sum();
    let [fi, en, sv, rest @ ..] = powers;
    [(Lang::Fi, fi), (Lang::En, en), (Lang::Sv, sv), (Lang::Other, rest.iter().sum())]
        .map(|(lang, power)| (lang, power / total))
}

/// Hash of a word between blanks.
const fn word(letters: &str) -> u64 {
    let mut hash = extend(0, 0x20);
    let mut i = 0;
    while i < letters.len() {
        hash = extend(hash, letters.as_bytes()[i] as u64);
        i += 1;
    }
    extend(hash, 0x20)
}

/// Number `index` of the header.
fn header(index: usize) -> f32 {
    let numbers = TABLE.as_chunks::<4>().0;
    numbers.get(index).map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
}
