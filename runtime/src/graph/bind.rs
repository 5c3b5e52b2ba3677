//! What can be bound to an input, and to the outputs of a workflow.
//!
//! A promise binds to an input of any type here. Whether its type fits is checked in the body as the user wrote it,
//! and the same mistake must not be reported twice.

use super::trace;
use super::{Binding, Promise};
use crate::arities::each_tuple;
use crate::entity::Returns;
use crate::types::{FlyteType, Outputs};
use aileron_grammar::Rule;
use aileron_idl::core::LiteralType;
use aileron_idl::map;
use std::any::type_name;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Arc;

/// A value that is known when the graph is traced.
pub struct Constant<T> {
    value: T,
    place: &'static Location<'static>,
}

/// Wraps a value that is known when the graph is traced. An error of the value is reported where this is called.
#[track_caller]
pub const fn constant<T>(value: T) -> Constant<T> {
    Constant { value, place: Location::caller() }
}

/// A value that can be bound to an input of type `A`.
pub trait Bind<A> {
    /// Returns the binding.
    fn bind(self) -> Binding;
}

impl<T> Constant<T> {
    pub(super) fn at(value: T, place: &'static Location<'static>) -> Self {
        Constant { value, place }
    }

    pub(super) fn into_parts(self) -> (T, &'static Location<'static>) {
        (self.value, self.place)
    }

    /// A constant made of this one, at the same position.
    pub(super) fn map<U>(self, make: impl FnOnce(T) -> U) -> Constant<U> {
        Constant { value: make(self.value), place: self.place }
    }
}

impl<T: FlyteType> Constant<T> {
    pub(super) fn binding(self) -> Binding {
        trace::constant(self.place, self.value)
    }
}

impl<T: FlyteType> Bind<T> for Constant<T> {
    fn bind(self) -> Binding {
        self.binding()
    }
}

impl<T, A> Bind<A> for Promise<T> {
    #[track_caller]
    fn bind(self) -> Binding {
        self.binding()
    }
}

impl<T, A> Bind<A> for &Promise<T> {
    #[track_caller]
    fn bind(self) -> Binding {
        self.binding()
    }
}

/// Replaces a part that does not exist. The compiler reports that in the plain function.
#[derive(Clone, Copy)]
pub struct Nothing;

impl<A> Bind<A> for Nothing {
    fn bind(self) -> Binding {
        Binding::List(Vec::new())
    }
}

impl<A: FlyteType, P: Bind<A>> Bind<Option<A>> for Option<P> {
    fn bind(self) -> Binding {
        self.map_or_else(|| trace::constant(Location::caller(), None::<A>), Bind::bind)
    }
}

impl<A, P: Bind<A>> Bind<Vec<A>> for Vec<P> {
    fn bind(self) -> Binding {
        Binding::List(self.into_iter().map(Bind::bind).collect())
    }
}

impl<A, P: Bind<A>, S, Z: BuildHasher> Bind<HashMap<String, A, S>> for HashMap<String, P, Z> {
    fn bind(self) -> Binding {
        Binding::Map(map(self.into_iter().map(|(key, value)| (key, value.bind()))))
    }
}

impl<A, P: Bind<A>> Bind<BTreeMap<String, A>> for BTreeMap<String, P> {
    fn bind(self) -> Binding {
        Binding::Map(map(self.into_iter().map(|(key, value)| (key, value.bind()))))
    }
}

/// Leaves a tracer whose function returns `R`, with a value that may not fit: `out::<R, _>(value).__leave()`.
pub fn out<R, P>(value: P) -> Out<R, P> {
    Out(value, Elsewhere(PhantomData))
}

/// A value that leaves a tracer.
pub struct Out<R, P>(P, Elsewhere<R>);

/// The outputs, if the value fits.
pub trait Leave {
    /// The outputs.
    fn __leave(self) -> Left;
}

impl<R: Returns, P: Bound<R::Outputs>> Leave for Out<R, P> {
    #[track_caller]
    fn __leave(self) -> Left {
        let types = R::Outputs::variables().into_iter().map(|(_, ty)| Some(Arc::new(ty)));
        Left::new(self.0.bindings().into_iter().zip(types))
    }
}

/// The outputs, if the value has another type. The compiler reports that in the plain function.
pub struct Elsewhere<R>(PhantomData<fn() -> R>);

impl<R, P> Deref for Out<R, P> {
    type Target = Elsewhere<R>;
    fn deref(&self) -> &Elsewhere<R> {
        &self.1
    }
}

impl<R> Elsewhere<R> {
    /// Returns no outputs.
    #[track_caller]
    #[must_use]
    #[expect(clippy::unused_self, reason = "the macro calls the same method on a value that fits")]
    pub fn __leave(&self) -> Left {
        trace::report(
            Rule::ReturnType,
            format!("this is not a value for the outputs `{}` of a workflow", type_name::<R>()),
        );
        Left(Vec::new())
    }
}

/// The bindings of the outputs, as indices of values of the current trace.
pub struct Left(Vec<u32>);

impl Left {
    /// Outputs with these bindings, and their types if they are known.
    pub(super) fn new(bindings: impl Iterator<Item = (Binding, Option<Arc<LiteralType>>)>) -> Self {
        Left(bindings.map(|(binding, ty)| trace::keep_typed(binding, ty).index()).collect())
    }

    /// The bindings in terms of the innermost block, and their types.
    pub(super) fn bindings(self) -> Vec<(Binding, Option<Arc<LiteralType>>)> {
        self.0.into_iter().map(trace::kept).collect()
    }

    pub(super) fn indices(self) -> Vec<u32> {
        self.0
    }
}

/// What a tracer returns for outputs `R`.
pub trait Bound<R> {
    /// Returns the bindings of the outputs, in the order of the interface.
    fn bindings(self) -> Vec<Binding>;
}

impl Bound<()> for () {
    fn bindings(self) -> Vec<Binding> {
        Vec::new()
    }
}

impl Bound<()> for Constant<()> {
    fn bindings(self) -> Vec<Binding> {
        Vec::new()
    }
}

impl<A: FlyteType, P: Bind<A>> Bound<A> for P {
    fn bindings(self) -> Vec<Binding> {
        vec![self.bind()]
    }
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty: FlyteType, $bound: Bind<$ty>),+> Bound<($($ty,)+)> for ($($bound,)+) {
            fn bindings(self) -> Vec<Binding> {
                vec![$(self.$index.bind()),+]
            }
        }
    )* };
}

each_tuple!(tuples);
