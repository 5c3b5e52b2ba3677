//! A graph as boxes and arrows. Both text formats print it.
//!
//! A branch is a diamond, from which an arrow leads to each arm. An arm is a frame with boxes in it. Arrows pass through
//! the frame: one that leads into an arm starts where the value is made, outside, and what the branch gives leaves from
//! the boxes in its arms. A value that an arm gives without making it has a box of its own.

use super::condition::{condition, constant};
use crate::graph::{Arm, Binding, Block, Branch, Graph, Handler, Node, Origin, Reader, Work, node_id};
use crate::types::path::Step;
use aileron_idl::core::Literal;
use std::collections::{BTreeMap, HashSet};

/// The boxes and arrows of a graph.
#[derive(Default)]
pub(super) struct Picture {
    pub(super) items: Vec<Item>,
    pub(super) arrows: Vec<Arrow>,
}

/// Something in a picture.
pub(super) enum Item {
    Box {
        id: String,
        shape: Shape,
        text: String,
    },
    /// An arm of a branch, with its condition and what is in it.
    Frame {
        id: String,
        text: String,
        items: Vec<Item>,
    },
}

/// The shape of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The inputs or the outputs of the workflow.
    Ends,
    Task,
    /// A task that makes a graph.
    Dynamic,
    Workflow,
    LaunchPlan,
    /// What is registered elsewhere.
    Reference,
    Gate,
    Branch,
    Map,
    /// A value that leaves an arm which does not make it.
    Value,
    /// What happens in an arm without nodes: it fails, or it does nothing.
    Note,
}

impl Shape {
    /// The shape of a node that does this.
    pub(crate) fn of(work: &Work) -> Self {
        match work {
            Work::Task(task) if task.is_dynamic() => Shape::Dynamic,
            Work::Task(_) => Shape::Task,
            Work::Workflow(_) => Shape::Workflow,
            Work::LaunchPlan(_) => Shape::LaunchPlan,
            Work::Reference(_) => Shape::Reference,
            Work::Branch(_) => Shape::Branch,
            Work::Map(_) => Shape::Map,
            Work::Gate(_) => Shape::Gate,
        }
    }
}

/// An arrow between two items.
pub(super) struct Arrow {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: ArrowKind,
}

/// What an arrow means.
pub(super) enum ArrowKind {
    /// A value is passed on, with this label.
    Value(String),
    /// The one waits for the other.
    Order,
    /// A branch can take this arm. `into` is its first box.
    Arm { into: String },
}

/// The picture of a graph.
pub(super) fn picture(graph: &Graph) -> Picture {
    let mut painter = Painter::default();
    let input = |variable: &crate::entity::Variable| Value {
        text: variable.name.clone(),
        sources: vec![Source { id: INPUTS.to_owned(), output: variable.name.clone(), only: false }],
    };
    let inputs: Vec<Value> = graph.inputs.iter().map(input).collect();
    let inside = Inside { prefix: String::new(), inputs: &inputs };
    let (mut items, body) = painter.block(&graph.block, &inside);
    for (output, binding) in graph.outputs.iter().zip(&graph.block.outputs) {
        painter.lead(&body.sources(binding), OUTPUTS, &output.name);
    }
    items.extend(graph.failure.as_ref().map(|handler| painter.handler(handler, inputs)));
    let ends = |id: &str| Item::Box { id: id.to_owned(), shape: Shape::Ends, text: id.to_owned() };
    if painter.arrows.iter().any(|arrow| arrow.from == INPUTS) {
        items.insert(0, ends(INPUTS));
    }
    if painter.arrows.iter().any(|arrow| arrow.to == OUTPUTS) {
        items.push(ends(OUTPUTS));
    }
    Picture { items, arrows: painter.arrows }
}

const INPUTS: &str = "inputs";
const OUTPUTS: &str = "outputs";
const HANDLER: &str = "on_failure";

/// A place from which a value comes.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Source {
    /// The box.
    id: String,
    /// The name of the output.
    output: String,
    /// Whether the box has only this output, so its name is not shown.
    only: bool,
}

/// A value: how conditions call it, and where it can come from.
struct Value {
    text: String,
    sources: Vec<Source>,
}

/// What a block knows of its surroundings.
struct Inside<'i> {
    /// What the ids of its boxes begin with.
    prefix: String,
    inputs: &'i [Value],
}

/// A block that has been painted.
struct Painted<'b> {
    inside: &'b Inside<'b>,
    nodes: &'b [Node],
    /// The outputs of each branch, by its node.
    given: BTreeMap<usize, Vec<Vec<Source>>>,
}

#[derive(Default)]
struct Painter {
    arrows: Vec<Arrow>,
}

impl Painter {
    fn block<'b>(&mut self, block: &'b Block, inside: &'b Inside<'b>) -> (Vec<Item>, Painted<'b>) {
        let mut painted = Painted { inside, nodes: &block.nodes, given: BTreeMap::new() };
        let mut items = Vec::with_capacity(block.nodes.len());
        for (index, node) in block.nodes.iter().enumerate() {
            let id = painted.id(index);
            let shape = Shape::of(&node.work);
            items.push(Item::Box { id: id.clone(), shape, text: node.title() });
            for earlier in node.after.iter().map(|earlier| painted.id(*earlier)) {
                self.arrows.push(Arrow { from: earlier, to: id.clone(), kind: ArrowKind::Order });
            }
            if let Work::Branch(branch) = &node.work {
                let given = self.branch(node, branch, &id, &painted, &mut items);
                painted.given.insert(index, given);
            } else {
                for (input, binding) in node.signature.inputs.iter().zip(&node.bindings) {
                    self.lead(&painted.sources(binding), &id, &input.name);
                }
            }
        }
        (items, painted)
    }

    /// The frame of a failure handler, with the error beside its call if the call takes it.
    fn handler(&mut self, handler: &Handler, mut inputs: Vec<Value>) -> Item {
        let error = Source { id: format!("{HANDLER}_err"), output: "err".to_owned(), only: true };
        inputs.push(Value { text: "err".to_owned(), sources: vec![error.clone()] });
        let inside = Inside { prefix: "f".to_owned(), inputs: &inputs };
        let (mut items, _) = self.block(&handler.block, &inside);
        if self.arrows.iter().any(|arrow| arrow.from == error.id) {
            items.insert(0, Item::Box { id: error.id, shape: Shape::Value, text: error.output });
        }
        Item::Frame { id: HANDLER.to_owned(), text: "on failure".to_owned(), items }
    }

    /// Paints the arms of a branch. Returns the sources of each of its outputs.
    fn branch(
        &mut self,
        node: &Node,
        branch: &Branch,
        id: &str,
        around: &Painted<'_>,
        items: &mut Vec<Item>,
    ) -> Vec<Vec<Source>> {
        let inputs: Vec<Value> = node.bindings.iter().map(|binding| around.value(binding)).collect();
        self.asked(branch, &inputs, id);
        let mut given = vec![Vec::new(); node.signature.outputs.len()];
        let conditions =
            branch.cases.iter().map(|case| condition(&case.condition, &|input| inputs[input].text.clone()));
        let frames = (0..).map(|case| format!("{id}_case{case}")).zip(conditions);
        let frames: Vec<(String, String)> =
            frames.chain([(format!("{id}_else"), "else".to_owned())]).collect();
        for ((frame, text), arm) in frames.into_iter().zip(branch.arms()) {
            let inside = Inside { prefix: format!("{frame}_"), inputs: &inputs };
            let inner = match arm {
                Arm::Block(block) => self.arm(node, block, &inside, &mut given),
                Arm::Fail(text) => vec![note(&inside, "fails", format!("fails: {text:?}"))],
            };
            let into = inner.first().map(|item| item.id().to_owned()).unwrap_or_default();
            self.arrows.push(Arrow { from: id.to_owned(), to: frame.clone(), kind: ArrowKind::Arm { into } });
            items.push(Item::Frame { id: frame, text, items: inner });
        }
        given
    }

    /// Arrows to a diamond from all that its conditions read.
    fn asked(&mut self, branch: &Branch, inputs: &[Value], id: &str) {
        let mut read = Vec::new();
        for case in &branch.cases {
            case.condition.operands(&mut |operand| read.extend(operand.input()));
        }
        let mut seen = HashSet::new();
        let values = read.into_iter().filter(|input| seen.insert(*input)).map(|input| &inputs[input]);
        let mut sources = HashSet::new();
        for source in values.flat_map(|value| &value.sources).filter(|source| sources.insert(*source)) {
            self.lead(std::slice::from_ref(source), id, &source.output);
        }
    }

    fn arm(
        &mut self,
        node: &Node,
        block: &Block,
        inside: &Inside<'_>,
        given: &mut [Vec<Source>],
    ) -> Vec<Item> {
        let (mut items, painted) = self.block(block, inside);
        for ((output, binding), given) in node.signature.outputs.iter().zip(&block.outputs).zip(given) {
            let value = painted.value(binding);
            if matches!(binding, Binding::Value { origin: Origin::Output { .. }, .. }) {
                given.extend(value.sources);
            } else {
                let id = format!("{}{}", inside.prefix, output.name);
                self.lead(&value.sources, &id, &output.name);
                given.push(Source { id: id.clone(), output: output.name.clone(), only: true });
                items.push(Item::Box { id, shape: Shape::Value, text: value.text });
            }
        }
        if items.is_empty() {
            items.push(note(inside, "nothing", "nothing".to_owned()));
        }
        items
    }

    fn lead(&mut self, sources: &[Source], to: &str, input: &str) {
        for Source { id, output, only } in sources {
            let label =
                if *only || output == input { input.to_owned() } else { format!("{output} → {input}") };
            self.arrows.push(Arrow { from: id.clone(), to: to.to_owned(), kind: ArrowKind::Value(label) });
        }
    }
}

fn note(inside: &Inside<'_>, name: &str, text: String) -> Item {
    Item::Box { id: format!("{}{name}", inside.prefix), shape: Shape::Note, text }
}

impl Item {
    fn id(&self) -> &str {
        match self {
            Item::Box { id, .. } | Item::Frame { id, .. } => id,
        }
    }
}

impl Painted<'_> {
    fn id(&self, node: usize) -> String {
        format!("{}{}", self.inside.prefix, node_id(node))
    }

    /// What is bound.
    fn value(&self, binding: &Binding) -> Value {
        Value { text: binding.read(&mut Text(self)), sources: self.sources(binding) }
    }

    /// The places from which the parts of a binding come, each once.
    fn sources(&self, binding: &Binding) -> Vec<Source> {
        let (mut sources, mut seen) = (Vec::new(), HashSet::new());
        binding.origins(&mut |origin| {
            if seen.insert(origin) {
                sources.extend(self.sources_of(origin));
            }
        });
        let mut seen = HashSet::new();
        sources.retain(|source| seen.insert(source.clone()));
        sources
    }

    fn sources_of(&self, origin: Origin) -> Vec<Source> {
        match origin {
            Origin::Input(index) => self.inside.inputs.get(index).map(|input| input.sources.clone()),
            Origin::Output { node, output } => match self.given.get(&node) {
                Some(given) => given.get(output).cloned(),
                None => self.output(node, output).map(|output| vec![output]),
            },
        }
        .unwrap_or_default()
    }

    fn output(&self, node: usize, output: usize) -> Option<Source> {
        let outputs = &self.nodes[node].signature.outputs;
        let output = outputs.get(output)?.name.clone();
        Some(Source { id: self.id(node), output, only: outputs.len() == 1 })
    }
}

/// Writes a binding as conditions call it.
struct Text<'p>(&'p Painted<'p>);

impl Reader for Text<'_> {
    type Out = String;
    fn value(&mut self, origin: Origin, path: &[Step]) -> String {
        let mut text = match origin {
            Origin::Input(index) => self.0.inside.inputs.get(index).map(|input| input.text.clone()),
            Origin::Output { node, output } => {
                self.0.output(node, output).map(|source| format!("{}.{}", source.id, source.output))
            }
        }
        .unwrap_or_default();
        for step in path {
            let part = match step {
                Step::Index(index) => format!("[{index}]"),
                Step::Key(key) if is_name(key) => format!(".{key}"),
                Step::Key(key) => format!("[{key:?}]"),
            };
            text.push_str(&part);
        }
        text
    }
    fn constant(&mut self, literal: &Literal) -> String {
        constant(literal)
    }
    fn list(&mut self, items: Vec<String>) -> String {
        format!("[{}]", items.join(", "))
    }
    fn map(&mut self, items: BTreeMap<String, String>) -> String {
        let items: Vec<String> = items.into_iter().map(|(key, item)| format!("{key:?}: {item}")).collect();
        format!("{{{}}}", items.join(", "))
    }
}

/// Whether a key can be written as the name of a field.
fn is_name(key: &str) -> bool {
    !key.starts_with(|c: char| c.is_ascii_digit())
        && !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
