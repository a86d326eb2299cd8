//! Groups of rows that mean alike, and how many there are: communities of the graph of nearest
//! neighbours.
//!
//! A group falls again into parts: communities of its own piece of the graph.
//!
//! The number follows from the texts themselves: the finest resolution that cuts few edges. A
//! number that is asked for is found by another resolution; few groups are made of fine ones that
//! are merged, as coarse communities are a matter of chance.

use rayon::prelude::*;

use super::community::communities;
use super::kmeans;
use super::merge::merged;
use super::neighbours::{Graph, graph};
use crate::vectors::{Matrix, add_scaled, dot, normalise};

/// Neighbours of a row in the graph.
const NEIGHBOURS: usize = 15;
/// Rows below which a group is no theme, unless there are few rows at all.
const LEAST: usize = 4;
/// Groups a person still looks through, and those of a large body of texts with many clear
/// subjects; a number that is asked for may be larger.
const READABLE: std::ops::RangeInclusive<usize> = 60..=150;
/// Rows a group has in the mean, where there are more than the fewest of these.
const MEAN_SIZE: usize = 40;
/// Resolutions tried after 1.
const FINER: [f64; 4] = [2.0, 4.0, 8.0, 16.0];
/// Share of the graph's weight inside groups from which a finer grouping is taken.
const INSIDE: f64 = 0.78;
/// Groups up to which a number that is asked for is made by merging.
const FEW: usize = 8;
/// Resolution of the groups that are merged.
const FINE: f64 = 4.0;
/// Rows below which a group has no parts.
const WHOLE: usize = 24;
/// Parts kept of a group.
const PARTS: usize = 8;
/// Steps of the search for a resolution.
const STEPS: usize = 12;
/// Seed of the grouping where there are too few rows for a graph.
const SEED: u64 = 20_260_101;

/// A grouping of rows.
pub(crate) struct Grouping {
    /// Direction of each group, length 1, largest group first.
    pub(crate) centres: Matrix,
    /// The group of each row.
    pub(crate) group: Vec<u32>,
    /// Directions of the parts of each group, largest part first; none where it is all of a piece.
    pub(crate) parts: Vec<Matrix>,
}

/// Groups rows, in `count` groups if it is given and the rows allow it.
pub(crate) fn group(rows: &Matrix, count: Option<usize>) -> Grouping {
    let graph = graph(rows, NEIGHBOURS.min(rows.len().saturating_sub(1)));
    let least = if rows.len() < 60 { 1 } else { LEAST };
    let readable = (rows.len() / MEAN_SIZE).clamp(*READABLE.start(), *READABLE.end());
    let mut found = match count {
        Some(count) if count <= FEW => {
            let fine = communities(&graph, FINE);
            merged(rows, &graph, &fine, count).map_or_else(
                || exactly(rows, &graph, count, least),
                |groups| Grouping::of(rows, &groups, 1),
            )
        }
        Some(count) => exactly(rows, &graph, count, least),
        None => Grouping::of(rows, &natural(&graph), least),
    };
    if count.is_none() && found.centres.len() > readable {
        found = exactly(rows, &graph, readable, least);
    }
    found.divide(rows, &graph);
    found
}

/// The communities at the finest resolution that leaves most of the weight inside them.
fn natural(graph: &Graph) -> Vec<u32> {
    let mut found = communities(graph, 1.0);
    for resolution in FINER {
        let finer = communities(graph, resolution);
        if graph.inside(&finer) < INSIDE {
            break;
        }
        found = finer;
    }
    found
}

/// The grouping of the resolution that gives `count` groups, or a few more that are merged.
fn exactly(rows: &Matrix, graph: &Graph, count: usize, least: usize) -> Grouping {
    let (mut low, mut high) = (0.01_f64, 64.0_f64);
    let mut best: Option<Grouping> = None;
    for _ in 0..STEPS {
        let resolution = (low * high).sqrt();
        let found = Grouping::of(rows, &communities(graph, resolution), least);
        let n = found.centres.len();
        if n >= count && best.as_ref().is_none_or(|b| n < b.centres.len()) {
            best = Some(found);
        }
        match n.cmp(&count) {
            std::cmp::Ordering::Equal => break,
            std::cmp::Ordering::Less => low = resolution,
            std::cmp::Ordering::Greater => high = resolution,
        }
    }
    best.map_or_else(|| Grouping::by_centres(rows, count), |found| found.merged(rows, count))
}

impl Grouping {
    /// From communities: the small ones dissolve in the nearest of the others.
    fn of(rows: &Matrix, communities: &[u32], least: usize) -> Self {
        let count = communities.iter().max().map_or(0, |most| *most as usize + 1);
        let mut sizes = vec![0_usize; count];
        for &c in communities {
            sizes[c as usize] += 1;
        }
        let mut order: Vec<usize> = (0..count).filter(|&c| sizes[c] >= least).collect();
        if order.is_empty() {
            order = (0..count).collect();
        }
        order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c]), c));
        let mut number = vec![None; count];
        for (new, &old) in order.iter().enumerate() {
            number[old] = Some(new as u32);
        }
        let kept: Vec<Option<u32>> = communities.iter().map(|c| number[*c as usize]).collect();
        let centres = centres(rows, &kept, order.len());
        let near = |i: usize| centres.nearest(rows.row(i)).map_or(0, |(c, _)| c as u32);
        let group = kept.iter().enumerate().map(|(i, c)| c.unwrap_or_else(|| near(i))).collect();
        Self { centres, group, parts: Vec::new() }
    }

    /// Finds the parts of the groups.
    fn divide(&mut self, rows: &Matrix, graph: &Graph) {
        let mut nodes: Vec<Vec<u32>> = vec![Vec::new(); self.centres.len()];
        for (i, group) in self.group.iter().enumerate() {
            nodes[*group as usize].push(i as u32);
        }
        let parts = |nodes: &Vec<u32>| {
            let mut own = Matrix::new(rows.dim());
            for &i in nodes {
                own.push(rows.row(i as usize));
            }
            let found = Self::of(&own, &communities(&graph.between(nodes), 1.0), LEAST);
            let few = found.centres.len() < 2 || nodes.len() < WHOLE;
            let kept = if few { 0 } else { found.centres.len().min(PARTS) };
            let mut parts = Matrix::new(rows.dim());
            found.centres.rows().take(kept).for_each(|part| parts.push(part));
            parts
        };
        self.parts = nodes.par_iter().map(parts).collect();
    }

    /// Where the graph has too few communities: spherical k-means.
    fn by_centres(rows: &Matrix, count: usize) -> Self {
        let centres = kmeans::centres(rows, count, SEED);
        let found: Vec<u32> = kmeans::assign(rows, &centres).into_iter().map(|(c, _)| c).collect();
        Self::of(rows, &found, 1)
    }

    /// Joins the smallest group to the one most like it until `count` are left.
    fn merged(mut self, rows: &Matrix, count: usize) -> Self {
        while self.centres.len() > count.max(1) {
            let last = self.centres.len() - 1;
            let small = self.centres.row(last);
            let likeness = |c: &usize| dot(self.centres.row(*c), small);
            let Some(to) = (0..last).max_by(|a, b| likeness(a).total_cmp(&likeness(b))) else {
                break;
            };
            for group in &mut self.group {
                if *group as usize == last {
                    *group = to as u32;
                }
            }
            self = Self::of(rows, &self.group, 1);
        }
        self
    }
}

fn centres(rows: &Matrix, groups: &[Option<u32>], count: usize) -> Matrix {
    let mut centres = Matrix::zeros(count, rows.dim());
    for (row, group) in rows.rows().zip(groups) {
        if let Some(group) = group {
            add_scaled(centres.row_mut(*group as usize), row, 1.0);
        }
    }
    for c in 0..count {
        normalise(centres.row_mut(c));
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::kmeans::Random;

    fn blobs(groups: usize, each: usize) -> Matrix {
        let mut random = Random(3);
        let mut rows = Matrix::new(16);
        for i in 0..groups * each {
            let mut row = vec![0.0_f32; 16];
            row[i % groups] = 1.0;
            for x in &mut row {
                *x += random.unit() as f32 * 0.3;
            }
            normalise(&mut row);
            rows.push(&row);
        }
        rows
    }

    #[test]
    fn the_number_of_groups_is_found_or_given() {
        let rows = blobs(7, 40);
        assert_eq!(group(&rows, None).centres.len(), 7);
        for count in [1, 3, 7, 20, 200] {
            assert_eq!(group(&rows, Some(count)).centres.len(), count);
        }
    }

    #[test]
    fn few_rows_are_no_fault() {
        assert_eq!(group(&Matrix::new(4), None).centres.len(), 0);
        let mut rows = Matrix::new(2);
        rows.push(&[1.0, 0.0]);
        assert_eq!(group(&rows, None).centres.len(), 1);
        assert_eq!(group(&rows, Some(3)).centres.len(), 1);
    }

    #[test]
    fn any_number_of_threads_gives_the_same_groups() {
        let rows = blobs(5, 80);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let single = one.install(|| group(&rows, None));
        let many = group(&rows, None);
        assert!(single.group == many.group && single.centres == many.centres);
    }
}
