//! Prints a graph as JSON for programs.
//!
//! ```json
//! {
//!   "workflow": "app.pipeline",
//!   "inputs": [{"name": "text", "type": "string"}],
//!   "nodes": [{"id": "n0", "kind": "task", "entity": "app.count", "bindings": {"text": {"input": "text"}}, "upstream": []}],
//!   "outputs": [{"name": "o0", "type": "integer", "binding": {"node": "n0", "output": "o0"}}],
//!   "edges": [{"from": "inputs", "output": "text", "to": "n0", "input": "text"}, …]
//! }
//! ```
//!
//! A binding is one of `{"input": NAME}`, `{"node": ID, "output": NAME}`, `{"constant": VALUE}`, `{"list":
//! [BINDING…]}` and `{"map": {KEY: BINDING…}}`. The first two have a `"path": [KEY or INDEX…]` if they are only a
//! part of the value. An edge goes from a node or `inputs` to a node or `outputs`.

use super::edges;
use crate::entity::Variable;
use crate::graph::{Graph, Node, Origin, Reader, Scope, Work, node_id};
use crate::types::{self, path::Step};
use aileron_idl::core::Literal;
use aileron_idl::map;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The graph as JSON.
pub(crate) fn json(graph: &Graph) -> Value {
    let scope = graph.scope();
    let nodes = graph.block.nodes.iter().enumerate().map(|(index, node)| self::node(scope, index, node));
    let outputs = graph.outputs.iter().zip(&graph.block.outputs).map(|(output, binding)| {
        let mut described = variable(output);
        described["binding"] = binding.read(&mut Described(scope));
        described
    });
    let edges = edges::edges(graph).into_iter().map(|edge| {
        json!({
            "from": edge.from.id("inputs"),
            "output": edge.output,
            "to": edge.to.id("outputs"),
            "input": edge.input,
        })
    });
    json!({
        "workflow": graph.name,
        "inputs": graph.inputs.iter().map(variable).collect::<Value>(),
        "nodes": nodes.collect::<Value>(),
        "outputs": outputs.collect::<Value>(),
        "edges": edges.collect::<Value>(),
    })
}

fn variable(variable: &Variable) -> Value {
    json!({"name": variable.name, "type": types::name(&variable.ty)})
}

fn node(scope: Scope<'_>, index: usize, node: &Node) -> Value {
    let inputs = node.signature.inputs.iter().zip(&node.bindings);
    let bindings = inputs.map(|(input, binding)| (input.name.clone(), binding.read(&mut Described(scope))));
    let (kind, entity) = match node.work {
        Work::Task(entity) | Work::Workflow(entity) => (entity.kind().as_str(), Some(entity.name)),
        Work::Branch(_) => ("branch", None),
    };
    json!({
        "id": node_id(index),
        "kind": kind,
        "entity": entity,
        "bindings": Value::Object(map(bindings)),
        "upstream": node.upstream().into_iter().map(node_id).collect::<Value>(),
    })
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
