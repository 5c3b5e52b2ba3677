//! One of several processes that run a task together and may all fail: the engine wants an error file from each, and
//! uses the earliest (flyteplugins `ioutils/remote_file_output_reader.go`, flytekit `bin/entrypoint.py`).

use crate::storage::random;

/// The name of the file for this process's error.
pub(super) fn error_file() -> String {
    if is_one_of_several() { format!("error-{}.pb", random::name()) } else { "error.pb".to_owned() }
}

/// The pod's name; empty if the process is the only one.
pub(super) fn name() -> String {
    let name = if is_one_of_several() { variable(["FLYTE_INTERNAL_WORKER_NAME", "_F_WN"]) } else { None };
    name.unwrap_or_default()
}

fn is_one_of_several() -> bool {
    variable(["FLYTE_INTERNAL_DIST_ERROR_STRATEGY", "_F_DES"]).is_some()
}

fn variable(names: [&str; 2]) -> Option<String> {
    names.into_iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty())
}
