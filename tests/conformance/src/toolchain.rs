//! The two foreign toolchains, and what is said where one is missing.

use std::path::Path;
use std::process::{Command, Stdio};

/// A program that this crate, and only this crate, wants on the machine.
pub(crate) struct Toolchain {
    pub(crate) language: &'static str,
    pub(crate) program: &'static str,
    pub(crate) version: &'static str,
    pub(crate) minimum: (u32, u32),
    pub(crate) purpose: &'static str,
}

impl Toolchain {
    /// What the program says its version is, when asked in `folder`.
    pub(crate) fn check(&self, folder: &Path) -> Result<String, String> {
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
        let Self { language, program, minimum: (major, minor), purpose, .. } = self;
        format!(
            "the conformance tests need {language} {major}.{minor} or newer, as `{program}` on the PATH, {purpose}; {found}. \
             Install it, or leave this crate out: only aileron-conformance needs {language}; Aileron itself, and \
             `cargo test` without `--workspace`, do not."
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
        Toolchain { language: "Cobol", program, version: "--version", minimum: (85, 2), purpose: "to count" }
    }

    #[test]
    fn a_version_is_found_where_each_program_says_it() {
        assert_eq!(number("Python 3.11.7"), Some((3, 11)));
        assert_eq!(number("go version go1.26.8 linux/amd64"), Some((1, 26)));
        assert_eq!(number("none at all"), None);
    }

    #[test]
    fn a_missing_program_is_told_in_one_paragraph() {
        let told = cobol("no-such-cobol").check(Path::new(".")).unwrap_err();
        for part in
            ["Cobol 85.2 or newer", "`no-such-cobol`", "to count", "only aileron-conformance needs Cobol"]
        {
            assert!(told.contains(part), "{part:?} is not in: {told}");
        }
        assert!(!told.contains('\n'));
    }

    #[test]
    fn an_old_program_is_told_with_what_it_says() {
        let told = cobol("rustc").check(Path::new(".")).unwrap_err();
        assert!(told.contains("the one found says: rustc 1."), "{told}");
    }
}
