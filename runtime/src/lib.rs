//! The Rust SDK for [Flyte](https://flyte.org): annotate plain functions, and run them on your machine and on Flyte.
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
//! This is the whole program. `app run pipeline --text "…"` runs the workflow on this machine, without containers. Only its
//! outputs go to stdout; the output of tasks goes to stderr. `app serialize` prints the specs that Flyte registers, and
//! `app package` writes them to an archive; both refuse what Flyte's own compiler would, and `app check` says it of any package.
//! `app diff` tells what changed since a package was made. In a container, Flyte calls `app execute`. With the feature `remote`,
//! `app register` and `app launch` do it on your Flyte. `app --help` lists all verbs.
//!
//! # Tasks
//!
//! [`#[task]`](macro@task) does not change the function: you can call it, test it and debug it. Its inputs and outputs are
//! Flyte types; a tuple is several outputs. A function may be `async`; it then runs on tokio, on one thread unless the
//! feature `multi-thread` is on. It may return a `Result` with any error type. Mark an error as
//! [`Recoverable`](struct@Recoverable) if Flyte should try the task again.
//!
//! A task that is not Rust is a function without a body: [`#[container_task]`](macro@container_task),
//! [`#[shell_task]`](macro@shell_task), [`#[query_task]`](macro@query_task). A [`plugin`] hands the work of a task to a
//! cluster or a service. What is registered elsewhere is a signature, too: [`#[reference_task]`](macro@reference_task),
//! [`#[reference_workflow]`](macro@reference_workflow), [`#[reference_launch_plan]`](macro@reference_launch_plan).
//!
//! # Types
//!
//! [`FlyteType`](trait@FlyteType) lists every type with its counterparts in Python and Java, and says how `run` reads and
//! prints values. The module [`data`] has files, directories and tables.
//!
//! # Workflows
//!
//! [`#[workflow]`](macro@workflow) does not change the function either: when you call it, it calls its tasks. For Flyte,
//! Aileron traces the same body. Inputs and results are promises then; a call of a task or of another workflow becomes a
//! node of the graph; all other code runs while the graph is made. So a body may call, bind, clone, return, and loop over
//! constants. Code that needs the value of a promise belongs in a task, and the compiler says so.
//!
//! Where the shape of a graph depends on values, [`#[dynamic]`](macro@dynamic) traces a body at run time, with its inputs. Where it
//! is data of the program, [`builder`] makes the same calls without the macro.
//!
//! [`#[launch_plan]`](macro@launch_plan) makes a function that calls a workflow a launch plan: some inputs are fixed, others have
//! defaults of its own, and a schedule may start it.
//!
//! # The context of a task
//!
//! [`Context::current`] returns the attempt that is running: its execution, its secrets, its checkpoint, its decks. The docs of
//! [`Context`] show how a task takes it to other threads.
//!
//! # The program
//!
//! [`main!`] makes the program, and a unit test that its specs can be made and that Flyte would take them. If the tasks are in a library crate, pass that
//! crate: `aileron::main!(my_pipeline)`. The module [`testing`] runs graphs in tests of your own, with stand-ins for tasks. The
//! module [`embed`] is for programs of your own, such as a service: it lists, draws, runs and packages what a library of tasks has.
//!
//! # The book
//!
//! These pages say what each item does. The book, in the folder `book` of the repository, has a tutorial, a page for each thing that a
//! program can do (local runs, their cache and processes, what Flyte would refuse, images, registering), flytekit's constructs beside
//! these, and all verbs and variables.

// On docs.rs, which builds with a nightly compiler, each item says which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
// Code that starts other programs works on unix only, but is built everywhere: one allow is clearer than many gates.
#![cfg_attr(not(unix), allow(dead_code, unused_imports))]

// The macros name this crate `::aileron`, in this crate as well.
extern crate self as aileron;

pub mod accelerators;
pub mod arguments;
mod arities;
mod attributes;
mod bindings;
#[cfg(feature = "image")]
mod build;
mod cache;
mod causes;
mod check;
mod cli;
mod config;
mod container;
mod context;
pub mod data;
mod diff;
pub mod embed;
mod entity;
mod external;
mod fast;
#[cfg(any(fuzzing, test))]
#[doc(hidden)]
pub mod fuzzing;
pub mod gate;
mod graph;
mod handlers;
mod images;
mod ini;
mod local;
mod lock;
mod logs;
#[cfg(feature = "image")]
mod oci;
mod offloaded;
mod panics;
pub mod plugin;
mod pod;
mod pod_template;
#[cfg(unix)]
mod processes;
mod program;
#[cfg(feature = "image")]
mod registry;
#[cfg(feature = "remote")]
pub mod remote;
#[cfg(feature = "report")]
mod report;
mod schedule;
mod setup;
mod sha256;
#[cfg(feature = "remote")]
pub mod sign_in;
mod spec;
mod storage;
pub mod testing;
#[cfg(feature = "tls")]
mod tls;
mod types;

#[doc(hidden)]
#[path = "hidden.rs"]
pub mod __;
pub mod prelude;

/// Flyte's messages, such as the literals and types of [`FlyteType`], and the interface of a [`plugin::PluginTask`].
pub use aileron_idl as idl;
/// Apache Arrow, whose schemas and record batches [`StructuredDataset`] reads and writes. A program that depends on `arrow`
/// itself must use the same version, since the types of another version are other types.
#[cfg(feature = "dataset")]
pub use arrow;
pub use attributes::{
    FlyteType, Outputs, container_task, dynamic, launch_plan, main, node, node_settings, query_task,
    reference_launch_plan, reference_task, reference_workflow, shell_task, task, workflow,
};
/// The crate whose `DateTime<Utc>`, `NaiveDate` and `TimeDelta` are inputs and outputs.
pub use chrono;
pub use context::{Checkpoint, Context, Deck, Execution, SecretError, TaskId, context};
#[cfg(feature = "dataset")]
pub use data::StructuredDataset;
pub use data::{Directory, File};
pub use entity::Recoverable;
pub use external::ExternalError;
pub use graph::{builder, map, map_some};
/// Kubernetes' types, of which a [`PodTemplate`] is made. A program that depends on `k8s-openapi` itself must enable the same
/// feature for the version of Kubernetes, `latest`, since the crate accepts only one of them.
#[cfg(feature = "pod")]
pub use k8s_openapi;
pub use pod_template::PodTemplate;
/// Polars, whose `DataFrame` is an input and an output. A program that needs more features of it depends on `polars` of the
/// same version as well.
#[cfg(feature = "polars")]
pub use polars;
/// SQLite, whose `Connection` [`testing::database`] takes.
#[cfg(feature = "sqlite")]
pub use rusqlite;
/// The crate whose `Value` is an input and an output, and the type of [`Plugin::custom`](plugin::Plugin::custom).
pub use serde_json;
/// The crate with whose macros a task logs. It is not in a signature, but the log shows only the records of this version.
///
/// A record names the attempt if the span of the attempt is current. It is current on the task's own thread, also in an
/// `async` task and in futures that it spawns there. For other threads (`spawn_blocking`, `std::thread`, `tokio::spawn` with
/// the feature `multi-thread`) pass Aileron's span on, with `Span::current()` or `Instrument::in_current_span`, or pass the context
/// on, with [`Context::scope`].
///
/// To use a subscriber of your own, set it before you call the `main` of [`main!`]. In a task it is too late.
#[cfg(feature = "tracing")]
pub use tracing;
pub use types::{Bytes, FlyteError, FlyteType, Hashed, Outputs, ValueError};
