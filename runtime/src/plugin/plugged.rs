//! A plugin without its type, for the settings of a task.

use super::query::NamedInQuery;
use super::work::{IsProgram, IsQuery, IsService, Takes};
use super::{Dialect, Error, Parameters, Plugin, PluginTask, SerializationSettings, Verb, runners};
use crate::causes::Causes;
use crate::panics;
use crate::pod_template::PodTemplate;
use crate::types::to_struct;
use aileron_idl::core::{LiteralMap, Sql, sql};
use aileron_idl::google::Struct;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// A plugin without its type. A panic of the plugin becomes an error.
pub trait Plugged: fmt::Debug + Sync {
    /// [`Plugin::CONTAINER_IMAGE`].
    fn container_image(&self) -> &'static str;
    /// The parts of the task's template, and the command of the task's container, if it has one.
    fn product(
        &self,
        task: &PluginTask<'_>,
        settings: &SerializationSettings<'_>,
        command: Option<Vec<String>>,
    ) -> Result<Product, Error>;
    /// [`Plugin::pod_template`].
    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error>;
    /// [`Plugin::leads`].
    fn leads(&self) -> Result<bool, Error>;
    /// [`Plugin::VERB`].
    fn verb(&self) -> Option<Verb>;
    /// [`Plugin::start`].
    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Result<Option<ExitCode>, Error>;
    /// [`Plugin::PARAMETERS`].
    fn parameters(&self) -> Parameters;
    /// [`Plugin::run_local`].
    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>>;
}

/// The parts of a task's template that a plugin sets.
#[derive(Debug)]
pub struct Product {
    pub(crate) task_type: String,
    pub(crate) task_type_version: i32,
    pub(crate) custom: Option<Struct>,
    pub(crate) config: BTreeMap<String, String>,
    pub(crate) sql: Option<Sql>,
    /// [`Plugin::command`]; `None` if the task has no container.
    pub(crate) command: Option<Vec<String>>,
}

/// The function that makes a plugin.
pub struct Made<P>(fn() -> P);

/// The plugin of a task with a body.
pub const fn of_program<P: Plugin<Work: IsProgram>>(make: fn() -> P) -> Made<P> {
    Made(make)
}

/// The plugin of a function without a body that has inputs of these types.
pub const fn of_service<Inputs, P: Plugin<Work: IsService + Takes<Inputs>>>(make: fn() -> P) -> Made<P> {
    Made(make)
}

/// The plugin of a query.
#[track_caller]
pub const fn of_query<P: Plugin<Work: IsQuery>>(make: fn() -> P, query: &NamedInQuery) -> Made<P> {
    P::PARAMETERS.check(query);
    Made(make)
}

impl<P> fmt::Debug for Made<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::any::type_name::<P>())
    }
}

impl<P: Plugin> Made<P> {
    /// Makes the plugin and calls it. All code of plugins runs here, and a panic does not end the program.
    fn ask<T>(&self, ask: impl FnOnce(P) -> Result<T, Error>) -> Result<T, Error> {
        catch_unwind(AssertUnwindSafe(|| ask((self.0)())))
            .unwrap_or_else(|payload| Err(format!("it panicked: {}", panics::describe(&*payload)).into()))
    }
}

impl<P: Plugin> Plugged for Made<P> {
    fn container_image(&self) -> &'static str {
        P::CONTAINER_IMAGE
    }

    fn product(
        &self,
        task: &PluginTask<'_>,
        settings: &SerializationSettings<'_>,
        command: Option<Vec<String>>,
    ) -> Result<Product, Error> {
        self.ask(|plugin| product(&plugin, task, settings, command))
    }

    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        self.ask(|plugin| plugin.pod_template(own, task))
    }

    fn leads(&self) -> Result<bool, Error> {
        self.ask(|plugin| Ok(plugin.leads()))
    }

    fn verb(&self) -> Option<Verb> {
        P::VERB
    }

    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Result<Option<ExitCode>, Error> {
        self.ask(|plugin| Ok(plugin.start(task, all)))
    }

    fn parameters(&self) -> Parameters {
        P::PARAMETERS
    }

    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>> {
        self.ask(|plugin| plugin.run_local(task, inputs).transpose()).transpose()
    }
}

/// Calls the plugin and reports everything that is wrong at once.
fn product(
    plugin: &impl Plugin,
    task: &PluginTask<'_>,
    settings: &SerializationSettings<'_>,
    command: Option<Vec<String>>,
) -> Result<Product, Error> {
    let mut problems = Vec::new();
    if plugin.task_type().is_empty() {
        let why = "its task type is empty, but Flyte needs it to find what runs the task; return one from `task_type`, such as \
                           `spark`";
        problems.push(why.to_owned());
    }
    let custom = match plugin.custom(task, settings) {
        Ok(Value::Null) => None,
        Ok(object @ Value::Object(_)) => Some(to_struct(object)),
        Ok(other) => {
            problems.push(format!("its `custom` is not a JSON object, but {other}"));
            None
        }
        Err(error) => {
            problems.push(Causes(&*error).to_string());
            None
        }
    };
    if command.is_none() {
        problems.extend(runners::none_without_container(plugin.task_type()));
    }
    let command = command.map(|command| plugin.command(command));
    if command.as_ref().is_some_and(Vec::is_empty) {
        let why = "its `command` returns no arguments, so the container would not run this program; return the arguments that \
                           it gets, with others before or after them";
        problems.push(why.to_owned());
    }
    if !problems.is_empty() {
        return Err(problems.join("; ").into());
    }
    let sql = task.query.and_then(|query| Some(sql(query, plugin.dialect()?)));
    Ok(Product {
        task_type: plugin.task_type().to_owned(),
        task_type_version: plugin.task_type_version(),
        custom,
        config: plugin.config(),
        sql,
        command,
    })
}

fn sql(statement: &str, dialect: Dialect) -> Sql {
    let dialect = match dialect {
        Dialect::Undefined => sql::Dialect::Undefined,
        Dialect::Ansi => sql::Dialect::Ansi,
        Dialect::Hive => sql::Dialect::Hive,
        Dialect::Other => sql::Dialect::Other,
    };
    Sql { statement: statement.to_owned(), dialect: dialect as i32 }
}
