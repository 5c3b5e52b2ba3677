//! What is drawn of a graph: boxes, what is inside of them, and the arrows between them.

use super::bundle::bundled;
use crate::entity::{Entity, Variable};
use crate::graph::draw::{Shape, condition};
use crate::graph::{
    Arm, Binding, Block, Branch, Graph, Handler, Nest, Node, Origin, Scope, Signature, Work, node_id,
};
use crate::types;
use std::collections::BTreeMap;

/// A workflow whose own graph has more nodes is not drawn where it is called: it is a box that says how many it has.
const MOST_INSIDE: u64 = 2_000;
/// The longest title of a box, in characters.
const LONGEST: usize = 36;

/// Boxes and arrows. No arrow leaves the scene.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) boxes: Vec<Drawn>,
    pub(super) arrows: Vec<Arrow>,
}

/// Something that is drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The ids of the nodes that lead to it, with the arms of branches: `n3:1/n0`.
    pub(super) key: String,
    pub(super) figure: Figure,
    pub(super) title: String,
    /// A second line; may be empty.
    pub(super) note: String,
    /// All there is to say about it, for a pointer that rests on it.
    pub(super) tip: String,
    /// The scenes inside of it, each with its heading: the arms of a branch, or the graph of a workflow.
    pub(super) inside: Vec<(String, Scene)>,
}

/// What is drawn for a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    /// As in the other pictures.
    Shape(Shape),
    /// What runs if the workflow fails.
    Handler,
    /// Many boxes with one arrow for all.
    Bundle,
}

impl Figure {
    /// The name of its class in the drawing.
    pub(super) fn class(self) -> &'static str {
        match self {
            Figure::Shape(Shape::Ends) => "ends",
            Figure::Shape(Shape::Task) => "task",
            Figure::Shape(Shape::Dynamic) => "dynamic",
            Figure::Shape(Shape::Workflow) => "workflow",
            Figure::Shape(Shape::LaunchPlan) => "plan",
            Figure::Shape(Shape::Reference) => "reference",
            Figure::Shape(Shape::Branch) => "branch",
            Figure::Shape(Shape::Map) => "map",
            Figure::Shape(Shape::Gate) => "gate",
            Figure::Shape(Shape::Value | Shape::Note) => "note",
            Figure::Handler => "handler",
            Figure::Bundle => "bundle",
        }
    }
}

/// An arrow between two boxes of a scene, by their indices.
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The names of the values that are passed on; empty if the one only waits for the other.
    pub(super) values: Vec<String>,
}

/// The scene of a workflow's graph, with those of the workflows in it.
pub(super) fn scene(graph: &Graph, nest: &Nest) -> Scene {
    let mut scene = Stage { nest, prefix: String::new() }.block(graph.scope(), &graph.block);
    let waits = |bindings: &[Binding], names: &[Variable]| values(graph.scope(), bindings, names);
    let inputs = scene.boxes.len();
    if !graph.inputs.is_empty() {
        scene.boxes.push(ends("inputs", &graph.inputs));
        for (to, node) in graph.block.nodes.iter().enumerate() {
            if let Some(values) = waits(&node.bindings, &node.signature.inputs).remove(&None) {
                scene.arrows.push(Arrow { from: inputs, to, values });
            }
        }
    }
    if !graph.outputs.is_empty() {
        let to = scene.boxes.len();
        scene.boxes.push(ends("outputs", &graph.outputs));
        for (from, values) in waits(&graph.block.outputs, &graph.outputs) {
            scene.arrows.push(Arrow { from: from.unwrap_or(inputs), to, values });
        }
    }
    if let Some(handler) = &graph.failure {
        scene.boxes.push(on_failure(handler, nest));
    }
    bundled(scene)
}

fn ends(name: &str, variables: &[Variable]) -> Drawn {
    let names: Vec<_> = variables.iter().map(|variable| variable.name.as_str()).collect();
    Drawn {
        key: String::new(),
        figure: Figure::Shape(Shape::Ends),
        title: name.to_owned(),
        note: cut(&names.join(", ")),
        tip: typed(variables, "\n"),
        inside: Vec::new(),
    }
}

fn on_failure(handler: &Handler, nest: &Nest) -> Drawn {
    let scene = Stage { nest, prefix: "f".to_owned() }.block(handler.scope(), &handler.block);
    Drawn {
        key: String::new(),
        figure: Figure::Handler,
        title: "on failure".to_owned(),
        note: String::new(),
        tip: "runs if the workflow fails".to_owned(),
        inside: vec![(String::new(), scene)],
    }
}

/// Where a block is drawn.
struct Stage<'n> {
    nest: &'n Nest,
    /// What the keys of its nodes begin with.
    prefix: String,
}

impl Stage<'_> {
    fn block(&self, scope: Scope<'_>, block: &Block) -> Scene {
        let mut scene = Scene::default();
        // The nodes before each node.
        let mut follows: Vec<Vec<usize>> = Vec::with_capacity(block.nodes.len());
        for (to, node) in block.nodes.iter().enumerate() {
            scene.boxes.push(self.node(scope, to, node));
            let mut before = values(scope, &node.bindings, &node.signature.inputs);
            for after in &node.after {
                before.entry(Some(*after)).or_default();
            }
            let nodes: Vec<usize> = before.keys().flatten().copied().collect();
            // Who waits for a node that waits itself for another needs no second arrow from there.
            let is_said =
                |from: usize| nodes.iter().any(|node| *node > from && follows[*node].contains(&from));
            let shown = before.into_iter().filter_map(|(from, values)| Some((from?, values)));
            let shown = shown.filter(|(from, values)| !values.is_empty() || !is_said(*from));
            scene.arrows.extend(shown.map(|(from, values)| Arrow { from, to, values }));
            follows.push(nodes);
        }
        scene
    }

    fn node(&self, scope: Scope<'_>, index: usize, node: &Node) -> Drawn {
        let id = node_id(index);
        let key = format!("{}{id}", self.prefix);
        let shape = Shape::of(&node.work);
        let kind = match shape {
            Shape::Dynamic => "dynamic workflow",
            Shape::Reference => "registered elsewhere",
            Shape::Workflow | Shape::LaunchPlan | Shape::Map | Shape::Gate => node.work.kind(),
            // These are known by their looks.
            Shape::Task | Shape::Branch | Shape::Ends | Shape::Value | Shape::Note => "",
        };
        let (inside, more) = match &node.work {
            Work::Branch(branch) => (self.arms(scope, &key, node, branch), None),
            Work::Workflow(entity) => Stage { nest: self.nest, prefix: format!("{key}/") }.workflow(entity),
            _ => (Vec::new(), None),
        };
        let name = node.settings.map(|settings| settings.name).filter(|name| !name.is_empty());
        let title = name.map_or_else(|| node.title(), str::to_owned);
        let below = [name.is_none().then_some(id), (!kind.is_empty()).then(|| kind.to_owned()), more];
        Drawn {
            figure: Figure::Shape(shape),
            title: cut(&title),
            note: below.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            tip: tip(&key, node),
            key,
            inside,
        }
    }

    /// The graph of a workflow, or how many nodes it has if they are too many.
    fn workflow(&self, entity: &Entity) -> (Vec<(String, Scene)>, Option<String>) {
        let Some(member) = self.nest.find(entity) else { return (Vec::new(), None) };
        if member.nodes() > MOST_INSIDE {
            return (Vec::new(), Some(format!("{} nodes", member.nodes())));
        }
        let scene = self.block(member.graph.scope(), &member.graph.block);
        (vec![(String::new(), bundled(scene))], None)
    }

    /// `around` is where the branch itself is, and `key` its own key.
    fn arms(&self, around: Scope<'_>, key: &str, node: &Node, branch: &Branch) -> Vec<(String, Scene)> {
        let inputs = &node.signature.inputs;
        let input = |index: usize| called(around, &node.bindings[index], &inputs[index]);
        let asked = branch.cases.iter().map(|case| condition(&case.condition, &input));
        let headings = asked.chain(["else".to_owned()]);
        let arms = headings.zip(branch.arms().enumerate()).map(|(heading, (number, arm))| {
            let inner = Stage { nest: self.nest, prefix: format!("{key}:{number}/") };
            let scene = match arm {
                Arm::Block(block) if block.nodes.is_empty() && block.outputs.is_empty() => note("nothing"),
                Arm::Block(block) if block.nodes.is_empty() => note("hands values on"),
                Arm::Block(block) => bundled(inner.block(Scope { inputs, nodes: &block.nodes }, block)),
                Arm::Fail(text) => note(&format!("fails: {text}")),
            };
            (heading, scene)
        });
        arms.collect()
    }
}

/// What a person calls an input of a branch: by the task that gives it, since its own name is made up.
fn called(around: Scope<'_>, binding: &Binding, input: &Variable) -> String {
    let Binding::Value { origin: Origin::Output { node, output }, path } = binding else {
        return input.name.clone();
    };
    let Some(node) = around.nodes.get(*node).filter(|_| path.is_empty()) else { return input.name.clone() };
    match &node.signature.outputs[..] {
        [_] => node.title(),
        outputs => format!("{}.{}", node.title(), outputs[*output].name),
    }
}

fn note(text: &str) -> Scene {
    let drawn = Drawn {
        key: String::new(),
        figure: Figure::Shape(Shape::Note),
        title: cut(text),
        note: String::new(),
        tip: text.to_owned(),
        inside: Vec::new(),
    };
    Scene { boxes: vec![drawn], arrows: Vec::new() }
}

/// The names of the values that come from each node, or from the inputs.
fn values(
    scope: Scope<'_>,
    bindings: &[Binding],
    names: &[Variable],
) -> BTreeMap<Option<usize>, Vec<String>> {
    let mut found: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (name, binding) in names.iter().zip(bindings) {
        binding.origins(&mut |origin| {
            let source = scope.variable(origin).map_or("", |variable| variable.name.as_str());
            let value =
                if source == name.name { source.to_owned() } else { format!("{source} → {}", name.name) };
            let values = found.entry(origin.node()).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        });
    }
    found
}

fn tip(key: &str, node: &Node) -> String {
    let mut lines = vec![format!(
        "{key}: {}",
        node.entity().map_or_else(|| node.title(), |entity| entity.name.to_owned())
    )];
    let Signature { inputs, outputs } = &*node.signature;
    lines.push(format!("({}) -> ({})", typed(inputs, ", "), typed(outputs, ", ")));
    lines.push(node.place.to_string());
    lines.join("\n")
}

/// The names of variables with their types.
fn typed(variables: &[Variable], between: &str) -> String {
    let each = variables.iter().map(|one| format!("{}: {}", one.name, types::name(&one.ty)));
    each.collect::<Vec<_>>().join(between)
}

/// The text, cut to what fits into a box.
fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
