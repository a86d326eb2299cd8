//! `kuiske explain`: every score of a text with the words behind it.

use std::io::{self, Read, Write};

use anyhow::Result;
use kuiske::analyse::Flags;
use kuiske::evidence::{Evidence, Reason};
use kuiske::lang::Lang;
use kuiske::report::findings::Language;
use kuiske::report::words::Words;
use kuiske::score::{ClauseScore, Cue, Polarity, Toward};
use kuiske::tag::{Explained, Tagger};
use serde_json::{Value, json};

use crate::args::{Explain, Shared};
use crate::exit::Exit;
use crate::place;
use crate::search::code_word;

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
    let tagger = Tagger::over(&place::own_lists(&options.lexicon))?;
    let mut explained = tagger.explain(&text);
    let terms = options.toward.iter();
    let toward: Vec<(&str, Toward)> =
        terms.map(|term| (term.as_str(), tagger.toward(&mut explained, term))).collect();
    let found = Found { text: &text, explained: &explained, toward: &toward };
    let mut out = io::stdout().lock();
    if options.json {
        writeln!(out, "{}", found.json())?;
    } else {
        found.print(place::language(shared), &mut out)?;
    }
    Ok(Exit::Done)
}

struct Found<'a> {
    text: &'a str,
    explained: &'a Explained,
    toward: &'a [(&'a str, Toward)],
}

impl Found<'_> {
    /// What there is, in words for a person.
    fn print(&self, ui: Lang, out: &mut impl Write) -> io::Result<()> {
        let Explained { words, analysis, scored, evidence } = self.explained;
        let finnish = ui == Lang::Fi;
        let name = |fi: &'static str, en: &'static str| if finnish { fi } else { en };
        let lang = analysis.lang.map_or(name("ei mikään", "none"), Lang::code);
        writeln!(out, "{}: {lang}", name("kieli", "language"))?;
        for (i, clause) in analysis.clauses.iter().enumerate() {
            let span = analysis.clause_span(clause);
            let score = scored.clauses.get(i).and_then(|c| c.sentiment);
            writeln!(out, "\n{} {}: {}", name("lause", "clause"), i + 1, span.of(self.text))?;
            for token in analysis.clause_tokens(clause) {
                let word = words.get(token.word);
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
                let row = format!("  {size:>6}  {what}  [{}] {reason}", rule(e, ui));
                writeln!(out, "{}", row.trim_end())?;
            }
            writeln!(out, "  = {}", value(score, finnish))?;
        }
        let report = Words::of(if finnish { Language::Fi } else { Language::En });
        let of = |cue: Cue| report.cue(cue).to_lowercase();
        let cues: Vec<String> = scored.cues.iter().map(of).collect();
        if !cues.is_empty() {
            writeln!(out, "\n{}: {}", name("vihjeet", "cues"), cues.join(", "))?;
        }
        let blank = if cues.is_empty() { "\n" } else { "" };
        let meant = meant(&scored.whole(), finnish);
        if !meant.is_empty() {
            writeln!(out, "{blank}{}", meant.join("\n"))?;
        }
        for (term, toward) in self.toward {
            let found = value(toward.sentiment, finnish);
            let nowhere = name("ei mainita", "not named");
            let found = if toward.clauses.is_empty() { nowhere } else { &found };
            writeln!(out, "{} {term}: {found}", name("kohde", "toward"))?;
        }
        writeln!(out, "\n{}: {}", name("tunne", "sentiment"), value(scored.sentiment, finnish))
    }

    fn json(&self) -> Value {
        let Explained { words, analysis, scored, evidence } = self.explained;
        let tokens = analysis.tokens.iter().map(|token| {
            let word = words.get(token.word);
            let flags: Vec<&str> =
                FLAGS.iter().filter(|f| word.flags.has(f.0)).map(|f| f.1).collect();
            json!({
                "text": token.span.of(self.text), "span": token.span, "kind": token.kind,
                "lemma": word.lemma, "parts": word.parts, "pos": word.pos, "flags": flags,
            })
        });
        let clauses = analysis.clauses.iter().zip(&scored.clauses).map(|(c, s)| {
            json!({
                "span": analysis.clause_span(c), "joiner": c.joiner, "question": c.question,
                "lang": c.lang, "sentiment": s.sentiment,
                "cues": s.cues.iter().collect::<Vec<_>>(), "hot": s.hot,
                "expectation": s.expectation, "reference": s.reference,
                "emotions": s.emotions.iter().collect::<Vec<_>>(),
            })
        });
        let toward = self.toward.iter().map(|(term, toward)| {
            json!({"term": term, "clauses": toward.clauses, "sentiment": toward.sentiment})
        });
        json!({
            "language": analysis.lang,
            "sentiment": scored.sentiment,
            "polarity": scored.sentiment.map(Polarity::of),
            "cues": scored.cues.iter().collect::<Vec<_>>(),
            "hot": scored.hot,
            "expectation": scored.expectation,
            "reference": scored.reference,
            "emotions": scored.emotions.iter().collect::<Vec<_>>(),
            "toward": toward.collect::<Vec<_>>(),
            "clauses": clauses.collect::<Vec<_>>(),
            "tokens": tokens.collect::<Vec<_>>(),
            "evidence": evidence,
        })
    }
}

/// What matched: an entry of the lists as it stands there, or a class by its name in the language.
fn rule(evidence: &Evidence, ui: Lang) -> String {
    let entry = &*evidence.entry;
    if ui != Lang::Fi {
        return entry.to_owned();
    }
    let named = match evidence.reason {
        Reason::Cue => Cue::parse(entry)
            .map_or_else(String::new, |cue| Words::of(Language::Fi).cue(cue).to_lowercase()),
        Reason::Hot | Reason::Expectation => code_word(entry, ui).to_owned(),
        Reason::Valence
        | Reason::Emoji
        | Reason::Negated
        | Reason::Intensifier
        | Reason::Diminisher
        | Reason::Contrast
        | Reason::Irrealis
        | Reason::Past
        | Reason::Learned
        | Reason::LearnedNegated => String::new(),
    };
    if named.is_empty() { entry.to_owned() } else { named }
}

/// Emotions, dream, problem or need, and expectation, a line each.
fn meant(score: &ClauseScore, finnish: bool) -> Vec<String> {
    let lang = if finnish { Lang::Fi } else { Lang::En };
    let name = |fi: &'static str, en: &'static str| if finnish { fi } else { en };
    let said = |code: &'static str| match code_word(code, lang) {
        "" => code,
        word => word,
    };
    let mut lines = Vec::new();
    let emotions: Vec<&str> = score.emotions.iter().map(|e| said(e.name())).collect();
    if !emotions.is_empty() {
        lines.push(format!("{}: {}", name("tunteet", "emotions"), emotions.join(", ")));
    }
    if let Some(hot) = score.hot {
        lines.push(format!(
            "{}: {}",
            name("haave, ongelma tai tarve", "dream, problem or need"),
            said(hot.name())
        ));
    }
    if let Some(step) = score.expectation {
        let of = score.reference.map_or(String::new(), |r| format!(" ({})", said(r.name())));
        let word = code_word(&step.to_string(), lang);
        lines.push(format!("{}: {step:+} {word}{of}", name("odotus", "expectation")));
    }
    lines
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
        Reason::Past => ("no longer so", "ei enää näin"),
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
