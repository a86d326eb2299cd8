//! What a quiet signal says, when it would go away, and why it might be nothing; in both languages.

use super::{en, fi};
use crate::detect::Kind;
use crate::record::Source;
use crate::report::calendar;
use crate::report::findings::{Language, Signal};
use crate::report::model::Text;
use crate::report::number::Numbers;

/// Comments below which a signal rests on few.
const FEW: u32 = 8;
/// Expected comments that would be written as none.
const NONE: f64 = 0.05;

/// The same said in both languages.
fn both(say: impl Fn(Language) -> String) -> Text {
    Text { fi: say(Language::Fi), en: say(Language::En) }
}

/// What changed, in a sentence or two.
pub(crate) fn sentence(signal: &Signal) -> Text {
    both(|language| {
        let label = signal.label.of(language);
        let what = match language {
            Language::Fi => what_fi(signal.kind, label),
            Language::En => what_en(signal.kind, label),
        };
        format!("{what}{}{}", amount(signal, language), first(signal, language))
    })
}

fn what_fi(kind: Kind, label: &str) -> String {
    match kind {
        Kind::Emergent => format!("Kuuluu jotain uutta: ”{label}”"),
        Kind::Silenced => format!("Yhä useampi kertoo jättäneensä asian sanomatta: ”{label}”"),
        Kind::Wish => format!("Toivotaan jotakin, mitä ei ole ennen toivottu: ”{label}”"),
        Kind::Faint => format!("Kehut haalenevat: ”{label}”"),
        Kind::Masked => {
            format!("Sanat ja arvosana ovat tavallista useammin ristiriidassa: ”{label}”")
        }
        Kind::Workaround => format!("Asia hoidetaan yhä useammin kiertotietä: ”{label}”"),
        Kind::StaffAhead => format!("Henkilöstö puhuu tästä ennen asiakkaita: ”{label}”"),
        Kind::CustomerOnly => format!("Asiakkaat puhuvat tästä, henkilöstö ei: ”{label}”"),
        Kind::Vanish => format!("Tästä on lakattu puhumasta: ”{label}”"),
        Kind::BlankLow => format!("Tyhjät vastaukset matalin arvosanoin lisääntyvät: ”{label}”"),
        Kind::Cooc => format!("Kaksi vanhaa aihetta mainitaan nyt yhdessä: ”{label}”"),
        Kind::Lone => "Yksi vakava kommentti, jollaista ei ole ennen ollut".to_owned(),
        Kind::Deviation => format!("Kokemus poikkeaa odotetusta tai luvatusta: ”{label}”"),
    }
}

fn what_en(kind: Kind, label: &str) -> String {
    match kind {
        Kind::Emergent => format!("Something new is being said: “{label}”"),
        Kind::Silenced => format!("More people say that they did not speak up: “{label}”"),
        Kind::Wish => format!("Something is wished for that was not before: “{label}”"),
        Kind::Faint => format!("Praise is turning lukewarm: “{label}”"),
        Kind::Masked => format!("Words and score disagree more often than usual: “{label}”"),
        Kind::Workaround => format!("More people find their own way around: “{label}”"),
        Kind::StaffAhead => format!("Staff speak of this before customers do: “{label}”"),
        Kind::CustomerOnly => format!("Customers speak of this, staff do not: “{label}”"),
        Kind::Vanish => format!("People have stopped speaking of this: “{label}”"),
        Kind::BlankLow => format!("Empty answers with low scores are growing: “{label}”"),
        Kind::Cooc => format!("Two old subjects are now mentioned together: “{label}”"),
        Kind::Lone => "One grave comment unlike any before".to_owned(),
        Kind::Deviation => {
            format!("Experience departs from what was expected or promised: “{label}”")
        }
    }
}

/// The numbers behind it.
fn amount(signal: &Signal, language: Language) -> String {
    let numbers = Numbers(language);
    let expected = numbers.decimal(signal.expected, 1);
    let at_least = numbers.decimal(signal.at_least, 1);
    let weeks = signal.weeks;
    match (signal.kind, language) {
        (Kind::Lone, Language::Fi) => {
            ". Lue se: yhdestä kommentista ei voi väittää mitään tilastollisesti.".to_owned()
        }
        (Kind::Lone, Language::En) => {
            ". Read it: nothing statistical can be claimed of one comment.".to_owned()
        }
        (Kind::Vanish, Language::Fi) => format!(
            ": viimeisten {weeks} viikon aikana kommentteja olisi pitänyt tulla noin {expected}, \
             mutta niitä ei juuri ole. Sitä ennen niitä oli {}.",
            numbers.count(signal.n)
        ),
        (Kind::Vanish, Language::En) => format!(
            ": about {expected} comments were to be expected in the last {}, and there are hardly \
             any. Before that there were {}.",
            en::counted(weeks, "week", "weeks"),
            numbers.count(signal.n)
        ),
        (_, Language::Fi) => format!(
            ": {} {weeks} viikossa, kun tavallisesti niitä {} (vähintään {at_least}-kertainen \
             määrä).",
            fi::counted(signal.n, "kommentti", "kommenttia"),
            if signal.expected < NONE {
                "ei juuri tule".to_owned()
            } else {
                format!("tulisi noin {expected}")
            },
        ),
        (_, Language::En) => format!(
            ": {} in {}, where {} would be usual (at least {at_least} times the usual rate).",
            en::counted(signal.n, "comment", "comments"),
            en::counted(weeks, "week", "weeks"),
            if signal.expected < NONE {
                "hardly any".to_owned()
            } else {
                format!("about {expected}")
            },
        ),
    }
}

fn first(signal: &Signal, language: Language) -> String {
    let Some(since) = signal.since.filter(|_| signal.kind != Kind::Lone) else {
        return String::new();
    };
    let week = calendar::week(since);
    match language {
        Language::Fi => format!(" Ensimmäinen kommentti on viikolta {week}."),
        Language::En => format!(" The first of them is from week {week}."),
    }
}

/// When the signal would go away.
pub(crate) fn until(signal: &Signal) -> Text {
    both(|language| {
        let expected = Numbers(language).decimal(signal.expected, 1);
        let weeks = signal.weeks;
        match (signal.kind, language) {
            (Kind::Lone, Language::Fi) => "Ei toistu, jos asia on hoidettu.".to_owned(),
            (Kind::Lone, Language::En) => {
                "It does not come again if the matter has been dealt with.".to_owned()
            }
            (Kind::Vanish, Language::Fi) => {
                format!(
                    "Väistyy, kun aiheesta taas kuullaan noin {expected} kertaa {weeks} viikossa."
                )
            }
            (Kind::Vanish, Language::En) => format!(
                "It goes away when the subject is heard about {expected} times in {} again.",
                en::counted(weeks, "week", "weeks")
            ),
            (_, Language::Fi) if signal.expected < 0.5 => {
                "Väistyy, kun tällaisia kommentteja ei enää tule.".to_owned()
            }
            (_, Language::En) if signal.expected < 0.5 => {
                "It goes away when no more of these come.".to_owned()
            }
            (_, Language::Fi) => {
                format!("Väistyy, kun määrä palaa noin {expected} kommenttiin {weeks} viikossa.")
            }
            (_, Language::En) => format!(
                "It goes away when the number falls back to about {expected} in {}.",
                en::counted(weeks, "week", "weeks")
            ),
        }
    })
}

/// Why the signal might be nothing: the weakest point of what it rests on.
pub(crate) fn doubt(signal: &Signal) -> Text {
    both(|language| {
        let finnish = language == Language::Fi;
        let channel = signal.channels.first().filter(|_| signal.channels.len() == 1);
        let text = match (signal.kind, channel, finnish) {
            (Kind::Lone, _, true) => "Yksi kirjoittaja voi liioitella, erehtyä tai pilailla.",
            (Kind::Lone, _, false) => "One writer may exaggerate, be wrong, or joke.",
            (Kind::Vanish, _, true) => {
                "Kysymys, kanava tai kohderyhmä on voinut muuttua, tai asia on korjattu."
            }
            (Kind::Vanish, _, false) => {
                "The question, the channel or the people asked may have changed, or it was mended."
            }
            (Kind::BlankLow, _, true) => "Lomake tai sen pakolliset kentät ovat voineet muuttua.",
            (Kind::BlankLow, _, false) => "The form or its required fields may have changed.",
            (_, Some(channel), true) => {
                return format!(
                    "Kaikki kommentit tulevat samasta kanavasta ({channel}): kanava tai sen \
                     kysymys on voinut muuttua."
                );
            }
            (_, Some(channel), false) => {
                return format!(
                    "All comments come from one channel ({channel}): it or its question may have \
                     changed."
                );
            }
            (..) if signal.n < FEW && finnish => {
                "Kommentteja on vähän: yksikin ryhmä tai tapahtuma voi olla niiden takana."
            }
            (..) if signal.n < FEW => {
                "The comments are few: a single group or event may be behind them."
            }
            (..) if signal.sources.contains(&Source::Social) && finnish => {
                "Uutinen tai keskusteluketju on voinut nostaa aiheen esiin."
            }
            (..) if signal.sources.contains(&Source::Social) => {
                "A news item or a discussion may have brought the subject up."
            }
            (.., true) => "Kausi, kampanja tai muuttunut kysymys voi selittää muutoksen.",
            (.., false) => "A season, a campaign or a changed question may explain the change.",
        };
        text.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Week;

    fn signal(kind: Kind, n: u32) -> Signal {
        Signal {
            thread: "S0001".to_owned(),
            kind,
            theme: None,
            label: Text { fi: "pihavalot".to_owned(), en: "yard lights".to_owned() },
            n,
            expected: 2.3,
            at_least: 2.1,
            p_value: 1e-5,
            weeks: 4,
            since: Some(Week::of("2026-11-21".parse().unwrap())),
            began: None,
            new: true,
            sources: vec![Source::Survey, Source::Social],
            channels: vec!["kiosk".to_owned(), "web".to_owned()],
            timeline: vec![],
            verdict: None,
        }
    }

    #[test]
    fn signals_are_told_whole() {
        let said = sentence(&signal(Kind::Emergent, 11));
        assert_eq!(
            said.fi,
            "Kuuluu jotain uutta: ”pihavalot”: 11 kommenttia 4 viikossa, kun tavallisesti niitä \
             tulisi noin 2,3 (vähintään 2,1-kertainen määrä). Ensimmäinen kommentti on viikolta \
             47/2026."
        );
        assert_eq!(
            said.en,
            "Something new is being said: “yard lights”: 11 comments in 4 weeks, where about 2.3 \
             would be usual (at least 2.1 times the usual rate). The first of them is from week \
             47/2026."
        );
        assert!(sentence(&signal(Kind::Wish, 1)).fi.contains(": 1 kommentti 4 viikossa"));
        assert!(!sentence(&signal(Kind::Lone, 1)).en.contains("usual"));
    }

    #[test]
    fn the_weakest_point_is_named() {
        for (kind, n, channels, sources, part) in [
            (Kind::Emergent, 20, 2, 1, "season"),
            (Kind::Emergent, 20, 2, 2, "news item"),
            (Kind::Emergent, 7, 2, 2, "few"),
            (Kind::Emergent, 20, 1, 1, "(kiosk)"),
            (Kind::BlankLow, 20, 1, 1, "form"),
            (Kind::Vanish, 20, 2, 2, "mended"),
            (Kind::Lone, 1, 1, 1, "One writer"),
        ] {
            let mut own = signal(kind, n);
            own.channels.truncate(channels);
            own.sources.truncate(sources);
            let doubt = doubt(&own);
            assert!(doubt.en.contains(part), "{}", doubt.en);
            assert!(!doubt.fi.is_empty() && !until(&own).fi.is_empty());
        }
    }
}
