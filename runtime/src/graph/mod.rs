//! The graph of a workflow: the one representation of it, which `spec` writes down, `local` runs and `draw` prints.

mod bind;
mod binding;
mod block;
mod branch;
pub mod builder;
mod built;
mod callee;
mod captured;
mod casts;
mod choice;
mod compare;
mod constructors;
mod defaults;
pub(crate) mod draw;
mod dynamic;
mod error;
mod failure;
mod gate;
mod launch_plan;
mod make;
mod map_work;
mod mapped;
mod mapped_in_tracer;
mod moving;
mod nest;
mod order;
mod part;
mod promise;
mod settings;
mod trace;

pub(crate) use bind::{Bind, Left};
pub use bind::{Bound, constant, out};
pub(crate) use binding::Reader;
pub use binding::{Binding, Origin};
pub(crate) use block::{Block, DYNAMIC, Graph, MOST_NODES, Node, Scope, Signature, Work, node_id, upstream};
#[cfg(test)]
pub(crate) use branch::Case;
pub use branch::Operator;
pub(crate) use branch::{Arm, Branch, Condition, Operand};
pub use built::{Built, built, described};
pub use callee::of_type;
pub use casts::cast;
pub use choice::{ArmValue, Choice, answer, failure};
pub use compare::{Asked, Equated, Ordered, Sides, holds};
pub(crate) use defaults::wrong_defaults;
pub(crate) use dynamic::{Expanded, expand};
pub use dynamic::{ended, ended_with, entries as dynamic_entries, traced, traced_later};
pub(crate) use error::TraceError;
pub use failure::handed;
pub(crate) use failure::{HANDLER_ID, Handler};
pub(crate) use gate::Gate;
pub use gate::{NamedCall, Said, Unsaid};
pub(crate) use launch_plan::Launched;
pub(crate) use make::{Constants, graph};
pub use map_work::Least;
pub(crate) use map_work::MapWork;
pub(crate) use mapped::too_few;
pub use mapped::{least, map, map_some};
pub use mapped_in_tracer::each;
pub(crate) use nest::{GraphError, Member, Nest};
pub use order::{Made, here, in_order, made, made_again, waited, waiting};
pub use part::{Element, Named, Several, Taken, field, output, several};
pub use promise::{LiftEach, Promise, Promised, lift, settled};
pub use settings::{NodeSettings, configuring};

/// The constructors that the macros name: `workflow2(…)`.
pub(crate) mod entries {
    pub use super::constructors::*;
}

/// The methods that tracers call; the macros import these traits without names.
pub mod methods {
    pub use super::bind::Leave as _;
    pub use super::callee::{
        Awaited as _, Call as _, Construct as _, Missing as _, MistakenCall as _, Plain as _, Settled as _,
        Unawaited as _,
    };
    pub use super::compare::Compare as _;
    pub use super::gate::{
        GateCall as _, MistakenGate as _, OtherCall as _, PromisedName as _, UntypedGate as _, WrongCall as _,
    };
    pub use super::part::{At as _, Indexed as _, Parts as _};
}
