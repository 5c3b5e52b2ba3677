//! Keys of objects, including those that the library can't express.
//!
//! The library's paths have no empty parts, no `.` or `..` and no control characters. But a key is any text: `a//b` is one,
//! and Flyte passes on prefixes with two slashes. Such a key is escaped for the library with characters that Unicode
//! reserves as noncharacters, unescaped in the request, and escaped again in the answer that lists it.

use object_store::path::{Error, Path};
use std::fmt::Write;

/// Marks an empty part or one of dots, so that the library accepts it.
const PART: char = '\u{FDD0}';
/// Precedes the two digits of a byte.
const BYTE: char = '\u{FDD1}';
/// The same two marks in a URI.
const PART_ENCODED: &str = "%EF%B7%90";
const BYTE_ENCODED: &str = "%EF%B7%91";

/// The key as a path of the library.
pub(super) fn path(key: &str) -> Result<Path, Error> {
    Path::parse(written(key))
}

fn written(key: &str) -> String {
    if key.is_empty() {
        return String::new();
    }
    let mut written = String::with_capacity(key.len());
    for (index, part) in key.split('/').enumerate() {
        if index > 0 {
            written.push('/');
        }
        if matches!(part, "" | "." | "..") {
            written.push(PART);
        }
        for char in part.chars() {
            match char {
                PART | BYTE => {
                    char.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push(&mut written, byte));
                }
                char if char.is_ascii_control() => push(&mut written, char as u8),
                char => written.push(char),
            }
        }
    }
    written
}

fn push(written: &mut String, byte: u8) {
    // Writing to a string can't fail.
    let _ = write!(written, "{BYTE}{byte:02X}");
}

/// The key of a path of the library.
pub(super) fn from_path(path: &Path) -> String {
    let with_percents: String = path
        .as_ref()
        .chars()
        .filter(|char| *char != PART)
        // A `%` of the key itself must not be decoded as a byte.
        .flat_map(|char| if char == '%' { vec![BYTE, '2', '5'] } else { vec![char] })
        .map(|char| if char == BYTE { '%' } else { char })
        .collect();
    String::from_utf8_lossy(&super::super::percent_decoded(&with_percents)).into_owned()
}

/// The URI with the real keys; `None` if it has them already.
pub(super) fn in_uri(uri: &str) -> Option<String> {
    let found = [PART_ENCODED, BYTE_ENCODED].iter().any(|encoded| uri.contains(encoded));
    found.then(|| uri.replace(PART_ENCODED, "").replace(BYTE_ENCODED, "%"))
}

/// An answer that lists objects, with its keys escaped for the library. Each is in an element `Key` or `Name`.
pub(super) fn in_listing(answer: &str) -> String {
    let mut written_so = String::with_capacity(answer.len());
    let mut rest = answer;
    while let Some((at, name)) = ["Key", "Name"]
        .iter()
        .filter_map(|name| Some((rest.find(&format!("<{name}>"))?, *name)))
        .min_by_key(|(at, _)| *at)
    {
        let (before, key) = rest.split_at(at + name.len() + 2);
        let Some(end) = key.find(&format!("</{name}>")) else { break };
        written_so.push_str(before);
        written_so.push_str(&written(&plain_controls(&key[..end])));
        rest = &key[end..];
    }
    written_so + rest
}

/// A text of XML in which numeric references to control characters, `&#9;` or `&#x9;`, are replaced with the characters.
fn plain_controls(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once("&#") {
        plain.push_str(before);
        let control = reference.split_once(';').and_then(|(number, rest)| Some((control(number)?, rest)));
        if let Some((control, after)) = control {
            plain.push(control);
            rest = after;
        } else {
            plain.push_str("&#");
            rest = reference;
        }
    }
    plain + rest
}

fn control(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(char::is_ascii_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 14] = [
        "",
        "a/b.csv",
        "a//b",
        "/a",
        "a/",
        "//",
        "a/./b",
        "../../etc/passwd",
        "a\tb\n",
        "\0",
        "a%09b%",
        "\u{FDD0}/\u{FDD1}09",
        "ä b/…",
        "a&b<c",
    ];

    #[test]
    fn any_key_has_a_path_and_comes_back() {
        for key in KEYS {
            assert_eq!(from_path(&path(key).unwrap()), key);
        }
        assert_eq!(path("a/b c.csv").unwrap().as_ref(), "a/b c.csv");
    }

    #[test]
    fn a_request_has_the_real_key() {
        assert_eq!(in_uri("http://h/b/a%20b?c=%EF%B7%92"), None);
        let uri = "http://h/b/a/%EF%B7%90/c%EF%B7%9109?prefix=%EF%B7%90%2Fa";
        assert_eq!(in_uri(uri).as_deref(), Some("http://h/b/a//c%09?prefix=%2Fa"));
    }

    #[test]
    fn the_keys_of_a_listing_are_escaped() {
        let listing = "<List><Name>bucket</Name><Prefix>a/</Prefix><Key>a//b</Key><Size>1</Size><Key>a/&#x9;&amp;&#9;\
                       &#228;</Key><Key>a/b</Key><Key>a/</Key><Key>cut";
        let want = "<List><Name>bucket</Name><Prefix>a/</Prefix><Key>a/\u{FDD0}/b</Key><Size>1</Size><Key>a/\u{FDD1}09\
                    &amp;\u{FDD1}09&#228;</Key><Key>a/b</Key><Key>a/\u{FDD0}</Key><Key>cut";
        assert_eq!(in_listing(listing), want);
    }
}
