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
//! `app register` and `app launch` do it on your Flyte: the module `remote` goes step by step. `app --help` lists all verbs.
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
//! # A process for each attempt
//!
//! `app run pipeline --processes` runs each attempt of a Rust or shell task as a process of the program, still without containers
//! (on Linux and macOS). A process gets what the task's container would:
//!
//! - the command line of its spec, filled in, and `inputs.pb` in a folder of its own; `--element` for a task of a map
//! - an empty working directory: a file has to come in as an input; relative paths of inputs start at yours
//! - the variables of its spec, `env(…)` among them, those that Flyte sets (`FLYTE_ATTEMPT_NUMBER`, …), its secrets, PATH, HOME, LANG,
//!   LC_…, TZ and a TMPDIR of its own. No other variable of yours is passed on, since none exists on Flyte; `--pass-env NAME` adds one
//! - the checkpoint of the attempt before it
//! - a limit of memory on Linux: the task's `limits(mem = "…")`, else its `requests`. It counts what the process has asked for, not what
//!   it has touched, and each process that the task starts has its own. An attempt that needs more is told to have run out of memory
//!
//! Its end is read as Flyte reads that of a pod. `error.pb` is the task's error; a crash, an exit and a kill are told apart. A timeout, and
//! Ctrl-C, end the process with all that it has started, by SIGTERM and then by SIGKILL.
//!
//! What is different from a pod: there is no image, no volume, no limit of processor time; a plugin that starts several processes
//! starts one; variables that only a cluster knows (`valueFrom` of a pod template) are not set. The body of a dynamic workflow and the
//! local function of a service's task run in the process of `run` itself; container tasks run as `--containers` says.
//!
//! What processes, scripts and containers print goes to stderr, line by line, behind the node and the task: `n3/n0 word_count | …`.
//!
//! # Runs that remember
//!
//! **The cache.** A local run keeps the results of tasks with `cache(…)`, and takes them from there in later runs, of any program of
//! this user:
//!
//! ```sh
//! app run pipeline --text "…"                       # says how many cached tasks came from the cache
//! app run pipeline --text "…" --no-cache            # leaves the cache alone
//! app run pipeline --text "…" --overwrite-cache     # runs cached tasks again, and replaces their results
//! app cache list                                    # size, age, task, version and inputs of each result; --json for programs
//! app cache clear word_count                        # removes the results of one task; without a name, all
//! ```
//!
//! Two calls are equal if Flyte takes them for equal: the same project and domain (`local`, unless Flyte's variables name others),
//! name of the task, version of its cache, interface with its descriptions, and inputs, except the ignored ones; a
//! [`Hashed`](struct@Hashed) value is its hash. `#[node(cache(…))]` counts as well. Results of failed tasks, and of tasks without
//! outputs, are not kept. The elements of a map are kept one by one. A `#[dynamic]` workflow is kept as a whole, once its nodes have
//! ended.
//!
//! Some things differ from Flyte. A file or a directory of this machine is its contents, never its path, name or time; on Flyte it is
//! its URI. `serialize` makes equal calls wait for the first one, in this run and in others, and the next one works if the first is
//! killed; a dynamic workflow never waits, since its nodes need the workers. Flyte 1.16 ignores the cache of a single node. Nobody
//! asks a store whether a file of a result is still there.
//!
//! The cache is in the folder `$AILERON_CACHE`, else in `aileron` in the platform's folder for caches (`$XDG_CACHE_HOME` or
//! `~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`), and only its user can read it. A result is a folder with its own copy of the
//! files that the outputs name; if one of them is gone, the task runs again. When the cache takes more than
//! `$AILERON_CACHE_SIZE`, as in `500Mi`, by default 10Gi, the least recently used results go, at the end of a run while no other
//! run uses the cache.
//!
//! **Resuming.** A run of a workflow or a launch plan leaves a record in the same folder until it has succeeded:
//!
//! ```sh
//! app run pipeline --text "…"           # fails in the middle, or is interrupted, or killed
//! app run pipeline --resume             # goes on there, with the same inputs
//! app run pipeline --resume --most 3    # an input that is given replaces that of the earlier run
//! app run pipeline --no-record          # leaves no record
//! ```
//!
//! `--resume` goes on with the last run of that entity that did not succeed. A task that has ended does not run again if its
//! interface, the version of its cache and its inputs are still the same, wherever in the workflow it is now; what was done is
//! listed on stderr. So a change of the workflow or of an input runs again what it changes, and what depends on that. A changed body of a
//! task is not noticed: give its cache another version, or start anew. Gates ask again, and a failure handler runs for each failure.
//! The files of tasks that have ended stay as long as the record, which has the values of inputs and outputs. The last 16 records
//! are kept.
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

//! # What others have registered
//!
//! `app bindings` writes references to what a package of any SDK holds, or a server: Rust source with a signature for each task,
//! workflow and launch plan, and with the structs and enums that they need.
//!
//! ```sh
//! app bindings --from python.tgz --output src/python.rs       # all of a package that `pyflyte package` wrote
//! app bindings --from python.tgz clean load                   # two of its entities, to stdout
//! app bindings --project stats --endpoint flyte.acme.org:443  # the newest versions on a server (feature `remote`)
//! ```
//!
//! `mod python;` makes it a module, in which `etl.clean` is the function `etl::clean`. A workflow calls it as any other reference:
//!
//! ```
//! # mod python {
//! use aileron::prelude::*;
//!
//! #[derive(Clone, Debug, FlyteType, PartialEq)]
//! pub struct Report {
//!     pub title: String,
//!     pub rows: i64,
//! }
//!
//! pub mod etl {
//!     use super::*;
//!
//!     /// Removes rows without a date.
//!     #[reference_task(project = "stats", domain = "production", name = "etl.clean", version = "v7")]
//!     pub fn clean(url: String) -> Report;
//! }
//! # }
//! # use aileron::prelude::*;
//! # use python::etl;
//! # #[workflow]
//! # fn rows(url: String) -> i64 { etl::clean(url).rows }
//! # let _standing = aileron::testing::stand_in(etl::clean).with(|title| python::Report { title, rows: 3 });
//! # assert_eq!(rows(String::new()), 3);
//! ```
//!
//! - A dataclass is a struct of its name, with its defaults; equal ones are one struct, and another of the same name gets a number.
//!   So is a model of pydantic, if its schema can be that of a struct. Other structs are a [`serde_json::Value`], and stderr says why.
//! - An enum has the name of the input or output that has it. A union of up to three types is named after them, `IntegerOrText`.
//! - The columns of a table are the fields of a row. Tables need the feature `dataset`.
//! - Parameters are in the order of their names, since Flyte keeps no other. So are fields that have defaults.
//! - A `date` that is no part of a struct is a `DateTime<Utc>`, as it is for Flyte.
//! - Docs come from the package; so do the defaults and the fixed inputs of a launch plan. A server has the docs of tasks only.
//! - A name that Rust does not take gets another, and `name = "…"` has the right one. What has no type in Rust, or more than 16
//!   inputs, is left out; a comment and stderr say why.
//!
//! References name the project, the domain and the version that the package or the server names; `--project`, `--domain` and
//! `--version` are for a package that leaves them open, and `--unpinned` leaves out the version. `--derive serde::Serialize` adds a
//! derive to all types. The text depends on what is registered alone, and rustfmt's defaults leave it as it is.
//!
//! # What Flyte would refuse
//!
//! `app serialize`, `app package` and the unit test of [`main!`] judge the specs as Flyte v1.16.8's own compiler and its
//! resource builder do, and say the line of the call. `app check` judges any package, one that `pyflyte package` wrote too:
//!
//! ```sh
//! app check                                    # this program
//! app check other.tgz --with registered.tgz    # a package that refers to entities of another, registered before
//! app check --json | jq '.findings[].code'     # for a machine; the exit status is 1 if there is a finding
//! app package --no-check                       # writes the package all the same
//! app diff flyte-package.tgz                   # what changed since then; the exit status is 1 if anything did
//! ```
//!
//! A finding has Flyte's code, such as `MismatchingTypes`, where Flyte would answer with that code at that node. What
//! flyteadmin refuses, and what Flyte lets through or crashes on, has a code of our own:
//!
//! | code | what is wrong |
//! |---|---|
//! | `UnknownUpstreamNode` | a node waits for one that is not there; the engine fails when it comes to it |
//! | `DuplicateNodeId` | two nodes have one id; Flyte silently drops the second |
//! | `FailureNodeIdTaken` | the failure handler has the id of another node |
//! | `UncomparableOperands` | a condition orders booleans, or compares values that are not simple |
//! | `ConstantCondition` | a condition compares two constants |
//! | `NoSuchPart` | a binding takes a part of a value that has none |
//! | `NegativeTimeout`, `RequestLimit`, `DuplicateResource`, `BadQuantity` | a timeout or resources that can't be met |
//! | `SleepWithoutDuration`, `GateWithoutSignalId` | a gate that nobody can open |
//! | `BadVariableName` | an output whose name is not one word |
//! | `PrimaryContainerMissing` | a pod in which no container runs the task |
//! | `CompilerCrashes`, `RecursiveWorkflow`, `SubWorkflowWithoutId` | Flyte crashes, does not end, or gives no reason |
//! | `MissingArgument`, `WrongResourceType` | an id or a field that flyteadmin wants |
//! | `UnexpectedInput`, `MismatchingTypes`, `NeitherDefaultNorRequired`, `WorkflowReferenceNotFound`, `ClosureMissing` | a launch plan that does not fit its workflow |
//! | `UnboundScheduledInput`, `BadKickoffArg` | a schedule that gives an input no value |
//! | `BadArchive`, `UnexpectedFile`, `Unparsable`, `DuplicateEntity`, `RegisteredLater` | an archive that flytectl can't register |

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

/// Compiles the README's examples.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
