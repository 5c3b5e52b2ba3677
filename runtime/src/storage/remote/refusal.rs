//! Why a store did not do what was requested.

use http::StatusCode;
use std::fmt;

/// Why a store did not do what was requested. Unlike the library's own errors, it never shows the address, which may contain
/// a signature.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The bucket is in another region.
    Region(String),
    /// The store's own answer.
    Answer(StatusCode, String),
    /// The store received other bytes than were sent.
    Damaged(String),
    /// The store sent the whole object instead of a part.
    NoParts,
    /// The answer exceeds its limit.
    Endless(u64),
    /// No client can request this key.
    Key(String),
    /// No request was sent, because there are no credentials.
    NoCredentials,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Region(region) => write!(f, "the bucket is in {region}"),
            Refusal::Answer(status, _) => write!(f, "the store answered {status}"),
            Refusal::Damaged(code) => write!(f, "the bytes arrived damaged at the store{code}"),
            Refusal::NoParts => f.write_str("the server does not serve parts of the file"),
            Refusal::Endless(most) => {
                write!(f, "the store's answer exceeds {most} bytes")
            }
            Refusal::Key(key) => write!(
                f,
                "the key `{}` has a part `.` or `..`, which HTTP clients change before they send it",
                key.escape_debug()
            ),
            Refusal::NoCredentials => f.write_str("no credentials"),
        }
    }
}

impl std::error::Error for Refusal {}
