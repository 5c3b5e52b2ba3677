//! Databricks: job runs on Spark clusters of that service.

use super::Spark;
use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use serde_json::{Map, Value, json};

/// A Python script that runs its arguments as a command. Databricks starts this program with it.
///
/// Put it into a repository that Databricks can read.
pub const LAUNCHER: &str = "import subprocess, sys\n\nsys.exit(subprocess.call(sys.argv[1:]))\n";

/// A Databricks job run that starts this program.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::serde_json::json;
/// use aileron_plugins::spark::Databricks;
///
/// #[task(
///     container_image = "{{.image.default.fqn}}:databricks-{{.image.default.version}}",
///     plugin = Databricks::new(json!({
///         "run_name": "count",
///         "new_cluster": {"spark_version": "15.4.x-scala2.12", "node_type_id": "m5.xlarge", "num_workers": 2},
///         "git_source": {"git_url": "https://github.com/acme/jobs", "git_provider": "gitHub", "git_branch": "main"},
///         "python_file": "launcher.py",
///     }))
///     .instance("acme.cloud.databricks.com")
/// )]
/// fn count(folder: String) -> i64 {
///     i64::try_from(folder.len()).unwrap_or(i64::MAX)
/// }
/// # assert_eq!(count("abc".into()), 3);
/// ```
///
/// `conf` is the request for
/// [a run](https://docs.databricks.com/api/workspace/jobs/submit). Flyte's connector adds the task's image for a new
/// cluster. Databricks starts a Python file with the task's arguments. Name one in a repository, since the connector's
/// default starts only flytekit's tasks; a file with the text of [`LAUNCHER`] is enough. An existing cluster and serverless
/// compute don't run the task's image: install this program there in another way.
///
/// # Errors
/// When specs are made: `conf` does not say where to run or names no Python file, the instance is not a host name, or
/// [`Spark`] refuses a setting.
#[derive(Clone, Debug, Default)]
pub struct Databricks {
    spark: Spark,
    conf: Value,
    instance: String,
    more: Map<String, Value>,
    notebook: Option<Notebook>,
}

/// A Databricks notebook.
#[derive(Clone, Debug)]
pub struct Notebook {
    path: String,
    parameters: Map<String, Value>,
}

/// How the connector signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthType {
    /// With a personal access token.
    Pat,
    /// As a service principal with a secret (OAuth machine-to-machine).
    OauthM2m,
    /// As a service principal, with the pod's own token (OIDC federation).
    OidcFederation,
}

/// Settings that are not in Flyte's messages, and that only the connector reads.
macro_rules! more {
    ($($(#[$attribute:meta])* $method:ident = $key:literal),* $(,)?) => {$(
        $(#[$attribute])*
        #[must_use]
        pub fn $method(mut self, $method: impl Into<String>) -> Self {
            self.more.insert($key.to_owned(), Value::String($method.into()));
            self
        }
    )*};
}

impl Databricks {
    /// A run with this request, a JSON object.
    #[must_use]
    pub fn new(conf: Value) -> Self {
        Databricks { conf, ..Databricks::default() }
    }

    setters! {
        /// Spark's settings, for a new cluster whose description has none.
        spark: Spark,
        /// The host of the workspace, such as `acme.cloud.databricks.com`. The default is the connector's.
        instance: String,
        /// A notebook that Databricks runs instead of the task's body. The body then runs only locally.
        notebook: Option<Notebook>,
    }

    more! {
        /// The provider of credentials for the store. Serverless compute needs one.
        service_credential_provider = "databricksServiceCredentialProvider",
        /// The secret with the connector's token.
        token_secret = "databricksTokenSecret",
        /// The service principal.
        client_id = "databricksClientId",
        /// The secret with the service principal's id and secret.
        oauth_secret = "databricksOauthSecret",
        /// The file with the pod's own token.
        oidc_token_file = "databricksOidcTokenFile",
        /// The audience of that token.
        oidc_audience = "databricksOidcAudience",
    }

    /// How the connector signs in.
    #[must_use]
    pub fn auth_type(mut self, auth_type: AuthType) -> Self {
        let name = match auth_type {
            AuthType::Pat => "pat",
            AuthType::OauthM2m => "oauth_m2m",
            AuthType::OidcFederation => "oidc_federation",
        };
        self.more.insert("databricksAuthType".to_owned(), json!(name));
        self
    }

    fn check(&self, task: &PluginTask<'_>, problems: &mut Problems) {
        let none = Map::new();
        let conf = self.conf.as_object().unwrap_or(&none);
        let has = |names: [&str; 2]| {
            names.into_iter().any(|name| conf.get(name).is_some_and(|value| !value.is_null()))
        };
        if !self.conf.is_object() {
            problems.push(format!("the request for a run must be a JSON object, not `{}`", self.conf));
        } else if !has(["existing_cluster_id", "new_cluster"]) && !has(["environment_key", "environments"]) {
            problems.push(
                "the request does not say where to run; add a `new_cluster`, an `existing_cluster_id`, an `environment_key` \
                 or `environments`",
            );
        }
        if self.instance.contains('/') {
            problems.push(format!(
                "the instance must be a host name, not `{}`, since the connector adds `https://` and a path; write it as in \
                 `acme.cloud.databricks.com`",
                self.instance
            ));
        }
        if self.notebook.is_none()
            && self.conf.is_object()
            && !(conf.contains_key("git_source") && conf.contains_key("python_file"))
        {
            problems.push(
                "the connector's default Python file starts only flytekit's tasks; add `git_source` and `python_file` for a \
                 file that starts this program, with the text of `aileron_plugins::spark::LAUNCHER`",
            );
        }
        if self.notebook.is_some()
            && task.interface().outputs.as_ref().is_some_and(|it| !it.variables.is_empty())
        {
            problems.push("a notebook has no outputs for Flyte; remove the task's outputs");
        }
    }
}

impl Notebook {
    /// The notebook at this path of the workspace.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Notebook { path: path.into(), parameters: Map::new() }
    }

    /// Sets a parameter of the notebook.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), Value::String(value.into()));
        self
    }
}

impl Plugin for Databricks {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "databricks"
    }

    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        self.check(task, &mut problems);
        let mut job = problems.keep(self.spark.job(settings)).unwrap_or_default();
        job.databricks_conf = self.conf.as_object().cloned().map(Into::into);
        job.databricks_instance.clone_from(&self.instance);
        let mut custom = job.to_json();
        let more = self.more.iter().map(|(key, value)| (key.as_str(), value.clone()));
        more.for_each(|(key, value)| custom[key] = value);
        if let Some(Notebook { path, parameters }) = &self.notebook {
            custom["notebookPath"] = json!(path);
            if !parameters.is_empty() {
                custom["notebookBaseParameters"] = json!(parameters);
            }
        }
        problems.end(Some(custom))
    }
}
