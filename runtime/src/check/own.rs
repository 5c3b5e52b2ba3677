//! What Flyte lets through in a workflow, and what then goes wrong.

use super::code::own;
use super::compiler::Compiled;
use super::finding::{By, Mistake};
use super::known::Known;
use super::nodes::{self, END, START};
use super::package;
use super::task::{limits, names};
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::boolean_expression::Expr;
use aileron_idl::core::comparison_expression::Operator;
use aileron_idl::core::gate_node::Condition;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::node::Target;
use aileron_idl::core::{
    Binding, BindingData, BooleanExpression, LiteralType, Node, OutputReference, SimpleType, TypedInterface,
    WorkflowTemplate, operand, primitive,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Checks a workflow and those in it for what Flyte lets through.
pub(super) fn check<'p>(spec: &'p WorkflowSpec, known: &Known<'p>, compiled: &Compiled<'p>) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let interfaces: HashMap<_, _> = spec
        .sub_workflows
        .iter()
        .filter_map(|template| Some((template.id.as_ref()?, template.interface.as_ref())))
        .collect();
    for template in spec.template.iter().chain(&spec.sub_workflows) {
        let mut checked = Checked {
            template,
            known,
            compiled,
            interfaces: &interfaces,
            nodes: template.nodes.iter().rev().map(|node| (node.id.as_str(), node)).collect(),
            mistakes: &mut mistakes,
        };
        checked.workflow();
    }
    mistakes
}

type Interfaces<'p> = HashMap<&'p aileron_idl::core::Identifier, Option<&'p TypedInterface>>;

struct Checked<'c, 'p> {
    template: &'p WorkflowTemplate,
    known: &'c Known<'p>,
    compiled: &'c Compiled<'p>,
    interfaces: &'c Interfaces<'p>,
    /// By id; of two with one id the first.
    nodes: BTreeMap<&'p str, &'p Node>,
    mistakes: &'c mut Vec<Mistake>,
}

impl<'p> Checked<'_, 'p> {
    fn workflow(&mut self) {
        let mut ids = HashSet::new();
        for node in &self.template.nodes {
            if !ids.insert(node.id.as_str()) || [START, END].contains(&node.id.as_str()) {
                let message = format!(
                    "two nodes have the id `{}`, and Flyte silently drops the second one; give it another id",
                    node.id
                );
                self.own(own::DUPLICATE_NODE, node, &message);
            }
        }
        if let Some(failure) = &self.template.failure_node
            && ids.contains(failure.id.as_str())
        {
            let message = format!(
                "the failure node has the id `{}`, which another node has as well, so the engine would take one for the other; \
                 give it another id, such as `fn0`",
                failure.id
            );
            self.own(own::TAKEN_FAILURE_NODE, failure, &message);
        }
        names(self.template.interface.as_ref(), self.mistakes);
        let template = self.template;
        for node in nodes::of(template) {
            nodes::each(node, &mut |node| self.node(node));
        }
        self.bindings(None, &template.outputs);
    }

    fn node(&mut self, node: &'p Node) {
        for upstream in &node.upstream_node_ids {
            let is_known = upstream.is_empty()
                || [START, END].contains(&upstream.as_str())
                || self.nodes.contains_key(upstream.as_str());
            if !is_known {
                let message = format!(
                    "the node waits for `{upstream}`, which is not there, and the engine fails when it comes to it; name a node of \
                     the same workflow"
                );
                self.own(own::UNKNOWN_UPSTREAM, node, &message);
            }
        }
        let timeout = node.metadata.as_ref().and_then(|metadata| metadata.timeout.as_ref());
        if timeout.is_some_and(|timeout| timeout.seconds < 0 || timeout.nanos < 0) {
            let message = "the timeout of the node is negative, so it is over before the node begins; write a positive one";
            self.own(own::NEGATIVE_TIMEOUT, node, message);
        }
        self.bindings(Some(node), &node.inputs);
        match &node.target {
            Some(Target::TaskNode(task)) => {
                let overrides = task.overrides.as_ref();
                if let Some(resources) = overrides.and_then(|overrides| overrides.resources.as_ref()) {
                    let mut found = Vec::new();
                    limits(resources, "resources", &mut found);
                    for mistake in found {
                        self.own(mistake.code, node, &mistake.message);
                    }
                }
            }
            Some(Target::GateNode(gate)) => {
                let (code, message) = match &gate.condition {
                    Some(Condition::Sleep(sleep)) if sleep.duration.is_none() => (
                        own::SLEEP_WITHOUT_DURATION,
                        "the gate sleeps, but nothing says how long, and the engine crashes on it; write a duration, an empty one \
                         for no time",
                    ),
                    Some(Condition::Approve(approve)) if approve.signal_id.is_empty() => (
                        own::GATE_WITHOUT_ID,
                        "the gate waits for an approval without a name, so nobody can give it; name it",
                    ),
                    Some(Condition::Signal(signal)) if signal.signal_id.is_empty() => (
                        own::GATE_WITHOUT_ID,
                        "the gate waits for a value without a name, so nobody can give it; name it",
                    ),
                    _ => return,
                };
                self.own(code, node, message);
            }
            Some(Target::BranchNode(branch)) => {
                for case in nodes::cases(branch) {
                    if let Some(condition) = &case.condition {
                        self.condition(node, condition);
                    }
                }
            }
            _ => {}
        }
    }

    fn condition(&mut self, node: &'p Node, condition: &'p BooleanExpression) {
        let comparison = match &condition.expr {
            Some(Expr::Conjunction(both)) => {
                for side in [&both.left_expression, &both.right_expression].into_iter().flatten() {
                    self.condition(node, side);
                }
                return;
            }
            Some(Expr::Comparison(comparison)) => comparison,
            None => return,
        };
        let sides = [&comparison.left_value, &comparison.right_value];
        let sides = sides.map(|side| side.as_ref().and_then(|side| side.val.as_ref()));
        if sides.iter().all(|side| matches!(side, Some(val) if is_constant(val))) {
            let message =
                "a condition compares two constants, so the same arm is taken always; write that arm alone";
            self.own(own::CONSTANT_CONDITION, node, message);
        }
        let orders = [Operator::Gt, Operator::Gte, Operator::Lt, Operator::Lte];
        let is_order = orders.iter().any(|operator| *operator as i32 == comparison.operator);
        let types = sides.map(|side| side.and_then(|side| self.operand(node, side)));
        if types.contains(&Some(Operand::Other)) {
            let message = "a condition compares values that are not simple, and the engine compares numbers, texts, booleans, \
                           times and durations only; decide in a task and compare its boolean";
            self.own(own::UNCOMPARABLE, node, message);
        } else if is_order && types.contains(&Some(Operand::Boolean)) {
            let message = "a condition asks which of two booleans is less, which the engine refuses; ask whether they are equal";
            self.own(own::UNCOMPARABLE, node, message);
        }
    }

    /// What one side of a comparison is, if that is known.
    #[expect(deprecated, reason = "Flyte reads no other constant")]
    fn operand(&self, node: &'p Node, side: &operand::Val) -> Option<Operand> {
        match side {
            operand::Val::Primitive(primitive) => {
                Some(if matches!(primitive.value, Some(primitive::Value::Boolean(_))) {
                    Operand::Boolean
                } else {
                    Operand::Simple
                })
            }
            operand::Val::Var(name) => {
                let binding = node.inputs.iter().find(|binding| binding.var == *name)?;
                match binding.binding.as_ref()?.value.as_ref()? {
                    Value::Promise(promise) if promise.attr_path.is_empty() => {
                        Some(Operand::of(self.source(promise)?))
                    }
                    _ => None,
                }
            }
            operand::Val::Scalar(_) => None,
        }
    }

    fn bindings(&mut self, node: Option<&'p Node>, bindings: &'p [Binding]) {
        for binding in bindings {
            if let Some(data) = &binding.binding {
                self.binding(node, data);
            }
        }
    }

    fn binding(&mut self, node: Option<&'p Node>, data: &'p BindingData) {
        match &data.value {
            Some(Value::Promise(promise)) => self.promise(node, promise),
            Some(Value::Collection(list)) => list.bindings.iter().for_each(|data| self.binding(node, data)),
            Some(Value::Map(map)) => map.bindings.values().for_each(|data| self.binding(node, data)),
            _ => {}
        }
    }

    /// Parts that a value does not have, which Flyte's compiler passes over.
    fn promise(&mut self, node: Option<&'p Node>, promise: &'p OutputReference) {
        let Some(mut ty) = self.source(promise) else { return };
        for attribute in &promise.attr_path {
            ty = match &ty.r#type {
                Some(Type::CollectionType(item) | Type::MapValueType(item)) => item,
                // What a struct or a union holds only its schema says.
                Some(Type::Simple(simple)) if *simple != SimpleType::Struct as i32 => {
                    let message = format!(
                        "a binding takes the part `{}` of `{}`, which is {} and has no parts, and the engine fails when it comes \
                         to it; bind the whole value",
                        part(attribute),
                        promise.var,
                        crate::types::name(ty)
                    );
                    match node {
                        Some(node) => self.own(own::NO_SUCH_PART, node, &message),
                        None => self.mistakes.push(Mistake {
                            workflow: package::name(self.template.id.as_ref()).to_owned(),
                            ..Mistake::own(own::NO_SUCH_PART, END, message)
                        }),
                    }
                    return;
                }
                _ => return,
            };
        }
    }

    /// The type of the value that a promise takes, as far as it is declared.
    fn source(&self, promise: &OutputReference) -> Option<&'p LiteralType> {
        let of = |interface: Option<&'p TypedInterface>, inputs: bool| {
            let interface = interface?;
            let variables = if inputs { &interface.inputs } else { &interface.outputs };
            variables.as_ref()?.variables.get(&promise.var)?.r#type.as_ref()
        };
        if promise.node_id.is_empty() || promise.node_id == START {
            return of(self.template.interface.as_ref(), true);
        }
        let node = self.nodes.get(promise.node_id.as_str())?;
        if let Some(task) = nodes::task(node) {
            return of(self.known.task(task)?.interface.as_ref(), false);
        }
        let inner = nodes::sub_workflow(node)?;
        of(*self.interfaces.get(inner)?, false)
    }

    fn own(&mut self, code: &'static str, node: &'p Node, message: &str) {
        let id = self.compiled.ids.get(&std::ptr::from_ref(node)).unwrap_or(&node.id);
        self.mistakes.push(Mistake {
            by: By::Aileron,
            code,
            node: id.clone(),
            workflow: package::name(self.template.id.as_ref()).to_owned(),
            message: format!("{}: {message}", nodes::label(id, node)),
        });
    }
}

/// What the engine can do with one side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operand {
    Boolean,
    Simple,
    /// It is not a primitive value.
    Other,
}

impl Operand {
    fn of(ty: &LiteralType) -> Self {
        let primitive = [
            SimpleType::Integer,
            SimpleType::Float,
            SimpleType::String,
            SimpleType::Datetime,
            SimpleType::Duration,
        ];
        match &ty.r#type {
            Some(Type::Simple(simple)) if *simple == SimpleType::Boolean as i32 => Operand::Boolean,
            Some(Type::Simple(simple)) if primitive.iter().any(|one| *one as i32 == *simple) => {
                Operand::Simple
            }
            Some(Type::EnumType(_)) => Operand::Simple,
            _ => Operand::Other,
        }
    }
}

#[expect(deprecated, reason = "Flyte reads no other constant")]
fn is_constant(side: &operand::Val) -> bool {
    matches!(side, operand::Val::Primitive(_) | operand::Val::Scalar(_))
}

fn part(attribute: &aileron_idl::core::PromiseAttribute) -> String {
    use aileron_idl::core::promise_attribute::Value;
    match &attribute.value {
        Some(Value::StringValue(key)) => key.clone(),
        Some(Value::IntValue(index)) => index.to_string(),
        None => String::new(),
    }
}
