//! The inputs of a launch, checked against what the server has.

use super::target::{Input, Target};
use crate::types::json;
use aileron_grammar::suggest::{all_of, did_you_mean};
use aileron_idl::core::Literal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Reads inputs from a JSON object.
///
/// # Errors
/// Returns every problem at once.
pub(super) fn read(target: &Target, given: Value) -> Result<BTreeMap<String, Literal>, String> {
    let Value::Object(given) = given else {
        return Err("the inputs are no JSON object; write `{\"NAME\": VALUE, …}`".to_owned());
    };
    let mut problems = Vec::new();
    let mut unread = BTreeSet::new();
    let mut literals = BTreeMap::new();
    for (name, value) in given {
        // A name that is no input is reported with all others.
        let read =
            target.inputs.get(&name).map_or(Ok(Literal::default()), |input| json::read(value, &input.ty));
        match read {
            Ok(literal) => drop(literals.insert(name, literal)),
            Err(error) => {
                problems.push(format!("the input `{name}` can't be read: {error}"));
                unread.insert(name);
            }
        }
    }
    let is_given = |name: &str| literals.contains_key(name) || unread.contains(name);
    problems.extend(wrong_names(target, is_given, literals.keys()));
    if problems.is_empty() { Ok(literals) } else { Err(problems.join("\n")) }
}

/// Checks the names of inputs.
///
/// # Errors
/// Returns every problem at once.
pub(super) fn check(target: &Target, given: &BTreeMap<String, Literal>) -> Result<(), String> {
    let problems = wrong_names(target, |name| given.contains_key(name), given.keys());
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn wrong_names<'g>(
    target: &Target,
    is_given: impl Fn(&str) -> bool,
    given: impl Iterator<Item = &'g String>,
) -> Vec<String> {
    let names = || target.inputs.keys().map(String::as_str);
    let what = format!("the {} `{}`", target.kind(), target.id.name);
    let unknown = given.filter(|name| !target.inputs.contains_key(*name)).map(|name| {
        if target.inputs.is_empty() {
            return format!("{what} has no inputs, so it has no `{name}`; remove it");
        }
        format!("`{name}` is not an input of {what}; {}", did_you_mean(name, names().collect::<Vec<_>>()))
    });
    let mut problems: Vec<String> = unknown.collect();
    let is_missing = |(name, input): &(&String, &Input)| input.is_required() && !is_given(name);
    let missing: Vec<&str> = target.inputs.iter().filter(is_missing).map(|(name, _)| name.as_str()).collect();
    if !missing.is_empty() {
        problems.push(format!("{what} needs a value for {}", all_of(missing)));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{check, read};
    use crate::FlyteType;
    use crate::remote::launch::target::{Input, Target};
    use serde_json::json;
    use std::collections::BTreeMap;

    fn target() -> Target {
        let input = |ty, default| Input { ty, default, ..Input::default() };
        let inputs = [
            ("count", input(i64::literal_type(), None)),
            ("factor", input(f64::literal_type(), Some(2.0.into_literal().unwrap()))),
            ("note", input(Option::<String>::literal_type(), None)),
        ];
        let inputs = inputs.into_iter().map(|(name, input)| (name.to_owned(), input)).collect();
        Target { inputs, ..Target::default() }
    }

    #[test]
    fn what_has_a_default_is_left_to_the_server() {
        let read = read(&target(), json!({"count": 3})).unwrap();
        assert_eq!(read, BTreeMap::from([("count".to_owned(), 3.into_literal().unwrap())]));
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let problems = read(&target(), json!({"facto": 1, "note": 7})).unwrap_err();
        let lines: Vec<_> = problems.lines().collect();
        assert_eq!(lines.len(), 3, "{problems}");
        assert!(lines[0].starts_with("the input `note` can't be read: "), "{problems}");
        assert!(lines[1].starts_with("`facto` is not an input of"), "{problems}");
        assert!(lines[1].ends_with("did you mean `factor`?"), "{problems}");
        assert!(lines[2].ends_with("needs a value for `count`"), "{problems}");
        // One that can't be read is not missing as well.
        assert_eq!(read(&target(), json!({"count": "x"})).unwrap_err().lines().count(), 1);
        assert!(read(&target(), json!([1])).is_err());
    }

    #[test]
    fn literals_are_checked_by_name() {
        assert_eq!(check(&Target::default(), &BTreeMap::new()), Ok(()));
        let none = check(&Target::default(), &BTreeMap::from([("x".to_owned(), 3.into_literal().unwrap())]));
        assert!(none.unwrap_err().ends_with("has no inputs, so it has no `x`; remove it"));
    }
}
