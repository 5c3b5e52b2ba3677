//! Launch plans as graphs. The graph of one has a single node, the call of its workflow, whose bindings say which inputs
//! are fixed and which are the plan's own.

use super::error::TraceProblem;
use super::{Binding, Graph, Node, Origin, Work};
use crate::entity::{Entity, Kind, named};
use aileron_grammar::Rule;
use aileron_idl::core::Literal;

/// What a launch plan launches.
pub(crate) struct Launched<'g> {
    pub(crate) workflow: &'static Entity,
    node: &'g Node,
}

impl Graph {
    /// What this graph launches, if it is one of a launch plan.
    pub(crate) fn launched(&self) -> Option<Launched<'_>> {
        match &self.block.nodes[..] {
            [node] => match node.work {
                Work::Workflow(workflow) => Some(Launched { workflow, node }),
                _ => None,
            },
            _ => None,
        }
    }
}

impl<'g> Launched<'g> {
    /// The inputs that the plan fixes, with their values.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = (&'g str, &'g Literal)> {
        let node = self.node;
        node.signature.inputs.iter().zip(&node.bindings).filter_map(|(input, binding)| match binding {
            Binding::Constant(literal) => Some((input.name.as_str(), literal)),
            _ => None,
        })
    }
}

/// What keeps a graph from being that of a launch plan.
pub(super) fn refused(plan: &'static Entity, graph: &Graph) -> Vec<TraceProblem> {
    let Some(Launched { workflow, node }) = graph.launched() else {
        let called = graph.block.nodes.first().and_then(Node::entity);
        let called = called.map_or("what it calls".to_owned(), |entity| {
            format!("`{}`, which is a {},", entity.name, entity.kind().as_str())
        });
        let message = format!(
            "a launch plan launches a workflow, and {called} can't be launched by one: call a workflow here, and wrap a task in \
             a workflow"
        );
        return vec![TraceProblem::of(plan, Rule::LaunchedWorkflow, message)];
    };
    let mut problems = Vec::new();
    for (input, binding) in node.signature.inputs.iter().zip(&node.bindings) {
        let own = match binding {
            Binding::Constant(_) => continue,
            Binding::Value { origin: Origin::Input(index), path } if path.is_empty() => {
                graph.inputs.get(*index).map_or("", |own| &own.name)
            }
            _ => "",
        };
        if own != input.name {
            let message = format!(
                "the parameter `{own}` goes to the input `{}` of `{}`, but a launch plan hands its inputs on under their own \
                 names: rename the parameter to `{}`",
                input.name, workflow.name, input.name
            );
            problems.push(TraceProblem::of(plan, Rule::LaunchedInputs, message));
        }
    }
    let outputs =
        (0..node.signature.outputs.len()).map(|output| Binding::of(Origin::Output { node: 0, output }));
    if !graph.block.outputs.iter().cloned().eq(outputs) {
        let message = format!(
            "the outputs of a launch plan are those of its workflow, all and in their order: return what `{}` returns",
            workflow.name
        );
        problems.push(TraceProblem::of(plan, Rule::LaunchPlanBody, message));
    }
    let other =
        named(plan.name).find(|entity| entity.kind() == Kind::Workflow && entity.name != workflow.name);
    if let Some(other) = other {
        let message = format!(
            "`{}` is also the name of the workflow at {}, whose default launch plan has it: set another name with `name = \"…\"`",
            plan.name, other.place
        );
        problems.push(TraceProblem::of(plan, Rule::SameName, message));
    }
    problems
}

#[cfg(test)]
mod tests {
    use crate::entity::Registry;
    use crate::graph::{Constants, Nest, draw, graph};
    use crate::prelude::*;

    #[task]
    fn double(x: i64) -> i64 {
        x * 2
    }

    #[workflow]
    fn flow(x: i64, y: Option<i64>) -> (i64, i64) {
        same(y);
        (double(x), x)
    }

    #[task]
    fn same(y: Option<i64>) -> Option<i64> {
        y
    }

    #[launch_plan]
    fn fixed(#[default(4)] x: i64) -> (i64, i64) {
        flow(x, Some(3))
    }

    #[workflow]
    fn launches(x: i64) -> i64 {
        let (a, _) = fixed(x);
        double(a)
    }

    #[workflow]
    fn around(x: i64) -> i64 {
        launches(x)
    }

    #[launch_plan]
    fn of_a_task(x: i64) -> i64 {
        double(x)
    }

    #[launch_plan]
    fn of_a_launch_plan(x: i64) -> (i64, i64) {
        fixed(x)
    }

    #[launch_plan]
    fn renamed(a: i64, y: Option<i64>) -> (i64, i64) {
        flow(a, y)
    }

    #[launch_plan]
    fn exchanged(y: i64, x: Option<i64>) -> (i64, i64) {
        flow(y, x)
    }

    #[launch_plan]
    fn dropped(x: i64) {
        flow(x, None);
    }

    #[workflow]
    fn taken(x: i64) -> i64 {
        double(x)
    }

    #[launch_plan(name = "aileron.graph.launch_plan.tests.taken")]
    fn with_the_name_of_another(x: i64) -> (i64, i64) {
        flow(x, None)
    }

    #[workflow]
    #[allow(unconditional_recursion)]
    fn endless(x: i64) -> i64 {
        again(double(x))
    }

    #[launch_plan]
    fn again(x: i64) -> i64 {
        endless(x)
    }

    fn named(name: &str) -> &'static crate::entity::Entity {
        let registry = Registry::of(crate::entity::all());
        registry.named(&format!("aileron.graph.launch_plan.tests.{name}")).last().expect("an entity")
    }

    #[test]
    fn constants_are_fixed_inputs() {
        let graph = graph(named("fixed"), Constants::Anywhere).unwrap();
        let launched = graph.launched().unwrap();
        assert_eq!(launched.workflow.name, named("flow").name);
        let fixed: Vec<_> = launched.fixed().map(|(name, _)| name).collect();
        assert_eq!(fixed, ["y"]);
        assert_eq!(graph.inputs.iter().map(|input| &*input.name).collect::<Vec<_>>(), ["x"]);
        assert!(graph.absent[0].is_some());
    }

    #[test]
    fn a_call_of_one_is_a_node_of_its_inputs() {
        let graph = graph(named("around"), Constants::Anywhere).unwrap();
        assert!(graph.launched().is_some());
        let nest = Nest::trace([named("around")], Constants::Anywhere).unwrap();
        let launches = &nest.iter().find(|member| member.graph.name.ends_with(".launches")).unwrap().graph;
        let node = &draw::json(launches)["nodes"][0];
        assert_eq!((&node["kind"], &node["bindings"]["x"]["input"]), (&"launch plan".into(), &"x".into()));
        // The workflow of a launch plan is not a part of the execution that launches it.
        let inside = |name| nest.inside(nest.find(named(name)).unwrap()).map(|graph| graph.name.as_str());
        assert!(inside("around").eq([named("around").name.replace("around", "launches")]));
        assert_eq!(inside("launches").count(), 0);
        assert!(nest.called_launch_plans().into_iter().eq([named("fixed").name]));
        let order: Vec<_> = nest.inside_out().map(|member| member.entity().name.rsplit('.').next()).collect();
        assert_eq!(order, ["flow", "fixed", "launches", "around"].map(Some));
    }

    #[test]
    fn what_can_not_be_launched_is_refused() {
        for (name, part) in [
            ("of_a_task", "`aileron.graph.launch_plan.tests.double`, which is a task, can't be launched"),
            (
                "of_a_launch_plan",
                "`aileron.graph.launch_plan.tests.fixed`, which is a launch plan, can't be launched",
            ),
            ("renamed", "the parameter `a` goes to the input `x` of"),
            ("exchanged", "the parameter `y` goes to the input `x` of"),
            ("taken", "is also the name of the workflow at"),
        ] {
            let entity = Registry::of(crate::entity::all());
            let entity = entity.named(&format!("aileron.graph.launch_plan.tests.{name}")).last().unwrap();
            let error = graph(entity, Constants::Anywhere).unwrap_err().to_string();
            assert!(error.contains(part), "{name}: {error}");
        }
        let errors = Nest::trace([named("endless")], Constants::Anywhere).unwrap_err();
        assert!(errors[0].to_string().contains("contains itself"), "{}", errors[0]);
    }
}
