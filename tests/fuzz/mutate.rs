//! Changes of an input: bits, pieces, numbers and signs that formats care for. The same seed makes the
//! same input.

/// A stream of numbers (xorshift64*, Vigna 2016).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.number() % end as u64) as usize }
    }
}

/// Signs with a meaning somewhere.
const TOKENS: [&[u8]; 48] = [
    b"\"",
    b"'",
    b";",
    b",",
    b"\t",
    b"|",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"\\",
    b"\\u",
    b"\\ud83d",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff",
    b"\xc3",
    b"\xf0\x9f\x91\x8d",
    b"sep=;\n",
    b"<",
    b">",
    b"</",
    b"/>",
    b"&amp;",
    b"&#0;",
    b"&#x110000;",
    b"&x;",
    b"<![CDATA[",
    b"<!--",
    b"table:number-rows-repeated=\"99999999\"",
    b"r=\"XFD1048576\"",
    b"-1",
    b"0",
    b"1e308",
    b"NaN",
    b"99999999999999999999",
    b"(",
    b")",
    b"AND",
    b"~",
    b"^",
    b"*",
];

/// Numbers at the edges of their kinds.
const EDGES: [u32; 9] = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, u32::MAX];

/// A changed input: `seed` and some changes, now and then with a piece of another.
pub fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(6) {
        change(&mut bytes, seeds, dice);
    }
    bytes.truncate(1 << 16);
    bytes
}

fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + 1 + dice.below(16)).min(bytes.len());
    match dice.below(9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 if at < bytes.len() => bytes[at] = dice.number() as u8,
        2 if at < end => drop(bytes.drain(at..end)),
        3 => {
            let token = TOKENS[dice.below(TOKENS.len())];
            drop(bytes.splice(at..at, token.iter().copied()));
        }
        4 if at < end => {
            let piece = bytes[at..end].to_vec();
            let times = 1 + dice.below(40);
            drop(bytes.splice(at..at, piece.repeat(times)));
        }
        5 if at + 4 <= bytes.len() => {
            let edge = EDGES[dice.below(EDGES.len())];
            let width = [1, 2, 4][dice.below(3)];
            bytes[at..at + width].copy_from_slice(&edge.to_le_bytes()[..width]);
        }
        6 => bytes.truncate(at),
        7 => {
            let other = &seeds[dice.below(seeds.len())];
            let from = dice.below(other.len());
            let to = (from + 1 + dice.below(200)).min(other.len());
            drop(bytes.splice(at..at, other[from.min(to)..to].iter().copied()));
        }
        _ if at < end => {
            let to = dice.below(bytes.len());
            let piece: Vec<u8> = bytes.drain(at..end).collect();
            let to = to.min(bytes.len());
            drop(bytes.splice(to..to, piece));
        }
        _ => bytes.push(dice.number() as u8),
    }
}
