//! A program whose tasks run in pods.

use aileron::PodTemplate;
use aileron::accelerators::T4;
use aileron::k8s_openapi::api::core::v1::{Container, EnvVar, EnvVarSource, ObjectFieldSelector};
use aileron::prelude::*;
use pod_tests::{container, pod, resources};

fn with_a_neighbour() -> PodTemplate {
    let field = ObjectFieldSelector { field_path: "spec.nodeName".to_owned(), ..Default::default() };
    let node = EnvVarSource { field_ref: Some(field), ..EnvVarSource::default() };
    let main = Container {
        image: Some("{{.image.default.fqn}}:main-{{.image.default.version}}".to_owned()),
        env: Some(vec![EnvVar { name: "NODE".to_owned(), value_from: Some(node), ..EnvVar::default() }]),
        resources: resources("nvidia.com/gpu", "1", "1"),
        ..container("main")
    };
    pod(vec![container("neighbour"), main]).primary_container("main")
}

#[task(pod_template = with_a_neighbour(), env(LEVEL = "high"), accelerator = T4)]
fn double(x: i64) -> i64 {
    x * 2
}

/// Its resources are its own.
#[task(pod_template = with_a_neighbour(), requests(gpu = "2", mem = "2Gi"))]
fn triple(x: i64) -> i64 {
    x * 3
}

aileron::main!();
