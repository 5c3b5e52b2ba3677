//! A workflow as Flyte's compiler goes through it (flytepropeller `pkg/compiler/workflow_compiler.go`).
//!
//! The order in which the compiler does things shows in what it finds: a node knows only the nodes before it while it is
//! looked at for the first time, a node of a branch gets another id then, and a workflow that is looked at twice has
//! those ids already. So this goes through a workflow in the same order, with the same state.

use super::cast::Crash;
use super::code::{flyte, own};
use super::face::{Face, Type, Variables};
use super::finding::{By, Mistake};
use super::known::Known;
use super::nodes::{self, END, START};
use super::{package, reach, requirements};
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{Binding, Identifier, LiteralType, Node, TypedInterface, WorkflowTemplate};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// How many workflows in line the compiler goes through again, although they were right before. Flyte has no such
/// limit, and takes exponential time.
const MOST_PASSES: usize = 10_000;

/// Where a node is in memory: two nodes may have one id.
pub(super) type Address = *const Node;

/// What the compiler leaves of a workflow.
pub(super) struct Compiled<'p> {
    pub(super) mistakes: Vec<Mistake>,
    pub(super) is_accepted: bool,
    /// The ids that nodes of branches got.
    pub(super) ids: HashMap<Address, String>,
    /// The nodes of each workflow that was gone through.
    pub(super) lists: HashMap<*const WorkflowTemplate, Vec<&'p Node>>,
}

impl Compiled<'_> {
    fn refused(mistakes: Vec<Mistake>) -> Self {
        Compiled { mistakes, is_accepted: false, ids: HashMap::new(), lists: HashMap::new() }
    }
}

/// Goes through a workflow and those in it.
pub(super) fn compile<'p>(spec: &'p WorkflowSpec, known: &'p Known<'p>) -> Compiled<'p> {
    let Some(template) = &spec.template else {
        let message =
            "the workflow has no template, so there is nothing to run; write the message of a WorkflowSpec";
        return Compiled::refused(vec![Mistake::flyte(flyte::VALUE_REQUIRED, "root", message.to_owned())]);
    };
    let carried = match requirements::carried(spec) {
        Ok(carried) => carried,
        Err(mistakes) => return Compiled::refused(mistakes),
    };
    if let Some(mistake) = requirements::recursion(template, &carried) {
        return Compiled::refused(vec![mistake]);
    }
    let missing = requirements::missing(template, &carried, known);
    if !missing.is_empty() {
        return Compiled::refused(missing);
    }
    let mut compiler = Compiler {
        known,
        carried,
        ids: HashMap::new(),
        lists: HashMap::new(),
        interfaces: HashSet::new(),
        accepted: HashSet::new(),
        passes: 0,
        workflow: String::new(),
        mistakes: Vec::new(),
        crash: None,
    };
    let is_accepted = compiler.workflow(template);
    let mut mistakes = compiler.mistakes;
    if let Some(crash) = compiler.crash {
        // Flyte's answer is lost with the request.
        mistakes = vec![crash];
    }
    Compiled {
        is_accepted: is_accepted && mistakes.is_empty(),
        mistakes,
        ids: compiler.ids,
        lists: compiler.lists,
    }
}

/// What is kept while a workflow and all workflows in it are gone through.
pub(super) struct Compiler<'p> {
    pub(super) known: &'p Known<'p>,
    pub(super) carried: HashMap<&'p Identifier, &'p WorkflowTemplate>,
    ids: HashMap<Address, String>,
    lists: HashMap<*const WorkflowTemplate, Vec<&'p Node>>,
    /// The workflows without an interface that have got an empty one.
    interfaces: HashSet<*const WorkflowTemplate>,
    accepted: HashSet<&'p Identifier>,
    passes: usize,
    /// The name of the workflow that is gone through.
    workflow: String,
    mistakes: Vec<Mistake>,
    crash: Option<Mistake>,
}

/// A workflow that is gone through.
pub(super) struct Builder<'p> {
    pub(super) template: &'p WorkflowTemplate,
    /// The nodes so far. Of two with one id, the first.
    pub(super) nodes: BTreeMap<String, Step<'p>>,
    pub(super) faces: HashMap<Address, Rc<Face<'p>>>,
    pub(super) start: Rc<Face<'p>>,
    pub(super) end: Rc<Face<'p>>,
    /// What each node waits for, and what waits for it.
    upstream: HashMap<String, BTreeSet<String>>,
    pub(super) downstream: HashMap<String, BTreeSet<String>>,
    /// The workflows in line that were right.
    compiled: HashSet<&'p Identifier>,
}

/// A node of a builder.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'p> {
    Start,
    End,
    Node(&'p Node),
}

/// Which edges the bindings of a node add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// Edges of the workflow.
    Both,
    /// Of a node in a branch, or of a failure node: only what it waits for is known.
    Upstream,
}

impl<'p> Builder<'p> {
    fn new(template: &'p WorkflowTemplate) -> Self {
        let of = |interface: Option<&'p TypedInterface>, inputs: bool| {
            Variables::declared(interface.and_then(|interface| {
                if inputs { interface.inputs.as_ref() } else { interface.outputs.as_ref() }
            }))
        };
        let interface = template.interface.as_ref();
        Builder {
            template,
            nodes: BTreeMap::from([(START.to_owned(), Step::Start), (END.to_owned(), Step::End)]),
            faces: HashMap::new(),
            start: Rc::new(Face { inputs: Variables::None, outputs: of(interface, true) }),
            end: Rc::new(Face { inputs: of(interface, false), outputs: Variables::None }),
            upstream: HashMap::new(),
            downstream: HashMap::new(),
            compiled: HashSet::new(),
        }
    }

    pub(super) fn face(&self, step: Step<'p>) -> Option<Rc<Face<'p>>> {
        match step {
            Step::Start => Some(self.start.clone()),
            Step::End => Some(self.end.clone()),
            Step::Node(node) => self.faces.get(&std::ptr::from_ref(node)).cloned(),
        }
    }

    pub(super) fn edge(&mut self, from: &str, to: &str, edges: Edges) {
        // A node without an id counts as the start.
        let from = if from.is_empty() { START } else { from };
        self.upstream.entry(to.to_owned()).or_default().insert(from.to_owned());
        if edges == Edges::Both {
            self.downstream.entry(from.to_owned()).or_default().insert(to.to_owned());
        }
    }
}

impl<'p> Compiler<'p> {
    /// Goes through a workflow; returns whether it is right.
    fn workflow(&mut self, template: &'p WorkflowTemplate) -> bool {
        let outer = std::mem::replace(&mut self.workflow, package::name(template.id.as_ref()).to_owned());
        let before = self.count();
        self.body(template);
        self.workflow = outer;
        self.count() == before
    }

    fn body(&mut self, template: &'p WorkflowTemplate) {
        let address = std::ptr::from_ref(template);
        let list = self.lists.get(&address).cloned().unwrap_or_else(|| template.nodes.iter().collect());
        if template.nodes.is_empty() {
            let name = package::name(template.id.as_ref()).to_owned();
            return self.flyte(
                flyte::NO_NODES,
                &name,
                "it has no nodes, and Flyte runs no empty workflow; call a task in it",
            );
        }
        let mut builder = Builder::new(template);
        let (start, end) = (builder.start.clone(), builder.end.clone());
        if !self.declared(START, [&start.outputs, &end.inputs]) {
            return;
        }
        self.interfaces.insert(address);
        let mut kept = Vec::new();
        let mut top = BTreeSet::new();
        for &node in &list {
            let id = self.id(node).to_owned();
            top.insert(id.clone());
            if let std::collections::btree_map::Entry::Vacant(place) = builder.nodes.entry(id) {
                place.insert(Step::Node(node));
                kept.push(node);
            }
            self.node(&mut builder, node);
        }
        self.lists.insert(address, kept);
        let ids: Vec<String> = builder.nodes.keys().filter(|id| *id != START).cloned().collect();
        for id in &ids {
            match builder.nodes[id] {
                Step::Node(node) => self.edges(&mut builder, node, Edges::Both),
                Step::Start => {}
                Step::End => self.outputs(&mut builder, &template.outputs),
            }
        }
        if let Some(failure) = &template.failure_node {
            self.node(&mut builder, failure);
            self.edges(&mut builder, failure, Edges::Upstream);
        }
        // A node that waits for nothing begins with the workflow, which ends after a node that nothing waits for.
        for id in ids.iter().filter(|id| *id != END && top.contains(*id)) {
            if !builder.upstream.contains_key(id) {
                builder.edge(START, id, Edges::Both);
            }
            if !builder.downstream.contains_key(id) {
                builder.edge(id, END, Edges::Both);
            }
        }
        if self.declared(END, [&end.inputs, &end.outputs]) {
            self.outputs(&mut builder, &template.outputs);
        }
        reach::check(self, &builder);
    }

    fn outputs(&mut self, builder: &mut Builder<'p>, outputs: &'p [Binding]) {
        let end = builder.end.clone();
        self.bindings(builder, Place { id: END, node: None }, outputs, Some(&end.inputs), Edges::Both);
    }

    /// Adds the edges of a node's bindings, and of what it waits for by name.
    pub(super) fn edges(&mut self, builder: &mut Builder<'p>, node: &'p Node, edges: Edges) {
        let Some(face) = builder.face(Step::Node(node)) else { return };
        let id = self.id(node).to_owned();
        if edges == Edges::Both {
            for upstream in &node.upstream_node_ids {
                builder.edge(upstream, &id, edges);
            }
        }
        let place = Place { id: &id, node: Some(node) };
        self.bindings(builder, place, &node.inputs, Some(&face.inputs), edges);
    }

    /// Goes through a workflow in line that a node runs, unless it was right before.
    pub(super) fn in_line(&mut self, builder: &mut Builder<'p>, id: &'p Identifier) {
        if builder.compiled.contains(id) {
            return;
        }
        self.passes += 1;
        let is_right = match self.carried.get(id).copied() {
            None => return,
            Some(_) if self.passes > MOST_PASSES && self.accepted.contains(id) => true,
            Some(template) => self.workflow(template),
        };
        if is_right {
            builder.compiled.insert(id);
            self.accepted.insert(id);
        }
    }

    /// Whether a workflow has an interface, which the compiler adds while it goes through it.
    pub(super) fn has_interface(&self, template: &'p WorkflowTemplate) -> bool {
        template.interface.is_some() || self.interfaces.contains(&std::ptr::from_ref(template))
    }

    /// Checks that every variable of an interface has a name and a type.
    pub(super) fn declared<'v>(&mut self, node: &str, sides: [&'v Variables<'p>; 2]) -> bool
    where
        'p: 'v,
    {
        let before = self.count();
        for variables in sides {
            for (name, ty) in variables.iter() {
                if name.is_empty() {
                    self.flyte(
                        flyte::VALUE_REQUIRED,
                        node,
                        "an input or output has no name, and no binding could name it; give it one",
                    );
                }
                if ty.is_none() {
                    let message = format!(
                        "the input or output `{name}` has no type, so no value can be compared with it; declare its type"
                    );
                    self.flyte(flyte::VALUE_REQUIRED, node, message);
                }
            }
        }
        self.count() == before
    }

    /// The id of a node, which changes if a branch holds it.
    pub(super) fn id(&self, node: &'p Node) -> &str {
        self.ids.get(&std::ptr::from_ref(node)).unwrap_or(&node.id)
    }

    pub(super) fn rename(&mut self, node: &'p Node, id: String) {
        self.ids.insert(node, id);
    }

    /// How many mistakes have been found.
    pub(super) fn count(&self) -> usize {
        self.mistakes.len()
    }

    /// Forgets the mistakes after the first `count`.
    pub(super) fn forget(&mut self, count: usize) {
        self.mistakes.truncate(count);
    }

    pub(super) fn flyte(&mut self, code: &'static str, node: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            by: By::Flyte,
            code,
            node: node.to_owned(),
            workflow: self.workflow.clone(),
            message: message.into(),
        });
    }

    /// Notes that Flyte's compiler crashes here.
    pub(super) fn crashes(&mut self, node: &str, why: impl Into<String>) {
        let mistake = Mistake {
            by: By::Aileron,
            code: own::COMPILER_CRASHES,
            node: node.to_owned(),
            workflow: self.workflow.clone(),
            message: why.into(),
        };
        self.crash.get_or_insert(mistake);
    }

    /// Whether a value of the one type may be bound where the other is declared.
    pub(super) fn castable(&mut self, node: &str, from: &LiteralType, to: &LiteralType) -> bool {
        super::cast::castable(from, to).unwrap_or_else(|Crash| {
            self.crashes(
                node,
                "the types that meet here can't be compared, since a part of one has no type or contains itself, and Flyte's \
                 compiler crashes on them; declare the same type on both sides",
            );
            false
        })
    }
}

/// A node whose bindings are looked at.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) id: &'a str,
    /// `None` for the end of the workflow.
    pub(super) node: Option<&'a Node>,
}

impl Place<'_> {
    /// What a message calls an input of it.
    pub(super) fn input(self, name: &str) -> String {
        match self.node {
            None => format!("the output `{name}` of the workflow"),
            Some(node) => format!("the input `{name}` of the node {}", nodes::label(self.id, node)),
        }
    }
}

/// The name of a type in a message.
pub(super) fn named(ty: &Type<'_>) -> String {
    ty.as_deref().map_or_else(|| "no type".to_owned(), crate::types::name)
}
