//! `map` and `map_some` in a tracer, and in code that builds a graph: there is one element, a promise that stands for all, so
//! the function is called once, and what it records becomes one node.

use super::bind::Constant;
use super::callee::Answer;
use super::captured::Captured;
use super::map_work::{Least, Mapped};
use super::mapped::{Given, GivenSome, Lists};
use super::trace;
use super::{Bind, Binding, Promise};
use crate::arities::each_tuple;
use crate::entity::Variable;
use crate::types::FlyteType;
use aileron_idl::core::LiteralType;
use std::iter::{Once, once};
use std::panic::Location;
use std::sync::Arc;

/// In a tracer.
pub struct Traced<M>(M);

/// Lists in a tracer, and the function for their elements: `each(lists, |element| …)`. Rustc takes the type of the element from
/// the lists.
#[must_use]
pub fn each<L: Listed, R, F: Fn(L::Item) -> Answer<R>>(lists: L, task: F) -> (F, Over<L>) {
    (task, Over(lists))
}

/// Lists in a tracer.
pub struct Over<L>(L);

/// The promises of elements: the element of each list, and the list.
type Elements = Vec<(Variable, Binding)>;

/// What a map goes through: a promise of a list, a list of promises, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`map` goes through a list, and this is none in a workflow [AIL0754]",
    label = "neither a promise of a `Vec`, nor a list of promises, nor a tuple of them"
)]
pub trait Listed {
    /// What stands for one element of each.
    type Item;
    /// Adds the lists.
    #[doc(hidden)]
    fn bind(self, to: &mut Elements);
    /// What stands for their elements, which are the next inputs of the innermost block.
    #[doc(hidden)]
    fn item(next: &mut impl Iterator<Item = usize>) -> Self::Item;
}

fn element<T>(next: &mut impl Iterator<Item = usize>) -> Promise<T> {
    Promise::input(next.next().unwrap_or_default())
}

fn add<T: FlyteType>(list: Binding, to: &mut Elements) {
    let name = format!("element{}", to.len());
    to.push((
        Variable {
            name,
            ty: Arc::new(T::literal_type()),
            doc: "".into(),
            schema: T::schema,
            parameter: None,
        },
        list,
    ));
}

impl<T: FlyteType> Listed for Promise<Vec<T>> {
    type Item = Promise<T>;
    fn bind(self, to: &mut Elements) {
        add::<T>(self.binding(), to);
    }
    fn item(next: &mut impl Iterator<Item = usize>) -> Promise<T> {
        element(next)
    }
}

impl<T: FlyteType> Listed for Constant<Vec<T>> {
    type Item = Promise<T>;
    fn bind(self, to: &mut Elements) {
        add::<T>(self.binding(), to);
    }
    fn item(next: &mut impl Iterator<Item = usize>) -> Promise<T> {
        element(next)
    }
}

impl<T: FlyteType> Listed for Vec<Promise<T>> {
    type Item = Promise<T>;
    fn bind(self, to: &mut Elements) {
        add::<T>(Bind::<Vec<T>>::bind(self), to);
    }
    fn item(next: &mut impl Iterator<Item = usize>) -> Promise<T> {
        element(next)
    }
}

macro_rules! tuples {
    ($(($($ty:ident $list:ident $index:tt),+))*) => { $(
        impl<$($list: Listed),+> Listed for ($($list,)+) {
            type Item = ($($list::Item,)+);
            fn bind(self, to: &mut Elements) {
                $(Listed::bind(self.$index, to);)+
            }
            fn item(next: &mut impl Iterator<Item = usize>) -> Self::Item {
                ($($list::item(next),)+)
            }
        }

        impl<$($ty: FlyteType),+> Listed for Constant<($(Vec<$ty>,)+)> {
            type Item = ($(Promise<$ty>,)+);
            fn bind(self, to: &mut Elements) {
                let (lists, place) = self.into_parts();
                $(Listed::bind(Constant::at(lists.$index, place), to);)+
            }
            fn item(next: &mut impl Iterator<Item = usize>) -> Self::Item {
                ($(element::<$ty>(next),)+)
            }
        }
    )* };
}

each_tuple!(tuples);

impl<L: Listed> Lists for Over<L> {
    type Item = L::Item;
    type Items = Once<L::Item>;
    fn items(self) -> Once<L::Item> {
        once(opened(self.0))
    }
}

/// Opens the block that records the task. Returns what stands for its element.
fn opened<L: Listed>(lists: L) -> L::Item {
    let mut elements = Vec::new();
    lists.bind(&mut elements);
    let lists = elements.len();
    trace::open_map(Captured::elements(elements), lists);
    L::item(&mut (0..))
}

/// What a built map's task gives: one promise, or nothing.
#[diagnostic::on_unimplemented(
    message = "the task of a map gives a `{Self}` [AIL0753]",
    label = "it can give only one promise, or nothing",
    note = "Flyte's maps have one output (flyteorg/flyte#3784): return one struct for several values"
)]
pub trait Item {
    /// What the map gives.
    type All;
    /// What the map gives if some may fail.
    type Some;
    /// The types of the outputs of its node.
    #[doc(hidden)]
    fn outputs(holes: bool) -> Vec<LiteralType>;
    /// The promises of its node.
    #[doc(hidden)]
    fn all(node: usize) -> Self::All;
    /// The same if some may fail.
    #[doc(hidden)]
    fn some(node: usize) -> Self::Some;
}

impl<T: FlyteType> Item for Promise<T> {
    type All = Promise<Vec<T>>;
    type Some = Promise<Vec<Option<T>>>;
    fn outputs(holes: bool) -> Vec<LiteralType> {
        vec![if holes { Vec::<Option<T>>::literal_type() } else { Vec::<T>::literal_type() }]
    }
    fn all(node: usize) -> Self::All {
        Promise::output(node, 0)
    }
    fn some(node: usize) -> Self::Some {
        Promise::output(node, 0)
    }
}

impl Item for () {
    type All = ();
    type Some = ();
    fn outputs(_: bool) -> Vec<LiteralType> {
        Vec::new()
    }
    fn all(_: usize) {}
    fn some(_: usize) {}
}

/// Adds the node of a map that code builds. Returns its index.
pub(super) fn built<L: Listed, P: Item>(
    lists: L,
    task: impl FnOnce(L::Item) -> P,
    holes: bool,
    place: &'static Location<'static>,
) -> usize {
    trace::calling(place);
    task(opened(lists));
    trace::close_map(&Mapped { holes, outputs: P::outputs(holes) })
}

impl<R: Given<M>, M> Given<Traced<M>> for Answer<R> {
    type All = Answer<R::All>;
    fn all(items: impl Iterator<Item = Self>) -> Self::All {
        items.for_each(drop);
        Answer::new(trace::close_map(&Mapped { holes: false, outputs: R::outputs() }))
    }
    fn outputs() -> Vec<LiteralType> {
        R::outputs()
    }
}

impl<R: GivenSome<M>, M> GivenSome<Traced<M>> for Answer<R> {
    type Some = Answer<R::Some>;
    fn some(items: impl Iterator<Item = Self>, _: Option<Least>) -> Self::Some {
        items.for_each(drop);
        Answer::new(trace::close_map(&Mapped { holes: true, outputs: R::outputs() }))
    }
    fn outputs() -> Vec<LiteralType> {
        R::outputs()
    }
}
