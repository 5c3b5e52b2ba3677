//! The verb `bindings` of what a server holds.

use aileron_conformance::flytekit;
use aileron_conformance::options::Options as PackageOptions;
use aileron_conformance::package::Package;
use aileron_idl::admin::{
    LaunchPlan, LaunchPlanCreateRequest, TaskCreateRequest, TaskSpec, WorkflowCreateRequest, WorkflowSpec,
};
use aileron_idl::prost::Message;
use aileron_idl::service::admin_service::{CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW};
use remote_tests::entities::{DOMAIN, PROJECT};
use remote_tests::{Options, Server};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const IMAGES: &[(&str, &str)] = &[("default", "ghcr.io/acme/app:v1")];

fn packaged(version: &'static str) -> PathBuf {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bindings-{version}.tgz"));
    let options =
        PackageOptions { images: IMAGES, ids: Some([PROJECT, DOMAIN, version]), ..PackageOptions::NONE };
    flytekit::bound(options, &package);
    package
}

async fn register(server: &Server, package: &Path) {
    for (name, bytes) in Package::read(package).expect("a package").files {
        if name.ends_with("_1.pb") {
            let spec = TaskSpec::decode(&*bytes).expect("a task");
            let id = spec.template.as_ref().and_then(|template| template.id.clone());
            server.call(CREATE_TASK, TaskCreateRequest { id, spec: Some(spec) }).await.expect("registered");
        } else if name.ends_with("_2.pb") {
            let spec = WorkflowSpec::decode(&*bytes).expect("a workflow");
            let id = spec.template.as_ref().and_then(|template| template.id.clone());
            let request = WorkflowCreateRequest { id, spec: Some(spec) };
            server.call(CREATE_WORKFLOW, request).await.expect("registered");
        } else {
            let LaunchPlan { id, spec, .. } = LaunchPlan::decode(&*bytes).expect("a launch plan");
            let request = LaunchPlanCreateRequest { id, spec };
            server.call(CREATE_LAUNCH_PLAN, request).await.expect("registered");
        }
    }
}

fn bindings(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_steered"));
    command.arg("bindings").args(arguments).output().expect("the program starts")
}

fn written(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = bindings(arguments);
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("a source")
}

/// Without docs: a server does not tell those of workflows with their launch plans.
fn code(source: &str) -> Vec<&str> {
    source.lines().filter(|line| !line.trim_start().starts_with("///")).collect()
}

#[tokio::test]
async fn a_server_and_a_package_give_the_same() {
    let server = Server::start(Options::default());
    let packages = ["v1", "v2"].map(packaged);
    for package in &packages {
        register(&server, package).await;
    }
    let of_package =
        packages.each_ref().map(|package| written(&["--from", package.to_str().expect("Unicode")]));
    let there = ["--endpoint", server.grpc(), "--insecure", "--project", PROJECT, "--domain", DOMAIN];
    let newest = written(&there);
    assert_eq!(code(&newest), code(&of_package[1]));
    let older = written(&[&there[..], &["--version", "v1"]].concat());
    assert_eq!(code(&older), code(&of_package[0]));
    assert!(newest.contains("/// Defaults: `colour` is `\"red\"`, `height` is `1.5`.\n"), "{newest}");
    // Tasks have their docs.
    assert!(newest.contains("/// Changes a shape.\n"), "{newest}");

    let some = written(&[&there[..], &["moved", "--unpinned"]].concat());
    assert!(some.contains("pub fn moved(") && !some.contains("pub fn files("), "{some}");
    assert!(!some.contains("version ="), "{some}");
    let refused = bindings(&[&there[..], &["mvoed"]].concat());
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        said.contains("no task, workflow or launch plan is named `mvoed`; did you mean `bound.moved`?"),
        "{said}"
    );
}
