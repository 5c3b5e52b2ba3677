//! Parts of promises: a field of a struct, an element of a list, an entry of a map, one of several named outputs.

use super::bind::Nothing;
use super::trace::{self, Place};
use super::{Bind, Binding, Origin, Promise};
use crate::arities::each_tuple;
use crate::types::path::Step;
use crate::types::{FlyteType, Outputs};
use aileron_grammar::Rule;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::ops::{Deref, Index};

/// A struct that derives `Outputs`: its fields are the outputs.
#[diagnostic::on_unimplemented(
    message = "a struct with a promise in it can't be a `{Self}` in a workflow [AIL0721]",
    label = "only a struct that derives `Outputs` can hold promises: make any other in a task"
)]
pub trait Named: Outputs {
    /// The names of the fields in Rust, in the order of the outputs.
    const FIELDS: &'static [&'static str];
}

/// The promises of such outputs.
pub struct Several<R> {
    /// The first of as many consecutive places as there are outputs.
    first: Option<Place>,
    outputs: PhantomData<fn() -> R>,
}

impl<R> Clone for Several<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Several<R> {}

impl<R: Named> Several<R> {
    pub(super) fn new(bindings: impl Iterator<Item = Binding>) -> Self {
        let places: Vec<Place> = bindings.map(trace::keep).collect();
        Several { first: places.first().copied(), outputs: PhantomData }
    }

    /// The promises of a node.
    #[must_use]
    pub fn of_node(node: usize) -> Self {
        Several::new((0..R::FIELDS.len()).map(|output| Binding::of(Origin::Output { node, output })))
    }

    /// Returns the bindings of the outputs, in the order of the interface.
    #[must_use]
    pub fn bindings(self) -> Vec<Binding> {
        self.places().map(trace::recall).collect()
    }

    pub(super) fn places(self) -> impl Iterator<Item = Place> {
        self.first.into_iter().flat_map(trace::following).take(R::FIELDS.len())
    }
}

/// A struct literal with promises in it: `several([output("words", p, |v: &Counts| &v.words), …])`.
///
/// # Panics
/// Panics if a field is missing, which the compiler reports in the plain function.
#[must_use]
pub fn several<R: Named>(fields: impl IntoIterator<Item = Output<R>>) -> Several<R> {
    let mut fields: Vec<_> = fields.into_iter().map(|field| (field.name, field.binding)).collect();
    Several::new(R::FIELDS.iter().map(|name| {
        let place = fields.iter().position(|(field, _)| field == name);
        fields.swap_remove(place.unwrap_or_else(|| panic!("the field `{name}` is missing"))).1
    }))
}

/// A field of such a struct literal.
pub struct Output<R> {
    name: &'static str,
    binding: Binding,
    outputs: PhantomData<fn() -> R>,
}

/// Makes a field. The closure determines its type.
pub fn output<R, A, P: Bind<A>>(name: &'static str, value: P, _: fn(&R) -> &A) -> Output<R> {
    Output { name, binding: value.bind(), outputs: PhantomData }
}

/// A promise that has fields in a workflow.
#[diagnostic::on_unimplemented(
    message = "this has no fields in a workflow [AIL0722]",
    label = "neither a promise of a struct nor a task's named outputs"
)]
pub trait Whole {
    /// The struct.
    type Value;
    /// Returns the binding of the field with this name in Rust.
    fn part(self, name: &'static str) -> Binding;
}

impl<T: FlyteType> Whole for Promise<T> {
    type Value = T;
    #[track_caller]
    fn part(self, name: &'static str) -> Binding {
        let wire = T::field_name(name);
        let ty = T::literal_type();
        if !ty.structure.is_some_and(|structure| structure.dataclass_type.contains_key(wire)) {
            trace::report(
                Rule::PromisePart,
                format!(
                    "the field `{name}` is not part of the literal, so a workflow can't read it: read it in a task"
                ),
            );
        }
        self.binding().part(Step::Key(wire.to_owned()))
    }
}

impl<R: Named> Whole for Several<R> {
    type Value = R;
    fn part(self, name: &'static str) -> Binding {
        let place = R::FIELDS.iter().position(|field| *field == name);
        self.bindings().swap_remove(place.unwrap_or_default())
    }
}

impl<W: Whole + Copy> Whole for &W {
    type Value = W::Value;
    #[track_caller]
    fn part(self, name: &'static str) -> Binding {
        W::part(*self, name)
    }
}

/// `whole.name`. The closure determines the field's type.
#[track_caller]
pub fn field<W: Whole, A>(whole: W, name: &'static str, _: fn(&W::Value) -> &A) -> Promise<A> {
    Promise::new(whole.part(name))
}

/// A list or map whose elements a workflow can read, at a position that is known when the graph is traced.
#[diagnostic::on_unimplemented(
    message = "a promise of a `{Self}` can't be indexed by `{I}` in a workflow [AIL0722]",
    label = "only one element of a list by its number, or one entry of a map by its key: read anything else in a task"
)]
pub trait Keyed<I> {
    /// The type of the element.
    type Item;
    /// Returns the path to the element.
    fn step(place: I) -> Step;
}

impl<T> Keyed<usize> for Vec<T> {
    type Item = T;
    fn step(place: usize) -> Step {
        Step::Index(place)
    }
}

macro_rules! maps {
    ($($key:ty: $map:ty, $($state:ident)?;)*) => { $(
        impl<T, $($state)?> Keyed<$key> for $map {
            type Item = T;
            fn step(place: $key) -> Step {
                Step::Key(place.to_owned())
            }
        }
    )* };
}

maps! {
    &str: HashMap<String, T, S>, S;
    &String: HashMap<String, T, S>, S;
    &str: BTreeMap<String, T>,;
    &String: BTreeMap<String, T>,;
}

/// `list[3]`, `map["key"]`: `Element(list, 3).__at()`.
#[derive(Clone, Copy)]
pub struct Element<P, I>(pub P, pub I);

/// An element that a promise has.
pub trait At {
    /// The type of the element.
    type Item;
    /// Returns the element.
    fn __at(self) -> Promise<Self::Item>;
}

impl<P: Held<Value: Keyed<I>>, I> At for Element<P, I> {
    type Item = <P::Value as Keyed<I>>::Item;
    #[track_caller]
    fn __at(self) -> Promise<Self::Item> {
        Promise::new(self.0.held().part(<P::Value as Keyed<I>>::step(self.1)))
    }
}

/// An element that the value has in Rust, but its promise does not.
pub trait Indexed<T, I> {
    /// An error of the compiler, by the bound.
    fn __at(self) -> Promise<T::Item>
    where
        T: Keyed<I>;
}

impl<P: Held<Value: Index<I>>, I> Indexed<P::Value, I> for &Element<P, I> {
    fn __at(self) -> Promise<<P::Value as Keyed<I>>::Item>
    where
        P::Value: Keyed<I>,
    {
        Promise::new(self.0.held())
    }
}

impl<P, I> Deref for Element<P, I> {
    type Target = Nothing;
    fn deref(&self) -> &Nothing {
        &Nothing
    }
}

/// Promises in a pattern of `N` parts: `Taken::<2, _>(pair).__parts()`.
#[derive(Clone, Copy)]
pub struct Taken<const N: usize, P>(pub P);

/// As many promises as the pattern has parts.
pub trait Parts {
    /// A tuple of the parts.
    type Parts;
    /// Returns the parts.
    fn __parts(self) -> Self::Parts;
}

/// Replaces the parts if their number does not match. The compiler reports that in the plain function.
pub struct NoParts<const N: usize>;

impl<const N: usize, P> Deref for Taken<N, P> {
    type Target = NoParts<N>;
    fn deref(&self) -> &NoParts<N> {
        &NoParts
    }
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty),+> Parts for Taken<{ [$($index),+].len() }, ($($ty,)+)> {
            type Parts = ($($ty,)+);
            fn __parts(self) -> Self::Parts {
                self.0
            }
        }

        impl NoParts<{ [$($index),+].len() }> {
            /// Returns as many parts as the pattern has.
            #[must_use]
            #[allow(clippy::type_complexity)]
            pub fn __parts(&self) -> ($(tuples!(@nothing $ty),)+) {
                ($({ let _ = $index; Nothing },)+)
            }
        }
    )* };
    (@nothing $ty:ident) => { Nothing };
}

each_tuple!(tuples);

impl Nothing {
    /// Returns an element.
    #[must_use]
    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "as for a promise with elements"
    )]
    pub fn __at(&self) -> Nothing {
        Nothing
    }
}

/// A promise, or a reference to one.
pub trait Held: Copy {
    /// The type of the promised value.
    type Value;
    /// Returns the source of the value.
    fn held(self) -> Binding;
    /// The same promise, of a value of another type.
    fn retyped<T>(self) -> Promise<T>;
}

impl<T> Held for Promise<T> {
    type Value = T;
    fn held(self) -> Binding {
        self.binding()
    }
    fn retyped<U>(self) -> Promise<U> {
        Promise::at(self.place())
    }
}

impl<P: Held> Held for &P {
    type Value = P::Value;
    fn held(self) -> Binding {
        P::held(*self)
    }
    fn retyped<T>(self) -> Promise<T> {
        P::retyped(*self)
    }
}

#[cfg(test)]
mod tests {
    use crate::entity::Registry;
    use crate::graph::{Constants, graph};
    use crate::prelude::*;

    /// A struct with a conversion of its own: its literal is not a struct.
    #[derive(FlyteType)]
    struct Line {
        length: i64,
        #[serde(skip)]
        color: String,
    }

    #[task]
    fn line(length: i64) -> Line {
        Line { length, color: String::new() }
    }

    #[task]
    fn paint(color: String, length: i64) -> i64 {
        length + i64::from(color.is_empty())
    }

    #[workflow]
    fn painted(x: i64) -> i64 {
        let line = line(x);
        paint(line.color, line.length)
    }

    #[test]
    fn a_field_that_the_literal_does_not_have_is_reported() {
        let registry = Registry::collect().unwrap();
        let painted = registry.named("aileron.graph.part.tests.painted")[0];
        let message = graph(painted, Constants::Here).unwrap_err().to_string();
        let place = format!("{}:{}:15", file!(), line!() - 8);
        let why = "the field `color` is not part of the literal, so a workflow can't read it: read it in a task [AIL0722]";
        assert_eq!(message, format!("the workflow `{}` can't be a graph:\n  {place}: {why}", painted.name));
    }
}
