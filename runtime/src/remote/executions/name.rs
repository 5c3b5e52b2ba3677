//! Names of executions.

/// The most letters that flyteadmin takes.
const LONGEST: usize = 63;

/// Checks a name as flyteadmin does (`pkg/manager/impl/validation/execution_validator.go`): `^[a-z][a-z\-0-9]*$`, at most 63 letters.
/// flyteadmin compares the name in lower case, and stores it as it is; an upper-case letter is no part of a pod's name, so it is
/// refused here.
pub(in crate::remote) fn check(name: &str) -> Result<(), String> {
    let form = "a name begins with a lower-case letter, and goes on with lower-case letters, digits and `-`";
    let is_first = |letter: char| letter.is_ascii_lowercase();
    let is_inner = |letter: char| is_first(letter) || letter.is_ascii_digit() || letter == '-';
    let mut letters = name.chars();
    match letters.next() {
        None => Err(format!("the name of the execution is empty; {form}")),
        Some(first) if !is_first(first) => {
            Err(format!("`{name}` is not a name of an execution, since it begins with `{first}`; {form}"))
        }
        _ if name.len() > LONGEST => Err(format!(
            "the name `{name}` has {} letters, but an execution has at most {LONGEST}; shorten it",
            name.len()
        )),
        _ => match letters.find(|letter| !is_inner(*letter)) {
            Some(letter) => {
                Err(format!("`{name}` is not a name of an execution, since it has `{letter}` in it; {form}"))
            }
            None => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_name_is_one_of_kubernetes() {
        for name in ["a", "nightly-7", "a--", &"a".repeat(63)] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn what_flyteadmin_refuses_is_refused_with_the_reason() {
        for (name, reason) in [
            ("", "is empty"),
            ("7up", "begins with `7`"),
            ("-a", "begins with `-`"),
            ("bad_name", "has `_` in it"),
            ("aB", "has `B` in it"),
            ("ä", "begins with `ä`"),
            (&"a".repeat(64), "64 letters"),
        ] {
            let error = check(name).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }
}
