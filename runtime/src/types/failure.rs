//! A workflow's failure as a value.

use super::forms::Forms;
use super::look::Look;
use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Error, Literal, LiteralType, SimpleType, literal::Value, scalar};
use serde_json::json;

/// The failure of a workflow, as its [failure handler](macro@crate::workflow#failure) gets it: in the optional input named `err`.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn clean_up(err: Option<FlyteError>) -> String {
///     err.map_or_else(|| "nothing to clean up".to_owned(), |err| format!("after: {}", err.message))
/// }
/// # let err = FlyteError { failed_node_id: "fn0".to_owned(), message: "no luck".to_owned() };
/// # assert_eq!(clean_up(Some(err)), "after: no luck");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlyteError {
    /// The id of a node. Flyte's engine writes that of the handler's own node, `fn0`, not of the one that failed
    /// (flytepropeller `controller/nodes/resolve.go`).
    pub failed_node_id: String,
    /// The error's message. On Flyte it says how often the task was tried as well.
    pub message: String,
}

impl std::fmt::Display for FlyteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} failed: {}", self.failed_node_id, self.message)
    }
}

impl std::error::Error for FlyteError {}

impl FlyteType for FlyteError {
    const LOOK: Look = Look::Record(&[("message", &Look::Text), ("failed_node_id", &Look::Text)]);
    const FORMS: Forms = Forms { argument: false, ..Forms::BOTH };

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Error)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let FlyteError { failed_node_id, message } = self;
        Ok(literal::scalar(scalar::Value::Error(Error { failed_node_id, message })))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_value(literal)? {
            Some(Value::Scalar(scalar)) => match scalar.value {
                Some(scalar::Value::Error(Error { failed_node_id, message })) => {
                    Ok(FlyteError { failed_node_id, message })
                }
                other => Err(ValueError::mismatch(
                    "an error",
                    other.as_ref().map_or("an empty scalar", literal::describe_scalar),
                )),
            },
            // Its form in a struct.
            Some(Value::Map(mut map)) => {
                let mut text = |key| map.literals.remove(key).map_or(Ok(String::new()), String::from_literal);
                Ok(FlyteError { failed_node_id: text("failed_node_id")?, message: text("message")? })
            }
            other => Err(ValueError::mismatch("an error", literal::describe(other.as_ref()))),
        }
    }
    fn schema() -> serde_json::Value {
        json!({
            "type": "object",
            "title": "FlyteError",
            "properties": {"message": {"type": "string"}, "failed_node_id": {"type": "string"}},
            "required": ["message", "failed_node_id"],
            "additionalProperties": false,
        })
    }
}
