//! Checks a pod template, as far as that is possible without images.

use super::{CONTAINERS, PodTemplate, resources};
use aileron_grammar::{Template, env_value, name, suggest};
use serde_json::Value;
use std::collections::BTreeSet;

/// The options of the task that affect its pod template.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hardware {
    /// Whether it has `shared_memory`.
    pub(crate) shared_memory: bool,
    /// Whether its requests or limits name GPUs.
    pub(crate) gpus: bool,
    /// Whether it has an accelerator.
    pub(crate) accelerator: bool,
}

/// A container of the template: what messages call it, its name, and its specification.
struct Container<'t> {
    kind: &'static str,
    name: &'t str,
    spec: &'t Value,
}

impl PodTemplate {
    /// Returns every mistake as a sentence.
    pub(crate) fn check(&self, asked: Hardware) -> Vec<String> {
        if !self.spec.is_object() {
            return vec!["its specification can't be written as JSON".to_owned()];
        }
        let containers: Vec<Container<'_>> = self.containers().collect();
        let mut problems = self.check_alone();
        problems.extend(self.wrong_primary(&containers));
        problems.extend(self.wrong_hardware(&containers, asked));
        problems
    }

    /// Returns every mistake that does not depend on a task.
    pub(crate) fn check_alone(&self) -> Vec<String> {
        let containers: Vec<Container<'_>> = self.containers().collect();
        let mut problems = self.wrong_names(&containers);
        problems.extend(containers.iter().flat_map(Container::wrong));
        problems.extend(self.wrong_metadata());
        problems
    }

    fn containers(&self) -> impl Iterator<Item = Container<'_>> {
        CONTAINERS.into_iter().flat_map(|(list, kind)| {
            let specs = self.spec[list].as_array().into_iter().flatten();
            specs.map(move |spec| Container { kind, name: spec["name"].as_str().unwrap_or_default(), spec })
        })
    }

    fn wrong_names(&self, containers: &[Container<'_>]) -> Vec<String> {
        let (mut seen, mut problems) = (BTreeSet::new(), Vec::new());
        for Container { kind, name, .. } in containers {
            if let Err(problem) = name::container(name) {
                problems.push(format!("its {kind} `{name}`: {problem}"));
            } else if !seen.insert(*name) {
                problems.push(format!(
                    "two of its containers have the name `{name}`, but Kubernetes requires different ones: rename one of them"
                ));
            }
        }
        if let Err(problem) = name::container(self.primary()) {
            problems.push(problem.to_string());
        }
        problems
    }

    fn wrong_primary(&self, containers: &[Container<'_>]) -> Option<String> {
        let primary = self.primary();
        let own = || containers.iter().filter(|container| container.kind == "container");
        match containers.iter().find(|container| container.name == primary) {
            Some(found) if found.kind != "container" => Some(format!(
                "the task's container, `{primary}`, is an init container in it, which ends before the other containers start: \
                                 rename one of them"
            )),
            Some(found) => ["command", "args"].into_iter().find(|field| !found.spec[field].is_null()).map(|field| {
                format!(
                    "the task's container, `{primary}`, has its own `{field}`, which would be replaced by the task's: remove it"
                )
            }),
            None if self.named.is_some() && own().next().is_some() => Some(format!(
                "it has no container `{primary}` for the task: {}",
                suggest::did_you_mean(primary, own().map(|container| container.name))
            )),
            None => None,
        }
    }

    fn wrong_metadata(&self) -> Vec<String> {
        let label =
            |(key, value): (&String, &String)| name::label_key(key).and(name::label_value(value)).err();
        let annotation =
            |(key, value): (&String, &String)| name::annotation_key(key).and(name::text(value)).err();
        let account =
            self.spec["serviceAccountName"].as_str().and_then(|name| name::service_account(name).err());
        let problems =
            self.labels.iter().filter_map(label).chain(self.annotations.iter().filter_map(annotation));
        problems.chain(account).map(|problem| problem.to_string()).collect()
    }

    /// Mistakes about shared memory and accelerators. Flyte adds the volume of shared memory itself, and it uses an
    /// accelerator only if a container requests devices (flyteplugins `flytek8s/pod_helper.go`).
    fn wrong_hardware(&self, containers: &[Container<'_>], asked: Hardware) -> Vec<String> {
        let mut problems = Vec::new();
        let mounts = |container: &&Container<'_>| {
            let mounts = container.spec["volumeMounts"].as_array().into_iter().flatten();
            container.name == self.primary()
                && mounts.into_iter().any(|mount| mount["mountPath"] == "/dev/shm")
        };
        if asked.shared_memory && containers.iter().any(|container| mounts(&container)) {
            problems.push(
                "its primary container has a volume at /dev/shm, where `shared_memory` adds another: keep one of them"
                    .to_owned(),
            );
        }
        let asks_for_gpus =
            asked.gpus || containers.iter().any(|container| resources::requests_devices(container.spec));
        if asked.accelerator && !asks_for_gpus {
            problems.push(
                "neither it nor the task requests GPUs, so Flyte would ignore the accelerator: add `requests(gpu = \"1\")` to \
                                 the task, or a limit to the container"
                    .to_owned(),
            );
        }
        problems
    }
}

impl Container<'_> {
    fn wrong(&self) -> Vec<String> {
        let image = self.spec["image"].as_str().filter(|image| !image.is_empty());
        let image = image.and_then(|image| image.parse::<Template>().err());
        let image = image.map(|problem| format!("its image: {problem}"));
        let resources = resources::wrong(&self.spec["resources"]);
        let named = |problem| format!("its {} `{}`: {problem}", self.kind, self.name);
        image.into_iter().chain(resources).chain(self.changed()).map(named).collect()
    }

    /// Returns the texts that Kubernetes would change.
    fn changed(&self) -> impl Iterator<Item = String> {
        let words = ["command", "args"].into_iter().filter_map(|list| self.spec[list].as_array()).flatten();
        let variables = self.spec["env"].as_array().into_iter().flatten().map(|variable| &variable["value"]);
        // The variables of an image or a config map are not known.
        let problem = |text: &str| env_value(text).err();
        let described = move |text: &str| problem(text).map(|problem| format!("in {text:?} {problem}"));
        words.chain(variables).filter_map(Value::as_str).filter_map(described)
    }
}
