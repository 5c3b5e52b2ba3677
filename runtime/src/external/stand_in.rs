//! Functions that replace tasks in tests.

use crate::arities::each_arity;
use crate::context::Context;
use crate::entity::{self, Entity, Failure, Returns, caught};
use crate::setup::StandIns;
use crate::types::{FlyteType, Outputs, ValueError};
use aileron_idl::core::Literal;
use std::any::TypeId;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, Builder};

/// The stack of the thread that a run begins on, in bytes: that of a main thread on most systems.
const STACK: usize = 8 << 20;

/// A stand-in without its types.
pub(super) type Erased = Rc<dyn Fn(Vec<Literal>) -> Result<Vec<Literal>, Failure>>;

thread_local! {
    static STANDING: RefCell<Vec<(TypeId, Erased)>> = const { RefCell::new(Vec::new()) };
}

/// The stand-in for the task on this thread, else that of the run that this thread works for.
pub(super) fn find(task: TypeId) -> Option<Erased> {
    here(task).or_else(|| {
        let (run, task) = Context::current().setup().stand_in(Some(task))?;
        Some(Rc::new(move |inputs| run.call(task, inputs)))
    })
}

fn here(task: TypeId) -> Option<Erased> {
    STANDING.with_borrow(|all| {
        all.iter().rev().find(|(standing, _)| *standing == task).map(|(_, stand_in)| Rc::clone(stand_in))
    })
}

/// Does work on a thread of its own. This thread calls its stand-ins for it meanwhile, one call at a time: so what a
/// test sets need not be `Send`, and may share the test's variables.
pub(crate) fn beside<T: Send>(work: impl FnOnce(Arc<dyn StandIns>) -> T + Send) -> T {
    let (sender, asked) = channel();
    let tasks = STANDING.with_borrow(|all| all.iter().map(|(task, _)| *task).collect());
    // Threads that outlive the work may keep the other sender, so the end is told.
    let end = End(sender.clone());
    let stand_ins: Arc<dyn StandIns> = Arc::new(Served { tasks, sender });
    thread::scope(|scope| {
        let work = move || {
            let _end = end;
            work(stand_ins)
        };
        let working = Builder::new().name("run".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        let working = working.unwrap_or_else(|error| panic!("the run can't have a thread: {error}"));
        while let Ok(Some(call)) = asked.recv() {
            call.serve();
        }
        // What still waits for an answer gets none.
        drop(asked);
        working.join().unwrap_or_else(|payload| resume_unwind(payload))
    })
}

/// The stand-ins of another thread, which calls them when asked.
#[derive(Debug)]
struct Served {
    tasks: Vec<TypeId>,
    sender: Sender<Option<AskedCall>>,
}

/// Tells at its end that no more calls come.
struct End(Sender<Option<AskedCall>>);

impl Drop for End {
    fn drop(&mut self) {
        // If nobody listens, it is known.
        let _ = self.0.send(None);
    }
}

/// A call of a stand-in that another thread waits for.
#[derive(Debug)]
struct AskedCall {
    task: TypeId,
    inputs: Vec<Literal>,
    context: Context,
    answer: Sender<Result<Vec<Literal>, Failure>>,
}

impl StandIns for Served {
    fn has(&self, task: TypeId) -> bool {
        self.tasks.contains(&task)
    }

    fn call(&self, task: TypeId, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
        let (answer, answered) = channel();
        let call = AskedCall { task, inputs, context: Context::current(), answer };
        let asked = self.sender.send(Some(call)).map_err(|_| ());
        asked.and_then(|()| answered.recv().map_err(|_| ())).unwrap_or_else(|()| {
            Err(Failure::User("the run has ended, so its stand-ins are not called any more".into()))
        })
    }
}

impl AskedCall {
    fn serve(self) {
        let AskedCall { task, inputs, context, answer } = self;
        let result = match here(task) {
            Some(stand_in) => context.scope(|| caught(|| stand_in(inputs))),
            None => Err(Failure::User("its stand-in was dropped while the run was under way".into())),
        };
        // A run may have given the attempt up.
        let _ = answer.send(result);
    }
}

/// Replaces a task by a function, in a test.
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
/// A task that other software runs, and a reference, are replaced in plain calls and in [`testing::run`](crate::testing::run()).
/// A task in Rust is replaced in `testing::run` alone: a plain call of it is a call of its function, which nothing can change.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::{run, stand_in};
///
/// #[task]
/// fn price(item: String) -> f64 {
///     panic!("no test asks the shop for the price of {item}")
/// }
///
/// #[task]
/// fn twice(x: f64) -> f64 {
///     x * 2.0
/// }
///
/// #[workflow]
/// fn pair(item: String) -> f64 {
///     twice(price(item))
/// }
///
/// let _standing = stand_in(price).with(|item| if item == "pear" { 0.5 } else { 1.0 });
/// assert_eq!(run(pair, ("pear".to_owned(),))?, 1.0);
/// # Ok::<(), aileron::testing::RunError>(())
/// ```
///
/// The function stands in on this thread, until the [`Standing`] that [`with`](StandIn::with) returns is dropped. Runs
/// that this thread begins take it along: it replaces the task on all their threads, and is itself called on this thread, one call at
/// a time. If a task has several stand-ins, the last one is called. Values are converted to literals and back, as on Flyte. For an
/// `async` reference, a plain function stands in.
///
/// # Panics
/// Panics if the function is not a task of this program.
#[track_caller]
pub fn stand_in<I, M, T: Task<I, M>>(task: T) -> StandIn<T::Pointer> {
    let _ = task;
    let id = TypeId::of::<T>();
    let name = std::any::type_name::<T>();
    let is_replaced = |task: &Entity| task.task().is_some() || task.reference().is_some();
    match entity::of_function(id) {
        Some(task) if is_replaced(task) => {}
        Some(other) => panic!(
            "`{name}` is a {}, and only tasks can have stand-ins: set them for the tasks in it",
            other.kind().as_str()
        ),
        None => panic!("`{name}` is not a task: put `#[task]` on the function"),
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

/// A function with the inputs `I`. Every task is one, and every workflow and launch plan. `M` tells whether it is [`Called`] or [`Awaited`].
pub trait Task<I, M>: Copy + 'static {
    /// The type of pointers to functions that can stand in for it.
    type Pointer;
    /// What it gives: its return type, without a `Result` or a future around it.
    type Output: Outputs;
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
            type Output = R::Outputs;
        }

        impl<$($ty,)* F: Future<Output: Returns>, T: Fn($($ty),*) -> F + Copy + 'static> Task<($($ty,)*), Awaited> for T {
            type Pointer = fn($($ty),*) -> F::Output;
            type Output = <F::Output as Returns>::Outputs;
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
