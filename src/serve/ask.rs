//! What a browser asks, free of the transport.

use super::pairs::{Pairs, decode};

/// How it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// GET or HEAD: only looks.
    Look,
    /// POST: changes something.
    Change,
    /// Anything else.
    Other,
}

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) method: Method,
    /// The path, cut at its slashes and decoded: `/themes/T0001` is `themes`, `T0001`.
    pub(super) path: Vec<String>,
    /// What stands after the question mark.
    pub(super) query: Pairs,
    /// Header `Host`.
    pub(super) host: Option<String>,
    /// Header `Origin`.
    pub(super) origin: Option<String>,
    /// Header `Sec-Fetch-Site`.
    pub(super) site: Option<String>,
    /// The form sent along.
    pub(super) form: Pairs,
}

impl Ask {
    /// A request for a path with its query; no headers, no form.
    pub(super) fn new(method: Method, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method,
            path: path.split('/').filter(|part| !part.is_empty()).map(decode).collect(),
            query: Pairs::parse(query),
            host: None,
            origin: None,
            site: None,
            form: Pairs::default(),
        }
    }

    /// The parts of the path, to be matched.
    pub(super) fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }
}
