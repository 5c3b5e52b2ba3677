//! Begins a project with Aileron: `aileron-new ../my-project`.
//!
//! The files are those of the folder `template`, which cargo-generate takes as well.

mod name;
mod template;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::ValueParser;
use clap::{Arg, Command, value_parser};

/// The clone that this program was compiled in. If it came from crates.io, there is none.
const CLONE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn main() -> ExitCode {
    let arguments = command().get_matches();
    let project = arguments.get_one::<PathBuf>("project").expect("clap requires it");
    let clone = arguments.get_one::<PathBuf>("path");
    match begin(project, clone.map(PathBuf::as_path)) {
        Ok(name) => {
            print!("{}", next(project, &name));
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("error: {fault}");
            // Nothing of the call is wrong if the disk is full.
            ExitCode::from(if fault.is::<std::io::Error>() { 1 } else { 2 })
        }
    }
}

fn command() -> Command {
    Command::new("aileron-new")
        .about("Begins a project with Aileron, the Rust SDK for Flyte")
        .version(env!("CARGO_PKG_VERSION"))
        .arg(
            Arg::new("project")
                .value_name("FOLDER")
                .required(true)
                .value_parser(ValueParser::path_buf())
                .help("The folder to make; its last part is the name of the project"),
        )
        .arg(Arg::new("path").long("path").value_name("CLONE").value_parser(value_parser!(PathBuf)).help(
            "The clone of Aileron that the project depends on [default: the one that this program is from]",
        ))
}

/// Makes the project, and returns its name.
fn begin(project: &Path, clone: Option<&Path>) -> Result<String, Box<dyn Error>> {
    let name = project
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or("the folder has no name: write `my-project`")?;
    name::check(name)?;
    if project.symlink_metadata().is_ok() {
        return Err(format!("{} exists already: choose another name, or remove it", project.display()).into());
    }
    let aileron = match clone {
        Some(clone) => requirement(clone)?,
        None if is_clone(Path::new(CLONE)) => requirement(Path::new(CLONE))?,
        None => format!("\"{}\"", env!("CARGO_PKG_VERSION")),
    };
    let parent = project.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        return Err(format!("{} is not a folder: make it first", parent.display()).into());
    }
    // Written within a folder that is gone if this fails, and renamed when all of it is there.
    let scratch = tempfile::Builder::new().prefix(".aileron-new-").tempdir_in(parent)?;
    let whole = scratch.path().join(name);
    for (path, text) in template::FILES {
        let path = whole.join(path.strip_suffix(".liquid").unwrap_or(path));
        fs::create_dir_all(path.parent().expect("it is in a folder"))?;
        fs::write(path, template::render(text, &[("project-name", name), ("aileron", &aileron)]))?;
    }
    fs::rename(whole, project)?;
    Ok(name.to_owned())
}

fn is_clone(folder: &Path) -> bool {
    folder.join("runtime/Cargo.toml").is_file()
}

/// The dependency on a clone, as Cargo.toml has it.
fn requirement(clone: &Path) -> Result<String, Box<dyn Error>> {
    if !is_clone(clone) {
        return Err(
            format!("{} is not a clone of Aileron: it has no runtime/Cargo.toml", clone.display()).into()
        );
    }
    let path = clone.canonicalize()?.join("runtime");
    // A literal string of TOML, in which a backslash is only that.
    match path.to_str() {
        Some(path) if !path.contains(['\'', '\n']) => Ok(format!("{{ path = '{path}' }}")),
        _ => {
            Err(format!("the path {} can't be written into Cargo.toml: move the clone", path.display())
                .into())
        }
    }
}

/// What to do next.
fn next(project: &Path, name: &str) -> String {
    let folder = project.display();
    format!(
        "{name}: three tasks and a workflow, in {folder}/src/main.rs. Try it:\n\n\
         \x20   cd {folder}\n\
         \x20   cargo test\n\
         \x20   cargo run -- list\n\
         \x20   cargo run -- run pipeline --text README.md --most 3\n\
         \x20   cargo run -- package\n\n\
         The image in Cargo.toml, ghcr.io/you/{name}:v1, is an example: write your own.\n"
    )
}
