//! `if` and `match` on promises, as tracers make them: `Choice::new().when(asked, || …).otherwise(|| …)`.

use super::branch::{Arm, Branch, Case, Operand};
use super::captured::Captured;
use super::compare::Asked;
use super::{Binding, Block, Left, Named, Node, Origin, Promise, Several, Signature, Work, lift, trace};
use crate::arities::each_tuple;
use crate::causes::Causes;
use crate::entity::{Returns, Variable};
use aileron_grammar::Rule;
use aileron_idl::core::{Literal, LiteralType};
use serde_json::Value as Json;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

/// A branch while its arms are traced. Each arm gives a `P`: promises, or nothing.
pub struct Choice<P> {
    captured: Captured,
    cases: Vec<Case>,
    /// The outputs of the arms so far.
    outputs: Option<Vec<Leaving>>,
    place: &'static Location<'static>,
    value: PhantomData<fn() -> P>,
}

impl<P> fmt::Debug for Choice<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Choice").field("cases", &self.cases).finish_non_exhaustive()
    }
}

/// One output of an arm.
#[derive(Debug)]
pub struct Leaving {
    binding: Binding,
    ty: Option<LiteralType>,
    /// Its name, if it is the whole output of a node.
    name: Option<String>,
}

/// The outputs of the node that a branch has become.
#[derive(Debug)]
pub struct Given {
    node: usize,
    next: usize,
    count: usize,
}

/// What an arm of a branch can give.
#[diagnostic::on_unimplemented(
    message = "an arm of a branch can't give a `{Self}` in a workflow [AIL0719]",
    label = "only promises, and tuples of promises, can leave an arm",
    note = "let a task make one value of it"
)]
pub trait ArmValue {
    /// Adds its parts to what leaves the arm.
    fn leave(self, out: &mut Vec<Leaving>);
    /// The same value, outside of the branch.
    fn enter(given: &mut Given) -> Self;
}

impl<P: ArmValue> Choice<P> {
    /// Begins a branch.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Choice {
            captured: Captured::default(),
            cases: Vec::new(),
            outputs: None,
            place: Location::caller(),
            value: PhantomData,
        }
    }

    /// Adds a condition and its arm.
    #[must_use]
    pub fn when(mut self, asked: Asked, arm: impl FnOnce() -> P) -> Self {
        let arm = self.arm(arm);
        self.case(asked, arm)
    }

    /// Adds a condition for which the workflow fails.
    #[must_use]
    pub fn fails_when(self, asked: Asked, text: impl Into<String>) -> Self {
        self.case(asked, Arm::Fail(text.into()))
    }

    /// Ends the branch with the last arm.
    pub fn otherwise(mut self, arm: impl FnOnce() -> P) -> P {
        let arm = self.arm(arm);
        self.end(arm)
    }

    /// Ends the branch with a failure of the workflow.
    pub fn fails(self, text: impl Into<String>) -> P {
        self.end(Arm::Fail(text.into()))
    }

    fn case(mut self, Asked(condition): Asked, arm: Arm) -> Self {
        let place = self.place;
        let captured = &mut self.captured;
        let mut operand = |binding: &Binding| match binding {
            Binding::Constant(literal) => Operand::Constant(literal.clone()),
            Binding::Value { origin, path } => {
                let input = trace::scope(|scope| captured.input(*origin, path, scope));
                Operand::Input(input.unwrap_or_default())
            }
            Binding::List(_) | Binding::Map(_) => {
                trace::report_at(Rule::PromiseBranch, place, "Flyte can't compare lists or maps".to_owned());
                Operand::Constant(Literal::default())
            }
        };
        self.cases.push(Case { condition: condition.map(&mut operand), arm });
        self
    }

    fn arm(&mut self, arm: impl FnOnce() -> P) -> Arm {
        trace::open(std::mem::take(&mut self.captured));
        let mut leaving = Vec::new();
        arm().leave(&mut leaving);
        let (nodes, captured) = trace::close();
        self.captured = captured;
        let outputs = leaving.iter().map(|output| output.binding.clone()).collect();
        self.outputs = Some(match self.outputs.take() {
            Some(others) => others.into_iter().zip(leaving).map(|(one, other)| one.or(other)).collect(),
            None => leaving,
        });
        Arm::Block(Block { nodes, outputs })
    }

    fn end(self, otherwise: Arm) -> P {
        let (inputs, bindings, after) = self.captured.into_parts();
        let outputs = variables(self.outputs.unwrap_or_default());
        let branch = Branch { cases: self.cases, otherwise };
        // Nothing takes a value from a guard, so what comes behind it has to wait for it.
        let is_guard = outputs.is_empty() && branch.can_fail();
        let count = outputs.len();
        let signature = Arc::new(Signature { inputs, outputs });
        let node = Node {
            work: Work::Branch(branch),
            signature,
            bindings,
            after,
            settings: None,
            place: self.place,
        };
        let node = trace::add(node);
        if is_guard {
            trace::guard(node);
        }
        P::enter(&mut Given { node, next: 0, count })
    }
}

impl Leaving {
    fn new(binding: Binding, ty: Option<LiteralType>) -> Self {
        let name = match &binding {
            Binding::Value { origin: origin @ Origin::Output { .. }, path } if path.is_empty() => {
                trace::scope(|scope| scope.variable(*origin).map(|variable| variable.name.clone())).flatten()
            }
            _ => None,
        };
        Leaving { binding, ty, name }
    }

    /// What is known of an output of two arms.
    fn or(self, other: Leaving) -> Leaving {
        Leaving {
            ty: self.ty.or(other.ty),
            name: self.name.filter(|name| Some(name) == other.name.as_ref()),
            ..other
        }
    }
}

/// The outputs of a branch: each has the name that it has in all arms, or else one by its place. The name of another
/// place is left to the output there: the second half of a pair may come first.
fn variables(outputs: Vec<Leaving>) -> Vec<Variable> {
    let unknown: fn() -> Json = || Json::Null;
    let mut variables: Vec<Variable> = Vec::with_capacity(outputs.len());
    for (index, Leaving { ty, name, .. }) in outputs.into_iter().enumerate() {
        let here = format!("o{index}");
        let is_free = |name: &String| {
            let is_taken = || variables.iter().any(|variable| variable.name == *name);
            *name == here || (!is_of_a_place(name) && !is_taken())
        };
        let name = name.filter(is_free).unwrap_or(here);
        let ty = ty.unwrap_or_default();
        variables.push(Variable { name, ty, doc: "".into(), schema: unknown, parameter: None });
    }
    variables
}

/// Whether outputs without names have such names: `o0`, `o1`.
fn is_of_a_place(name: &str) -> bool {
    name.strip_prefix('o').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Given {
    /// The next output.
    fn take(&mut self) -> Binding {
        let output = self.next;
        self.next += 1;
        Binding::of(Origin::Output { node: self.node, output })
    }
}

impl<T> ArmValue for Promise<T> {
    fn leave(self, out: &mut Vec<Leaving>) {
        let binding = self.binding();
        let ty = trace::type_of(self.place(), &binding);
        out.push(Leaving::new(binding, ty));
    }
    fn enter(given: &mut Given) -> Self {
        Promise::new(given.take())
    }
}

impl ArmValue for () {
    fn leave(self, _: &mut Vec<Leaving>) {}
    fn enter(_: &mut Given) {}
}

impl<R: Named> ArmValue for Several<R> {
    fn leave(self, out: &mut Vec<Leaving>) {
        let types = R::variables().into_iter().map(|(_, ty)| Some(ty));
        out.extend(self.bindings().into_iter().zip(types).map(|(binding, ty)| Leaving::new(binding, ty)));
    }
    fn enter(given: &mut Given) -> Self {
        Several::new((0..R::FIELDS.len()).map(|_| given.take()))
    }
}

impl ArmValue for Left {
    fn leave(self, out: &mut Vec<Leaving>) {
        out.extend(self.bindings().into_iter().map(|(binding, ty)| Leaving::new(binding, ty)));
    }
    fn enter(given: &mut Given) -> Self {
        Left::new((0..given.count).map(|_| (given.take(), None)))
    }
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty: ArmValue),+> ArmValue for ($($ty,)+) {
            fn leave(self, out: &mut Vec<Leaving>) {
                $(self.$index.leave(out);)+
            }
            fn enter(given: &mut Given) -> Self {
                ($($ty::enter(given),)+)
            }
        }
    )* };
}

each_tuple!(tuples);

/// The text with which an arm fails that ends with an error.
#[must_use]
pub fn failure<R: Returns>(arm: impl FnOnce() -> R) -> String {
    arm().settle().err().map_or_else(String::new, |error| Causes(&*error).to_string())
}

/// A question as a promise of its answer.
#[must_use]
#[track_caller]
pub fn answer(asked: Asked) -> Promise<bool> {
    Choice::new().when(asked, || lift(true)).otherwise(|| lift(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_of_a_branch_have_different_names() {
        let leaving = |name: Option<&str>| {
            let binding = Binding::of(Origin::Input(0));
            Leaving { binding, ty: None, name: name.map(str::to_owned) }
        };
        let named = [Some("o1"), None, Some("low"), Some("low"), Some("o4"), Some("o0")];
        let found: Vec<String> =
            variables(named.map(leaving).into()).into_iter().map(|variable| variable.name).collect();
        assert_eq!(found, ["o0", "o1", "low", "o3", "o4", "o5"]);
    }
}
