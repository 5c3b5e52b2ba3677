//! `map` and `map_some`: one task for each element of lists.
//!
//! Both are generic over traits with two kinds of implementations, as [`Construct`](super::callee::Construct) says. For plain
//! values, here, they call the function for each element. Those of a tracer are in `mapped_in_tracer.rs`.

use super::map_work::Least;
use crate::arities::each_tuple;
use crate::causes::Causes;
use crate::context::for_element;
use crate::entity::TaskError;
use crate::types::FlyteType;
use aileron_idl::core::LiteralType;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec::IntoIter;

/// Runs a task for each element of a list, in parallel, and gives the list of what the tasks gave.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn square(x: i64) -> i64 {
///     x * x
/// }
///
/// #[task]
/// fn price(quantity: i64, price: f64, shipping: f64) -> Result<f64, String> {
///     if quantity < 0 { Err("less than nothing".into()) } else { Ok(quantity as f64 * price + shipping) }
/// }
///
/// #[workflow]
/// fn squares(numbers: Vec<i64>) -> Vec<i64> {
///     map(square, numbers)
/// }
///
/// #[workflow]
/// fn bill(quantities: Vec<i64>, prices: Vec<f64>, shipping: f64) -> Result<Vec<f64>, String> {
///     let bill = map(|(q, p)| price(q, p, shipping), (quantities, prices))?;
///     Ok(bill)
/// }
///
/// assert_eq!(squares(vec![1, 2, 3]), [1, 4, 9]);
/// assert_eq!(bill(vec![1, 2], vec![2.0, 3.0], 0.5), Ok(vec![2.5, 6.5]));
/// ```
///
/// In a workflow, where the list is a promise, it becomes one node of the graph: Flyte starts a container for each element, and
/// each reads only its own element. The task is a function, or a closure that is one call of a task with the element or
/// parts of it (`|(q, p)| …`, `|order| price(order.quantity, …)`); beside these it can take promises, constants and clones
/// (`text.clone()`), which all tasks get. It is a task of this program, be it plain, fallible, `async` or a shell script,
/// with one output or none: Flyte's maps run nothing else. Write `?`, `.await` or `.await?` behind the map, as behind a call of
/// the task.
///
/// The settings of [`#[node(…)]`](macro@crate::node#settings-of-a-map) before the call are those of each task; `concurrency`
/// says how many of them may run at once. A task learns its number from [`Context::map_index`](crate::Context::map_index).
///
/// One failed task fails the whole map. See [`map_some`] for a map whose tasks may fail.
///
/// Several lists go in a tuple. The plain function calls the task for one element after the other.
///
/// # Panics
///
/// The plain function panics if the lists have different lengths. On Flyte and in a local run, the node fails then.
#[allow(clippy::must_use_candidate, reason = "a map may be there for what its tasks do")]
pub fn map<M, L: Lists, R: Given<M>>(task: impl Fn(L::Item) -> R, lists: L) -> R::All {
    R::all(numbered(task, lists))
}

/// Runs a task for each element of a list, as [`map`] does, but its tasks may fail: each that did leaves `None`.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn parse(line: String) -> Result<i64, String> {
///     line.trim().parse().map_err(|error| format!("{line:?}: {error}"))
/// }
///
/// #[workflow]
/// fn readings(lines: Vec<String>) -> Vec<Option<i64>> {
///     #[node(min_success_ratio = 0.5)]
///     let readings = map_some(parse, lines);
///     readings
/// }
///
/// assert_eq!(readings(vec!["7".into(), "?".into()]), [Some(7), None]);
/// ```
///
/// No task has to succeed, unless [`#[node(…)]`](macro@crate::node#settings-of-a-map) before the call says how many: a number
/// (`min_successes = 3`), or a ratio of the elements, rounded up (`min_success_ratio = 0.8`).
///
/// # Panics
///
/// The plain function panics if fewer tasks succeeded than the node asks for, or if the lists have different lengths. On Flyte
/// and in a local run, the node fails then. A task that panics leaves `None` there, but ends the plain function.
#[allow(clippy::must_use_candidate, reason = "a map may be there for what its tasks do")]
pub fn map_some<M, L: Lists, R: GivenSome<M>>(task: impl Fn(L::Item) -> R, lists: L) -> R::Some {
    let least = LEAST.take();
    R::some(numbered(task, lists), least)
}

/// What the task gives for each element, and the number of the element is known to it.
fn numbered<L: Lists, R>(task: impl Fn(L::Item) -> R, lists: L) -> impl Iterator<Item = R> {
    lists.items().enumerate().map(move |(number, item)| for_element(number, || task(item)))
}

/// Lists of one length: a list, or a tuple of lists.
#[diagnostic::on_unimplemented(
    message = "`map` goes through a list, and a `{Self}` is none [AIL0754]",
    label = "neither a `Vec` nor a tuple of them"
)]
pub trait Lists {
    /// One element of each.
    type Item;
    /// The elements, in their order.
    type Items: Iterator<Item = Self::Item>;
    /// Returns the elements.
    fn items(self) -> Self::Items;
}

impl<T> Lists for Vec<T> {
    type Item = T;
    type Items = IntoIter<T>;
    fn items(self) -> IntoIter<T> {
        self.into_iter()
    }
}

macro_rules! lists {
    ($(($($ty:ident $list:ident $index:tt),+))*) => { $(
        impl<$($ty),+> Lists for ($(Vec<$ty>,)+) {
            type Item = ($($ty,)+);
            type Items = IntoIter<Self::Item>;
            fn items(self) -> Self::Items {
                let lengths = [$(self.$index.len()),+];
                assert!(lengths.iter().all(|length| *length == lengths[0]), "the lists of a map have different lengths: {lengths:?}");
                let mut lists = ($(self.$index.into_iter(),)+);
                let next = std::iter::from_fn(|| Some(($(lists.$index.next()?,)+)));
                next.collect::<Vec<_>>().into_iter()
            }
        }
    )* };
}

each_tuple!(lists);

/// What the task of a `map` gives, and what the map makes of all of it. The marker keeps the implementations apart.
#[diagnostic::on_unimplemented(
    message = "the task of a `map` gives a `{Self}` [AIL0753]",
    label = "it can give only one value that Flyte knows, a `Result` of one, or nothing",
    note = "Flyte's maps have one output (flyteorg/flyte#3784): return one struct for several values"
)]
pub trait Given<M>: Sized {
    /// What the map gives.
    type All;
    /// Makes it of what the tasks gave.
    fn all(items: impl Iterator<Item = Self>) -> Self::All;
    /// The types of the outputs of its node.
    fn outputs() -> Vec<LiteralType>;
}

/// The same for a `map_some`.
#[diagnostic::on_unimplemented(
    message = "the task of a `map_some` gives a `{Self}` [AIL0753]",
    label = "it can give only one value that Flyte knows, or a `Result` of one",
    note = "Flyte's maps have one output (flyteorg/flyte#3784): return one struct for several values"
)]
pub trait GivenSome<M>: Sized {
    /// What the map gives.
    type Some;
    /// Makes it of what the tasks gave. Panics if less than the least number succeeded.
    fn some(items: impl Iterator<Item = Self>, least: Option<Least>) -> Self::Some;
    /// The types of the outputs of its node.
    fn outputs() -> Vec<LiteralType>;
}

/// A value.
pub struct Value;
/// Nothing.
pub struct Unit;
/// A `Result`.
pub struct Fallible<M>(M);
/// A future.
pub struct Later<M>(M);

impl<T: FlyteType> Given<Value> for T {
    type All = Vec<T>;
    fn all(items: impl Iterator<Item = T>) -> Vec<T> {
        items.collect()
    }
    fn outputs() -> Vec<LiteralType> {
        vec![Vec::<T>::literal_type()]
    }
}

impl<T: FlyteType> GivenSome<Value> for T {
    type Some = Vec<Option<T>>;
    fn some(items: impl Iterator<Item = T>, least: Option<Least>) -> Vec<Option<T>> {
        counted(items.map(|item| Ok::<_, String>(item)), least)
    }
    fn outputs() -> Vec<LiteralType> {
        vec![Vec::<Option<T>>::literal_type()]
    }
}

impl Given<Unit> for () {
    type All = ();
    fn all(items: impl Iterator<Item = ()>) {
        items.for_each(drop);
    }
    fn outputs() -> Vec<LiteralType> {
        Vec::new()
    }
}

impl<T: Given<M>, E, M> Given<Fallible<M>> for Result<T, E> {
    type All = Result<T::All, E>;
    fn all(items: impl Iterator<Item = Self>) -> Self::All {
        let items = items.collect::<Result<Vec<T>, E>>()?;
        Ok(T::all(items.into_iter()))
    }
    fn outputs() -> Vec<LiteralType> {
        T::outputs()
    }
}

impl<T: FlyteType, E: TaskError> GivenSome<Fallible<Value>> for Result<T, E> {
    type Some = Vec<Option<T>>;
    fn some(items: impl Iterator<Item = Self>, least: Option<Least>) -> Self::Some {
        counted(items, least)
    }
    fn outputs() -> Vec<LiteralType> {
        vec![Vec::<Option<T>>::literal_type()]
    }
}

impl<E: TaskError> GivenSome<Fallible<Unit>> for Result<(), E> {
    type Some = ();
    fn some(items: impl Iterator<Item = Self>, least: Option<Least>) {
        counted(items, least);
    }
    fn outputs() -> Vec<LiteralType> {
        Vec::new()
    }
}

impl<F: Future<Output: Given<M>>, M> Given<Later<M>> for F {
    type All = OneByOne<F, <F::Output as Given<M>>::All>;
    fn all(items: impl Iterator<Item = F>) -> Self::All {
        OneByOne::new(items, |outputs| <F::Output as Given<M>>::all(outputs.into_iter()))
    }
    fn outputs() -> Vec<LiteralType> {
        <F::Output as Given<M>>::outputs()
    }
}

impl<F: Future<Output: GivenSome<M>>, M> GivenSome<Later<M>> for F {
    type Some = OneByOne<F, <F::Output as GivenSome<M>>::Some>;
    fn some(items: impl Iterator<Item = F>, least: Option<Least>) -> Self::Some {
        // The setting belongs to this call, not to the moment when somebody awaits it.
        OneByOne::new(items, move |outputs| <F::Output as GivenSome<M>>::some(outputs.into_iter(), least))
    }
    fn outputs() -> Vec<LiteralType> {
        <F::Output as GivenSome<M>>::outputs()
    }
}

/// The results, with holes where there are errors.
fn counted<T, E: TaskError>(
    items: impl Iterator<Item = Result<T, E>>,
    least: Option<Least>,
) -> Vec<Option<T>> {
    let (mut first, mut successes) = (None, 0);
    let items: Vec<Option<T>> = items
        .enumerate()
        .map(|(index, item)| match item {
            Ok(item) => {
                successes += 1;
                Some(item)
            }
            Err(error) => {
                first.get_or_insert_with(|| (index, error.boxed()));
                None
            }
        })
        .collect();
    let least = least.map_or(0, |least| least.of(items.len()));
    if successes < least {
        let why = first.map_or_else(String::new, |(index, error)| {
            format!(": the one for element {index} failed: {}", Causes(&*error))
        });
        panic!("{}{why}", too_few(successes, items.len(), least));
    }
    items
}

/// Too few tasks of a map succeeded.
pub(crate) fn too_few(successes: usize, tasks: usize, least: usize) -> String {
    format!("{successes} of {tasks} tasks of the map succeeded, and it asks for {least}")
}

thread_local! {
    /// What `#[node(…)]` before a call of `map_some` asks for.
    static LEAST: Cell<Option<Least>> = const { Cell::new(None) };
}

/// How many tasks of the next `map_some` on this thread must succeed, for the plain function.
pub fn least(least: Least) {
    LEAST.set(Some(least));
}

/// Awaits futures one after the other, in their order, and makes one value of their outputs.
pub struct OneByOne<F: Future, All> {
    waiting: IntoIter<F>,
    current: Option<Pin<Box<F>>>,
    outputs: Vec<F::Output>,
    end: Option<End<F::Output, All>>,
}

/// What makes one value of all outputs.
type End<T, All> = Box<dyn FnOnce(Vec<T>) -> All + Send>;

impl<F: Future, All> OneByOne<F, All> {
    fn new(
        futures: impl Iterator<Item = F>,
        end: impl FnOnce(Vec<F::Output>) -> All + Send + 'static,
    ) -> Self {
        let mut waiting = futures.collect::<Vec<_>>().into_iter();
        let current = waiting.next().map(Box::pin);
        OneByOne {
            outputs: Vec::with_capacity(waiting.len() + 1),
            waiting,
            current,
            end: Some(Box::new(end)),
        }
    }
}

// The futures are boxed, or have not been polled.
impl<F: Future, All> Unpin for OneByOne<F, All> {}

impl<F: Future, All> Future for OneByOne<F, All> {
    type Output = All;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<All> {
        while let Some(mut current) = self.current.take() {
            let polled = for_element(self.outputs.len(), || current.as_mut().poll(context));
            let Poll::Ready(output) = polled else {
                self.current = Some(current);
                return Poll::Pending;
            };
            self.outputs.push(output);
            if let Some(next) = self.waiting.next() {
                current.set(next);
                self.current = Some(current);
            }
        }
        let outputs = std::mem::take(&mut self.outputs);
        let end = self.end.take().expect("a future is not polled after its end");
        Poll::Ready(end(outputs))
    }
}

#[cfg(test)]
#[allow(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::unnecessary_wraps,
    reason = "tasks as users write them"
)]
mod tests {
    use crate::entity::Registry;
    use crate::graph::{Constants, Graph, MapWork, Work, graph};
    use crate::prelude::*;

    #[task]
    fn scale(x: i64, by: f64) -> Result<f64, String> {
        if x < 0 { Err(format!("{x} is negative")) } else { Ok(x as f64 * by) }
    }

    #[task]
    fn square(x: i64) -> i64 {
        x * x
    }

    #[task]
    fn touch(x: i64) {
        let _ = x;
    }

    #[task]
    async fn length(text: String) -> Result<i64, String> {
        Ok(text.len() as i64)
    }

    #[workflow]
    fn squares(xs: Vec<i64>) -> Vec<i64> {
        map(square, xs)
    }

    #[workflow]
    fn scaled(xs: Vec<i64>, by: f64) -> Result<Vec<f64>, String> {
        let scaled = map(|x| scale(x, by), xs)?;
        Ok(scaled)
    }

    #[workflow]
    fn pairs(xs: Vec<i64>, ys: Vec<f64>) -> Result<Vec<f64>, String> {
        map(|(x, y)| scale(x, y), (xs, ys))
    }

    #[workflow]
    fn some(xs: Vec<i64>) -> Vec<Option<f64>> {
        crate::map_some(|x| scale(x, 0.5), xs)
    }

    #[workflow]
    fn units(xs: Vec<i64>) {
        map(touch, xs);
    }

    #[workflow]
    async fn lengths(texts: Vec<String>) -> Result<Vec<i64>, String> {
        let all = map(length, texts).await?;
        Ok(all)
    }

    mod own {
        use crate::prelude::*;

        #[task]
        pub(super) fn map(x: i64, y: i64) -> i64 {
            x + y
        }
    }

    #[workflow]
    fn a_task_named_map(x: i64) -> i64 {
        use own::map;
        map(x, 3)
    }

    #[container_task(image = "busybox:1.37", command = ["true", "{{.inputs.x}}"])]
    fn contained(x: i64);

    #[task]
    fn sum(xs: Vec<i64>) -> i64 {
        xs.iter().sum()
    }

    #[workflow]
    fn of_a_workflow(xs: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
        map(squares, xs)
    }

    #[workflow]
    fn of_a_container(xs: Vec<i64>) {
        map(contained, xs);
    }

    #[workflow]
    fn of_a_list_of_elements(xs: Vec<i64>, y: i64) -> Vec<i64> {
        map(|x| sum(vec![x, y]), xs)
    }

    #[workflow]
    fn without_the_element(xs: Vec<i64>, y: i64) -> Vec<i64> {
        map(|_| square(y), xs)
    }

    #[workflow]
    fn with_successes(xs: Vec<i64>) -> Result<Vec<f64>, String> {
        #[node(min_success_ratio = 0.5)]
        map(|x| scale(x, 2.0), xs)
    }

    #[workflow]
    fn without_a_map(x: i64) -> i64 {
        #[node(concurrency = 2)]
        square(x)
    }

    fn problem(name: &str) -> String {
        let registry = Registry::collect().unwrap();
        let entity = registry.named(&format!("aileron.graph.mapped.tests.{name}"))[0];
        let text = graph(entity, Constants::Anywhere).unwrap_err().to_string();
        assert_eq!(text.lines().count(), 2, "{text}");
        text.lines().last().unwrap_or_default().to_owned()
    }

    #[test]
    fn what_flyte_cannot_map_is_refused_with_the_reason() {
        for (name, words) in [
            (
                "of_a_workflow",
                "`squares` can't be called for each element: it is a workflow, and Flyte's map runs only tasks",
            ),
            (
                "of_a_container",
                "`contained` can't be called for each element: it is a container task, and Flyte gives",
            ),
            ("of_a_list_of_elements", "the input `xs` of `sum` is made of an element and more"),
            ("without_the_element", "no input of `square` is the element or a part of it"),
            (
                "with_successes",
                "all tasks of a `map` have to succeed, since it gives a list of values: write `map_some`",
            ),
            ("without_a_map", "this node is no map, so it has one task: remove `concurrency`"),
        ] {
            let problem = problem(name);
            assert!(
                problem.contains(words) && problem.trim_start().starts_with(file!()),
                "{name}: {problem}"
            );
        }
    }

    fn of(name: &str) -> Graph {
        let registry = Registry::collect().unwrap();
        let entity = registry.named(&format!("aileron.graph.mapped.tests.{name}"))[0];
        graph(entity, Constants::Anywhere).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What is known of the map that is the only node of a workflow.
    fn mapped(name: &str) -> String {
        let graph = of(name);
        let [node] = &graph.block.nodes[..] else { panic!("not one node") };
        let Work::Map(MapWork { task, each, holes, .. }) = &node.work else { panic!("not a map") };
        let lists: Vec<bool> = each.iter().map(Option::is_some).collect();
        let last = task.name.rsplit('.').next().unwrap();
        format!("{last} {lists:?} {holes} {} outputs", node.signature.outputs.len())
    }

    #[test]
    fn a_map_is_one_node() {
        assert_eq!(mapped("squares"), "square [true] false 1 outputs");
        assert_eq!(mapped("scaled"), "scale [true, false] false 1 outputs");
        assert_eq!(mapped("pairs"), "scale [true, true] false 1 outputs");
        assert_eq!(mapped("some"), "scale [true, false] true 1 outputs");
        assert_eq!(mapped("units"), "touch [true] false 0 outputs");
        assert_eq!(mapped("lengths"), "length [true] false 1 outputs");
    }

    #[test]
    fn a_users_own_map_is_what_it_is() {
        let graph = of("a_task_named_map");
        assert!(matches!(graph.block.nodes[0].work, Work::Task(_)));
    }

    #[test]
    fn the_plain_functions_give_what_the_tasks_give() {
        assert_eq!(squares(vec![1, 2, 3]), [1, 4, 9]);
        assert_eq!(scaled(vec![1, -2, -3], 2.0), Err("-2 is negative".to_owned()));
        assert_eq!(pairs(vec![1, 2], vec![3.0, 4.0]), Ok(vec![3.0, 8.0]));
        assert_eq!(some(vec![4, -1]), [Some(2.0), None]);
        units(vec![1]);
        let texts = ["a", "", "abc"].map(str::to_owned).to_vec();
        assert_eq!(
            tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(lengths(texts)),
            Ok(vec![1, 0, 3])
        );
    }

    #[test]
    #[should_panic(expected = "the lists of a map have different lengths: [1, 0]")]
    fn lists_of_different_lengths_are_refused() {
        let _ = pairs(vec![1], vec![]);
    }
}
