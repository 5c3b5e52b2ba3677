//! Promises: values that exist only when the workflow runs.

use super::trace::{self, Place};
use super::{Binding, Origin};
use crate::arities::each_tuple;
use crate::types::{FlyteType, Outputs};
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Display};
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::panic::Location;

/// A value that exists only when the workflow runs: an input, or the output of a node.
///
/// It is a place in a trace, so it can be copied.
pub struct Promise<T> {
    place: Place,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Promise<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Promise<T> {}

impl<T> fmt::Debug for Promise<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Promise").field(&self.place).finish()
    }
}

impl<T> Promise<T> {
    pub(super) fn new(binding: Binding) -> Self {
        Promise::at(trace::keep(binding))
    }

    pub(super) fn at(place: Place) -> Self {
        Promise { place, value: PhantomData }
    }

    pub(super) fn place(self) -> Place {
        self.place
    }

    pub(super) fn input(index: usize) -> Self {
        Promise::new(Binding::of(Origin::Input(index)))
    }

    /// The promise of a node's output, both by their index.
    #[doc(hidden)]
    #[must_use]
    pub fn output(node: usize, output: usize) -> Self {
        Promise::new(Binding::of(Origin::Output { node, output }))
    }

    /// Returns the source of the value.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn binding(self) -> Binding {
        trace::recall(self.place)
    }
}

/// Converts a constant to a promise.
#[track_caller]
pub fn lift<T: FlyteType>(value: T) -> Promise<T> {
    lift_at(Location::caller(), value)
}

fn lift_at<T: FlyteType>(place: &Location<'_>, value: T) -> Promise<T> {
    Promise::at(trace::keep_constant(place, value))
}

/// Converts constants in a collection to promises.
pub trait LiftEach {
    /// The collection of promises.
    type Lifted;
    /// Converts each constant.
    #[track_caller]
    fn lift_each(self) -> Self::Lifted;
}

impl<T: FlyteType> LiftEach for Vec<T> {
    type Lifted = Vec<Promise<T>>;
    #[track_caller]
    fn lift_each(self) -> Self::Lifted {
        let place = Location::caller();
        self.into_iter().map(|value| lift_at(place, value)).collect()
    }
}

impl<T: FlyteType> LiftEach for Option<T> {
    type Lifted = Option<Promise<T>>;
    #[track_caller]
    fn lift_each(self) -> Self::Lifted {
        let place = Location::caller();
        self.map(|value| lift_at(place, value))
    }
}

impl<T: FlyteType, const N: usize> LiftEach for [T; N] {
    type Lifted = [Promise<T>; N];
    #[track_caller]
    fn lift_each(self) -> Self::Lifted {
        let place = Location::caller();
        self.map(|value| lift_at(place, value))
    }
}

impl<K: Eq + Hash, T: FlyteType, S: BuildHasher + Default> LiftEach for HashMap<K, T, S> {
    type Lifted = HashMap<K, Promise<T>, S>;
    fn lift_each(self) -> Self::Lifted {
        self.into_iter().map(|(key, value)| (key, lift(value))).collect()
    }
}

impl<K: Ord, T: FlyteType> LiftEach for BTreeMap<K, T> {
    type Lifted = BTreeMap<K, Promise<T>>;
    fn lift_each(self) -> Self::Lifted {
        self.into_iter().map(|(key, value)| (key, lift(value))).collect()
    }
}

/// `?` on a constant: returns its value, or ends the trace.
///
/// # Panics
/// Panics with the error, which the trace then reports.
#[track_caller]
pub fn settled<T, E: Display>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("a constant with `?` is an error: {error}"))
}

/// Outputs that a call in a workflow can return as promises.
#[diagnostic::on_unimplemented(
    message = "this call returns a `{Self}`, which can't be an output of a task [AIL0724]",
    label = "no literal can hold it; if this is an `async` task, write `.await` after the call"
)]
pub trait Promised: Outputs {
    /// One promise, or a tuple of them.
    type Promises;
    /// The promises of a node's outputs.
    fn promises(node: usize) -> Self::Promises;
}

#[diagnostic::do_not_recommend]
impl<T: FlyteType> Promised for T {
    type Promises = Promise<T>;
    fn promises(node: usize) -> Promise<T> {
        Promise::output(node, 0)
    }
}

impl Promised for () {
    type Promises = ();
    fn promises(_: usize) {}
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty: FlyteType),+> Promised for ($($ty,)+) {
            type Promises = ($(Promise<$ty>,)+);
            fn promises(node: usize) -> Self::Promises {
                ($(Promise::<$ty>::output(node, $index),)+)
            }
        }
    )* };
}

each_tuple!(tuples);
