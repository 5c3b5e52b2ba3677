//! The inputs of a call, by their names.

use crate::entity::Variable;
use crate::types::ValueError;
use aileron_grammar::suggest::did_you_mean;
use aileron_idl::core::Literal;
use serde_json::Value;
use std::collections::BTreeMap;

/// The value of an input.
pub(crate) enum Given {
    Json(Value),
    Literal(Literal),
}

/// What is wrong with the inputs of a call.
pub(crate) struct WrongInputs<'i> {
    pub(crate) problems: Vec<String>,
    /// Those that have neither a value nor a default.
    pub(crate) missing: Vec<&'i Variable>,
}

/// Returns a literal for each input, in the order of the interface. `text` is what a flag says, and comes before `given`.
///
/// # Errors
/// Returns every problem with the inputs at once.
pub(crate) fn literals<'i, 't>(
    inputs: &'i [Variable],
    mut given: BTreeMap<String, Given>,
    text: impl Fn(&str) -> Option<&'t str>,
) -> Result<Vec<Literal>, WrongInputs<'i>> {
    let values: Vec<_> = inputs.iter().map(|input| value(input, text(&input.name), &mut given)).collect();
    let mut wrong = WrongInputs { problems: unknown(inputs, &given), missing: Vec::new() };
    let mut literals = Vec::with_capacity(inputs.len());
    for (input, value) in inputs.iter().zip(values) {
        match value {
            Some(Ok(literal)) => literals.push(literal),
            Some(Err(error)) => wrong.problems.push(unreadable(input, &error)),
            None => wrong.missing.push(input),
        }
    }
    if wrong.problems.is_empty() && wrong.missing.is_empty() { Ok(literals) } else { Err(wrong) }
}

pub(crate) fn unreadable(input: &Variable, error: &ValueError) -> String {
    format!("the input `{}` can't be read: {error}", input.name)
}

/// The value of an input: its flag, else what is given, else the default. Removes it from `given` in any case.
fn value(
    input: &Variable,
    text: Option<&str>,
    given: &mut BTreeMap<String, Given>,
) -> Option<Result<Literal, ValueError>> {
    Some(match (text, given.remove(&input.name), input.parameter) {
        (Some(text), _, Some(parameter)) => parameter.read_text(text),
        (None, Some(Given::Json(value)), Some(parameter)) => parameter.read_json(value),
        (None, Some(Given::Literal(literal)), _) => Ok(literal),
        _ => return input.absent(),
    })
}

fn unknown(inputs: &[Variable], left: &BTreeMap<String, Given>) -> Vec<String> {
    let names = inputs.iter().map(|input| input.name.as_str());
    let problem = |name: &String| {
        if inputs.is_empty() {
            return format!(
                "the file has a value for `{name}`, but there are no inputs; remove it, or write `{{}}`"
            );
        }
        format!("`{name}` is not an input; {}", did_you_mean(name, names.clone()))
    };
    left.keys().map(problem).collect()
}
