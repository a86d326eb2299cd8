//! What people keep beside an archive: saved searches, a small JSON file in the archive's folder,
//! written whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ServeError;
use crate::feed::atomic;

/// Longest name of a saved search, in characters.
const NAME: usize = 80;
/// Most saved searches; more are no help to anybody.
const SEARCHES: usize = 500;

/// A search under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Saved {
    pub(super) name: String,
    /// The URL's query.
    pub(super) state: String,
}

/// The files of one archive.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    root: PathBuf,
}

impl Kept {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// Saved searches by name.
    pub(super) fn searches(&self) -> Result<Vec<Saved>, ServeError> {
        self.read("searches.json")
    }

    /// Saves a search; one of the same name is replaced. A name without letters saves nothing.
    pub(super) fn save(&self, name: &str, state: &str) -> Result<(), ServeError> {
        let even = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = even.chars().filter(|c| !c.is_control()).take(NAME).collect();
        let mut searches = self.searches()?;
        searches.retain(|saved| saved.name != name);
        if !name.is_empty() && searches.len() < SEARCHES {
            searches.push(Saved { name, state: state.to_owned() });
        }
        searches.sort_by_cached_key(|saved| (saved.name.to_lowercase(), saved.name.clone()));
        self.write("searches.json", &searches)
    }

    /// Forgets a search.
    pub(super) fn forget(&self, name: &str) -> Result<(), ServeError> {
        let mut searches = self.searches()?;
        searches.retain(|saved| saved.name != name);
        self.write("searches.json", &searches)
    }

    fn read<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T, ServeError> {
        let path = self.root.join(name);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
            Err(reason) => return Err(ServeError::File { path, reason }),
        };
        serde_json::from_str(&text)
            .map_err(|error| ServeError::Damaged { path, what: error.to_string() })
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) -> Result<(), ServeError> {
        let path = self.root.join(name);
        let text = serde_json::to_string_pretty(value).unwrap_or_default() + "\n";
        atomic::write(&path, |out| out.write_all(text.as_bytes()))
            .map_err(|reason: io::Error| ServeError::File { path, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::new(folder.path());
        kept.save(" Jonot \n ja  kassat ", "q=jono").unwrap();
        kept.save("aula", "q=aula").unwrap();
        kept.save("Jonot ja kassat", "q=jono*").unwrap();
        kept.save("  ", "q=x").unwrap();
        let names = |kept: &Kept| -> Vec<(String, String)> {
            kept.searches().unwrap().into_iter().map(|s| (s.name, s.state)).collect()
        };
        let both = [("aula", "q=aula"), ("Jonot ja kassat", "q=jono*")];
        assert_eq!(names(&kept), both.map(|(a, b)| (a.to_owned(), b.to_owned())));
        kept.forget("aula").unwrap();
        assert_eq!(names(&kept).len(), 1);
    }

    #[test]
    fn a_damaged_file_is_named_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("searches.json");
        fs::write(&file, "[{").unwrap();
        let error = Kept::new(folder.path()).save("a", "q=a").unwrap_err().to_string();
        assert!(error.contains("searches.json"), "{error}");
        assert_eq!(fs::read(&file).unwrap(), b"[{");
    }
}
