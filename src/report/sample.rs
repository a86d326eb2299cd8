//! A made-up shop's findings, for the tests of the report: our own sentences, a fixed stream of
//! numbers.

mod subjects;

use crate::config::{Benchmark, Goals};
use crate::detect::Kind;
use crate::measure::stability::{Range, Stability};
use crate::record::{RecordKey, Source, Span, Week};
use crate::report::Report;
use crate::report::actions::Action;
use crate::report::findings::{
    Entry, Findings, Language, Method, Notes, Quote, Scale, Settings, Signal, SignalFinding, Usage,
    Watched, Weeks,
};
use crate::report::model::{ActionKind, Person, Sides, Text};
use crate::report::rows::{Row, RowTheme, Rows};
use crate::score::{Cue, CueSet};
use crate::theme::ThemeId;

use subjects::SUBJECTS;

const STABILITY: Stability = Stability {
    comments: 1200,
    themes: 6,
    bootstrap: Some(Range { mean: 0.624, least: 0.58, most: 0.67 }),
    weekly: Vec::new(),
    changed: Some(0.012),
    born: 2,
    fading: 1,
};

/// Rows, keys and signals from which findings can be borrowed.
pub(crate) struct Sample {
    pub(crate) rows: Rows,
    keys: Vec<RecordKey>,
    signals: Vec<Signal>,
    goals: Goals,
    actions: Vec<Action>,
    staff: Vec<Person>,
    last: Week,
}

impl Sample {
    /// Thirty weeks of comments.
    pub(crate) fn new() -> Self {
        let last = Week::of("2026-11-21".parse().unwrap());
        let mut rows = Rows::default();
        let mut chance = Chance(7);
        let mut record = 0;
        for back in (0..30).rev() {
            for at in 0..SUBJECTS.len() {
                for _ in 0..volume(at, back, &mut chance) {
                    push(&mut rows, &mut chance, record, at, last.plus(-back));
                    record += 1;
                }
            }
        }
        let keys = (0..400).map(|n| RecordKey(format!("K-{:05}", 20_418 + n * 7).into()));
        let signal =
            |(thread, new): (&str, bool), kind, at: usize, n, (expected, at_least)| Signal {
                thread: thread.to_owned(),
                kind,
                theme: Some(ThemeId(at as u32 + 1)),
                label: Text { fi: SUBJECTS[at].0.to_owned(), en: SUBJECTS[at].1.to_owned() },
                n,
                expected,
                at_least,
                p_value: 0.000_04,
                weeks: 4,
                since: Some(last.plus(-3)),
                began: Some(last.plus(if new { 0 } else { -2 })),
                new,
                sources: vec![Source::Survey, Source::Social],
                channels: vec!["verkko".to_owned(), "kioski".to_owned()],
                timeline: [vec![0; 20], vec![1, 0, 2, 3, 2, n / 2]].concat(),
                verdict: None,
            };
        let signals = vec![
            signal(("S0007", true), Kind::Emergent, 13, 11, (2.3, 2.1)),
            signal(("S0003", false), Kind::Masked, 7, 7, (1.6, 1.7)),
        ];
        let (goals, actions) = (goals(), actions());
        let staff = vec![Person { name: "Piia".to_owned(), n: 3, quotes: Vec::new() }];
        Self { rows, keys: keys.collect(), signals, goals, actions, staff, last }
    }

    /// Gives `look` the findings over the last week.
    pub(crate) fn report(&self, language: Language) -> Report {
        self.with(|findings| {
            let mut findings = *findings;
            findings.settings.language = language;
            Report::of(&findings)
        })
    }

    /// Findings over the last week, lent to `look`.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&Findings<'_>) -> T) -> T {
        let codebook: Vec<Entry<'_>> = (0..SUBJECTS.len()).map(|at| self.entry(at)).collect();
        let signals: Vec<SignalFinding<'_>> = self
            .signals
            .iter()
            .map(|signal| {
                let at = signal.theme.map_or(0, |theme| theme.0 as usize - 1);
                SignalFinding { signal, quotes: self.quotes(at, 3, true) }
            })
            .collect();
        let week = |back: i32| Weeks { first: self.last.plus(-back), last: self.last.plus(-back) };
        look(&Findings {
            archive: "Kauppa Kaarna – palaute",
            period: Some(week(0)),
            previous: Some(week(1)),
            rows: &self.rows,
            codebook: &codebook,
            signals: &signals,
            watched: Watched {
                weeks: 30,
                needed: 21,
                comments: 4_210,
                of: 4_210,
                declared: 2.0,
                achieved: Some(1.4),
                silent: 1,
            },
            notes: Notes { rows_read: 402, rows_rejected: 3, rows_known: 118 },
            goals: &self.goals,
            actions: &self.actions,
            found: (2, 1),
            words: &[Usage {
                sides: Sides::DetractorsPromoters,
                read: [120, 80],
                words: vec![("jono".into(), [60, 4]), ("kiitos".into(), [5, 31])],
            }],
            staff: &self.staff,
            promises: &[],
            cues: &[],
            settings: Settings { language: Language::Fi, anonymity: 5, scale: Scale::Recommend },
            method: Method {
                version: "0.1.0",
                settings_hash: "9f2c41d07be3",
                resources: &[("lexicons/fi", "1"), ("lexicons/en", "1")],
                stability: Some(&STABILITY),
            },
        })
    }

    fn entry(&self, at: usize) -> Entry<'_> {
        let (label_fi, label_en, phrases, rate, ..) = SUBJECTS[at];
        Entry {
            id: ThemeId(at as u32 + 1),
            label_fi,
            label_en,
            phrases: phrases.to_vec(),
            typical: self.quotes(at, 2, false),
            weak: self.quotes(at, 1, false),
            members: self.quotes(at, rate as usize, false),
        }
    }

    fn quotes(&self, at: usize, most: usize, mark: bool) -> Vec<Quote<'_>> {
        let (.., score, texts) = SUBJECTS[at];
        let quotes = texts.iter().cycle().take(most).enumerate();
        quotes
            .map(|(n, (text, lang))| Quote {
                key: &self.keys[at * 20 + n],
                text,
                date: Some(format!("2026-11-{}", 16 + n % 7)),
                source: Source::ALL[n % 3],
                channel: Some(["sähköposti", "facebook", "vuoroviesti"][n % 3]),
                score: (n % 3 == 0).then_some(score.round()),
                lang: Some(*lang),
                marked: mark.then(|| {
                    let end = text.find([',', '.']).unwrap_or(text.len());
                    Span::new(0..end)
                }),
            })
            .collect()
    }
}

fn goals() -> Goals {
    let mut goals = Goals::default();
    goals.targets.nps = Some(40.0);
    goals.targets.negative = Some(50.0);
    goals.targets.touchpoints = Some([("pop up -myymälä".to_owned(), 30.0)].into());
    goals.benchmarks = vec![Benchmark {
        name: "Kaupan ala".to_owned(),
        value: 31.0,
        source: "Esimerkkiliitto".to_owned(),
        date: "2026-03".to_owned(),
    }];
    goals
}

fn actions() -> Vec<Action> {
    let action = |key: &str, kind, owner: &str, status: &str| Action {
        key: key.to_owned(),
        kind,
        theme: Some(ThemeId(3)),
        label: Text { fi: SUBJECTS[2].0.to_owned(), en: SUBJECTS[2].1.to_owned() },
        period: "2026-W47".to_owned(),
        owner: owner.to_owned(),
        status: status.to_owned(),
        ..Action::default()
    };
    vec![
        action("K-1", ActionKind::CallBack, "Maija", "tehty"),
        action("K-2", ActionKind::CallBack, "", ""),
        action("K-3", ActionKind::Promote, "Pekka", "avoin"),
    ]
}

fn volume(at: usize, back: i32, chance: &mut Chance) -> u32 {
    let usual = SUBJECTS[at].3;
    let now = match (at, back) {
        (2, 0) => usual * 3,
        (13, 0..4) => 4,
        (13, 4..) => 0,
        (7, 0) => usual / 2,
        (_, _) => usual,
    };
    (f64::from(now) * (0.8 + 0.4 * chance.next())).round() as u32
}

fn push(rows: &mut Rows, chance: &mut Chance, record: u32, at: usize, week: Week) {
    let (.., polarity, score, texts) = SUBJECTS[at];
    let source = match chance.below(10) {
        0..6 => Source::Survey,
        6..8 => Source::Social,
        _ => Source::Staff,
    };
    let felt = (chance.next() < 0.85).then(|| polarity + (chance.next() - 0.5) as f32 * 1.1);
    let theme =
        |at: usize| RowTheme { theme: ThemeId(at as u32 + 1), degree: 0.6, sentiment: felt };
    let mut themes = vec![theme(at)];
    if chance.next() < 0.15 {
        themes.push(theme((at + 3) % SUBJECTS.len()));
    }
    if chance.next() < 0.08 {
        themes.clear();
    }
    let mut cues = CueSet::default();
    for (cue, rate) in [(Cue::Wish, 0.05), (Cue::Silenced, 0.01), (Cue::Churn, 0.02)] {
        if chance.next() < rate {
            cues.insert(cue);
        }
    }
    let survey = source == Source::Survey;
    let score = (score + (chance.next() - 0.5) as f32 * 6.0).round().clamp(0.0, 10.0);
    let places = ["kassa", "verkkokauppa", "toimitus", "asiakaspalvelu", "nouto"];
    rows.push(&Row {
        record,
        week: Some(week),
        lang: Some(texts[chance.below(texts.len())].1),
        source,
        channel: Some(if survey { "sähköposti" } else { "verkko" }),
        touchpoint: match chance.below(60) {
            0 => Some("pop up -myymälä"),
            n if n < 50 => Some(places[n % places.len()]),
            _ => None,
        },
        segment: None,
        score: survey.then_some(score),
        sentiment: felt,
        cues,
        blank: survey && chance.next() < 0.1,
        themes: &themes,
        ..Row::default()
    });
}

/// A fixed stream of numbers (Steele and Vigna's SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }
}
