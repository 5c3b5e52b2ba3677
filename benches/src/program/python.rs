//! The same program in Python, for flytekit.

use super::{NODES, signature};
use std::fmt::Write;
use std::path::Path;

/// The command that starts flytekit's entrypoint with the modules of a folder.
pub(crate) fn python_entrypoint(folder: &Path) -> String {
    let folder = folder.display().to_string();
    format!(
        "import sys; sys.path.insert(0, {folder:?}); from flytekit.bin.entrypoint import execute_task_cmd; \
         execute_task_cmd()"
    )
}

/// A module with the same number of tasks, and with workflows that are chains of them.
pub(crate) fn python_module(tasks: usize, workflows: usize) -> String {
    let mut code =
        String::from("from typing import List, Tuple\n\nfrom flytekit import task, workflow\n\n\n");
    for task in 0..tasks {
        let (parameters, result) = signature::of(task);
        let _ = write!(code, "@task\ndef t{task}(x: int");
        for (name, parameter) in ('a'..).zip(parameters) {
            let _ = write!(code, ", {name}: {}", parameter.python.0);
        }
        let (ty, body) = result.python;
        let _ = writeln!(code, ") -> {ty}:\n    return {body}\n\n");
    }
    for workflow in 0..workflows {
        let _ = writeln!(code, "@workflow\ndef w{workflow}(v: int) -> int:");
        for task in workflow * NODES..(workflow + 1) * NODES {
            let (parameters, result) = signature::of(task);
            let _ = write!(code, "    {} = t{task}(x=v", result.pattern);
            for (name, parameter) in ('a'..).zip(parameters) {
                let _ = write!(code, ", {name}={}", parameter.python.1);
            }
            code.push_str(")\n");
        }
        code.push_str("    return v\n\n\n");
    }
    code
}
