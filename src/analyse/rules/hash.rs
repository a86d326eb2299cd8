//! Keys of the tables: a 32-bit hash of a word read from its end, so that the keys of all endings
//! of a word come from one pass. Two of some 200 000 keys may collide; the trainer checks that
//! none of its own do, and a stranger meets one of them once in some 30 000 look-ups.

/// FNV-1a, 64 bits.
#[derive(Clone, Copy)]
pub(super) struct FromEnd(u64);

impl FromEnd {
    pub(super) const fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    pub(super) const fn push(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01B3))
    }

    pub(super) const fn key(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// Key of a whole string.
pub(super) fn key(text: &str) -> u32 {
    text.bytes().rev().fold(FromEnd::new(), FromEnd::push).key()
}

/// Byte offsets and keys of the endings of a text, the shortest first.
pub(super) fn endings(text: &str) -> impl Iterator<Item = (usize, u32)> + '_ {
    let mut hash = FromEnd::new();
    text.bytes().enumerate().rev().filter_map(move |(at, byte)| {
        hash = hash.push(byte);
        text.is_char_boundary(at).then(|| (at, hash.key()))
    })
}
