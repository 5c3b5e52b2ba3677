//! What an expression is worth while the graph is traced.

/// The shape of a value in the tracer: which parts of it are promises.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// No value: a block that ends with a statement, or one that never ends. It goes with every other kind.
    Nothing,
    /// An ordinary value, there when the graph is traced.
    Constant,
    /// A promise, or the tuple of promises that a call gives.
    Promise,
    /// A tuple with at least one promise in it.
    Tuple(Vec<Kind>),
    /// As many as the tracer knows: a vector, an array, an option or an iterator, with promises in it.
    Several(Box<Kind>),
    /// A map with promises under keys that are constants.
    Map(Order, Box<Kind>),
}

/// The order in which a map is gone through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    /// `BTreeMap`: that of the keys.
    Sorted,
    /// `HashMap`: another one each time.
    Random,
}

impl Kind {
    pub(super) fn is_constant(&self) -> bool {
        matches!(self, Kind::Constant | Kind::Nothing)
    }

    pub(super) fn tuple(parts: Vec<Kind>) -> Kind {
        if parts.iter().all(Kind::is_constant) { Kind::Constant } else { Kind::Tuple(parts) }
    }

    pub(super) fn several(item: Kind) -> Kind {
        if item.is_constant() { Kind::Constant } else { Kind::Several(Box::new(item)) }
    }

    pub(super) fn map(order: Order, value: Kind) -> Kind {
        if value.is_constant() { Kind::Constant } else { Kind::Map(order, Box::new(value)) }
    }

    /// The order of a map.
    pub(super) fn order(&self) -> Option<Order> {
        match self {
            Kind::Map(order, _) => Some(*order),
            _ => None,
        }
    }

    /// What one item of it is, as a loop meets it.
    pub(super) fn item(&self) -> Kind {
        match self {
            Kind::Several(item) => (**item).clone(),
            Kind::Map(_, value) => Kind::tuple(vec![Kind::Constant, (**value).clone()]),
            other => other.clone(),
        }
    }

    /// What stands at one place of it, or under one key.
    pub(super) fn element(&self) -> Kind {
        match self {
            Kind::Map(_, value) => (**value).clone(),
            other => other.item(),
        }
    }

    /// What each of its `count` parts is.
    pub(super) fn part(&self, index: usize) -> Kind {
        match self {
            Kind::Tuple(parts) => parts.get(index).cloned().unwrap_or(Kind::Constant),
            other => other.clone(),
        }
    }

    /// The kind of a place that takes both; none where no value could have the one type of the place.
    pub(super) fn join(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (Kind::Nothing, kind) | (kind, Kind::Nothing) => Some(kind),
            (kind, other) if kind.is_constant() => Some(other),
            (kind, other) if other.is_constant() => Some(kind),
            (Kind::Promise, Kind::Promise) => Some(Kind::Promise),
            (Kind::Tuple(ours), Kind::Tuple(theirs)) if ours.len() == theirs.len() => {
                let parts = ours.into_iter().zip(theirs).map(|(our, their)| our.join(their));
                Some(Kind::Tuple(parts.collect::<Option<_>>()?))
            }
            (Kind::Tuple(parts), Kind::Promise) | (Kind::Promise, Kind::Tuple(parts)) => {
                let parts = parts.into_iter().map(|part| part.join(Kind::Promise));
                Some(Kind::Tuple(parts.collect::<Option<_>>()?))
            }
            (Kind::Several(our), Kind::Several(their)) => Some(Kind::several(our.join(*their)?)),
            (Kind::Map(order, our), Kind::Map(other, their)) if order == other => {
                Some(Kind::map(order, our.join(*their)?))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind::{Constant, Nothing, Promise, Tuple};
    use super::*;

    #[test]
    fn a_constant_gives_way_to_whatever_holds_promises() {
        let several = Kind::several(Promise);
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
        assert_eq!(Kind::tuple(vec![Constant, Nothing]), Constant);
        assert_eq!(Kind::several(Constant), Constant);
    }
}
