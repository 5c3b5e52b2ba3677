//! The program, with its own folder for temporary files.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A folder for temporary files and for the files of a test.
pub(crate) struct Room {
    folder: TempDir,
}

/// The result of a program.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Room {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["tmp", "home", "bin"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        Room { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).into_os_string().into_string().unwrap()
    }

    pub(crate) fn write(&self, name: &str, content: &str) -> String {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), content).unwrap();
        self.text(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_outside"));
        command.arg("run").args(arguments).current_dir(self.folder.path());
        command.env("TMPDIR", self.path("tmp")).env("HOME", self.path("home"));
        command.env_remove("FLYTECTL_CONFIG").env_remove("AILERON_CONTAINERS").env_remove("AILERON_PASS_ENV");
        command
    }

    /// Runs a task, with containers as processes.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::from_output(&self.command(&[arguments, &["--containers=process"]].concat()).output().unwrap())
    }

    /// Runs a task with inputs of any type.
    pub(crate) fn run_with(&self, task: &str, inputs: &Value) -> Ended {
        self.write("inputs.json", &inputs.to_string());
        self.run(&[task, "--inputs", "inputs.json"])
    }

    /// The temporary files and empty folders that are left behind.
    pub(crate) fn left(&self) -> BTreeSet<PathBuf> {
        let mut left = BTreeSet::new();
        collect(&self.path("tmp"), &mut left);
        left
    }
}

fn collect(folder: &Path, into: &mut BTreeSet<PathBuf>) {
    let before = into.len();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, into) } else { _ = into.insert(path) }
    }
    if into.len() == before && !folder.ends_with("tmp") {
        into.insert(folder.to_owned());
    }
}

impl Ended {
    pub(crate) fn from_output(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Ended { status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// The outputs of a run; asserts that it succeeded.
    pub(crate) fn outputs(self) -> Value {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// The stderr of a run; asserts that the task failed.
    pub(crate) fn failed(self) -> String {
        assert_eq!((self.status, self.stdout.as_str()), (Some(1), ""), "{}", self.stderr);
        let at = self.stderr.find("error: ").unwrap_or_else(|| panic!("{}", self.stderr));
        self.stderr[at..].to_owned()
    }
}

/// Waits for something that should happen soon; fails if it does not happen.
pub(crate) fn until(happened: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(begun.elapsed() < Duration::from_mins(1), "it did not happen");
        thread::sleep(Duration::from_millis(10));
    }
}
