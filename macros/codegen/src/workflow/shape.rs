//! What an expression is worth while the graph is traced.

use crate::names::MapOrder;

/// The shape of a value in the tracer: which parts of it are promises.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// No value: a block that ends with a statement, or one that never ends. It goes with every other kind.
    Nothing,
    /// An ordinary value, there when the graph is traced.
    Constant,
    /// A promise, or the tuple of promises that a call returns.
    Promise,
    /// A tuple with at least one promise in it.
    Tuple(Vec<Shape>),
    /// As many as the tracer knows: a vector, an array, an option or an iterator, with promises in it.
    Several(Box<Shape>),
    /// A map with promises under keys that are constants.
    Map(MapOrder, Box<Shape>),
}

impl Shape {
    pub(super) fn is_constant(&self) -> bool {
        matches!(self, Shape::Constant | Shape::Nothing)
    }

    pub(super) fn tuple(parts: Vec<Shape>) -> Shape {
        if parts.iter().all(Shape::is_constant) { Shape::Constant } else { Shape::Tuple(parts) }
    }

    pub(super) fn several(item: Shape) -> Shape {
        if item.is_constant() { Shape::Constant } else { Shape::Several(Box::new(item)) }
    }

    pub(super) fn map(order: MapOrder, value: Shape) -> Shape {
        if value.is_constant() { Shape::Constant } else { Shape::Map(order, Box::new(value)) }
    }

    /// The order of a map.
    pub(super) fn order(&self) -> Option<MapOrder> {
        match self {
            Shape::Map(order, _) => Some(*order),
            _ => None,
        }
    }

    /// What one item of it is, as a loop meets it.
    pub(super) fn item(&self) -> Shape {
        match self {
            Shape::Several(item) => (**item).clone(),
            Shape::Map(_, value) => Shape::tuple(vec![Shape::Constant, (**value).clone()]),
            other => other.clone(),
        }
    }

    /// The element at one index, or under one key.
    pub(super) fn element(&self) -> Shape {
        match self {
            Shape::Map(_, value) => (**value).clone(),
            other => other.item(),
        }
    }

    /// What each of its `count` parts is.
    pub(super) fn part(&self, index: usize) -> Shape {
        match self {
            Shape::Tuple(parts) => parts.get(index).cloned().unwrap_or(Shape::Constant),
            other => other.clone(),
        }
    }

    /// The kind of a place that takes both; none where no value could have the one type of the place.
    pub(super) fn join(self, other: Shape) -> Option<Shape> {
        match (self, other) {
            (Shape::Nothing, kind) | (kind, Shape::Nothing) => Some(kind),
            (kind, other) if kind.is_constant() => Some(other),
            (kind, other) if other.is_constant() => Some(kind),
            (Shape::Promise, Shape::Promise) => Some(Shape::Promise),
            (Shape::Tuple(ours), Shape::Tuple(theirs)) if ours.len() == theirs.len() => {
                let parts = ours.into_iter().zip(theirs).map(|(our, their)| our.join(their));
                Some(Shape::Tuple(parts.collect::<Option<_>>()?))
            }
            (Shape::Tuple(parts), Shape::Promise) | (Shape::Promise, Shape::Tuple(parts)) => {
                let parts = parts.into_iter().map(|part| part.join(Shape::Promise));
                Some(Shape::Tuple(parts.collect::<Option<_>>()?))
            }
            (Shape::Several(our), Shape::Several(their)) => Some(Shape::several(our.join(*their)?)),
            (Shape::Map(order, our), Shape::Map(other, their)) if order == other => {
                Some(Shape::map(order, our.join(*their)?))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shape::{Constant, Nothing, Promise, Tuple};
    use super::*;

    #[test]
    fn a_constant_gives_way_to_whatever_holds_promises() {
        let several = Shape::several(Promise);
        assert_eq!(Constant.join(several.clone()), Some(several.clone()));
        assert_eq!(Nothing.join(Constant), Some(Constant));
        assert_eq!(several.join(Promise), None);
    }

    #[test]
    fn tuples_join_part_by_part() {
        let left = Tuple(vec![Promise, Constant]);
        assert_eq!(left.clone().join(Tuple(vec![Constant, Constant])), Some(left.clone()));
        assert_eq!(left.join(Promise), Some(Tuple(vec![Promise, Promise])));
    }

    #[test]
    fn only_constants_make_a_constant() {
        assert_eq!(Shape::tuple(vec![Constant, Nothing]), Constant);
        assert_eq!(Shape::several(Constant), Constant);
    }
}
