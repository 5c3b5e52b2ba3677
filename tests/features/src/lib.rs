//! Parts of the templates of both programs.

use aileron::PodTemplate;
use aileron::k8s_openapi::api::core::v1::{Container, PodSpec, ResourceRequirements};
use aileron::k8s_openapi::apimachinery::pkg::api::resource::Quantity;

/// A container with only a name.
#[must_use]
pub fn container(name: &str) -> Container {
    Container { name: name.to_owned(), ..Container::default() }
}

/// A pod with these containers.
#[must_use]
pub fn pod(containers: Vec<Container>) -> PodTemplate {
    PodTemplate::new(&PodSpec { containers, ..PodSpec::default() })
}

/// A request and a limit for one resource.
#[must_use]
pub fn resources(name: &str, request: &str, limit: &str) -> Option<ResourceRequirements> {
    let amount = |text: &str| Some([(name.to_owned(), Quantity(text.to_owned()))].into());
    Some(ResourceRequirements {
        requests: amount(request),
        limits: amount(limit),
        ..ResourceRequirements::default()
    })
}
