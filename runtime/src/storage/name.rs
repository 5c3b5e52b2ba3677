//! Checks names that become names of files: they must not lead elsewhere.

/// Whether this is a plain name of a file or a folder, which does not lead up, down or to another place.
///
/// ```text
/// a.csv  .hidden  größe  a b     are plain
/// (empty)  .  ..  a/b  /a  ../a  are not; nor `a\b` and `C:a` on Windows
/// ```
///
/// Every name is checked here before it becomes the name of a file: keys of maps, names of inputs and outputs, entries of
/// archives and of stores.
pub(crate) fn is_plain(name: &str) -> bool {
    let leads = |c: char| matches!(c, '/' | '\0') || (cfg!(windows) && matches!(c, '\\' | ':'));
    !matches!(name, "" | "." | "..") && !name.contains(leads)
}

/// Whether this is a plain name, or several joined by slashes: `a/b.csv`.
pub(crate) fn leads_down(names: &str) -> bool {
    names.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_does_not_lead_elsewhere() {
        for name in ["a", "a.csv", ".hidden", "...", "a..b", "größe", "a b", "~", "-rf", "$HOME", "a\nb"] {
            assert!(is_plain(name) && leads_down(name), "{name:?}");
        }
        for name in ["", ".", "..", "/", "/a", "a/", "a/b", "../a", "./a", "a/..", "a\0b", "\0"] {
            assert!(!is_plain(name), "{name:?}");
        }
        assert_eq!(is_plain("a\\b"), cfg!(not(windows)));
        assert_eq!(is_plain("C:a"), cfg!(not(windows)));
    }

    #[test]
    fn several_plain_names_lead_down() {
        assert!(leads_down("a/b/c.csv"));
        for names in ["", "a//b", "/a", "a/", "../a", "a/../b", "a/./b", "a/\0"] {
            assert!(!leads_down(names), "{names:?}");
        }
    }
}
