//! Writes conditions as Rust would.

use crate::graph::{Condition, Operand, Operator};
use crate::types::json;
use aileron_idl::core::{Literal, Primitive, literal, primitive, scalar};

/// How tightly an expression holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Or,
    And,
    Comparison,
    /// A name, a call, or something in parentheses.
    Whole,
}

/// The condition as Rust. The names of the branch's inputs are the caller's.
pub(crate) fn condition(asked: &Condition, input: &impl Fn(usize) -> String) -> String {
    written(asked, input).0
}

fn written(asked: &Condition, input: &impl Fn(usize) -> String) -> (String, Strength) {
    match asked {
        Condition::Compare { left, operator, right } => {
            let [left_text, right_text] = [left, right].map(|operand| self::operand(operand, input));
            match (operator, boolean(right)) {
                (Operator::Equal, Some(true)) => (left_text, Strength::Whole),
                (Operator::Equal, Some(false)) => (format!("!{left_text}"), Strength::Whole),
                _ => (format!("{left_text} {} {right_text}", sign(*operator)), Strength::Comparison),
            }
        }
        Condition::And(sides) => (joined(sides, " && ", Strength::And, input), Strength::And),
        Condition::Or(sides) => (joined(sides, " || ", Strength::Or, input), Strength::Or),
        Condition::Not(inner) => {
            let (text, strength) = written(inner, input);
            (format!("!{}", within(text, strength, Strength::Whole)), Strength::Whole)
        }
    }
}

fn joined(
    sides: &[Condition; 2],
    sign: &str,
    strength: Strength,
    input: &impl Fn(usize) -> String,
) -> String {
    let sides = sides.each_ref().map(|side| {
        let (text, own) = written(side, input);
        within(text, own, strength)
    });
    sides.join(sign)
}

fn within(text: String, strength: Strength, around: Strength) -> String {
    if strength < around { format!("({text})") } else { text }
}

fn operand(operand: &Operand, input: &impl Fn(usize) -> String) -> String {
    match operand {
        Operand::Input(index) => input(*index),
        Operand::Constant(literal) => constant(literal),
    }
}

/// A constant as Rust, as far as JSON has the same form.
pub(super) fn constant(literal: &Literal) -> String {
    json::write(literal).to_string()
}

fn boolean(operand: &Operand) -> Option<bool> {
    let Operand::Constant(Literal { value: Some(literal::Value::Scalar(scalar)), .. }) = operand else {
        return None;
    };
    match &scalar.value {
        Some(scalar::Value::Primitive(Primitive { value: Some(primitive::Value::Boolean(value)) })) => {
            Some(*value)
        }
        _ => None,
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
    }
}
