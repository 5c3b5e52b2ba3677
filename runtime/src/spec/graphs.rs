//! All workflows of a program as graphs, and which run inside which.

use super::Error;
use crate::entity::{Entity, Kind, Registry};
use crate::graph::{self, Graph};
use std::collections::{BTreeMap, BTreeSet};

/// Every workflow's graph, by name.
pub(crate) struct Graphs {
    graphs: BTreeMap<String, Traced>,
}

struct Traced {
    entity: &'static Entity,
    graph: Graph,
    /// The workflows that run inside this one, however deep.
    inside: BTreeSet<String>,
}

/// Traces every workflow once.
///
/// # Errors
/// With every reason why one can't be a graph; or when a workflow contains itself.
pub(super) fn trace(registry: &Registry) -> Result<Graphs, Error> {
    let (mut graphs, mut errors) = (BTreeMap::new(), Vec::new());
    for (name, entity) in registry.iter().filter(|(_, entity)| matches!(entity.kind, Kind::Workflow(_))) {
        match graph::trace(entity, registry) {
            Ok(graph) => {
                graphs.insert(name.to_owned(), Traced { entity, graph, inside: BTreeSet::new() });
            }
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(Error::Graphs(errors));
    }
    let called: BTreeMap<String, BTreeSet<String>> =
        graphs.iter().map(|(name, traced)| (name.clone(), called(&traced.graph))).collect();
    let mut inside = BTreeMap::new();
    for name in called.keys() {
        descend(name, &called, &mut Vec::new(), &mut inside).map_err(|path| recursion(&path, &graphs))?;
    }
    for (name, traced) in &mut graphs {
        traced.inside = inside.remove(name).unwrap_or_default();
    }
    Ok(Graphs { graphs })
}

/// The workflows that a graph's nodes run.
fn called(graph: &Graph) -> BTreeSet<String> {
    let entities = graph.nodes.iter().map(|node| node.entity);
    entities.filter(|entity| matches!(entity.kind, Kind::Workflow(_))).map(Entity::name).collect()
}

/// Finds what runs inside `name`, however deep; fails with the path that leads from a workflow to itself.
fn descend(
    name: &str,
    called: &BTreeMap<String, BTreeSet<String>>,
    path: &mut Vec<String>,
    inside: &mut BTreeMap<String, BTreeSet<String>>,
) -> Result<(), Vec<String>> {
    if inside.contains_key(name) {
        return Ok(());
    }
    if let Some(start) = path.iter().position(|other| other == name) {
        let mut circle = path.split_off(start);
        circle.push(name.to_owned());
        return Err(circle);
    }
    path.push(name.to_owned());
    let direct = called.get(name).cloned().unwrap_or_default();
    let mut all = direct.clone();
    for inner in &direct {
        descend(inner, called, path, inside)?;
        all.extend(inside.get(inner).into_iter().flatten().cloned());
    }
    path.pop();
    inside.insert(name.to_owned(), all);
    Ok(())
}

fn recursion(path: &[String], graphs: &BTreeMap<String, Traced>) -> Error {
    let place =
        |name: &String| graphs.get(name).map_or_else(String::new, |traced| traced.entity.function.place());
    let path = path.iter().map(|name| (name.clone(), place(name))).collect();
    Error::Recursion { path }
}

impl Graphs {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Graph)> {
        self.graphs.iter().map(|(name, traced)| (name.as_str(), &traced.graph))
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Graph> {
        self.graphs.values().map(|traced| &traced.graph)
    }

    pub(super) fn inside(&self, name: &str) -> impl Iterator<Item = &str> {
        self.graphs.get(name).into_iter().flat_map(|traced| &traced.inside).map(String::as_str)
    }

    pub(super) fn doc(&self, name: &str) -> &'static str {
        self.graphs.get(name).map_or("", |traced| traced.entity.function.doc)
    }
}
