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
//! That program is everything. `app run pipeline --text "…"` runs the workflow on this machine, without containers, and
//! prints its outputs, alone on stdout: what tasks print goes to stderr there;
//! `app serialize` prints the specs that Flyte registers, and `app package` archives them; Flyte calls `app execute`
//! in the container. `app --help` tells the rest.
//!
//! # Tasks
//!
//! [`#[task]`](macro@task) leaves the function as it is: call it, test it, step through it. Its inputs and outputs are
//! Flyte types, told by the trait [`FlyteType`]; a tuple is several outputs. It may be `async`, and then runs under
//! tokio, on one thread unless the feature `multi-thread` is on. It may return a `Result` with any error, and
//! [`Recoverable`](struct@Recoverable) marks an error after which Flyte should try again.
//!
//! # Workflows
//!
//! [`#[workflow]`](macro@workflow) leaves the function as it is as well: called, it runs its tasks in place. For Flyte
//! the same body is traced: inputs and results are promises then, a call of a task or of another workflow becomes a
//! node, and everything else is evaluated while the graph is made. So a body calls, binds, clones, returns and loops
//! over constants; what needs the value behind a promise belongs in a task, and the compiler says so.
//!
//! # The program
//!
//! [`main!`] makes the program, and a unit test that its specs can be made. Where the tasks are in a
//! library crate, it names that crate: `aileron::main!(my_pipeline)`.

// What only serves to start other programs, which is for unix, is built elsewhere too: a gate each would say no more.
#![cfg_attr(not(unix), allow(dead_code, unused_imports))]

// The macros name this crate `::aileron`, here too.
extern crate self as aileron;

pub mod accelerators;
pub mod arguments;
mod arities;
mod attributes;
mod causes;
mod cli;
mod container;
mod context;
pub mod data;
mod entity;
mod external;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
mod graph;
mod handlers;
mod images;
mod ini;
mod local;
mod logs;
mod panics;
pub mod plugin;
mod pod;
mod pod_template;
mod program;
mod spec;
mod storage;
pub mod testing;
mod types;

#[doc(hidden)]
#[path = "hidden.rs"]
pub mod __;
#[doc = include_str!("../docs/types.md")]
pub mod languages {}
#[doc = include_str!("../docs/threads.md")]
pub mod threads {}
pub mod prelude;

pub use aileron_idl as idl;
/// Apache Arrow, in the version that datasets are read and written in. What else a program does with Arrow comes from here,
/// or from `arrow` of the same version: types of two versions are two types.
#[cfg(feature = "dataset")]
pub use arrow;
pub use attributes::{FlyteType, Outputs, container_task, main, query_task, shell_task, task, workflow};
pub use chrono;
pub use context::{Checkpoint, Context, Deck, Execution, SecretError, TaskId, context};
#[cfg(feature = "dataset")]
pub use data::StructuredDataset;
pub use data::{Directory, File};
pub use entity::Recoverable;
pub use external::ExternalError;
/// Kubernetes' types, in the version that a [`PodTemplate`] is made of. A program that has the crate `k8s-openapi` as well
/// turns on the same version of Kubernetes there, `latest`: the crate takes only one.
#[cfg(feature = "pod")]
pub use k8s_openapi;
pub use pod_template::PodTemplate;
/// Polars, in the version whose tables are inputs and outputs; a program adds it as well where it needs more of its features.
#[cfg(feature = "polars")]
pub use polars;
/// SQLite, in the version that the queries of a local run run on.
#[cfg(feature = "sqlite")]
pub use rusqlite;
pub use serde_json;
/// The crate `tracing`, in the version whose records the log shows.
///
/// The span of the attempt is on the task's own thread, where an `async` task and what it spawns are as well; what runs on
/// another one, by `spawn_blocking`, a thread, or any spawning with the feature `multi-thread`, is of the attempt only if
/// it takes the span along (`Span::current()`, `Instrument::in_current_span`), or the context, by [`Context::scope`]. A subscriber of the program's own is set
/// before [`main!`]'s `main` is called; one that is set within a task comes too late.
#[cfg(feature = "tracing")]
pub use tracing;
pub use types::{Bytes, FlyteError, FlyteType, Hashed, Outputs, ValueError};

/// The front page's example is compiled like any other.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
