//! The messages of Flyte, in the wire format that its services and engines read.
//!
//! ```
//! use aileron_idl::core::{Identifier, ResourceType};
//! use aileron_idl::prost::Message;
//!
//! let id = Identifier { resource_type: ResourceType::Task as i32, name: "etl.clean".into(), ..Identifier::default() };
//! assert_eq!(Identifier::decode(&*id.encode_to_vec())?, id);
//! # Ok::<_, aileron_idl::prost::DecodeError>(())
//! ```

pub use prost;

pub use generated::flyteidl::{admin, core};
pub use generated::google::protobuf as google;

mod generated;
