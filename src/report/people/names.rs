//! Who is who: every form of a name is one person, alone or with the name of the family.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{bases, usual};
use super::known::Known;
use super::lore::Naming;

/// A first name, or the only one, and the name of the family, each in its basic form.
pub(super) type Name = (String, Option<String>);

/// Basic forms of all names that were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    firsts: BTreeMap<String, String>,
    lasts: BTreeMap<String, String>,
    /// Names of families by first name, and first names by the name of the family.
    families: BTreeMap<String, BTreeSet<String>>,
    given: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    pub(super) fn of<'n>(namings: impl Iterator<Item = &'n Naming> + Clone) -> Self {
        let mut names = Self {
            firsts: named(&namings.clone().map(|naming| naming.first.as_str()).collect()),
            lasts: named(&namings.clone().filter_map(|naming| naming.last.as_deref()).collect()),
            ..Self::default()
        };
        // Who writes is of another family than who is written of.
        for naming in namings.filter(|naming| !naming.signs) {
            if let (first, Some(last)) = names.plain(naming) {
                names.families.entry(first.clone()).or_default().insert(last.clone());
                names.given.entry(last).or_default().insert(first);
            }
        }
        names
    }

    /// The person somebody named is: a name alone is that of the only one who has it.
    pub(super) fn person(&self, naming: &Naming) -> Name {
        let (name, last) = self.plain(naming);
        if last.is_some() {
            return (name, last);
        }
        let only = |map: &BTreeMap<String, BTreeSet<String>>| {
            let others = map.get(&name)?;
            others.first().filter(|_| others.len() == 1).cloned()
        };
        if let Some(last) = only(&self.families) {
            return (name, Some(last));
        }
        match only(&self.given) {
            Some(first) if !self.families.contains_key(&name) => (first, Some(name)),
            Some(_) | None => (name, None),
        }
    }

    fn plain(&self, naming: &Naming) -> Name {
        let base = |map: &BTreeMap<String, String>, form: &String| map.get(form).cloned();
        let first = base(&self.firsts, &naming.first).unwrap_or_else(|| naming.first.clone());
        let last = naming.last.as_ref();
        (first, last.map(|last| base(&self.lasts, last).unwrap_or_else(|| last.clone())))
    }
}

/// A name as it is shown.
pub(super) fn shown((first, last): &Name) -> String {
    let mut shown = upper_first(first);
    if let Some(last) = last {
        shown.push(' ');
        shown.push_str(&upper_first(last));
    }
    shown
}

/// Large letters at the beginning and after hyphens.
fn upper_first(text: &str) -> String {
    let mut large = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if large {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        large = c == '-';
    }
    out
}

/// The basic form of every form.
fn named(forms: &BTreeSet<&str>) -> BTreeMap<String, String> {
    let known = Known::get();
    // How many different forms would come from a base.
    let mut votes: BTreeMap<String, u32> = BTreeMap::new();
    for form in forms {
        for base in bases(form) {
            *votes.entry(base).or_default() += 1;
        }
    }
    let usuals: BTreeSet<String> = forms.iter().map(|form| usual(form)).collect();
    let name = |form: &str| -> String {
        let all = bases(form);
        if let Some(base) = all.iter().find(|base| known.has_person(base)) {
            return base.clone();
        }
        let usual = usual(form);
        let best = all.iter().max_by_key(|base| {
            let seen = forms.contains(base.as_str());
            (votes.get(*base).copied().unwrap_or(0), seen, usuals.contains(*base), base.len())
        });
        match best {
            Some(best) if votes.get(best).copied().unwrap_or(0) > 1 => best.clone(),
            _ => usual,
        }
    };
    forms.iter().map(|form| ((*form).to_owned(), name(form))).collect()
}
