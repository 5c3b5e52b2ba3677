//! Prints a graph as JSON for programs.
//!
//! ```json
//! {
//!   "workflow": "app.pipeline",
//!   "inputs": [{"name": "text", "type": "string"}],
//!   "nodes": [{"id": "n0", "kind": "task", "entity": "app.count", "bindings": {"text": {"input": "text"}},
//!     "upstream": [], "after": []}],
//!   "outputs": [{"name": "o0", "type": "integer", "binding": {"node": "n0", "output": "o0"}}],
//!   "edges": [{"from": "inputs", "output": "text", "to": "n0", "input": "text"}, …]
//! }
//! ```
//!
//! A node waits for those in `upstream`; for those of them that are in `after`, whatever it takes from them.
//!
//! A reference has also the parts of its id, which are empty where they are those of the registration:
//! `"reference": {"project": "p", "domain": "d", "version": "v1"}`. Its kind is `reference task` and the like.
//!
//! The kind of a dynamic workflow's node is `dynamic`.
//!
//! A branch has no `entity`, but `cases` in the order in which they are tried:
//!
//! ```json
//! {"condition": "n0_o0 >= 0.1 && x < 1.0", "nodes": […], "outputs": {"o0": BINDING}}
//! {"condition": null, "fails": "too slow"}
//! ```
//!
//! The condition is Rust over the branch's inputs, the keys of its `bindings`; the last case has none, since it is what
//! is left. The nodes and outputs of a case see nothing but the branch's inputs and each other: `{"input": NAME}` is an
//! input of the branch, and `n0` a node of the same case. Or the case `fails` with a text.
//!
//! A map has its task as `entity`, and a `map`: the inputs that are those of one element, each with the path to its part, whether a
//! failed task leaves a hole, and what the call asks for.
//!
//! ```json
//! {"elements": {"x": [], "y": ["price"]}, "holes": false, "concurrency": 4, "min_successes": null, "min_success_ratio": null}
//! ```
//!
//! A gate has no `entity`, but one of `"gate": {"approve": NAME}`, `{"signal": NAME}` and `{"sleep": "1m"}`.
//!
//! A workflow with a failure handler has its call as `"onFailure"`: a node with the id `fn0` that takes inputs of the workflow
//! and, as the input `err`, the error.
//!
//! A binding is one of `{"input": NAME}`, `{"node": ID, "output": NAME}`, `{"constant": VALUE}`, `{"list":
//! [BINDING…]}` and `{"map": {KEY: BINDING…}}`. The first two have a `"path": [KEY or INDEX…]` if they are only a
//! part of the value. An edge goes from a node or `inputs` to a node or `outputs`; the nodes in branches have none.

use super::condition::condition;
use super::edges::{self, Edge};
use crate::entity::{Entity, Reference, Variable};
use crate::graph::{
    Arm, Block, Branch, Gate, Graph, HANDLER_ID, Least, MapWork, Node, Origin, Reader, Scope, Signature,
    Work, node_id,
};
use crate::types::{self, path::Step};
use aileron_idl::core::Literal;
use aileron_idl::map;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The graph as JSON.
pub(crate) fn json(graph: &Graph) -> Value {
    let scope = graph.scope();
    let outputs = graph.outputs.iter().zip(&graph.block.outputs).map(|(output, binding)| {
        let mut described = variable(output);
        described["binding"] = binding.read(&mut Described(scope));
        described
    });
    let edges = edges::edges(graph).into_iter().map(
        |Edge { from, output, to, input }| json!({"from": from, "output": output, "to": to, "input": input}),
    );
    let mut described = json!({
        "workflow": graph.name,
        "inputs": graph.inputs.iter().map(variable).collect::<Value>(),
        "nodes": nodes(scope),
        "outputs": outputs.collect::<Value>(),
        "edges": edges.collect::<Value>(),
    });
    if let Some(handler) = &graph.failure {
        described["onFailure"] = handler
            .block
            .nodes
            .iter()
            .map(|call| {
                let mut node = node(handler.scope(), 0, call);
                node["id"] = HANDLER_ID.into();
                node
            })
            .next()
            .unwrap_or_default();
    }
    described
}

fn nodes(scope: Scope<'_>) -> Value {
    scope.nodes.iter().enumerate().map(|(index, node)| self::node(scope, index, node)).collect()
}

fn variable(variable: &Variable) -> Value {
    json!({"name": variable.name, "type": types::name(&variable.ty)})
}

fn node(scope: Scope<'_>, index: usize, node: &Node) -> Value {
    let inputs = node.signature.inputs.iter().zip(&node.bindings);
    let bindings = inputs.map(|(input, binding)| (input.name.clone(), binding.read(&mut Described(scope))));
    let kind = match &node.work {
        Work::Task(entity) if entity.is_dynamic() => "dynamic",
        Work::Reference(entity) => {
            entity.reference().map_or("reference", |reference| reference.kind.names()[1])
        }
        work => work.kind(),
    };
    let mut described = json!({
        "id": node_id(index),
        "kind": kind,
        "entity": node.entity().map(|entity| entity.name),
        "bindings": Value::Object(map(bindings)),
        "upstream": node.upstream().into_iter().map(node_id).collect::<Value>(),
        "after": node.after.iter().copied().map(node_id).collect::<Value>(),
    });
    match &node.work {
        Work::Branch(branch) => described["cases"] = cases(branch, &node.signature),
        Work::Map(map) => described["map"] = mapped(map, &node.signature),
        Work::Gate(gate) => described["gate"] = waits(gate),
        Work::Task(_) | Work::Workflow(_) | Work::LaunchPlan(_) | Work::Reference(_) => {}
    }
    if let Some(Reference { project, domain, version, .. }) = node.entity().and_then(Entity::reference) {
        described["reference"] = json!({"project": project, "domain": domain, "version": version});
    }
    described
}

/// Which inputs of a map's task are those of an element, each with the path to its part, and what the map asks for.
fn mapped(map: &MapWork, signature: &Signature) -> Value {
    let elements = signature.inputs.iter().zip(&map.each);
    let elements = elements.filter_map(|(input, path)| {
        Some((input.name.clone(), path.as_ref()?.iter().map(step).collect::<Value>()))
    });
    json!({
        "elements": Value::Object(self::map(elements)),
        "holes": map.holes,
        "concurrency": map.concurrency,
        "min_successes": match map.least { Some(Least::Successes(number)) => Some(number), _ => None },
        "min_success_ratio": match map.least { Some(Least::Ratio(ratio)) => Some(ratio), _ => None },
    })
}

fn waits(gate: &Gate) -> Value {
    match gate {
        Gate::Approve { name } => json!({"approve": name}),
        Gate::Signal { name, .. } => json!({"signal": name}),
        Gate::Sleep(time) => json!({"sleep": aileron_grammar::duration::print(*time)}),
    }
}

fn cases(branch: &Branch, signature: &Signature) -> Value {
    let input = |index: usize| signature.inputs[index].name.clone();
    let conditions = branch.cases.iter().map(|case| Some(condition(&case.condition, &input)));
    let cases = conditions.chain([None]).zip(branch.arms());
    let case = |(condition, arm): (Option<String>, &Arm)| match arm {
        Arm::Block(Block { nodes, outputs }) => {
            let scope = Scope { inputs: &signature.inputs, nodes };
            let outputs = signature.outputs.iter().zip(outputs);
            let outputs =
                outputs.map(|(output, binding)| (output.name.clone(), binding.read(&mut Described(scope))));
            json!({"condition": condition, "nodes": self::nodes(scope), "outputs": Value::Object(map(outputs))})
        }
        Arm::Fail(text) => json!({"condition": condition, "fails": text}),
    };
    cases.map(case).collect()
}

/// Bindings as JSON.
struct Described<'g>(Scope<'g>);

impl Reader for Described<'_> {
    type Out = Value;
    fn value(&mut self, origin: Origin, path: &[Step]) -> Value {
        let name = self.0.variable(origin).map_or("", |variable| &variable.name);
        let mut value = match origin.node() {
            None => json!({"input": name}),
            Some(node) => json!({"node": node_id(node), "output": name}),
        };
        if !path.is_empty() {
            value["path"] = path.iter().map(step).collect();
        }
        value
    }
    fn constant(&mut self, literal: &Literal) -> Value {
        json!({"constant": types::json::write(literal)})
    }
    fn list(&mut self, items: Vec<Value>) -> Value {
        json!({"list": items})
    }
    fn map(&mut self, items: BTreeMap<String, Value>) -> Value {
        json!({"map": Value::Object(map(items))})
    }
}

fn step(step: &Step) -> Value {
    match step {
        Step::Key(key) => json!(key),
        Step::Index(place) => json!(place),
    }
}
