//! Products of rows of whole numbers: exact, so the same whatever registers a machine has.

use std::cell::RefCell;

use pulp::{Arch, NullaryFnOnce};

/// Numbers multiplied at a time.
const LANES: usize = 64;

/// The product of two rows.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled anew for every width of registers")]
pub(crate) fn product(a: &[i16], b: &[i16]) -> i32 {
    // Whole pieces of a fixed length let the compiler use the widest registers there are.
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sum = 0;
    for (x, y) in a.iter().zip(b) {
        sum += x.iter().zip(y).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum::<i32>();
    }
    sum + rest_a.iter().zip(rest_b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum::<i32>()
}

/// Hands the products of `row` with each of `rows`, which lie one after the other, to `with`.
pub(crate) fn products<T>(row: &[i16], rows: &[i16], with: impl FnOnce(&[i32]) -> T) -> T {
    thread_local!(static PRODUCTS: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) });
    // Taken out while it is used: `with` may ask for other products.
    let mut out = PRODUCTS.take();
    out.clear();
    Arch::new().dispatch(Products { row, rows, out: &mut out });
    let result = with(&out);
    PRODUCTS.set(out);
    result
}

struct Products<'a> {
    row: &'a [i16],
    rows: &'a [i16],
    out: &'a mut Vec<i32>,
}

impl NullaryFnOnce for Products<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled anew for every width of registers")]
    fn call(self) {
        let rows = self.rows.chunks_exact(self.row.len().max(1));
        // Plain loops are compiled here, what an iterator calls is not.
        self.out.resize(rows.len(), 0);
        for (out, other) in self.out.iter_mut().zip(rows) {
            *out = product(self.row, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_long_sums() {
        for dim in [1, 7, 64, 130, 256] {
            let numbers: Vec<i16> =
                (0..dim * 9).map(|i| (i as i64 * 7919 % 16001 - 8000) as i16 / 8).collect();
            let row = &numbers[..dim];
            let long = |other: &[i16]| -> i64 {
                row.iter().zip(other).map(|(x, y)| i64::from(*x) * i64::from(*y)).sum()
            };
            let expected: Vec<i64> = numbers.chunks(dim).map(long).collect();
            products(row, &numbers, |found| {
                let found: Vec<i64> = found.iter().map(|p| i64::from(*p)).collect();
                assert_eq!(found, expected, "{dim}");
                products(&row[..1], row, |inner| assert_eq!(inner.len(), dim));
            });
        }
    }
}
