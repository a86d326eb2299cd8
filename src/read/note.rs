//! What the reader tells the user of its guesses, in both languages of the program.

use serde::Serialize;

use crate::lang::Lang;

/// A remark, in both languages side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// English.
    pub en: String,
    /// Finnish.
    pub fi: String,
}

impl Said {
    /// A remark.
    pub fn new(en: impl Into<String>, fi: impl Into<String>) -> Self {
        Self { en: en.into(), fi: fi.into() }
    }

    /// The remark in the language of the user, English for those that are not spoken.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fi => &self.fi,
            Lang::En | Lang::Sv | Lang::Other => &self.en,
        }
    }
}
