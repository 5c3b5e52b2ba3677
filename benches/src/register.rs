//! `register` of many tasks and workflows on the server of the tests: the whole process.

mod requests;
mod server;

use crate::cargo::{cargo, room, succeed, target, workspace};
use crate::compare::{Subject, compare_by};
use crate::process::{metered, program};
use crate::program::{NODES, Package, Rust, python_module};
use crate::{Options, Result};
use server::Server;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

const TASKS: usize = 1_000;
const WORKFLOWS: usize = TASKS / NODES;
const NAME: &str = "registered";
const IMAGE: &str = "ghcr.io/acme/app:v1";
const PROJECT: &str = "flytesnacks";
const DOMAIN: &str = "development";

pub(crate) fn run(options: &Options) -> Result {
    let code = Rust { tasks: TASKS, workflows: WORKFLOWS, attributes: true }.program();
    let ours = Package::with_features(NAME, &code, &["remote"])?.release()?;
    let bare = bare_client()?;
    let requests = requests::write(&ours, &room()?.join(NAME))?;
    let server = Server::start()?;
    let mut subjects = vec![
        Subject {
            title: "a bare client",
            command: program(&bare, [server.grpc.as_ref(), requests.as_os_str()]),
        },
        Subject { title: "Aileron", command: register(&ours, &server.grpc) },
    ];
    if let Some(python) = &options.python {
        subjects.push(Subject { title: "flytekit", command: pyflyte(python, &server.grpc)? });
    }
    let title =
        format!("Register: {TASKS} tasks, {WORKFLOWS} workflows of {NODES} nodes and their launch plans");
    compare_by(&title, options.rounds(10), &subjects, 0, |subject| {
        metered(&with_a_version(&subject.command)?)
    })?;
    Ok(())
}

/// The program that sends what is in a file.
fn bare_client() -> Result<PathBuf> {
    let build = ["build", "--release", "--package", "aileron-remote-benches", "--target-dir"];
    succeed(cargo(workspace(), build).arg(target()?))?;
    Ok(target()?.join("release/bare-register").with_extension(std::env::consts::EXE_EXTENSION))
}

fn register(path: &Path, grpc: &str) -> Command {
    let arguments = ["register", "--endpoint", grpc, "--insecure", "--project", PROJECT, "--domain", DOMAIN];
    program(path, arguments.into_iter().chain(["--image", IMAGE, "--progress", "none", "--version"]))
}

/// `pyflyte register` of the same tasks and workflows in Python, without their source.
fn pyflyte(python: &Path, grpc: &str) -> Result<Command> {
    let directory = room()?.join("python").join(NAME);
    fs::create_dir_all(&directory)?;
    let module = directory.join(format!("{NAME}.py"));
    fs::write(&module, python_module(TASKS, WORKFLOWS))?;
    let config = directory.join("config.yaml");
    fs::write(&config, format!("admin:\n  endpoint: dns:///{grpc}\n  insecure: true\n"))?;
    let [module, config] = [&module, &config].map(|path| path.display().to_string());
    let start = "from flytekit.clis.sdk_in_container.pyflyte import main; main()";
    let arguments = ["-c", start, "--config", &config, "register", "--project", PROJECT, "--domain", DOMAIN];
    let more = ["--image", IMAGE, "--copy", "none", &module, "--version"];
    let mut command = program(python, arguments.into_iter().chain(more));
    command.current_dir(&directory);
    Ok(command)
}

/// The command with a version that nobody has registered.
fn with_a_version(command: &Command) -> Result<Command> {
    let version = format!("v{:019}", SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos());
    let mut again = Command::new(command.get_program());
    again.args(command.get_args()).arg(version).env_clear();
    again.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(directory) = command.get_current_dir() {
        again.current_dir(directory);
    }
    Ok(again)
}
