//! The secrets that a task may read.

use crate::entity::{Mount, Secret};
use aileron_idl::core;

/// The security context for a task's secrets; `None` if it has none, as in flytekit.
pub(super) fn security_context(secrets: &[Secret]) -> Option<core::SecurityContext> {
    let secrets: Vec<core::Secret> = secrets.iter().map(secret).collect();
    (!secrets.is_empty()).then(|| core::SecurityContext { secrets, ..core::SecurityContext::default() })
}

fn secret(secret: &Secret) -> core::Secret {
    use core::secret::MountType;
    let mount = match secret.mount {
        Mount::Any => MountType::Any,
        Mount::EnvVar => MountType::EnvVar,
        Mount::File => MountType::File,
    };
    core::Secret {
        group: secret.group.to_owned(),
        group_version: secret.version.to_owned(),
        key: secret.key.to_owned(),
        mount_requirement: mount as i32,
        env_var: secret.env_var.to_owned(),
    }
}
