//! The graph of nearest neighbours: each row joined to the rows most like it.
//!
//! Exact, by all pairs in whole numbers: the same graph on every machine and number of threads.

use rayon::prelude::*;

use crate::vectors::{Matrix, products};

/// Whole-number length of a row; a product of two rows then fits 32 bits.
const UNIT: f32 = 16_384.0;
/// Rows compared at a time, so that they stay in the cache.
const TILE: usize = 128;
/// Least weight of an edge: neighbours that point away from each other still stand next to
/// each other.
const LEAST: f32 = 0.001;

/// An undirected graph with weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Graph {
    starts: Vec<usize>,
    edges: Vec<(u32, f64)>,
}

impl Graph {
    /// From the neighbours of each node, which may repeat and include the node itself: weights
    /// of equal pairs are added.
    pub(crate) fn new(lists: Vec<Vec<(u32, f64)>>) -> Self {
        let mut graph = Self { starts: vec![0], edges: Vec::new() };
        for mut list in lists {
            list.sort_by_key(|(to, _)| *to);
            list.dedup_by(|later, first| {
                let same = later.0 == first.0;
                first.1 += if same { later.1 } else { 0.0 };
                same
            });
            graph.edges.extend(list);
            graph.starts.push(graph.edges.len());
        }
        graph
    }

    /// Number of nodes.
    pub(crate) const fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The part of the graph between some nodes, which are numbered anew in their order.
    pub(crate) fn between(&self, nodes: &[u32]) -> Self {
        let mut number = vec![None; self.len()];
        for (new, &old) in nodes.iter().enumerate() {
            number[old as usize] = Some(new as u32);
        }
        let inside = |(to, weight): &(u32, f64)| Some((number[*to as usize]?, *weight));
        let lists = nodes.iter().map(|&old| self.of(old as usize).iter().filter_map(inside));
        Self::new(lists.map(Iterator::collect).collect())
    }

    /// Share of the weight on edges inside groups, 0…1; 1 without edges.
    pub(crate) fn inside(&self, groups: &[u32]) -> f64 {
        let (mut inside, mut all) = (0.0, 0.0);
        for (node, group) in groups.iter().enumerate() {
            for (other, weight) in self.of(node) {
                all += weight;
                inside += if groups[*other as usize] == *group { *weight } else { 0.0 };
            }
        }
        if all > 0.0 { inside / all } else { 1.0 }
    }

    /// Neighbours of a node and the weights of the edges to them.
    pub(crate) fn of(&self, node: usize) -> &[(u32, f64)] {
        &self.edges[self.starts[node]..self.starts[node + 1]]
    }
}

/// Joins each row to its `count` nearest; an edge weighs its cosine.
pub(crate) fn graph(rows: &Matrix, count: usize) -> Graph {
    let dim = rows.dim();
    let whole: Vec<i16> =
        rows.rows().flat_map(|row| row.iter().map(|x| (x * UNIT).round() as i16)).collect();
    let tiles: Vec<Vec<Vec<(i32, u32)>>> = whole
        .par_chunks(TILE * dim.max(1))
        .enumerate()
        .map(|(tile, own)| nearest(own, tile * TILE, &whole, dim, count))
        .collect();
    let mut lists: Vec<Vec<(u32, f64)>> = vec![Vec::new(); rows.len()];
    for (i, found) in tiles.into_iter().flatten().enumerate() {
        for (product, j) in found {
            let weight = f64::from((product as f32 / (UNIT * UNIT)).max(LEAST));
            lists[i].push((j, weight));
            lists[j as usize].push((i as u32, weight));
        }
    }
    for list in &mut lists {
        list.sort_by_key(|(to, _)| *to);
        list.dedup_by_key(|(to, _)| *to);
    }
    Graph::new(lists)
}

/// The nearest rows of each row of a tile that begins at row `first`.
fn nearest(
    own: &[i16],
    first: usize,
    all: &[i16],
    dim: usize,
    count: usize,
) -> Vec<Vec<(i32, u32)>> {
    let mut best: Vec<Vec<(i32, u32)>> = vec![Vec::with_capacity(count + 1); own.len() / dim];
    for (tile, others) in all.chunks(TILE * dim).enumerate() {
        for (i, a) in own.chunks_exact(dim).enumerate() {
            let list = &mut best[i];
            products(a, others, |products| {
                for (j, &product) in (tile * TILE..).zip(products) {
                    let full = list.len() == count;
                    if j == first + i || full && list.last().is_none_or(|last| product <= last.0) {
                        continue;
                    }
                    let place = list.partition_point(|(p, _)| *p >= product);
                    list.insert(place, (product, j as u32));
                    list.truncate(count);
                }
            });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_joined_both_ways_once() {
        let mut rows = Matrix::new(2);
        for degrees in [0.0_f32, 4.0, 10.0, 90.0] {
            let (sin, cos) = degrees.to_radians().sin_cos();
            rows.push(&[cos, sin]);
        }
        let graph = graph(&rows, 1);
        let joined = |i| graph.of(i).iter().map(|(j, _)| *j).collect::<Vec<_>>();
        assert_eq!(
            [joined(0), joined(1), joined(2), joined(3)],
            [vec![1], vec![0, 2], vec![1, 3], vec![2]]
        );
    }
}
