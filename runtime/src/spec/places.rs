//! Where in the source the entities and nodes of specs are.

use super::Specs;
use crate::graph::{Member, Nest};

/// How the id of a failure handler's node begins.
const FAILURE: &str = "fn";

impl Specs<'_> {
    /// The place of a task: `src/main.rs:12`.
    pub(crate) fn place_of_task(&self, name: &str) -> Option<&'static str> {
        self.registry.tasks().find(|(task, _)| task.name == name).map(|(task, _)| task.place)
    }

    /// The place of a workflow.
    pub(crate) fn place_of_workflow(&self, name: &str) -> Option<&'static str> {
        member(&self.graphs, name).map(|(member, _)| member.entity().place)
    }

    /// The place of a launch plan; of a default one, that of its workflow.
    pub(crate) fn place_of_launch_plan(&self, name: &str) -> Option<&'static str> {
        let mut plans =
            self.graphs.iter().filter(|member| member.is_launch_plan() && member.graph.name == name);
        plans.next().map_or_else(|| self.place_of_workflow(name), |plan| Some(plan.entity().place))
    }

    /// The place of the call that became a node: `src/main.rs:12:5`. A node of a branch, and one of a workflow that was
    /// made from an arm, has the place of the branch. What is no node of the program has the place of its workflow.
    pub(crate) fn place_of_node(&self, workflow: &str, node: &str) -> Option<String> {
        let (member, inside) = member(&self.graphs, workflow)?;
        let first = inside.or(node.split('-').next());
        let index = first.and_then(|id| id.strip_prefix('n')?.parse::<usize>().ok());
        let call = match index {
            Some(index) => member.graph.block.nodes.get(index),
            // The only other node is that of the failure handler.
            None if node.starts_with(FAILURE) => {
                member.graph.failure.as_ref().and_then(|handler| handler.block.nodes.first())
            }
            None => None,
        };
        Some(call.map_or_else(|| member.entity().place.to_owned(), |node| node.place.to_string()))
    }
}

/// The workflow with that name; or the one from whose node, which is returned too, it was made.
fn member<'n, 'a>(graphs: &'n Nest, name: &'a str) -> Option<(&'n Member, Option<&'a str>)> {
    let mut best: Option<(&Member, Option<&str>)> = None;
    for member in graphs.iter().filter(|member| !member.is_launch_plan()) {
        let Some(rest) = name.strip_prefix(&*member.graph.name) else { continue };
        let inside = match rest.strip_prefix('.') {
            Some(path) => path.split('.').next(),
            None if rest.is_empty() => None,
            None => continue,
        };
        if best.is_none_or(|(other, _)| other.graph.name.len() < member.graph.name.len()) {
            best = Some((member, inside));
        }
    }
    best
}
