//! Not public API: what the macros' code names. It may change in any release.

pub use crate::cli::main;
pub use crate::entity::bodies::*;
pub use crate::entity::{Cache, Entity, Function, Resource, Settings, id_of, input, output};
pub use crate::graph::entries::*;
pub use crate::graph::{Constant, LiftEach, Promise, check, lift, settled};
pub use crate::program::Program;
pub use inventory::submit;
pub use {core, std};
