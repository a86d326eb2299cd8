//! Finnish sentences. A numeral other than 1 takes the partitive singular: 1 kommentti,
//! 2 kommenttia.

use crate::report::calendar;
use crate::report::findings::{Language, Scale, Weeks};
use crate::report::model::{Change, Figure, Report};
use crate::report::number::Numbers;

const NUMBERS: Numbers = Numbers(Language::Fi);

/// "1 kommentti", "2 kommenttia": the noun in the form its numeral asks for.
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
    let n = counted(report.headline.comments, "kommentti", "kommenttia");
    let Some(weeks) = period else {
        let why = if report.weeks.is_empty() { ", koska päivämääriä ei ole" } else { "" };
        return format!("Raportti kattaa koko aineiston{why}: {n}.");
    };
    let when = upper_first(&calendar::during(weeks, Language::Fi));
    match report.headline.comments_before {
        Some(before) => {
            format!("{when} kertyi {n}; edellisellä jaksolla {}.", NUMBERS.count(before))
        }
        None => format!("{when} kertyi {n}."),
    }
}

fn score(report: &Report) -> Option<String> {
    let score = report.headline.score.as_ref()?;
    let level = super::level(report, Language::Fi);
    let figure = score.value.figure()?;
    let (value, range) = match score.scale {
        Scale::Recommend => {
            let name = level.map_or_else(|| "NPS".to_owned(), |level| format!("NPS ({level})"));
            (format!("{name} on {}", NUMBERS.signed(figure.value, 0)), range(figure, 0))
        }
        Scale::Effort => (
            format!("{} vastaajista piti asiointia helppona", percent(figure.value)),
            percents(figure),
        ),
        Scale::Satisfaction { .. } => (
            format!(
                "{} vastaajista antoi jommankumman kahdesta parhaasta arvosanasta",
                percent(figure.value)
            ),
            percents(figure),
        ),
        Scale::Other => (
            format!("Arvosanojen keskiarvo on {}", NUMBERS.decimal(figure.value, 2)),
            range_of(figure, 2),
        ),
    };
    let change = score
        .change
        .as_ref()
        .map_or_else(String::new, |change| format!("; {}", score_change(change, score.scale)));
    let mut n = counted(figure.n, "vastaus", "vastausta");
    if let Some(level) = level.filter(|_| score.scale != Scale::Recommend) {
        n = format!("{level}, {n}");
    }
    Some(format!("{value} ({n}, 95 %:n luottamusväli {range}){change}."))
}

fn score_change(change: &Change, scale: Scale) -> String {
    let size = match scale {
        Scale::Recommend => NUMBERS.signed(change.difference, 0),
        Scale::Effort | Scale::Satisfaction { .. } => points(change.difference),
        Scale::Other => NUMBERS.signed(change.difference, 2),
    };
    if change.clear {
        format!("muutos edellisestä jaksosta on {size}, eikä se selity sattumalla")
    } else if change.leans() {
        format!("muutos edellisestä jaksosta on {size}, mutta näyttö siitä on vielä heikko")
    } else {
        format!("muutos edellisestä jaksosta ({size}) mahtuu sattuman rajoihin")
    }
}

fn negative(report: &Report) -> Option<String> {
    let negative = report.headline.negative.figure()?;
    let positive = report.headline.positive.figure()?;
    let change = report.headline.negative_change.filter(|change| change.clear);
    let change = change.map_or_else(String::new, |change| {
        let verb = if change.difference > 0.0 { "kasvanut" } else { "pienentynyt" };
        let size = points(change.difference.abs());
        format!(
            " Kielteisten osuus on {verb} {} edellisestä jaksosta.",
            size.trim_start_matches('+')
        )
    });
    Some(format!(
        "Tunnetta ilmaisevista tai neutraaleista kommenteista kielteisiä on {} ({}) ja \
         myönteisiä {} ({}).{change}",
        percent(negative.value),
        percents(negative),
        percent(positive.value),
        percents(positive),
    ))
}

fn largest(report: &Report) -> Option<String> {
    let theme = report.themes.first().filter(|theme| theme.n > 0 && super::is_named(theme))?;
    Some(format!(
        "Eniten puhutaan teemasta ”{}”: {}, {} kaikista.",
        theme.label.fi,
        counted(theme.n, "kommentti", "kommenttia"),
        percent(theme.share.value),
    ))
}

fn change(report: &Report) -> Option<String> {
    report.previous.as_ref()?;
    let Some((theme, change)) = super::clearest(report) else {
        return Some(
            "Minkään teeman osuus ei ole muuttunut enempää kuin sattuma selittäisi.".to_owned(),
        );
    };
    if !super::is_named(theme) {
        return None;
    }
    let verb = if change.difference > 0.0 { "kasvoi" } else { "pieneni" };
    Some(format!(
        "Selvimmin {verb} teema ”{}”: {} edellisestä jaksosta.",
        theme.label.fi,
        points(change.difference),
    ))
}

fn signals(report: &Report) -> String {
    let all = report.signals.len() as u32;
    let new = super::new_signals(report).count() as u32;
    match (all, new) {
        (0, _) => "Hiljaisia signaaleja ei löytynyt.".to_owned(),
        (_, 0) => format!(
            "Uusia hiljaisia signaaleja ei löytynyt; {} jatkuu.",
            if all == 1 { "1 aiempi".to_owned() } else { format!("{all} aiempaa") }
        ),
        (_, 1) => format!("Löytyi 1 uusi hiljainen signaali{}.", named(report)),
        (_, new) => {
            let n = NUMBERS.count(new);
            format!("Löytyi {n} uutta hiljaista signaalia{}.", named(report))
        }
    }
}

/// ": ”Pihavalot” ja ”Jonot”": the new signals by name, when they are few.
fn named(report: &Report) -> String {
    let names = super::new_signals(report).map(|signal| format!("”{}”", signal.label.fi));
    super::listed(names.collect(), " ja ")
}

fn percent(share: f64) -> String {
    NUMBERS.percent(share, Numbers::digits(share))
}

/// "+3,2 prosenttiyksikköä" for a difference of shares.
fn points(difference: f64) -> String {
    let number = NUMBERS.signed(difference * 100.0, 1);
    let one = ["1,0", "+1,0", "−1,0"].contains(&number.as_str());
    format!("{number} {}", if one { "prosenttiyksikkö" } else { "prosenttiyksikköä" })
}

fn range(figure: &Figure, digits: usize) -> String {
    format!("{}…{}", NUMBERS.signed(figure.low, digits), NUMBERS.signed(figure.high, digits))
}

fn range_of(figure: &Figure, digits: usize) -> String {
    format!("{}–{}", NUMBERS.decimal(figure.low, digits), NUMBERS.decimal(figure.high, digits))
}

/// The ends of an interval with as many decimals as its figure.
fn percents(figure: &Figure) -> String {
    let digits = Numbers::digits(figure.value);
    let low = NUMBERS.decimal(figure.low * 100.0, digits);
    format!("{low}–{}", NUMBERS.percent(figure.high, digits))
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_govern_the_noun() {
        for (n, want) in [
            (0, "0 kommenttia"),
            (1, "1 kommentti"),
            (2, "2 kommenttia"),
            (21, "21 kommenttia"),
            (12_000, "12\u{202f}000 kommenttia"),
        ] {
            assert_eq!(counted(n, "kommentti", "kommenttia"), want);
        }
        assert_eq!(points(0.01), "+1,0 prosenttiyksikkö");
        assert_eq!(points(-0.032), "−3,2 prosenttiyksikköä");
    }
}
