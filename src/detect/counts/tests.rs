//! Counts say what comments say.

use super::*;
use crate::detect::watch::{Finding, Moment};
use crate::detect::{
    Panel, blank_low::blank_low, cooc::cooc, faint::faint, praise::Praise, rise::WINDOW,
};
use crate::lang::Lang;
use crate::score::CueSet;

/// Numbers that look like chance (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

/// Sixty weeks of comments; in the late ones two themes meet, praise of a third fades, and a channel
/// falls silent and unhappy.
fn panel() -> Panel {
    let mut chance = Chance(7);
    let (mut comments, mut blank, mut echo) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..7200_u32 {
        let week = (i / 120) as i32;
        let late = week > 44;
        let mut themes = vec![ThemeId(1 + chance.below(9) as u32)];
        if chance.below(if late { 12 } else { 150 }) == 0 {
            themes = vec![ThemeId(2), ThemeId(5)];
        }
        let channel = chance.below(3) as u16;
        let says_nothing = chance.below(if late && channel == 1 { 6 } else { 25 }) == 0;
        let fades = themes == [ThemeId(3)] && late;
        let mut cues = CueSet::default();
        if chance.below(if fades { 1 } else { 9 }) == 0 {
            cues.insert(Cue::Faint);
        }
        if chance.below(30) == 0 {
            cues.insert(Cue::Wish);
        }
        let source = Source::ALL[[0, 0, 0, 1, 2][chance.below(5) as usize]];
        comments.push(Comment {
            week,
            lang: Some(Lang::Fi).filter(|_| chance.below(9) > 0),
            source,
            channel,
            score: Some(chance.below(11) as f32).filter(|_| source != Source::Staff),
            sentiment: Some(chance.below(200) as f32 / 100.0 - 1.0),
            cues,
            themes: if says_nothing { Box::default() } else { themes.into() },
        });
        blank.push(says_nothing);
        echo.push(!says_nothing && chance.below(40) == 0);
    }
    Panel { blank, echo, ..Panel::plain(comments, vec![], 1) }
}

fn counted(panel: &Panel, rows: impl Iterator<Item = usize>) -> Counts {
    let mut counts = Counts::default();
    for at in rows {
        let comment = &panel.comments[at];
        let stratum = Stratum {
            language: comment.lang.map_or("", Lang::code).into(),
            source: comment.source,
            channel: comment.channel.to_string().into(),
        };
        let heard = |mark: &Mark| mark.stream.counts_copies() || !panel.echo[at];
        for mark in marks(comment, panel.blank[at]).into_iter().filter(heard) {
            let quote = Quote {
                rank: at as i64 * 7919 % 1000,
                key: at.to_string().into(),
                text: "".into(),
            };
            let cell = Cell { mark, week: comment.week, stratum: stratum.clone() };
            counts.add(cell, Count { n: 1, quote: Some(quote) });
        }
    }
    counts
}

#[test]
fn parts_add_up_in_any_order() {
    let panel = panel();
    let whole = counted(&panel, 0..panel.len());
    let part = |k: usize| counted(&panel, (0..panel.len()).filter(move |at| at % 3 == k));
    let mut joined = part(2);
    joined.join(part(0));
    joined.join(part(1));
    assert_eq!(joined, whole);
}

#[test]
fn marks_are_read_as_they_are_written() {
    let counts = counted(&panel(), 0..2000);
    for (cell, _) in counts.iter() {
        let (stream, group) = (cell.mark.stream.name(), cell.mark.group.to_string());
        assert_eq!(Mark::parse(stream, &group), Some(cell.mark));
        let bare = cell.mark.group == Group::All;
        let told = if bare { stream.to_owned() } else { format!("{stream}:{group}") };
        assert_eq!(cell.mark.to_string(), told);
    }
    assert_eq!(Mark::parse("said", "T1+"), None);
    assert_eq!(Mark::parse("nothing", ""), None);
}

/// What is compared of a finding: its numbers to the last bit.
type Numbers = (u32, u64, u64, u64, i32);

fn of_comments(found: &[Finding]) -> Vec<Numbers> {
    let numbers = |f: &Finding| {
        let bits = (f.expected.to_bits(), f.at_least.to_bits(), f.strength.to_bits());
        (f.evidence.len() as u32, bits.0, bits.1, bits.2, f.weeks)
    };
    let mut all: Vec<Numbers> = found.iter().map(numbers).collect();
    all.sort_unstable();
    all
}

fn of_counts(found: &[Counted]) -> Vec<Numbers> {
    let numbers = |f: &Counted| {
        (f.n, f.expected.to_bits(), f.at_least.to_bits(), f.strength.to_bits(), f.weeks)
    };
    let mut all: Vec<Numbers> = found.iter().map(numbers).collect();
    all.sort_unstable();
    all
}

#[test]
fn counts_say_what_the_comments_say() {
    let panel = panel();
    let counts = counted(&panel, 0..panel.len());
    let watch = CountWatch::new(&counts, 2.0);
    let groups = Praise::default();
    let mut seen = [0; 3];
    for week in 0..60 {
        let volume = panel.between(week - WINDOW + 1, week).len() as u32;
        let now = Moment { week, first: 0, volume };
        let pairs = [
            (of_comments(&faint(&panel, &groups, now, 0.0)), of_counts(&watch.faint(now))),
            (of_comments(&cooc(&panel, now, 0.0)), of_counts(&watch.cooc(now))),
            (of_comments(&blank_low(&panel, now, 0.0)), of_counts(&watch.blank_low(now))),
        ];
        for ((comments, counts), seen) in pairs.into_iter().zip(&mut seen) {
            assert_eq!(comments, counts, "week {week}");
            *seen += counts.len();
        }
    }
    assert!(seen.iter().all(|n| *n > 5), "{seen:?}");
}

#[test]
fn what_is_planted_is_told_with_quotes() {
    let panel = panel();
    let counts = counted(&panel, 0..panel.len());
    let mut watch = CountWatch::new(&counts, 2.0);
    let told: Vec<Counted> = (20..60).flat_map(|week| watch.look(week)).collect();
    for kind in [crate::detect::Kind::Faint, crate::detect::Kind::BlankLow] {
        let first = told.iter().find(|f| f.kind == kind).unwrap();
        assert!(first.now > 44 && first.new, "{first:?}");
        assert!(!first.quotes.is_empty() && first.quotes.is_sorted());
    }
    assert!(told.iter().all(|f| f.now > 44), "{told:?}");
}
