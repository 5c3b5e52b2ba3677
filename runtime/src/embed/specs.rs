//! The specs of a program, as a program sees them.

use super::ProgramError;
use crate::check;
use crate::entity::Registry;
use crate::images;
use crate::program::ProgramInfo;
use crate::spec::{self, Ids};
use aileron_grammar::{Problem, env_value, name};
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use serde_json::Value;
use std::fmt;
use std::path::PathBuf;

/// What specs contain in addition to the entities: what the flags of `serialize` say.
///
/// ```standalone_crate
/// use aileron::embed::Program;
/// use aileron::prelude::*;
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// let program = Program::load()?;
/// let specs = program.specs().image("ghcr.io/acme/app:v1").version("v1").make()?;
/// let container = |spec: &aileron::idl::admin::TaskSpec| {
///     let json = aileron::idl::ToJson::to_json(spec);
///     json["template"]["container"]["image"].clone()
/// };
/// assert_eq!(container(&specs.tasks[0]), "ghcr.io/acme/app:v1");
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
///
/// Nothing is read from Cargo.toml, since the program of the containers may be another one: name its images, and its path in them
/// with [`binary`](Self::binary).
#[derive(Debug)]
#[must_use = "nothing is made yet: add `.make()`"]
pub struct SpecOptions<'p> {
    registry: &'p Registry,
    images: Vec<String>,
    config: Option<PathBuf>,
    options: spec::Options,
    is_checked: bool,
}

/// What Flyte registers, in the order of the names.
///
/// ```standalone_crate
/// use aileron::embed::Program;
/// use aileron::prelude::*;
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// #[workflow]
/// fn twice(x: i64) -> i64 {
///     double(double(x))
/// }
///
/// let program = Program::load()?;
/// let specs = program.specs().image("ghcr.io/acme/app:v1").make()?;
/// assert_eq!((specs.workflows.len(), specs.launch_plans.len()), (1, 1));
/// // The files of `serialize --format pb --output DIR`, and the archive of `package`.
/// let files = &specs.files;
/// assert!(files[0].0.ends_with("double_1.pb"), "{}", files[0].0);
/// assert!(specs.package.starts_with(&[0x1f, 0x8b]));
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Specs {
    /// The tasks.
    pub tasks: Vec<TaskSpec>,
    /// The workflows.
    pub workflows: Vec<WorkflowSpec>,
    /// The launch plans, with the default one of each workflow.
    pub launch_plans: Vec<LaunchPlan>,
    /// The document that `serialize` prints.
    pub json: Value,
    /// The name and the bytes of each file that flytectl registers, in that order.
    pub files: Vec<(String, Vec<u8>)>,
    /// The archive for `flytectl register files --archive`.
    pub package: Vec<u8>,
    /// What is accepted, but may be a mistake.
    pub warnings: Vec<String>,
    /// The names of the launch plans with `auto_activate`, for which the messages have no place.
    pub activated: Vec<String>,
}

impl<'p> SpecOptions<'p> {
    pub(super) fn new(registry: &'p Registry) -> Self {
        let options = spec::Options { binary: "/usr/local/bin/app".to_owned(), ..spec::Options::default() };
        SpecOptions { registry, images: Vec::new(), config: None, options, is_checked: true }
    }

    /// Adds an image: the default one, or `NAME=REF`.
    pub fn image(mut self, image: impl Into<String>) -> Self {
        self.images.push(image.into());
        self
    }

    /// Sets the configuration file of Flyte whose images are used; else it is looked for as the verbs do.
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.config = Some(file.into());
        self
    }

    /// Sets the project in every id; else it is left to the registration.
    pub fn project(mut self, project: impl Into<String>) -> Self {
        self.options.ids.project = project.into();
        self
    }

    /// Sets the domain in every id; else it is left to the registration.
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.options.ids.domain = domain.into();
        self
    }

    /// Sets the version in every id; else it is left to the registration.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.options.ids.version = version.into();
        self
    }

    /// Adds an environment variable of every container; a task's own wins.
    pub fn env(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.env.push((key.into(), value.into()));
        self
    }

    /// Sets the path of the program in its images, by default `/usr/local/bin/app`. It is one with [`main!`](crate::main!), which
    /// has the verb `execute`.
    pub fn binary(mut self, path: impl Into<String>) -> Self {
        self.options.binary = path.into();
        self
    }

    /// Sets the Kubernetes service account for executions of the launch plans.
    pub fn service_account(mut self, name: impl Into<String>) -> Self {
        self.options.service_account = Some(name.into());
        self
    }

    /// Makes specs that Flyte would refuse, too.
    pub fn unchecked(mut self) -> Self {
        self.is_checked = false;
        self
    }

    /// Makes the specs.
    ///
    /// # Errors
    /// Fails with everything that is wrong: an option, an image that can't be resolved, a workflow that can't become a graph, and
    /// what Flyte's own compiler would refuse.
    pub fn make(self) -> Result<Specs, ProgramError> {
        let SpecOptions { registry, images, config, mut options, is_checked } = self;
        checked(&options)?;
        let images = images::configured(&images, config.as_deref(), ProgramInfo::NONE);
        options.images = images.map_err(ProgramError::because)?;
        let specs = spec::Specs::new(registry, &options).map_err(ProgramError::because)?;
        if is_checked {
            let findings = check::of_program(&specs, Vec::new(), &options.ids);
            if !findings.is_empty() {
                return Err(ProgramError::all(&findings));
            }
        }
        let files = specs.files().map(|file| {
            let mut bytes = Vec::new();
            file.spec.encode(&mut bytes);
            (format!("{}.pb", file.name), bytes)
        });
        Ok(Specs {
            tasks: specs.tasks().map(|(_, spec)| spec).collect(),
            workflows: specs.workflows().map(|(_, spec)| spec).collect(),
            launch_plans: specs.launch_plans().map(|(_, plan)| plan).collect(),
            json: specs.to_json(),
            files: files.collect(),
            package: spec::package(&specs).map_err(ProgramError::because)?,
            warnings: specs.warnings().collect(),
            activated: specs.activated().map(str::to_owned).collect(),
        })
    }
}

/// Checks the options that Flyte has rules for.
fn checked(options: &spec::Options) -> Result<(), ProgramError> {
    let Ids { project, domain, version } = &options.ids;
    let named = |what: &str, text: &str, check: fn(&str) -> Result<(), Problem>| {
        check(text).map_err(|problem| ProgramError::new(format!("the {what} `{text}`: {problem}")))
    };
    named("project", project, name::project)?;
    named("domain", domain, name::domain)?;
    named("version", version, name::version)?;
    if let Some(account) = &options.service_account {
        named("service account", account, name::service_account)?;
    }
    for (key, value) in &options.env {
        named("variable", key, name::env_var)?;
        named("variable's value", value, env_value)?;
    }
    Ok(())
}

impl fmt::Display for Specs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.json)
    }
}
