//! The watch over a panel: what is quiet but changing at the end of each week, using only what was
//! known then.

use super::Kind;
use super::blank_low::blank_low;
use super::breadth::is_of_several;
use super::cooc::{cooc, unhappy_cooc};
use super::faint::{self, faint};
use super::flow::Flow;
use super::hush::hush;
use super::levels::Levels;
use super::lone::lone;
use super::mind::{discord, say_alike};
use super::panel::Panel;
use super::praise::Praise;
use super::rise::rises;
use super::substream::{self as stream, Stream};
use super::thread::{Thread, Threads};
use super::vanish::vanish;

/// Weeks of past without which nothing is looked for.
pub const WARM: i32 = 20;
/// Findings shown a week, the lane of lone voices apart.
pub(crate) const SHOWN: usize = 5;

/// A week of the watch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The last week that is known.
    pub(crate) week: i32,
    /// The first week of the panel.
    pub(crate) first: i32,
    /// Comments in the window.
    pub(crate) volume: u32,
}

/// What was found in one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// Type; `None` only until it is decided.
    pub kind: Option<Kind>,
    /// The comments behind it, as numbers in the panel: most typical first, for empty answers
    /// newest first.
    pub evidence: Vec<u32>,
    /// The comments of its past.
    pub before: Vec<u32>,
    /// Comments that past and exposure predict.
    pub expected: f64,
    /// Lower 5 % bound of the ratio of the rates.
    pub at_least: f64,
    /// −log10 of the probability of as many if nothing had changed; for a lone voice its rank
    /// value.
    pub strength: f64,
    /// Weeks in the window.
    pub weeks: i32,
    /// Week of the look.
    pub now: i32,
    /// Distinct source × channel.
    pub channels: usize,
    /// Number of the thread.
    pub thread: usize,
    /// Whether the thread began in this look.
    pub new: bool,
}

impl Finding {
    /// The places of the comments behind it.
    pub(crate) fn comments(&self) -> impl Iterator<Item = usize> {
        self.evidence.iter().map(|at| *at as usize)
    }

    /// Whether it belongs in the lane of lone voices.
    pub fn is_lone(&self) -> bool {
        self.kind == Some(Kind::Lone)
    }
}

/// Looks week after week.
#[derive(Debug)]
pub struct Watch<'a> {
    panel: &'a Panel,
    new: Flow,
    narrow: Vec<(Stream, Flow)>,
    praise: Praise,
    levels: Levels,
    threads: Threads,
    first: i32,
}

impl<'a> Watch<'a> {
    /// A watch that has seen nothing yet. `per_year` is the declared number of false alarms in 52
    /// weeks over everything that is looked at.
    pub fn new(panel: &'a Panel, per_year: f64) -> Self {
        let narrow = stream::ALL
            .into_iter()
            .map(|stream| (stream, Flow::new(panel, |at| stream.holds(panel, at))))
            .collect();
        let first = panel.comments.first().map_or(0, |c| c.week);
        Self {
            panel,
            new: Flow::new(panel, |_| true),
            narrow,
            // No look comes before these weeks are over.
            praise: faint::groups(panel, first + WARM),
            levels: Levels::new(per_year),
            threads: Threads::default(),
            first,
        }
    }

    /// Goes on with threads that earlier looks have begun; findings that share their evidence join
    /// them.
    #[must_use]
    pub fn resume(mut self, threads: Vec<Thread>) -> Self {
        self.threads.list = threads;
        self
    }

    /// All threads so far; a [`Finding`] names its own by place.
    pub fn threads(&self) -> &[Thread] {
        &self.threads.list
    }

    /// Lets the comments up to week `now` in and looks.
    pub fn look(&mut self, now: i32) -> Vec<Finding> {
        self.new.advance(now);
        for (_, flow) in &mut self.narrow {
            flow.advance(now);
        }
        let volume = self.panel.between(now - super::rise::WINDOW + 1, now).len() as u32;
        let moment = Moment { week: now, first: self.first, volume };
        let mut found = self.collect(moment);
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.evidence.cmp(&b.1.evidence)));
        let mut kept: Vec<Finding> = Vec::new();
        for (_, mut finding) in found {
            let Some(kind) = finding.kind else { continue };
            let (thread, new) = self.threads.join(kind, &finding.evidence, now);
            if kept.iter().any(|other| other.thread == thread) {
                continue;
            }
            finding.kind = self.threads.kind(thread);
            (finding.thread, finding.new) = (thread, new);
            kept.push(finding);
        }
        kept.sort_by_key(|finding| !finding.new);
        kept.truncate(SHOWN);
        for mut voice in lone(self.panel, moment) {
            voice.kind = Some(Kind::Lone);
            let (thread, new) = self.threads.join(Kind::Lone, &voice.evidence, now);
            (voice.thread, voice.new) = (thread, new);
            kept.push(voice);
        }
        kept
    }

    /// All findings over their level, with how far they are over it.
    fn collect(&self, now: Moment) -> Vec<(f64, Finding)> {
        let mut found = Vec::new();
        let mut take = |kind: Kind, level: f64, list: Vec<Finding>| {
            found.extend(list.into_iter().map(|mut finding| {
                finding.kind = Some(kind);
                (finding.strength - level, finding)
            }));
        };
        let panel = self.panel;
        let level = |kind| self.levels.of(kind);
        for (stream, flow) in &self.narrow {
            let own = level(stream.kind());
            let list = rises(flow, panel, now, own);
            take(stream.kind(), own, list.into_iter().filter(|f| stream.fits(panel, f)).collect());
        }
        // The type of a rise is known only when it is found.
        let least = self.levels.felt(Kind::Emergent, Some(0.0)).min(level(Kind::Workaround));
        for finding in rises(&self.new, panel, now, least) {
            let kind = stream::kind_of(panel, &finding);
            let is_new = matches!(kind, Kind::Emergent | Kind::CustomerOnly);
            if is_new && !say_alike(panel, &finding.evidence) {
                continue;
            }
            let mut own = self.levels.felt(kind, discord(panel, finding.comments()));
            if !is_of_several(panel, &finding, now) {
                own += Levels::more_of_one_voice(kind);
            }
            if finding.strength >= own {
                take(kind, own, vec![finding]);
            }
        }
        let own = level(Kind::BlankLow);
        take(Kind::BlankLow, own, blank_low(panel, now, own));
        let own = level(Kind::Faint);
        take(Kind::Faint, own, faint(panel, &self.praise, now, own));
        let own = level(Kind::Cooc);
        take(Kind::Cooc, own, cooc(panel, now, own));
        take(Kind::Cooc, own, unhappy_cooc(panel, now, own));
        let felt =
            |found: &Finding| self.levels.felt(Kind::Vanish, discord(panel, found.comments()));
        let least = self.levels.felt(Kind::Vanish, Some(0.0));
        for finding in vanish(panel, now, least).into_iter().chain(hush(panel, now, self.levels)) {
            let own = felt(&finding);
            if finding.strength >= own {
                take(Kind::Vanish, own, vec![finding]);
            }
        }
        found
    }
}
