//! Grammar that a Finnish ending carries and the base form loses.
//!
//! Works on the form without clitics, its base form and word class; where a form is two things at
//! once (*tuli*: came; *toimi*: work! or worked) it says only what both share.

use crate::analyse::word::{Flags, Pos};

/// Flags of a form (clitics cut off) by its ending.
pub(super) fn flags(form: &str, lemma: &str, pos: Pos) -> Flags {
    match pos {
        Pos::Verb => verb(form, lemma),
        Pos::Noun => noun(form, lemma),
        Pos::Adjective => adjective(form, lemma),
        Pos::Adverb => adverb(form),
        Pos::Function | Pos::Unknown => Flags::default(),
    }
}

fn ends(form: &str, endings: &[&str]) -> bool {
    endings.iter().any(|e| form.ends_with(e))
}

fn verb(form: &str, lemma: &str) -> Flags {
    if ends(form, &["matta", "mättä"]) {
        return Flags::CARITIVE;
    }
    if form == lemma {
        return Flags::default();
    }
    let conditional = is_conditional(form, lemma);
    let passive = is_passive(form, lemma);
    let past = is_past(form, lemma, conditional);
    let mut flags = Flags::default();
    for (holds, flag) in [
        (conditional, Flags::CONDITIONAL),
        (passive, Flags::PASSIVE),
        (past, Flags::PAST),
        (is_plural_imperative(form), Flags::IMPERATIVE),
        (!passive && is_first_person(form), Flags::FIRST_PERSON),
        (is_second_person(form), Flags::SECOND_PERSON),
        (is_connegative(form, lemma, past, conditional), Flags::CONNEGATIVE),
    ] {
        if holds {
            flags = flags.with(flag);
        }
    }
    flags
}

/// -isi-; spoken -is at the end. *Ratkaisi* and *hävisi* are past tenses of *ratkaista* and
/// *hävitä*, hence the conditions on what stands before.
fn is_conditional(form: &str, lemma: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["isi", "isin", "isit", "isimme", "isitte", "isivat", "isivät", "isiin", "is"];
    let before: &[&str] = if ends(lemma, &["ista", "istä", "isia", "isiä"]) {
        &["is"]
    } else if ends(lemma, &["ita", "itä", "itaa", "itää"]) {
        &["a", "ä", "s"]
    } else {
        &[""]
    };
    ENDINGS.iter().any(|e| form.strip_suffix(e).is_some_and(|rest| ends(rest, before)))
}

fn is_passive(form: &str, lemma: &str) -> bool {
    // *vastata* : *vastataan*, *syödä* : *syödään*; *vastaan* is the first person.
    let present = match lemma.chars().rev().nth(1) {
        Some('a' | 'ä' | 'o' | 'ö' | 'u' | 'y' | 'e' | 'i') => {
            ends(form, &["taan", "tään"]) && !ends(form, &["ttaan", "ttään"])
        }
        Some(_) | None => form
            .strip_suffix('n')
            .is_some_and(|f| f.strip_suffix(['a', 'ä']).is_some_and(|f| f == lemma)),
    };
    let participle_of_other_stem = ends(lemma, &["tua", "tyä", "tuta", "tytä"]);
    present
        || ends(form, &["tiin", "taisi", "täisi", "taisiin", "täisiin", "ttaessa", "ttäessä"])
            && !ends(lemma, &["taa", "tää", "tia", "tiä"])
        || ends(form, &["ttiin", "ettaisi", "ettäisi", "ettaisiin", "ettäisiin"])
        || ends(
            form,
            &["ttava", "ttävä", "ttavaa", "ttävää", "ttavan", "ttävän", "ttavissa", "ttävissä"],
        )
        || is_passive_participle(form) && !participle_of_other_stem
        || ends(form, &["eta", "etä"]) && ends(lemma, &["aa", "ää"])
}

fn is_passive_participle(form: &str) -> bool {
    ends(
        form,
        &[
            "tu", "ty", "tun", "tyn", "tut", "tyt", "tuna", "tynä", "tuja", "tyjä", "tuista",
            "tyistä", "tuihin", "tyihin", "tuilla", "tyillä", "tuille", "tyille", "ttuun", "ttyyn",
            "tussa", "tyssä", "tusta", "tystä", "tulla", "tyllä", "tuksi", "tyksi", "tua", "tyä",
            "tujen", "tyjen", "dun", "dyn", "dut", "dyt",
        ],
    )
}

/// Endings of the past participle: -nut after a vowel; n like the consonant before it.
const ACTIVE_PARTICIPLES: [&str; 19] = [
    "nut", "nyt", "neet", "neen", "neena", "neenä", "neita", "neitä", "neiden", "llut", "llyt",
    "lleet", "ssut", "ssyt", "sseet", "rrut", "rryt", "rreet", "neella",
];

fn is_past(form: &str, lemma: &str, conditional: bool) -> bool {
    if ends(form, &ACTIVE_PARTICIPLES) {
        return true;
    }
    if is_passive_participle(form) && !ends(lemma, &["tua", "tyä"]) || form.ends_with("tiin") {
        return true;
    }
    // Verbs with i in the stem look the same in both tenses.
    if conditional || ends(lemma, &["ia", "iä", "ida", "idä"]) {
        return false;
    }
    ends(form, &["i", "in", "it", "imme", "itte", "ivat", "ivät"]) && !form.ends_with("iin")
}

fn is_plural_imperative(form: &str) -> bool {
    ends(form, &["kaa", "kää", "kaatte", "käätte", "kaamme", "käämme"])
}

fn is_first_person(form: &str) -> bool {
    let infinitive_or_participle = [
        "maan", "mään", "ssaan", "ssään", "nsa", "aen", "äen", "oen", "öen", "uen", "yen", "ien",
        "een", "van", "vän", "tun", "tyn", "man", "män", "iin", "kseen", "uun", "yyn", "tuaan",
        "tyään", "vien", "tujen", "tyjen", "neiden", "koon", "köön", "vaan", "vään",
    ];
    ends(form, &["mme", "ssani", "ssäni", "kseni", "mani", "mäni"])
        || form.ends_with('n') && !ends(form, &infinitive_or_participle)
}

fn is_second_person(form: &str) -> bool {
    let plural_or_participle = ["vat", "vät", "tut", "tyt", "dut", "dyt", "mat", "mät"];
    ends(form, &["tte", "kaa", "kää", "ssasi", "ssäsi", "ksesi", "masi", "mäsi"])
        || form.ends_with('t')
            && !ends(form, &plural_or_participle)
            && !ends(form, &ACTIVE_PARTICIPLES)
}

/// *toimi*, *sano*, *tule*, *saa*; *ollut*, *tulisi*, *osteta*: what may follow the negation verb.
fn is_connegative(form: &str, lemma: &str, past: bool, conditional: bool) -> bool {
    if conditional {
        return ends(form, &["isi", "is"]);
    }
    if past {
        return ends(form, &["ut", "yt", "eet", "tu", "ty"]);
    }
    if ["da", "dä"].iter().any(|e| lemma.strip_suffix(e) == Some(form)) {
        return true;
    }
    let mut letters = form.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiouyäö".contains(c));
    let contracted = ends(lemma, &["ata", "ätä"]);
    vowel(last)
        && (last != before || contracted)
        && !ends(form, &["ssa", "ssä", "lla", "llä", "tte", "mme", "va", "vä"])
}

fn noun(form: &str, lemma: &str) -> Flags {
    if form == lemma {
        return Flags::default();
    }
    let partitive_stem = ends(lemma, &["e", "t", "s", "si", "tta", "ttä"]);
    let own = |suffix: &str| form.ends_with(suffix) && !lemma.ends_with(suffix);
    if (own("tta") || own("ttä")) && !partitive_stem {
        Flags::CARITIVE
    } else if own("ni") || own("mme") {
        Flags::FIRST_PERSON
    } else if (own("si") || own("nne")) && !form.ends_with("ksi") {
        Flags::SECOND_PERSON
    } else {
        Flags::default()
    }
}

fn adjective(form: &str, lemma: &str) -> Flags {
    let mut flags = if ends(lemma, &["ton", "tön"]) && lemma.chars().nth(5).is_some() {
        Flags::CARITIVE
    } else {
        Flags::default()
    };
    if form == lemma || ends(lemma, &["mpi", "mpa", "mpä"]) {
        return flags;
    }
    // *ensimmäinen*, *ammatillinen*, *lämpimän*: the letters are of the stem.
    let degree = |marks: [&str; 2]| marks.iter().any(|m| form.contains(m) && !lemma.contains(m));
    if ends(lemma, &["lämmin", "mpinen"]) && !ends(form, &["mpi", "impää", "mmän"]) {
        return flags;
    }
    let i_stem = ends(lemma, &["i", "is"]);
    if ends(form, &["impi"]) || degree(["mpi", "empa"]) && !degree(["impia", "impiä"]) {
        flags = flags.with(Flags::COMPARATIVE);
    } else if !i_stem
        && (degree(["imma", "immä"]) || degree(["impa", "impä"]) || degree(["impia", "impiä"]))
    {
        flags = flags.with(Flags::SUPERLATIVE);
    } else if degree(["mma", "mmä"]) || degree(["mpa", "mpä"]) || degree(["mpia", "mpiä"]) {
        flags = flags.with(Flags::COMPARATIVE);
    } else if form.ends_with("in") && !ends(form, &["iin", "hin", "isin"]) {
        flags = flags.with(Flags::SUPERLATIVE);
    }
    flags
}

fn adverb(form: &str) -> Flags {
    if form.ends_with("immin") && !ends(form, &["iimmin"]) {
        Flags::SUPERLATIVE
    } else if form.ends_with("mmin") {
        Flags::COMPARATIVE
    } else {
        Flags::default()
    }
}
