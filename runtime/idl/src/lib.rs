//! Flyte's messages, in the wire format of its services and engines.
//!
//! ```
//! use aileron_idl::core::{Identifier, ResourceType};
//! use aileron_idl::prost::Message;
//!
//! let id = Identifier { resource_type: ResourceType::Task as i32, name: "etl.clean".into(), ..Identifier::default() };
//! assert_eq!(Identifier::decode(&*id.encode_to_vec())?, id);
//! # Ok::<_, aileron_idl::prost::DecodeError>(())
//! ```
//!
//! Every message is a [`prost::Message`] and prints as JSON ([`ToJson`]). Fields are written in the order of their numbers
//! and maps in the order of their keys, so equal messages have equal bytes.
//!
//! A field whose type is an enum holds a number; a getter with the name of the field returns the enum.

pub use prost;

pub use json::{ToJson, base64};
#[doc(hidden)]
pub use maps::{map, try_map};
#[cfg(feature = "services")]
pub use method::Method;

/// Declares the modules that the generator writes, without rustfmt and lints.
macro_rules! generated {
    ($($(#[$attribute:meta])* $module:ident = $path:literal)*) => {$(
        $(#[$attribute])*
        #[rustfmt::skip]
        #[path = $path]
        #[allow(missing_docs, deprecated, clippy::all, clippy::pedantic, reason = "written by the generator")]
        pub mod $module;
    )*};
}

generated! {
    /// The entities that flyteadmin stores: `flyteidl.admin`.
    admin = "generated/admin.rs"
    /// Tasks, workflows, types and values: `flyteidl.core`.
    core = "generated/core.rs"
    /// What propeller tells about attempts: `flyteidl.event`.
    #[cfg(feature = "services")]
    event = "generated/event.rs"
    /// The messages of `google.protobuf` that Flyte's messages use.
    google = "generated/google.rs"
    /// The settings of tasks that train with Kubeflow's operators: `flyteidl.plugins.kubeflow`.
    #[cfg(feature = "plugins")]
    kubeflow = "generated/kubeflow.rs"
    /// The settings of plugins in the `custom` of a task: `flyteidl.plugins`.
    #[cfg(feature = "plugins")]
    plugins = "generated/plugins.rs"
    /// The calls of Flyte's services, one constant each, and the messages that only they have: `flyteidl.service`.
    #[cfg(feature = "services")]
    service = "generated/service.rs"
}

mod enumeration;
mod field;
mod json;
mod maps;
#[cfg(feature = "services")]
mod method;
mod wire;
