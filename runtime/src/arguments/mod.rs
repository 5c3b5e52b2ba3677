//! Fills in the arguments of a task, as Flyte does when it starts the task.
//!
//! ```
//! use aileron::arguments::{Surroundings, render};
//! use aileron::FlyteType;
//! use aileron::idl::core::LiteralMap;
//!
//! let mut inputs = LiteralMap::default();
//! inputs.literals.insert("day".to_owned(), 3_i64.into_literal()?);
//!
//! let at = Surroundings { output_prefix: "s3://bucket/run/0", ..Surroundings::default() };
//! let rendered = render(["--day", "{{.inputs.day}}", "--out={{.outputPrefix}}/day"], &at, &inputs)?;
//! assert_eq!(rendered, ["--day", "3", "--out=s3://bucket/run/0/day"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every plugin of Flyte does this for what it starts, also those that run no container: a query may write to
//! `{{.rawOutputDataPrefix}}` and name a table with `{{.perRetryUniqueKey}}`. [`Placeholder`] lists all placeholders.

pub(crate) mod go;
mod literal;
mod msgpack;

pub use aileron_grammar::{Argument, Placeholder, Surroundings};

use aileron_grammar::Inputs;
use aileron_idl::core::LiteralMap;
use std::error::Error;
use std::fmt;

/// Fills in the placeholders of each argument, byte for byte as Flyte does.
///
/// The type of a value decides how it is printed:
/// - a string as it is; an integer and a boolean as in Rust
/// - a float as Go prints it: `1e+06`, `+Inf`
/// - a datetime in RFC 3339; a duration in protobuf's text form: `seconds:90`
/// - a file, a directory and a schema as their address
/// - a list as `[a,b]`; a struct as Go prints a map: `map[a:1 b:[2 3]]`
///
/// In a task without inputs, `{{.inputs.…}}` stays as it is (flyteplugins `core/template/template.go`).
///
/// # Errors
/// If an argument names an input that does not exist, or one whose value can't be printed: a map, a union, none, a
/// structured dataset, a protobuf struct, or binary data that is not MessagePack.
pub fn render<'a>(
    arguments: impl IntoIterator<Item = &'a str>,
    at: &Surroundings<'_>,
    inputs: &LiteralMap,
) -> Result<Vec<String>, RenderError> {
    let value = |name: &str| {
        let given = inputs.literals.get(name);
        let printed = given.map_or_else(|| Err("it does not exist".to_owned()), literal::print);
        printed.map_err(|why| format!("the input `{name}` can't be written into an argument: {why}"))
    };
    let value = (!inputs.literals.is_empty()).then_some(&value as &Inputs<'_, String>);
    let rendered = arguments.into_iter().map(|argument| Argument::new(argument).render(at, value));
    rendered.collect::<Result<_, _>>().map_err(RenderError)
}

/// The error of an argument that can't be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError(Vec<String>);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

impl Error for RenderError {}
