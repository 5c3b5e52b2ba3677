//! Runs one task once, with its files in a bucket.

use aileron::FlyteType;
use aileron::idl::core::{ContainerError, ErrorDocument, Literal, LiteralMap};
use aileron::idl::prost::Message;
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use store_tests::bucket::Bucket;
use store_tests::minio::{BUCKET, Minio, PASSWORD, USER};

/// One server, shared by all tests; each test has a prefix of its own.
pub(crate) static MINIO: LazyLock<Minio> = LazyLock::new(Minio::start);

/// The variables that Flyte sets if its store is `MinIO`.
pub(crate) fn flyte(endpoint: &str) -> Vec<(&'static str, String)> {
    vec![
        ("FLYTE_AWS_ENDPOINT", endpoint.to_owned()),
        ("FLYTE_AWS_ACCESS_KEY_ID", USER.to_owned()),
        ("FLYTE_AWS_SECRET_ACCESS_KEY", PASSWORD.to_owned()),
        // A test must not wait long for a fault of its own making.
        ("FLYTE_AWS_BACKOFF_SECONDS", "0".to_owned()),
    ]
}

/// An attempt that is being prepared.
pub(crate) struct Attempt {
    pub(crate) task: &'static str,
    pub(crate) bucket: Bucket,
    pub(crate) root: String,
    /// The prefix below the bucket.
    pub(crate) prefix: String,
    inputs: LiteralMap,
    inputs_uri: String,
    environment: Vec<(&'static str, String)>,
}

/// The results of an attempt.
pub(crate) struct Ended {
    pub(crate) status: Option<i32>,
    pub(crate) stderr: String,
    pub(crate) outputs: Option<LiteralMap>,
    pub(crate) error: Option<ContainerError>,
}

impl Attempt {
    /// An attempt on the shared server, with Flyte's variables.
    pub(crate) fn of(task: &'static str) -> Self {
        Self::at(task, &MINIO, flyte(&MINIO.endpoint))
    }

    pub(crate) fn at(task: &'static str, minio: &Minio, environment: Vec<(&'static str, String)>) -> Self {
        Self::in_store(task, minio.bucket(), format!("s3://{BUCKET}"), environment)
    }

    pub(crate) fn in_store(
        task: &'static str,
        bucket: Bucket,
        root: String,
        environment: Vec<(&'static str, String)>,
    ) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let prefix = format!("metadata/{task} é+/{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let inputs_uri = format!("{root}/{prefix}/inputs.pb");
        Attempt { task, bucket, root, prefix, inputs: LiteralMap::default(), inputs_uri, environment }
    }

    /// Reads the inputs from another place.
    pub(crate) fn inputs(self, uri: &str) -> Self {
        Attempt { inputs_uri: uri.to_owned(), ..self }
    }

    pub(crate) fn input(self, name: &str, value: impl FlyteType) -> Self {
        self.literal(name, value.into_literal().unwrap())
    }

    pub(crate) fn literal(mut self, name: &str, literal: Literal) -> Self {
        self.inputs.literals.insert(name.to_owned(), literal);
        self
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.environment.push((name, value.to_owned()));
        self
    }

    pub(crate) fn command(&self) -> Command {
        self.bucket.put(&format!("{}/inputs.pb", self.prefix), self.inputs.encode_to_vec());
        let mut command = Command::new(env!("CARGO_BIN_EXE_store-fixture"));
        let uri = |name: &str| format!("{}/{}/{name}", self.root, self.prefix);
        command.args(["execute", "--task", &format!("store_fixture.{}", self.task)]);
        command.args(["--inputs", &self.inputs_uri, "--output-prefix", &uri("0")]);
        command.args(["--raw-output-data-prefix", &uri("raw")]);
        let theirs = |name: &str| {
            ["AWS_", "FLYTE_", "GOOGLE_", "AZURE_", "STORAGE_"].iter().any(|one| name.starts_with(one))
        };
        std::env::vars().filter(|(name, _)| theirs(name)).for_each(|(name, _)| {
            command.env_remove(name);
        });
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    pub(crate) fn run(&self) -> Ended {
        self.ended(&self.command().output().unwrap())
    }

    pub(crate) fn ended(&self, output: &Output) -> Ended {
        let left = |name: &str| self.bucket.get(&format!("{}/0/{name}", self.prefix));
        Ended {
            status: output.status.code(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            outputs: left("outputs.pb").map(|bytes| LiteralMap::decode(&*bytes).unwrap()),
            error: left("error.pb").and_then(|bytes| ErrorDocument::decode(&*bytes).unwrap().error),
        }
    }
}

impl Ended {
    /// The only output.
    #[track_caller]
    pub(crate) fn output<T: FlyteType>(&self) -> T {
        assert_eq!(self.status, Some(0), "{}", self.stderr);
        let literal = self.outputs.as_ref().and_then(|map| map.literals.get("o0").cloned());
        T::from_literal(literal.unwrap_or_else(|| panic!("{}", self.stderr))).unwrap()
    }

    /// Checks that the task failed and wrote its error, with these words, to the store.
    #[track_caller]
    pub(crate) fn refused(&self, words: &str) {
        let error = self.error.as_ref().unwrap_or_else(|| panic!("{}", self.stderr));
        assert!(
            self.status == Some(0) && self.outputs.is_none() && error.message.contains(words),
            "{error:?}"
        );
    }

    /// Checks that the process failed with these words, because it could not write its error to the store.
    #[track_caller]
    pub(crate) fn lost(&self, words: &str) {
        assert_eq!(self.status, Some(1), "{}", self.stderr);
        let is_lost =
            self.stderr.contains("the task's result could not be written") && self.stderr.contains(words);
        assert!(is_lost && self.outputs.is_none() && self.error.is_none(), "{}", self.stderr);
    }
}
