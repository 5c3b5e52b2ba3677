//! One attempt to run a task, for the tests of this package and of `builds`: its directory, its process, its files.
#![cfg(unix)]
// For the tests of this package alone: a wrong path is a failed test, and every method is one step of it.
#![allow(
    missing_docs,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::return_self_not_must_use
)]

use aileron::FlyteType;
use aileron::idl::core::{ContainerError, ErrorDocument, Literal, LiteralMap};
use aileron::idl::prost::Message;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A program of this package, which cargo builds for its tests: it lies beside the folder of the tests.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().join(name)
}

/// One attempt to run a task.
#[derive(Debug)]
pub struct Attempt {
    directory: TempDir,
    inputs: BTreeMap<String, Literal>,
    command: Command,
}

impl Attempt {
    /// An attempt of a task of the fixture.
    pub fn of_task(task: &str) -> Self {
        Attempt::in_program(program("fixture"), &format!("fixture.{task}"))
    }

    /// An attempt of a task of the other fixture.
    pub fn under_stress(task: &str) -> Self {
        Attempt::in_program(program("stress"), &format!("stress.{task}"))
    }

    /// An attempt of a task of another program, by the task's full name.
    pub fn in_program(program: impl AsRef<Path>, task: &str) -> Self {
        Attempt::by(Command::new(program.as_ref()), task)
    }

    /// An attempt of a task of a program that the one in the image fetches, by the task's full name.
    pub fn fast(image: impl AsRef<Path>, uri: &str, sha256: &str, task: &str) -> Self {
        let mut command = Command::new(image.as_ref());
        command.args(["fast-execute", "--program", uri, "--sha256", sha256, "--"]);
        Attempt::by(command, task)
    }

    fn by(mut command: Command, task: &str) -> Self {
        let directory = TempDir::new().unwrap();
        command.args(["execute", "--task", task, "--inputs"]).arg(directory.path().join("inputs.pb"));
        command.arg("--output-prefix").arg(directory.path().join("out/0"));
        for name in [
            "RUST_BACKTRACE",
            "RUST_LOG",
            "FLYTE_FAIL_ON_ERROR",
            "_F_L_MIN_SIZE_MB",
            "_F_L_MAX_SIZE_MB",
            "_F_DES",
            "_F_WN",
        ] {
            command.env_remove(name);
        }
        Attempt { directory, inputs: BTreeMap::new(), command }
    }

    pub fn input(mut self, name: &str, value: impl FlyteType) -> Self {
        self.inputs.insert(name.to_owned(), value.into_literal().unwrap());
        self
    }

    pub fn literal(mut self, name: &str, literal: Literal) -> Self {
        self.inputs.insert(name.to_owned(), literal);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Adds an argument of `execute`.
    pub fn argument(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.arg(name).arg(value);
        self
    }

    /// The folder for the results.
    pub fn prefix(&self) -> PathBuf {
        self.directory.path().join("out/0")
    }

    /// Writes the inputs and returns the command.
    pub fn command(&mut self) -> &mut Command {
        let map = LiteralMap { literals: self.inputs.clone() };
        fs::write(self.directory.path().join("inputs.pb"), map.encode_to_vec()).unwrap();
        self.command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped())
    }

    pub fn run(mut self) -> Ended {
        let output = self.command().output().unwrap();
        self.ended(output)
    }

    /// Runs with the default action for each signal, even if this process was started to ignore some: a shell lets
    /// programs in the background ignore SIGINT and SIGQUIT.
    pub fn run_with_default_signals(mut self) -> Ended {
        let command = self.command();
        let mut started = Command::new("env");
        started.arg("--default-signal").arg(command.get_program()).args(command.get_args());
        let output = started.output().unwrap();
        self.ended(output)
    }

    /// Runs under a limit of the shell's `ulimit`. The signal of the limit is ignored.
    pub fn run_limited(mut self, limit: &str) -> Ended {
        let command = self.command();
        let mut limited = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit {limit}; exec \"$@\"");
        limited.args(["-c", &script, "sh"]).arg(command.get_program());
        let output = limited.args(command.get_args()).output().unwrap();
        self.ended(output)
    }

    /// Runs with these bytes as `inputs.pb`.
    pub fn run_with(mut self, inputs: &[u8]) -> Ended {
        self.command();
        fs::write(self.directory.path().join("inputs.pb"), inputs).unwrap();
        let output = self.command.output().unwrap();
        self.ended(output)
    }

    pub fn ended(self, output: Output) -> Ended {
        Ended {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            files: files_of(&self.prefix()),
        }
    }
}

/// The names and contents of the files in a directory, with hidden ones; nothing if there is no such directory.
pub fn files_of(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(directory) else { return BTreeMap::new() };
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The results of an attempt.
#[derive(Debug)]
pub struct Ended {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Ended {
    /// Takes the deck out of the files.
    pub fn deck(&mut self) -> String {
        let page = self.files.remove("deck.html").unwrap_or_else(|| panic!("no deck: {}", self.stderr));
        String::from_utf8(page).unwrap()
    }

    fn only_file(&self, name: &str) -> &[u8] {
        assert_eq!(self.files.keys().collect::<Vec<_>>(), [name], "{}", self.stderr);
        &self.files[name]
    }

    /// The outputs of a successful attempt.
    pub fn outputs(&self) -> BTreeMap<String, Literal> {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        LiteralMap::decode(self.only_file("outputs.pb")).unwrap().literals
    }

    /// The only output of a successful attempt.
    pub fn value<T: FlyteType>(&self) -> T {
        let mut outputs = self.outputs();
        let value = outputs.remove("o0").unwrap();
        assert!(outputs.is_empty(), "{outputs:?}");
        T::from_literal(value).unwrap()
    }

    /// The error of a failed attempt that ended with status 0, so the engine reads it.
    pub fn error(&self) -> ContainerError {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        self.error_file()
    }

    /// The error of a failed attempt, whatever its exit status.
    pub fn error_file(&self) -> ContainerError {
        ErrorDocument::decode(self.only_file("error.pb")).unwrap().error.unwrap()
    }
}
