//! Tasks and workflows as a library: a program of your own, such as a service or a notebook, that lists them, draws them, makes
//! their specs and runs them.
//!
//! [`main!`](crate::main!) makes the program with the verbs. This module is the same work as functions: [`Program::load`] finds
//! what is linked into the program, [`Entity`] tells about a task or a workflow, [`Call`] runs it on this machine with JSON, and
//! [`SpecOptions`] makes what `serialize` prints.
//!
//! ```standalone_crate
//! use aileron::embed::Program;
//! use aileron::prelude::*;
//! use serde_json::json;
//!
//! /// Counts the words of a text.
//! #[task]
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
//! let program = Program::load()?;
//! for entity in program.entities() {
//!     println!("{:?} {}: {}", entity.kind(), entity.name(), entity.doc());
//! }
//! let pipeline = program.find("pipeline")?;
//! assert_eq!(pipeline.inputs()[0].name(), "text");
//! assert_eq!(pipeline.graph()?.to_json()["nodes"][1]["id"], "n1");
//! assert_eq!(pipeline.run(json!({"text": "to be or not to be"}))?, json!({"o0": 12}));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! If the tasks are in another crate, name it, or the linker leaves it out: `use my_pipelines as _;`.
//!
//! A run takes nothing from its process that the process may need: it leaves signals alone, asks nothing on the terminal, and
//! several may be under way at once. What tasks print goes to the stdout of the process.

mod call;
mod entity;
mod error;
mod event;
mod example;
mod graph;
mod inputs;
mod lookup;
mod program;
mod specs;

pub use call::Call;
pub use entity::{Entity, EntityKind, Variable};
pub use error::{NodeFailure, RunError};
pub use event::{Event, EventKind};
pub use graph::Graph;
pub use program::{Program, ProgramError};
pub use specs::{SpecOptions, Specs};

pub(crate) use entity::image_of;
pub(crate) use example::inputs as example_inputs;
pub(crate) use inputs::{Given, literals, unreadable};
pub(crate) use lookup::{find, resolve, unnamed};

use crate::entity::Entity as Registered;
use crate::local::{self, Options};
use crate::setup::Setup;
use aileron_idl::core::Literal;
use event::Recorder;
use std::num::NonZeroUsize;

/// Runs a task or the graph of a workflow. Takes and returns literals in the order of its interface. `hear` gets each event,
/// one at a time.
pub(crate) fn run(
    entity: &'static Registered,
    inputs: Vec<Literal>,
    jobs: NonZeroUsize,
    setup: Setup,
    hear: &mut (dyn FnMut(Event) + Send),
) -> Result<Vec<Literal>, RunError> {
    let recorder = Recorder::new(hear);
    let async_jobs = Options::default_async_jobs();
    let options = Options {
        jobs,
        async_jobs,
        resources: None,
        processes: false,
        progress: false,
        listeners: &[&recorder],
    };
    let ended = local::run(entity, inputs, options, Setup { is_guest: true, ..setup });
    ended.map_err(|error| RunError::new(error, &recorder.into_failures()))
}
