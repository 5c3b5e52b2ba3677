//! The name of a project: of a package, of a program, and part of an image's reference.

/// What the compiler, Cargo or Windows has taken.
const TAKEN: &[&str] = &[
    // The library, which a package of the same name can't depend on.
    "aileron",
    // The standard library's crates, and folders within `target`.
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc-macro",
    "proc_macro",
    "std",
    "test",
    // Devices.
    "aux",
    "con",
    "nul",
    "prn",
    // Words of Rust.
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Is this a name for a project?
///
/// # Errors
///
/// If Cargo, or a registry of images, would refuse it: says what is wrong and what to write instead.
pub(crate) fn check(name: &str) -> Result<(), String> {
    let why = if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        "it begins with a small letter (a to z)"
    } else if !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_')) {
        "it has small letters (a to z), digits, `-` and `_` alone, as a package and an image do"
    } else if name.ends_with(['-', '_']) || ["--", "__", "-_", "_-"].iter().any(|two| name.contains(two)) {
        "`-` and `_` stand alone, between other characters"
    } else if name.len() > 64 {
        "it has at most 64 characters"
    } else if TAKEN.contains(&name) {
        return Err(format!("the name `{name}` is taken by Rust, Cargo or Windows: write `my-{name}`"));
    } else {
        return Ok(());
    };
    Err(format!("`{name}` is not a name for a project: {why}; write `my-project`"))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_of_packages() {
        for name in ["a", "my-project", "my_project2", "self-made"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn names_that_are_refused_with_a_reason() {
        let long = "a".repeat(65);
        for (name, why) in [
            ("", "begins with"),
            ("2nd", "begins with"),
            ("-x", "begins with"),
            ("Project", "begins with"),
            ("my project", "small letters"),
            ("mÿ", "small letters"),
            ("my.project", "small letters"),
            ("x-", "stand alone"),
            ("a--b", "stand alone"),
            (&long, "64"),
            ("self", "taken"),
            ("test", "taken"),
            ("aileron", "taken"),
        ] {
            let fault = check(name).expect_err(name);
            assert!(fault.contains(why), "{fault}");
        }
    }
}
