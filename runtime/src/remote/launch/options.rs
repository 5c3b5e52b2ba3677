//! How an execution runs.

use aileron_grammar::{Problem, env_value, name};
use aileron_idl::admin::{
    Annotations, ClusterAssignment, Envs, ExecutionClusterLabel, ExecutionMetadata, ExecutionSpec, Labels,
    RawOutputDataConfig,
};
use aileron_idl::core::{Identifier, Identity, KeyValuePair, SecurityContext};
use aileron_idl::google::BoolValue;
use std::collections::BTreeMap;

/// How an execution runs. What is not set is left to the launch plan and the server.
#[derive(Clone, Debug, Default)]
pub(crate) struct LaunchOptions {
    /// Its name; `None` for one that is made.
    pub(crate) name: Option<String>,
    /// Kubernetes labels of all that it creates.
    pub(crate) labels: BTreeMap<String, String>,
    /// Kubernetes annotations of all that it creates.
    pub(crate) annotations: BTreeMap<String, String>,
    /// The Kubernetes service account of its pods.
    pub(crate) service_account: Option<String>,
    /// Whether tasks run even if their results are cached.
    pub(crate) overwrite_cache: bool,
    /// Whether its tasks may run on machines that can be taken away.
    pub(crate) interruptible: Option<bool>,
    /// How many of its tasks run at once.
    pub(crate) max_parallelism: Option<u32>,
    /// The label of the clusters on one of which it runs.
    pub(crate) cluster: Option<String>,
    /// The pool of clusters on one of which it runs.
    pub(crate) cluster_pool: Option<String>,
    /// Where files, directories and tables of its tasks go.
    pub(crate) raw_output_data_prefix: Option<String>,
    /// Environment variables of all its containers.
    pub(crate) env: Vec<(String, String)>,
    /// Words by which people find it.
    pub(crate) tags: Vec<String>,
}

impl LaunchOptions {
    /// Checks what the server or Kubernetes would refuse.
    ///
    /// # Errors
    /// Returns every problem.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut problems = Vec::new();
        let mut note = |what: String, checked: Result<(), Problem>| {
            problems.extend(checked.err().map(|problem| format!("{what}: {problem}")));
        };
        if let Some(account) = &self.service_account {
            note(format!("the service account `{account}`"), name::service_account(account));
        }
        for (key, value) in &self.env {
            note(format!("the variable `{key}`"), name::env_var(key).and_then(|()| env_value(value)));
        }
        if let Some(Err(problem)) = self.name.as_deref().map(crate::remote::executions::check_name) {
            problems.insert(0, problem);
        }
        if self.max_parallelism.is_some_and(|most| i32::try_from(most).is_err()) {
            problems.push(format!("the largest number of tasks at once is at most {}", i32::MAX));
        }
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
    }

    /// The specification of the execution of an entity.
    pub(super) fn spec(self, entity: Identifier) -> ExecutionSpec {
        let run_as = self
            .service_account
            .map(|account| Identity { k8s_service_account: account, ..Identity::default() });
        #[expect(deprecated, reason = "flytekit sends tags there, and Flyte's console shows them")]
        ExecutionSpec {
            launch_plan: Some(entity),
            metadata: Some(ExecutionMetadata::default()),
            labels: present(self.labels).map(|values| Labels { values }),
            annotations: present(self.annotations).map(|values| Annotations { values }),
            security_context: run_as
                .map(|run_as| SecurityContext { run_as: Some(run_as), ..SecurityContext::default() }),
            max_parallelism: self.max_parallelism.and_then(|most| most.try_into().ok()).unwrap_or_default(),
            raw_output_data_config: self
                .raw_output_data_prefix
                .map(|output_location_prefix| RawOutputDataConfig { output_location_prefix }),
            cluster_assignment: self
                .cluster_pool
                .map(|cluster_pool_name| ClusterAssignment { cluster_pool_name }),
            interruptible: self.interruptible.map(|value| BoolValue { value }),
            overwrite_cache: self.overwrite_cache,
            envs: (!self.env.is_empty()).then(|| Envs {
                values: self.env.into_iter().map(|(key, value)| KeyValuePair { key, value }).collect(),
            }),
            tags: self.tags,
            execution_cluster_label: self.cluster.map(|value| ExecutionClusterLabel { value }),
            ..ExecutionSpec::default()
        }
    }
}

fn present(values: BTreeMap<String, String>) -> Option<BTreeMap<String, String>> {
    (!values.is_empty()).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::LaunchOptions;
    use aileron_idl::ToJson;
    use aileron_idl::core::Identifier;
    use serde_json::json;

    #[test]
    fn what_is_not_set_is_left_to_the_launch_plan() {
        let spec = LaunchOptions::default().spec(Identifier { name: "a.b".into(), ..Identifier::default() });
        assert_eq!(spec.to_json(), json!({"launchPlan": {"name": "a.b"}, "metadata": {}}));
    }

    #[test]
    fn each_option_has_its_place() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let options = LaunchOptions {
            name: Some("mine".into()),
            labels: [pair("team", "a")].into(),
            annotations: [pair("why", "a test")].into(),
            service_account: Some("runner".into()),
            overwrite_cache: true,
            interruptible: Some(false),
            max_parallelism: Some(7),
            cluster: Some("gpu".into()),
            cluster_pool: Some("pool".into()),
            raw_output_data_prefix: Some("s3://b/raw".into()),
            env: vec![pair("A", "b=c")],
            tags: vec!["nightly".into()],
        };
        assert_eq!(options.check(), Ok(()));
        assert_eq!(
            options.spec(Identifier::default()).to_json(),
            json!({
                "launchPlan": {},
                "metadata": {},
                "labels": {"values": {"team": "a"}},
                "annotations": {"values": {"why": "a test"}},
                "securityContext": {"runAs": {"k8sServiceAccount": "runner"}},
                "maxParallelism": 7,
                "rawOutputDataConfig": {"outputLocationPrefix": "s3://b/raw"},
                "clusterAssignment": {"clusterPoolName": "pool"},
                "interruptible": false,
                "overwriteCache": true,
                "envs": {"values": [{"key": "A", "value": "b=c"}]},
                "tags": ["nightly"],
                "executionClusterLabel": {"value": "gpu"},
            })
        );
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let options = LaunchOptions {
            name: Some("Bad_name".into()),
            service_account: Some("Not an account".into()),
            env: vec![("A B".into(), String::new())],
            max_parallelism: Some(u32::MAX),
            ..LaunchOptions::default()
        };
        let problems = options.check().unwrap_err();
        assert_eq!(problems.lines().count(), 4, "{problems}");
        assert!(problems.starts_with("`Bad_name`"), "{problems}");
    }
}
