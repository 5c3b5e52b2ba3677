//! A server that has the program `steered`, and launches its workflows.

use crate::support::client;
use aileron::remote::{Client, Execution, State};
use aileron_idl::admin::{
    ExecutionCreateRequest, ExecutionSpec, LaunchPlan, LaunchPlanCreateRequest, TaskCreateRequest, TaskSpec,
    WorkflowCreateRequest, WorkflowSpec,
};
use aileron_idl::core::{Literal, LiteralMap, Primitive, ResourceType, Scalar, literal, primitive, scalar};
use aileron_idl::prost::Message;
use aileron_idl::service::admin_service::{
    CREATE_EXECUTION, CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW,
};
use remote_tests::entities::{DOMAIN, PROJECT, VERSION, id};
use remote_tests::{Options, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long an execution may take to come to a state.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server with the entities of the program.
pub(crate) struct Steered {
    pub(crate) server: Server,
    pub(crate) client: Client,
}

/// The program.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_steered"))
}

impl Steered {
    pub(crate) async fn start() -> Self {
        let programs = program().parent().expect("its folder");
        let server = Server::start(Options::default().with("--bin-dir", programs));
        register(&server).await;
        let client = client(&server).await;
        Steered { server, client }
    }

    /// Launches a workflow under a name.
    pub(crate) async fn launch(&self, workflow: &str, name: &str, inputs: &[(&str, Literal)]) -> Execution {
        let plan = id(ResourceType::LaunchPlan, &format!("steered.{workflow}"));
        let literals = inputs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let request = ExecutionCreateRequest {
            project: PROJECT.into(),
            domain: DOMAIN.into(),
            name: name.into(),
            spec: Some(ExecutionSpec { launch_plan: Some(plan), ..ExecutionSpec::default() }),
            inputs: Some(LiteralMap { literals }),
            ..ExecutionCreateRequest::default()
        };
        self.server.call(CREATE_EXECUTION, request).await.expect("an execution");
        self.client.execution(name)
    }

    /// Calls the program with the options of the server.
    pub(crate) fn call(&self, arguments: &[&str]) -> Answer {
        self.call_of(program(), arguments)
    }

    /// Calls another build of the program.
    pub(crate) fn call_of(&self, program: &Path, arguments: &[&str]) -> Answer {
        let output = Command::new(program)
            .args(arguments)
            .args(["--endpoint", self.server.grpc(), "--insecure", "--project", PROJECT, "--domain", DOMAIN])
            .env_clear()
            .output()
            .expect("the program starts");
        Answer {
            status: output.status.code().expect("it is not killed"),
            stdout: String::from_utf8(output.stdout).expect("a text"),
            stderr: String::from_utf8(output.stderr).expect("a text"),
        }
    }

    /// A path in the folder of the server.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.server.work().join(name)
    }
}

/// What the program answers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Waits until an execution is over.
pub(crate) async fn over(execution: &Execution) -> State {
    let mut watch = execution.watch();
    let begun = Instant::now();
    loop {
        let now = watch.next().await.expect("a look");
        if now.state.is_over() {
            return now.state;
        }
        assert!(begun.elapsed() < PATIENCE, "{now:?}");
    }
}

/// Waits until so many gates of an execution wait.
pub(crate) async fn waiting(execution: &Execution, count: usize) {
    let begun = Instant::now();
    loop {
        let gates = execution.gates().await.expect("gates");
        if gates.iter().filter(|gate| gate.answer.is_none()).count() == count {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{gates:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub(crate) fn integer(value: i64) -> Literal {
    of(primitive::Value::Integer(value))
}

pub(crate) fn text(value: &Path) -> Literal {
    of(primitive::Value::StringValue(value.to_str().expect("a text").to_owned()))
}

fn of(value: primitive::Value) -> Literal {
    let primitive = scalar::Value::Primitive(Primitive { value: Some(value) });
    Literal {
        value: Some(literal::Value::Scalar(Box::new(Scalar { value: Some(primitive) }))),
        ..Literal::default()
    }
}

/// Registers what the program serializes.
async fn register(server: &Server) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(program())
        .args(["serialize", "--format", "pb", "--image", "steered:1"])
        .args(["--project", PROJECT, "--domain", DOMAIN, "--version", VERSION, "--output"])
        .arg(folder.path())
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files: Vec<_> =
        fs::read_dir(folder.path()).expect("files").map(|file| file.expect("a file").path()).collect();
    files.sort();
    for file in files {
        let bytes = fs::read(&file).expect("bytes");
        let name = file.file_stem().expect("a name").to_str().expect("a text");
        if name.ends_with("_1") {
            let spec = TaskSpec::decode(&*bytes).expect("a task");
            let id = spec.template.as_ref().and_then(|template| template.id.clone());
            server.call(CREATE_TASK, TaskCreateRequest { id, spec: Some(spec) }).await.expect("a task");
        } else if name.ends_with("_2") {
            let spec = WorkflowSpec::decode(&*bytes).expect("a workflow");
            let id = spec.template.as_ref().and_then(|template| template.id.clone());
            let request = WorkflowCreateRequest { id, spec: Some(spec) };
            server.call(CREATE_WORKFLOW, request).await.expect("a workflow");
        } else {
            let LaunchPlan { id, spec, .. } = LaunchPlan::decode(&*bytes).expect("a launch plan");
            let request = LaunchPlanCreateRequest { id, spec };
            server.call(CREATE_LAUNCH_PLAN, request).await.expect("a launch plan");
        }
    }
}
