//! Functions that replace tasks in tests.

use crate::arities::each_arity;
use crate::entity::{self, Failure, Returns};
use crate::types::{FlyteType, Outputs, ValueError};
use aileron_idl::core::Literal;
use std::any::TypeId;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

/// A stand-in without its types.
pub(super) type Erased = Rc<dyn Fn(Vec<Literal>) -> Result<Vec<Literal>, Failure>>;

thread_local! {
    static STANDING: RefCell<Vec<(TypeId, Erased)>> = const { RefCell::new(Vec::new()) };
}

/// The stand-in for the task on this thread.
pub(super) fn find(task: TypeId) -> Option<Erased> {
    STANDING.with_borrow(|all| {
        all.iter().rev().find(|(standing, _)| *standing == task).map(|(_, stand_in)| Rc::clone(stand_in))
    })
}

/// Replaces a task that other software runs, or a reference, by a function, in a test.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::stand_in;
///
/// #[container_task(image = "ghcr.io/acme/geo:v2", command = ["area", "{{.inputs.a}}", "{{.inputs.b}}"])]
/// fn area(a: f64, b: f64) -> f64;
///
/// #[workflow]
/// fn cuboid(a: f64, b: f64, c: f64) -> (f64, f64) {
///     (area(a, b), area(b, c))
/// }
///
/// let _standing = stand_in(area).with(|a, b| a * b);
/// assert_eq!(cuboid(1.0, 2.0, 3.0), (2.0, 6.0));
/// ```
///
/// The function stands in on this thread, until the [`Standing`] that [`with`](StandIn::with) returns is dropped. If
/// a task has several stand-ins, the last one is called. Values are converted to literals and back, as on Flyte. For an
/// `async` reference, a plain function stands in.
///
/// # Panics
/// Panics if the function is not a task of this program, or is a task in Rust, which is called itself.
pub fn stand_in<I, M, T: Task<I, M>>(task: T) -> StandIn<T::Pointer> {
    let _ = task;
    let id = TypeId::of::<T>();
    let name = std::any::type_name::<T>();
    match entity::of_function(id) {
        Some(task) if task.reference().is_some() => {}
        Some(task) if task.settings().is_some_and(|settings| !settings.target.is_program()) => {}
        Some(_) => panic!("`{name}` is Rust code, which runs in tests as well, so it can't have a stand-in"),
        None => panic!("`{name}` is not a task"),
    }
    StandIn { task: id, pointer: PhantomData }
}

/// A task that waits for its stand-in; see [`stand_in`].
#[derive(Debug)]
#[must_use = "no function stands in yet: add `.with(|…| …)`"]
pub struct StandIn<P> {
    task: TypeId,
    pointer: PhantomData<P>,
}

/// Keeps a stand-in in use until this is dropped.
#[derive(Debug)]
#[must_use = "the stand-in is used only until this is dropped: keep it, as in `let _standing = …`"]
pub struct Standing {
    task: TypeId,
    /// It must be dropped on the thread on which it was made.
    thread: PhantomData<*const ()>,
}

impl Standing {
    fn begin(task: TypeId, stand_in: Erased) -> Self {
        STANDING.with_borrow_mut(|all| all.push((task, stand_in)));
        Standing { task, thread: PhantomData }
    }
}

impl Drop for Standing {
    fn drop(&mut self) {
        STANDING.with_borrow_mut(|all| {
            if let Some(last) = all.iter().rposition(|(task, _)| *task == self.task) {
                all.remove(last);
            }
        });
    }
}

/// A function with the inputs `I`. Every task is one. `M` tells whether it is [`Called`] or [`Awaited`].
pub trait Task<I, M>: Copy + 'static {
    /// The type of pointers to functions that can stand in for it.
    type Pointer;
}

/// Marks a plain function.
#[derive(Debug)]
pub struct Called;

/// Marks an `async` function. What stands in for it is a plain function.
#[derive(Debug)]
pub struct Awaited;

fn read<A: FlyteType>(inputs: &mut std::vec::IntoIter<Literal>) -> Result<A, Failure> {
    let literal = inputs.next().ok_or_else(|| ValueError::new("an input is missing"));
    literal.and_then(A::from_literal).map_err(|error| Failure::Input { name: "of the stand-in", error })
}

fn write<R: Returns>(returned: R) -> Result<Vec<Literal>, Failure> {
    let outputs = returned.settle().map_err(Failure::User)?;
    outputs.into_literals().map_err(|error| Failure::Output { error })
}

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        impl<$($ty,)* R: Returns, T: Fn($($ty),*) -> R + Copy + 'static> Task<($($ty,)*), Called> for T {
            type Pointer = fn($($ty),*) -> R;
        }

        impl<$($ty,)* F: Future<Output: Returns>, T: Fn($($ty),*) -> F + Copy + 'static> Task<($($ty,)*), Awaited> for T {
            type Pointer = fn($($ty),*) -> F::Output;
        }

        impl<$($ty: FlyteType,)* R: Returns> StandIn<fn($($ty),*) -> R> {
            /// Calls the function instead of the task, until the returned [`Standing`] is dropped.
            pub fn with(self, stand_in: impl Fn($($ty),*) -> R + 'static) -> Standing {
                Standing::begin(self.task, Rc::new(move |inputs| {
                    #[allow(unused_mut, unused_variables)] // without inputs there is nothing to read
                    let mut inputs = inputs.into_iter();
                    write(stand_in($(read::<$ty>(&mut inputs)?),*))
                }))
            }
        }
    )* };
}

each_arity!(arities);
