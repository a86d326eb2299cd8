//! Finding: words, phrases, forms, filters, facets and order.

use super::super::search::{Facet, Filters, QueryError, SearchRequest, Sort};
use super::super::{Archive, ArchiveError};
use super::{Batch, Fresh};
use crate::record::Source;
use crate::score::{Cue, Emotion, Hot, Polarity, Reference};
use crate::theme::ThemeId;

/// Two sources, two languages, all kinds of tags.
fn corpus() -> Batch {
    let mut corpus = Batch::default();
    let date = |text: &str| Some(format!("{text}T10:00:00").parse().unwrap());
    let chat: Option<Box<str>> = Some("Chat".into());

    let r = corpus.tagged(
        "1",
        "Talossa oli kylmä, ei toimi mikään",
        Some(-0.8),
        &[Cue::Wish],
        &[(1, 0.9), (1, 0.4), (2, 0.3)],
    );
    (r.date, r.channel, r.score) = (date("2026-11-02"), chat.clone(), Some(2.0));
    let said = corpus.scored();
    (said.hot, said.expectation, said.reference) =
        (Some(Hot::Problem), Some(-2), Some(Reference::Industry));
    [Emotion::Anger, Emotion::Worry].into_iter().for_each(|e| said.emotions.insert(e));
    let r = corpus.tagged("2", "Talon asiakaspalvelussa kaikki toimi", Some(0.6), &[], &[(2, 0.8)]);
    (r.date, r.channel, r.score) = (date("2026-11-30"), Some("email".into()), Some(9.0));
    corpus.scored().expectation = Some(0);
    let r = corpus.tagged("3", "The houses and the services", Some(0.0), &[], &[]);
    (r.date, r.source) = (date("2026-12-01"), Source::Social);
    let r = corpus.tagged("4", "talo talo talo", None, &[], &[]);
    (r.source, r.channel) = (Source::Staff, chat);
    corpus.add("5", "it is a house: 12,50 € at http://x.fi");
    corpus.add("6", "");
    corpus
}

fn keys(archive: &Archive, request: &SearchRequest) -> Vec<String> {
    let found =
        archive.search(request).unwrap_or_else(|error| panic!("{}: {error}", request.query));
    assert_eq!(found.total as usize, found.hits.len(), "{}", request.query);
    found.hits.iter().map(|hit| hit.comment.key.to_string()).collect()
}

fn query(text: &str) -> SearchRequest {
    SearchRequest { query: text.into(), sort: Sort::Entry, limit: 100, ..SearchRequest::default() }
}

/// What is asked, and the keys of what is found.
const FOUND: &[(&str, &str)] = &[
    // Words in any form, by any language; compound parts.
    ("", "1 2 3 4 5 6"),
    ("*", "1 2 3 4 5 6"),
    ("talossa", "1 2 4"),
    ("TALO", "1 2 4"),
    ("palvelu", "2"),
    ("asiakas", "2"),
    ("house", "3 5"),
    ("talo house", "1 2 3 4 5"),
    // Operators.
    ("talo AND toimi", "1 2"),
    ("talo AND NOT toimi", "4"),
    ("talo -kylmä", "2 4"),
    ("+talo kylmä", "1 2 4"),
    ("NOT talo", "3 5 6"),
    ("-talo -house", "6"),
    ("(talo OR house) AND (kylmä OR services)", "1 3"),
    ("talo AND toimi OR house", "1 2 3 5"),
    ("kylmä - services", "1 3"),
    ("oli, kylmä!", "1"),
    // Phrases and exact forms.
    ("\"talo oli\"", "1"),
    ("\"talossa oli\"", "1"),
    ("\"oli talo\"", ""),
    ("\"oli toimi\"~2", "1"),
    ("\"oli toimi\"~1", ""),
    ("\"kylmä ei\"", "1"),
    ("'talon'", "2"),
    ("'talo'", "4"),
    ("surface:talossa", "1"),
    ("surface:\"talossa oli\"", "1"),
    ("'talo oli'", ""),
    // Wildcards count all.
    ("talo*", "1 2 4"),
    ("*palvelu", "2"),
    ("serv*s", "3"),
    ("surface:talos*", "1"),
    ("\"ei toi\"*", "1"),
    ("\"ei x\"*", ""),
    // Fields.
    ("lang:en", "3 5"),
    ("lang:none", "6"),
    ("talo lang:fi channel:chat", "1 4"),
    ("channel:chat channel:EMAIL", "1 2 4"),
    ("channel:(chat OR email) AND talo", "1 2 4"),
    ("channel:IN [chat \"email\"] -source:staff", "1 2"),
    ("channel:c*", "1 4"),
    ("channel:*", "1 2 4"),
    ("channel:none", "3 5 6"),
    ("source:staff OR source:social", "3 4"),
    ("talo OR source:social", "1 2 3 4"),
    ("score:[0 TO 6]", "1"),
    ("score:>=9", "2"),
    ("score:{2 TO 9]", "2"),
    ("score:2,0", "1"),
    ("sentiment:negative", "1"),
    ("sentiment:neutral", "3"),
    ("sentiment:none", "4 5 6"),
    ("sentiment:[0 TO *]", "2 3"),
    ("-sentiment:none talo", "1 2"),
    ("date:[2026-11-01 TO 2026-11-30]", "1 2"),
    ("date:2026-11", "1 2"),
    ("date:30.11.2026", "2"),
    ("week:2026-W49", "2 3"),
    ("date:>2026-11-30", "3"),
    ("date:<2026-11-30", "1"),
    ("theme:T0001", "1"),
    ("theme:t0002", "1 2"),
    ("theme:none talo", "4"),
    ("theme:\"Kylmä talo\"", "1"),
    ("cue:wish", "1"),
    ("hot:problem", "1"),
    ("hot:none talo", "2 4"),
    ("emotion:worry", "1"),
    ("reference:industry", "1"),
    ("expectation:-2", "1"),
    ("expectation:under OR expectation:met", "1 2"),
    ("expectation:[-1 TO 2]", "2"),
    ("expectation:over", ""),
    ("key:5", "5"),
    ("row:[2 TO 3]", "2 3"),
    ("text:talossa^2 house^0.5", "1 2 3 4 5"),
];

#[test]
fn queries_find_what_they_ask_for() {
    let archive = Fresh::with(&corpus());
    let archive = archive.open();
    for (text, expected) in FOUND {
        let request =
            SearchRequest { theme_labels: vec![("kylmä talo".into(), ThemeId(1))], ..query(text) };
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(keys(&archive, &request), expected, "{text}");
        let ranked = SearchRequest { sort: Sort::Relevance, ..request };
        let mut found = keys(&archive, &ranked);
        found.sort();
        assert_eq!(found, expected, "{text}, ranked");
    }
}

#[test]
fn what_is_no_query_is_answered_with_the_place_and_a_hint() {
    let archive = Fresh::with(&corpus());
    let archive = archive.open();
    for (text, expected) in [
        ("talo (kylmä", "query, character 6: this bracket is not closed"),
        ("talo) kylmä", "query, character 5: this bracket closes nothing"),
        ("äiti \"talo", "query, character 6: this quotation is not closed"),
        ("OR talo", "OR needs a condition on both sides"),
        ("talo AND", "AND needs a condition on both sides"),
        ("score:[1 6]", "a range looks like"),
        ("chanel:chat", "there is no field `chanel`; did you mean `channel`?"),
        ("lang:fo", "`fo` is no value of `lang`"),
        ("score:hyvä", "`hyvä` is no value of `score`"),
        ("theme:T00x", "`T00x` is no value of `theme`"),
        ("cue:wsh", "silenced"),
        ("hot:wish", "dream, problem, need"),
        ("expectation:3", "-2 to 2"),
        ("!!! ...", "there is no word in `!!! ...`"),
        ("lang:", "a value is missing after the field"),
    ] {
        let error = archive.search(&query(text)).unwrap_err();
        assert!(matches!(error, ArchiveError::Query(_)), "{text}: {error}");
        let error = error.to_string();
        assert!(error.contains(expected) && error.contains("hint:"), "{text}: {error}");
    }
    let deep = format!("{}talo", "(".repeat(10_000));
    let error = archive.search(&query(&deep)).unwrap_err();
    assert!(matches!(error, ArchiveError::Query(QueryError::Syntax { .. })), "{error}");
}

#[test]
fn filters_stand_beside_any_query() {
    let archive = Fresh::with(&corpus());
    let archive = archive.open();
    let all = Filters::default;
    for (filters, expected) in [
        (Filters { langs: vec![None], ..all() }, vec!["6"]),
        (Filters { channels: vec!["CHAT".into()], ..all() }, vec!["1", "4"]),
        (
            Filters { sentiments: vec![Some(Polarity::Positive), None], ..all() },
            vec!["2", "4", "5", "6"],
        ),
        (Filters { themes: vec![ThemeId(2)], score_to: Some(5.0), ..all() }, vec!["1"]),
        (Filters { from: Some("2026-11-30".parse().unwrap()), ..all() }, vec!["2", "3"]),
        (Filters { hots: vec![Hot::Problem], emotions: vec![Emotion::Anger], ..all() }, vec!["1"]),
        (Filters { expectations: vec![0, 1], ..all() }, vec!["2"]),
        (Filters { cues: vec![Cue::Wish], sources: vec![Source::Survey], ..all() }, vec!["1"]),
    ] {
        let request = SearchRequest { filters: filters.clone(), ..query("") };
        assert_eq!(keys(&archive, &request), expected, "{filters:?}");
    }
    let filters = Filters { channels: vec!["chat".into()], ..all() };
    let request = SearchRequest { filters, ..query("talo OR house") };
    assert_eq!(keys(&archive, &request), ["1", "4"]);
}

#[test]
fn facets_count_comments_and_orders_are_stable() {
    let archive = Fresh::with(&corpus());
    let archive = archive.open();
    let request = SearchRequest { facets: Facet::ALL.to_vec(), ..query("talo OR house") };
    let found = archive.search(&request).unwrap();
    let show = |facet: Facet| {
        let counts = &found.facets.iter().find(|counts| counts.facet == facet).unwrap().counts;
        counts.iter().map(|c| format!("{} {}", c.value, c.count)).collect::<Vec<_>>().join(", ")
    };
    for (facet, expected) in [
        (Facet::Theme, "none 3, T0002 2, T0001 1"),
        (Facet::Sentiment, "none 2, negative 1, neutral 1, positive 1"),
        (Facet::Source, "survey 3, social 1, staff 1"),
        (Facet::Channel, "Chat 2, none 2, email 1"),
        (Facet::Touchpoint, "none 5"),
        (Facet::Lang, "fi 3, en 2"),
        (Facet::Cue, "none 4, wish 1"),
        (Facet::Hot, "none 4, problem 1"),
        (Facet::Expectation, "none 3, -2 1, 0 1"),
        (Facet::Emotion, "none 4, anger 1, worry 1"),
        (Facet::Reference, "none 4, industry 1"),
        (Facet::Week, "2026-W45 1, 2026-W49 2, none 2"),
        (Facet::Month, "2026-11 2, 2026-12 1, none 2"),
    ] {
        assert_eq!(show(facet), expected, "{facet:?}");
    }
    for (sort, expected) in [
        (Sort::Newest, ["3", "2", "1", "4", "5"]),
        (Sort::Oldest, ["1", "2", "3", "4", "5"]),
        (Sort::Entry, ["1", "2", "3", "4", "5"]),
    ] {
        assert_eq!(keys(&archive, &SearchRequest { sort, ..query("talo OR house") }), expected);
    }
    let best = archive.search(&SearchRequest { query: "talo".into(), ..SearchRequest::default() });
    assert_eq!(best.unwrap().hits.first().unwrap().comment.key.to_string(), "4");
    let page = SearchRequest { offset: 1, limit: 2, ..query("talo OR house") };
    let page = archive.search(&page).unwrap();
    let hits: Vec<_> = page.hits.iter().map(|hit| &*hit.comment.key.0).collect();
    assert_eq!((page.total, hits), (5, vec!["2", "3"]));
    let none = archive.search(&SearchRequest { limit: 0, ..query("talo") }).unwrap();
    assert_eq!((none.total, none.hits.len()), (3, 0));
}

#[test]
fn hits_are_shown_in_their_contexts() {
    let archive = Fresh::with(&corpus());
    let archive = archive.open();
    let lines = |text: &str| {
        let found = archive.search(&SearchRequest { context: 8, ..query(text) }).unwrap();
        let show = |line: &super::super::search::Line| {
            format!("{}[{}]{}", line.left, line.hit, line.right)
        };
        found.hits.iter().flat_map(|hit| hit.lines.iter().map(show)).collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("talo -source:staff", vec!["[Talossa] oli", "[Talon]"]),
        ("palvelu", vec!["Talon [asiakaspalvelussa] kaikki"]),
        ("\"ei toimi\"", vec!["kylmä, [ei toimi] mikään"]),
        ("'talo' AND NOT kylmä", vec!["[talo] talo", "talo [talo] talo", "talo [talo]"]),
        ("\"ei toi\"*", vec!["kylmä, [ei toimi] mikään"]),
        ("toim* NOT kylmä", vec!["kaikki [toimi]"]),
        ("lang:en", vec![]),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn replaced_comments_are_found_no_more() {
    let fresh = Fresh::with(&corpus());
    let mut edited = Batch::default();
    edited.add("4", "mökki");
    fresh.append(&edited);
    let archive = fresh.open();
    assert_eq!(keys(&archive, &query("talo")), ["1", "2"]);
    let counted = archive.search(&SearchRequest { limit: 0, ..query("talo") }).unwrap();
    assert_eq!(counted.total, 2);
    let ranked = SearchRequest { sort: Sort::Relevance, ..query("talo OR mökki") };
    assert_eq!(keys(&archive, &ranked).len(), 3);
}
