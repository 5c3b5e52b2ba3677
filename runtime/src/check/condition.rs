//! Conditions of branches (flytepropeller `pkg/compiler/validators/condition.go`).

use super::code::flyte;
use super::compiler::{Builder, Compiler, Step};
use super::value;
use aileron_idl::core::boolean_expression::Expr;
use aileron_idl::core::{BooleanExpression, LiteralType, Node, Operand, operand};
use std::borrow::Cow;

impl<'p> Compiler<'p> {
    /// Checks one condition of a branch.
    pub(super) fn condition(
        &mut self,
        builder: &Builder<'p>,
        node: &'p Node,
        condition: Option<&'p BooleanExpression>,
    ) {
        let id = self.id(node).to_owned();
        let Some(condition) = condition else {
            let message = "a case of the branch has no condition, so nothing says when it holds; write one";
            return self.flyte(flyte::BRANCH_WITHOUT_CONDITION, &id, message);
        };
        match &condition.expr {
            Some(Expr::Comparison(comparison)) => {
                let before = self.count();
                let right = self.operand(builder, node, &id, "right", comparison.right_value.as_ref());
                let left = self.operand(builder, node, &id, "left", comparison.left_value.as_ref());
                if let (Some(left), Some(right)) = (left, right)
                    && self.count() == before
                    && left != right
                {
                    let message = format!(
                        "a condition compares {} with {}, and Flyte compares only values of exactly the same type; compare \
                         values of one type, or decide in a task and compare its boolean",
                        crate::types::name(&left),
                        crate::types::name(&right)
                    );
                    self.flyte(flyte::MISMATCHING_TYPES, &id, message);
                }
            }
            Some(Expr::Conjunction(both)) => {
                self.condition(builder, node, both.left_expression.as_deref());
                self.condition(builder, node, both.right_expression.as_deref());
            }
            None => {
                let message = "a condition neither compares nor joins conditions, so it has no value; write a comparison";
                self.flyte(flyte::VALUE_REQUIRED, &id, message);
            }
        }
    }

    /// The type of one side of a comparison, if it is known.
    #[expect(deprecated, reason = "Flyte reads no other constant")]
    fn operand(
        &mut self,
        builder: &Builder<'p>,
        node: &'p Node,
        id: &str,
        side: &str,
        operand: Option<&'p Operand>,
    ) -> Option<Cow<'p, LiteralType>> {
        match operand.and_then(|operand| operand.val.as_ref()) {
            Some(operand::Val::Primitive(primitive)) => {
                return Some(Cow::Owned(value::of_primitive(primitive)));
            }
            Some(operand::Val::Var(name)) if !name.is_empty() => {
                let Some(face) = builder.face(Step::Node(node)) else {
                    let message = format!(
                        "the value `{name}` can't be compared, since the branch itself is wrong; correct that"
                    );
                    self.flyte(flyte::VALUE_REQUIRED, id, message);
                    return None;
                };
                if let Some(ty) = face.inputs.get(name) {
                    return ty;
                }
                if !node.inputs.iter().any(|binding| binding.var == *name) {
                    let message = format!(
                        "a condition compares `{name}`, which the branch has no binding for; bind it among the inputs of the branch"
                    );
                    self.flyte(flyte::VARIABLE_NOT_FOUND, id, message);
                }
            }
            Some(operand::Val::Scalar(_)) => {
                let message = format!(
                    "the {side} side of a comparison is a scalar, which Flyte's compiler does not read; write it as a primitive"
                );
                self.flyte(flyte::VALUE_REQUIRED, id, message);
            }
            _ => {
                let message = format!(
                    "the {side} side of a comparison has no value; name an input of the branch or a constant"
                );
                self.flyte(flyte::VALUE_REQUIRED, id, message);
            }
        }
        None
    }
}
