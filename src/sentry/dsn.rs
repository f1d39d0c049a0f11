//! Where Sentry is and by which key we speak to it, read from what Sentry calls a DSN. It never prints itself.

use std::fmt;

use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::secret::Secret;

#[derive(Clone)]
pub struct Dsn {
    envelopes: Secret,
    credential: HeaderValue,
}

impl Dsn {
    /// `https://KEY@host/42`, perhaps with a path before the number; http only for this machine itself.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let is_here = matches!(url.host_str()?, "localhost" | "127.0.0.1" | "[::1]");
        let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
        let is_plain = url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        let (before, project) = url.path().rsplit_once('/')?;
        let is_number = !project.is_empty() && project.bytes().all(|b| b.is_ascii_digit());
        let key = url.username();
        let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric());
        if !(is_safe && is_plain && is_number && is_key) {
            return None;
        }
        let envelopes = format!("{}{before}/api/{project}/envelope/", url.origin().ascii_serialization());
        let version = env!("CARGO_PKG_VERSION");
        let credential = format!("Sentry sentry_version=7, sentry_client=hatchery/{version}, sentry_key={key}");
        let mut credential = HeaderValue::from_str(&credential).ok()?;
        credential.set_sensitive(true);
        Some(Dsn { envelopes: Secret::new(envelopes), credential })
    }

    /// The address that takes reports.
    pub fn envelopes(&self) -> &Secret {
        &self.envelopes
    }

    pub fn credential(&self) -> HeaderValue {
        self.credential.clone()
    }
}

impl fmt::Debug for Dsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dsn(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsn_says_where_reports_go() {
        for (text, address) in [
            ("https://abc123@o1.ingest.sentry.io/42", "https://o1.ingest.sentry.io/api/42/envelope/"),
            (
                "https://abc123@sentry.example.com:9000/in/side/7",
                "https://sentry.example.com:9000/in/side/api/7/envelope/",
            ),
            ("http://abc123@127.0.0.1:9/1", "http://127.0.0.1:9/api/1/envelope/"),
        ] {
            let dsn = Dsn::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(dsn.envelopes().expose(), address);
            assert!(dsn.credential().to_str().expect("text").ends_with(", sentry_key=abc123"));
            assert_eq!(format!("{dsn:?}"), "Dsn(…)");
        }
    }

    #[test]
    fn what_is_no_dsn_is_none() {
        for text in [
            "",
            "abc123",
            "https://o1.ingest.sentry.io/42",
            "https://abc123@o1.ingest.sentry.io",
            "https://abc123@o1.ingest.sentry.io/",
            "https://abc123@o1.ingest.sentry.io/x",
            "https://abc123:secret@o1.ingest.sentry.io/42",
            "https://a%20b@o1.ingest.sentry.io/42",
            "https://abc123@o1.ingest.sentry.io/42?x=1",
            "http://abc123@sentry.example.com/42",
            "ftp://abc123@sentry.example.com/42",
        ] {
            assert!(Dsn::parse(text).is_none(), "{text}");
        }
    }
}
