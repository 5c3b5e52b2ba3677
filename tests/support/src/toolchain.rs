//! Foreign toolchains, and the error if one is missing.

use std::path::Path;
use std::process::{Command, Stdio};

/// A program that only one package needs.
#[derive(Clone, Copy, Debug)]
pub struct Toolchain {
    /// The package that needs it.
    pub package: &'static str,
    /// Its name in messages.
    pub language: &'static str,
    /// The name of its program on the PATH.
    pub program: &'static str,
    /// The argument that makes it print its version.
    pub version: &'static str,
    /// The oldest version that is accepted.
    pub minimum: (u32, u32),
    /// Its purpose: "to …".
    pub purpose: &'static str,
}

impl Toolchain {
    /// Returns the version that the program prints when it is run in `folder`.
    ///
    /// # Errors
    /// If it is missing or too old; the error is a paragraph for people.
    pub fn check(&self, folder: &Path) -> Result<String, String> {
        let answer =
            Command::new(self.program).arg(self.version).current_dir(folder).stdin(Stdio::null()).output();
        let answer = answer.map_err(|error| self.missing(&format!("it could not be started: {error}")))?;
        let said = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        if !answer.status.success() {
            return Err(
                self.missing(&format!("it answers: {}", String::from_utf8_lossy(&answer.stderr).trim()))
            );
        }
        match number(&said) {
            Some(version) if version >= self.minimum => Ok(said),
            _ => Err(self.missing(&format!("the one found says: {said}"))),
        }
    }

    fn missing(&self, found: &str) -> String {
        let Self { package, language, program, minimum: (major, minor), purpose, .. } = self;
        format!(
            "the tests of {package} need {language} {major}.{minor} or newer, as `{program}` on the PATH, {purpose}; {found}. \
             Install it, or leave this crate out: Aileron itself, and `cargo test` without `--workspace`, need no \
             {language}."
        )
    }
}

/// The first `major.minor` in a text such as `go version go1.26.8 linux/amd64`.
fn number(said: &str) -> Option<(u32, u32)> {
    said.split_whitespace().find_map(|word| {
        let mut parts = word.trim_start_matches(|c: char| c.is_ascii_alphabetic()).split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cobol(program: &'static str) -> Toolchain {
        Toolchain {
            package: "ledger",
            language: "Cobol",
            program,
            version: "--version",
            minimum: (85, 2),
            purpose: "to count",
        }
    }

    #[test]
    fn the_version_is_found_in_the_output_of_each_program() {
        assert_eq!(number("Python 3.11.7"), Some((3, 11)));
        assert_eq!(number("go version go1.26.8 linux/amd64"), Some((1, 26)));
        assert_eq!(number("none at all"), None);
    }

    #[test]
    fn a_missing_program_is_reported_in_one_paragraph() {
        let error = cobol("no-such-cobol").check(Path::new(".")).unwrap_err();
        for part in
            ["Cobol 85.2 or newer", "`no-such-cobol`", "to count", "the tests of ledger", "need no Cobol"]
        {
            assert!(error.contains(part), "{part:?} is not in: {error}");
        }
        assert!(!error.contains('\n'));
    }

    #[test]
    fn an_old_program_is_reported_with_its_version() {
        let error = cobol("rustc").check(Path::new(".")).unwrap_err();
        assert!(error.contains("the one found says: rustc 1."), "{error}");
    }
}
