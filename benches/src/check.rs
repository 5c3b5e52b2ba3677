//! `check` of a large package, beside Flyte's own compiler, and what it adds to `package`.

use crate::cargo::room;
use crate::compare::{Subject, compare};
use crate::process::program;
use crate::program::{Package, Rust};
use crate::render::judge;
use crate::{Options, Result};

const TASKS: usize = 10_000;
const WORKFLOWS: usize = 10;
const NAME: &str = "checked";

pub(crate) fn run(options: &Options) -> Result {
    let code = Rust { tasks: TASKS, workflows: WORKFLOWS, attributes: true }.program();
    let path = Package::program(NAME, &code)?.release()?;
    let output = room()?.join(NAME).with_extension("tgz").display().to_string();
    let package = |more: &[&str]| {
        let arguments =
            ["package", "--image", "ghcr.io/acme/app:v1", "--version", "v1", "--force", "--output"];
        program(&path, arguments.into_iter().chain([output.as_str()]).chain(more.iter().copied()))
    };
    let title = "10,000 tasks and 10 workflows of 100 nodes";
    let subjects = [
        Subject { title: "`package --no-check`", command: package(&["--no-check"]) },
        Subject { title: "`package`", command: package(&[]) },
    ];
    compare(&format!("Package: {title}"), options.rounds(20), &subjects, 0)?;
    let subjects = [
        Subject { title: "`check` of the package", command: program(&path, ["check", output.as_str()]) },
        Subject {
            title: "Flyte's compiler",
            command: program(&judge(&room()?)?, ["compile", output.as_str()]),
        },
    ];
    compare(&format!("Check: {title}"), options.rounds(20), &subjects, 0)?;
    Ok(())
}
