//! All workflows of a program as graphs, and which run inside which.

use super::Error;
use crate::entity::{Entity, Kind, Registry};
use crate::graph::{self, Graph};
use aileron_idl::map;
use std::collections::BTreeMap;

/// Every workflow's graph.
pub(super) struct Graphs {
    /// In the order of names.
    traced: Vec<Traced>,
}

/// A workflow, known by its place among them.
pub(super) struct Traced {
    entity: &'static Entity,
    pub(super) graph: Graph,
    /// The workflows that run inside this one, however deep, in order.
    inside: Vec<usize>,
}

/// Traces every workflow once.
///
/// # Errors
/// With every reason why one can't be a graph; or when a workflow contains itself.
pub(super) fn trace(registry: &Registry) -> Result<Graphs, Error> {
    let (mut traced, mut errors) = (Vec::new(), Vec::new());
    for (_, entity) in registry.iter().filter(|(_, entity)| is_workflow(entity)) {
        match graph::trace(entity, registry) {
            Ok(graph) => traced.push(Traced { entity, graph, inside: Vec::new() }),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(Error::Graphs(errors));
    }
    let inside = inside(&called(&traced)).map_err(|circle| recursion(&circle, &traced))?;
    for (traced, inside) in traced.iter_mut().zip(inside) {
        traced.inside = inside;
    }
    Ok(Graphs { traced })
}

fn is_workflow(entity: &Entity) -> bool {
    matches!(entity.kind, Kind::Workflow(_))
}

/// For each workflow, those that its own nodes run.
fn called(traced: &[Traced]) -> Vec<Vec<usize>> {
    let places: BTreeMap<&str, usize> =
        map(traced.iter().enumerate().map(|(place, traced)| (traced.graph.name.as_str(), place)));
    let of = |traced: &Traced| {
        let entities = traced.graph.nodes.iter().map(|node| node.entity).filter(|entity| is_workflow(entity));
        sorted(entities.filter_map(|entity| places.get(entity.name().as_str()).copied()).collect())
    };
    traced.iter().map(of).collect()
}

/// For each workflow, those that run inside it, however deep; or else a path from one to itself.
fn inside(called: &[Vec<usize>]) -> Result<Vec<Vec<usize>>, Vec<usize>> {
    let mut inside: Vec<Option<Vec<usize>>> = vec![None; called.len()];
    let mut on_path = vec![false; called.len()];
    for start in 0..called.len() {
        let mut path = vec![start];
        while let Some(&last) = path.last() {
            on_path[last] = true;
            let open = called[last].iter().find(|inner| inside[**inner].is_none());
            if let (Some(&inner), None) = (open, &inside[last]) {
                path.push(inner);
                if on_path[inner] {
                    return Err(path.split_off(path.iter().position(|place| *place == inner).unwrap_or(0)));
                }
                continue;
            }
            let deeper = called[last].iter().filter_map(|inner| inside[*inner].as_ref()).flatten();
            inside[last] = Some(sorted(called[last].iter().chain(deeper).copied().collect()));
            on_path[last] = false;
            path.pop();
        }
    }
    Ok(inside.into_iter().flatten().collect())
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

fn recursion(circle: &[usize], traced: &[Traced]) -> Error {
    let step = |place: &usize| {
        (traced[*place].graph.name.clone(), traced[*place].entity.function.place().to_owned())
    };
    Error::Recursion { path: circle.iter().map(step).collect() }
}

impl Traced {
    pub(super) fn doc(&self) -> &'static str {
        self.entity.function.doc()
    }
}

impl Graphs {
    /// The workflows, in the order of names.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Traced> {
        self.traced.iter()
    }

    /// The workflows, each after those that run inside it.
    pub(super) fn inside_out(&self) -> impl Iterator<Item = &Traced> {
        // What runs inside a workflow has fewer workflows inside it.
        let mut traced: Vec<&Traced> = self.traced.iter().collect();
        traced.sort_by_key(|traced| traced.inside.len());
        traced.into_iter()
    }

    /// The graphs that run inside a workflow, in the order of names.
    pub(super) fn inside(&self, workflow: &Traced) -> impl Iterator<Item = &Graph> {
        workflow.inside.iter().map(|place| &self.traced[*place].graph)
    }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn what_runs_inside_is_found_however_deep_and_once() {
        let called = [vec![1, 2], vec![2, 3], vec![3], vec![], vec![0]];
        let all = inside(&called).unwrap();
        assert_eq!(all, [vec![1, 2, 3], vec![2, 3], vec![3], vec![], vec![0, 1, 2, 3]]);
    }

    #[test]
    fn a_circle_is_told_from_its_start_to_its_start() {
        assert_eq!(inside(&[vec![0]]), Err(vec![0, 0]));
        assert_eq!(inside(&[vec![1], vec![2], vec![3], vec![1]]), Err(vec![1, 2, 3, 1]));
    }

    #[test]
    fn a_deep_nest_needs_no_deep_stack() {
        let depth = 100_000;
        let called: Vec<_> = (0..depth).map(|place| vec![(place + 1) % depth]).collect();
        assert_eq!(inside(&called).unwrap_err().len(), depth + 1);
    }
}
