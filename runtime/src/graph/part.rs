//! Parts of promises: a field of a struct, an element of a list, an entry of a map, one of several named outputs.

use super::trace::{self, Place};
use super::{Bind, Binding, Promise};
use crate::types::path::Step;
use crate::types::{FlyteType, Outputs};
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

/// Outputs whose names are a struct's fields, as the derive makes them.
#[diagnostic::on_unimplemented(
    message = "a struct with a promise in it can't be a `{Self}` in a workflow",
    label = "only a struct that derives `Outputs` may hold promises: let a task make any other"
)]
pub trait Named: Outputs {
    /// The fields as Rust names them, in the order of the outputs.
    const FIELDS: &'static [&'static str];
}

/// The promises of such outputs.
pub struct Several<R> {
    /// The first of as many places as there are outputs.
    first: Place,
    outputs: PhantomData<fn() -> R>,
}

impl<R> Clone for Several<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Several<R> {}

impl<R: Named> Several<R> {
    fn new(bindings: impl Iterator<Item = Binding>) -> Self {
        let places: Vec<Place> = bindings.map(trace::keep).collect();
        Several { first: places.first().copied().unwrap_or_default(), outputs: PhantomData }
    }

    /// Those of a node.
    #[must_use]
    pub fn of_node(node: usize) -> Self {
        Several::new((0..R::FIELDS.len()).map(|output| Binding::Output { node, output }))
    }

    /// The bindings of the outputs, in order.
    #[must_use]
    pub fn bindings(self) -> Vec<Binding> {
        (self.first..).take(R::FIELDS.len()).map(trace::recall).collect()
    }
}

/// A struct literal with promises in it: `several([output("words", p, |v: &Counts| &v.words), …])`.
///
/// # Panics
/// Where a field is missing, which the plain function is no Rust for.
#[must_use]
pub fn several<R: Named>(fields: impl IntoIterator<Item = Output<R>>) -> Several<R> {
    let mut fields: Vec<_> = fields.into_iter().map(|field| (field.name, field.binding)).collect();
    Several::new(R::FIELDS.iter().map(|name| {
        let place = fields.iter().position(|(given, _)| given == name);
        fields.swap_remove(place.unwrap_or_else(|| panic!("the field `{name}` is missing"))).1
    }))
}

/// A field of such a literal.
pub struct Output<R> {
    name: &'static str,
    binding: Binding,
    outputs: PhantomData<fn() -> R>,
}

/// The closure tells the field's type.
pub fn output<R, A, P: Bind<A>>(name: &'static str, value: P, _: fn(&R) -> &A) -> Output<R> {
    Output { name, binding: value.bind(), outputs: PhantomData }
}

/// What has fields in a workflow.
#[diagnostic::on_unimplemented(
    message = "this has no fields in a workflow",
    label = "neither a promise of a struct nor a task's named outputs"
)]
pub trait Whole {
    /// The struct.
    type Value;
    /// The field that Rust names so.
    fn part(self, name: &'static str) -> Binding;
}

impl<T: FlyteType> Whole for Promise<T> {
    type Value = T;
    #[track_caller]
    fn part(self, name: &'static str) -> Binding {
        let wire = T::field_name(name);
        let ty = T::literal_type();
        if !ty.structure.is_some_and(|structure| structure.dataclass_type.contains_key(wire)) {
            trace::tell(format!(
                "the field `{name}` does not travel with the value, so it can't be read in a workflow: let a task take it \
                 out"
            ));
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

/// `whole.name`. The closure tells the field's type.
#[track_caller]
pub fn field<W: Whole, A>(whole: W, name: &'static str, _: fn(&W::Value) -> &A) -> Promise<A> {
    Promise::new(whole.part(name))
}

/// What a list or a map has at a place that is known when the graph is traced.
#[diagnostic::on_unimplemented(
    message = "a promise of a `{Self}` can't be indexed by `{I}` in a workflow",
    label = "only one element of a list by its number, or one entry of a map by its key: let a task take anything else"
)]
pub trait Element<I> {
    /// The element.
    type Item;
    /// The way to it.
    fn step(place: I) -> Step;
}

impl<T> Element<usize> for Vec<T> {
    type Item = T;
    fn step(place: usize) -> Step {
        Step::Index(place)
    }
}

macro_rules! maps {
    ($($key:ty: $map:ty, $($state:ident)?;)*) => { $(
        impl<T, $($state)?> Element<$key> for $map {
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

/// `list[3]`, `map["key"]`.
#[track_caller]
pub fn element<P: Held<Value: Element<I>>, I>(list: P, place: I) -> Promise<<P::Value as Element<I>>::Item> {
    Promise::new(list.held().part(<P::Value as Element<I>>::step(place)))
}

/// A promise, or a reference to one.
pub trait Held: Copy {
    /// What it promises.
    type Value;
    /// Where that comes from.
    fn held(self) -> Binding;
}

impl<T> Held for Promise<T> {
    type Value = T;
    fn held(self) -> Binding {
        self.binding()
    }
}

impl<P: Held> Held for &P {
    type Value = P::Value;
    fn held(self) -> Binding {
        P::held(*self)
    }
}

#[cfg(test)]
mod tests {
    use crate::entity::Registry;
    use crate::graph::{Constants, trace};
    use crate::prelude::*;

    /// A struct that travels as something else.
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
    fn a_field_that_does_not_travel_is_told() {
        let registry = Registry::collect().unwrap();
        let painted = registry.named("aileron.graph.part.tests.painted").unwrap();
        let told = trace(painted, &registry, Constants::Here).unwrap_err().to_string();
        let place = format!("{}:{}:15", file!(), line!() - 8);
        let why = "the field `color` does not travel with the value, so it can't be read in a workflow: let a task take \
                   it out";
        assert_eq!(told, format!("the workflow `{}` can't be a graph:\n  {place}: {why}", painted.name()));
    }
}
