//! The requests of the bare client, in a file.

use super::{DOMAIN, IMAGE, PROJECT};
use crate::Result;
use crate::cargo::succeed;
use crate::process::program;
use aileron_idl::Method;
use aileron_idl::admin::{
    LaunchPlan, LaunchPlanCreateRequest, TaskCreateRequest, TaskSpec, WorkflowCreateRequest, WorkflowSpec,
};
use aileron_idl::service::admin_service::{CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW};
use prost::Message;
use std::fs;
use std::path::{Path, PathBuf};

/// The version in them, in whose place the client writes another.
const PLACEHOLDER: &str = "v0000000000000000000";

/// Writes what the program has into a file of requests in this folder.
pub(super) fn write(path: &Path, folder: &Path) -> Result<PathBuf> {
    let specs = folder.join("specs");
    if specs.exists() {
        fs::remove_dir_all(&specs)?;
    }
    fs::create_dir_all(&specs)?;
    let output = specs.display().to_string();
    let ids = ["--project", PROJECT, "--domain", DOMAIN, "--version", PLACEHOLDER];
    let serialize = ["serialize", "--format", "pb", "--output", &output, "--image", IMAGE];
    succeed(&mut program(path, serialize.into_iter().chain(ids)))?;
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&specs)? {
        files.push(entry?.path());
    }
    files.sort();
    let mut all = Vec::new();
    group(&mut all, &files, "_1.pb", &CREATE_TASK, |spec: TaskSpec| TaskCreateRequest {
        id: spec.template.as_ref().and_then(|template| template.id.clone()),
        spec: Some(spec),
    })?;
    group(&mut all, &files, "_2.pb", &CREATE_WORKFLOW, |spec: WorkflowSpec| WorkflowCreateRequest {
        id: spec.template.as_ref().and_then(|template| template.id.clone()),
        spec: Some(spec),
    })?;
    group(&mut all, &files, "_3.pb", &CREATE_LAUNCH_PLAN, |plan: LaunchPlan| LaunchPlanCreateRequest {
        id: plan.id,
        spec: plan.spec,
    })?;
    let file = folder.join("requests");
    fs::write(&file, all)?;
    Ok(file)
}

/// The requests of one call, made of the files whose names end in this.
fn group<S: Message + Default, Q: Message, A>(
    all: &mut Vec<u8>,
    files: &[PathBuf],
    end: &str,
    call: &Method<Q, A>,
    request: impl Fn(S) -> Q,
) -> Result {
    all.extend_from_slice(call.path.as_bytes());
    all.push(b'\n');
    let own = files.iter().filter(|file| file.to_string_lossy().ends_with(end));
    let mut count = 0;
    for file in own {
        let request = request(S::decode(&fs::read(file)?[..])?).encode_to_vec();
        all.extend_from_slice(&u32::try_from(request.len())?.to_be_bytes());
        all.extend_from_slice(&request);
        count += 1;
    }
    all.extend_from_slice(&[0; 4]);
    if count == 0 { Err(format!("no spec's name ends in `{end}`").into()) } else { Ok(()) }
}
