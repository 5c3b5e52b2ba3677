//! Any bytes as a key, a listing and an answer's headers.

use super::careful;
use super::key;
use super::version::{self, Described};
use http::{HeaderMap, HeaderName, HeaderValue};

/// The text as a key and as a listing. A key that has a path comes back from it.
pub(crate) fn keys(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(path) = key::path(text) {
        assert_eq!(key::from_path(&path), text);
    }
    let _ = key::in_uri(text);
    let _ = key::in_listing(text);
}

/// Lines as the headers of an answer. The library has to find what it wants in them.
pub(crate) fn headers(bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n');
    let header = |line: &[u8]| {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        Some((name, HeaderValue::from_bytes(&line[colon + 1..]).ok()?))
    };
    let mut headers: HeaderMap = lines.filter_map(header).collect();
    let _ = careful::pause(&headers);
    let facts = Described::from_headers(&headers);
    let certain = facts.certain();
    assert!(certain.is_none_or(|version| version.size.is_some()));
    version::complete(&mut headers, &facts);
    assert!(headers.values().all(|value| value.to_str().is_ok()));
}
