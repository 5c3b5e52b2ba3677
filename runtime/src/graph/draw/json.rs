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
use crate::graph::{Binding, Graph, Node, node_id};
use crate::types::{self, path::Step};
use aileron_idl::map;
use serde_json::{Value, json};

/// The graph as JSON.
pub(crate) fn json(graph: &Graph) -> Value {
    let nodes = graph.nodes.iter().enumerate().map(|(index, node)| self::node(graph, index, node));
    let outputs = graph.outputs.iter().map(|(output, binding)| {
        let mut described = variable(output);
        described["binding"] = self::binding(graph, binding);
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

fn node(graph: &Graph, index: usize, node: &Node) -> Value {
    let inputs = node.entity.inputs().into_iter().zip(&node.bindings);
    let bindings = inputs.map(|(input, binding)| (input.name, self::binding(graph, binding)));
    json!({
        "id": node_id(index),
        "kind": node.entity.kind_name(),
        "entity": node.entity.name(),
        "bindings": Value::Object(map(bindings)),
        "upstream": node.upstream().into_iter().map(node_id).collect::<Value>(),
    })
}

fn step(step: &Step) -> Value {
    match step {
        Step::Key(key) => json!(key),
        Step::Index(place) => json!(place),
    }
}

fn binding(graph: &Graph, binding: &Binding) -> Value {
    match binding {
        Binding::Input(index) => json!({"input": graph.inputs[*index].name}),
        Binding::Output { node, output } => {
            json!({"node": node_id(*node), "output": graph.nodes[*node].entity.outputs()[*output].name})
        }
        Binding::Constant(literal) => json!({"constant": types::json::write(literal)}),
        Binding::Part { whole, path } => {
            let mut part = self::binding(graph, whole);
            part["path"] = path.iter().map(step).collect();
            part
        }
        Binding::List(items) => {
            json!({"list": items.iter().map(|item| self::binding(graph, item)).collect::<Value>()})
        }
        Binding::Map(items) => {
            let items = items.iter().map(|(key, item)| (key.clone(), self::binding(graph, item)));
            json!({"map": Value::Object(map(items))})
        }
    }
}
