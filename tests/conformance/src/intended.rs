//! The intended differences between every task of ours and flytekit's.

use serde_json::{Value, json};

use crate::difference::Intended;

/// The arguments of the container.
pub const ARGUMENTS: Intended = Intended {
    place: "*/template/container/args",
    why: "another program is started: its path, its verb, and the name of the task instead of a resolver",
    allows: |ours, theirs| {
        ours.is_some_and(is_ours) && theirs.is_some_and(|args| args[0] == "pyflyte-execute")
    },
};

/// The language.
pub const FLAVOR: Intended = Intended {
    place: "*/template/metadata/runtime/flavor",
    why: "the task is written in another language",
    allows: |ours, theirs| ours == Some(&json!("rust")) && theirs == Some(&json!("python")),
};

/// The release.
pub const VERSION: Intended = Intended {
    place: "*/template/metadata/runtime/version",
    why: "each names the contract that it keeps: flytekit its own release, Aileron that of Flyte",
    allows: |ours, theirs| ours == Some(&json!("1.16.8")) && theirs == Some(&json!("1.16.31")),
};

/// The format of docs.
pub const DOCS: Intended = Intended {
    place: "*/description/longDescription/format",
    why: "docs are Markdown in Rust and reStructuredText in Python",
    allows: |ours, theirs| {
        ours == Some(&json!("DESCRIPTION_FORMAT_MARKDOWN"))
            && theirs == Some(&json!("DESCRIPTION_FORMAT_RST"))
    },
};

/// Docs that only our task has.
pub const NO_DOCS: Intended = Intended {
    place: "*/description",
    why: "in flytekit, a task that is not a function has no docs",
    allows: |ours, theirs| {
        ours == Some(&json!({"longDescription": {"format": "DESCRIPTION_FORMAT_MARKDOWN"}}))
            && theirs.is_none()
    },
};

/// The arguments that the entrypoint reads, around the name of the task.
#[must_use]
pub fn is_ours(args: &Value) -> bool {
    let Some(args) = args.as_array() else { return false };
    let texts: Vec<&str> = args.iter().filter_map(Value::as_str).collect();
    matches!(
        texts[..],
        [
            program,
            "execute",
            "--task",
            name,
            "--inputs",
            "{{.input}}",
            "--output-prefix",
            "{{.outputPrefix}}",
            "--raw-output-data-prefix",
            "{{.rawOutputDataPrefix}}",
            "--checkpoint-path",
            "{{.checkpointOutputPrefix}}",
            "--prev-checkpoint",
            "{{.prevCheckpointPrefix}}",
        ] if program.strip_prefix("/usr/local/bin/") == name.split('.').next()
    )
}
