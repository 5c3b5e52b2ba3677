//! A task, a workflow or a launch plan, as a program sees it.

use super::{Call, Graph, ProgramError, RunError, example_inputs};
use crate::entity::{self, Kind, Schedule, Settings};
use crate::types::{self, json};
use aileron_idl::core::LiteralType;
use serde_json::Value;
use std::fmt;

/// The image of a task that names none.
const DEFAULT_IMAGE: &str = "{{.image.default}}";

/// A task, a workflow, a launch plan or a reference of a [`Program`](super::Program).
///
/// ```standalone_crate
/// use aileron::embed::{EntityKind, Program};
/// use aileron::prelude::*;
///
/// /// Scales a number.
/// #[task]
/// fn scale(x: f64, #[default(2.0)] by: f64) -> f64 {
///     x * by
/// }
///
/// let scale = Program::load()?.find("scale")?;
/// assert_eq!((scale.kind(), scale.doc()), (EntityKind::Task, "Scales a number."));
/// assert_eq!(scale.image(), Some("{{.image.default}}"));
/// let by = &scale.inputs()[1];
/// assert_eq!((by.name(), by.type_name(), by.is_required()), ("by", "float".to_owned(), false));
/// assert_eq!(by.default(), Some(2.0.into()));
/// assert_eq!(scale.example_inputs(), serde_json::json!({"x": 0.5, "by": 2.0}));
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Entity(&'static entity::Entity);

/// The kind of an [`Entity`].
///
/// ```standalone_crate
/// use aileron::embed::EntityKind;
///
/// assert_eq!(EntityKind::LaunchPlan.as_str(), "launch plan");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntityKind {
    /// It does work.
    Task,
    /// It calls tasks and other workflows.
    Workflow,
    /// It launches a workflow with some of its inputs.
    LaunchPlan,
    /// It is registered elsewhere.
    Reference,
}

/// An input or an output of an [`Entity`].
///
/// ```standalone_crate
/// use aileron::embed::Program;
/// use aileron::prelude::*;
///
/// #[derive(FlyteType)]
/// enum Color {
///     Red,
///     Green,
/// }
///
/// #[task]
/// fn paint(color: Color) -> bool {
///     matches!(color, Color::Green)
/// }
///
/// let paint = Program::load()?.find("paint")?;
/// let color = &paint.inputs()[0];
/// assert!(color.is_required());
/// assert_eq!(color.json_schema()["enum"], serde_json::json!(["Red", "Green"]));
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Variable(entity::Variable);

impl EntityKind {
    /// Returns the kind in words: `task`, `workflow`, `launch plan` or `reference`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Task => Kind::Task,
            EntityKind::Workflow => Kind::Workflow,
            EntityKind::LaunchPlan => Kind::LaunchPlan,
            EntityKind::Reference => Kind::Reference,
        }
        .as_str()
    }
}

impl Entity {
    pub(super) fn new(entity: &'static entity::Entity) -> Self {
        Entity(entity)
    }

    /// Returns its kind.
    #[must_use]
    pub fn kind(&self) -> EntityKind {
        match self.0.kind() {
            Kind::Task => EntityKind::Task,
            Kind::Workflow => EntityKind::Workflow,
            Kind::LaunchPlan => EntityKind::LaunchPlan,
            Kind::Reference => EntityKind::Reference,
        }
    }

    /// Returns its full name, such as `my_crate.etl.word_count`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// Returns its doc comment; empty if it has none.
    #[must_use]
    pub fn doc(&self) -> &'static str {
        self.0.doc
    }

    /// Returns its position in the source, such as `src/main.rs:12`.
    #[must_use]
    pub fn place(&self) -> &'static str {
        self.0.place
    }

    /// Returns its inputs, in the order of the parameters.
    #[must_use]
    pub fn inputs(&self) -> Vec<Variable> {
        self.0.inputs().into_iter().map(Variable).collect()
    }

    /// Returns its outputs, in the order of the return type.
    #[must_use]
    pub fn outputs(&self) -> Vec<Variable> {
        self.0.outputs().into_iter().map(Variable).collect()
    }

    /// Returns the image of a task as the task names it, such as `{{.image.gpu.fqn}}:v1`; `None` if it has no container.
    #[must_use]
    pub fn image(&self) -> Option<&'static str> {
        self.0.settings().and_then(image_of)
    }

    /// Returns when Flyte launches a launch plan: a line of cron, or `every 10m`.
    #[must_use]
    pub fn schedule(&self) -> Option<String> {
        self.0.launch_plan()?.settings.schedule.map(|schedule| match schedule {
            Schedule::Cron(line) => line.to_owned(),
            Schedule::Every(time) => format!("every {time}"),
        })
    }

    /// Returns inputs to begin with, as a JSON object: a value for each, its default or one that its type takes. Files are places
    /// that may not exist.
    #[must_use]
    pub fn example_inputs(&self) -> Value {
        example_inputs(&self.0.inputs())
    }

    /// Traces a workflow or a launch plan.
    ///
    /// # Errors
    /// Fails if it is a task, which has no graph, or can't become a graph.
    pub fn graph(&self) -> Result<Graph, ProgramError> {
        Graph::trace(self.0)
    }

    /// Prepares a run on this machine. The inputs are a JSON object with a value for each name, in the forms that `run` takes.
    pub fn call<'l>(&self, inputs: Value) -> Call<'l> {
        Call::new(self.0, inputs)
    }

    /// Runs it on this machine, and returns the outputs as a JSON object; the same as [`call`](Self::call) and
    /// [`outputs`](Call::outputs).
    ///
    /// # Errors
    /// Fails if the inputs don't fit, or a node fails.
    pub fn run(&self, inputs: Value) -> Result<Value, RunError> {
        self.call(inputs).outputs()
    }
}

/// The image of a task with these options; `None` if it has no container.
pub(crate) fn image_of(settings: &'static Settings) -> Option<&'static str> {
    let image = if settings.image().is_empty() { DEFAULT_IMAGE } else { settings.image() };
    settings.target.has_container().then_some(image)
}

impl fmt::Debug for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Variable {
    /// Returns its name in Flyte.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns its type as `list` prints it, such as `integer` or `list of string`.
    #[must_use]
    pub fn type_name(&self) -> String {
        types::name(&self.0.ty)
    }

    /// Returns its type in Flyte.
    #[must_use]
    pub fn literal_type(&self) -> &LiteralType {
        &self.0.ty
    }

    /// Returns its description; empty if it has none.
    #[must_use]
    pub fn doc(&self) -> &str {
        &self.0.doc
    }

    /// Returns whether a call must give it. It is of no meaning for an output.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.0.is_required()
    }

    /// Returns the value of an input that a call does not give; `None` if there is none, or the code of the default fails.
    #[must_use]
    pub fn default(&self) -> Option<Value> {
        let literal = self.0.absent()?.ok()?;
        Some(json::write_as(&literal, &(self.0.schema)()))
    }

    /// Returns the JSON schema of its values, as flytekit writes it for structs.
    #[must_use]
    pub fn json_schema(&self) -> Value {
        (self.0.schema)()
    }
}
