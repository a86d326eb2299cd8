//! Quotes cut to a length that can be read, with the marked part kept in sight.

use crate::analyse::mask::masked_key;
use crate::report::findings::Quote;
use crate::report::model::QuoteView;

/// Characters kept before the marked part.
const BEFORE: usize = 160;
/// Characters kept of the marked part.
const MARKED: usize = 300;
/// Characters kept after it, or of a text without one.
const AFTER: usize = 320;

/// The quote as it is shown.
pub(crate) fn view(quote: &Quote<'_>) -> QuoteView {
    let (before, marked, after) = parts(quote);
    QuoteView {
        key: masked_key(quote.key).as_ref().unwrap_or(quote.key).to_string(),
        before: last(before, BEFORE),
        marked: first(marked, MARKED),
        after: first(after, AFTER),
        date: quote.date.clone(),
        source: quote.source.name().to_owned(),
        channel: quote.channel.map(str::to_owned),
        score: quote.score.map(f64::from),
        lang: quote.lang.map(|lang| lang.code().to_owned()),
    }
}

fn parts<'a>(quote: &Quote<'a>) -> (&'a str, &'a str, &'a str) {
    let text = quote.text;
    let cut = quote.marked.and_then(|span| {
        let (start, end) = (span.start as usize, span.end as usize);
        Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?))
    });
    let (before, marked, after) = cut.unwrap_or(("", "", text));
    (before.trim_start(), marked, after.trim_end())
}

/// The beginning of a text, cut at a word.
pub fn first(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text.get(..end).unwrap_or(text);
            let kept = kept.rsplit_once(char::is_whitespace).map_or(kept, |(words, _)| words);
            format!("{}…", kept.trim_end())
        }
    }
}

fn last(text: &str, most: usize) -> String {
    match text.char_indices().nth_back(most) {
        None => text.to_owned(),
        Some((start, _)) => {
            let kept = text.get(start..).unwrap_or(text);
            let kept = kept.split_once(char::is_whitespace).map_or(kept, |(_, words)| words);
            format!("…{}", kept.trim_start())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RecordKey, Source, Span};

    #[test]
    fn long_texts_are_cut_at_words_around_the_mark() {
        let text = format!("{}tärkein kohta{}", "alku ".repeat(100), " loppu".repeat(100));
        let key = RecordKey("a1".into());
        let quote = Quote {
            key: &key,
            text: &text,
            date: None,
            source: Source::Survey,
            channel: None,
            score: None,
            lang: None,
            marked: Some(Span::new(500..500 + "tärkein kohta".len())),
        };
        let view = view(&quote);
        assert_eq!(view.marked, "tärkein kohta");
        assert!(view.before.starts_with("…alku ") && view.before.chars().count() <= BEFORE + 2);
        assert!(view.after.ends_with(" loppu…") && view.after.chars().count() <= AFTER + 1);
    }

    #[test]
    fn a_mark_outside_the_text_is_ignored() {
        assert_eq!(first("lyhyt", 10), "lyhyt");
        assert_eq!(last("lyhyt", 10), "lyhyt");
    }
}
