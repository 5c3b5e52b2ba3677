//! The Rust SDK for [Flyte](https://flyte.org): annotate plain functions, run them here, run them there.
//!
//! ```no_run
//! use aileron::prelude::*;
//!
//! /// Counts the words of a text.
//! #[task(retries = 2)]
//! fn word_count(text: String) -> i64 {
//!     text.split_whitespace().count() as i64
//! }
//!
//! #[task]
//! fn double(x: i64) -> i64 {
//!     x * 2
//! }
//!
//! #[workflow]
//! fn pipeline(text: String) -> i64 {
//!     double(word_count(text))
//! }
//!
//! aileron::main!();
//! ```
//!
//! That program is everything. `app run pipeline --text "…"` runs the workflow on this machine, without containers;
//! `app serialize` prints the specs that Flyte registers, and `app package` archives them; Flyte calls `app execute`
//! in the container. `app --help` tells the rest.
//!
//! # Tasks
//!
//! [`#[task]`](macro@task) leaves the function as it is: call it, test it, step through it. Its inputs and outputs are
//! Flyte types, told by the trait [`FlyteType`]; a tuple is several outputs. It may be `async`, and then runs under
//! tokio, on one thread unless the feature `multi-thread` is on. It may return a `Result` with any error, and [`Recoverable`] marks an error after which Flyte should try
//! again.
//!
//! # Workflows
//!
//! [`#[workflow]`](macro@workflow) leaves the function as it is as well: called, it runs its tasks in place. For Flyte
//! the same body is traced: inputs and results are promises then, a call of a task or of another workflow becomes a
//! node, and everything else is evaluated while the graph is made. So a body calls, binds, clones, returns and loops
//! over constants; what needs the value behind a promise belongs into a task, and the compiler says so.
//!
//! # The program
//!
//! [`main!`] makes the program, and a unit test that every workflow of it can be a graph. Where the tasks are in a
//! library crate, it names that crate: `aileron::main!(my_pipeline)`.

// The macros name this crate `::aileron`, here too.
extern crate self as aileron;

mod arities;
mod attributes;
mod cli;
mod container;
mod entity;
mod graph;
mod local;
mod program;
mod spec;
mod storage;
mod types;

#[doc(hidden)]
#[path = "hidden.rs"]
pub mod __;
pub mod prelude;

pub use aileron_idl as idl;
/// A struct with named fields is a struct on the wire, with the JSON Schema that flytekit gives a dataclass of the same
/// fields; a newtype is carried as what it holds. An enum without data is an enum; one whose variants carry one value
/// each is a union of their types.
///
/// ```
/// use aileron::prelude::*;
///
/// #[derive(FlyteType, Debug, PartialEq)]
/// struct Model {
///     name: String,
///     layers: Vec<i64>,
///     precision: Option<Precision>,
/// }
///
/// #[derive(FlyteType, Debug, PartialEq)]
/// #[serde(rename_all = "lowercase")]
/// enum Precision {
///     Half,
///     Full,
/// }
///
/// let model = Model { name: "small".to_owned(), layers: vec![8, 2], precision: Some(Precision::Half) };
/// let again = Model::from_literal(model.into_literal()?)?;
/// assert_eq!(again.precision, Some(Precision::Half));
/// # Ok::<(), aileron::ValueError>(())
/// ```
///
/// Names and defaults follow serde's attributes, whether or not serde's derives stand beside this one: `rename`,
/// `rename_all`, `alias`, `default`, `skip`. Those that make serde write something else are errors. A field whose type no
/// wire type carries is an error on that field.
pub use aileron_macros::FlyteType;
/// ```
/// use aileron::prelude::*;
///
/// #[derive(Outputs)]
/// struct Counts {
///     words: i64,
///     lines: i64,
/// }
///
/// #[task]
/// fn count(text: String) -> Counts {
///     Counts { words: text.split_whitespace().count() as i64, lines: text.lines().count() as i64 }
/// }
/// # assert_eq!(count("a b".to_owned()).words, 2);
/// ```
pub use aileron_macros::Outputs;
pub use attributes::{main, task, workflow};
pub use chrono;
pub use entity::Recoverable;
pub use serde_json;
pub use types::{Bytes, FlyteError, FlyteType, Hashed, Outputs, ValueError};

/// The front page's example is compiled like any other.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
