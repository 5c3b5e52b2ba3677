//! The arguments of a task, filled in as the platform does when it starts the task.
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
//! Every plugin of Flyte does so with what it starts, also one that runs no container: a statement may write to
//! `{{.rawOutputDataPrefix}}` and name a table by `{{.perRetryUniqueKey}}`. [`Placeholder`] lists them all.

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
/// How a value is printed follows from its type: a string as it is; an integer and a boolean as in Rust; a float as Go
/// prints it (`1e+06`, `+Inf`); a datetime by RFC 3339; a duration as protobuf's text form, `seconds:90`; a file, a
/// directory and a schema by their address; a list as `[a,b]`; a struct as Go prints a map, `map[a:1 b:[2 3]]`. A task
/// without inputs keeps its `{{.inputs.…}}` as they are (flyteplugins `core/template/template.go`).
///
/// # Errors
/// At the first argument that names an input which is not there, or one whose value can't be printed: a map, a union,
/// a none, a structured dataset, a protobuf struct, binary data that is no MessagePack.
pub fn render<'a>(
    arguments: impl IntoIterator<Item = &'a str>,
    at: &Surroundings<'_>,
    inputs: &LiteralMap,
) -> Result<Vec<String>, RenderError> {
    let value = |name: &str| {
        let given = inputs.literals.get(name);
        let printed = given.map_or_else(|| Err("there is no such input".to_owned()), literal::print);
        printed.map_err(|why| format!("the input `{name}` can't stand in an argument: {why}"))
    };
    let value = (!inputs.literals.is_empty()).then_some(&value as &Inputs<'_, String>);
    let rendered = arguments.into_iter().map(|argument| Argument::new(argument).render(at, value));
    rendered.collect::<Result<_, _>>().map_err(RenderError)
}

/// What can't be filled into an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError(Vec<String>);

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

impl Error for RenderError {}
