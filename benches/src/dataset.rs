//! The sum of one column of a table with ten million rows, from a file and from a store.

use crate::cargo::{room, succeed};
use crate::compare::{Subject, compare};
use crate::process::{metered, program};
use crate::program::{Package, python_entrypoint};
use crate::transfer::programs;
use crate::transfer::server::Server;
use crate::{Options, Result};
use aileron_idl::core::{
    Literal, LiteralMap, Scalar, StructuredDataset, StructuredDatasetMetadata, StructuredDatasetType,
    literal, scalar,
};
use prost::Message;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TASK: &str = r#"
use aileron::arrow::{array::AsArray, compute, datatypes::Float64Type};
use aileron::prelude::*;

#[task]
fn total(table: StructuredDataset) -> std::io::Result<f64> {
    let mut total = 0.0;
    for batch in table.select(["x"])? {
        total += compute::sum(batch?.column(0).as_primitive::<Float64Type>()).unwrap_or(0.0);
    }
    Ok(total)
}

aileron::main!();
"#;

/// The same tasks in Python, with pandas and with pyarrow, and the code that writes the table.
const MODULE: &str = r#"
import sys
import pandas
import pyarrow
from flytekit import kwtypes, task
from typing_extensions import Annotated

column = kwtypes(x=float)

@task
def total(table: Annotated[pandas.DataFrame, column]) -> float:
    return float(table["x"].sum())

@task
def total_arrow(table: Annotated[pyarrow.Table, column]) -> float:
    import pyarrow.compute
    return pyarrow.compute.sum(table["x"]).as_py()
"#;

/// The columns are an integer, a float, a string and a boolean; few of their values repeat.
const MAKE: &str = r#"
import sys
import numpy, pyarrow, pyarrow.parquet
rows = 10_000_000
random = numpy.random.default_rng(7)
pyarrow.parquet.write_table(pyarrow.table({
    "id": numpy.arange(rows),
    "x": random.random(rows),
    "name": random.integers(0, 1_000_000, rows).astype(str),
    "flag": random.random(rows) < 0.5,
}), sys.argv[1])
"#;

pub(crate) fn run(options: &Options) -> Result {
    let Some(python) = &options.python else {
        eprintln!(
            "`dataset` needs a Python that makes the table, and reads it beside: name one by `--python`"
        );
        return Ok(());
    };
    let home = room()?.join("dataset");
    let table = home.join("table");
    make(python, &table)?;
    fs::write(home.join("tables.py"), MODULE)?;
    let ours = Package::with_features("dataset_total", TASK, &["dataset", "s3"])?.release()?;
    let programs = programs()?;
    let server = Server::start(&programs.join("store-server"))?;
    let file = table.join("00000").display().to_string();
    succeed(&mut with_store(
        program(&programs.join("store-plain"), ["give", &file, "table/00000"]),
        &server,
    ))?;
    let places =
        [("a file", "file", table.display().to_string()), ("S3", "store", "s3://bucket/table".to_owned())];
    for (title, folder, uri) in places {
        let folder = inputs(home.join(folder), &uri)?;
        let mut subjects = vec![Subject {
            title: "Aileron",
            command: program(&ours, ["execute", "--task", "dataset_total.total"]),
        }];
        subjects[0].command.args(arguments(&folder));
        for (title, task, reads_stores) in
            // flytekit 1.16 looks for a store's table on this machine (`types/structured/basic_dfs.py`).
            [("flytekit, pandas", "total", true), ("flytekit, pyarrow", "total_arrow", false)]
        {
            if reads_stores || folder.ends_with("file") {
                let mut command = program(python, ["-c", &python_entrypoint(&home)]);
                command.args(arguments(&folder)).args(LOADER).arg(task);
                subjects.push(Subject { title, command });
            }
        }
        let with_store =
            |subject: Subject| Subject { command: with_store(subject.command, &server), ..subject };
        let subjects: Vec<_> = subjects.into_iter().map(with_store).collect();
        agree(&subjects, &folder.join("outputs.pb"))?;
        let title = format!("Dataset: one of four columns of 10,000,000 rows, from {title}");
        compare(&title, options.rounds(7), &subjects, 0)?;
    }
    Ok(())
}

/// The arguments of flytekit's entrypoint, except the task's name.
const LOADER: [&str; 6] = [
    "--resolver",
    "flytekit.core.python_auto_container.default_task_resolver",
    "--",
    "task-module",
    "tables",
    "task-name",
];

fn with_store(mut command: Command, server: &Server) -> Command {
    command.env("FLYTE_AWS_ENDPOINT", &server.endpoint);
    command.env("FLYTE_AWS_ACCESS_KEY_ID", "somebody").env("FLYTE_AWS_SECRET_ACCESS_KEY", "something");
    command
}

fn make(python: &Path, table: &Path) -> Result {
    let file = table.join("00000");
    if file.exists() {
        return Ok(());
    }
    eprintln!("making a table of 10,000,000 rows");
    fs::create_dir_all(table)?;
    let part = table.with_extension("part");
    metered(&program(python, ["-c".as_ref(), MAKE.as_ref(), part.as_os_str()]))?;
    Ok(fs::rename(part, file)?)
}

/// A folder with the inputs of a task, a table at that address.
fn inputs(folder: PathBuf, uri: &str) -> Result<PathBuf> {
    fs::create_dir_all(&folder)?;
    let ty = StructuredDatasetType { format: "parquet".to_owned(), ..StructuredDatasetType::default() };
    let metadata = Some(StructuredDatasetMetadata { structured_dataset_type: Some(ty) });
    let dataset = StructuredDataset { uri: uri.to_owned(), metadata };
    let scalar = Scalar { value: Some(scalar::Value::StructuredDataset(dataset)) };
    let literal = Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() };
    let inputs = LiteralMap { literals: [("table".to_owned(), literal)].into() };
    fs::write(folder.join("inputs.pb"), inputs.encode_to_vec())?;
    Ok(folder)
}

/// A container's arguments, which both sides understand.
fn arguments(folder: &Path) -> [PathBuf; 6] {
    let option = |name: &str| PathBuf::from(name);
    [
        option("--inputs"),
        folder.join("inputs.pb"),
        option("--output-prefix"),
        folder.to_owned(),
        option("--raw-output-data-prefix"),
        folder.join("raw"),
    ]
}

/// Checks that all compute the same sum, except for rounding that depends on the order of the additions.
fn agree(subjects: &[Subject], outputs: &Path) -> Result {
    let mut sums = Vec::new();
    for Subject { title, command } in subjects {
        let _ = fs::remove_file(outputs);
        metered(command)?;
        let map = LiteralMap::decode(&*fs::read(outputs).map_err(|error| format!("{title}: {error}"))?)?;
        sums.push(sum(map).ok_or_else(|| format!("{title} gives no float"))?);
    }
    let same = sums.iter().all(|sum| (sum - sums[0]).abs() < 1e-6 * sums[0].abs());
    if same { Ok(()) } else { Err(format!("the sums differ: {sums:?}").into()) }
}

fn sum(mut outputs: LiteralMap) -> Option<f64> {
    use aileron_idl::core::primitive::Value;
    let literal::Value::Scalar(scalar) = outputs.literals.remove("o0")?.value? else { return None };
    match scalar.value? {
        scalar::Value::Primitive(primitive) => match primitive.value? {
            Value::FloatValue(sum) => Some(sum),
            _ => None,
        },
        _ => None,
    }
}
