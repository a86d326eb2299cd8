//! Stand-in for the understanding of word forms: strips a few endings.

use crate::analyse::word::{Flags, Pos, Word};
use crate::lang::Lang;

/// Understands one word form at a time.
#[derive(Debug, Default)]
pub struct Understander;

impl Understander {
    /// The one compiled in.
    pub fn builtin() -> Self {
        Self
    }

    /// The word behind a form.
    pub fn word(&self, form: &str, lang: Option<Lang>) -> Word {
        let form = form.to_lowercase();
        let endings: &[&str] = match lang {
            Some(Lang::Fi) => &["ssa", "sta", "lla", "n"],
            Some(Lang::En) => &["ing", "s"],
            Some(Lang::Sv | Lang::Other) | None => &[],
        };
        let lemma = endings
            .iter()
            .filter_map(|ending| form.strip_suffix(ending))
            .find(|stem| stem.chars().count() > 2)
            .unwrap_or(&form);
        let parts = match lemma.strip_prefix("asiakas") {
            Some(rest) if !rest.is_empty() => ["asiakas".into(), rest.into()].into(),
            Some(_) | None => Box::default(),
        };
        Word {
            lemma: lemma.into(),
            form: form.clone().into(),
            lang,
            flags: Flags::default(),
            pos: Pos::Unknown,
            parts,
        }
    }
}
