//! Questions about values: what stands behind an `if`.

use super::calls::Call;
use crate::argument::Argument;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// Two values, one of which is no constant, and how they compare.
    Compare(Argument, &'static str, Argument),
    /// A boolean.
    Flag(Argument),
    /// `(1..3).contains(&x)`, or with `..=`.
    Contains(i64, &'static str, i64, String),
    Not(Box<Condition>),
    And(Box<[Condition; 2]>),
    Or(Box<[Condition; 2]>),
}

impl Condition {
    /// None if there is no variable to ask about.
    pub(super) fn grow(growth: &mut Growth, depth: usize) -> Option<Condition> {
        let both = |growth: &mut Growth| {
            Some(Box::new([Condition::grow(growth, depth - 1)?, Condition::grow(growth, depth - 1)?]))
        };
        match growth.random.below(10) {
            0 if depth > 0 => Some(Condition::Not(Box::new(Condition::grow(growth, depth - 1)?))),
            1 | 2 if depth > 0 => both(growth).map(Condition::And),
            3 if depth > 0 => both(growth).map(Condition::Or),
            4 => {
                let (start, length) = (*growth.random.pick(&[-1, 0, 1, 2]), *growth.random.pick(&[1, 2, 3]));
                let range = *growth.random.pick(&["..", "..="]);
                Some(Condition::Contains(start, range, start + length, growth.pick(Type::Integer)?))
            }
            5 => Call::of_type(growth, Type::Boolean)
                .map(|call| Condition::Flag(Argument::Call(Rc::new(call)))),
            6 => Some(Condition::Flag(Argument::Variable(growth.pick(Type::Boolean)?, Type::Boolean))),
            _ => Condition::comparison(growth),
        }
    }

    fn comparison(growth: &mut Growth) -> Option<Condition> {
        let types =
            [Type::Integer, Type::Integer, Type::Text, Type::Boolean, Type::Float, Type::Float, Type::Color];
        let ty = *growth.random.pick(&types);
        let variable = growth.pick(ty)?;
        let other = match growth.pick(ty) {
            Some(other) if other != variable && growth.random.percent(50) => Argument::Variable(other, ty),
            _ => {
                // A comparison with a constant NaN is what rustc warns of.
                let values = std::iter::repeat_with(|| ty.sample(&mut growth.random));
                let is_nan = |value: &Value| matches!(value, Value::Float(number) if number.is_nan());
                let value = values.into_iter().find(|value| !is_nan(value)).expect("most are no NaN");
                let literal = value.literal();
                Argument::Constant(value, literal)
            }
        };
        let known = Argument::Variable(variable, ty);
        let operators: &[&str] = if matches!(ty, Type::Boolean | Type::Color) {
            &["==", "!="]
        } else {
            &["==", "==", "!=", "<", "<=", ">", ">="]
        };
        let operator = *growth.random.pick(operators);
        // A text that is a literal is no `String`, so it stands on the right.
        let turned = growth.random.percent(25) && ty != Type::Text;
        Some(if turned {
            Condition::Compare(other, operator, known)
        } else {
            Condition::Compare(known, operator, other)
        })
    }

    /// The condition in Rust.
    pub(super) fn rust(&self) -> String {
        match self {
            Condition::Compare(left, operator, right) => {
                let ordered = operator.starts_with(['<', '>']);
                // `String` compares with a `str` only by `==` and `!=`.
                let text = |side: &Argument| match side {
                    Argument::Variable(name, Type::Text) if ordered => format!("{name}.as_str()"),
                    Argument::Variable(name, _) => name.clone(),
                    side => side.rust(),
                };
                format!("{} {operator} {}", text(left), text(right))
            }
            Condition::Flag(flag) => flag.rust(),
            Condition::Contains(start, range, end, variable) => {
                format!("({start}{range}{end}).contains(&{variable})")
            }
            Condition::Not(inner) => format!("!({})", inner.rust()),
            Condition::And(both) => format!("({}) && ({})", both[0].rust(), both[1].rust()),
            Condition::Or(both) => format!("({}) || ({})", both[0].rust(), both[1].rust()),
        }
    }

    /// Whether it holds; none if that can't be known.
    pub(super) fn holds(&self, state: &mut State) -> Option<bool> {
        Some(match self {
            Condition::Compare(left, operator, right) => {
                let (left, right) = (left.run(state), right.run(state));
                compare(&left?, operator, &right?)
            }
            Condition::Flag(flag) => flag.run(state)? == Value::Boolean(true),
            Condition::Contains(start, range, end, variable) => {
                let Value::Integer(value) = state.read(variable)? else { panic!("{variable} is no integer") };
                *start <= value && (value < *end || (*range == "..=" && value == *end))
            }
            Condition::Not(inner) => !inner.holds(state)?,
            Condition::And(both) => both[0].holds(state)? && both[1].holds(state)?,
            Condition::Or(both) => both[0].holds(state)? || both[1].holds(state)?,
        })
    }

    pub(super) fn fails(&self) -> bool {
        match self {
            Condition::Compare(left, _, right) => left.fails() || right.fails(),
            Condition::Flag(flag) => flag.fails(),
            Condition::Contains(..) => false,
            Condition::Not(inner) => inner.fails(),
            Condition::And(both) | Condition::Or(both) => both.iter().any(Condition::fails),
        }
    }

    pub(super) fn reads(&self, show: &mut dyn FnMut(&str)) {
        match self {
            Condition::Compare(left, _, right) => [left, right].iter().for_each(|side| side.reads(show)),
            Condition::Flag(flag) => flag.reads(show),
            Condition::Contains(_, _, _, variable) => show(variable),
            Condition::Not(inner) => inner.reads(show),
            Condition::And(both) | Condition::Or(both) => both.iter().for_each(|side| side.reads(show)),
        }
    }

    pub(super) fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        match self {
            Condition::Compare(left, _, right) => [left, right].iter().for_each(|side| side.visit(show)),
            Condition::Flag(flag) => flag.visit(show),
            Condition::Contains(..) => {}
            Condition::Not(inner) => inner.visit(show),
            Condition::And(both) | Condition::Or(both) => both.iter().for_each(|side| side.visit(show)),
        }
    }

    /// Conditions that say less.
    pub(super) fn smaller(&self) -> Vec<Condition> {
        match self {
            Condition::Not(inner) => vec![(**inner).clone()],
            Condition::And(both) | Condition::Or(both) => both.to_vec(),
            _ => vec![],
        }
    }
}

fn compare(left: &Value, operator: &str, right: &Value) -> bool {
    let order = match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Float(left), Value::Float(right)) => match left.partial_cmp(right) {
            Some(order) => order,
            // NaN is different from everything, and has no order.
            None => return operator == "!=",
        },
        (Value::Color(left), Value::Color(right)) => (*left as u8).cmp(&(*right as u8)),
        _ => panic!("{left:?} and {right:?} are of two types"),
    };
    match operator {
        "==" => order.is_eq(),
        "!=" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}
