//! Dynamic workflows: what travels to their containers, and the graph that they leave for Flyte.
//!
//! The specs of the tasks that a dynamic workflow calls are made in its container. What was known when the program was
//! packaged, and only then, is in a variable of that container.

use super::{Error, Ids, Options, Specs};
use crate::entity::{Entity, Referred, Registry};
use crate::fast::FastProgram;
use crate::graph::{Constants, DYNAMIC, Graph, Nest, Work};
use aileron_grammar::Images;
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::if_else_block::Default as Otherwise;
use aileron_idl::core::node::Target;
use aileron_idl::core::{Binding, BindingData, DynamicJobSpec, IfElseBlock, KeyValuePair, Node};
use serde_core::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The variable of a dynamic workflow's container.
pub(crate) const VARIABLE: &str = "AILERON_PACKAGED";

/// What a dynamic workflow has to know about the other tasks of its program.
pub(super) fn packaged(options: &Options) -> KeyValuePair {
    let Options { ids, images, env, binary, fast, service_account: _ } = options;
    let images: BTreeMap<&str, String> = images
        .iter()
        .map(|(name, reference)| (name, reference.map(ToString::to_string).unwrap_or_default()))
        .collect();
    let env: Vec<[&String; 2]> = env.iter().map(|(key, value)| [key, value]).collect();
    let mut value = json!({
        "project": ids.project,
        "domain": ids.domain,
        "version": ids.version,
        "binary": binary,
        "images": images,
        "env": env,
    });
    let pins: BTreeMap<&str, &str> = options.images.pins().collect();
    if !pins.is_empty() {
        value["pins"] = json!(pins);
    }
    if let Some(FastProgram { uri, sha256 }) = fast {
        value["fast"] = json!([uri, sha256]);
    }
    // Kubernetes would replace `$(NAME)`.
    KeyValuePair { key: VARIABLE.to_owned(), value: value.to_string().replace('$', "\\u0024") }
}

/// The options with which the program was packaged. Parts of ids that were not known then are those of the task that runs.
///
/// # Errors
/// Fails if the text is not what this module wrote.
pub(crate) fn unpacked(text: &str, registered: Ids) -> Result<Options, String> {
    let mut all = serde_json::from_str::<Json>(text)
        .map_err(|error| format!("the variable {VARIABLE} can't be read: {error}"))?;
    let mut images = Images::default();
    for (name, reference) in part::<BTreeMap<String, String>>(&mut all, "images")? {
        images.declare(&name, &reference).map_err(|problem| problem.to_string())?;
    }
    if !all["pins"].is_null() {
        for (resolved, pinned) in part::<BTreeMap<String, String>>(&mut all, "pins")? {
            images.pin(&resolved, &pinned);
        }
    }
    let mut id = |name: &str, otherwise: String| {
        let given: String = part(&mut all, name)?;
        Ok::<_, String>(if given.is_empty() { otherwise } else { given })
    };
    let ids = Ids {
        project: id("project", registered.project)?,
        domain: id("domain", registered.domain)?,
        version: id("version", registered.version)?,
    };
    let env: Vec<(String, String)> = part(&mut all, "env")?;
    let fast = if all["fast"].is_null() {
        None
    } else {
        let [uri, sha256] = part::<[String; 2]>(&mut all, "fast")?;
        Some(FastProgram { uri, sha256 })
    };
    Ok(Options { ids, images, env, binary: part(&mut all, "binary")?, fast, service_account: None })
}

fn part<T: DeserializeOwned>(all: &mut Json, name: &str) -> Result<T, String> {
    serde_json::from_value(all[name].take())
        .map_err(|error| format!("the variable {VARIABLE} can't be read: `{name}`: {error}"))
}

/// The graph that a dynamic workflow made, with the specs of everything that it calls. It needs as many successes as
/// it has nodes, as in flytekit (`core/python_function_task.py`).
///
/// # Errors
/// Fails if it calls a task that is registered elsewhere, a workflow that it calls can't become a graph, an image can't be resolved,
/// or a plugin refuses its task.
pub(crate) fn job(task: &'static Entity, graph: Graph, options: &Options) -> Result<DynamicJobSpec, String> {
    let graphs = Nest::around(task, graph, Constants::Here);
    let graphs = graphs.map_err(|errors| Error::Graphs(errors).to_string())?;
    graphs.iter().try_for_each(|member| without_references(&member.graph))?;
    let registry = Registry::of(graphs.tasks());
    // A map has a task of its own, so these are called by no node.
    let mapped: Vec<_> =
        graphs.tasks().into_iter().map(|task| task.name).filter(|name| !graphs.calls(name)).collect();
    let specs = Specs::of(&registry, options, Ok(graphs)).map_err(|error| error.to_string())?;
    let Some(own) = specs.graphs.find(task) else { return Ok(DynamicJobSpec::default()) };
    let (_, written) = specs.workflow(own);
    let mut template = written.template.unwrap_or_default();
    template.nodes.iter_mut().for_each(|node| {
        node.id.insert_str(0, DYNAMIC);
        of_dynamic(node);
    });
    template.outputs.iter_mut().for_each(bound);
    Ok(DynamicJobSpec {
        min_successes: i64::try_from(template.nodes.len()).unwrap_or(i64::MAX),
        nodes: template.nodes,
        outputs: template.outputs,
        tasks: specs
            .tasks()
            .filter(|(name, _)| !mapped.contains(&&**name))
            .filter_map(|(_, spec)| spec.template)
            .collect(),
        subworkflows: written.sub_workflows,
    })
}

/// Refuses nodes that run tasks which are registered elsewhere: Flyte wants the spec of each task that a dynamic workflow calls,
/// and only the registration has those (flytepropeller `nodes/dynamic/dynamic_workflow.go`, flytekit
/// `core/python_function_task.py`).
fn without_references(graph: &Graph) -> Result<(), String> {
    let mut found = None;
    graph.each_node(&mut |node| {
        if let Work::Reference(entity) = node.work
            && entity.reference().is_some_and(|reference| reference.kind == Referred::Task)
        {
            found = Some((entity.name, node.place));
        }
    });
    found.map_or(Ok(()), |(name, place)| {
        Err(format!(
            "{place}: a dynamic workflow can't call the task `{name}`, since it is registered elsewhere, and Flyte wants the spec of \
             each task that a dynamic workflow calls: call it before or behind the dynamic workflow, or refer to a launch plan of a \
             workflow that calls it"
        ))
    })
}

/// Changes the ids of the nodes that a node names to those of nodes which a dynamic workflow made. The nodes in the
/// arms of a branch name those around it.
fn of_dynamic(node: &mut Node) {
    node.upstream_node_ids.iter_mut().for_each(|id| id.insert_str(0, DYNAMIC));
    node.inputs.iter_mut().for_each(bound);
    match &mut node.target {
        Some(Target::BranchNode(branch)) => {
            if let Some(choice) = &mut branch.if_else {
                let IfElseBlock { case, other, default } = &mut **choice;
                let cases = case.iter_mut().map(|case| &mut **case).chain(other);
                cases.filter_map(|case| case.then_node.as_deref_mut()).for_each(of_dynamic);
                if let Some(Otherwise::ElseNode(node)) = default {
                    of_dynamic(node);
                }
            }
        }
        Some(Target::ArrayNode(array)) => array.node.as_deref_mut().into_iter().for_each(of_dynamic),
        _ => {}
    }
}

fn bound(binding: &mut Binding) {
    binding.binding.iter_mut().for_each(data);
}

fn data(binding: &mut BindingData) {
    match &mut binding.value {
        // An empty id means the workflow itself.
        Some(Value::Promise(promise)) if !promise.node_id.is_empty() => {
            promise.node_id.insert_str(0, DYNAMIC);
        }
        Some(Value::Collection(items)) => items.bindings.iter_mut().for_each(data),
        Some(Value::Map(items)) => items.bindings.values_mut().for_each(data),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_dynamic_workflow_calls_runs_the_same_program() {
        let fast = FastProgram { uri: "s3://b/app".to_owned(), sha256: "0f".to_owned() };
        for fast in [None, Some(fast)] {
            let options = Options { binary: "/app".to_owned(), fast: fast.clone(), ..Options::default() };
            let read = unpacked(&packaged(&options).value, Ids::default()).expect("options");
            assert_eq!((read.binary.as_str(), read.fast), ("/app", fast));
        }
    }

    #[test]
    fn what_a_dynamic_workflow_calls_runs_in_the_images_that_were_pushed() {
        let mut options =
            Options { images: Images::from_args(["acme/app:v1"]).unwrap(), ..Options::default() };
        let pinned = format!("acme/app:v1@sha256:{}", "0".repeat(64));
        options.images.pin("acme/app:v1", &pinned);
        let read = unpacked(&packaged(&options).value, Ids::default()).expect("options");
        let resolved = aileron_grammar::Template::default().resolve(&read.images).expect("a reference");
        assert_eq!(resolved, pinned);
    }
}
