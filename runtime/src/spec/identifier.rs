//! The ids of entities.

use aileron_idl::core::{Identifier, ResourceType};

/// The parts of every id except the name. Empty parts are filled in at registration (flytectl
/// `cmd/register/register_util.go`).
#[derive(Debug, Default, Clone)]
pub(crate) struct Ids {
    pub(crate) project: String,
    pub(crate) domain: String,
    pub(crate) version: String,
}

impl Ids {
    pub(crate) fn identifier(&self, kind: ResourceType, name: &str) -> Identifier {
        Identifier {
            resource_type: kind as i32,
            project: self.project.clone(),
            domain: self.domain.clone(),
            name: name.to_owned(),
            version: self.version.clone(),
            org: String::new(),
        }
    }
}
