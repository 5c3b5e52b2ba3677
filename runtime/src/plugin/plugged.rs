//! A plugin with its type erased, as the settings of a task hold it.

use super::work::{IsProgram, IsQuery, IsService, Takes};
use super::{Dialect, Error, NamedInQuery, Parameters, Plugin, PluginTask, SerializationSettings, Verb};
use crate::PodTemplate;
use crate::types::to_struct;
use aileron_idl::core::{LiteralMap, Sql, sql};
use aileron_idl::google::Struct;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::process::ExitCode;

/// A plugin with its type erased.
pub trait Plugged: fmt::Debug + Sync {
    /// [`Plugin::CONTAINER_IMAGE`].
    fn container_image(&self) -> &'static str;
    /// What it adds to the task's template.
    fn product(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Product, Error>;
    /// [`Plugin::command`].
    fn command(&self, command: Vec<String>) -> Vec<String>;
    /// [`Plugin::pod_template`].
    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error>;
    /// [`Plugin::leads`].
    fn leads(&self) -> bool;
    /// [`Plugin::VERB`].
    fn verb(&self) -> Option<Verb>;
    /// [`Plugin::start`].
    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Option<ExitCode>;
    /// [`Plugin::PARAMETERS`].
    fn parameters(&self) -> Parameters;
    /// [`Plugin::run_local`].
    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>>;
}

/// What a plugin adds to the template of a task.
#[derive(Debug)]
pub struct Product {
    pub(crate) task_type: String,
    pub(crate) task_type_version: i32,
    pub(crate) custom: Option<Struct>,
    pub(crate) config: BTreeMap<String, String>,
    pub(crate) sql: Option<Sql>,
}

/// The function that makes a plugin.
pub struct Made<P>(fn() -> P);

/// The plugin of a task with a body.
pub const fn of_program<P: Plugin<Work: IsProgram>>(make: fn() -> P) -> Made<P> {
    Made(make)
}

/// The plugin of a signature with inputs of these types.
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

impl<P: Plugin> Plugged for Made<P> {
    fn container_image(&self) -> &'static str {
        P::CONTAINER_IMAGE
    }

    fn product(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Product, Error> {
        let plugin = (self.0)();
        if plugin.task_type().is_empty() {
            return Err(
                "its task type is empty, by which Flyte finds what runs the task; have `task_type` give \
                        one, such as `spark`"
                    .into(),
            );
        }
        let custom = match plugin.custom(task, settings)? {
            Value::Null => None,
            object @ Value::Object(_) => Some(to_struct(object)),
            other => return Err(format!("its `custom` is no JSON object, but {other}").into()),
        };
        let sql = task.query.and_then(|query| Some(sql(query, plugin.dialect()?)));
        Ok(Product {
            task_type: plugin.task_type().to_owned(),
            task_type_version: plugin.task_type_version(),
            custom,
            config: plugin.config(),
            sql,
        })
    }

    fn command(&self, command: Vec<String>) -> Vec<String> {
        (self.0)().command(command)
    }

    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        (self.0)().pod_template(own, task)
    }

    fn leads(&self) -> bool {
        (self.0)().leads()
    }

    fn verb(&self) -> Option<Verb> {
        P::VERB
    }

    fn start(&self, task: &PluginTask<'_>, all: &[&str]) -> Option<ExitCode> {
        (self.0)().start(task, all)
    }

    fn parameters(&self) -> Parameters {
        P::PARAMETERS
    }

    fn run_local(&self, task: &PluginTask<'_>, inputs: &LiteralMap) -> Option<Result<LiteralMap, Error>> {
        (self.0)().run_local(task, inputs)
    }
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
