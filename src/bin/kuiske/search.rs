//! `kuiske search`: concordance lines, counts, JSON or CSV from an archive.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use kuiske::archive::search::{Facet, Filters, Hit, SearchRequest, SearchResult, Sort};
use kuiske::archive::{Archive, StoredComment};
use kuiske::detect::Kind;
use kuiske::lang::Lang;
use kuiske::pipeline;
use kuiske::record::Source;
use kuiske::report::findings::Language;
use kuiske::report::words::Words;
use kuiske::score::{Cue, Polarity};
use kuiske::tag::Tagger;
use kuiske::theme::{Codebook, ThemeId};
use serde_json::{Value, json};

use crate::args::{Order, Search, Shared};
use crate::exit::Exit;
use crate::place;

pub(crate) fn search(options: &Search, shared: &Shared) -> Result<Exit> {
    let path = place::for_reading(options.archive.as_deref())?;
    let archive = Archive::open(&path)?;
    let labels = labels(&archive)?;
    let request = SearchRequest {
        query: options.query.clone(),
        filters: Filters {
            comments: options.signal.as_deref().map(|name| behind(&path, name)).transpose()?,
            ..filters(options, &labels)?
        },
        conditions: Vec::new(),
        facets: options.count_by.iter().map(|name| facet(name)).collect::<Result<_>>()?,
        limit: options.limit,
        offset: options.offset,
        sort: match options.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        },
        context: options.context,
        theme_labels: labels,
    };
    let result = archive.search(&request)?;
    let mut out = io::stdout().lock();
    if options.json {
        writeln!(out, "{}", as_json(&result))?;
    } else if options.csv {
        as_csv(&result, &mut out)?;
    } else {
        as_lines(&result, options, &request.theme_labels, place::language(shared), &mut out)?;
    }
    Ok(Exit::Done)
}

/// Theme labels in both languages, so that a theme can be named as a person would.
fn labels(archive: &Archive) -> Result<Vec<(String, ThemeId)>> {
    let file = archive.codebook_file();
    let Ok(text) = std::fs::read_to_string(&file) else { return Ok(Vec::new()) };
    let dim = Tagger::dimensions()?;
    let codebook = Codebook::parse(&file.display().to_string(), &text, dim)?;
    let both = |theme: &kuiske::theme::Theme| {
        [(theme.label_fi.clone(), theme.id), (theme.label_en.clone(), theme.id)]
    };
    Ok(codebook.themes.iter().flat_map(both).collect())
}

fn filters(o: &Search, labels: &[(String, ThemeId)]) -> Result<Filters> {
    let mut filters = Filters {
        channels: o.channel.iter().cloned().collect(),
        touchpoints: o.touchpoint.iter().cloned().collect(),
        segments: o.segment.iter().cloned().collect(),
        score_from: o.min_score,
        score_to: o.max_score,
        ..Filters::default()
    };
    if let Some(text) = &o.lang {
        filters.langs.push(language(text)?);
    }
    if let Some(text) = &o.source {
        let source = Source::ALL.into_iter().find(|s| s.name() == text.as_str());
        filters
            .sources
            .push(source.with_context(|| {
                format!("--source: no `{text}`\nhint: survey, social or staff")
            })?);
    }
    if let Some(text) = &o.sentiment {
        let all = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
        let polarity = all.into_iter().find(|p| p.name() == text.as_str());
        filters.sentiments.push(Some(polarity.with_context(|| {
            format!("--sentiment: no `{text}`\nhint: positive, neutral or negative")
        })?));
    }
    if let Some(text) = &o.theme {
        filters.themes.push(theme(text, labels)?);
    }
    filters.from = o.since.as_deref().map(|text| day("--since", text)).transpose()?;
    filters.to = o.until.as_deref().map(|text| day("--until", text)).transpose()?;
    Ok(filters)
}

/// The comments behind a quiet signal.
fn behind(archive: &Path, name: &str) -> Result<Vec<(u64, u16)>> {
    let threads = pipeline::known_threads(archive)?;
    let comments = pipeline::behind(&threads, &[name.to_owned()]);
    if comments.is_empty() && !Kind::ALL.iter().any(|kind| kind.name() == name) {
        bail!(
            "--signal: no signal is called `{name}`\n\
             hint: `kuiske signals` lists them; a type is {}",
            Kind::ALL.map(Kind::name).join(", ")
        );
    }
    Ok(comments)
}

/// A language as the archive tells them apart; `None` is a text without one.
fn language(text: &str) -> Result<Option<Lang>> {
    let all = [Lang::Fi, Lang::En, Lang::Sv, Lang::Other];
    match all.into_iter().find(|lang| lang.code() == text) {
        None if text != "none" => {
            bail!("--lang: no language `{text}`\nhint: fi, en, sv, other or none")
        }
        found => Ok(found),
    }
}

fn theme(text: &str, labels: &[(String, ThemeId)]) -> Result<ThemeId> {
    if let Ok(id) = ThemeId::try_from(text.to_owned()) {
        return Ok(id);
    }
    let wanted = text.to_lowercase();
    match labels.iter().find(|(label, _)| label.to_lowercase() == wanted) {
        Some((_, id)) => Ok(*id),
        None => {
            bail!("--theme: no theme is called `{text}`\nhint: the labels stand in codebook.toml")
        }
    }
}

fn day(option: &str, text: &str) -> Result<jiff::civil::Date> {
    let finnish = || {
        let mut parts = text.split('.').map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    text.parse().ok().or_else(finnish).with_context(|| {
        format!("{option}: `{text}` is no date\nhint: write 2026-11-21 or 21.11.2026")
    })
}

fn facet(name: &str) -> Result<Facet> {
    let name = if name == "language" { "lang" } else { name };
    Facet::parse(name).with_context(|| {
        let known: Vec<&str> = Facet::ALL.into_iter().map(Facet::name).collect();
        format!("--count-by: no facet `{name}`\nhint: one of {}", known.join(", "))
    })
}

fn as_lines(
    result: &SearchResult,
    options: &Search,
    labels: &[(String, ThemeId)],
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<()> {
    let word = match (lang, result.total) {
        (Lang::Fi, 1) => "kommentti",
        (Lang::Fi, _) => "kommenttia",
        (_, 1) => "comment",
        (_, _) => "comments",
    };
    writeln!(out, "{} {word}", result.total)?;
    let words = Words::of(if lang == Lang::Fi { Language::Fi } else { Language::En });
    let bold = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for hit in &result.hits {
        lines(hit, options.context, bold, lang, out)?;
    }
    for counts in &result.facets {
        let name = counts.facet.name();
        writeln!(out, "\n{}", if lang == Lang::Fi { finnish(counts.facet) } else { name })?;
        for count in &counts.counts {
            let value = &*count.value;
            let meaning = match counts.facet {
                Facet::Theme => label(value, labels, lang).unwrap_or(""),
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

/// The label of a theme; they stand in pairs, Finnish first.
fn label<'a>(id: &str, labels: &'a [(String, ThemeId)], lang: Lang) -> Option<&'a str> {
    let mut own = labels.iter().filter(|(_, theme)| theme.to_string() == id);
    let nth = usize::from(lang != Lang::Fi);
    own.nth(nth).map(|(label, _)| label.as_str())
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
        "industry" => ("toimiala", ""),
        "company" => ("yrityksen lupaus", "what the company promises"),
        "past" => ("oma aiempi kokemus", "the customer's own past"),
        _ => ("", ""),
    };
    if lang == Lang::Fi { fi } else { en }
}

const fn finnish(facet: Facet) -> &'static str {
    match facet {
        Facet::Theme => "teema",
        Facet::Sentiment => "tunnesävy",
        Facet::Source => "lähde",
        Facet::Channel => "kanava",
        Facet::Touchpoint => "kohtaaminen",
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
    let date = c.date.map(|d| d.date().to_string()).unwrap_or_default();
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

fn as_json(result: &SearchResult) -> Value {
    let hits = result.hits.iter().map(|hit| {
        let c = &hit.comment;
        let source: Value = serde_json::from_str(&c.record).unwrap_or(Value::Null);
        json!({
            "key": c.key, "question": c.question, "text": c.text,
            "date": c.date.map(|d| d.to_string()), "language": c.lang, "source": c.source.name(),
            "channel": c.channel, "touchpoint": c.touchpoint, "segment": c.segment,
            "score": c.score, "sentiment": c.sentiment.map(rounded),
            "cues": c.cues.iter().collect::<Vec<_>>(),
            "hot": c.hot, "expectation": c.expectation, "reference": c.reference,
            "emotions": c.emotions.iter().collect::<Vec<_>>(),
            "themes": c.themes.iter().map(|m| m.theme).collect::<Vec<_>>(),
            "matches": hit.lines.iter().map(|line| line.span).collect::<Vec<_>>(),
            "record": source,
        })
    });
    let facets = result.facets.iter().map(|counts| {
        let rows = counts.counts.iter().map(|c| json!({"value": c.value, "count": c.count}));
        json!({"facet": counts.facet.name(), "counts": rows.collect::<Vec<_>>()})
    });
    json!({
        "total": result.total,
        "hits": hits.collect::<Vec<_>>(),
        "facets": facets.collect::<Vec<_>>(),
    })
}

/// Three decimals are more than the score knows.
fn rounded(sentiment: f32) -> f64 {
    (f64::from(sentiment) * 1000.0).round() / 1000.0
}

fn as_csv(result: &SearchResult, out: &mut impl Write) -> Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
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
    ])?;
    for hit in &result.hits {
        let c = &hit.comment;
        let text = |name: &Option<Box<str>>| name.as_deref().unwrap_or("").to_owned();
        let mut themes: Vec<String> = c.themes.iter().map(|m| m.theme.to_string()).collect();
        themes.dedup();
        table.write_record([
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
        ])?;
    }
    table.flush()?;
    Ok(())
}
