//! Changes of an archive's codebook by hand, and what they do to its comments.
//!
//! The codebook is safe on disk before the new generation is: an ID that a comment still bears is
//! then followed by its tombstone, whatever stops the work between the two.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::{retag, store};
use crate::analyse::corpus::Text;
use crate::analyse::mask::masked_key;
use crate::archive::{Archive, History, StoredComment, key_hash};
use crate::config::{Config, Settings};
use crate::error::Error;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::record::RecordKey;
use crate::tag::Tagger;
use crate::theme::{Change, Codebook, Edit, FitOptions, ThemeId};

/// A change as somebody asks for it; themes by ID or label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Another label in one language.
    Rename {
        /// The theme.
        theme: String,
        /// Language of the label.
        lang: Lang,
        /// The label.
        label: String,
    },
    /// Themes put into one.
    Merge {
        /// Those that go.
        from: Vec<String>,
        /// The one that stays.
        into: String,
    },
    /// A theme put apart by its sub-themes.
    Split {
        /// The theme.
        theme: String,
    },
    /// A theme fixed, or no longer.
    Pin {
        /// The theme.
        theme: String,
        /// Whether it is fixed from now on.
        pinned: bool,
    },
    /// Words kept out of labels, or let in again.
    Forbid {
        /// The words.
        words: Vec<String>,
        /// Whether they are forbidden from now on.
        forbidden: bool,
    },
    /// Phrases that draw comments into a theme.
    Seed {
        /// The theme.
        theme: String,
        /// The phrases.
        phrases: Vec<String>,
    },
    /// A new theme made of phrases.
    New {
        /// Finnish label.
        label_fi: String,
        /// English label.
        label_en: String,
        /// The phrases.
        phrases: Vec<String>,
    },
    /// A comment put into a theme.
    Move {
        /// Key of its record.
        key: String,
        /// Only the clauses that are in this theme.
        from: Option<String>,
        /// Where they belong.
        into: String,
    },
    /// The themes found anew in all comments; those that are still the same keep their IDs.
    Renew,
    /// The latest change taken back.
    Undo,
    /// Nothing changed here: the codebook was edited by hand.
    Retag,
}

/// What a change did.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The entry of the log; none after a mere tagging.
    pub change: Option<Change>,
    /// Themes of the codebook now.
    pub themes: usize,
    /// Comments that were tagged again; `None` where the change touches no tag.
    pub tagged: Option<u64>,
    /// Comments whose themes are others than before.
    pub moved: u64,
}

/// Changes the codebook of an archive, and the tags of its comments where the change asks for it.
///
/// # Errors
/// What stopped it. A change that cannot be made leaves everything as it was.
pub fn change_themes(
    path: &Path,
    wish: &Wish,
    date: &str,
    reason: Option<&str>,
    progress: &dyn Progress,
) -> Result<Changed, Error> {
    let tagger = store::tagger(path, &[])?;
    let archive = Archive::open(path)?;
    let mut writer = archive.writer()?;
    let before = codebook(&archive, &tagger)?;
    let mut after = match edit(wish, &before, &archive, &tagger)? {
        Some(edit) => before.edited(&edit, date, reason)?,
        None if *wish == Wish::Undo => before.undone(date, reason)?,
        None if *wish == Wish::Renew => renewed(path, &archive, &tagger, &before, date, reason)?,
        None => before.clone(),
    };
    if let Wish::Split { .. } = wish {
        after.unlabel_since(before.next);
    }
    if after.themes.iter().any(|theme| theme.label_en.is_empty()) {
        let mut corpus = retag::sample(&archive, &tagger)?;
        tagger.label(&mut corpus, &mut after)?;
    }
    store::put_codebook(&archive, &after)?;
    let mut changed = Changed {
        change: after.log.last().filter(|_| *wish != Wish::Retag).cloned(),
        themes: after.themes.len(),
        tagged: None,
        moved: 0,
    };
    if *wish == Wish::Retag || tags_differ(&before, &after) {
        let old = archive.history()?;
        changed.tagged = Some(retag::retag(&archive, &mut writer, &tagger, &after, progress)?);
        changed.moved = moved(&old, &Archive::open(path)?.history()?);
    }
    Ok(changed)
}

/// The codebook with the themes found anew in the comments of the archive.
fn renewed(
    path: &Path,
    archive: &Archive,
    tagger: &Tagger,
    before: &Codebook,
    date: &str,
    reason: Option<&str>,
) -> Result<Codebook, Error> {
    let settings = Settings::new(&store::settings(path, &Config::default())?)?;
    let last = archive.history()?.week.iter().flatten().max().copied();
    let options = FitOptions {
        themes: settings.themes.map(usize::from),
        born: last.map(|week| week.to_string()),
    };
    let corpus = retag::sample(archive, tagger)?;
    Ok(tagger.renew_themes(&corpus, before, &options, date, reason))
}

/// The codebook of an archive.
pub(super) fn codebook(archive: &Archive, tagger: &Tagger) -> Result<Codebook, Error> {
    store::codebook(&archive.codebook_file(), tagger)?
        .ok_or_else(|| Error::NoThemes(archive.path().to_path_buf()))
}

/// Whether two codebooks may tag a comment differently.
fn tags_differ(a: &Codebook, b: &Codebook) -> bool {
    let same = |(a, b): (&crate::theme::Theme, &crate::theme::Theme)| {
        a.id == b.id && a.core() == b.core() && a.joined == b.joined && a.seeds == b.seeds
    };
    let themes = a.themes.len() == b.themes.len() && a.themes.iter().zip(&b.themes).all(same);
    !themes || a.moved != b.moved || a.frame != b.frame
}

/// Comments whose themes differ, of two states of one archive.
fn moved(old: &History, new: &History) -> u64 {
    let themes = |history: &History, i: usize| {
        let mut own: Vec<ThemeId> = history.members(i).iter().map(|m| m.theme).collect();
        own.sort_unstable();
        own.dedup();
        own
    };
    let place = |h: &History, i: usize| (h.key[i], h.question[i]);
    let known: FxHashMap<(u64, u16), usize> = (0..old.len()).map(|i| (place(old, i), i)).collect();
    let differs =
        |i: &usize| known.get(&place(new, *i)).is_some_and(|&o| themes(old, o) != themes(new, *i));
    (0..new.len()).filter(differs).count() as u64
}

fn edit(
    wish: &Wish,
    book: &Codebook,
    archive: &Archive,
    tagger: &Tagger,
) -> Result<Option<Edit>, Error> {
    let theme = |name: &String| find(book, name);
    Ok(Some(match wish {
        Wish::Rename { theme: name, lang, label } => {
            Edit::Rename { theme: theme(name)?, lang: *lang, label: label.clone() }
        }
        Wish::Merge { from, into } => Edit::Merge {
            from: from.iter().map(theme).collect::<Result<_, _>>()?,
            into: theme(into)?,
        },
        Wish::Split { theme: name } => Edit::Split { theme: theme(name)? },
        Wish::Pin { theme: name, pinned } => Edit::Pin { theme: theme(name)?, pinned: *pinned },
        Wish::Forbid { words, forbidden: true } => Edit::Forbid { words: words.clone() },
        Wish::Forbid { words, forbidden: false } => Edit::Allow { words: words.clone() },
        Wish::Seed { theme: name, phrases } => {
            Edit::Seed { theme: theme(name)?, seeds: tagger.seeds(phrases, &book.frame) }
        }
        Wish::New { label_fi, label_en, phrases } => Edit::New {
            label_fi: label_fi.clone(),
            label_en: label_en.clone(),
            seeds: tagger.seeds(phrases, &book.frame),
        },
        Wish::Move { key, from, into } => {
            let from = from.as_ref().map(theme).transpose()?;
            let clauses = clauses(archive, tagger, book, key, from)?;
            Edit::Move { key: key.clone(), clauses, theme: theme(into)? }
        }
        Wish::Undo | Wish::Renew | Wish::Retag => return Ok(None),
    }))
}

/// The theme somebody means.
pub(super) fn find(book: &Codebook, name: &str) -> Result<ThemeId, Error> {
    book.find(name).ok_or_else(|| Error::Theme(name.to_owned()))
}

/// The directions of the clauses of a record; of those that are in one theme, if it is given.
fn clauses(
    archive: &Archive,
    tagger: &Tagger,
    book: &Codebook,
    key: &str,
    from: Option<ThemeId>,
) -> Result<Vec<Vec<f32>>, Error> {
    let unknown = || Error::Key(key.to_owned());
    let typed = RecordKey(key.into());
    let hashes = [Some(key_hash(&typed)), masked_key(&typed).map(|key| key_hash(&key))];
    let history = archive.history()?;
    let own = (0..history.len()).filter(|&i| hashes.contains(&Some(history.key[i])));
    let stored = archive.fetch(&own.map(|i| history.seq[i]).collect::<Vec<_>>())?;
    let mut found = Vec::new();
    for StoredComment { text, declared, themes, .. } in &stored {
        let vectors = tagger.clauses(Text { text, declared: *declared }, &book.frame);
        let inside =
            themes.iter().filter(|m| from.is_none_or(|from| book.resolve(m.theme) == Some(from)));
        found.extend(inside.filter_map(|m| vectors.get(usize::from(m.clause)).cloned()));
    }
    if found.is_empty() { Err(unknown()) } else { Ok(found) }
}
