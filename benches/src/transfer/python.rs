//! The same tasks in Python, for flytekit.

use crate::Result;
use std::fs;
use std::path::Path;

const TASKS: &str = r#"import os

from flytekit import task
from flytekit.types.file import FlyteFile


@task
def take(file: FlyteFile) -> int:
    return os.path.getsize(file.download())


@task
def read(file: FlyteFile) -> int:
    size = 0
    with file.open("rb") as opened:
        while piece := opened.read(1 << 20):
            size += len(piece)
    return size


@task
def give(path: str) -> FlyteFile:
    return FlyteFile(path)
"#;

/// Writes the module, and returns the command that starts flytekit's entrypoint with it.
pub(super) fn start(folder: &Path) -> Result<String> {
    fs::write(folder.join("transfer.py"), TASKS)?;
    Ok(crate::program::python_entrypoint(folder))
}
