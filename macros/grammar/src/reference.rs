//! OCI references: which image a container runs.

mod repository;
mod version;

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::scan::first_not;
use crate::{Problem, Rule};

/// The reference of a container image: `[registry/]repository[:tag][@digest]`.
///
/// ```
/// use aileron_grammar::{Reference, Version};
///
/// let image: Reference = "ghcr.io/org/app:v7".parse()?;
/// assert_eq!(image.fqn(), "ghcr.io/org/app");
/// assert_eq!(image.version(), Some(Version::Tag("v7")));
/// assert_eq!(image.to_string(), "ghcr.io/org/app:v7");
/// # Ok::<(), aileron_grammar::Problem>(())
/// ```
///
/// The grammar is that of `github.com/distribution/reference`, but stricter where that accepts what no
/// registry serves: an upper-case first component that is not a host (`Org/app`), a port over 65535, a registry
/// and repository together over 255 bytes, a bare image id, a `sha256`, `sha384` or `sha512` digest of
/// another length than the algorithm's.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    text: String,
    fqn_end: usize,
    digest_start: Option<usize>,
}

/// The version of an image.
///
/// ```
/// use aileron_grammar::Version;
///
/// assert_eq!(Version::Tag("v7").to_string(), "v7");
/// assert_eq!(Version::Tag("v7").separator(), ':');
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version<'a> {
    /// A name that the registry may move to another image, without its `:`.
    Tag(&'a str),
    /// The hash of one image, `algorithm:hex`, without its `@`.
    Digest(&'a str),
}

impl<'a> Version<'a> {
    /// The version without its separator.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        let (Self::Tag(text) | Self::Digest(text)) = self;
        text
    }

    /// What joins it to the repository: `:` or `@`.
    #[must_use]
    pub fn separator(self) -> char {
        match self {
            Self::Tag(_) => ':',
            Self::Digest(_) => '@',
        }
    }
}

impl fmt::Display for Version<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Reference {
    /// The reference as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The registry and repository: the reference without tag and digest.
    #[must_use]
    pub fn fqn(&self) -> &str {
        &self.text[..self.fqn_end]
    }

    /// The tag, if there is one.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let end = self.digest_start.map_or(self.text.len(), |start| start - 1);
        self.text[self.fqn_end..end].strip_prefix(':')
    }

    /// The digest, else the tag: the part that decides which image is pulled.
    ///
    /// ```
    /// use aileron_grammar::{Reference, Version};
    ///
    /// let both = format!("app:v7@sha256:{}", "0".repeat(64));
    /// let image: Reference = both.parse()?;
    /// assert!(matches!(image.version(), Some(Version::Digest(_))));
    /// assert_eq!((image.fqn(), image.tag()), ("app", Some("v7")));
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    #[must_use]
    pub fn version(&self) -> Option<Version<'_>> {
        match self.digest_start {
            Some(start) => Some(Version::Digest(&self.text[start..])),
            None => self.tag().map(Version::Tag),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Reference {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        foreign(text)?;
        let digest_start = text.find('@').map(|at| at + 1);
        let tagged = &text[..digest_start.map_or(text.len(), |start| start - 1)];
        let fqn_end = fqn_end(tagged);
        repository::check(tagged, fqn_end)?;
        if fqn_end < tagged.len() {
            version::check_tag(&tagged[fqn_end + 1..], fqn_end + 1)?;
        }
        if let Some(start) = digest_start {
            version::check_digest(&text[start..], start)?;
        }
        Ok(Self { text: text.into(), fqn_end, digest_start })
    }
}

/// The place of the tag's `:`, else the end: a `:` with a `/` behind it belongs to a port.
fn fqn_end(tagged: &str) -> usize {
    match tagged.rfind(':') {
        Some(colon) if !tagged[colon..].contains(['/', ']']) => colon,
        _ => tagged.len(),
    }
}

/// Refuses a text that is not a reference at all, before its parts are read.
fn foreign(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::new(Rule::ImageReference, 0..0, "the image reference is empty")
            .instead("write `registry/repository:tag`"));
    }
    if let Some(end) = text.find("://") {
        return Err(Problem::new(Rule::ImageReference, 0..end + 3, format!("`{text}` starts with a scheme"))
            .why("an image reference starts with the registry's host")
            .instead(format!("write `{}`", &text[end + 3..])));
    }
    if let Some((c, at)) = first_not(text, |c| !c.is_whitespace()) {
        return Err(Problem::new(
            Rule::ImageReference,
            blank(text, at),
            format!("there is {c:?} in the image reference"),
        )
        .why("a reference holds no white space")
        .instead("remove it"));
    }
    if let Some((c, at)) = first_not(text, |c| c.is_ascii_graphic()) {
        return Err(Problem::new(Rule::ImageReference, at, format!("there is {c:?} in the image reference"))
            .why("a reference holds ASCII letters, digits and `.`, `_`, `-`, `/`, `:`, `@`"));
    }
    if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Problem::new(Rule::ImageReference, 0..64, "this is an image's id, not its name")
            .why("a registry finds an image by its repository")
            .instead("write `repository@sha256:…`"));
    }
    Ok(())
}

/// The whole run of white space that begins at `at`.
fn blank(text: &str, at: Range<usize>) -> Range<usize> {
    let run = text[at.start..].len() - text[at.start..].trim_start().len();
    at.start..at.start + run
}
