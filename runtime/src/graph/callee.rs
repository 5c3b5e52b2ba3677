//! Calls in a tracer: `(function, inputs…).__node().__tried()`.
//!
//! The function is known by its type, whose signature determines what can be bound. If the call does not match it,
//! the plain function has the same mistake, which rustc reports there with the user's own types. To report it only
//! once, everything here has a second form that accepts anything. Rustc chooses the form: it looks for a method of
//! the value first, then of a reference to it, then of what it dereferences to.
//!
//! A function of this library that is a construct of its own, such as `map`, is called as any other: `(map, f, lists).__node()`.
//! See [`Construct`].

use super::{Bind, Binding, Promised, trace};
use crate::arities::each_arity;
use crate::entity::Returns;
use aileron_grammar::Rule;
use std::any::{TypeId, type_name};
use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::Location;

/// The result of a call: promises of the outputs.
pub trait Reply {
    /// One promise, a tuple of them, or none.
    type Promises;
    /// The promises of a node.
    fn promises(node: usize) -> Self::Promises;
}

#[diagnostic::do_not_recommend]
impl<R: Returns<Outputs: Promised>> Reply for R {
    type Promises = <R::Outputs as Promised>::Promises;
    fn promises(node: usize) -> Self::Promises {
        <R::Outputs as Promised>::promises(node)
    }
}

/// A node whose function returns `R`, before `?` or `.await` after the call is read.
pub struct Answer<R>(Any<R>);

/// The same for any `R`.
pub struct Any<R> {
    node: usize,
    result: PhantomData<fn() -> R>,
}

impl<R> Answer<R> {
    /// The answer of the node with this index.
    pub(super) fn new(node: usize) -> Self {
        Answer(Any { node, result: PhantomData })
    }

    /// A call whose value is not used, so a missing `.await` has to be reported here.
    #[must_use]
    pub fn __alone<P>(self) -> P
    where
        R: Reply<Promises = P>,
    {
        R::promises(self.0.node)
    }
}

impl<R> Deref for Answer<R> {
    type Target = Any<R>;
    fn deref(&self) -> &Any<R> {
        &self.0
    }
}

/// The node of a function that returns this type.
#[must_use]
pub fn of_type<R>(answer: Answer<R>) -> Answer<R> {
    answer
}

#[track_caller]
fn record<F: 'static, R>(bindings: Vec<Binding>) -> Answer<R> {
    Answer::new(trace::call(TypeId::of::<F>(), type_name::<F>(), bindings, Location::caller()))
}

/// `(function, inputs…)`, if the function takes these inputs.
pub trait Call<Args, R> {
    /// A node of the graph.
    fn __node(self) -> Answer<R>;
}

/// `(function, inputs…)`, if the function is a construct of this library: it takes the traced values themselves, and gives an
/// `Answer`.
///
/// This is how a tracer knows `map` and the like, whatever path, alias or re-export they are called by: nothing knows them by
/// spelling. Such a function is generic over traits of this library, which have two kinds of implementations: for plain
/// values, which is what the user's function calls, and for what stands for them in a tracer ([`Promise`](super::Promise),
/// `Constant`), where the function adds its node to the trace and gives an answer for it. A function
/// of a user takes no such values, or gives no answer for them, so that one is a [`Call`], even if its name is `map`.
///
/// At most one of the two may fit, since rustc looks for both at once. So one of the inputs of a construct must be one that
/// no task takes, such as a closure or a `&str`. A function that is not generic can be a [`Call`] as well: the trace knows
/// it by its id, as it knows the functions of entities.
pub trait Construct<R> {
    /// Calls the function, which adds a node to the trace.
    fn __node(self) -> Answer<R>;
}

macro_rules! constructs {
    ($($($input:ident $index:tt),+;)*) => { $(
        impl<F: Fn($($input),+) -> Answer<R>, R, $($input),+> Construct<R> for (F, $($input),+) {
            #[track_caller]
            fn __node(self) -> Answer<R> {
                // A function that is called by a trait does not learn the position of the call.
                trace::calling(Location::caller());
                (self.0)($(self.$index),+)
            }
        }
    )* };
}

constructs! {
    A 1;
    A 1, B 2;
    A 1, B 2, C 3;
}

/// `(function, inputs…)`, if the function takes other inputs or another number of them.
pub trait MistakenCall<Args, R> {
    /// Returns a node that is in no graph.
    fn __node(self) -> Answer<R>;
}

/// A function with any inputs.
pub trait Function<Args, R>: 'static {}

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bind:ident $value:ident $index:tt),*;)*) => { $(
        impl<F: Fn($($ty),*) -> R + 'static, R, $($ty),*> Function<($($ty,)*), R> for F {}

        impl<F: Fn($($ty),*) -> R + 'static, R, $($ty, $bind: Bind<$ty>),*> Call<($($ty,)*), R> for (F, $($bind,)*) {
            #[track_caller]
            fn __node(self) -> Answer<R> {
                let (_, $($value,)*) = self;
                record::<F, R>(vec![$($value.bind()),*])
            }
        }

        impl<F: Function<Args, R>, Args, R, $($bind),*> MistakenCall<Args, R> for &(F, $($bind,)*) {
            #[track_caller]
            fn __node(self) -> Answer<R> {
                trace::report(Rule::NotAnEntity, format!("`{}` can't take these values in a workflow", type_name::<F>()));
                record::<F, R>(Vec::new())
            }
        }
    )* };
}

each_arity!(arities);

/// `task(…)`
pub trait Plain {
    /// The promises of the outputs.
    type Promises;
    /// Returns the promises.
    fn __reply(self) -> Self::Promises;
}

impl<R: Reply> Plain for Answer<R> {
    type Promises = R::Promises;
    fn __reply(self) -> R::Promises {
        R::promises(self.0.node)
    }
}

/// `task(…)` without the `.await` that it needs; reported where the value is used.
pub trait Unawaited {
    /// The promises of the outputs.
    type Promises;
    /// Returns the promises.
    fn __reply(self) -> Self::Promises;
    /// Returns the promises.
    fn __tried(self) -> Self::Promises;
}

impl<F: Future<Output: Reply>> Unawaited for &Answer<F> {
    type Promises = <F::Output as Reply>::Promises;

    #[track_caller]
    fn __reply(self) -> Self::Promises {
        trace::report(
            Rule::MissingAwait,
            "this is an `async` task: write `.await` after the call".to_owned(),
        );
        <F::Output as Reply>::promises(self.0.node)
    }

    #[track_caller]
    fn __tried(self) -> Self::Promises {
        self.__reply()
    }
}

/// `task(…).await`
pub trait Awaited {
    /// The type that the task returns.
    type Output;
    /// Returns the awaited call.
    fn __awaited(self) -> Answer<Self::Output>;
}

impl<F: Future> Awaited for Answer<F> {
    type Output = F::Output;
    fn __awaited(self) -> Answer<F::Output> {
        Answer::new(self.0.node)
    }
}

/// `task(…)?`. The graph itself has no errors, so `?` matters only in the plain function.
pub trait Settled {
    /// The promises of the outputs.
    type Promises;
    /// Returns the promises.
    fn __tried(self) -> Self::Promises;
}

impl<T, E> Settled for Answer<Result<T, E>>
where
    Result<T, E>: Reply,
{
    type Promises = <Result<T, E> as Reply>::Promises;
    fn __tried(self) -> Self::Promises {
        <Result<T, E> as Reply>::promises(self.0.node)
    }
}

/// `task(…)?` for a task that returns an `Option`.
pub trait Missing<R> {
    /// An error of the compiler, by the bound.
    fn __tried<P>(self) -> P
    where
        R: Tried + Reply<Promises = P>;
}

impl<T> Missing<Option<T>> for Answer<Option<T>> {
    fn __tried<P>(self) -> P
    where
        Option<T>: Tried + Reply<Promises = P>,
    {
        <Option<T> as Reply>::promises(self.0.node)
    }
}

/// A type that can have `?` in a workflow: an error ends the workflow. A missing value can't, since Flyte has no such
/// end.
#[diagnostic::on_unimplemented(
    message = "`?` on a `{Self}` can't be a graph [AIL0723]",
    label = "only the error of a `Result` ends a workflow early, as a failed task",
    note = "return a `Result` from the task, or pass the value unchanged to a task that takes it"
)]
pub trait Tried {}

impl<T, E> Tried for Result<T, E> {}

impl<R> Any<R> {
    /// The call of a failure handler, whose outputs nobody gets.
    #[allow(
        clippy::unused_self,
        reason = "the macro writes it as a method, like what stands behind any call"
    )]
    pub fn __handler(&self) {}

    /// A call that can't be a node, or whose `?` or `.await` is reported elsewhere.
    #[must_use]
    pub fn __reply<P>(&self) -> P
    where
        R: Reply<Promises = P>,
    {
        R::promises(self.node)
    }

    /// `?` after a value that is not a `Result`: the compiler reports it in the plain function.
    #[must_use]
    pub fn __tried<P>(&self) -> P
    where
        R: Reply<Promises = P>,
    {
        R::promises(self.node)
    }

    /// `.await` after a value that is not a future: the compiler reports it in the plain function.
    #[must_use]
    pub fn __awaited(&self) -> Answer<R> {
        Answer::new(self.node)
    }
}
