//! Communities of a graph: the Leiden method (Traag, Waltman & van Eck 2019) for modularity with
//! a resolution (Reichardt & Bornholdt 2006), always taking the best move, so that the same graph
//! gives the same communities.

use std::collections::VecDeque;

use super::neighbours::Graph;

/// Rounds of moving, refining and aggregating; more change next to nothing.
const ROUNDS: usize = 12;
/// Passes, each from what the one before found.
const PASSES: usize = 4;
/// Gain below which a move is rounding error.
const GAIN: f64 = 1e-12;

/// The community of each node, numbered from 0 in order of first appearance.
pub(crate) fn communities(graph: &Graph, resolution: f64) -> Vec<u32> {
    let base = Level::new(graph.clone(), resolution);
    let mut groups: Vec<u32> = (0..graph.len() as u32).collect();
    for _ in 0..PASSES {
        let found = pass(&base, groups.clone());
        let done = found == groups;
        groups = found;
        if done {
            break;
        }
    }
    groups
}

/// Moves, refines and aggregates until nothing can be aggregated, beginning with these groups.
fn pass(base: &Level, mut groups: Vec<u32>) -> Vec<u32> {
    let mut place: Vec<u32> = (0..groups.len() as u32).collect();
    let mut coarse: Option<Level> = None;
    for _ in 0..ROUNDS {
        let level = coarse.as_ref().unwrap_or(base);
        level.settle(&mut groups);
        let refined = level.refine(&groups);
        let (fewer, kept) = numbered(&refined);
        if kept == groups.len() {
            break;
        }
        let mut parents = vec![0; kept];
        for (node, part) in fewer.iter().enumerate() {
            parents[*part as usize] = groups[node];
        }
        for part in &mut place {
            *part = fewer[*part as usize];
        }
        groups = numbered(&parents).0;
        coarse = Some(level.aggregate(&fewer, kept));
    }
    numbered(&place.iter().map(|part| groups[*part as usize]).collect::<Vec<_>>()).0
}

/// A graph whose nodes stand for sets of the first graph's nodes.
struct Level {
    graph: Graph,
    /// Sum of the weights at each node; an edge inside the node counts twice.
    strength: Vec<f64>,
    /// Resolution over the sum of all strengths.
    scale: f64,
}

impl Level {
    fn new(graph: Graph, resolution: f64) -> Self {
        let strength: Vec<f64> = (0..graph.len())
            .map(|node| graph.of(node).iter().map(|(_, weight)| weight).sum())
            .collect();
        let total: f64 = strength.iter().sum();
        let scale = if total > 0.0 { resolution / total } else { 0.0 };
        Self { graph, strength, scale }
    }

    /// Moves nodes to the neighbouring group of best gain until none gains.
    fn settle(&self, groups: &mut [u32]) {
        let n = groups.len();
        let mut mass = vec![0.0; n];
        for (node, group) in groups.iter().enumerate() {
            mass[*group as usize] += self.strength[node];
        }
        let mut links = Links::new(n);
        let mut queue: VecDeque<usize> = (0..n).collect();
        let mut waiting = vec![true; n];
        while let Some(node) = queue.pop_front() {
            waiting[node] = false;
            let old = groups[node];
            mass[old as usize] -= self.strength[node];
            links.gather(&self.graph, node, |other| Some(groups[other]));
            let gain =
                |group: u32, link| link - self.scale * self.strength[node] * mass[group as usize];
            let mut best = (old, gain(old, links.sum[old as usize]));
            for (group, link) in links.list() {
                let gained = gain(group, link);
                if gained > best.1 + GAIN {
                    best = (group, gained);
                }
            }
            mass[best.0 as usize] += self.strength[node];
            if best.0 != old {
                groups[node] = best.0;
                for &(other, _) in self.graph.of(node) {
                    let other = other as usize;
                    if groups[other] != best.0 && !waiting[other] {
                        waiting[other] = true;
                        queue.push_back(other);
                    }
                }
            }
        }
    }

    /// Splits groups into parts that hang well together: nodes begin alone and join the part of
    /// their group they gain most from.
    fn refine(&self, groups: &[u32]) -> Vec<u32> {
        let n = groups.len();
        let mut whole = vec![0.0; n];
        for (node, group) in groups.iter().enumerate() {
            whole[*group as usize] += self.strength[node];
        }
        let mut parts: Vec<u32> = (0..n as u32).collect();
        let mut mass = self.strength.clone();
        let mut alone = vec![true; n];
        let mut links = Links::new(n);
        let tied = |cut: f64, mass: f64, whole: f64| cut >= self.scale * mass * (whole - mass);
        let mut cut: Vec<f64> = (0..n).map(|node| self.inward(node, groups)).collect();
        for node in 0..n {
            let all = whole[groups[node] as usize];
            if !alone[node] || !tied(cut[node], mass[node], all) {
                continue;
            }
            links.gather(&self.graph, node, |o| (groups[o] == groups[node]).then_some(parts[o]));
            let mut best = (node as u32, 0.0);
            for (part, link) in links.list().filter(|(part, _)| *part as usize != node) {
                let at = part as usize;
                let gained = link - self.scale * self.strength[node] * mass[at];
                if gained > best.1 + GAIN && tied(cut[at], mass[at], all) {
                    best = (part, gained);
                }
            }
            let to = best.0 as usize;
            if to != node {
                cut[to] += cut[node] - 2.0 * links.sum[to];
                mass[to] += self.strength[node];
                alone[to] = false;
                parts[node] = best.0;
            }
        }
        parts
    }

    /// Weight of the edges from a node to the rest of its group.
    fn inward(&self, node: usize, groups: &[u32]) -> f64 {
        let own = self.graph.of(node).iter();
        own.filter(|(o, _)| *o as usize != node && groups[*o as usize] == groups[node])
            .map(|(_, weight)| weight)
            .sum()
    }

    fn aggregate(&self, parts: &[u32], count: usize) -> Self {
        let mut lists = vec![Vec::new(); count];
        let mut strength = vec![0.0; count];
        for (node, part) in parts.iter().enumerate() {
            strength[*part as usize] += self.strength[node];
            for (other, weight) in self.graph.of(node) {
                lists[*part as usize].push((parts[*other as usize], *weight));
            }
        }
        Self { graph: Graph::new(lists), strength, scale: self.scale }
    }
}

/// Weights from one node to the groups around it.
struct Links {
    sum: Vec<f64>,
    seen: Vec<u32>,
}

impl Links {
    fn new(n: usize) -> Self {
        Self { sum: vec![0.0; n], seen: Vec::new() }
    }

    fn gather(&mut self, graph: &Graph, node: usize, group_of: impl Fn(usize) -> Option<u32>) {
        for group in self.seen.drain(..) {
            self.sum[group as usize] = 0.0;
        }
        for (other, weight) in graph.of(node) {
            if *other as usize != node
                && let Some(group) = group_of(*other as usize)
            {
                if self.sum[group as usize] == 0.0 {
                    self.seen.push(group);
                }
                self.sum[group as usize] += weight;
            }
        }
    }

    fn list(&self) -> impl Iterator<Item = (u32, f64)> {
        self.seen.iter().map(|group| (*group, self.sum[*group as usize]))
    }
}

/// Groups numbered from 0 in order of first appearance, and how many there are.
fn numbered(groups: &[u32]) -> (Vec<u32>, usize) {
    let most = groups.iter().max().map_or(0, |most| *most as usize + 1);
    let mut names = vec![u32::MAX; most];
    let mut count = 0;
    let list = groups
        .iter()
        .map(|group| {
            let name = &mut names[*group as usize];
            if *name == u32::MAX {
                *name = count;
                count += 1;
            }
            *name
        })
        .collect();
    (list, count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring_of_cliques(cliques: u32, size: u32) -> Graph {
        let n = cliques * size;
        let mut lists = vec![Vec::new(); n as usize];
        for a in 0..n {
            for b in 0..n {
                let bridge = a / size != b / size && (a + 1 == b || b + 1 == a);
                if a != b && a / size == b / size || bridge {
                    lists[a as usize].push((b, 1.0));
                }
            }
        }
        Graph::new(lists)
    }

    #[test]
    fn cliques_are_communities() {
        let found = communities(&ring_of_cliques(6, 5), 1.0);
        let expected: Vec<u32> = (0..30).map(|i| i / 5).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn resolution_decides_how_fine() {
        let graph = ring_of_cliques(8, 4);
        let count = |r| communities(&graph, r).iter().max().map_or(0, |m| m + 1);
        assert!(count(0.1) < count(1.0) && count(1.0) < count(20.0));
    }
}
