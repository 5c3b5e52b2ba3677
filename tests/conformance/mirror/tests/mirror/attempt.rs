//! One attempt at a task, on the same file of inputs, in both SDKs' containers.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use aileron_conformance::{flytekit, program};
use serde_json::{Value, json};

use super::scratch;

/// What lies in `inputs.pb`.
pub(crate) enum Inputs {
    /// Values that flytekit's type engine turns into literals of the task's types.
    Values(Value),
    /// Literals, by the canonical JSON of their message.
    Literals(Value),
    /// Bytes as they are.
    Bytes(&'static [u8]),
    /// There is no such file.
    Missing,
}

/// The folders into which the two wrote.
pub(crate) struct Written {
    pub(crate) ours: PathBuf,
    pub(crate) theirs: PathBuf,
}

/// Makes the attempts, each first in flytekit's container, then in ours.
pub(crate) fn both<'a>(
    test: &str,
    attempts: impl IntoIterator<Item = (&'a str, &'a Inputs)>,
) -> Vec<Written> {
    both_in(test, &[], attempts)
}

/// The same with variables of their environment.
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

/// One attempt in our container.
pub(crate) fn execute(task: &str, inputs: &Path, prefix: &Path, environment: &[(&str, &str)]) {
    let words = ["execute", "--task", &format!("mirror.{task}")].map(Into::into);
    let files = ["--inputs".into(), inputs.into(), "--output-prefix".into(), prefix.into()];
    let args: Vec<OsString> = words.into_iter().chain(files).collect();
    let _ = program::output_in(super::program(), &args, environment);
}
