//! What an image runs on: an operating system, an architecture, and a variant of it.

use std::fmt;
use std::str::FromStr;

/// A platform, as in `linux/arm64` or `linux/arm/v7`. Its words are those of Go, as everywhere in images.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Platform {
    pub(crate) os: String,
    pub(crate) architecture: String,
    pub(crate) variant: Option<String>,
}

impl Platform {
    /// Linux, and the architecture of this machine.
    pub(crate) fn own() -> Self {
        let architecture = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "x86" => "386",
            "powerpc64" => "ppc64le",
            "loongarch64" => "loong64",
            other => other,
        };
        Platform { os: "linux".to_owned(), architecture: architecture.to_owned(), variant: None }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.os, self.architecture)?;
        self.variant.iter().try_for_each(|variant| write!(f, "/{variant}"))
    }
}

impl FromStr for Platform {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_word = |word: &&str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let words: Vec<&str> = text.split('/').collect();
        match *words {
            [os, architecture] | [os, architecture, _] if words.iter().all(is_word) => Ok(Platform {
                os: os.to_owned(),
                architecture: architecture.to_owned(),
                variant: words.get(2).map(|&variant| variant.to_owned()),
            }),
            _ => Err(format!("`{text}` is not a platform: write it as in `linux/amd64`")),
        }
    }
}
