//! `kuiske explain`: every score of a text with the words behind it.

use std::io::{self, Read, Write};

use anyhow::Result;
use kuiske::analyse::{Analysis, Flags, Words as Vocabulary};
use kuiske::evidence::{Evidence, Reason};
use kuiske::lang::Lang;
use kuiske::report::findings::Language;
use kuiske::report::words::Words;
use kuiske::score::{Cue, Polarity, Scored};
use kuiske::tag::Tagger;
use serde_json::{Value, json};

use crate::args::{Explain, Shared};
use crate::exit::Exit;
use crate::place;

/// Names of the grammar flags in English and Finnish, in the order they are shown.
const FLAGS: [(Flags, &str, &str); 15] = [
    (Flags::NEGATION, "negation", "kielto"),
    (Flags::CARITIVE, "without", "puuttuminen"),
    (Flags::CONDITIONAL, "conditional", "konditionaali"),
    (Flags::COMPARATIVE, "comparative", "komparatiivi"),
    (Flags::SUPERLATIVE, "superlative", "superlatiivi"),
    (Flags::PASSIVE, "passive", "passiivi"),
    (Flags::QUESTION, "question", "kysymys"),
    (Flags::FIRST_PERSON, "1st person", "1. persoona"),
    (Flags::SECOND_PERSON, "2nd person", "2. persoona"),
    (Flags::IMPERATIVE, "imperative", "imperatiivi"),
    (Flags::PAST, "past", "imperfekti"),
    (Flags::CONNEGATIVE, "connegative", "kieltomuoto"),
    (Flags::CLITIC, "clitic", "liitepartikkeli"),
    (Flags::RESPELLED, "respelled", "kirjoitusasu korjattu"),
    (Flags::NAME, "name", "nimi"),
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
    words: &'a Vocabulary,
    analysis: &'a Analysis,
    scored: &'a Scored,
}

impl Found<'_> {
    /// What there is, in words for a person.
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
                let flags: Vec<&str> = FLAGS
                    .iter()
                    .filter(|(flag, ..)| word.flags.has(*flag))
                    .map(|(_, en, fi)| name(fi, en))
                    .collect();
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
                let (what, reason) = (e.span.of(self.text), reason(e.reason, finnish));
                let size = number(e.contribution, finnish);
                let row = format!("  {size:>6}  {what}  [{}] {reason}", e.entry);
                writeln!(out, "{}", row.trim_end())?;
            }
            writeln!(out, "  = {}", value(score, finnish))?;
        }
        let words = Words::of(if finnish { Language::Fi } else { Language::En });
        let of = |cue: Cue| words.cue(cue).to_lowercase();
        let cues: Vec<String> = self.scored.cues.iter().map(of).collect();
        if !cues.is_empty() {
            writeln!(out, "\n{}: {}", name("vihjeet", "cues"), cues.join(", "))?;
        }
        writeln!(out, "\n{}: {}", name("tunne", "sentiment"), value(self.scored.sentiment, finnish))
    }

    fn json(&self, evidence: &[Evidence]) -> Value {
        let tokens = self.analysis.tokens.iter().map(|token| {
            let word = self.words.get(token.word);
            let flags: Vec<&str> =
                FLAGS.iter().filter(|f| word.flags.has(f.0)).map(|f| f.1).collect();
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

/// Why a piece of text counts, in words.
const fn reason(reason: Reason, finnish: bool) -> &'static str {
    let (en, fi) = match reason {
        Reason::Valence => ("valence", "tunnesävy"),
        Reason::Emoji => ("emoji", "emoji"),
        Reason::Negated => ("negated", "kielletty"),
        Reason::Intensifier => ("intensifier", "vahvistus"),
        Reason::Diminisher => ("diminisher", "lievennys"),
        Reason::Contrast => ("contrast", "vastakohta"),
        Reason::Irrealis => ("not experienced", "ei koettu"),
        Reason::Cue => ("cue", "vihje"),
        Reason::Learned => ("learned", "opittu"),
        Reason::LearnedNegated => ("learned, negated", "opittu, kielletty"),
        Reason::Hot => ("dream, problem or need", "haave, ongelma tai tarve"),
        Reason::Expectation => ("expectation", "odotus"),
    };
    if finnish { fi } else { en }
}

fn number(value: f32, finnish: bool) -> String {
    let text = format!("{value:+.2}");
    if finnish { text.replace('.', ",") } else { text }
}

fn value(sentiment: Option<f32>, finnish: bool) -> String {
    match (sentiment, finnish) {
        (Some(value), true) => {
            let name = match Polarity::of(value) {
                Polarity::Negative => "kielteinen",
                Polarity::Neutral => "neutraali",
                Polarity::Positive => "myönteinen",
            };
            format!("{} {name}", number(value, finnish))
        }
        (Some(value), false) => {
            format!("{} {}", number(value, finnish), Polarity::of(value).name())
        }
        (None, true) => "ei näyttöä".to_owned(),
        (None, false) => "no evidence".to_owned(),
    }
}
