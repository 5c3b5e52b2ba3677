//! A program whose pod templates are wrong, each in its own way.

use aileron::PodTemplate;
use aileron::accelerators::T4;
use aileron::k8s_openapi::api::core::v1::{Container, PodSpec, VolumeMount};
use aileron::prelude::*;
use feature_tests::{container, pod, resources};

#[task(pod_template = pod(vec![container("a"), container("a")]))]
fn duplicate() {}

#[task(pod_template = pod(vec![container("A.b")]))]
fn name() {}

#[task(pod_template = pod(vec![container("main")]).primary_container("mian"))]
fn no_primary() {}

#[task(pod_template = pod(vec![Container { args: Some(vec!["x".to_owned()]), ..container("primary") }]))]
fn arguments() {}

fn before() -> PodTemplate {
    let init_containers = Some(vec![container("primary")]);
    PodTemplate::new(&PodSpec { init_containers, ..PodSpec::default() })
}

#[task(pod_template = before())]
fn init_container() {}

fn with_image(image: &str) -> PodTemplate {
    pod(vec![Container { image: Some(image.to_owned()), ..container("beside") }])
}

#[task(pod_template = with_image("ghcr.io/Acme/app:v1"))]
fn image() {}

#[task(pod_template = with_image("{{.image.gpu}}"))]
fn unknown_image() {}

#[task(pod_template = pod(vec![Container { resources: resources("cpu", "2", "1"), ..container("beside") }]))]
fn limit() {}

#[task(
    pod_template = pod(vec![Container { resources: resources("memory", "512Mi", "1Gi"), ..container("primary") }]),
    requests(mem = "2Gi")
)]
fn limit_below_the_tasks_request() {}

#[task(pod_template = pod(vec![]).label("team", "two words"))]
fn label() {}

#[task(pod_template = pod(vec![]).annotation("owner", "m\0e"))]
fn nul() {}

fn with_dollars() -> PodTemplate {
    let command = Some(vec!["sh".to_owned(), "-c".to_owned(), "echo $(date) >> /log/$$".to_owned()]);
    pod(vec![Container { command, ..container("beside") }])
}

#[task(pod_template = with_dollars())]
fn dollars() {}

fn with_account() -> PodTemplate {
    PodTemplate::new(&PodSpec { service_account_name: Some("Reader".to_owned()), ..PodSpec::default() })
}

#[task(pod_template = with_account())]
fn account() {}

#[task(pod_template = pod(vec![]), accelerator = T4)]
fn no_gpu() {}

fn with_memory() -> PodTemplate {
    let mount =
        VolumeMount { name: "memory".to_owned(), mount_path: "/dev/shm".to_owned(), ..Default::default() };
    pod(vec![Container { volume_mounts: Some(vec![mount]), ..container("primary") }])
}

#[task(pod_template = with_memory(), shared_memory)]
fn memory() {}

#[task(pod_template = panic!("no template today"))]
fn panics() {}

#[task]
fn plain() {}

#[workflow]
fn calls() {
    #[node(pod_template = pod(vec![container("a"), container("a")]))]
    plain();
}

aileron::main!();
