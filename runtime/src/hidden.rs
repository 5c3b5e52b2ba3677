//! Not public API: what the macros' code names. It may change in any release.

pub use crate::cli::main;
pub use crate::entity::bodies::*;
pub use crate::entity::{
    Accelerator, Cache, Container, Data, DataFormat, Make, Mount, Resource, Returns, Script, Secret, Service,
    Settings, Target, id, keep,
};
pub use crate::external::{external, given, outcome};
pub use crate::graph::entries::*;
pub use crate::graph::{Binding, Bound, LiftEach, Named, Promise, Promised, Several};
pub use crate::graph::{Element, Taken, constant, field, lift, methods, out, output, settled, several};
pub use crate::plugin::plugged::{Plugged, of_program, of_query, of_service};
pub use crate::plugin::query::NamedInQuery;
pub use crate::pod_template::PodTemplate;
pub use crate::program::Program;
pub use crate::spec::check;
pub use crate::types::collection::Key;
pub use crate::types::forms::Forms;
pub use crate::types::look::Look;
pub use crate::types::msgpack::{Packer, Unpacker};
pub use crate::types::part::{Part, part, within};
pub use crate::types::wire::{Carried, Form};
pub use crate::types::{Column, FlyteType, Outputs, Row, ValueError};
pub use crate::types::{alternative, enumeration, record};
pub use aileron_idl::core::{Literal, LiteralType};
pub use core::option::Option::{None, Some};
pub use inventory::submit;
pub use serde_json::Value;
pub use {core, std};

/// What a conversion gives.
pub type Result<T> = core::result::Result<T, ValueError>;
/// The columns of a table.
pub type Columns = Vec<Column>;
/// The name of a type in a union.
pub type Tag = std::borrow::Cow<'static, str>;
