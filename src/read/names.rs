//! What does a header say a column is? Matches column names with the list in `columns.tsv`.

use std::sync::LazyLock;

/// The list: role, strength, name.
const LIST: &str = include_str!("columns.tsv");

/// What a name in the list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Key,
    /// The open answer itself.
    Text,
    /// An open question, one of possibly several.
    Question,
    /// May hold prose, but is not what was said.
    Aside,
    Date,
    Source,
    Channel,
    Touchpoint,
    Segment,
    Score,
    Language,
    Value,
    Author,
}

impl Meaning {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "key" => Self::Key,
            "text" => Self::Text,
            "question" => Self::Question,
            "aside" => Self::Aside,
            "date" => Self::Date,
            "source" => Self::Source,
            "channel" => Self::Channel,
            "touchpoint" => Self::Touchpoint,
            "segment" => Self::Segment,
            "score" => Self::Score,
            "language" => Self::Language,
            "value" => Self::Value,
            "author" => Self::Author,
            _ => return None,
        })
    }
}

struct Entry {
    meaning: Meaning,
    strength: f32,
    words: Vec<&'static str>,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    LIST.lines()
        .filter(|line| !line.starts_with("# "))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let meaning = Meaning::parse(fields.next()?)?;
            let strength = fields.next()?.parse().ok()?;
            let words = fields.next()?.split(' ').collect();
            Some(Entry { meaning, strength, words })
        })
        .collect()
});

/// Share of its strength that a name keeps when it is only part of a header.
const PART: f32 = 0.8;

/// Share that it keeps when a word of the header only ends or begins as the name does.
const ENDING: f32 = 0.95;

/// Headers with more words than this are sentences: single words in them say little.
const SENTENCE: usize = 6;

/// Whether a header is a name of the list as it stands.
pub(super) fn known(header: &str) -> bool {
    let words = words(header);
    words.len() <= SENTENCE
        && ENTRIES
            .iter()
            .any(|entry| entry.words.len() == words.len() && matched(entry, &words).is_some())
}

/// How strongly a header speaks for a meaning, 0 … 1.
pub(super) fn strength(words: &[String], meaning: Meaning) -> f32 {
    let entries = ENTRIES.iter().filter(|entry| entry.meaning == meaning);
    entries.filter_map(|entry| matched(entry, words)).fold(0.0, f32::max)
}

fn matched(entry: &Entry, header: &[String]) -> Option<f32> {
    let size = entry.words.len();
    let at = header.windows(size).position(|window| {
        window.iter().zip(&entry.words).all(|(word, pattern)| like(word, pattern))
    })?;
    let named = header.iter().filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
    let open = entry.words.iter().any(|pattern| pattern.contains('*'));
    if named.count() <= size && at <= 1 {
        Some(if open { entry.strength * ENDING } else { entry.strength })
    } else if header.len() > SENTENCE && size < 2 {
        None
    } else {
        Some(entry.strength * PART)
    }
}

fn like(word: &str, pattern: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(""), _) => true,
        (Some(end), _) => word.len() > end.len() && word.ends_with(end),
        (None, Some(start)) => word.starts_with(start),
        (None, None) => word == pattern,
    }
}

/// The words of a header in lower case; `RecordedDate` and `comment2` are two words each.
pub(super) fn words(header: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for character in header.chars() {
        let joins = |last: char| {
            last.is_alphanumeric()
                && last.is_numeric() == character.is_numeric()
                && !(last.is_lowercase() && character.is_uppercase())
        };
        if character.is_alphanumeric() || character == '#' {
            match words.last_mut() {
                Some(word) if joins(last) => word.extend(character.to_lowercase()),
                _ => words.push(character.to_lowercase().collect()),
            }
        }
        last = character;
    }
    words
}

/// Whether a header is a question or a request, as open questions are.
pub(super) fn asks(header: &str) -> bool {
    const STARTS: [&str; 34] = [
        "mitä",
        "mikä",
        "mitkä",
        "miksi",
        "miten",
        "millainen",
        "millaisia",
        "missä",
        "mistä",
        "kuinka",
        "kerro",
        "kuvaile",
        "perustele",
        "anna",
        "kirjoita",
        "haluatko",
        "onko",
        "voisimmeko",
        "what",
        "why",
        "how",
        "which",
        "where",
        "please",
        "tell",
        "describe",
        "explain",
        "is",
        "do",
        "did",
        "would",
        "could",
        "any",
        "anything",
    ];
    let words = words(header);
    let starts = words.first().is_some_and(|word| STARTS.contains(&word.as_str()));
    words.len() >= 2 && (starts && words.len() >= 3 || header.trim_end().ends_with(['?', ':', '…']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_without_doubles() {
        let rows: Vec<&str> = LIST.lines().filter(|line| !line.starts_with("# ")).collect();
        assert_eq!(rows.len(), ENTRIES.len(), "a line that is no entry");
        let mut names: Vec<_> = rows.iter().map(|row| row.rsplit_once('\t').unwrap().1).collect();
        assert!(names.iter().all(|name| *name == name.to_lowercase()));
        assert!(names.len() > 400);
        names.sort_unstable();
        let doubles: Vec<_> = names.windows(2).filter(|pair| pair.first() == pair.last()).collect();
        assert!(doubles.is_empty(), "{doubles:?}");
    }

    #[test]
    fn headers_speak_for_meanings() {
        for (header, meaning, low, high) in [
            ("palaute", Meaning::Text, 1.0, 1.0),
            ("Avoin palaute", Meaning::Text, 1.0, 1.0),
            ("NPS_comment", Meaning::Text, 1.0, 1.0),
            ("comment 2", Meaning::Text, 1.0, 1.0),
            ("Reklamaatiopalaute", Meaning::Text, 0.9, 0.99),
            ("palautteen käsittelijä", Meaning::Text, 0.0, 0.0),
            ("RecordedDate", Meaning::Date, 1.0, 1.0),
            ("Päivämäärä (pvm)", Meaning::Date, 0.7, 1.0),
            ("arvosana", Meaning::Value, 0.0, 0.0),
            ("Kuinka todennäköisesti suosittelisit meitä ystävällesi?", Meaning::Score, 0.7, 1.0),
            ("vastaus_id", Meaning::Key, 1.0, 1.0),
            ("#", Meaning::Key, 1.0, 1.0),
        ] {
            let found = strength(&words(header), meaning);
            assert!((low..=high).contains(&found), "{header} {meaning:?} {found}");
        }
        assert!(
            asks("Miksi annoit tämän arvosanan")
                && asks("Vapaa sana?")
                && !asks("palaute")
                && !asks("Response ID")
        );
    }
}
