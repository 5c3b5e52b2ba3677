//! The inputs of one task of a map: Flyte gives each container the whole lists.

use super::Fault;
use crate::context::element_of_pod;
use crate::offloaded;
use crate::types::path::{self, Step};
use crate::types::wire::{self, Field};
use crate::types::{ValueError, literal};
use aileron_idl::core::literal::Value;
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use serde_json::Value as Json;

/// Which inputs are lists of which a task gets its element, or a part of that, and the number of the element.
#[derive(Debug, Default)]
pub(super) struct Elements {
    inputs: Vec<(String, Vec<Step>)>,
    number: usize,
}

impl Elements {
    /// From the arguments `--element` of the call: `x`, or `x=["price"]` for a part.
    pub(super) fn new(arguments: &[String]) -> Result<Self, Fault> {
        if arguments.is_empty() {
            return Ok(Elements::default());
        }
        let inputs = arguments.iter().map(|argument| {
            element(argument).ok_or_else(|| {
                Fault::user("map", format_args!("`--element {argument}` names no input and no part of one"))
            })
        });
        let inputs = inputs.collect::<Result<_, _>>()?;
        let number = element_of_pod().ok_or_else(|| {
            let message = "this is a task of a map, and the environment has no number of its element: \
                           `BATCH_JOB_ARRAY_INDEX_VAR_NAME` names the variable that holds it";
            Fault::system("map", message)
        })?;
        Ok(Elements { inputs, number })
    }

    /// The value for an input: the literal, or what the task gets of it.
    pub(super) fn taken(&self, name: &str, given: Bytes) -> Result<Bytes, Fault> {
        let Some((_, path)) = self.inputs.iter().find(|(input, _)| input == name) else {
            return offloaded::inline(&what(name), given).map_err(Fault::offloaded);
        };
        // Only the element is loaded, unless the list is in a file of its own.
        let own = if let Some(own) = pick(&given, self.number) {
            Ok(own)
        } else {
            let list = offloaded::fetched(&what(name), given).map_err(Fault::offloaded)?;
            of_any(&list, self.number)
        };
        let unreadable = |error: ValueError| {
            Fault::value("input", format_args!("the input `{name}` has no element {}: {error}", self.number))
        };
        let own = offloaded::inline(&what(name), own.map_err(unreadable)?).map_err(Fault::offloaded)?;
        if path.is_empty() {
            return Ok(own);
        }
        let part = wire::literal(&own).and_then(|whole| path::part(&whole, path)).map_err(unreadable)?;
        Ok(part.encode_to_vec().into())
    }
}

/// How messages call an input.
fn what(name: &str) -> String {
    format!("the input `{name}`")
}

fn element(argument: &str) -> Option<(String, Vec<Step>)> {
    let Some((name, path)) = argument.split_once('=') else { return Some((argument.to_owned(), Vec::new())) };
    let steps = serde_json::from_str::<Vec<Json>>(path).ok()?.into_iter().map(|step| match step {
        Json::String(key) => Some(Step::Key(key)),
        step => Some(Step::Index(usize::try_from(step.as_u64()?).ok()?)),
    });
    Some((name.to_owned(), steps.collect::<Option<_>>()?))
}

/// An element of a list in its plainest form, without a look at the others.
fn pick(list: &Bytes, number: usize) -> Option<Bytes> {
    let mut rest = wire::inner(list, 2)?;
    for _ in 0..number {
        let (1, Field::Bytes(_)) = wire::next(&mut rest)? else { return None };
    }
    let (1, Field::Bytes(own)) = wire::next(&mut rest)? else { return None };
    Some(list.slice_ref(own))
}

/// An element of a list in any form.
fn of_any(list: &Bytes, number: usize) -> Result<Bytes, ValueError> {
    if let Some(own) = pick(list, number) {
        return Ok(own);
    }
    match wire::literal(list)?.value {
        Some(Value::Collection(list)) if number < list.literals.len() => {
            Ok(list.literals[number].encode_to_vec().into())
        }
        Some(Value::Collection(list)) => {
            Err(ValueError::new(format!("the list has {} elements", list.literals.len())))
        }
        other => Err(ValueError::mismatch("a list", literal::describe(other.as_ref()))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Elements, element};
    use crate::types::FlyteType;
    use crate::types::path::Step;
    use aileron_idl::prost::Message;

    fn taken(number: usize) -> Result<i64, String> {
        let elements = Elements { inputs: vec![("x".to_owned(), Vec::new())], number };
        let list = vec![5_i64, 6, 7].into_literal().unwrap().encode_to_vec().into();
        let own = elements.taken("x", list).map_err(|fault| fault.to_string())?;
        Ok(i64::from_wire(&own).unwrap())
    }

    #[test]
    fn a_task_gets_its_element() {
        assert_eq!([taken(0), taken(2)], [Ok(5), Ok(7)]);
        let error = taken(3).unwrap_err();
        assert!(error.contains("the input `x` has no element 3: the list has 3 elements"), "{error}");
    }

    #[test]
    fn what_is_no_element_is_whole() {
        let elements = Elements { inputs: vec![("x".to_owned(), Vec::new())], number: 0 };
        let list: aileron_idl::prost::bytes::Bytes =
            vec![5_i64].into_literal().unwrap().encode_to_vec().into();
        assert_eq!(elements.taken("y", list.clone()).ok(), Some(list));
    }

    #[test]
    fn an_argument_names_an_input_and_a_part() {
        let path = vec![Step::Key("a=b".to_owned()), Step::Index(1)];
        assert_eq!(element(r#"x=["a=b",1]"#), Some(("x".to_owned(), path)));
        assert_eq!(element("x"), Some(("x".to_owned(), Vec::new())));
        assert_eq!(element("x=3"), None);
    }
}
