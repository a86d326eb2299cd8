//! English sentences.

use crate::report::calendar;
use crate::report::findings::{Language, Scale, Weeks};
use crate::report::model::{Change, Figure, Report};
use crate::report::number::Numbers;

const NUMBERS: Numbers = Numbers(Language::En);

/// "1 comment", "2 comments".
pub(crate) fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", NUMBERS.count(n), if n == 1 { one } else { many })
}

/// The report in a few sentences.
pub(crate) fn summary(report: &Report, period: Option<Weeks>) -> Vec<String> {
    let sentences = [
        Some(volume(report, period)),
        score(report),
        negative(report),
        largest(report),
        change(report),
        Some(signals(report)),
    ];
    sentences.into_iter().flatten().collect()
}

fn volume(report: &Report, period: Option<Weeks>) -> String {
    let n = counted(report.headline.comments, "comment", "comments");
    let Some(weeks) = period else {
        let why = if report.weeks.is_empty() { ", as they carry no dates" } else { "" };
        return format!("The report covers all the data{why}: {n}.");
    };
    let when = calendar::during(weeks, Language::En);
    let came = if report.headline.comments == 1 { "was" } else { "were" };
    match report.headline.comments_before {
        Some(before) => format!(
            "There {came} {n} {when}, against {} in the period before.",
            NUMBERS.count(before)
        ),
        None => format!("There {came} {n} {when}."),
    }
}

fn score(report: &Report) -> Option<String> {
    let score = report.headline.score.as_ref()?;
    let level = super::level(report, Language::En);
    let figure = score.value.figure()?;
    let (value, range) = match score.scale {
        Scale::Recommend => {
            let name = level.map_or_else(|| "NPS".to_owned(), |level| format!("NPS ({level})"));
            let [value, low, high] =
                [figure.value, figure.low, figure.high].map(|x| NUMBERS.signed(x, 0));
            (format!("{name} is {value}"), format!("{low} to {high}"))
        }
        Scale::Effort => (format!("{} found it easy", percent(figure.value)), percents(figure)),
        Scale::Satisfaction { .. } => {
            (format!("{} gave one of the two best scores", percent(figure.value)), percents(figure))
        }
        Scale::Other => (
            format!("The mean score is {}", NUMBERS.decimal(figure.value, 2)),
            format!("{}–{}", NUMBERS.decimal(figure.low, 2), NUMBERS.decimal(figure.high, 2)),
        ),
    };
    let change = score
        .change
        .as_ref()
        .map_or_else(String::new, |change| format!("; {}", score_change(change, score.scale)));
    let mut n = counted(figure.n, "answer", "answers");
    if let Some(level) = level.filter(|_| score.scale != Scale::Recommend) {
        n = format!("{level}, {n}");
    }
    Some(format!("{value} ({n}, 95% interval {range}){change}."))
}

fn score_change(change: &Change, scale: Scale) -> String {
    let size = match scale {
        Scale::Recommend => NUMBERS.signed(change.difference, 0),
        Scale::Effort | Scale::Satisfaction { .. } => points(change.difference),
        Scale::Other => NUMBERS.signed(change.difference, 2),
    };
    if change.clear {
        format!("the change of {size} since the period before is more than chance explains")
    } else if change.leans() {
        format!("the change since the period before is {size}, on weak evidence so far")
    } else {
        format!("the change of {size} since the period before is within chance")
    }
}

fn negative(report: &Report) -> Option<String> {
    let negative = report.headline.negative.figure()?;
    let positive = report.headline.positive.figure()?;
    let change = report.headline.negative_change.filter(|change| change.clear);
    let change = change.map_or_else(String::new, |change| {
        let verb = if change.difference > 0.0 { "grown" } else { "shrunk" };
        let size = points(change.difference.abs());
        let size = size.trim_start_matches('+');
        format!(" The share of negative ones has {verb} by {size} since the period before.")
    });
    Some(format!(
        "Of the comments that show a feeling or are neutral, {} are negative ({}) and {} positive \
         ({}).{change}",
        percent(negative.value),
        percents(negative),
        percent(positive.value),
        percents(positive),
    ))
}

fn largest(report: &Report) -> Option<String> {
    let theme = report.themes.first().filter(|theme| theme.n > 0 && super::is_named(theme))?;
    Some(format!(
        "The most talked-of theme is “{}”: {}, {} of all.",
        theme.label.en,
        counted(theme.n, "comment", "comments"),
        percent(theme.share.value),
    ))
}

fn change(report: &Report) -> Option<String> {
    report.previous.as_ref()?;
    let Some((theme, change)) = super::clearest(report) else {
        return Some("No theme's share has changed more than chance explains.".to_owned());
    };
    if !super::is_named(theme) {
        return None;
    }
    let verb = if change.difference > 0.0 { "grew" } else { "shrank" };
    Some(format!(
        "“{}” {verb} most clearly: {} since the period before.",
        theme.label.en,
        points(change.difference),
    ))
}

fn signals(report: &Report) -> String {
    let all = report.signals.len() as u32;
    let new = super::new_signals(report).count() as u32;
    match (all, new) {
        (0, _) => "No quiet signals were found.".to_owned(),
        (_, 0) => format!(
            "No new quiet signals were found; {} {}.",
            counted(all, "earlier one", "earlier ones"),
            if all == 1 { "goes on" } else { "go on" }
        ),
        (_, new) => format!(
            "{} found{}.",
            counted(new, "new quiet signal was", "new quiet signals were"),
            named(report)
        ),
    }
}

/// ": “Yard lights” and “Queues”": the new signals by name, when they are few.
fn named(report: &Report) -> String {
    let names = super::new_signals(report).map(|signal| format!("“{}”", signal.label.en));
    super::listed(names.collect(), " and ")
}

fn percent(share: f64) -> String {
    NUMBERS.percent(share, Numbers::digits(share))
}

/// "+3.2 percentage points" for a difference of shares.
fn points(difference: f64) -> String {
    format!("{} percentage points", NUMBERS.signed(difference * 100.0, 1))
}

/// The ends of an interval with as many decimals as its figure.
fn percents(figure: &Figure) -> String {
    let digits = Numbers::digits(figure.value);
    let low = NUMBERS.decimal(figure.low * 100.0, digits);
    format!("{low}–{}", NUMBERS.percent(figure.high, digits))
}
