//! The container in a task's pod, after the platform has filled it in.
//!
//! Flyte's pod plugin does this when it starts an attempt (flyteplugins `flytek8s/container_helper.go`); here it is
//! done to show it to users.

pub(crate) mod environment;
mod given;
mod places;
mod resources;

pub(crate) use given::Given;
pub(crate) use places::{Names, Places};

use crate::arguments::RenderError;
use aileron_idl::core::{Identifier, LiteralMap, TaskTemplate};
use resources::Resources;
use serde_json::{Value, json};
use std::fmt;

/// The ids of an execution that does not exist, since an attempt needs one.
const EXECUTION: &str = "render";
const NODE: &str = "n0";
const ATTEMPT: u32 = 0;

/// A container in a pod.
#[derive(Debug)]
pub(crate) struct Container {
    image: String,
    command: Vec<String>,
    args: Vec<String>,
    /// The variables, in Kubernetes' form.
    env: Vec<Value>,
    resources: Resources,
}

impl Container {
    /// The container of the task's first attempt; `None` if Flyte starts none for it.
    ///
    /// # Errors
    /// Fails if an argument names an input that does not exist or can't be printed.
    pub(crate) fn new(
        task: &TaskTemplate,
        places: &Places,
        inputs: &LiteralMap,
    ) -> Result<Option<Self>, RenderError> {
        let Some(given) = Given::for_task(task) else { return Ok(None) };
        let names = Names::for_task(task);
        let filled = |texts: &[String]| places.fill(texts.iter().map(String::as_str), &names, inputs);
        let no_id = Identifier::default();
        let id = task.id.as_ref().unwrap_or(&no_id);
        let variable = |(name, value)| json!({"name": name, "value": value});
        let platform = environment::variables(&[], id, EXECUTION, ATTEMPT).into_iter().map(variable);
        Ok(Some(Container {
            image: given.image,
            command: filled(&given.command)?,
            args: filled(&given.args)?,
            env: given.env.into_iter().chain(platform).collect(),
            resources: Resources::new(&given.requests, &given.limits),
        }))
    }

    /// The container with the fields of a Kubernetes container.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "image": self.image,
            "command": self.command,
            "args": self.args,
            "env": self.env,
            "resources": self.resources.to_json(),
        })
    }
}

impl fmt::Display for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "image  {}", self.image)?;
        for (title, texts) in [("command", &self.command), ("args", &self.args)] {
            writeln!(f, "{title}{}", if texts.is_empty() { "  none" } else { "" })?;
            texts.iter().try_for_each(|text| writeln!(f, "  {text}"))?;
        }
        writeln!(f, "env")?;
        self.env.iter().try_for_each(|variable| writeln!(f, "  {}", shown(variable)))?;
        self.resources.fmt(f)
    }
}

fn shown(variable: &Value) -> String {
    let name = variable["name"].as_str().unwrap_or_default();
    match &variable["valueFrom"] {
        Value::Null => format!("{name}={}", variable["value"].as_str().unwrap_or_default()),
        place => format!("{name} from {place}"),
    }
}
