//! The same tasks in Python, for flytekit.

use crate::Result;
use std::fs;
use std::path::Path;

const TASKS: &str = "from dataclasses import dataclass
from typing import List

from flytekit import task


@dataclass
class Series:
    xs: List[float]


@task
def sum(xs: List[int]) -> int:
    total = 0
    for x in xs:
        total += x
    return total


@task
def shifted(xs: List[int]) -> List[int]:
    return [x + 1 for x in xs]


@task
def total(series: Series) -> float:
    total = 0.0
    for x in series.xs:
        total += x
    return total


@task
def scaled(series: Series) -> Series:
    return Series([x * 2.0 for x in series.xs])
";

/// Writes the module, and returns the command that starts flytekit's entrypoint with it.
pub(super) fn start(folder: &Path) -> Result<String> {
    fs::write(folder.join("values.py"), TASKS)?;
    Ok(crate::program::python_entrypoint(folder))
}
