//! A launch that is set up, and sent.

use super::target::{self, Target};
use super::{LaunchOptions, Launched, inputs};
use crate::entity;
use crate::external::Task;
use crate::remote::{Client, Error, Execution};
use crate::types::{Inputs, ValueError};
use aileron_idl::core::Literal;
use serde_json::Value;
use std::any::{TypeId, type_name};
use std::collections::BTreeMap;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

/// A launch, to be set up and sent with `.await`. [`Client::launch`] makes it.
///
/// ```no_run
/// use aileron::prelude::*;
/// use aileron::remote::Client;
///
/// #[task]
/// fn shout(text: String) -> String {
///     text.to_uppercase()
/// }
///
/// # async fn run(client: &Client) -> Result<(), aileron::remote::Error> {
/// let execution = client
///     .launch(shout, ("to be".to_owned(),))
///     .name("shout-1")
///     .label("team", "hamlet")
///     .overwrite_cache()
///     .await?;
/// println!("{} is {}", execution.name(), execution.state().await?);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is launched yet: add `.await`"]
pub struct Launch<E> {
    client: Client,
    /// The full name of what is launched.
    entity: Result<String, String>,
    version: Option<String>,
    inputs: Given,
    options: LaunchOptions,
    /// What the caller gets.
    finish: fn(Execution) -> E,
}

/// The inputs as the caller gave them.
enum Given {
    Json(Value),
    Literals(BTreeMap<String, Literal>),
}

impl Client {
    /// Launches a task, a workflow or a launch plan that is registered on the server, with inputs and outputs of the types of its
    /// function.
    ///
    /// ```no_run
    /// use aileron::prelude::*;
    /// use aileron::remote::{Client, Settings};
    ///
    /// #[task]
    /// fn shout(text: String) -> String {
    ///     text.to_uppercase()
    /// }
    ///
    /// #[workflow]
    /// fn pipeline(text: String) -> String {
    ///     shout(text)
    /// }
    ///
    /// # async fn run() -> Result<(), aileron::remote::Error> {
    /// let settings = Settings::new("localhost:30080").insecure().project("flytesnacks");
    /// let client = Client::connect(settings).await?;
    /// let shouted: String = client.launch(pipeline, ("to be or not to be".to_owned(),)).await?.wait().await?;
    /// assert_eq!(shouted, "TO BE OR NOT TO BE");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The inputs are a tuple of the parameters' types, also of those that have defaults. It is the active launch plan of that name,
    /// else its newest version, else the newest version of the task; [`Launch::version`] names another one. Files, directories and
    /// tables of this machine are uploaded first, to places that the server signs.
    ///
    /// # Errors
    /// Awaited, it fails if the function is no entity of this program, the server has none of that name, an input does not fit what the
    /// server has, a file can't be uploaded, or the server refuses the execution or does not answer. If its answer is lost, it is asked
    /// whether the execution is there, so nothing is started twice.
    pub fn launch<I: Inputs, M, T: Task<I, M>>(&self, entity: T, inputs: I) -> Launch<Launched<T::Output>> {
        let _ = entity;
        let (entity, inputs) = match named::<T>(inputs.literals()) {
            Ok((name, inputs)) => (Ok(name.to_owned()), inputs),
            Err(problem) => (Err(problem), BTreeMap::new()),
        };
        Launch::new(self, entity, Given::Literals(inputs), Launched::new)
    }

    /// Launches what the server has under a full name: a launch plan, a workflow by its default launch plan, or a task. The inputs are
    /// a JSON object, in the forms that the verb `launch` takes.
    ///
    /// ```no_run
    /// # async fn run(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
    /// use serde_json::json;
    ///
    /// let execution = client.launch_named("etl.pipeline", json!({"text": "to be"})).version("v3").await?;
    /// println!("{}", execution.wait().await?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Awaited, it fails as [`launch`](Self::launch) does.
    pub fn launch_named(&self, entity: impl Into<String>, inputs: Value) -> Launch<Execution> {
        Launch::new(self, Ok(entity.into()), Given::Json(inputs), |execution| execution)
    }
}

impl<E> Launch<E> {
    fn new(
        client: &Client,
        entity: Result<String, String>,
        inputs: Given,
        finish: fn(Execution) -> E,
    ) -> Self {
        Launch {
            client: client.clone(),
            entity,
            version: None,
            inputs,
            options: LaunchOptions::default(),
            finish,
        }
    }

    /// Sets the version of what is launched.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Sets the execution's name; else one is made. It begins with a lower-case letter, goes on with lower-case letters, digits and
    /// `-`, and has at most 63 of them (flyteadmin `validation/execution_validator.go`).
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.options.name = Some(name.into());
        self
    }

    /// Adds a Kubernetes label to all that the execution creates.
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.labels.insert(key.into(), value.into());
        self
    }

    /// Adds a Kubernetes annotation to all that the execution creates.
    pub fn annotation(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.annotations.insert(key.into(), value.into());
        self
    }

    /// Sets the Kubernetes service account of its pods.
    pub fn service_account(mut self, name: impl Into<String>) -> Self {
        self.options.service_account = Some(name.into());
        self
    }

    /// Runs tasks even if their results are cached, and replaces those.
    pub fn overwrite_cache(mut self) -> Self {
        self.options.overwrite_cache = true;
        self
    }

    /// Sets whether its tasks may run on machines that can be taken away.
    pub fn interruptible(mut self, interruptible: bool) -> Self {
        self.options.interruptible = Some(interruptible);
        self
    }

    /// Sets how many of its tasks run at once.
    pub fn max_parallelism(mut self, most: u32) -> Self {
        self.options.max_parallelism = Some(most);
        self
    }

    /// Sets the label of the clusters on one of which it runs.
    pub fn cluster(mut self, label: impl Into<String>) -> Self {
        self.options.cluster = Some(label.into());
        self
    }

    /// Sets the pool of clusters on one of which it runs.
    pub fn cluster_pool(mut self, pool: impl Into<String>) -> Self {
        self.options.cluster_pool = Some(pool.into());
        self
    }

    /// Sets the address below which files, directories and tables of its tasks go.
    pub fn raw_output_data_prefix(mut self, uri: impl Into<String>) -> Self {
        self.options.raw_output_data_prefix = Some(uri.into());
        self
    }

    /// Adds an environment variable of all its containers.
    pub fn env(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.env.push((key.into(), value.into()));
        self
    }

    /// Adds a word by which people find it.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.options.tags.push(tag.into());
        self
    }

    async fn send(self) -> Result<E, Error> {
        let Launch { client, entity, version, inputs, options, finish } = self;
        let entity = entity.map_err(Error::wrong)?;
        options.check().map_err(Error::wrong)?;
        let target = target::find(&client, &entity, version.as_deref()).await?;
        let inputs = read(&target, inputs).map_err(Error::wrong)?;
        Ok(finish(super::launch(&client, &target, inputs, options).await?))
    }
}

/// The name of a function's entity, and its inputs by name.
fn named<T: 'static>(
    inputs: Vec<Result<Literal, ValueError>>,
) -> Result<(&'static str, BTreeMap<String, Literal>), String> {
    let entity = entity::of_function(TypeId::of::<T>()).ok_or_else(|| {
        format!(
            "`{}` is neither a task nor a workflow: put `#[task]` or `#[workflow]` on the function, or launch it by its name",
            type_name::<T>()
        )
    })?;
    let names = entity.inputs().into_iter().map(|input| input.name);
    let inputs = inputs.into_iter().zip(names).map(|(input, name)| match input {
        Ok(literal) => Ok((name, literal)),
        Err(error) => Err(format!("the input `{name}` can't be a literal: {error}")),
    });
    Ok((entity.name, inputs.collect::<Result<_, _>>()?))
}

fn read(target: &Target, given: Given) -> Result<BTreeMap<String, Literal>, String> {
    match given {
        Given::Json(given) => inputs::read(target, given),
        Given::Literals(literals) => inputs::check(target, &literals).map(|()| literals),
    }
}

impl<E: 'static> IntoFuture for Launch<E> {
    type Output = Result<E, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<E> fmt::Debug for Launch<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Launch")
            .field("entity", &self.entity)
            .field("version", &self.version)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
