//! Comparisons in a tracer: `Sides(left, right).__ordered(Operator::Less)`.
//!
//! As in `callee`, everything has a second form that accepts anything, for sides that can't be compared in Rust either:
//! rustc reports them in the plain function.

use super::bind::Constant;
use super::branch::{Condition, Operator};
use super::{Binding, Promise, trace};
use crate::types::FlyteType;
use aileron_idl::core::Literal;
use std::ops::{Deref, Not};

/// A question about promises.
#[derive(Clone, Debug)]
pub struct Asked(pub(super) Condition<Binding>);

/// A value whose equality Flyte can decide.
#[diagnostic::on_unimplemented(
    message = "Flyte can't compare a `{Self}`, so no branch of a workflow can depend on it [AIL0703]",
    label = "only integers, floats, texts, booleans and enums without fields can be compared there",
    note = "let a task compare it and return a `bool`, and write `if` on that"
)]
pub trait Equated {}

/// A value whose order Flyte can decide.
#[diagnostic::on_unimplemented(
    message = "Flyte has no order of `{Self}`, so no branch of a workflow can depend on it [AIL0703]",
    label = "only integers, floats and texts have an order there",
    note = "let a task compare it and return a `bool`, and write `if` on that"
)]
pub trait Ordered: Equated {}

macro_rules! compared {
    ($($trait:ident: $($ty:ty)*;)*) => { $($(impl $trait for $ty {})*)* };
}

compared! {
    Equated: i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64 bool String;
    Ordered: i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64 String;
}

/// One side of a comparison of values of type `T`.
pub trait Side<T> {
    /// Returns the source of the value.
    fn side(self) -> Binding;
}

impl<T> Side<T> for Promise<T> {
    #[track_caller]
    fn side(self) -> Binding {
        self.binding()
    }
}

impl<T> Side<T> for &Promise<T> {
    #[track_caller]
    fn side(self) -> Binding {
        self.binding()
    }
}

impl<T: FlyteType> Side<T> for Constant<T> {
    fn side(self) -> Binding {
        self.binding()
    }
}

impl<T: FlyteType + Clone> Side<T> for Constant<&T> {
    fn side(self) -> Binding {
        self.map(T::clone).binding()
    }
}

impl Side<String> for Constant<&str> {
    fn side(self) -> Binding {
        self.map(str::to_owned).binding()
    }
}

/// The two sides of a comparison.
pub struct Sides<L, R>(pub L, pub R);

/// A comparison that has a form in the graph.
pub trait Compare<T> {
    /// `left == right`, `left != right`
    fn __equated(self, operator: Operator) -> Asked
    where
        T: Equated;
    /// `left < right` and the like
    fn __ordered(self, operator: Operator) -> Asked
    where
        T: Ordered;
}

impl<T, L: Side<T>, R: Side<T>> Compare<T> for Sides<L, R> {
    #[track_caller]
    fn __equated(self, operator: Operator) -> Asked {
        let (left, right) = (self.0.side(), self.1.side());
        Asked(Condition::Compare { left, operator, right })
    }

    #[track_caller]
    fn __ordered(self, operator: Operator) -> Asked {
        let (left, right) = (self.0.side(), self.1.side());
        Asked(Condition::Compare { left, operator, right })
    }
}

/// Two sides that can't be compared. The compiler reports that in the plain function.
pub struct Unlike;

#[expect(clippy::unused_self, reason = "called in the place of a method")]
impl Unlike {
    /// A question without an answer.
    #[must_use]
    pub fn __equated(&self, operator: Operator) -> Asked {
        let nothing = || Binding::Constant(Literal::default());
        Asked(Condition::Compare { left: nothing(), operator, right: nothing() })
    }

    /// A question without an answer.
    #[must_use]
    pub fn __ordered(&self, operator: Operator) -> Asked {
        self.__equated(operator)
    }
}

impl<L, R> Deref for Sides<L, R> {
    type Target = Unlike;
    fn deref(&self) -> &Unlike {
        &Unlike
    }
}

/// A boolean promise as a question.
#[track_caller]
pub fn holds(value: impl Side<bool>) -> Asked {
    let yes = trace::constant(std::panic::Location::caller(), true);
    Asked(Condition::Compare { left: value.side(), operator: Operator::Equal, right: yes })
}

impl Asked {
    /// `self && other`
    #[must_use]
    pub fn and(self, other: Asked) -> Asked {
        Asked(Condition::And(Box::new([self.0, other.0])))
    }

    /// `self || other`
    #[must_use]
    pub fn or(self, other: Asked) -> Asked {
        Asked(Condition::Or(Box::new([self.0, other.0])))
    }
}

impl Not for Asked {
    type Output = Asked;
    fn not(self) -> Asked {
        Asked(Condition::Not(Box::new(self.0)))
    }
}
