//! One attempt at a task, on the same file of inputs, in both SDKs' containers.

use std::fs;
use std::path::PathBuf;

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
        runs.push(json!({"task": task, "inputs": path, "prefix": theirs}));
        written.push((task.to_owned(), path, Written { ours, theirs }));
    }
    flytekit::values(&json!({"inputs": inputs, "runs": runs}));
    written.into_iter().map(|(task, inputs, written)| execute(&task, inputs, written)).collect()
}

fn execute(task: &str, inputs: PathBuf, written: Written) -> Written {
    let words = ["execute", "--task", &format!("mirror.{task}")].map(Into::into);
    let files = ["--inputs".into(), inputs.into_os_string(), "--output-prefix".into()];
    let args: Vec<_> =
        words.into_iter().chain(files).chain([written.ours.clone().into_os_string()]).collect();
    let _ = program::output(super::program(), &args);
    written
}
