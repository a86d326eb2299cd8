//! `kuiske explain`: every score of a text with the words behind it.

use std::io::{self, Read, Write};

use anyhow::Result;
use kuiske::analyse::{Analysis, Flags, Words};
use kuiske::evidence::Evidence;
use kuiske::lang::Lang;
use kuiske::score::{Polarity, Scored};
use kuiske::tag::Tagger;
use serde_json::{Value, json};

use crate::args::{Explain, Shared};
use crate::exit::Exit;
use crate::place;

/// Names of the grammar flags, in the order they are shown.
const FLAGS: [(Flags, &str); 15] = [
    (Flags::NEGATION, "negation"),
    (Flags::CARITIVE, "without"),
    (Flags::CONDITIONAL, "conditional"),
    (Flags::COMPARATIVE, "comparative"),
    (Flags::SUPERLATIVE, "superlative"),
    (Flags::PASSIVE, "passive"),
    (Flags::QUESTION, "question"),
    (Flags::FIRST_PERSON, "1st person"),
    (Flags::SECOND_PERSON, "2nd person"),
    (Flags::IMPERATIVE, "imperative"),
    (Flags::PAST, "past"),
    (Flags::CONNEGATIVE, "connegative"),
    (Flags::CLITIC, "clitic"),
    (Flags::RESPELLED, "respelled"),
    (Flags::NAME, "name"),
];

pub(crate) fn explain(options: &Explain, shared: &Shared) -> Result<Exit> {
    let mut text = options.text.join(" ");
    if text == "-" {
        text.clear();
        io::stdin().read_to_string(&mut text)?;
    }
    let tagger = Tagger::builtin()?;
    let (words, analysis, scored, evidence) = tagger.explain(&text);
    let found = Found { text: &text, words: &words, analysis: &analysis, scored: &scored };
    let mut out = io::stdout().lock();
    if options.json {
        writeln!(out, "{}", found.json(&evidence))?;
    } else {
        found.print(&evidence, place::language(shared), &mut out)?;
    }
    Ok(Exit::Done)
}

struct Found<'a> {
    text: &'a str,
    words: &'a Words,
    analysis: &'a Analysis,
    scored: &'a Scored,
}

impl Found<'_> {
    fn print(&self, evidence: &[Evidence], ui: Lang, out: &mut impl Write) -> io::Result<()> {
        let finnish = ui == Lang::Fi;
        let name = |fi: &'static str, en: &'static str| if finnish { fi } else { en };
        let lang = self.analysis.lang.map_or(name("ei mikään", "none"), Lang::code);
        writeln!(out, "{}: {lang}", name("kieli", "language"))?;
        for (i, clause) in self.analysis.clauses.iter().enumerate() {
            let span = self.analysis.clause_span(clause);
            let score = self.scored.clauses.get(i).and_then(|c| c.sentiment);
            writeln!(out, "\n{} {}: {}", name("lause", "clause"), i + 1, span.of(self.text))?;
            for token in self.analysis.clause_tokens(clause) {
                let word = self.words.get(token.word);
                let flags: Vec<&str> =
                    FLAGS.iter().filter(|(f, _)| word.flags.has(*f)).map(|(_, n)| *n).collect();
                let parts = word.parts.join(" + ");
                let row = format!(
                    "  {:<22} {:<20} {parts} {}",
                    token.span.of(self.text),
                    word.lemma,
                    flags.join(", ")
                );
                writeln!(out, "{}", row.trim_end())?;
            }
            let inside = |e: &&Evidence| e.span.start >= span.start && e.span.end <= span.end;
            for e in evidence.iter().filter(inside) {
                let reason = reason(e);
                let what = e.span.of(self.text);
                let row = format!("  {:>+6.2}  {what}  [{}] {reason}", e.contribution, e.entry);
                writeln!(out, "{}", row.trim_end())?;
            }
            writeln!(out, "  = {}", value(score, finnish))?;
        }
        let cues: Vec<&str> = self.scored.cues.iter().map(kuiske::score::Cue::name).collect();
        if !cues.is_empty() {
            writeln!(out, "\n{}: {}", name("vihjeet", "cues"), cues.join(", "))?;
        }
        writeln!(out, "\n{}: {}", name("tunne", "sentiment"), value(self.scored.sentiment, finnish))
    }

    fn json(&self, evidence: &[Evidence]) -> Value {
        let tokens = self.analysis.tokens.iter().map(|token| {
            let word = self.words.get(token.word);
            let flags: Vec<&str> =
                FLAGS.iter().filter(|(f, _)| word.flags.has(*f)).map(|(_, n)| *n).collect();
            json!({
                "text": token.span.of(self.text), "span": token.span, "kind": token.kind,
                "lemma": word.lemma, "parts": word.parts, "pos": word.pos, "flags": flags,
            })
        });
        let clauses = self.analysis.clauses.iter().zip(&self.scored.clauses).map(|(c, s)| {
            json!({
                "span": self.analysis.clause_span(c), "joiner": c.joiner, "question": c.question,
                "lang": c.lang, "sentiment": s.sentiment,
                "cues": s.cues.iter().collect::<Vec<_>>(),
            })
        });
        json!({
            "language": self.analysis.lang,
            "sentiment": self.scored.sentiment,
            "polarity": self.scored.sentiment.map(Polarity::of),
            "cues": self.scored.cues.iter().collect::<Vec<_>>(),
            "clauses": clauses.collect::<Vec<_>>(),
            "tokens": tokens.collect::<Vec<_>>(),
            "evidence": evidence,
        })
    }
}

fn reason(e: &Evidence) -> String {
    serde_json::to_value(e.reason)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn value(sentiment: Option<f32>, finnish: bool) -> String {
    match (sentiment, finnish) {
        (Some(value), true) => {
            let name = match Polarity::of(value) {
                Polarity::Negative => "kielteinen",
                Polarity::Neutral => "neutraali",
                Polarity::Positive => "myönteinen",
            };
            format!("{value:+.2} {name}").replace('.', ",")
        }
        (Some(value), false) => format!("{value:+.2} {}", Polarity::of(value).name()),
        (None, true) => "ei näyttöä".to_owned(),
        (None, false) => "no evidence".to_owned(),
    }
}
