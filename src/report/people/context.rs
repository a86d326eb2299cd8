//! What stands beside a name: thanks, titles, and what the person did.

use super::forms::bases;
use super::token::{Gap, Place, Role, Roles, Word};

/// Words over which thanks reach a name.
const REACH: usize = 8;
/// Words over which a verb of help reaches a name.
const HELP_REACH: usize = 5;

/// What the neighbours of a word say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// It begins a sentence and did something: a name only if it is one elsewhere.
    Weak,
    /// It is a person.
    Person,
    /// It is a person who is thanked.
    Thanked,
}

/// What is told of the word at a place.
pub(super) fn told(all: &[Word], at: usize) -> Told {
    let Some(word) = all.get(at) else { return Told::Nothing };
    if is_thanked(all, at) {
        return Told::Thanked;
    }
    let acts = next(all, at, 1).is_some_and(|next| next.is(Role::Helped));
    let for_me = acts && next(all, at, 2).is_some_and(|next| next.is(Role::Me));
    let begins = word.place == Place::Start;
    if is_helper(all, at) || is_titled(all, at) || gives_help(all, at) || for_me || shines(all, at)
    {
        Told::Person
    } else if acts && begins {
        // "Asentaja korjasi" begins a sentence as "Jorma korjasi" does.
        Told::Weak
    } else if acts {
        Told::Person
    } else {
        Told::Nothing
    }
}

/// The word `n` after a place, if it is of the same sentence.
fn next(all: &[Word], at: usize, n: usize) -> Option<&Word> {
    let own = all.get(at + 1..=at + n)?;
    own.iter().all(Word::goes_on).then(|| own.last()).flatten()
}

/// The words before a place in its sentence, the nearest first, each with the one after it.
fn before(all: &[Word], at: usize) -> impl Iterator<Item = (&Word, &Word)> {
    let own = all.get(..=at).unwrap_or_default();
    let pairs = own.iter().rev().skip(1).zip(own.iter().rev());
    pairs.take_while(|(_, after)| after.goes_on())
}

/// Thanks before it, with nothing but small words and other names between; or after it.
fn is_thanked(all: &[Word], at: usize) -> bool {
    for (word, _) in before(all, at).take(REACH) {
        if word.is(Role::Thanks) {
            return true;
        }
        if !word.is(Role::Between) && !word.is_capital && !word.lower.ends_with("lle") {
            break;
        }
    }
    let own = all.get(at).is_some_and(|word| word.lower.ends_with("lle"));
    let after = all.get(at + 1..).unwrap_or_default().iter().take_while(|word| word.goes_on());
    let mut after = after.take(REACH).skip_while(|word| {
        !word.is(Role::Thanks)
            && (word.is(Role::Large) || word.is_capital && word.lower.ends_with("lle"))
    });
    own && after.next().is_some_and(|word| word.is(Role::Thanks))
}

/// "Minua palveli erittäin ystävällinen …", "served by the lovely …".
fn is_helper(all: &[Word], at: usize) -> bool {
    let mut back = before(all, at).take(HELP_REACH).enumerate().peekable();
    let mut seen_me = false;
    while let Some((n, (word, _))) = back.next() {
        if word.is(Role::Helped) {
            let me = seen_me || back.peek().is_some_and(|(_, (word, _))| word.is(Role::Me));
            return n == 0 || me;
        }
        if word.is_capital || word.is(Role::Stop) {
            return false;
        }
        seen_me |= word.is(Role::Me);
    }
    false
}

/// A title before it, in any form.
fn is_titled(all: &[Word], at: usize) -> bool {
    let before = before(all, at).next().filter(|(_, own)| own.gap == Gap::Space);
    let titled = |word: &Word| {
        word.is(Role::Title)
            || bases(&word.lower).iter().any(|base| Roles::of(base).has(Role::Title))
    };
    before.is_some_and(|(word, _)| titled(word))
        || all.get(at).is_some_and(|word| word.lower.ends_with("-niminen"))
}

/// "Saimme apua …lta".
fn gives_help(all: &[Word], at: usize) -> bool {
    let from = all.get(at).is_some_and(|w| w.lower.ends_with("lta") || w.lower.ends_with("ltä"));
    from && before(all, at).take(2).any(|(word, _)| word.is(Role::Help))
}

/// "… at the desk", "… was so patient", "… went above and beyond".
fn shines(all: &[Word], at: usize) -> bool {
    let mut after = (1..).map_while(|n| next(all, at, n));
    let Some(first) = after.next() else { return false };
    // Finnish says the place in one word.
    if first.is(Role::Desk) && is_finnish_place(&first.lower) {
        return true;
    }
    if first.is(Role::Where) {
        let mut place = after.take(3).skip_while(|word| word.is(Role::Where));
        return place.next().is_some_and(|word| word.is(Role::Desk));
    }
    if first.lower == "went" {
        return after.next().is_some_and(|word| word.lower == "above");
    }
    let mut like = after.take(4).skip_while(|word| word.is(Role::Degree) || word.is(Role::Is));
    first.is(Role::Is) && like.next().is_some_and(|word| word.is(Role::Human))
}

fn is_finnish_place(word: &str) -> bool {
    ["lla", "llä", "lta", "ltä", "ssa", "ssä", "sta", "stä"].iter().any(|e| word.ends_with(e))
}

/// Whether a word is part of the name of the one who writes: after a greeting, after "Kiitos," at
/// the end, after a dash at the end, or alone there.
pub(super) fn is_signature(all: &[Word], at: usize) -> bool {
    let own = all.get(..=at).unwrap_or_default();
    let capitals = own.iter().rev().take_while(|word| word.is_capital).count();
    // The greeting itself may be written large: "Terveisin Maija".
    let greeted = (1..=2).any(|n| {
        let greeting = at.checked_sub(n).and_then(|from| all.get(from));
        greeting.is_some_and(|word| word.is(Role::Signed)) && capitals >= n
    });
    greeted || ends_with_name(all, at)
}

/// Whether the text ends with one or two large words to which this one belongs, apart from the rest.
fn ends_with_name(all: &[Word], at: usize) -> bool {
    let first = |n: usize| {
        let from = all.len().checked_sub(n).filter(|from| (1..=at).contains(from))?;
        let last = all.get(from..)?;
        let own = last.iter().skip(1).all(|word| word.goes_on() && word.gap == Gap::Space);
        (own && last.iter().all(|word| word.is_capital)).then_some(from)
    };
    [first(1), first(2)].into_iter().flatten().any(|from| {
        let apart = |word: &Word| match word.gap {
            Gap::Dash => true,
            Gap::Comma => is_thanked(all, from),
            Gap::Space | Gap::Other => false,
        };
        all.get(from).is_some_and(|word| word.place == Place::Start || apart(word))
    })
}
