//! The call that starts an execution.

use super::{LaunchOptions, Target};
use crate::remote::executions::{Start, once};
use crate::remote::{Client, Error, Execution};
use aileron_idl::admin::ExecutionCreateRequest;
use aileron_idl::core::{Literal, LiteralMap};
use std::collections::BTreeMap;

/// Starts an execution, once.
pub(super) async fn create(
    client: &Client,
    target: &Target,
    inputs: BTreeMap<String, Literal>,
    options: LaunchOptions,
) -> Result<Execution, Error> {
    let given = options.name.clone();
    let scope = client.scope();
    let request = ExecutionCreateRequest {
        project: scope.project.clone(),
        domain: scope.domain.clone(),
        spec: Some(options.spec(target.id.clone())),
        inputs: Some(LiteralMap { literals: inputs }),
        ..ExecutionCreateRequest::default()
    };
    once(client, given.as_deref(), Start::Create(&request)).await
}
