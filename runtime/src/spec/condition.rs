//! Converts conditions to Flyte's boolean expressions.
//!
//! Flyte has no `not`, so it is carried to the comparisons. Its `<` and `<=` are true of NaN, since they are the
//! opposites of `>=` and `>` (flytepropeller `controller/nodes/branch/comparator.go`); its other operators follow
//! Rust's rules. So a float is never compared with `<` or `<=`, except for the opposite of `>=` and `>`, which is
//! what they are.

use crate::entity::Variable;
use crate::graph::{Condition, Operand, Operator};
use crate::types::literal as literals;
use aileron_idl::core::boolean_expression::Expr;
use aileron_idl::core::comparison_expression::Operator as FlyteOperator;
use aileron_idl::core::conjunction_expression::LogicalOperator;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::{
    self, BooleanExpression, ComparisonExpression, ConjunctionExpression, Literal, Primitive, SimpleType,
    literal, operand, scalar,
};

/// The names and types of the values that conditions compare.
pub(super) trait Operands {
    /// The name of the branch node's input.
    fn name(&mut self, input: usize) -> String;
    /// The variable behind it.
    fn variable(&self, input: usize) -> Option<&Variable>;
}

/// The expression that is true if the condition is `wanted`.
pub(super) fn expression(
    condition: &Condition,
    wanted: bool,
    operands: &mut impl Operands,
) -> BooleanExpression {
    let expr = match condition {
        Condition::Not(inner) => return expression(inner, !wanted, operands),
        Condition::Compare { left, operator, right } => {
            Expr::Comparison(comparison([left, right], *operator, wanted, operands))
        }
        // Of the opposites, the other connective (De Morgan).
        Condition::And(both) => conjunction(wanted, both, wanted, operands),
        Condition::Or(both) => conjunction(!wanted, both, wanted, operands),
    };
    BooleanExpression { expr: Some(expr) }
}

fn conjunction(all: bool, both: &[Condition; 2], wanted: bool, operands: &mut impl Operands) -> Expr {
    let operator = if all { LogicalOperator::And } else { LogicalOperator::Or };
    let [left, right] = both;
    let mut side = |side| Some(Box::new(expression(side, wanted, operands)));
    Expr::Conjunction(Box::new(ConjunctionExpression {
        operator: operator as i32,
        left_expression: side(left),
        right_expression: side(right),
    }))
}

fn comparison(
    sides: [&Operand; 2],
    operator: Operator,
    wanted: bool,
    operands: &mut impl Operands,
) -> ComparisonExpression {
    if let (Operator::Equal, false, Some(answer)) = (operator, wanted, boolean(sides[1])) {
        // As flytekit's `is_false`.
        let opposite = Operand::Constant(literals::primitive(core::primitive::Value::Boolean(!answer)));
        return comparison([sides[0], &opposite], operator, true, operands);
    }
    let (operator, swapped) = match operator {
        // Of floats, `a < b` is written as `b > a`.
        Operator::Less if is_float(sides, operands) => (Operator::Greater, true),
        Operator::LessOrEqual if is_float(sides, operands) => (Operator::GreaterOrEqual, true),
        operator => (operator, false),
    };
    let [left, right] = if swapped { [sides[1], sides[0]] } else { sides };
    ComparisonExpression {
        operator: in_flyte(if wanted { operator } else { operator.opposite() }) as i32,
        left_value: Some(message(left, operands)),
        right_value: Some(message(right, operands)),
    }
}

fn in_flyte(operator: Operator) -> FlyteOperator {
    match operator {
        Operator::Equal => FlyteOperator::Eq,
        Operator::NotEqual => FlyteOperator::Neq,
        Operator::Less => FlyteOperator::Lt,
        Operator::LessOrEqual => FlyteOperator::Lte,
        Operator::Greater => FlyteOperator::Gt,
        Operator::GreaterOrEqual => FlyteOperator::Gte,
    }
}

fn is_float(sides: [&Operand; 2], operands: &impl Operands) -> bool {
    sides.iter().any(|side| match side {
        Operand::Input(input) => operands
            .variable(*input)
            .is_some_and(|variable| variable.ty.r#type == Some(Type::Simple(SimpleType::Float as i32))),
        Operand::Constant(literal) => {
            matches!(
                primitive(literal),
                Some(Primitive { value: Some(core::primitive::Value::FloatValue(_)) })
            )
        }
    })
}

/// A constant is a primitive, which Flyte calls deprecated: its compiler refuses the scalar that should replace it, and
/// its evaluator never reads that (flytepropeller `compiler/validators/condition.go`).
#[expect(deprecated, reason = "Flyte reads nothing else")]
fn message(side: &Operand, operands: &mut impl Operands) -> core::Operand {
    let val = match side {
        Operand::Input(input) => Some(operand::Val::Var(operands.name(*input))),
        Operand::Constant(literal) => primitive(literal).cloned().map(operand::Val::Primitive),
    };
    core::Operand { val }
}

/// The value of a boolean constant.
fn boolean(side: &Operand) -> Option<bool> {
    let Operand::Constant(literal) = side else { return None };
    match primitive(literal)?.value {
        Some(core::primitive::Value::Boolean(answer)) => Some(answer),
        _ => None,
    }
}

fn primitive(literal: &Literal) -> Option<&Primitive> {
    let Some(literal::Value::Scalar(scalar)) = &literal.value else { return None };
    let Some(scalar::Value::Primitive(primitive)) = &scalar.value else { return None };
    Some(primitive)
}
