//! Branches (flytepropeller `pkg/compiler/validators/branch.go`, `node.go`).

use super::code::flyte;
use super::compiler::{Builder, Compiler, Edges, Place, named};
use super::face::{Face, Type, Variables};
use super::nodes;
use aileron_idl::core::{BranchNode, LiteralType, Node};
use std::collections::BTreeMap;

impl<'p> Compiler<'p> {
    /// The interface of a branch: what its conditions compare, and the outputs that all arms have.
    pub(super) fn of_branch(
        &mut self,
        builder: &mut Builder<'p>,
        node: &'p Node,
        branch: &'p BranchNode,
    ) -> Option<Face<'p>> {
        let before = self.count();
        let id = self.id(node).to_owned();
        let block = branch.if_else.as_deref();
        let lacks = match block {
            None => Some("the branch has no cases; write at least one, and what happens otherwise"),
            Some(block) => match block.case.as_deref() {
                None => Some("the branch has no first case; write one"),
                Some(case) if case.then_node.is_none() => {
                    Some("the first case of the branch has no node to run; give it one")
                }
                Some(_) => None,
            },
        };
        let (Some(block), None) = (block, lacks) else {
            self.flyte(flyte::VALUE_REQUIRED, &id, lacks.unwrap_or_default());
            return None;
        };
        let mut arms: Vec<&'p Node> =
            block.case.as_deref().and_then(|case| case.then_node.as_deref()).into_iter().collect();
        for other in &block.other {
            match other.then_node.as_deref() {
                Some(arm) => arms.push(arm),
                None => self.flyte(
                    flyte::VALUE_REQUIRED,
                    &id,
                    "a further case of the branch has no node to run; give it one",
                ),
            }
        }
        arms.extend(nodes::last_arm(branch));
        let outputs = self.shared_outputs(builder, &id, &arms);
        let place = Place { id: &id, node: Some(node) };
        let inputs = self.bindings(builder, place, &node.inputs, None, Edges::Upstream);
        if self.count() > before {
            return None;
        }
        Some(Face { inputs: Variables::Derived(inputs), outputs: Variables::Owned(outputs?) })
    }

    /// Gives the nodes of the arms their ids, and finds the outputs that all of them have.
    fn shared_outputs(
        &mut self,
        builder: &mut Builder<'p>,
        branch: &str,
        arms: &[&'p Node],
    ) -> Option<BTreeMap<String, Option<LiteralType>>> {
        let mut shared: Option<BTreeMap<String, Option<LiteralType>>> = None;
        for &arm in arms {
            let id = format!("{branch}-{}", self.id(arm));
            self.rename(arm, id.clone());
            let Some(face) = self.interface(builder, arm) else { continue };
            let Some(first) = &mut shared else {
                let outputs = face.outputs.iter().map(|(name, ty)| (name.to_owned(), ty.cloned()));
                shared = Some(outputs.collect());
                continue;
            };
            first.retain(|name, _| face.outputs.get(name).is_some());
            for (name, ty) in first {
                let other: Type<'p> = face.outputs.get(name).flatten();
                if other.as_deref() != ty.as_ref() {
                    let message = format!(
                        "the output `{name}` of this arm of the branch `{branch}` is {}, and that of the first arm is {}; Flyte \
                         wants exactly the same type of both, so convert one in a task, or give the outputs different names",
                        named(&other),
                        ty.as_ref().map_or_else(|| "nothing".to_owned(), crate::types::name),
                    );
                    self.flyte(flyte::MISMATCHING_TYPES, &id, message);
                }
            }
        }
        shared
    }

    /// Checks the conditions of a branch, and looks at the nodes of its arms. Returns those that are right, if all is.
    pub(super) fn arms(
        &mut self,
        builder: &mut Builder<'p>,
        node: &'p Node,
        branch: &'p BranchNode,
    ) -> Option<Vec<&'p Node>> {
        let before = self.count();
        let id = self.id(node).to_owned();
        let block = branch.if_else.as_deref();
        if block.is_none_or(|block| block.case.is_none()) {
            self.flyte(
                flyte::BRANCH_WITHOUT_CONDITION,
                &id,
                "the branch has no first case, so there is nothing to decide; write one",
            );
        }
        let mut arms = Vec::new();
        for case in nodes::cases(branch) {
            self.condition(builder, node, case.condition.as_ref());
            match case.then_node.as_deref() {
                Some(arm) => arms.push(arm),
                None => self.flyte(
                    flyte::BRANCH_WITHOUT_NODE,
                    &id,
                    "a case of the branch has no node to run; give it one",
                ),
            }
        }
        match nodes::last_arm(branch) {
            Some(arm) => arms.push(arm),
            None if block.is_none_or(|block| block.default.is_none()) => self.flyte(
                flyte::BRANCH_WITHOUT_DEFAULT,
                &id,
                "nothing says what happens if no case of the branch holds; write an `else`, or an error to fail with",
            ),
            None => {}
        }
        let arms: Vec<_> = arms.into_iter().filter(|arm| self.node(builder, arm)).collect();
        (self.count() == before).then_some(arms)
    }
}
