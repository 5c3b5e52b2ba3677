//! Not public API: what the macros' code names. It may change in any release.

pub use crate::cli::main;
pub use crate::entity::bodies::*;
pub use crate::entity::{Cache, Resource, Settings, function};
pub use crate::graph::entries::*;
pub use crate::graph::{Constant, LiftEach, Promise, check, leave, lift, settled};
pub use crate::program::Program;
pub use inventory::submit;
pub use {core, std};
