//! Who may ask, and who may change: keeps other sites' pages from reading or writing through the
//! browser of the person at this machine.
//!
//! - A page that another site's name leads here (DNS rebinding) carries that name in `Host`.
//! - A form that another site sends carries its `Origin`, and cannot know the token.

use std::hash::{BuildHasher, RandomState};

use super::ask::Ask;

/// Why something is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Asked by another name than this machine's loopback.
    Name,
    /// A change that another site asks for.
    Foreign,
    /// A change without the token of this process: the page is of an earlier one.
    Stale,
}

/// The token of this process.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    token: String,
}

impl Guard {
    /// A token that nobody can guess: hashes under keys that the operating system drew.
    pub(super) fn new() -> Self {
        let draw = |at: u8| RandomState::new().hash_one((at, std::process::id()));
        let parts = [0, 1, 2].map(draw).map(|part| format!("{part:016x}"));
        Self { token: parts.concat() }
    }

    /// The token, for our own forms.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether the page was asked of this machine by its own name; any port will do, because a
    /// tunnel may have another one.
    pub(super) fn may_look(ask: &Ask) -> Result<(), Refused> {
        let host = ask.host.as_deref().unwrap_or("");
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        let own = name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost");
        if own && port.parse::<u16>().is_ok() { Ok(()) } else { Err(Refused::Name) }
    }

    /// Whether a change is asked for by one of our own pages.
    pub(super) fn may_change(&self, ask: &Ask) -> Result<(), Refused> {
        let host = ask.host.as_deref().unwrap_or("");
        let ours = |origin: &String| origin.strip_prefix("http://") == Some(host);
        let site = ask.site.as_deref().unwrap_or("same-origin");
        if !ask.origin.as_ref().is_none_or(ours) || site != "same-origin" {
            return Err(Refused::Foreign);
        }
        let sent = ask.form.first("token").unwrap_or("");
        if same(sent.as_bytes(), self.token.as_bytes()) { Ok(()) } else { Err(Refused::Stale) }
    }
}

/// Compares in a time that does not tell where two texts differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::ask::Method;

    #[test]
    fn only_the_names_of_the_loopback_are_answered() {
        for (host, fine) in [
            ("127.0.0.1:8080", true),
            ("localhost:1", true),
            ("LOCALHOST", true),
            ("127.0.0.1", true),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example:8080", false),
            ("127.0.0.1:8080@evil.example", false),
            ("", false),
        ] {
            let ask = Ask { host: Some(host.to_owned()), ..Ask::new(Method::Look, "/") };
            assert_eq!(Guard::may_look(&ask).is_ok(), fine, "{host}");
        }
        assert_eq!(Guard::may_look(&Ask::new(Method::Look, "/")), Err(Refused::Name));
    }

    #[test]
    fn only_our_own_pages_change_anything() {
        let guard = Guard::new();
        assert_ne!(guard.token(), Guard::new().token());
        let ask = |origin: Option<&str>, site: Option<&str>, token: &str| {
            let mut ask = Ask::new(Method::Change, "/undo");
            ask.host = Some("127.0.0.1:8080".to_owned());
            ask.origin = origin.map(str::to_owned);
            ask.site = site.map(str::to_owned);
            ask.form.push("token", token);
            guard.may_change(&ask)
        };
        let (own, token) = (Some("http://127.0.0.1:8080"), guard.token());
        assert_eq!(ask(own, Some("same-origin"), token), Ok(()));
        assert_eq!(ask(None, None, token), Ok(()));
        assert_eq!(ask(own, None, ""), Err(Refused::Stale));
        assert_eq!(ask(own, None, Guard::new().token()), Err(Refused::Stale));
        for origin in
            ["null", "http://evil.example", "http://localhost:8080", "https://127.0.0.1:8080"]
        {
            assert_eq!(ask(Some(origin), None, token), Err(Refused::Foreign), "{origin}");
        }
        assert_eq!(ask(own, Some("cross-site"), token), Err(Refused::Foreign));
        assert_eq!(ask(own, Some("same-site"), token), Err(Refused::Foreign));
    }
}
