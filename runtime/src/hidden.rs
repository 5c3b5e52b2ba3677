//! Not public API: what the macros' code names. It may change in any release.

pub use crate::entity::bodies::*;
pub use crate::entity::{Cache, Entity, Function, Resource, Settings, id_of, input, output};
pub use crate::graph::entries::*;
pub use crate::graph::{Constant, Promise, lift, settled};
pub use crate::program::{Program, check, main};
pub use inventory::submit;
pub use {core, std};
