//! The engine and its options.

use crate::report::Run;
use aileron_conformance::go;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The engine, which runs packages.
///
/// ```no_run
/// use engine_tests::Engine;
/// use std::path::Path;
///
/// let engine = Engine::new(Path::new("target/debug"));
/// let run = engine.run(Path::new("package.tgz"), "quickstart.pipeline", &Default::default());
/// assert_eq!(run.outputs().literals.len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Engine {
    arguments: Vec<OsString>,
}

impl Engine {
    /// An engine whose containers find their programs in this folder, by name.
    ///
    /// Flyte's own co-pilot is used if `AILERON_COPILOT` holds its path.
    #[must_use]
    pub fn new(programs: &Path) -> Self {
        let engine = Engine { arguments: Vec::new() }.with("--bin-dir", programs);
        match env::var_os("AILERON_COPILOT") {
            Some(file) => engine.with("--copilot", file),
            None => engine,
        }
    }

    /// Adds an option of the engine.
    #[must_use]
    pub fn with(mut self, option: &str, value: impl Into<OsString>) -> Self {
        self.arguments.extend([option.into(), value.into()]);
        self
    }

    /// Writes large literals to files of their own.
    #[must_use]
    pub fn offloading(mut self) -> Self {
        self.arguments.push("--offload".into());
        self
    }

    /// Runs a workflow of a package until it succeeds or fails.
    ///
    /// # Panics
    /// Panics if the engine can't be built or can't run the workflow, for example because the compiler refuses it.
    #[must_use]
    #[track_caller]
    pub fn run(&self, package: &Path, workflow: &str, inputs: &LiteralMap) -> Run {
        let engine = go::program("engine").unwrap_or_else(|why| panic!("{why}"));
        let folder = tempfile::tempdir().expect("a folder");
        let given = folder.path().join("inputs.pb");
        fs::write(&given, inputs.encode_to_vec()).expect("a file");
        let mut command = Command::new(engine);
        command.arg("run").arg(package).args([workflow, "--inputs"]).arg(&given);
        command.arg("--work").arg(folder.path()).args(&self.arguments);
        // The folder of the store, for a task that writes an object there itself.
        command.arg("--env").arg(format!("OBJECTS={}", folder.path().join("s3").display()));
        let answer = command.output().expect("the engine starts");
        let said = String::from_utf8_lossy(&answer.stderr);
        assert!(matches!(answer.status.code(), Some(0 | 1)), "the engine can't run {workflow}: {said}");
        Run::new(folder, &answer.stdout)
    }
}
