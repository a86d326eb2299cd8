//! Finds word-list entries in a clause: one trie over all patterns, walked on the words' atoms.
//!
//! An *atom* is one way in which a pattern can name a word. Which atoms a word satisfies is worked
//! out once per distinct word ([`Lens`]); a walk then compares numbers only.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::analyse::understand::Understander;
use crate::analyse::{Word, WordId, Words};
use crate::lang::Lang;
use crate::lexicon::{Atom, Match, Row, Step};

/// Tokens that a `...` may skip.
const GAP: usize = 3;
/// Shortest beginning that a `word*` pattern can name, in characters.
const SHORTEST_PREFIX: usize = 2;

type Node = u32;
type AtomId = u32;

/// Where every walk begins.
const ROOT: Node = 0;

/// A place in the trie.
#[derive(Clone, Debug, Default)]
struct Place {
    any: Option<Node>,
    gap: Option<Node>,
    ends: Vec<u32>,
}

/// Atoms of one language by the text that names them.
#[derive(Clone, Debug, Default)]
struct Atoms {
    either: FxHashMap<Box<str>, AtomId>,
    surface: FxHashMap<Box<str>, AtomId>,
    prefix: FxHashMap<Box<str>, AtomId>,
    /// Base forms of entries that are no base forms themselves (participles, plurals).
    base: FxHashMap<Box<str>, AtomId>,
}

/// All patterns, compiled.
#[derive(Clone, Debug)]
pub(crate) struct Matcher {
    places: Vec<Place>,
    edges: FxHashMap<(Node, AtomId), Node>,
    atoms: [Atoms; 2],
    count: AtomId,
}

/// Which atoms each word of a vocabulary satisfies, and where a walk that begins with it stands then.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lens {
    atoms: Lists,
    begun: Lists,
}

/// A list of numbers for every word, one behind the other.
#[derive(Clone, Debug)]
struct Lists {
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

/// An entry found: half-open range of positions in the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) start: u16,
    pub(crate) end: u16,
    pub(crate) entry: u32,
}

impl Matcher {
    pub(crate) fn new() -> Self {
        Self {
            places: vec![Place::default()],
            edges: FxHashMap::default(),
            atoms: Default::default(),
            count: 0,
        }
    }

    /// Adds a row of one language's list as entry number `entry`.
    pub(crate) fn add(&mut self, lang: Lang, row: &Row, entry: u32) {
        let mut ends = vec![0];
        for step in &row.pattern.steps {
            ends = match step {
                Step::Any => ends.into_iter().map(|node| self.special(node, false)).collect(),
                Step::Gap => ends.into_iter().map(|node| self.special(node, true)).collect(),
                Step::Word(atoms) => {
                    let ids: Vec<AtomId> = atoms.iter().map(|a| self.atom(lang, a)).collect();
                    ends.iter().flat_map(|&n| ids.iter().map(move |&a| (n, a))).collect::<Vec<_>>()
                }
                .into_iter()
                .map(|(node, atom)| self.edge(node, atom))
                .collect(),
            };
        }
        for node in ends {
            self.places[node as usize].ends.push(entry);
        }
    }

    /// Lets entries that are inflected forms be found by their base form too, unless that base
    /// form is an entry of its own. Call once, after the last `add`.
    pub(crate) fn settle(&mut self, understander: &Understander) {
        for (atoms, lang) in self.atoms.iter_mut().zip([Lang::Fi, Lang::En]) {
            let mut words: Vec<_> = atoms.either.iter().map(|(w, &id)| (w.clone(), id)).collect();
            words.sort_unstable();
            for (word, id) in words {
                let lemma = understander.word(&word, Some(lang)).lemma;
                if lemma != word && !atoms.either.contains_key(&lemma) {
                    atoms.base.entry(lemma).or_insert(id);
                }
            }
        }
    }

    /// Works out the atoms of every word of a vocabulary.
    pub(crate) fn lens(&self, words: &Words) -> Lens {
        let list: Vec<&Word> = words.iter().collect();
        let found: Vec<Vec<AtomId>> =
            list.par_iter().with_min_len(1024).map(|word| self.atoms_of(word)).collect();
        let mut lens = Lens::default();
        for atoms in found {
            lens.begun.push(atoms.iter().filter_map(|atom| self.edges.get(&(ROOT, *atom))));
            lens.atoms.push(&atoms);
        }
        lens
    }

    /// All entries in a clause, given the words at its positions.
    pub(crate) fn find(&self, lens: &Lens, clause: &[WordId], hits: &mut Vec<Hit>) {
        for (start, &word) in clause.iter().enumerate() {
            let mut walk = Walk { matcher: self, lens, clause, start, hits };
            for &next in lens.begun.of(word) {
                walk.at(start + 1, next);
            }
            walk.pass(start, ROOT);
        }
    }

    fn atoms_of(&self, word: &Word) -> Vec<AtomId> {
        let languages: &[usize] = match word.lang {
            Some(Lang::Fi) => &[0],
            Some(Lang::En) => &[1],
            Some(Lang::Sv | Lang::Other) | None => &[0, 1],
        };
        let foreign = matches!(word.lang, Some(Lang::Sv | Lang::Other));
        let mut found = Vec::new();
        for atoms in languages.iter().map(|&i| &self.atoms[i]) {
            // A word of a language without lists is only compared if it is no word: an emoji.
            if foreign && word.form.chars().any(char::is_alphanumeric) {
                continue;
            }
            atoms.collect(word, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn atom(&mut self, lang: Lang, atom: &Atom) -> AtomId {
        let atoms = &mut self.atoms[usize::from(lang != Lang::Fi)];
        let map = match atom.how {
            Match::Either => &mut atoms.either,
            Match::Surface => &mut atoms.surface,
            Match::Prefix => &mut atoms.prefix,
        };
        *map.entry(atom.text.clone()).or_insert_with(|| {
            self.count += 1;
            self.count
        })
    }

    fn edge(&mut self, from: Node, atom: AtomId) -> Node {
        let next = self.places.len() as Node;
        let node = *self.edges.entry((from, atom)).or_insert(next);
        if node == next {
            self.places.push(Place::default());
        }
        node
    }

    fn special(&mut self, from: Node, gap: bool) -> Node {
        let next = self.places.len() as Node;
        let place = &mut self.places[from as usize];
        let slot = if gap { &mut place.gap } else { &mut place.any };
        let node = *slot.get_or_insert(next);
        if node == next {
            self.places.push(Place::default());
        }
        node
    }
}

/// A walk over the patterns that begin at a position of a clause.
struct Walk<'a> {
    matcher: &'a Matcher,
    lens: &'a Lens,
    clause: &'a [WordId],
    start: usize,
    hits: &'a mut Vec<Hit>,
}

impl Walk<'_> {
    /// Goes on from a place of the trie with the word at a position.
    fn at(&mut self, at: usize, node: Node) {
        for &entry in &self.matcher.places[node as usize].ends {
            self.hits.push(Hit { start: self.start as u16, end: at as u16, entry });
        }
        let Some(&word) = self.clause.get(at) else { return };
        for &atom in self.lens.atoms.of(word) {
            if let Some(&next) = self.matcher.edges.get(&(node, atom)) {
                self.at(at + 1, next);
            }
        }
        self.pass(at, node);
    }

    /// Goes on over whatever word stands at a position.
    fn pass(&mut self, at: usize, node: Node) {
        let place = &self.matcher.places[node as usize];
        if let Some(next) = place.any {
            self.at(at + 1, next);
        }
        if let Some(next) = place.gap {
            for skip in 0..=GAP.min(self.clause.len() - at) {
                self.at(at + skip, next);
            }
        }
    }
}

impl Atoms {
    fn collect(&self, word: &Word, found: &mut Vec<AtomId>) {
        let either = [&word.form, &word.lemma];
        found.extend(either.iter().filter_map(|text| self.either.get(*text)));
        found.extend(self.surface.get(&word.form));
        found.extend(self.base.get(&word.lemma));
        for text in either {
            for (end, _) in text.char_indices().skip(SHORTEST_PREFIX) {
                found.extend(text.get(..end).and_then(|prefix| self.prefix.get(prefix)));
            }
            found.extend(self.prefix.get(text));
        }
    }
}

impl Default for Lists {
    fn default() -> Self {
        Self { starts: vec![0], numbers: Vec::new() }
    }
}

impl Lists {
    /// Adds the list of the next word.
    fn push<'n>(&mut self, numbers: impl IntoIterator<Item = &'n u32>) {
        self.numbers.extend(numbers);
        self.starts.push(self.numbers.len() as u32);
    }

    fn of(&self, word: WordId) -> &[u32] {
        let i = word.0 as usize;
        match (self.starts.get(i), self.starts.get(i + 1)) {
            (Some(&start), Some(&end)) => &self.numbers[start as usize..end as usize],
            _ => &[],
        }
    }
}
