//! Whose voice is it? The values of a source column as kinds of voice.

use super::names;
use crate::config::ColumnsConfig;
use crate::record::Source;

/// Words that tell the kind of voice, Finnish and English.
const SURVEY: &[&str] = &[
    "survey",
    "surveys",
    "kysely",
    "kyselyt",
    "nps",
    "ces",
    "csat",
    "form",
    "lomake",
    "webform",
    "feedback",
    "palaute",
    "palautelomake",
    "asiakaskysely",
    "asiakaspalaute",
    "questionnaire",
    "kiosk",
    "haastattelu",
    "interview",
    "customer",
    "asiakas",
    "review",
    "arvostelu",
];
const SOCIAL: &[&str] = &[
    "social",
    "some",
    "sosiaalinen",
    "media",
    "twitter",
    "tweet",
    "x",
    "facebook",
    "fb",
    "instagram",
    "linkedin",
    "tiktok",
    "youtube",
    "reddit",
    "forum",
    "foorumi",
    "keskustelu",
    "keskustelupalsta",
    "blog",
    "blogi",
    "mastodon",
    "bluesky",
    "threads",
    "jodel",
    "suomi24",
    "post",
    "public",
];
const STAFF: &[&str] = &[
    "staff",
    "employee",
    "employees",
    "henkilöstö",
    "henkilökunta",
    "henkilökunnan",
    "henkilöstön",
    "työntekijä",
    "työntekijät",
    "sisäinen",
    "internal",
    "shift",
    "vuoro",
    "vuoromuistio",
    "crew",
    "agent",
    "muistiinpano",
    "note",
    "notes",
    "personnel",
    "worker",
    "asiakaspalvelija",
    "myyjä",
];

/// The kind of voice that `value` names: by the settings, else by the words above.
pub(super) fn of(value: &str, settings: &ColumnsConfig) -> Option<Source> {
    let value = value.trim();
    if let Some(values) = &settings.source_values {
        let folded = value.to_lowercase();
        let set = values.iter().find(|(name, _)| name.trim().to_lowercase() == folded);
        if let Some((_, source)) = set {
            return Some(*source);
        }
    }
    let words = names::words(value);
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    // "staff survey" and "internal post" are staff; "social survey form" is told by the rarer word.
    if any(STAFF) {
        Some(Source::Staff)
    } else if any(SOCIAL) {
        Some(Source::Social)
    } else {
        any(SURVEY).then_some(Source::Survey)
    }
}

/// Share of values that name a kind of voice.
pub(super) fn known_share(values: &[String], settings: &ColumnsConfig) -> f32 {
    let known = values.iter().filter(|value| of(value, settings).is_some()).count();
    known as f32 / values.len().max(1) as f32
}

/// The kind of voice of a source without such a column: posts have likes and replies.
pub(super) fn by_columns<'a>(names: impl Iterator<Item = &'a str>) -> Option<Source> {
    const MARKS: [&str; 12] = [
        "retweet_count",
        "retweets",
        "like_count",
        "likes",
        "favorite_count",
        "favourites_count",
        "in_reply_to",
        "in_reply_to_status_id",
        "tweet_id",
        "hashtags",
        "screen_name",
        "upvotes",
    ];
    let marks = names.filter(|name| MARKS.contains(&name.to_lowercase().as_str())).count();
    (marks >= 2).then_some(Source::Social)
}
