//! Few groups out of many: fine groups are merged two by two, then every row goes to the nearest.
//!
//! Rows are smoothed over the graph first, each drawn towards its neighbours: words that two texts
//! happen not to share count less then. The pair whose union is closest to both goes first (Ward
//! 1963, for directions).

use super::kmeans;
use super::neighbours::Graph;
use crate::vectors::{Matrix, add_scaled, dot, normalise};

/// Times that rows are drawn towards their neighbours.
const SMOOTHING: usize = 3;
/// Times that rows are assigned and centres moved.
const ROUNDS: usize = 10;

/// `count` groups, made of finer ones; `None` where there are not as many.
pub(crate) fn merged(rows: &Matrix, graph: &Graph, fine: &[u32], count: usize) -> Option<Vec<u32>> {
    let most = fine.iter().max().map_or(0, |most| *most as usize + 1);
    if count == 0 || most < count {
        return None;
    }
    let smooth = smoothed(rows, graph);
    let mut sums = Matrix::zeros(most, rows.dim());
    for (row, group) in smooth.rows().zip(fine) {
        add_scaled(sums.row_mut(*group as usize), row, 1.0);
    }
    let mut centres = joined(&sums, count);
    let mut groups: Vec<u32> = Vec::new();
    for _ in 0..ROUNDS {
        let found = kmeans::assign(&smooth, &centres);
        let next: Vec<u32> = found.into_iter().map(|(group, _)| group).collect();
        if next == groups {
            break;
        }
        groups = next;
        centres = Matrix::zeros(count, rows.dim());
        for (row, group) in smooth.rows().zip(&groups) {
            add_scaled(centres.row_mut(*group as usize), row, 1.0);
        }
        (0..count).for_each(|c| {
            normalise(centres.row_mut(c));
        });
    }
    Some(groups)
}

/// Rows drawn towards their neighbours, length 1.
fn smoothed(rows: &Matrix, graph: &Graph) -> Matrix {
    let mut smooth = rows.clone();
    for _ in 0..SMOOTHING {
        let before = smooth.clone();
        for i in 0..rows.len() {
            let mut around = vec![0.0; rows.dim()];
            for (other, weight) in graph.of(i) {
                add_scaled(&mut around, before.row(*other as usize), *weight as f32);
            }
            normalise(&mut around);
            let row = smooth.row_mut(i);
            add_scaled(row, &around, 1.0);
            normalise(row);
        }
    }
    smooth
}

/// Directions of `count` unions of groups, given by the sums of their rows.
fn joined(sums: &Matrix, count: usize) -> Matrix {
    let length = |v: &[f32]| dot(v, v).sqrt();
    let mut groups: Vec<Vec<f32>> = sums.rows().map(<[f32]>::to_vec).collect();
    // What the lengths lose in a union: nothing, where both point the same way.
    let loss = |a: &[f32], b: &[f32]| {
        let union: Vec<f32> = a.iter().zip(b).map(|(x, y)| x + y).collect();
        length(a) + length(b) - length(&union)
    };
    let mut losses: Vec<Vec<f32>> =
        (0..groups.len()).map(|a| (0..a).map(|b| loss(&groups[a], &groups[b])).collect()).collect();
    while groups.len() > count {
        let pairs = losses
            .iter()
            .enumerate()
            .flat_map(|(a, row)| row.iter().enumerate().map(move |(b, loss)| (*loss, a, b)));
        let Some((_, a, b)) = pairs.min_by(|x, y| x.0.total_cmp(&y.0)) else { break };
        // b < a: the later one goes.
        let later = groups.remove(a);
        add_scaled(&mut groups[b], &later, 1.0);
        losses.remove(a);
        for row in losses.iter_mut().skip(a) {
            row.remove(a);
        }
        for other in 0..groups.len() {
            let (high, low) = (other.max(b), other.min(b));
            if high != low {
                losses[high][low] = loss(&groups[high], &groups[low]);
            }
        }
    }
    let mut centres = Matrix::new(sums.dim());
    for mut group in groups {
        normalise(&mut group);
        centres.push(&group);
    }
    centres
}
