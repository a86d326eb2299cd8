//! `kuiske search`: concordance lines, counts, JSON or CSV from one archive or several.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use kuiske::archive::StoredComment;
use kuiske::archive::search::{Facet, Hit, Sort};
use kuiske::formula::guarded;
use kuiske::lang::Lang;
use kuiske::pipeline::{self, Answer, Question};
use kuiske::report::findings::Language;
use kuiske::report::iso_day;
use kuiske::report::words::Words;
use kuiske::score::Cue;

use crate::args::{Order, Search, Shared};
use crate::exit::Exit;
use crate::place;

pub(crate) fn search(options: &Search, shared: &Shared) -> Result<Exit> {
    let archives = match options.archive.as_slice() {
        [] => vec![place::for_reading(None)?],
        named => named.to_vec(),
    };
    let found = pipeline::find(&archives, &question(options))?;
    let mut out = io::stdout().lock();
    if options.json {
        writeln!(out, "{}", found.to_json())?;
    } else if options.csv {
        as_csv(&found, &mut out)?;
    } else {
        as_lines(&found, options, place::language(shared), &mut out)?;
    }
    Ok(Exit::Done)
}

fn question(o: &Search) -> Question {
    Question {
        query: o.query.clone(),
        lang: o.lang.clone(),
        source: o.source.clone(),
        channel: o.channel.clone(),
        touchpoint: o.touchpoint.clone(),
        segment: o.segment.clone(),
        theme: o.theme.clone(),
        signal: o.signal.clone(),
        sentiment: o.sentiment.clone(),
        min_score: o.min_score,
        max_score: o.max_score,
        since: o.since.clone(),
        until: o.until.clone(),
        count_by: o.count_by.clone(),
        limit: o.limit,
        offset: o.offset,
        sort: match o.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        },
        context: o.context,
    }
}

fn as_lines(result: &Answer, options: &Search, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let word = match (lang, result.total) {
        (Lang::Fi, 1) => "kommentti",
        (Lang::Fi, _) => "kommenttia",
        (_, 1) => "comment",
        (_, _) => "comments",
    };
    writeln!(out, "{} {word}", result.total)?;
    let words = Words::of(if lang == Lang::Fi { Language::Fi } else { Language::En });
    let bold = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let name = |archive| result.archive(archive).map_or(0, |name| name.chars().count());
    let wide = (0..result.archives.len()).map(name).max().unwrap_or(0);
    for (archive, hit) in &result.hits {
        if let Some(name) = result.archive(*archive) {
            write!(out, "{name:<wide$} ")?;
        }
        lines(hit, options.context, bold, lang, out)?;
    }
    for counts in &result.facets {
        let name = counts.facet.name();
        writeln!(out, "\n{}", if lang == Lang::Fi { finnish(counts.facet) } else { name })?;
        for count in &counts.counts {
            let value = &*count.value;
            let meaning = match counts.facet {
                Facet::Theme => result
                    .themes
                    .get(value)
                    .map_or("", |[fi, en]| if lang == Lang::Fi { fi } else { en }),
                Facet::Source | Facet::Lang => words.code(value),
                Facet::Cue => Cue::ALL
                    .into_iter()
                    .find(|cue| cue.name() == value)
                    .map_or("", |cue| words.cue(cue)),
                Facet::Sentiment => mood_word(value, lang),
                Facet::Hot | Facet::Expectation | Facet::Emotion | Facet::Reference => {
                    code_word(value, lang)
                }
                Facet::Channel
                | Facet::Touchpoint
                | Facet::Segment
                | Facet::Question
                | Facet::Week
                | Facet::Month => "",
            };
            let meaning = if meaning == value { "" } else { meaning };
            let row = format!("  {:>8}  {value:<10} {meaning}", count.count);
            writeln!(out, "{}", row.trim_end())?;
        }
    }
    Ok(())
}

fn mood_word(value: &str, lang: Lang) -> &str {
    match (lang, value) {
        (Lang::Fi, "positive") => "myönteinen",
        (Lang::Fi, "neutral") => "neutraali",
        (Lang::Fi, "negative") => "kielteinen",
        (Lang::Fi, "none") => "ei tunneilmaisua",
        (_, "none") => "no evidence",
        _ => "",
    }
}

/// What a code of meaning stands for, where it does not speak for itself.
pub(crate) fn code_word(value: &str, lang: Lang) -> &'static str {
    let (fi, en) = match value {
        "dream" => ("haave", ""),
        "problem" => ("ongelma", ""),
        "need" => ("tarve", ""),
        "-2" => ("suututti", "angered"),
        "-1" => ("alitti odotukset", "fell short"),
        "0" => ("odotusten mukainen", "as expected"),
        "1" => ("ylitti odotukset", "exceeded"),
        "2" => ("ihastutti", "delighted"),
        "anger" => ("suuttumus", ""),
        "disappointment" => ("pettymys", ""),
        "worry" => ("huoli", ""),
        "sadness" => ("suru", ""),
        "joy" => ("ilo", ""),
        "gratitude" => ("kiitollisuus", ""),
        "trust" => ("luottamus", ""),
        "surprise" => ("yllätys", ""),
        "expectation" => ("odotus", ""),
        "industry" => ("toimiala", ""),
        "company" => ("yrityksen lupaus", "what the company promises"),
        "past" => ("oma aiempi kokemus", "the customer's own past"),
        _ => ("", ""),
    };
    if lang == Lang::Fi { fi } else { en }
}

/// A day on the screen: as Finns write it, or by ISO 8601, which sorts.
pub(crate) fn day(iso: &str, lang: Lang) -> String {
    if lang == Lang::Fi { iso_day(iso, Language::Fi) } else { iso.to_owned() }
}

const fn finnish(facet: Facet) -> &'static str {
    match facet {
        Facet::Theme => "teema",
        Facet::Sentiment => "tunnesävy",
        Facet::Source => "lähde",
        Facet::Channel => "kanava",
        Facet::Touchpoint => "kosketuspiste",
        Facet::Segment => "ryhmä",
        Facet::Lang => "kieli",
        Facet::Cue => "vihje",
        Facet::Hot => "haave, ongelma, tarve",
        Facet::Expectation => "odotus",
        Facet::Emotion => "tunne",
        Facet::Reference => "vertailukohta",
        Facet::Question => "kysymys",
        Facet::Week => "viikko",
        Facet::Month => "kuukausi",
    }
}

/// One line per match, the match in the middle; the whole text where the query names no word.
fn lines(hit: &Hit, width: usize, bold: bool, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let c = &hit.comment;
    let date = c.date.map(|d| day(&d.date().to_string(), lang)).unwrap_or_default();
    let head = format!("{:<12} {date:<10} {:>6}", c.key.0, mood(c, lang));
    if hit.lines.is_empty() {
        let text = c.text.split_whitespace().collect::<Vec<_>>().join(" ");
        return writeln!(out, "{head}  {text}");
    }
    for line in &hit.lines {
        let left = format!("{}{}", if line.cut_left { "…" } else { "" }, line.left);
        let right = format!("{}{}", line.right, if line.cut_right { "…" } else { "" });
        let (on, off) = if bold { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let pad = (width + 1).saturating_sub(left.chars().count());
        let row = format!("{head}  {:pad$}{left}{on}{}{off}{right}", "", line.hit);
        writeln!(out, "{}", row.trim_end())?;
    }
    Ok(())
}

fn mood(comment: &StoredComment, lang: Lang) -> String {
    let number = comment.sentiment.map_or_else(|| "·".to_owned(), |value| format!("{value:+.2}"));
    if lang == Lang::Fi { number.replace('.', ",") } else { number }
}

fn as_csv(result: &Answer, out: &mut impl Write) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let names = [
        "key",
        "date",
        "source",
        "channel",
        "touchpoint",
        "segment",
        "language",
        "score",
        "sentiment",
        "themes",
        "text",
    ];
    let several = (result.archives.len() > 1).then_some("archive");
    table.write_record(several.into_iter().chain(names))?;
    for (archive, hit) in &result.hits {
        let c = &hit.comment;
        let text = |name: &Option<Box<str>>| name.as_deref().unwrap_or("").to_owned();
        let mut themes: Vec<String> = c.themes.iter().map(|m| m.theme.to_string()).collect();
        themes.dedup();
        let cells = [
            c.key.0.to_string(),
            c.date.map(|d| d.to_string()).unwrap_or_default(),
            c.source.name().to_owned(),
            text(&c.channel),
            text(&c.touchpoint),
            text(&c.segment),
            c.lang.map_or("", Lang::code).to_owned(),
            c.score.map(|s| s.to_string()).unwrap_or_default(),
            c.sentiment.map(|s| format!("{s:.3}")).unwrap_or_default(),
            themes.join(" "),
            c.text.to_string(),
        ];
        let name = result.archive(*archive).map(str::to_owned);
        let cells = name.into_iter().chain(cells).map(|cell| guarded(&cell).into_owned());
        table.write_record(cells)?;
    }
    table.flush()?;
    Ok(())
}
