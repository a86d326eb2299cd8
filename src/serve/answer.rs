//! What is sent back, free of the transport: status, headers, bytes.

/// What a browser may do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// A page of ours: our style sheet, no scripts, forms to ourselves only.
    Page,
    /// A file of a run: its own inline styles, nothing else.
    Report,
    /// Something that may be kept: its address changes with its content.
    Fixed,
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) policy: Policy,
    pub(super) body: Vec<u8>,
    /// Where to go on.
    pub(super) location: Option<String>,
    /// Name of the file it is to be saved as.
    pub(super) file: Option<String>,
}

impl Answer {
    /// A page.
    pub(super) fn page(html: String) -> Self {
        Self::new(200, "text/html; charset=utf-8", Policy::Page, html.into_bytes())
    }

    /// A file to be saved.
    pub(super) fn file(kind: &'static str, name: String, body: Vec<u8>) -> Self {
        Self { file: Some(name), ..Self::new(200, kind, Policy::Page, body) }
    }

    pub(super) const fn new(
        status: u16,
        kind: &'static str,
        policy: Policy,
        body: Vec<u8>,
    ) -> Self {
        Self { status, kind, policy, body, location: None, file: None }
    }

    /// Goes on to another page of ours, which is only looked at.
    pub(super) fn go(path: String) -> Self {
        let plain = "text/plain; charset=utf-8";
        Self { location: Some(path), ..Self::new(303, plain, Policy::Page, Vec::new()) }
    }

    /// The headers beside the type and the length.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let content = match self.policy {
            Policy::Page | Policy::Fixed => {
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                 base-uri 'none'; frame-ancestors 'none'"
            }
            Policy::Report => {
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                 form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
            }
        };
        let keep = match self.policy {
            Policy::Fixed => "max-age=31536000, immutable",
            Policy::Page | Policy::Report => "no-store",
        };
        let mut headers = vec![
            ("content-security-policy", content.to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
            ("x-frame-options", "DENY".to_owned()),
            // Nothing to other sites. `no-referrer` would take `Origin` from our own forms, too.
            ("referrer-policy", "same-origin".to_owned()),
            ("cross-origin-opener-policy", "same-origin".to_owned()),
            ("cross-origin-resource-policy", "same-origin".to_owned()),
            ("cache-control", keep.to_owned()),
        ];
        headers.extend(self.location.clone().map(|path| ("location", path)));
        if let Some(name) = &self.file {
            headers.push(("content-disposition", format!("attachment; filename=\"{name}\"")));
        }
        if self.status == 405 {
            headers.push(("allow", "GET, HEAD, POST".to_owned()));
        }
        headers
    }
}
