//! The pods.

use aileron::PodTemplate;
use aileron::k8s_openapi::api::core::v1::{
    Container, EmptyDirVolumeSource, EnvVar, EnvVarSource, ObjectFieldSelector, PodSpec, Toleration, Volume,
    VolumeMount,
};
use aileron::k8s_openapi::apimachinery::pkg::api::resource::Quantity;

/// A pod on nodes that are reserved for this team. The rest of the pod, including its container, is the same as for any
/// task.
pub(crate) fn on_fast_disks() -> PodTemplate {
    let ours = Toleration { key: Some("acme.com/fast".to_owned()), ..Toleration::default() };
    PodTemplate::new(&PodSpec {
        node_selector: Some([("disk".to_owned(), "fast".to_owned())].into()),
        tolerations: Some(vec![ours]),
        ..PodSpec::default()
    })
    .label("team", "core")
}

/// A pod with a service beside the task, a folder that both can access, and a service account with more rights.
///
/// Flyte waits for all of `containers` to end. A container that should run only as long as the task is an init container
/// with the restart policy `Always`: Kubernetes calls it a sidecar.
pub(crate) fn with_a_service() -> PodTemplate {
    let service =
        Container { restart_policy: Some("Always".to_owned()), ..tool("service", "exec sleep infinity") };
    let scratch = EmptyDirVolumeSource { size_limit: Some(Quantity("1Gi".to_owned())), ..Default::default() };
    PodTemplate::new(&PodSpec {
        init_containers: Some(vec![tool("prepare", "echo ready"), service]),
        containers: vec![task()],
        volumes: Some(vec![Volume {
            name: "scratch".to_owned(),
            empty_dir: Some(scratch),
            ..Volume::default()
        }]),
        service_account_name: Some("reader".to_owned()),
        ..PodSpec::default()
    })
}

/// Additions to the task's own container. Its image, command, arguments and resources are the task's.
fn task() -> Container {
    let field = ObjectFieldSelector { field_path: "spec.nodeName".to_owned(), ..Default::default() };
    let node = EnvVarSource { field_ref: Some(field), ..EnvVarSource::default() };
    Container {
        name: "primary".to_owned(),
        env: Some(vec![EnvVar { name: "NODE".to_owned(), value_from: Some(node), ..EnvVar::default() }]),
        volume_mounts: Some(vec![scratch()]),
        ..Container::default()
    }
}

/// Another container, with another image.
fn tool(name: &str, script: &str) -> Container {
    Container {
        name: name.to_owned(),
        image: Some("{{.image.tools}}".to_owned()),
        command: Some(["sh", "-c", script].map(str::to_owned).to_vec()),
        volume_mounts: Some(vec![scratch()]),
        ..Container::default()
    }
}

fn scratch() -> VolumeMount {
    VolumeMount { name: "scratch".to_owned(), mount_path: "/scratch".to_owned(), ..VolumeMount::default() }
}
