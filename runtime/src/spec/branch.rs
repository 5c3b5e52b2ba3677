//! Converts branches to Flyte's branch nodes.
//!
//! An arm of Flyte's branch node is one node, and only its end can be an error. So an arm that is more or less than one
//! call becomes a workflow of its own, and an error before the end becomes the end of a branch with the opposite
//! condition.
//!
//! Flyte's compiler compares only whole values, and no enum with a text (flytepropeller
//! `compiler/validators/condition.go`). So a branch that compares a part of a value, or an enum with a constant, is the
//! only node of a workflow of its own: an input of that is the part, or a text, to which an enum casts.

use super::binding::{bind, output_of};
use super::condition::{Operands, expression};
use super::node::{Position, Writer, message, workflow_metadata};
use crate::entity::Variable;
use crate::graph::{
    Arm, Binding, Block, Branch, Condition, Node, Operand, Origin, Scope, Signature, node_id, upstream,
};
use crate::types::path::Step;
use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::node::Target;
use aileron_idl::core::{
    self, BranchNode, Error, GateNode, IfBlock, IfElseBlock, LiteralType, NodeMetadata, RetryStrategy,
    SimpleType, SleepCondition, gate_node,
};
use aileron_idl::google;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A branch in Flyte's form: only its end can be an error.
struct Decision<'g> {
    cases: Vec<(Condition, Way<'g>)>,
    end: Result<Way<'g>, &'g str>,
}

/// What an arm does, if it does not fail.
enum Way<'g> {
    Run(&'g Block),
    Decide(Box<Decision<'g>>),
    /// No condition leads here.
    Never,
}

impl<'g> Decision<'g> {
    fn new(mut cases: impl Iterator<Item = (&'g Condition, &'g Arm)>, otherwise: &'g Arm) -> Self {
        let mut decided = Vec::new();
        while let Some((condition, arm)) = cases.next() {
            match arm {
                Arm::Block(block) => decided.push((condition.clone(), Way::Run(block))),
                Arm::Fail(text) => {
                    let rest = Decision::new(cases, otherwise).unless(condition);
                    decided.push((Condition::Not(Box::new(condition.clone())), rest));
                    return Decision { cases: decided, end: Err(text) };
                }
            }
        }
        let end = match otherwise {
            Arm::Block(block) => Ok(Way::Run(block)),
            Arm::Fail(text) => Err(text.as_str()),
        };
        Decision { cases: decided, end }
    }

    /// The way to this decision, for which the condition is false. Flyte wants a case in each.
    fn unless(mut self, condition: &Condition) -> Way<'g> {
        if self.cases.is_empty() {
            match self.end {
                Ok(way) => return way,
                Err(_) => self.cases.push((condition.clone(), Way::Never)),
            }
        }
        Way::Decide(Box::new(self))
    }
}

/// A branch's node while it is written.
struct Context<'g> {
    /// The block around the branch, as far as bindings go.
    scope: Scope<'g>,
    /// The inputs and outputs of the node.
    signature: &'g Signature,
    /// The sources of its inputs, in terms of that block.
    bindings: &'g [Binding],
    path: String,
    /// How many arms have been written.
    arms: usize,
}

impl Writer<'_> {
    /// The node of a branch. Its bindings are in terms of the position's block.
    pub(super) fn branch(
        &mut self,
        at: &Position<'_>,
        node: &Node,
        branch: &Branch,
        bindings: &[Binding],
    ) -> core::Node {
        if is_comparable(&node.signature, branch, bindings) {
            return self.decided(at, &node.signature, branch, bindings, &node.after);
        }
        let name = format!("{}.{}", at.path, at.id);
        let Signature { inputs, outputs } = &*node.signature;
        let signature = Signature { inputs: inputs.iter().map(as_text).collect(), outputs: outputs.clone() };
        let inside: Vec<_> = (0..inputs.len()).map(|input| Binding::of(Origin::Input(input))).collect();
        let scope = Scope { inputs: &signature.inputs, nodes: &[] };
        let position = Position { scope, id: node_id(0), path: name.clone() };
        let decided = self.decided(&position, &signature, branch, &inside, &[]);
        let given = outputs.iter().map(|output| output_of(node_id(0), &output.name)).collect();
        self.made.push(self.workflow(&name, signature.inputs.clone(), outputs, vec![decided], given));
        let inputs = inputs.iter().zip(bindings).map(|(input, binding)| bind(at.scope, &input.name, binding));
        let upstream = upstream(bindings, &node.after);
        message(
            at,
            inputs.collect(),
            upstream,
            workflow_metadata(&name, self.interruptible),
            self.run_workflow(&name),
        )
    }

    /// The branch node itself.
    fn decided(
        &mut self,
        at: &Position<'_>,
        signature: &Signature,
        branch: &Branch,
        bindings: &[Binding],
        after: &[usize],
    ) -> core::Node {
        let cases = branch.cases.iter().map(|case| (&case.condition, &case.arm));
        let decision = Decision::new(cases, &branch.otherwise);
        let path = format!("{}.{}", at.path, at.id);
        let mut context = Context { scope: at.scope, signature, bindings, path, arms: 0 };
        self.decision(at, &mut context, &decision, after)
    }

    fn decision(
        &mut self,
        at: &Position<'_>,
        context: &mut Context<'_>,
        decision: &Decision<'_>,
        after: &[usize],
    ) -> core::Node {
        let mut compared = Compared { context, used: BTreeSet::new() };
        let conditions: Vec<_> =
            decision.cases.iter().map(|(condition, _)| expression(condition, true, &mut compared)).collect();
        let used = compared.used;
        let inputs = used.iter().map(|input| (operand_name(context, *input), &context.bindings[*input]));
        let inputs: BTreeMap<_, _> = inputs.collect();
        let upstream = upstream(inputs.values().copied(), after);
        let inputs = inputs.iter().map(|(name, binding)| bind(context.scope, name, binding)).collect();
        let mut blocks = conditions.into_iter().zip(&decision.cases).map(|(condition, (_, way))| IfBlock {
            condition: Some(condition),
            then_node: Some(Box::new(self.way(context, way))),
        });
        let case = blocks.next().map(Box::new);
        let other = blocks.collect();
        let end = match &decision.end {
            Ok(way) => End::ElseNode(Box::new(self.way(context, way))),
            Err(text) => End::Error(Error { failed_node_id: at.id.clone(), message: (*text).to_owned() }),
        };
        let block = IfElseBlock { case, other, default: Some(end) };
        let target = BranchNode { if_else: Some(Box::new(block)) };
        message(at, inputs, upstream, metadata("if"), Target::BranchNode(Box::new(target)))
    }

    /// The one node of an arm.
    fn way(&mut self, context: &mut Context<'_>, way: &Way<'_>) -> core::Node {
        let id = node_id(context.arms);
        let at = Position { scope: context.scope, path: context.path.clone(), id };
        context.arms += 1;
        match way {
            Way::Never => pass(&at),
            Way::Run(block) => self.arm(&at, context, block),
            Way::Decide(decision) => {
                let path = format!("{}.{}", at.path, at.id);
                let mut inner = Context { path, arms: 0, ..*context };
                self.decision(&at, &mut inner, decision, &[])
            }
        }
    }

    fn arm(&mut self, at: &Position<'_>, context: &Context<'_>, block: &Block) -> core::Node {
        let outputs = &context.signature.outputs;
        if block.nodes.is_empty() && outputs.is_empty() {
            return pass(at);
        }
        match &block.nodes[..] {
            [only] if gives_exactly(only, block, outputs) => {
                let bindings: Vec<_> =
                    only.bindings.iter().map(|binding| binding.outside(context.bindings)).collect();
                self.node(at, only, &bindings)
            }
            _ => self.arm_as_workflow(at, context, block),
        }
    }

    fn arm_as_workflow(&mut self, at: &Position<'_>, context: &Context<'_>, block: &Block) -> core::Node {
        let name = format!("{}.{}", at.path, at.id);
        let signature = context.signature;
        let used = inputs_of(block);
        let scope = Scope { inputs: &signature.inputs, nodes: &block.nodes };
        let mut nodes = self.nodes(&name, scope, block);
        if nodes.is_empty() {
            nodes.push(pass(&Position { scope, id: node_id(0), path: name.clone() }));
        }
        let outputs = signature.outputs.iter().zip(&block.outputs);
        let outputs = outputs.map(|(output, binding)| bind(scope, &output.name, binding)).collect();
        let inputs = used.iter().map(|input| signature.inputs[*input].clone()).collect();
        let template = self.workflow(&name, inputs, &signature.outputs, nodes, outputs);
        self.made.push(template);
        let bindings = used.iter().map(|input| &context.bindings[*input]);
        let upstream = upstream(bindings.clone(), &[]);
        let names = used.iter().map(|input| &signature.inputs[*input].name);
        let inputs = names.zip(bindings).map(|(name, binding)| bind(context.scope, name, binding)).collect();
        message(at, inputs, upstream, workflow_metadata(&name, self.interruptible), self.run_workflow(&name))
    }
}

/// Whether Flyte's compiler can compare everything that the conditions compare.
fn is_comparable(signature: &Signature, branch: &Branch, bindings: &[Binding]) -> bool {
    let is_whole = |operand: &Operand| match operand {
        Operand::Input(input) => matches!(&bindings[*input], Binding::Value { path, .. } if path.is_empty()),
        Operand::Constant(_) => true,
    };
    let is_enum = |operand: &Operand| match operand {
        Operand::Input(input) => is_enum(&signature.inputs[*input]),
        Operand::Constant(_) => false,
    };
    branch.cases.iter().all(|case| {
        let mut comparable = true;
        case.condition.comparisons(&mut |left, right| {
            comparable &= is_whole(left) && is_whole(right) && is_enum(left) == is_enum(right);
        });
        comparable
    })
}

fn is_enum(variable: &Variable) -> bool {
    matches!(variable.ty.r#type, Some(Type::EnumType(_)))
}

/// The variable as a text if it is an enum.
fn as_text(variable: &Variable) -> Variable {
    let mut variable = variable.clone();
    if is_enum(&variable) {
        let text = Some(Type::Simple(SimpleType::String as i32));
        variable.ty = Arc::new(LiteralType { r#type: text, ..LiteralType::default() });
    }
    variable
}

/// Whether the outputs of a block are all the outputs of its only node, under these names.
fn gives_exactly(only: &Node, block: &Block, outputs: &[Variable]) -> bool {
    let is_output =
        |index: usize, binding: &Binding| *binding == Binding::of(Origin::Output { node: 0, output: index });
    let names = only.signature.outputs.iter().map(|output| &output.name);
    names.eq(outputs.iter().map(|output| &output.name))
        && block.outputs.iter().enumerate().all(|(index, binding)| is_output(index, binding))
}

/// The inputs that a block uses, sorted.
fn inputs_of(block: &Block) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    let bindings = block.nodes.iter().flat_map(|node| &node.bindings).chain(&block.outputs);
    bindings.for_each(|binding| {
        binding.origins(&mut |origin| {
            if let Origin::Input(input) = origin {
                used.insert(input);
            }
        });
    });
    used
}

/// A node that does nothing and runs nowhere: it sleeps for no time.
fn pass(at: &Position<'_>) -> core::Node {
    let sleep = SleepCondition { duration: Some(google::Duration::default()) };
    let gate = GateNode { condition: Some(gate_node::Condition::Sleep(sleep)) };
    message(at, Vec::new(), Vec::new(), metadata("pass"), Target::GateNode(gate))
}

fn metadata(name: &str) -> NodeMetadata {
    NodeMetadata { name: name.to_owned(), retries: Some(RetryStrategy::default()), ..NodeMetadata::default() }
}

/// The inputs of a branch that its conditions compare.
struct Compared<'c, 'g> {
    context: &'c Context<'g>,
    used: BTreeSet<usize>,
}

impl Operands for Compared<'_, '_> {
    fn name(&mut self, input: usize) -> String {
        self.used.insert(input);
        operand_name(self.context, input)
    }
    fn variable(&self, input: usize) -> Option<&Variable> {
        self.context.signature.inputs.get(input)
    }
}

/// The name of a compared value: that of its source, with a dot, as in flytekit (`core/condition.py`): `.x` of an input,
/// `n0.o0` of an output, `n0.o0.price` of a part.
fn operand_name(context: &Context<'_>, input: usize) -> String {
    let Some(Binding::Value { origin, path }) = context.bindings.get(input) else { return String::new() };
    let own = context.scope.variable(*origin).map_or("", |variable| &variable.name);
    let mut name = format!("{}.{own}", origin.node().map_or_else(String::new, node_id));
    for step in path {
        name += ".";
        match step {
            Step::Key(key) => name += key,
            Step::Index(index) => name += &index.to_string(),
        }
    }
    name
}
