//! What may be bound to an input, and to a workflow's outputs.
//!
//! A promise binds to any type here: that its type fits was checked where the body stands as the user wrote it, and
//! a second complaint about the same mistake would help nobody.

use super::trace::{self, BindingId};
use super::{Binding, Promise};
use crate::arities::each_tuple;
use crate::entity::Returns;
use crate::types::FlyteType;
use aileron_grammar::Rule;
use aileron_idl::map;
use std::any::type_name;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::Location;

/// A value known when the graph is traced.
pub struct Constant<T> {
    value: T,
    place: &'static Location<'static>,
}

/// A value known when the graph is traced: what is wrong with it is told where this is called.
#[track_caller]
pub const fn constant<T>(value: T) -> Constant<T> {
    Constant { value, place: Location::caller() }
}

/// Something that can be bound to an input of type `A`.
pub trait Bind<A> {
    /// The binding.
    fn bind(self) -> Binding;
}

impl<T: FlyteType> Bind<T> for Constant<T> {
    fn bind(self) -> Binding {
        trace::constant(self.place, self.value)
    }
}

impl<T, A> Bind<A> for Promise<T> {
    fn bind(self) -> Binding {
        self.binding()
    }
}

impl<T, A> Bind<A> for &Promise<T> {
    fn bind(self) -> Binding {
        self.binding()
    }
}

/// What stands for a part that isn't there, which the plain function tells.
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

/// The way out of a tracer whose function returns `R`, with a value that may not fit: `out::<R, _>(value).__leave()`.
pub fn out<R, P>(value: P) -> Out<R, P> {
    Out(value, Elsewhere(PhantomData))
}

/// Such a value.
pub struct Out<R, P>(P, Elsewhere<R>);

/// The outputs, as a value that fits.
pub trait Leave {
    /// The outputs.
    fn __leave(self) -> Left;
}

impl<R: Returns, P: Bound<R::Outputs>> Leave for Out<R, P> {
    #[track_caller]
    fn __leave(self) -> Left {
        Left(self.0.bindings().into_iter().map(trace::keep).collect())
    }
}

/// The outputs of a value of another type, which the plain function tells.
pub struct Elsewhere<R>(PhantomData<fn() -> R>);

impl<R, P> Deref for Out<R, P> {
    type Target = Elsewhere<R>;
    fn deref(&self) -> &Elsewhere<R> {
        &self.1
    }
}

impl<R> Elsewhere<R> {
    /// No outputs.
    #[track_caller]
    #[must_use]
    #[expect(clippy::unused_self, reason = "the macro calls the same method on what can be outputs")]
    pub fn __leave(&self) -> Left {
        trace::tell(
            Rule::ReturnType,
            format!("this can't be the outputs `{}` of a workflow", type_name::<R>()),
        );
        Left(Vec::new())
    }
}

/// What is bound to the outputs, as places of the trace under way.
pub struct Left(Vec<BindingId>);

impl Left {
    pub(super) fn places(self) -> Vec<BindingId> {
        self.0
    }
}

/// What a tracer gives back for outputs `R`.
pub trait Bound<R> {
    /// The bindings of the outputs, in order.
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
