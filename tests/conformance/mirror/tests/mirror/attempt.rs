//! Runs one attempt of a task, with the same file of inputs, in the containers of both SDKs.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use aileron_conformance::{flytekit, program};
use serde_json::{Value, json};

use super::scratch;

/// The contents of `inputs.pb`.
pub(crate) enum Inputs {
    /// Values that flytekit's type engine turns into literals of the task's types.
    Values(Value),
    /// Literals, as the canonical JSON of their message.
    Literals(Value),
    /// Bytes.
    Bytes(&'static [u8]),
    /// No such file.
    Missing,
}

/// The folders into which both wrote.
pub(crate) struct Written {
    pub(crate) ours: PathBuf,
    pub(crate) theirs: PathBuf,
}

/// Runs the attempts, each in flytekit's container first, then in ours.
pub(crate) fn both<'a>(
    test: &str,
    attempts: impl IntoIterator<Item = (&'a str, &'a Inputs)>,
) -> Vec<Written> {
    both_in(test, &[], attempts)
}

/// Runs the attempts with further environment variables.
pub(crate) fn both_in<'a>(
    test: &str,
    environment: &[(&str, &str)],
    attempts: impl IntoIterator<Item = (&'a str, &'a Inputs)>,
) -> Vec<Written> {
    let root = scratch(test);
    let _ = fs::remove_dir_all(&root);
    let (mut inputs, mut runs, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (task, given)) in attempts.into_iter().enumerate() {
        let folder = root.join(at.to_string());
        let [path, ours, theirs] = ["inputs.pb", "ours", "theirs"].map(|name| folder.join(name));
        fs::create_dir_all(&ours).expect("a folder");
        fs::create_dir_all(&theirs).expect("a folder");
        match given {
            Inputs::Values(values) => inputs.push(json!({"task": task, "path": path, "values": values})),
            Inputs::Literals(map) => inputs.push(json!({"task": task, "path": path, "literals": map})),
            Inputs::Bytes(bytes) => fs::write(&path, bytes).expect("a file"),
            Inputs::Missing => {}
        }
        let variables: BTreeMap<_, _> = environment.iter().copied().collect();
        runs.push(json!({"task": task, "inputs": path, "prefix": theirs, "environment": variables}));
        written.push((task.to_owned(), path, Written { ours, theirs }));
    }
    flytekit::values(&json!({"inputs": inputs, "runs": runs}));
    let attempts = written.into_iter();
    attempts
        .map(|(task, inputs, written)| {
            execute(&task, &inputs, &written.ours, environment);
            written
        })
        .collect()
}

/// Runs one attempt in our container.
pub(crate) fn execute(task: &str, inputs: &Path, prefix: &Path, environment: &[(&str, &str)]) {
    let words = ["execute", "--task", &format!("mirror.{task}")].map(Into::into);
    let files = ["--inputs".into(), inputs.into(), "--output-prefix".into(), prefix.into()];
    let args: Vec<OsString> = words.into_iter().chain(files).collect();
    let _ = program::output_in(super::program(), &args, environment);
}
