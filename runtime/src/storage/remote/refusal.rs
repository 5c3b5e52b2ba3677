//! What a store says of a request that it did not do.

use http::StatusCode;
use std::fmt;

/// What a store says of a request that it did not do. Unlike the library's own errors, it never tells the address, which
/// may hold a signature.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The bucket is elsewhere.
    Region(String),
    /// In its own words.
    Answer(StatusCode, String),
    /// It received other bytes than were sent.
    Damaged(String),
    /// It sent all of the object where a part was asked for.
    NoParts,
    /// An answer has no end that anybody could wait for.
    Endless(u64),
    /// No client can ask for that key.
    Key(String),
    /// No store was asked, as there are no credentials.
    NoCredentials,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Region(region) => write!(f, "the bucket is in {region}"),
            Refusal::Answer(status, _) => write!(f, "the store answers {status}"),
            Refusal::Damaged(code) => write!(f, "the bytes arrived damaged at the store{code}"),
            Refusal::NoParts => f.write_str("the server gives no parts of the file"),
            Refusal::Endless(most) => {
                write!(f, "the store's answer is larger than the {most} bytes that it may have")
            }
            Refusal::Key(key) => write!(
                f,
                "the key `{}` has a part of dots, `.` or `..`, which no client sends to this store as it is",
                key.escape_debug()
            ),
            Refusal::NoCredentials => f.write_str("no credentials"),
        }
    }
}

impl std::error::Error for Refusal {}
