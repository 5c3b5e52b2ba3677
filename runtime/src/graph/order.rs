//! Order without data, as tracers make it: which nodes made a variable, and which nodes wait for them.

use super::part::{Named, Several};
use super::promise::Promise;
use super::trace::{self, Place};
use crate::arities::each_tuple;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::panic::Location;

/// A moment of a trace: the innermost block, and how many nodes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub(super) block: u32,
    pub(super) nodes: usize,
}

/// The current moment.
#[must_use]
pub fn here() -> Moment {
    trace::here()
}

/// The nodes that made a variable, as an index of the current trace.
#[derive(Clone, Copy, Debug)]
pub struct Made(pub(super) u32);

/// Notes the nodes that made a variable: those from which its promises come, or else those that were made since this
/// moment.
#[must_use]
pub fn made(since: Moment, promises: &Promises) -> Made {
    Made(trace::made(since, &promises.0))
}

/// The same for a variable that had a value before. If a unit is assigned in an arm, the nodes that made the earlier one
/// stay, since another arm may be taken.
#[must_use]
pub fn made_again(before: Made, since: Moment, promises: &Promises) -> Made {
    Made(trace::made_again(before, since, &promises.0))
}

/// While this exists, each new node of its block waits for some nodes.
#[derive(Debug)]
pub struct Waiting {
    block: u32,
    before: usize,
}

/// Lets each new node of the innermost block wait for the nodes that made these variables.
#[must_use]
#[track_caller]
pub fn waiting(variables: &[(&str, Made)]) -> Waiting {
    let nodes = predecessors(variables);
    let (block, before) = trace::wait(nodes);
    Waiting { block, before }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        trace::wait_no_more(self.block, self.before);
    }
}

/// While this exists, each new node of its block waits for the one before it.
#[derive(Debug)]
pub struct InOrder {
    block: u32,
    within: bool,
}

/// Lets each new node of the innermost block wait for the one before it, and the first one for the nodes that made these
/// variables.
#[must_use]
#[track_caller]
pub fn in_order(variables: &[(&str, Made)]) -> InOrder {
    let nodes = predecessors(variables);
    let (block, within) = trace::order(nodes);
    InOrder { block, within }
}

impl Drop for InOrder {
    fn drop(&mut self) {
        if !self.within {
            trace::order_no_more(self.block);
        }
    }
}

#[track_caller]
fn predecessors(variables: &[(&str, Made)]) -> Vec<usize> {
    let place = Location::caller();
    variables.iter().flat_map(|(name, made)| trace::predecessors(name, *made, place)).collect()
}

/// Promises in a value.
#[derive(Debug, Default)]
pub struct Promises(Vec<Place>);

/// The value of a variable for which a node may wait.
#[derive(Debug)]
pub struct Waited<'v, T>(Whatever<'v, T>);

/// Any value.
#[derive(Debug)]
pub struct Whatever<'v, T>(&'v T);

/// Looks for promises in a value.
pub fn waited<T>(value: &T) -> Waited<'_, T> {
    Waited(Whatever(value))
}

impl<T: Holds> Waited<'_, T> {
    /// The promises in it.
    #[must_use]
    pub fn __promises(&self) -> Promises {
        let mut found = Promises::default();
        self.0.0.hold(&mut found);
        found
    }
}

impl<'v, T> Deref for Waited<'v, T> {
    type Target = Whatever<'v, T>;
    fn deref(&self) -> &Whatever<'v, T> {
        &self.0
    }
}

impl<T> Whatever<'_, T> {
    /// No promises.
    #[must_use]
    #[expect(clippy::unused_self, reason = "the macro calls the same method on a value with promises")]
    pub fn __promises(&self) -> Promises {
        Promises::default()
    }
}

/// What holds promises in a tracer.
pub trait Holds {
    /// Adds the promises in it.
    fn hold(&self, found: &mut Promises);
}

impl<T> Holds for Promise<T> {
    fn hold(&self, found: &mut Promises) {
        found.0.push(self.place());
    }
}

impl<R: Named> Holds for Several<R> {
    fn hold(&self, found: &mut Promises) {
        found.0.extend(self.places());
    }
}

impl Holds for () {
    fn hold(&self, _: &mut Promises) {}
}

impl<P: Holds> Holds for &P {
    fn hold(&self, found: &mut Promises) {
        (**self).hold(found);
    }
}

impl<P: Holds> Holds for &mut P {
    fn hold(&self, found: &mut Promises) {
        (**self).hold(found);
    }
}

impl<P: Holds> Holds for [P] {
    fn hold(&self, found: &mut Promises) {
        for item in self {
            item.hold(found);
        }
    }
}

impl<P: Holds, const N: usize> Holds for [P; N] {
    fn hold(&self, found: &mut Promises) {
        self.as_slice().hold(found);
    }
}

impl<P: Holds> Holds for Vec<P> {
    fn hold(&self, found: &mut Promises) {
        self.as_slice().hold(found);
    }
}

impl<P: Holds> Holds for Option<P> {
    fn hold(&self, found: &mut Promises) {
        self.as_slice().hold(found);
    }
}

impl<K, P: Holds, S> Holds for HashMap<K, P, S> {
    fn hold(&self, found: &mut Promises) {
        for item in self.values() {
            item.hold(found);
        }
    }
}

impl<K, P: Holds> Holds for BTreeMap<K, P> {
    fn hold(&self, found: &mut Promises) {
        for item in self.values() {
            item.hold(found);
        }
    }
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty: Holds),+> Holds for ($($ty,)+) {
            fn hold(&self, found: &mut Promises) {
                $(self.$index.hold(found);)+
            }
        }
    )* };
}

each_tuple!(tuples);
