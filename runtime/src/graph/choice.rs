//! `if` and `match` on promises, as tracers make them: `Choice::new().when(asked, || …).otherwise(|| …)`.

use super::branch::{Arm, Branch, Case, Operand};
use super::captured::{Captured, push_number};
use super::compare::Asked;
use super::{
    Binding, Block, Left, Named, Node, Origin, Promise, Scope, Several, Signature, Work, lift, trace,
};
use crate::arities::each_tuple;
use crate::causes::Causes;
use crate::entity::{Returns, Variable};
use aileron_grammar::Rule;
use aileron_idl::core::{Literal, LiteralType};
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

/// A branch while its arms are traced. Each arm gives a `P`: promises, or nothing.
pub struct Choice<P> {
    captured: Captured,
    cases: Vec<Case>,
    /// What the arms give.
    leaving: Leaving,
    place: &'static Location<'static>,
    value: PhantomData<fn() -> P>,
}

impl<P> fmt::Debug for Choice<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Choice").field("cases", &self.cases).finish_non_exhaustive()
    }
}

/// What leaves the arms of a branch.
#[derive(Debug, Default)]
pub struct Leaving {
    /// What leaves the arm that is open.
    bindings: Vec<Binding>,
    /// What is known of each output from the arms so far; none before the first.
    outputs: Option<Vec<Output>>,
}

/// What all arms say of an output.
#[derive(Debug)]
struct Output {
    ty: Option<Arc<LiteralType>>,
    /// Its name, if it is the whole output of a node, and the name says more than the output's place.
    name: Option<String>,
}

/// The outputs of the node that a branch has become.
#[derive(Debug)]
pub struct Entering {
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
    fn leave(self, out: &mut Leaving);
    /// The same value, outside of the branch.
    fn enter(given: &mut Entering) -> Self;
}

impl<P: ArmValue> Choice<P> {
    /// Begins a branch.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn new() -> Self {
        Choice {
            captured: Captured::default(),
            // A vector begins with room for four.
            cases: Vec::with_capacity(1),
            leaving: Leaving::default(),
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
        let mut operand = |binding| match binding {
            Binding::Constant(literal) => Operand::Constant(literal),
            Binding::Value { origin, path } => {
                let input = trace::scope(|scope| captured.input(origin, path, scope));
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
        arm().leave(&mut self.leaving);
        let (nodes, captured) = trace::close();
        self.captured = captured;
        Arm::Block(Block { nodes, outputs: self.leaving.end_arm() })
    }

    fn end(self, otherwise: Arm) -> P {
        let (inputs, bindings, after) = self.captured.into_parts();
        let outputs = variables(self.leaving.outputs.unwrap_or_default());
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
        P::enter(&mut Entering { node, next: 0, count })
    }
}

impl Leaving {
    /// The next output of the open arm.
    fn push(&mut self, binding: Binding, ty: impl FnOnce(&Binding) -> Option<Arc<LiteralType>>) {
        match &mut self.outputs {
            None => {
                let output = Output { ty: ty(&binding), name: name_of(&binding) };
                self.outputs = Some(vec![output]);
            }
            Some(outputs) => match outputs.get_mut(self.bindings.len()) {
                None => outputs.push(Output { ty: ty(&binding), name: name_of(&binding) }),
                Some(output) => {
                    output.ty = output.ty.take().or_else(|| ty(&binding));
                    output.name.take_if(|name| name_of(&binding).as_ref() != Some(name));
                }
            },
        }
        if self.bindings.is_empty() {
            self.bindings.reserve_exact(1);
        }
        self.bindings.push(binding);
    }

    /// What left the arm that was open.
    fn end_arm(&mut self) -> Vec<Binding> {
        std::mem::take(&mut self.bindings)
    }
}

/// The name of the output of a node that a binding is, if it says more than the output's place.
fn name_of(binding: &Binding) -> Option<String> {
    let Binding::Value { origin: origin @ Origin::Output { .. }, path } = binding else { return None };
    let name = |scope: Scope<'_>| {
        let variable = scope.variable(*origin).filter(|variable| !is_of_a_place(&variable.name));
        variable.map(|variable| variable.name.clone())
    };
    path.is_empty().then(|| trace::scope(name).flatten()).flatten()
}

/// The outputs of a branch: each has the name that it has in all arms, or else one by its place.
fn variables(outputs: Vec<Output>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::with_capacity(outputs.len());
    for (index, Output { ty, name }) in outputs.into_iter().enumerate() {
        let is_free = |name: &String| variables.iter().all(|variable| variable.name != *name);
        let name = name.filter(is_free).unwrap_or_else(|| {
            let mut name = String::from("o");
            push_number(&mut name, index);
            name
        });
        variables.push(Variable::of_value(name, ty.unwrap_or_default()));
    }
    variables
}

/// Whether outputs without names have such names: `o0`, `o1`.
fn is_of_a_place(name: &str) -> bool {
    name.strip_prefix('o').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Entering {
    /// The next output.
    fn take(&mut self) -> Binding {
        let output = self.next;
        self.next += 1;
        Binding::of(Origin::Output { node: self.node, output })
    }
}

impl<T> ArmValue for Promise<T> {
    fn leave(self, out: &mut Leaving) {
        out.push(self.binding(), |binding| trace::type_of(self.place(), binding));
    }
    fn enter(given: &mut Entering) -> Self {
        Promise::new(given.take())
    }
}

impl ArmValue for () {
    fn leave(self, _: &mut Leaving) {}
    fn enter(_: &mut Entering) {}
}

impl<R: Named> ArmValue for Several<R> {
    fn leave(self, out: &mut Leaving) {
        for (binding, (_, ty)) in self.bindings().into_iter().zip(R::variables()) {
            out.push(binding, |_| Some(Arc::new(ty)));
        }
    }
    fn enter(given: &mut Entering) -> Self {
        Several::new((0..R::FIELDS.len()).map(|_| given.take()))
    }
}

impl ArmValue for Left {
    fn leave(self, out: &mut Leaving) {
        for (binding, ty) in self.bindings() {
            out.push(binding, |_| ty);
        }
    }
    fn enter(given: &mut Entering) -> Self {
        Left::new((0..given.count).map(|_| (given.take(), None)))
    }
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty: ArmValue),+> ArmValue for ($($ty,)+) {
            fn leave(self, out: &mut Leaving) {
                $(self.$index.leave(out);)+
            }
            fn enter(given: &mut Entering) -> Self {
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
        let output = |name: Option<&str>| Output { ty: None, name: name.map(str::to_owned) };
        let named = [None, Some("low"), Some("low"), None];
        let found: Vec<String> =
            variables(named.map(output).into()).into_iter().map(|variable| variable.name).collect();
        assert_eq!(found, ["o0", "low", "o2", "o3"]);
    }
}
