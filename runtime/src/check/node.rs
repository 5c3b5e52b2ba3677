//! A node as the compiler looks at it for the first time (flytepropeller `pkg/compiler/validators/node.go`).

use super::code::flyte;
use super::compiler::{Builder, Compiler, Step};
use super::face::{Face, Type};
use super::known::printed;
use super::nodes::{self, END, START};
use aileron_idl::core::Node;
use aileron_idl::core::node::Target;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'p> Compiler<'p> {
    /// Looks at a node; returns whether it is right.
    pub(super) fn node(&mut self, builder: &mut Builder<'p>, node: &'p Node) -> bool {
        let before = self.count();
        if self.id(node).is_empty() {
            self.flyte(
                flyte::VALUE_REQUIRED,
                "<node>",
                "a node has no id, so nothing can refer to it; give it one",
            );
        }
        if [START, END].contains(&self.id(node)) {
            return true;
        }
        if let Some(face) = self.interface(builder, node) {
            self.aliases(node, Some(&face));
        }
        match &node.target {
            Some(Target::BranchNode(branch)) => {
                if let Some(arms) = self.arms(builder, node, branch) {
                    for arm in arms {
                        self.edges(builder, arm, super::compiler::Edges::Upstream);
                    }
                }
            }
            Some(Target::WorkflowNode(_)) => {
                if let Some(inner) = nodes::sub_workflow(node) {
                    if self.carried.contains_key(inner) {
                        self.in_line(builder, inner);
                    } else {
                        let id = self.id(node).to_owned();
                        let message = format!("the workflow {} is not carried; carry it", printed(inner));
                        self.flyte(flyte::WORKFLOW_NOT_FOUND, &id, message);
                    }
                }
            }
            Some(Target::TaskNode(_)) => {
                if let Some(task) = nodes::task(node)
                    && self.known.task(task).is_none()
                {
                    let id = self.id(node).to_owned();
                    let message = format!("nothing knows the task {}; register it first", printed(task));
                    self.flyte(flyte::TASK_NOT_FOUND, &id, message);
                }
            }
            Some(Target::GateNode(_) | Target::ArrayNode(_)) | None => {}
        }
        self.count() == before
    }

    /// Checks the other names that a node gives to its outputs, if these are known. Returns them by output.
    fn aliases(&mut self, node: &'p Node, face: Option<&Face<'p>>) -> Option<BTreeMap<&'p str, &'p str>> {
        if node.output_aliases.is_empty() {
            return Some(BTreeMap::new());
        }
        let before = self.count();
        let id = self.id(node).to_owned();
        let mut aliases = BTreeMap::new();
        for alias in &node.output_aliases {
            if aliases.contains_key(alias.var.as_str()) {
                let message = format!("the output `{}` gets two other names; keep one", alias.var);
                self.flyte(flyte::DUPLICATE_ALIAS, &id, message);
            } else {
                aliases.insert(alias.var.as_str(), alias.alias.as_str());
            }
        }
        for (output, alias) in &aliases {
            if face.is_some_and(|face| face.outputs.get(output).is_none()) {
                let message = format!(
                    "the node has no output `{output}` that it could call `{alias}`; remove the alias"
                );
                self.flyte(flyte::NOT_BOUND, &id, message);
            }
        }
        (self.count() == before).then_some(aliases)
    }

    /// The type of an output of a node, by the name that other nodes use. An unknown one is a mistake of this node.
    pub(super) fn output(&mut self, builder: &Builder<'p>, step: Step<'p>, name: &str) -> Option<Type<'p>> {
        let face: Option<Rc<Face<'p>>> = builder.face(step);
        let (id, node) = match step {
            Step::Start => (START.to_owned(), None),
            Step::End => (END.to_owned(), None),
            Step::Node(node) => (self.id(node).to_owned(), Some(node)),
        };
        let aliases = match node {
            Some(node) => self.aliases(node, face.as_deref())?,
            None => BTreeMap::new(),
        };
        let of_alias = aliases.iter().find(|(_, alias)| **alias == name).map(|(output, _)| *output);
        let found = face.as_ref().and_then(|face| match of_alias {
            Some(output) => face.outputs.get(output),
            None if aliases.contains_key(name) => None,
            None => face.outputs.get(name),
        });
        if found.is_none() {
            let declared = face.iter().flat_map(|face| face.outputs.iter()).map(|(name, _)| name);
            let effective: Vec<&str> =
                declared.map(|name| aliases.get(name).copied().unwrap_or(name)).collect();
            let names = || effective.iter().copied();
            let near = aileron_grammar::suggest::nearest(name, names());
            let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
            let what = match node {
                None => format!("the workflow has no input `{name}`"),
                Some(node) => format!("the node {} has no output `{name}`", nodes::label(&id, node)),
            };
            let message = match (near, &known[..]) {
                (_, []) if face.is_none() => {
                    format!("{what} that could be used, since what it does is not known; correct that first")
                }
                (_, []) => format!("{what}, nor any other; remove what takes it"),
                (Some(near), _) => format!("{what}; did you mean `{near}`?"),
                (None, known) => format!("{what}; it has {}", known.join(", ")),
            };
            self.flyte(flyte::VARIABLE_NOT_FOUND, &id, message);
        }
        found
    }
}
