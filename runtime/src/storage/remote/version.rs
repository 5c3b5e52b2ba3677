//! The version of an object that an answer is of: parts of two versions must not be mixed.

use super::checksum::Announced;
use chrono::{DateTime, TimeDelta, Utc};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, DATE, ETAG, LAST_MODIFIED};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The facts that an answer states about its object.
#[derive(Clone, Debug)]
pub(super) struct Described {
    etag: Option<String>,
    modified: Option<String>,
    /// The date of the answer.
    date: DateTime<Utc>,
    /// The size in bytes, if it was announced.
    pub(super) length: Option<u64>,
    pub(super) announced: Announced,
}

/// One version of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    etag: Option<String>,
    modified: Option<String>,
    /// Not every server announces it.
    pub(super) size: Option<u64>,
}

impl Described {
    pub(super) fn from_headers(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| headers.get(name).and_then(text).map(str::to_owned);
        let date = text(DATE).and_then(|date| time(&date)).unwrap_or_else(Utc::now);
        Described {
            etag: text(ETAG),
            modified: text(LAST_MODIFIED),
            date,
            length: length(headers),
            announced: Announced::from_headers(headers),
        }
    }

    /// No facts.
    pub(super) fn nothing() -> Self {
        Described::from_headers(&HeaderMap::new())
    }

    /// The version, whether or not anything distinguishes it from others.
    pub(super) fn version(&self, size: Option<u64>) -> Version {
        Version { etag: self.etag.clone(), modified: self.modified.clone(), size }
    }

    /// The version, if its tag or its time is unique: only then may its parts be put together.
    pub(super) fn certain(&self) -> Option<Version> {
        // A time has whole seconds: within the last second there may have been two versions (RFC 9110, 8.8.2.2).
        let settled =
            |modified: &String| time(modified).is_some_and(|at| self.date - at >= TimeDelta::seconds(2));
        let certain =
            self.etag.as_ref().is_some_and(is_strong) || self.modified.as_ref().is_some_and(settled);
        (certain && self.length.is_some()).then(|| self.version(self.length))
    }
}

impl Version {
    /// The tag with which a store is asked for this version only.
    pub(super) fn tag(&self) -> Option<String> {
        self.etag.clone().filter(is_strong)
    }
}

/// Whether the tag is strong: versions with the same weak tag may differ in their bytes (RFC 9110, 8.8.1).
#[expect(clippy::ptr_arg, reason = "so that it fits `filter`")]
fn is_strong(etag: &String) -> bool {
    !etag.starts_with("W/")
}

/// The size in bytes. Google sends it in a header of its own for an object that it keeps, and sends, compressed.
fn length(headers: &HeaderMap) -> Option<u64> {
    let header = |name: &str| headers.get(name).and_then(text);
    let as_stored = headers.get(CONTENT_ENCODING).and_then(text) == header("x-goog-stored-content-encoding");
    let stored = header("x-goog-stored-content-length").filter(|_| as_stored);
    headers.get(CONTENT_LENGTH).and_then(text).or(stored)?.parse().ok()
}

/// Completes the headers of an answer for the library, which requires headers that a server may leave out (RFC 9112, 6.3),
/// and refuses others that it does not need.
pub(super) fn complete(headers: &mut HeaderMap, facts: &Described) {
    let no_text: Vec<HeaderName> =
        headers.iter().filter(|(_, value)| text(value).is_none()).map(|(name, _)| name.clone()).collect();
    for name in no_text {
        headers.remove(name);
    }
    if facts.modified.as_ref().is_none_or(|modified| DateTime::parse_from_rfc2822(modified).is_err()) {
        headers.insert(LAST_MODIFIED, HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"));
    }
    headers.entry(ETAG).or_insert(HeaderValue::from_static("\"\""));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(facts.length.unwrap_or_default()));
}

fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()
}

pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(headers: &[(&'static str, &'static str)]) -> Described {
        let map = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        Described::from_headers(&map.collect())
    }

    #[test]
    fn a_version_is_certain_by_its_tag_or_by_a_time_in_the_past() {
        let size = ("content-length", "3");
        let date = ("date", "Mon, 30 Nov 2026 10:00:02 GMT");
        let [at, before] = ["Mon, 30 Nov 2026 10:00:01 GMT", "Mon, 30 Nov 2026 10:00:00 GMT"]
            .map(|at| ("last-modified", at));
        for (headers, certain) in [
            (&[size, ("etag", "\"a\"")][..], true),
            (&[size, ("etag", "W/\"a\"")], false),
            (&[size, date, before], true),
            (&[size, date, at], false),
            (&[size, date, ("last-modified", "yesterday")], false),
            (&[size, date], false),
            (&[("etag", "\"a\"")], false),
        ] {
            assert_eq!(facts(headers).certain().is_some(), certain, "{headers:?}");
        }
        let version = |etag| facts(&[size, date, before, ("etag", etag)]).certain().unwrap();
        assert_eq!((version("W/\"a\"").tag(), version("\"a\"").tag()), (None, Some("\"a\"".to_owned())));
        assert_ne!(version("W/\"a\""), version("W/\"b\""));
    }

    #[test]
    fn google_sends_the_size_of_a_compressed_object() {
        let stored = [("x-goog-stored-content-encoding", "gzip"), ("x-goog-stored-content-length", "30")];
        let sent = [stored[0], stored[1], ("content-encoding", "gzip")];
        // Google decompresses the second one while it sends it.
        assert_eq!((facts(&sent).length, facts(&stored).length), (Some(30), None));
    }

    #[test]
    fn headers_are_completed_for_the_library() {
        let mut headers = HeaderMap::new();
        headers.insert("content-disposition", HeaderValue::from_bytes("ä.csv".as_bytes()).unwrap());
        headers.insert("last-modified", HeaderValue::from_static("-1"));
        let facts = Described::from_headers(&headers);
        complete(&mut headers, &facts);
        assert_eq!(
            (facts.length, &headers["content-length"], headers.len()),
            (None, &HeaderValue::from(0), 3)
        );
        assert!(time(headers["last-modified"].to_str().unwrap()).is_some());
    }
}
