//! What a package holds, as something to refer to.

use crate::check::{Message, Package, free_inputs};
use crate::spec::Ids;
use crate::types::json;
use aileron_idl::admin::description::Content;
use aileron_idl::admin::{DescriptionEntity, LaunchPlan};
use aileron_idl::core::parameter::Behavior;
use aileron_idl::core::{
    Identifier, Literal, LiteralType, Parameter, ParameterMap, TypedInterface, Variable, VariableMap,
};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of what is registered, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Task,
    Workflow,
    LaunchPlan,
}

impl Kind {
    /// What people call it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Kind::Task => "task",
            Kind::Workflow => "workflow",
            Kind::LaunchPlan => "launch plan",
        }
    }

    /// The attribute of a reference to it.
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Kind::Task => "reference_task",
            Kind::Workflow => "reference_workflow",
            Kind::LaunchPlan => "reference_launch_plan",
        }
    }
}

/// Something registered.
#[derive(Debug)]
pub(super) struct Registered {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) project: String,
    pub(super) domain: String,
    pub(super) version: String,
    pub(super) doc: String,
    /// By name: an interface has no order. `None` if nobody knows it.
    pub(super) inputs: Option<BTreeMap<String, Slot>>,
    pub(super) outputs: Option<BTreeMap<String, Slot>>,
    /// Further lines of docs.
    pub(super) remarks: Vec<String>,
    /// Whether another workflow can call it.
    pub(super) is_callable: bool,
}

/// An input or an output.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) ty: LiteralType,
    pub(super) doc: String,
}

/// The names of all that can be referred to, sorted.
pub(crate) fn names_in(package: &Package) -> Vec<String> {
    let names: BTreeSet<String> =
        of(package, &Ids::default()).into_iter().map(|entity| entity.name).collect();
    names.into_iter().collect()
}

/// What a package holds, sorted by name and kind. The default launch plan of a workflow is the workflow.
pub(super) fn of(package: &Package, ids: &Ids) -> Vec<Registered> {
    let plans = || {
        package.items.iter().filter_map(|item| match &item.message {
            Message::LaunchPlan(plan) => Some(plan),
            _ => None,
        })
    };
    let default_plan =
        |name: &str| plans().find(|plan| is_default(plan) && name_of(plan.id.as_ref()) == name);
    let interface_of = |name: &str| {
        package.items.iter().find_map(|item| match &item.message {
            Message::Workflow(spec) => {
                let template = spec.template.as_ref()?;
                (name_of(template.id.as_ref()) == name).then_some(template.interface.as_ref())
            }
            _ => None,
        })
    };
    let mut found = Vec::new();
    for item in &package.items {
        match &item.message {
            Message::Task(spec) => {
                let Some(template) = &spec.template else { continue };
                let mut task = registered(Kind::Task, template.id.as_ref(), ids);
                task.described(spec.description.as_ref());
                task.with_interface(template.interface.as_ref());
                if let Some(metadata) = &template.metadata
                    && !metadata.deprecated_error_message.is_empty()
                {
                    task.remarks.push(format!("Deprecated: {}", metadata.deprecated_error_message));
                }
                found.push(task);
            }
            Message::Workflow(spec) => {
                let Some(template) = &spec.template else { continue };
                let mut workflow = registered(Kind::Workflow, template.id.as_ref(), ids);
                workflow.described(spec.description.as_ref());
                workflow.with_interface(template.interface.as_ref());
                match default_plan(&workflow.name) {
                    Some(plan) => workflow.with_plan(plan, template.interface.as_ref()),
                    None => workflow.is_callable = false,
                }
                found.push(workflow);
            }
            Message::LaunchPlan(plan) => {
                let workflow = name_of(plan.spec.as_ref().and_then(|spec| spec.workflow_id.as_ref()));
                match interface_of(workflow) {
                    Some(_) if is_default(plan) => {}
                    Some(interface) => {
                        let mut launch_plan = launch_plan(plan, workflow, ids);
                        launch_plan.with_interface(interface);
                        launch_plan.with_plan(plan, interface);
                        found.push(launch_plan);
                    }
                    // A server tells the interface of the workflow in its default launch plan.
                    None => {
                        let mut launch_plan = if is_default(plan) {
                            registered(Kind::Workflow, plan.id.as_ref(), ids)
                        } else {
                            launch_plan(plan, workflow, ids)
                        };
                        launch_plan.with_closure(plan);
                        found.push(launch_plan);
                    }
                }
            }
        }
    }
    found.sort_by(|one, other| (&one.name, one.kind).cmp(&(&other.name, other.kind)));
    found
}

fn launch_plan(plan: &LaunchPlan, workflow: &str, ids: &Ids) -> Registered {
    let mut launch_plan = registered(Kind::LaunchPlan, plan.id.as_ref(), ids);
    launch_plan.remarks.push(format!("It launches the workflow `{workflow}`."));
    launch_plan
}

/// Whether it has the name of its workflow.
fn is_default(plan: &LaunchPlan) -> bool {
    let workflow = plan.spec.as_ref().and_then(|spec| spec.workflow_id.as_ref());
    name_of(plan.id.as_ref()) == name_of(workflow)
}

fn name_of(id: Option<&Identifier>) -> &str {
    id.map_or("", |id| &id.name)
}

fn registered(kind: Kind, id: Option<&Identifier>, ids: &Ids) -> Registered {
    let nothing = Identifier::default();
    let id = id.unwrap_or(&nothing);
    // What a package leaves to its registration is left to that of the reference, too.
    let part = |given: &str, filled: &str| {
        if given.is_empty() || given.contains("{{") { filled.to_owned() } else { given.to_owned() }
    };
    Registered {
        name: id.name.clone(),
        kind,
        project: part(&id.project, &ids.project),
        domain: part(&id.domain, &ids.domain),
        version: part(&id.version, &ids.version),
        doc: String::new(),
        inputs: None,
        outputs: None,
        remarks: Vec::new(),
        is_callable: true,
    }
}

impl Registered {
    fn described(&mut self, description: Option<&DescriptionEntity>) {
        let Some(description) = description else { return };
        let long = description.long_description.as_ref().and_then(|long| match &long.content {
            Some(Content::Value(text)) => Some(text.trim()),
            _ => None,
        });
        let short = description.short_description.trim();
        let long = long.filter(|long| !long.is_empty());
        self.doc = match long {
            // A long description may begin with the short one.
            Some(long) if long.starts_with(short) => long.to_owned(),
            Some(long) => format!("{short}\n\n{long}"),
            None => short.to_owned(),
        };
    }

    fn with_interface(&mut self, interface: Option<&TypedInterface>) {
        self.inputs = Some(slots(interface.and_then(|interface| interface.inputs.as_ref())));
        self.outputs = Some(slots(interface.and_then(|interface| interface.outputs.as_ref())));
    }

    /// Leaves the inputs that the launch plan does not fix, and tells the defaults.
    fn with_plan(&mut self, plan: &LaunchPlan, interface: Option<&TypedInterface>) {
        let free = free_inputs(plan, interface);
        let inputs = self.inputs.take().unwrap_or_default();
        self.inputs =
            Some(inputs.into_iter().filter(|(name, _)| free.parameters.contains_key(name)).collect());
        self.tell_values(&free, plan);
    }

    /// The interface that a server tells of a launch plan.
    fn with_closure(&mut self, plan: &LaunchPlan) {
        let Some(closure) = &plan.closure else { return };
        let (inputs, outputs) = (closure.expected_inputs.as_ref(), closure.expected_outputs.as_ref());
        // A package may have no more than an empty closure; what a server tells without inputs or outputs has none.
        if inputs.is_none() && outputs.is_none() && closure.created_at.is_none() {
            return;
        }
        self.outputs = Some(slots(outputs));
        let parameters = inputs.into_iter().flat_map(|inputs| &inputs.parameters);
        let inputs_of =
            |(name, input): (&String, &Parameter)| Some((name.clone(), slot(name, input.var.as_ref()?)?));
        self.inputs = Some(parameters.filter_map(inputs_of).collect());
        if let Some(inputs) = inputs {
            self.tell_values(inputs, plan);
        }
    }

    fn tell_values(&mut self, free: &ParameterMap, plan: &LaunchPlan) {
        let defaults = free.parameters.iter().filter_map(|(name, parameter)| match &parameter.behavior {
            Some(Behavior::Default(value)) => Some((name, value)),
            _ => None,
        });
        self.tell("Defaults", defaults);
        let fixed = plan.spec.as_ref().and_then(|spec| spec.fixed_inputs.as_ref());
        self.tell("Fixed", fixed.iter().flat_map(|fixed| &fixed.literals));
    }

    fn tell<'v>(&mut self, what: &str, values: impl Iterator<Item = (&'v String, &'v Literal)>) {
        let values: Vec<String> =
            values.map(|(name, value)| format!("`{name}` is `{}`", shown(value))).collect();
        if !values.is_empty() {
            self.remarks.push(format!("{what}: {}.", values.join(", ")));
        }
    }
}

/// A value in docs, of which a long one is cut.
fn shown(value: &Literal) -> String {
    const LONGEST: usize = 80;
    let text = json::write(value).to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn slots(variables: Option<&VariableMap>) -> BTreeMap<String, Slot> {
    let variables = variables.into_iter().flat_map(|map| &map.variables);
    variables.filter_map(|(name, variable)| Some((name.clone(), slot(name, variable)?))).collect()
}

fn slot(name: &str, variable: &Variable) -> Option<Slot> {
    // flytekit describes a variable without docs by its name.
    let doc = if variable.description == name { "" } else { variable.description.trim() };
    Some(Slot { ty: variable.r#type.clone()?, doc: doc.to_owned() })
}
