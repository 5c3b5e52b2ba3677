//! A program whose tasks run in pods.

use aileron::PodTemplate;
use aileron::accelerators::T4;
use aileron::idl::ToJson;
use aileron::k8s_openapi::api::core::v1::{Container, EnvVar, EnvVarSource, ObjectFieldSelector};
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use aileron::serde_json::Value;
use feature_tests::{container, pod, resources};
use std::collections::BTreeMap;

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

/// Has its own requests, which replace those of the template.
#[task(pod_template = with_a_neighbour(), requests(gpu = "2", mem = "2Gi"))]
fn triple(x: i64) -> i64 {
    x * 3
}

/// Requests memory; the template requests a network.
#[task(pod_template = with_a_network(), requests(mem = "2Gi"))]
fn sextuple(x: i64) -> i64 {
    x * 6
}

fn with_a_network() -> PodTemplate {
    pod(vec![Container { resources: resources("rdma/ib", "1", "1"), ..container("primary") }])
}

/// A service that makes pods itself.
struct Cluster(PodTemplate);

impl Plugin for Cluster {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "cluster"
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        Ok(settings.pod(self.0.clone())?.to_json())
    }
}

#[task(plugin = Cluster(with_a_neighbour().label("team", "core")))]
fn quadruple(x: i64) -> i64 {
    x * 4
}

/// A plugin that sets a key of the config which belongs to Aileron.
struct Bold;

impl Plugin for Bold {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "bold"
    }

    fn config(&self) -> BTreeMap<String, String> {
        ["primary_container_name", "mood"].map(|key| (key.to_owned(), "mine".to_owned())).into()
    }
}

#[task(plugin = Bold, pod_template = with_a_neighbour())]
fn quintuple(x: i64) -> i64 {
    x * 5
}

aileron::main!();
