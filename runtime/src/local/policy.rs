//! The error of a workflow whose other nodes went on when one had failed.
//!
//! Flyte's engine walks from each node to those that take something from it, in the order of their ids as texts, and keeps
//! the last error that it meets (flytepropeller `controller/nodes/executor.go`). It does not look behind a failed node.

use crate::graph::{Block, Node, Origin, Work, node_id};

/// The last failed node that Flyte's engine meets.
pub(super) fn last_reached(block: &Block, has_failed: &impl Fn(usize) -> bool) -> Option<usize> {
    let mut followers = vec![Vec::new(); block.nodes.len()];
    let mut first = Vec::new();
    for (index, node) in block.nodes.iter().enumerate() {
        let upstream = node.upstream();
        if upstream.is_empty() || takes_an_input(node) {
            first.push(index);
        }
        for before in upstream {
            followers[before].push(index);
        }
    }
    let mut seen = vec![false; block.nodes.len()];
    // The last that was put here is looked at first.
    let mut open = by_id(first);
    while let Some(node) = open.pop() {
        if has_failed(node) {
            return Some(node);
        }
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(by_id(std::mem::take(&mut followers[node])));
        }
    }
    None
}

fn by_id(mut nodes: Vec<usize>) -> Vec<usize> {
    nodes.sort_by_cached_key(|node| node_id(*node));
    nodes
}

/// Whether the engine has an edge from the inputs of the workflow to the node. A branch node takes only what its conditions
/// compare.
fn takes_an_input(node: &Node) -> bool {
    let mut read = Vec::new();
    match &node.work {
        Work::Branch(branch) => branch.cases.iter().for_each(|case| {
            case.condition.operands(&mut |operand| read.extend(operand.input()));
        }),
        _ => read.extend(0..node.bindings.len()),
    }
    let mut takes = false;
    for binding in read.into_iter().filter_map(|input| node.bindings.get(input)) {
        binding.origins(&mut |origin| takes |= matches!(origin, Origin::Input(_)));
    }
    takes
}
