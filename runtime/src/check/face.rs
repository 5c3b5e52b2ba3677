//! The interface of a node, as the compiler derives it.

use aileron_idl::core::{LiteralType, VariableMap};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A type, or none where a message lacks it.
pub(super) type Type<'p> = Option<Cow<'p, LiteralType>>;

/// Names with their types.
#[derive(Debug, Clone, Default)]
pub(super) enum Variables<'p> {
    #[default]
    None,
    Declared(&'p VariableMap),
    Derived(BTreeMap<&'p str, Type<'p>>),
    Owned(BTreeMap<String, Option<LiteralType>>),
}

impl<'p> Variables<'p> {
    pub(super) fn declared(variables: Option<&'p VariableMap>) -> Self {
        variables.map_or(Variables::None, Variables::Declared)
    }

    /// The type of the variable with that name, if there is one.
    pub(super) fn get(&self, name: &str) -> Option<Type<'p>> {
        match self {
            Variables::None => None,
            Variables::Declared(map) => {
                map.variables.get(name).map(|variable| variable.r#type.as_ref().map(Cow::Borrowed))
            }
            Variables::Derived(map) => map.get(name).cloned(),
            Variables::Owned(map) => map.get(name).map(|ty| ty.clone().map(Cow::Owned)),
        }
    }

    /// Every name with its type.
    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = (&str, Option<&LiteralType>)> + '_> {
        match self {
            Variables::None => Box::new(std::iter::empty()),
            Variables::Declared(map) => Box::new(
                map.variables.iter().map(|(name, variable)| (name.as_str(), variable.r#type.as_ref())),
            ),
            Variables::Derived(map) => Box::new(map.iter().map(|(name, ty)| (*name, ty.as_deref()))),
            Variables::Owned(map) => Box::new(map.iter().map(|(name, ty)| (name.as_str(), ty.as_ref()))),
        }
    }
}

/// The interface of a node.
#[derive(Debug, Clone, Default)]
pub(super) struct Face<'p> {
    pub(super) inputs: Variables<'p>,
    pub(super) outputs: Variables<'p>,
}
