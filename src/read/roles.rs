//! Which column is what? What the settings say, and guesses from headers and values where they say
//! nothing.
//!
//! Owns the choice and its reason. Refuses to choose where a wrong choice would spoil the result
//! and two columns speak equally well for themselves: the user is asked.

use super::columns::{Columns, Guess, Role};
use super::error::ReadError;
use super::names::{self, Meaning};
use super::note::Said;
use super::profile;
use super::table::Column;
use super::text_columns;
use super::values::Profile;
use super::voice;
use crate::config::{self, ColumnsConfig, nearest};

/// A column as it is judged: header words and first values.
pub(super) struct Candidate<'a> {
    pub(super) index: usize,
    pub(super) column: &'a Column,
    pub(super) words: Vec<String>,
    pub(super) profile: &'a Profile,
    /// Its first values, not blank.
    pub(super) values: &'a [String],
}

/// What is known when roles are decided.
pub(super) struct Facts<'a> {
    pub(super) input: &'a str,
    pub(super) settings: &'a ColumnsConfig,
    pub(super) profile: config::Profile,
    pub(super) candidates: Vec<Candidate<'a>>,
}

/// The order in which roles are given away: those that a clear name or clear values settle come first.
const ORDER: [Role; 10] = [
    Role::Date,
    Role::Key,
    Role::Score,
    Role::Language,
    Role::Source,
    Role::Channel,
    Role::Touchpoint,
    Role::Segment,
    Role::Value,
    Role::Author,
];

/// Decides all roles; what the user should know of the choice is added to `notes`.
pub(super) fn resolve(facts: &Facts<'_>, notes: &mut Vec<Said>) -> Result<Columns, ReadError> {
    let mut guesses = set(facts)?;
    guesses.extend(always_so(facts, &guesses));
    guesses.retain(|guess| !is_off(facts.settings, guess.role));
    if guesses.iter().all(|guess| guess.role != Role::Text) {
        guesses.extend(text_columns::guess(facts, &guesses, notes)?);
    }
    for role in ORDER {
        let open = !is_off(facts.settings, role);
        if open && guesses.iter().all(|guess| guess.role != role) {
            let guess = guess(role, facts, &guesses, notes)?;
            guesses.extend(guess);
        }
    }
    guesses.sort_by_key(|guess| guess.role);
    let names = facts.candidates.iter().map(|candidate| candidate.column.name.clone()).collect();
    Ok(Columns { names, guesses })
}

/// The columns that the settings name.
fn set(facts: &Facts<'_>) -> Result<Vec<Guess>, ReadError> {
    let of = |role| written(facts.settings, role).into_iter().map(move |name| (role, name));
    Role::ALL
        .into_iter()
        .flat_map(of)
        .map(|(role, name)| {
            let candidate = facts.candidates.iter().find(|candidate| candidate.column.name == name);
            let folded = || {
                facts
                    .candidates
                    .iter()
                    .find(|c| c.column.name.to_lowercase() == name.to_lowercase())
            };
            let candidate = candidate.or_else(folded).ok_or_else(|| missing(facts, role, name))?;
            Ok(told(role, candidate, 1.0, Said::new("as set", "asetettu")))
        })
        .collect()
}

/// The columns that a survey program always calls the same, but for roles that are set.
fn always_so(facts: &Facts<'_>, set: &[Guess]) -> Vec<Guess> {
    let known = profile::known(facts.profile).iter();
    let free = known.filter(|(role, _)| set.iter().all(|guess| guess.role != *role));
    free.filter_map(|(role, names)| {
        let column = |name: &&str| {
            let named = |candidate: &&Candidate<'_>| candidate.column.name == *name;
            let candidate = facts.candidates.iter().find(named)?;
            fit(*role, candidate, facts).map(|_| candidate)
        };
        let candidate = names.iter().find_map(column)?;
        let program = profile::title(facts.profile);
        let why = Said::new(format!("as {program} calls it"), format!("{program} nimeää sen näin"));
        Some(told(*role, candidate, 0.95, why))
    })
    .collect()
}

fn written(settings: &ColumnsConfig, role: Role) -> Vec<&str> {
    let one = match role {
        Role::Text => return settings.text.iter().flatten().map(String::as_str).collect(),
        Role::Key => &settings.key,
        Role::Date => &settings.date,
        Role::Source => &settings.source,
        Role::Channel => &settings.channel,
        Role::Touchpoint => &settings.touchpoint,
        Role::Segment => &settings.segment,
        Role::Score => &settings.score,
        Role::Language => &settings.language,
        Role::Value => &settings.value,
        Role::Author => &settings.author,
    };
    one.as_deref().filter(|name| !name.is_empty()).into_iter().collect()
}

/// Whether no column may have a role: `key = ""` says that rows are known by their content.
fn is_off(settings: &ColumnsConfig, role: Role) -> bool {
    role == Role::Key && settings.key.as_deref() == Some("")
}

fn missing(facts: &Facts<'_>, role: Role, name: &str) -> ReadError {
    let names = facts.candidates.iter().map(|candidate| candidate.column.name.as_str());
    let near =
        nearest(name, names).map(|near| format!("did you mean \"{near}\"? ")).unwrap_or_default();
    ReadError::MissingColumn {
        input: facts.input.to_owned(),
        column: name.to_owned(),
        option: role.option(),
        hint: if facts.candidates.is_empty() {
            "there are no columns: rows are objects with named fields".to_owned()
        } else {
            format!("{near}the columns are {}", facts.all_names())
        },
    }
}

impl Facts<'_> {
    /// The names of all columns, quoted; the first thirty of many.
    pub(super) fn all_names(&self) -> String {
        let quoted = quoted(self.candidates.iter().take(30));
        match self.candidates.len() {
            0..=30 => quoted,
            more => format!("{quoted} and {} more", more - 30),
        }
    }

    /// The error that asks the user to choose.
    pub(super) fn ambiguous(
        &self,
        role: Role,
        role_name: &'static str,
        columns: &[&Candidate<'_>],
    ) -> ReadError {
        let first = columns.first().map_or("", |first| first.column.name.as_str());
        let example =
            if role == Role::Text { format!("[{first:?}]") } else { format!("{first:?}") };
        ReadError::Ambiguous {
            input: self.input.to_owned(),
            columns: quoted(columns.iter().copied()),
            role: role_name,
            option: role.option(),
            example,
        }
    }
}

/// Names in quotes, with commas.
pub(super) fn quoted<'a>(columns: impl Iterator<Item = &'a Candidate<'a>>) -> String {
    quoted_names(columns.map(|candidate| candidate.column.name.as_str()))
}

/// Names in quotes, with commas.
pub(super) fn quoted_names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("{name:?}")).collect();
    names.join(", ")
}

pub(super) fn told(role: Role, candidate: &Candidate<'_>, confidence: f32, why: Said) -> Guess {
    let column = candidate.column.name.clone();
    Guess { role, column, index: candidate.index, confidence, why }
}

/// Below this product of name and values a guess is not made.
const LEAST: f32 = 0.4;

/// Guesses that differ by less are equally good.
const TIE: f32 = 0.02;

fn guess(
    role: Role,
    facts: &Facts<'_>,
    taken: &[Guess],
    notes: &mut Vec<Said>,
) -> Result<Option<Guess>, ReadError> {
    let mut found: Vec<(f32, &Candidate<'_>)> = facts
        .candidates
        .iter()
        .filter(|candidate| taken.iter().all(|guess| guess.index != candidate.index))
        .filter_map(|candidate| Some((judged(role, candidate, facts)?, candidate)))
        .filter(|(confidence, _)| *confidence >= LEAST)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.index.cmp(&b.1.index)));
    let Some(&(best, chosen)) = found.first() else { return Ok(None) };
    let equals: Vec<&Candidate<'_>> = found
        .iter()
        .filter(|(confidence, _)| best - confidence < TIE)
        .map(|(_, candidate)| *candidate)
        .collect();
    let differ = equals.iter().any(|candidate| candidate.values != chosen.values);
    if equals.len() > 1 && differ {
        match role {
            Role::Score => return Err(facts.ambiguous(role, "main score", &equals)),
            Role::Date => return Err(facts.ambiguous(role, "date", &equals)),
            // Any of them identifies the record.
            Role::Key => {}
            Role::Text
            | Role::Source
            | Role::Channel
            | Role::Touchpoint
            | Role::Segment
            | Role::Language
            | Role::Value
            | Role::Author => {
                let all = quoted(equals.iter().copied());
                let (name, option) = (role.name(), role.option());
                notes.push(Said::new(
                    format!("{all} could all be the {name}: the first is taken; {option} chooses"),
                    format!(
                        "{all} voisivat kaikki olla {}: ensimmäinen otettiin; valitse: {option}",
                        role.finnish()
                    ),
                ));
            }
        }
    }
    Ok(Some(told(role, chosen, best, why(role, chosen))))
}

/// How well a column fits a role, 0 … 1: its name times its values. `None` if its values rule it
/// out.
fn judged(role: Role, candidate: &Candidate<'_>, facts: &Facts<'_>) -> Option<f32> {
    let mut name = names::strength(&candidate.words, meaning(role));
    let profile = candidate.profile;
    if role == Role::Channel && name < LEAST {
        // A "source" that names no kind of voice (Google, web shop) is a channel.
        name = 0.8 * names::strength(&candidate.words, Meaning::Source);
    }
    if name < LEAST && profile.filled >= 2 {
        name = match role {
            Role::Date if profile.dates >= 0.95 => 0.6,
            Role::Score if candidate.column.generated && likely_score(profile) => 0.5,
            Role::Language
                if profile.codes >= 0.98 && profile.different <= 8 && profile.filled >= 10 =>
            {
                0.5
            }
            Role::Key
            | Role::Text
            | Role::Date
            | Role::Source
            | Role::Channel
            | Role::Touchpoint
            | Role::Segment
            | Role::Score
            | Role::Language
            | Role::Value
            | Role::Author => return None,
        };
    }
    Some(name * fit(role, candidate, facts)?)
}

fn likely_score(profile: &Profile) -> bool {
    profile.numbers >= 0.98 && profile.min >= 0.0 && profile.max <= 10.0 && profile.different >= 3
}

/// How well the values fit a role; `None` if they rule it out.
fn fit(role: Role, candidate: &Candidate<'_>, facts: &Facts<'_>) -> Option<f32> {
    let profile = candidate.profile;
    let share = |share: f32| (share >= 0.6).then_some(share);
    let when = |good: bool| good.then_some(1.0);
    // A column of our own is never taken for an answer: a file that was fed back reads as before.
    if profile.filled == 0 || candidate.column.name.starts_with(super::OWN_PREFIX) {
        return None;
    }
    match role {
        Role::Key => when(
            profile.distinct() >= 1.0
                && profile.blank < 0.01
                && profile.words < 3.0
                && profile.characters <= 80.0,
        ),
        Role::Text => None,
        Role::Date => share((profile.dates + profile.stamps).min(1.0)),
        Role::Score => {
            share(profile.numbers).filter(|_| profile.max <= 100.0 && profile.min >= -100.0)
        }
        Role::Language => share(profile.codes),
        Role::Source => share(voice::known_share(candidate.values, facts.settings)),
        Role::Channel | Role::Touchpoint => when(profile.categories() && profile.numbers < 0.9),
        Role::Segment => when(profile.categories()),
        Role::Value => share(profile.numbers),
        Role::Author => {
            when(profile.words <= 4.0 && profile.characters <= 60.0 && profile.dates < 0.5)
        }
    }
}

fn why(role: Role, candidate: &Candidate<'_>) -> Said {
    let profile = candidate.profile;
    let named = names::strength(&candidate.words, meaning(role)) >= LEAST;
    let by = if named { "by its name" } else { "by its values" };
    let fi = if named { "nimen perusteella" } else { "arvojen perusteella" };
    let percent = |share: f32| format!("{:.0}", 100.0 * share);
    match role {
        Role::Date => {
            let dates = percent((profile.dates + profile.stamps).min(1.0));
            Said::new(
                format!("{by}; {dates}% of the values are dates"),
                format!("{fi}; arvoista {dates} % on päivämääriä"),
            )
        }
        Role::Score | Role::Value => {
            let (min, max) = (profile.min, profile.max);
            let comma = |number: f32| number.to_string().replace('.', ",");
            Said::new(
                format!("{by}; numbers from {min} to {max}"),
                format!("{fi}; lukuja välillä {}–{}", comma(min), comma(max)),
            )
        }
        Role::Language => {
            let codes = percent(profile.codes);
            Said::new(
                format!("{by}; {codes}% of the values are language codes"),
                format!("{fi}; arvoista {codes} % on kielikoodeja"),
            )
        }
        Role::Key => {
            Said::new(format!("{by}; no value comes twice"), format!("{fi}; mikään arvo ei toistu"))
        }
        Role::Text => Said::new(by, fi),
        Role::Source | Role::Channel | Role::Touchpoint | Role::Segment | Role::Author => {
            let n = profile.different;
            let (values, arvoa) = if n == 1 { ("value", "arvo") } else { ("values", "eri arvoa") };
            Said::new(format!("{by}; {n} different {values}"), format!("{fi}; {n} {arvoa}"))
        }
    }
}

const fn meaning(role: Role) -> Meaning {
    match role {
        Role::Key => Meaning::Key,
        Role::Text => Meaning::Text,
        Role::Date => Meaning::Date,
        Role::Source => Meaning::Source,
        Role::Channel => Meaning::Channel,
        Role::Touchpoint => Meaning::Touchpoint,
        Role::Segment => Meaning::Segment,
        Role::Score => Meaning::Score,
        Role::Language => Meaning::Language,
        Role::Value => Meaning::Value,
        Role::Author => Meaning::Author,
    }
}
