//! Decides branches.
//!
//! Values compare as they do in Rust: a NaN is neither less than, nor equal to, nor greater than any float, and texts
//! compare by their bytes.

use crate::graph::{Branch, Condition, Operand, Operator};
use crate::types::{ValueError, literal};
use aileron_idl::core::{Literal, Primitive, primitive, scalar};
use std::cmp::Ordering;

/// The index of the arm for these inputs of the branch.
pub(super) fn choose(branch: &Branch, inputs: &[Literal]) -> Result<usize, ValueError> {
    for (arm, case) in branch.cases.iter().enumerate() {
        if holds(&case.condition, inputs)? {
            return Ok(arm);
        }
    }
    Ok(branch.cases.len())
}

/// Whether the condition is true. As in Rust, the right side of an `&&` or `||` is only looked at if it matters.
fn holds(condition: &Condition, inputs: &[Literal]) -> Result<bool, ValueError> {
    match condition {
        Condition::Compare { left, operator, right } => {
            compares(value(left, inputs)?, *operator, value(right, inputs)?)
        }
        Condition::And(both) => Ok(holds(&both[0], inputs)? && holds(&both[1], inputs)?),
        Condition::Or(both) => Ok(holds(&both[0], inputs)? || holds(&both[1], inputs)?),
        Condition::Not(condition) => Ok(!holds(condition, inputs)?),
    }
}

fn value<'l>(operand: &'l Operand, inputs: &'l [Literal]) -> Result<&'l primitive::Value, ValueError> {
    let literal = match operand {
        Operand::Input(index) => &inputs[*index],
        Operand::Constant(literal) => literal,
    };
    match literal::scalar_in(literal) {
        Some(scalar::Value::Primitive(Primitive { value: Some(value) })) => Ok(value),
        _ => Err(ValueError::new(format!(
            "only integers, floats, strings and booleans can be compared, but this is {}",
            literal::describe(literal.value.as_ref())
        ))),
    }
}

fn compares(
    left: &primitive::Value,
    operator: Operator,
    right: &primitive::Value,
) -> Result<bool, ValueError> {
    use primitive::Value::{Boolean, FloatValue, Integer, StringValue};
    let order = match (left, right) {
        (Integer(left), Integer(right)) => Some(left.cmp(right)),
        (FloatValue(left), FloatValue(right)) => left.partial_cmp(right),
        (StringValue(left), StringValue(right)) => Some(left.cmp(right)),
        (Boolean(left), Boolean(right)) => Some(left.cmp(right)),
        _ => {
            let [left, right] = [left, right].map(literal::describe_primitive);
            return Err(ValueError::new(format!("{left} can't be compared with {right}")));
        }
    };
    Ok(match operator {
        Operator::Equal => order == Some(Ordering::Equal),
        Operator::NotEqual => order != Some(Ordering::Equal),
        Operator::Less => order == Some(Ordering::Less),
        Operator::LessOrEqual => order.is_some_and(Ordering::is_le),
        Operator::Greater => order == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FlyteType;
    use crate::graph::{Arm, Case};

    fn literal(value: impl FlyteType) -> Literal {
        value.into_literal().expect("a literal")
    }

    fn compare(left: Literal, operator: Operator, right: Literal) -> Condition {
        Condition::Compare { left: Operand::Constant(left), operator, right: Operand::Constant(right) }
    }

    /// The six operators give what Rust's give, for two values of a type.
    fn agrees<T: FlyteType + PartialOrd + Clone>(left: &T, right: &T) {
        let of = |operator| {
            holds(&compare(literal(left.clone()), operator, literal(right.clone())), &[]).expect("an answer")
        };
        assert_eq!(of(Operator::Equal), left == right);
        assert_eq!(of(Operator::NotEqual), left != right);
        assert_eq!(of(Operator::Less), left < right);
        assert_eq!(of(Operator::LessOrEqual), left <= right);
        assert_eq!(of(Operator::Greater), left > right);
        assert_eq!(of(Operator::GreaterOrEqual), left >= right);
    }

    fn agree<T: FlyteType + PartialOrd + Clone>(values: &[T]) {
        for left in values {
            for right in values {
                agrees(left, right);
            }
        }
    }

    #[test]
    fn values_compare_as_in_rust() {
        agree(&[i64::MIN, -1, 0, 1, (1 << 53) + 1, 1 << 53, i64::MAX]);
        agree(&[f64::NAN, f64::NEG_INFINITY, -1.5, -0.0, 0.0, f64::MIN_POSITIVE, f64::INFINITY]);
        agree(&["", "a", "B", "aa", "é", "z", "\u{10000}", "\u{ffff}"].map(str::to_owned));
        agree(&[false, true]);
    }

    #[test]
    fn conditions_combine_and_the_right_side_is_read_only_if_it_matters() {
        let is = |value: bool| compare(literal(true), Operator::Equal, literal(value));
        let wrong = || compare(literal(true), Operator::Equal, literal(1_i64));
        let and = |left, right| holds(&Condition::And(Box::new([left, right])), &[]).ok();
        let or = |left, right| holds(&Condition::Or(Box::new([left, right])), &[]).ok();
        for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
            assert_eq!(and(is(left), is(right)), Some(left && right));
            assert_eq!(or(is(left), is(right)), Some(left || right));
        }
        assert_eq!([and(is(false), wrong()), and(is(true), wrong())], [Some(false), None]);
        assert_eq!([or(is(true), wrong()), or(is(false), wrong())], [Some(true), None]);
        assert_eq!(holds(&Condition::Not(Box::new(is(false))), &[]).ok(), Some(true));
    }

    #[test]
    fn the_first_case_that_holds_is_chosen() {
        let case = |operator, constant: i64| Case {
            condition: Condition::Compare {
                left: Operand::Input(1),
                operator,
                right: Operand::Constant(literal(constant)),
            },
            arm: Arm::Fail(String::new()),
        };
        let cases = vec![case(Operator::Less, 5), case(Operator::Less, 10)];
        let branch = Branch { cases, otherwise: Arm::Fail(String::new()) };
        let chosen = |x: i64| choose(&branch, &[literal("unused".to_owned()), literal(x)]).ok();
        assert_eq!([chosen(4), chosen(5), chosen(10)], [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn what_cannot_be_compared_is_an_error() {
        let error = |left, right| {
            holds(&compare(left, Operator::Less, right), &[]).expect_err("an error").to_string()
        };
        assert_eq!(error(literal(1_i64), literal(1.0)), "an integer can't be compared with a float");
        assert_eq!(
            error(literal(vec![1_i64]), literal(1_i64)),
            "only integers, floats, strings and booleans can be compared, but this is a list"
        );
    }
}
