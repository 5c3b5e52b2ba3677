//! Workflows and launch plans together with all that they call, directly or not.

use super::{Constants, Graph, MapWork, TraceError, Work, graph};
use crate::entity::{Entity, Kind};
use aileron_grammar::Rule;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// The graphs of some workflows and launch plans, and of all that they call, each once.
#[derive(Debug, Default)]
pub(crate) struct Nest {
    members: Vec<Member>,
    places: HashMap<(Kind, &'static str), usize>,
    /// The indices of the members, each after those that it contains.
    inside_out: Vec<usize>,
}

/// A workflow or a launch plan of a nest. It is known by its index.
#[derive(Debug)]
pub(crate) struct Member {
    entity: &'static Entity,
    pub(crate) graph: Graph,
    /// The workflows and launch plans that its own nodes call, each once, sorted.
    calls: Vec<usize>,
    /// How many nodes it has, including those of the workflows that it calls.
    nodes: u64,
}

/// Why workflows can't become graphs.
#[derive(Debug)]
pub(crate) enum GraphError {
    /// A workflow's body can't become a graph.
    Trace(TraceError),
    /// A workflow contains itself.
    Endless {
        /// The name and place of each workflow on the way back to the first.
        path: Vec<(String, String)>,
    },
}

impl Nest {
    /// Traces these workflows and launch plans, and those that they call.
    ///
    /// # Errors
    /// Returns every reason why one of them can't become a graph.
    pub(crate) fn trace(
        workflows: impl IntoIterator<Item = &'static Entity>,
        constants: Constants,
    ) -> Result<Nest, Vec<GraphError>> {
        let mut nest = Nest::default();
        let (mut errors, mut refused) = (Vec::new(), HashSet::new());
        let mut open: Vec<&'static Entity> = workflows.into_iter().collect();
        open.reverse();
        while let Some(entity) = open.pop() {
            let key = entity.key();
            if nest.places.contains_key(&key) || refused.contains(&key) {
                continue;
            }
            match graph(entity, constants) {
                Ok(graph) => {
                    open.extend(graph.called().into_iter().rev());
                    nest.add(entity, graph);
                }
                Err(error) => {
                    refused.insert(key);
                    errors.push(GraphError::Trace(error));
                }
            }
        }
        let called = nest.called();
        match inside_out(&called) {
            Ok(order) => nest.fill(called, order),
            Err(circle) => errors.push(nest.endless(&circle)),
        }
        if errors.is_empty() { Ok(nest) } else { Err(errors) }
    }

    /// The graph that a dynamic workflow made, and all workflows that it calls.
    ///
    /// # Errors
    /// Returns every reason why one of them can't become a graph.
    pub(crate) fn around(
        dynamic: &'static Entity,
        graph: Graph,
        constants: Constants,
    ) -> Result<Nest, Vec<GraphError>> {
        let mut nest = Nest::trace(graph.called(), constants)?;
        nest.add(dynamic, graph);
        let called = nest.called();
        let order = inside_out(&called).map_err(|circle| vec![nest.endless(&circle)])?;
        nest.fill(called, order);
        Ok(nest)
    }

    /// The tasks that they call or map, each once.
    pub(crate) fn tasks(&self) -> Vec<&'static Entity> {
        let mut tasks = BTreeMap::new();
        for member in &self.members {
            member.graph.each_node(&mut |node| {
                if let Work::Task(task) | Work::Map(MapWork { task, .. }) = node.work {
                    tasks.insert(task.name, task);
                }
            });
        }
        tasks.into_values().collect()
    }

    /// Whether one of them calls this task itself, not only through a map.
    pub(crate) fn calls(&self, name: &str) -> bool {
        let mut found = false;
        for member in &self.members {
            member.graph.each_node(&mut |node| {
                found |= matches!(node.work, Work::Task(task) if task.name == name);
            });
        }
        found
    }

    /// The nest of these graphs, none of which contains itself.
    #[cfg(test)]
    pub(crate) fn of(graphs: Vec<(&'static Entity, Graph)>) -> Nest {
        let mut nest = Nest::default();
        for (entity, graph) in graphs {
            nest.add(entity, graph);
        }
        let called = nest.called();
        let order = inside_out(&called).expect("an end");
        nest.fill(called, order);
        nest
    }

    fn add(&mut self, entity: &'static Entity, graph: Graph) {
        self.places.insert(entity.key(), self.members.len());
        self.members.push(Member { entity, graph, calls: Vec::new(), nodes: 0 });
    }

    /// For each member, the members that its own nodes call, one entry per node.
    fn called(&self) -> Vec<Vec<usize>> {
        let places = |member: &Member| {
            let called = member.graph.called().into_iter();
            called.filter_map(|entity| self.places.get(&entity.key()).copied()).collect()
        };
        self.members.iter().map(places).collect()
    }

    /// Sets for each workflow what it calls, the innermost workflows first.
    fn fill(&mut self, mut called: Vec<Vec<usize>>, order: Vec<usize>) {
        for &place in &order {
            let called = std::mem::take(&mut called[place]);
            let mut own = 0;
            self.members[place].graph.each_node(&mut |_| own += 1);
            let nodes = called.iter().map(|inner| self.members[*inner].nodes);
            let nodes = nodes.fold(own, u64::saturating_add);
            let member = &mut self.members[place];
            (member.calls, member.nodes) = (sorted(called), nodes);
        }
        self.inside_out = order;
    }

    fn endless(&self, circle: &[usize]) -> GraphError {
        let step = |place: &usize| {
            let member = &self.members[*place];
            (member.graph.name.clone(), member.entity.place.to_owned())
        };
        GraphError::Endless { path: circle.iter().map(step).collect() }
    }

    /// The index of the member for a workflow's entity.
    pub(crate) fn index(&self, entity: &Entity) -> Option<usize> {
        self.places.get(&entity.key()).copied()
    }

    /// The member for a workflow's entity.
    pub(crate) fn find(&self, entity: &Entity) -> Option<&Member> {
        self.index(entity).map(|index| &self.members[index])
    }

    /// The member with that index.
    pub(crate) fn member(&self, index: usize) -> &Member {
        &self.members[index]
    }

    /// The members. The first is the first for which the nest was made.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Member> {
        self.members.iter()
    }

    /// The members, each after those that it calls.
    pub(crate) fn inside_out(&self) -> impl Iterator<Item = &Member> {
        self.indices_inside_out().map(|index| &self.members[index])
    }

    /// The indices of the members, each after those that it calls.
    pub(crate) fn indices_inside_out(&self) -> impl Iterator<Item = usize> {
        self.inside_out.iter().copied()
    }

    /// The graphs of the workflows that a workflow contains as parts of the same execution, in the order of the nest.
    pub(crate) fn inside(&self, member: &Member) -> impl Iterator<Item = &Graph> {
        let mut is_inside = vec![false; self.members.len()];
        let mut open = member.calls.clone();
        while let Some(place) = open.pop() {
            let member = &self.members[place];
            if !member.is_launch_plan() && !std::mem::replace(&mut is_inside[place], true) {
                open.extend(&member.calls);
            }
        }
        self.members
            .iter()
            .zip(is_inside)
            .filter(|(_, is_inside)| *is_inside)
            .map(|(member, _)| &member.graph)
    }

    /// The launch plans that workflows call.
    pub(crate) fn called_launch_plans(&self) -> HashSet<&'static str> {
        let workflows = self.members.iter().filter(|member| !member.is_launch_plan());
        let called = workflows.flat_map(|member| &member.calls).map(|place| &self.members[*place]);
        called.filter(|member| member.is_launch_plan()).map(|plan| plan.entity.name).collect()
    }
}

impl Member {
    pub(crate) fn entity(&self) -> &'static Entity {
        self.entity
    }

    pub(crate) fn is_launch_plan(&self) -> bool {
        self.entity.kind() == Kind::LaunchPlan
    }

    pub(crate) fn doc(&self) -> &'static str {
        self.entity.doc
    }

    /// How many nodes it has, including those of the workflows that it calls; at most the largest number of 64 bits.
    pub(crate) fn nodes(&self) -> u64 {
        self.nodes
    }
}

impl Graph {
    /// The workflows and launch plans that it calls, in the order of the nodes.
    pub(crate) fn called(&self) -> Vec<&'static Entity> {
        let mut called = Vec::new();
        self.each_node(&mut |node| match node.work {
            Work::Workflow(entity) | Work::LaunchPlan(entity) => called.push(entity),
            Work::Task(_) | Work::Reference(_) | Work::Branch(_) | Work::Map(_) | Work::Gate(_) => {}
        });
        called
    }
}

/// Every index after those that it calls, or else a path from one back to itself.
fn inside_out(called: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut order = Vec::with_capacity(called.len());
    // For each workflow on the path, how many of its calls have been looked at.
    let mut looked_at: Vec<Option<usize>> = vec![None; called.len()];
    let mut is_done = vec![false; called.len()];
    for start in 0..called.len() {
        let mut path = if is_done[start] { Vec::new() } else { vec![start] };
        while let Some(&last) = path.last() {
            let next = looked_at[last].unwrap_or_default();
            looked_at[last] = Some(next + 1);
            match called[last].get(next) {
                Some(&inner) if is_done[inner] => {}
                Some(&inner) => {
                    path.push(inner);
                    if looked_at[inner].is_some() {
                        return Err(
                            path.split_off(path.iter().position(|place| *place == inner).unwrap_or(0))
                        );
                    }
                }
                None => {
                    is_done[last] = true;
                    order.push(last);
                    path.pop();
                }
            }
        }
    }
    Ok(order)
}

fn sorted(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GraphError::Trace(error) => error.fmt(f),
            GraphError::Endless { path } => {
                let [(first, _), ..] = &path[..] else { return f.write_str("a workflow contains itself") };
                f.write_str(&Rule::RecursiveWorkflow.end(format_args!(
                    "the workflow `{first}` contains itself, so its graph would not end; remove one of these calls, or repeat the \
                     work inside a task"
                )))?;
                path.windows(2).try_for_each(|pair| {
                    let [(outer, place), (inner, _)] = pair else { return Ok(()) };
                    write!(f, "\n  {place}: `{outer}` calls `{inner}`")
                })
            }
        }
    }
}

impl std::error::Error for GraphError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            GraphError::Trace(error) => error.source(),
            GraphError::Endless { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::inside_out;

    #[test]
    fn inner_workflows_come_first_and_once() {
        let called = [vec![1, 2, 1], vec![2, 3], vec![3, 3], vec![], vec![0]];
        assert_eq!(inside_out(&called).unwrap(), [3, 2, 1, 0, 4]);
    }

    #[test]
    fn a_circle_is_reported_from_its_start_back_to_its_start() {
        assert_eq!(inside_out(&[vec![0]]), Err(vec![0, 0]));
        assert_eq!(inside_out(&[vec![1], vec![2], vec![3], vec![1]]), Err(vec![1, 2, 3, 1]));
    }

    #[test]
    fn a_deep_nest_needs_no_deep_stack() {
        let depth = 100_000;
        let called: Vec<_> = (0..depth).map(|place| vec![(place + 1) % depth]).collect();
        assert_eq!(inside_out(&called).unwrap_err().len(), depth + 1);
    }
}
