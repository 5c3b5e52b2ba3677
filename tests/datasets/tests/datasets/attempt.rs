//! Runs one task once, with its inputs and outputs in a folder and its tables in any store.

use aileron::FlyteType;
use aileron::idl::core::{ContainerError, ErrorDocument, Literal, LiteralMap};
use aileron::idl::prost::Message;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;
use store_tests::minio::{Minio, PASSWORD, USER};
use tempfile::TempDir;

/// One server, shared by all tests.
pub(crate) static MINIO: LazyLock<Minio> = LazyLock::new(Minio::start);

/// The variables that Flyte sets if its store is `MinIO`.
pub(crate) fn flyte(endpoint: &str) -> Vec<(String, String)> {
    let variables = [
        ("FLYTE_AWS_ENDPOINT", endpoint),
        ("FLYTE_AWS_ACCESS_KEY_ID", USER),
        ("FLYTE_AWS_SECRET_ACCESS_KEY", PASSWORD),
    ];
    variables.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// An attempt that is being prepared.
pub(crate) struct Attempt {
    task: &'static str,
    inputs: LiteralMap,
    raw: Option<String>,
    environment: Vec<(String, String)>,
}

impl Attempt {
    pub(crate) fn of(task: &'static str) -> Self {
        Attempt { task, inputs: LiteralMap::default(), raw: None, environment: Vec::new() }
    }

    pub(crate) fn input(self, name: &str, value: impl FlyteType) -> Self {
        self.literal(name, value.into_literal().unwrap())
    }

    pub(crate) fn literal(mut self, name: &str, literal: Literal) -> Self {
        self.inputs.literals.insert(name.to_owned(), literal);
        self
    }

    /// Makes the task write its tables below a prefix.
    pub(crate) fn raw(self, prefix: &str) -> Self {
        Attempt { raw: Some(prefix.to_owned()), ..self }
    }

    pub(crate) fn with(self, environment: &[(String, String)]) -> Self {
        Attempt { environment: environment.to_vec(), ..self }
    }

    /// Runs the task and returns its only output.
    #[track_caller]
    pub(crate) fn run(&self) -> Literal {
        self.end().unwrap_or_else(|error| panic!("{}: {error:?}", self.task))
    }

    /// Checks that the task fails with an error that contains these words.
    #[track_caller]
    pub(crate) fn refused(&self, words: &str) -> ContainerError {
        let error = self.end().map(drop).unwrap_err();
        assert!(error.message.contains(words), "{}: {error:?}", self.task);
        error
    }

    #[track_caller]
    fn end(&self) -> Result<Literal, ContainerError> {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("inputs.pb"), self.inputs.encode_to_vec()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_dataset-fixture"));
        command.args(["execute", "--task", &format!("dataset_fixture.{}", self.task), "--inputs"]);
        command.arg(path("inputs.pb")).arg("--output-prefix").arg(path("0"));
        if let Some(raw) = &self.raw {
            command.args(["--raw-output-data-prefix", raw]);
        }
        let ended = command.envs(self.environment.iter().cloned()).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{}: {} {said}", self.task, ended.status);
        if let Ok(bytes) = fs::read(path("0/error.pb")) {
            return Err(ErrorDocument::decode(&*bytes).unwrap().error.unwrap());
        }
        let bytes = fs::read(path("0/outputs.pb")).unwrap_or_else(|error| panic!("{error}: {said}"));
        Ok(LiteralMap::decode(&*bytes).unwrap().literals.remove("o0").unwrap())
    }
}
