//! The differences between two JSON documents, and which of them are intended.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

/// A place where two documents differ.
///
/// ```
/// use aileron_conformance::difference::between;
/// use serde_json::json;
///
/// let found = between(&json!({"a": {"b": 1}}), &json!({"a": {"b": 2, "c": []}}));
/// let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
/// assert_eq!(texts, ["a/b: ours 1, theirs 2", "a/c: ours absent, theirs []"]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The keys that lead to the place, joined by `/`.
    pub place: String,
    /// The value in our document.
    pub ours: Option<Value>,
    /// The value in the other document.
    pub theirs: Option<Value>,
}

/// A difference that is intended, and why.
#[derive(Debug)]
pub struct Intended {
    /// The place; a key `*` is any key, and a leading `**` any number of keys.
    pub place: &'static str,
    /// Why both are right.
    pub why: &'static str,
    /// Whether the two values are the intended ones.
    pub allows: fn(ours: Option<&Value>, theirs: Option<&Value>) -> bool,
}

/// Lists the differences. Lists of different lengths differ as a whole.
#[must_use]
pub fn between(ours: &Value, theirs: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(String::new(), Some(ours), Some(theirs), &mut found);
    found
}

/// Lists what is not intended: differences that no entry allows, and entries without a difference.
#[must_use]
pub fn unintended(found: &[Difference], intended: &[Intended]) -> Vec<String> {
    let mut met = BTreeSet::new();
    let mut problems: Vec<String> = Vec::new();
    for difference in found {
        let allowed = intended.iter().position(|entry| {
            matches(entry.place, &difference.place)
                && (entry.allows)(difference.ours.as_ref(), difference.theirs.as_ref())
        });
        match allowed {
            Some(entry) => drop(met.insert(entry)),
            None => problems.push(difference.to_string()),
        }
    }
    let stale = intended.iter().enumerate().filter(|(entry, _)| !met.contains(entry));
    problems.extend(
        stale.map(|(_, entry)| format!("{}: listed as intended, but there is no difference", entry.place)),
    );
    problems
}

fn compare(place: String, ours: Option<&Value>, theirs: Option<&Value>, found: &mut Vec<Difference>) {
    let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}/{key}") };
    match (ours, theirs) {
        (Some(Value::Object(ours)), Some(Value::Object(theirs))) => {
            let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
            for key in keys {
                compare(below(key), ours.get(key), theirs.get(key), found);
            }
        }
        (Some(Value::Array(ours)), Some(Value::Array(theirs))) if ours.len() == theirs.len() => {
            for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                compare(below(&at.to_string()), Some(ours), Some(theirs), found);
            }
        }
        _ if ours.zip(theirs).is_some_and(|(ours, theirs)| same(ours, theirs)) => {}
        _ => found.push(Difference { place, ours: ours.cloned(), theirs: theirs.cloned() }),
    }
}

/// Some JSON printers write the number one as `1`, others as `1.0`.
fn same(ours: &Value, theirs: &Value) -> bool {
    let equal = |a: &Value, b: &Value| a.is_number() && b.is_number() && a.as_f64() == b.as_f64();
    ours == theirs || equal(ours, theirs)
}

fn matches(pattern: &str, place: &str) -> bool {
    let found: Vec<&str> = place.split('/').collect();
    let (wanted, found) = match pattern.strip_prefix("**/") {
        Some(end) => (end, &found[found.len().saturating_sub(end.split('/').count())..]),
        None => (pattern, &*found),
    };
    let wanted: Vec<&str> = wanted.split('/').collect();
    wanted.len() == found.len()
        && wanted.iter().zip(found).all(|(wanted, found)| *wanted == "*" || wanted == found)
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said =
            |value: &Option<Value>| value.as_ref().map_or_else(|| "absent".to_owned(), Value::to_string);
        write!(f, "{}: ours {}, theirs {}", self.place, said(&self.ours), said(&self.theirs))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const INTENDED: Intended =
        Intended { place: "*/flavor", why: "we are Rust", allows: |ours, _| ours == Some(&json!("rust")) };

    #[test]
    fn only_listed_differences_are_allowed() {
        let found = between(&json!({"t": {"flavor": "rust"}}), &json!({"t": {"flavor": "python"}}));
        assert_eq!(unintended(&found, &[INTENDED]), [""; 0]);
        let found =
            between(&json!({"t": {"flavor": "rush", "x": 1}}), &json!({"t": {"flavor": "python", "x": 1.0}}));
        assert_eq!(unintended(&found, &[INTENDED])[0], r#"t/flavor: ours "rush", theirs "python""#);
    }

    #[test]
    fn a_pattern_matches_keys() {
        for (pattern, place) in [("a/*/c", "a/b/c"), ("**/c", "a/b/c"), ("**/c", "c"), ("**/*/c", "a/b/c")] {
            assert!(matches(pattern, place), "{pattern} {place}");
        }
        for (pattern, place) in [("a/*", "a/b/c"), ("**/b", "a/b/c"), ("**/a/c", "c"), ("a", "b")] {
            assert!(!matches(pattern, place), "{pattern} {place}");
        }
    }

    #[test]
    fn an_entry_without_a_difference_is_reported() {
        let problems = unintended(&[], &[INTENDED]);
        assert_eq!(problems, ["*/flavor: listed as intended, but there is no difference"]);
    }

    #[test]
    fn a_list_of_another_length_differs_as_a_whole() {
        let found = between(&json!({"args": ["a", "b"]}), &json!({"args": ["a"]}));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "args");
    }
}
