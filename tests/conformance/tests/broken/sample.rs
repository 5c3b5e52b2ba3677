//! A small package that Flyte accepts, in parts that a test can break: `pipeline(text) = double(count(text))`.

use aileron_conformance::package::Package;
use aileron_idl::admin::{LaunchPlan, LaunchPlanClosure, LaunchPlanSpec, TaskSpec, WorkflowSpec};
use aileron_idl::core::{
    Binding, BindingData, Container, Identifier, LiteralType, Node, NodeMetadata, OutputReference, Parameter,
    ParameterMap, ResourceType, RetryStrategy, SimpleType, TaskMetadata, TaskNode, TaskTemplate,
    TypedInterface, Variable, VariableMap, WorkflowMetadata, WorkflowTemplate, binding_data, literal_type,
    node, parameter, task_node, task_template,
};
use aileron_idl::prost::Message;

pub(crate) struct Sample {
    pub(crate) count: TaskTemplate,
    pub(crate) double: TaskTemplate,
    pub(crate) pipeline: WorkflowTemplate,
    pub(crate) plan: LaunchPlan,
}

impl Sample {
    pub(crate) fn good() -> Self {
        Self {
            count: task("count", "text", SimpleType::String),
            double: task("double", "x", SimpleType::Integer),
            pipeline: WorkflowTemplate {
                id: Some(identifier(ResourceType::Workflow, "pipeline")),
                metadata: Some(WorkflowMetadata::default()),
                interface: Some(interface("text", SimpleType::String)),
                nodes: vec![
                    task_node("n0", "count", vec![promise("text", "", "text")]),
                    task_node("n1", "double", vec![promise("x", "n0", "o0")]),
                ],
                outputs: vec![promise("o0", "n1", "o0")],
                ..WorkflowTemplate::default()
            },
            plan: LaunchPlan {
                id: Some(identifier(ResourceType::LaunchPlan, "pipeline")),
                spec: Some(LaunchPlanSpec {
                    workflow_id: Some(identifier(ResourceType::Workflow, "pipeline")),
                    default_inputs: Some(ParameterMap {
                        parameters: [("text".to_owned(), required())].into(),
                    }),
                    ..LaunchPlanSpec::default()
                }),
                closure: Some(LaunchPlanClosure::default()),
            },
        }
    }

    pub(crate) fn package(self) -> Package {
        let task = |template| TaskSpec { template: Some(template), description: None }.encode_to_vec();
        let pipeline = WorkflowSpec { template: Some(self.pipeline), ..WorkflowSpec::default() };
        let files = [
            ("0_count_1.pb", task(self.count)),
            ("1_double_1.pb", task(self.double)),
            ("2_pipeline_2.pb", pipeline.encode_to_vec()),
            ("3_pipeline_3.pb", self.plan.encode_to_vec()),
        ];
        Package { files: files.map(|(name, content)| (name.to_owned(), content)).into() }
    }

    pub(crate) fn container(&mut self) -> &mut Container {
        match &mut self.count.target {
            Some(task_template::Target::Container(container)) => container,
            other => panic!("a task of the sample runs a container, not {other:?}"),
        }
    }
}

pub(crate) fn identifier(kind: ResourceType, name: &str) -> Identifier {
    Identifier { resource_type: kind as i32, name: name.to_owned(), ..Identifier::default() }
}

pub(crate) fn task_node(id: &str, task: &str, inputs: Vec<Binding>) -> Node {
    let reference = task_node::Reference::ReferenceId(identifier(ResourceType::Task, task));
    let upstream = inputs.iter().filter_map(|input| match &input.binding.as_ref()?.value {
        Some(binding_data::Value::Promise(promise)) => Some(promise.node_id.clone()),
        _ => None,
    });
    Node {
        id: id.to_owned(),
        metadata: Some(NodeMetadata { name: task.to_owned(), ..NodeMetadata::default() }),
        upstream_node_ids: upstream.filter(|node| !node.is_empty()).collect(),
        inputs,
        target: Some(node::Target::TaskNode(TaskNode { reference: Some(reference), overrides: None })),
        ..Node::default()
    }
}

pub(crate) fn promise(var: &str, node: &str, output: &str) -> Binding {
    let from = OutputReference { node_id: node.to_owned(), var: output.to_owned(), attr_path: vec![] };
    let data = BindingData { value: Some(binding_data::Value::Promise(from)), union: None };
    Binding { var: var.to_owned(), binding: Some(data) }
}

fn task(name: &str, input: &str, simple: SimpleType) -> TaskTemplate {
    TaskTemplate {
        id: Some(identifier(ResourceType::Task, name)),
        r#type: "python-task".to_owned(),
        metadata: Some(TaskMetadata {
            retries: Some(RetryStrategy { retries: 1 }),
            ..TaskMetadata::default()
        }),
        interface: Some(interface(input, simple)),
        target: Some(task_template::Target::Container(Container {
            image: "ghcr.io/acme/app:v1".to_owned(),
            args: vec!["app".to_owned()],
            ..Container::default()
        })),
        ..TaskTemplate::default()
    }
}

fn interface(input: &str, simple: SimpleType) -> TypedInterface {
    TypedInterface {
        inputs: Some(variables(input, simple)),
        outputs: Some(variables("o0", SimpleType::Integer)),
    }
}

fn variables(name: &str, simple: SimpleType) -> VariableMap {
    VariableMap { variables: [(name.to_owned(), variable(simple))].into() }
}

fn variable(simple: SimpleType) -> Variable {
    let r#type =
        LiteralType { r#type: Some(literal_type::Type::Simple(simple as i32)), ..LiteralType::default() };
    Variable { r#type: Some(r#type), ..Variable::default() }
}

fn required() -> Parameter {
    Parameter { var: Some(variable(SimpleType::String)), behavior: Some(parameter::Behavior::Required(true)) }
}
