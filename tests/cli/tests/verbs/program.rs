//! A program that runs apart from any configuration of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The images that the program `app` needs in addition to those of its manifest.
pub(crate) const IMAGES: [&str; 4] =
    ["--image", "ghcr.io/acme/app:v7", "--image", "later=ghcr.io/acme/later:1"];

/// A folder to run programs in, which has its own home folder.
pub(crate) struct Room {
    folder: TempDir,
}

/// The result of a program.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Room {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("home/.flyte")).unwrap();
        Room { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The files in a folder, sorted.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs `app` with the images that it needs.
    pub(crate) fn app(&self, arguments: &[&str]) -> Ended {
        self.run(env!("CARGO_BIN_EXE_app"), &[arguments, &IMAGES].concat(), &[])
    }

    /// Runs `others` with the same images.
    pub(crate) fn others(&self, arguments: &[&str]) -> Ended {
        self.run(env!("CARGO_BIN_EXE_others"), &[arguments, &IMAGES].concat(), &[])
    }

    pub(crate) fn run(&self, program: &str, arguments: &[&str], env: &[(&str, &str)]) -> Ended {
        Ended::from_output(&self.output(program, arguments, env))
    }

    /// The binary output of a program that has the images of `app`.
    pub(crate) fn bytes(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let output = self.output(program, &[arguments, &IMAGES].concat(), &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn output(&self, program: &str, arguments: &[&str], env: &[(&str, &str)]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path());
        command.env("HOME", self.path("home")).env_remove("FLYTECTL_CONFIG").envs(env.iter().copied());
        command.output().unwrap()
    }
}

impl Ended {
    fn from_output(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Ended {
            status: output.status.code().unwrap(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// The stdout of a program; asserts that it succeeded.
    pub(crate) fn done(self) -> String {
        assert_eq!(self.status, 0, "{}", self.stderr);
        self.stdout
    }

    /// The stderr of a program; asserts that the call was wrong and nothing was printed on stdout.
    pub(crate) fn refused(self) -> String {
        assert_eq!((self.status, self.stdout.as_str()), (2, ""), "{}", self.stderr);
        self.stderr
    }
}

/// Compares a text with a file in `golden`. `BLESS=1 cargo test -p cli-tests` writes the current text.
#[track_caller]
pub(crate) fn assert_golden(name: &str, printed: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, printed).unwrap();
    }
    assert_eq!(printed, fs::read_to_string(&path).unwrap());
}
