//! Calls in a tracer: `(function, inputs…).__node().__tried()`.
//!
//! The function is known by its type, whose signature tells what may be bound. Where that is not what the call gives, the
//! plain function has the very same mistake, which rustc tells there in the user's own types; so everything here has a
//! second form that takes whatever comes, and the mistake is told once. Which form it is, rustc finds by trying: a method
//! of the value itself first, then one of a reference to it, then one of what it dereferences to.

use super::{Bind, Binding, Promised, trace};
use crate::arities::each_arity;
use crate::entity::Returns;
use aileron_grammar::Rule;
use std::any::{TypeId, type_name};
use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::Location;

/// What a call gives: promises of the outputs.
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

/// A node whose function returns `R`, before what stands behind the call is read.
pub struct Answer<R>(Any<R>);

/// The same where `R` is anything.
pub struct Any<R> {
    node: usize,
    result: PhantomData<fn() -> R>,
}

impl<R> Answer<R> {
    fn new(node: usize) -> Self {
        Answer(Any { node, result: PhantomData })
    }

    /// A call whose value nobody takes, so that nothing else tells of a missing `.await`.
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

#[track_caller]
fn record<F: 'static, R>(bindings: Vec<Binding>) -> Answer<R> {
    Answer::new(trace::record(TypeId::of::<F>(), type_name::<F>(), bindings, Location::caller()))
}

/// `(function, inputs…)`, all of them as the function takes them.
pub trait Call<Args, R> {
    /// A node of the graph.
    fn __node(self) -> Answer<R>;
}

/// The same with other inputs, or another number of them.
pub trait MistakenCall<Args, R> {
    /// A node that no graph will have.
    fn __node(self) -> Answer<R>;
}

/// A function, whatever it takes.
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
                trace::tell(Rule::NotAnEntity, format!("`{}` can't be given these values in a workflow", type_name::<F>()));
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
    /// What the call gives.
    fn __reply(self) -> Self::Promises;
}

impl<R: Reply> Plain for Answer<R> {
    type Promises = R::Promises;
    fn __reply(self) -> R::Promises {
        R::promises(self.0.node)
    }
}

/// `task(…)` where `.await` is missing: whoever takes the value tells.
pub trait Unawaited {
    /// The promises of the outputs.
    type Promises;
    /// What the call would give.
    fn __reply(self) -> Self::Promises;
    /// What the call would give.
    fn __tried(self) -> Self::Promises;
}

impl<F: Future<Output: Reply>> Unawaited for &Answer<F> {
    type Promises = <F::Output as Reply>::Promises;

    #[track_caller]
    fn __reply(self) -> Self::Promises {
        trace::tell(Rule::MissingAwait, "this is an `async` task: write `.await` behind the call".to_owned());
        <F::Output as Reply>::promises(self.0.node)
    }

    #[track_caller]
    fn __tried(self) -> Self::Promises {
        self.__reply()
    }
}

/// `task(…).await`
pub trait Awaited {
    /// What the task returns.
    type Output;
    /// The same call, awaited.
    fn __awaited(self) -> Answer<Self::Output>;
}

impl<F: Future> Awaited for Answer<F> {
    type Output = F::Output;
    fn __awaited(self) -> Answer<F::Output> {
        Answer::new(self.0.node)
    }
}

/// `task(…)?`: the graph has no errors of its own, so only what the plain function means by `?` matters.
pub trait Settled {
    /// The promises of the outputs.
    type Promises;
    /// What the call gives.
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

/// `task(…)?` where the task may give none.
pub trait Missing<R> {
    /// An error, which the bound tells.
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

/// What `?` may stand behind in a workflow: an error ends it. A missing value can't, since Flyte knows no such end.
#[diagnostic::on_unimplemented(
    message = "`?` on a `{Self}` can't be a graph [AIL0723]",
    label = "only a `Result` ends a workflow early, as a failed task",
    note = "let the task return a `Result`, or pass the value on as it is to a task that takes it"
)]
pub trait Tried {}

impl<T, E> Tried for Result<T, E> {}

impl<R> Any<R> {
    /// A call of what can be no node, or none of these.
    #[must_use]
    pub fn __reply<P>(&self) -> P
    where
        R: Reply<Promises = P>,
    {
        R::promises(self.node)
    }

    /// `?` behind what is no `Result`: the plain function tells.
    #[must_use]
    pub fn __tried<P>(&self) -> P
    where
        R: Reply<Promises = P>,
    {
        R::promises(self.node)
    }

    /// `.await` behind what is no future: the plain function tells.
    #[must_use]
    pub fn __awaited(&self) -> Answer<R> {
        Answer::new(self.node)
    }
}
