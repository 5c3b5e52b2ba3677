//! Converts maps to Flyte's array nodes.
//!
//! Flyte gives the container of an array node whole lists, and its number in the environment (flytepropeller
//! `controller/nodes/array/execution_context.go`). So a map has a task of its own: that of its target with lists where the element
//! decides the value, and with arguments by which the container picks its element. The compiler takes the interface of the
//! array node from that task (flytepropeller `pkg/compiler/validators/interface.go`).

use super::binding::bind;
use super::node::{Position, Writer, message, rename, task_metadata};
use crate::entity::{Entity, typed_interface};
use crate::graph::{Binding, Least, MapWork, Nest, Node, Signature, Work, upstream};
use crate::types::path::Step;
use aileron_idl::core::array_node::{ParallelismOption, SuccessCriteria};
use aileron_idl::core::node::Target;
use aileron_idl::core::{self, ArrayNode, NodeMetadata, ResourceType, RetryStrategy, TypedInterface};
use aileron_idl::google::BoolValue;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The tasks of the maps of a program, by their names.
pub(super) type MapTasks = BTreeMap<String, MapTask>;

/// The task of a map.
pub(super) struct MapTask {
    /// The task that it runs for each element.
    pub(super) task: &'static Entity,
    pub(super) interface: TypedInterface,
    /// The arguments that `execute` needs beside those of the task.
    pub(super) arguments: Vec<String>,
}

/// The tasks of all maps.
pub(super) fn tasks(nest: &Nest) -> MapTasks {
    let mut tasks = MapTasks::new();
    for member in nest.iter() {
        member.graph.block.each_node(&mut |node| {
            if let Work::Map(map) = &node.work {
                tasks.entry(name(map, &node.signature)).or_insert_with(|| MapTask::new(map, &node.signature));
            }
        });
    }
    tasks
}

impl MapTask {
    fn new(map: &MapWork, signature: &Signature) -> Self {
        let Signature { inputs, outputs } = signature;
        let interface = typed_interface(inputs.clone(), outputs.clone());
        MapTask { task: map.task, interface, arguments: arguments(map, signature) }
    }
}

/// The arguments of `execute` that say which inputs are those of one element: `--element x`, `--element 'x=["price"]'` for a part.
pub(super) fn arguments(map: &MapWork, signature: &Signature) -> Vec<String> {
    let elements = signature.inputs.iter().zip(&map.each);
    let elements = elements.filter_map(|(input, path)| Some((input.name.as_str(), path.as_deref()?)));
    elements.flat_map(|(name, path)| ["--element".to_owned(), element(name, path)]).collect()
}

fn element(name: &str, path: &[Step]) -> String {
    if path.is_empty() {
        return name.to_owned();
    }
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => Json::from(key.as_str()),
        Step::Index(index) => Json::from(*index),
    });
    format!("{name}={}", steps.collect::<Json>())
}

/// The name of a map's task, which depends on all that its template depends on, and on nothing else.
fn name(map: &MapWork, signature: &Signature) -> String {
    let (module, function) = map.task.name.rsplit_once('.').unwrap_or(("", map.task.name));
    let interface = typed_interface(signature.inputs.clone(), signature.outputs.clone());
    let facts = (arguments(map, signature), aileron_idl::prost::Message::encode_to_vec(&interface));
    let module = if module.is_empty() { String::new() } else { format!("{module}.") };
    format!("{module}map_{function}_{:016x}", fingerprint(format!("{facts:?}").as_bytes()))
}

/// The FNV-1a hash.
fn fingerprint(bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Writer<'_> {
    /// The array node of a map. Its bindings are in terms of the position's block.
    pub(super) fn map(
        &self,
        at: &Position<'_>,
        node: &Node,
        map: &MapWork,
        bindings: &[Binding],
    ) -> core::Node {
        let inputs = node.signature.inputs.iter().zip(bindings);
        let inputs: Vec<_> = inputs.map(|(input, binding)| bind(at.scope, &input.name, binding)).collect();
        let mut metadata = task_metadata(map.task, node);
        metadata.name = node.title();
        rename(&mut metadata, node);
        let own = NodeMetadata {
            name: metadata.name.clone(),
            retries: Some(RetryStrategy::default()),
            ..NodeMetadata::default()
        };
        let name = name(map, &node.signature);
        // The engine gives the inner node an id and inputs of its own (flytepropeller `controller/nodes/array/handler.go`); these
        // are as in flytekit.
        let id = self.ids.identifier(ResourceType::Task, &name);
        let inner = Position { scope: at.scope, id: name.clone(), path: at.path.clone() };
        let inner = message(&inner, inputs.clone(), Vec::new(), metadata, self.run_task(id, node));
        let bound = node.signature.inputs.iter().zip(&map.each).filter(|(_, each)| each.is_none());
        let mut bound_inputs: Vec<String> = bound.map(|(input, _)| input.name.clone()).collect();
        bound_inputs.sort_unstable();
        let least = map.least.unwrap_or(if map.holes { Least::Successes(0) } else { Least::Ratio(1.0) });
        let array = ArrayNode {
            node: Some(Box::new(inner)),
            parallelism_option: map.concurrency.map(ParallelismOption::Parallelism),
            success_criteria: Some(match least {
                Least::Successes(number) => SuccessCriteria::MinSuccesses(number),
                Least::Ratio(ratio) => SuccessCriteria::MinSuccessRatio(ratio),
            }),
            is_original_sub_node_interface: Some(BoolValue { value: false }),
            bound_inputs,
            ..ArrayNode::default()
        };
        message(at, inputs, upstream(bindings, &node.after), own, Target::ArrayNode(Box::new(array)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::wrong_of_maps;
    use super::tasks;
    use crate::entity::Registry;
    use crate::graph::{Constants, Nest};
    use crate::prelude::*;

    /// Its own name is not too long, that of its map is.
    #[task(
        name = "a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on"
    )]
    fn long(x: i64) -> i64 {
        x
    }

    #[task]
    fn short(x: i64) -> i64 {
        x
    }

    #[workflow]
    fn of_a_long_name(xs: Vec<i64>) -> Vec<i64> {
        map(long, map(short, xs))
    }

    #[test]
    fn a_name_that_a_map_makes_too_long_is_reported() {
        let registry = Registry::collect().unwrap();
        let workflow = registry.named("aileron.spec.map.tests.of_a_long_name")[0];
        let nest = Nest::trace([workflow], Constants::Here).unwrap();
        let wrong: Vec<String> = wrong_of_maps(&tasks(&nest)).iter().map(ToString::to_string).collect();
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        let end = "name has 257 characters; it has at most 240; give this task a shorter name with `name = \"…\"` [AIL0201]";
        assert!(wrong[0].ends_with(end), "{wrong:?}");
    }
}
