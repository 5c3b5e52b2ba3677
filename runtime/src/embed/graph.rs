//! The graph of a workflow, as a program sees it.

use super::ProgramError;
use crate::entity::{Entity, Kind};
use crate::graph::{self, Constants, Nest, draw};
use serde_json::Value;
use std::fmt;

/// The graph of a workflow or a launch plan.
///
/// ```standalone_crate
/// use aileron::embed::Program;
/// use aileron::prelude::*;
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// #[workflow]
/// fn twice(x: i64) -> i64 {
///     double(double(x))
/// }
///
/// let graph = Program::load()?.find("twice")?.graph()?;
/// assert_eq!(graph.to_json()["nodes"].as_array().unwrap().len(), 2);
/// assert!(graph.to_mermaid().contains("flowchart"));
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
pub struct Graph {
    nest: Nest,
    entity: &'static Entity,
}

impl Graph {
    /// Inner workflows are not drawn, but one that can't become a graph is an error here, too.
    pub(crate) fn trace(entity: &'static Entity) -> Result<Self, ProgramError> {
        let name = entity.name;
        if entity.is_dynamic() {
            return Err(ProgramError::new(format!(
                "`{name}` is a dynamic workflow, which makes a graph only when it has its inputs; `run` shows its nodes"
            )));
        }
        if matches!(entity.kind(), Kind::Task | Kind::Reference) {
            return Err(ProgramError::new(format!(
                "`{name}` is a {}, and only workflows and launch plans have graphs; `list` shows which are which",
                entity.kind().as_str()
            )));
        }
        let nest = Nest::trace([entity], Constants::Anywhere).map_err(|errors| ProgramError::all(&errors))?;
        Ok(Graph { nest, entity })
    }

    /// Returns the graph as JSON, as `graph --format json` prints it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        self.drawn(draw::json)
    }

    /// Returns the graph for Mermaid.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        self.drawn(draw::mermaid)
    }

    /// Returns the graph for Graphviz.
    #[must_use]
    pub fn to_dot(&self) -> String {
        self.drawn(draw::dot)
    }

    fn drawn<T: Default>(&self, draw: impl Fn(&graph::Graph) -> T) -> T {
        self.nest.find(self.entity).map(|member| draw(&member.graph)).unwrap_or_default()
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_mermaid())
    }
}
