//! Lists and maps.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Token, Unpacker};
use super::wire::{self, Field};
use super::{FlyteType, ValueError, by_hand, literal};
use aileron_idl::core::{Literal, LiteralCollection, LiteralMap, LiteralType, literal::Value, literal_type};
use aileron_idl::{map, try_map};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

impl<T: FlyteType> FlyteType for Vec<T> {
    const LOOK: Look = Look::List(&T::LOOK);
    const FORMS: Forms = T::FORMS.listed();

    fn literal_type() -> LiteralType {
        literal::literal_type(literal_type::Type::CollectionType(Box::new(T::literal_type())))
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let literals = self
            .into_iter()
            .enumerate()
            .map(|(index, item)| item.into_literal().map_err(|e| e.within(index)));
        Ok(literal::with(Value::Collection(LiteralCollection { literals: try_map(literals)? })))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_value(literal)? {
            Some(Value::Collection(list)) => {
                let items = list.literals.into_iter().enumerate();
                items.map(|(index, item)| T::from_literal(item).map_err(|e| e.within(index))).collect()
            }
            other => Err(ValueError::mismatch("a list", literal::describe(other.as_ref()))),
        }
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        to.array(self.len())?;
        self.into_iter().enumerate().try_for_each(|(index, item)| item.pack(to).map_err(|e| e.within(index)))
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        by_hand::expect::<Self>(from, |token| matches!(token, Token::Array(_)))?;
        let mut items = Vec::new();
        from.array(|from| {
            items.push(T::unpack(from)?);
            Ok(())
        })?;
        Ok(items)
    }
    fn schema() -> serde_json::Value {
        json!({"type": "array", "items": T::schema()})
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        let whole = || Self::from_literal(wire::literal(bytes)?);
        let Some(mut list) = wire::inner(bytes, 2) else { return whole() };
        let mut items = Vec::new();
        while !list.is_empty() {
            let Some((1, Field::Bytes(item))) = wire::next(&mut list) else { return whole() };
            items.push(T::from_wire(item).map_err(|e| e.within(items.len()))?);
        }
        Ok(items)
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        wire::delimited(to, 2, |to| {
            let mut items = self.into_iter().enumerate();
            items.try_for_each(|(index, item)| {
                wire::delimited(to, 1, |to| item.into_wire(to)).map_err(|e| e.within(index))
            })
        })
    }
}

fn map_type<T: FlyteType>() -> LiteralType {
    literal::literal_type(literal_type::Type::MapValueType(Box::new(T::literal_type())))
}

fn map_schema<T: FlyteType>() -> serde_json::Value {
    json!({"type": "object", "propertyNames": {"type": "string"}, "additionalProperties": T::schema()})
}

/// The keys of a Flyte map, which are strings. Not public.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the key of a Flyte map, whose keys are strings [AIL0305]",
    label = "the keys of this map are not `String`s",
    note = "write `BTreeMap<String, T>`, or a list of structs with a field for the key"
)]
pub trait Key: Ord + Hash + 'static {
    #[doc(hidden)]
    fn of_text(text: String) -> Self;
    #[doc(hidden)]
    fn into_text(self) -> String;
}

impl Key for String {
    fn of_text(text: String) -> Self {
        text
    }
    fn into_text(self) -> String {
        self
    }
}

fn write_map<K: Key, T: FlyteType>(entries: impl Iterator<Item = (K, T)>) -> Result<Literal, ValueError> {
    let literals =
        entries.map(|(key, value)| (key.into_text(), value)).map(|(key, value)| match value.into_literal() {
            Ok(value) => Ok((key, value)),
            Err(error) => Err(error.within(format_args!("{key:?}"))),
        });
    Ok(literal::with(Value::Map(LiteralMap { literals: try_map(literals)? })))
}

fn read_map<K: Key, T: FlyteType, M: Extend<(K, T)> + Default>(literal: Literal) -> Result<M, ValueError> {
    match literal::into_value(literal)? {
        Some(Value::Map(map)) => {
            let entries = map.literals.into_iter();
            try_map(entries.map(|(key, value)| match T::from_literal(value) {
                Ok(value) => Ok((K::of_text(key), value)),
                Err(error) => Err(error.within(format_args!("{key:?}"))),
            }))
        }
        other => Err(ValueError::mismatch("a map", literal::describe(other.as_ref()))),
    }
}

fn pack_map<K: Key, T: FlyteType>(
    entries: impl ExactSizeIterator<Item = (K, T)>,
    to: &mut Packer,
) -> Result<(), ValueError> {
    to.map(entries.len())?;
    let mut entries = entries;
    entries.try_for_each(|(key, value)| to.field(&key.into_text(), value))
}

fn unpack_map<K: Key, T: FlyteType, M: Extend<(K, T)> + Default>(
    from: &mut Unpacker<'_>,
) -> Result<M, ValueError> {
    by_hand::expect::<BTreeMap<String, T>>(from, |token| matches!(token, Token::Map(_)))?;
    let mut entries = M::default();
    from.map(|from, key| {
        entries.extend([(K::of_text(key.to_owned()), T::unpack(from)?)]);
        Ok(())
    })?;
    Ok(entries)
}

fn map_from_wire<K: Key, T: FlyteType, M: FlyteType + Extend<(K, T)> + Default>(
    bytes: &[u8],
) -> Result<M, ValueError> {
    let whole = || M::from_literal(wire::literal(bytes)?);
    let Some(mut map) = wire::inner(bytes, 3) else { return whole() };
    let mut entries = M::default();
    while !map.is_empty() {
        let Some((key, value)) = wire::next_entry(&mut map) else { return whole() };
        // Of two entries with one key the last is taken, so prost's decoder decides whether this is an error.
        let Ok(value) = T::from_wire(value) else { return whole() };
        entries.extend([(K::of_text(key.to_owned()), value)]);
    }
    Ok(entries)
}

fn map_into_wire<K: Key, T: FlyteType>(
    mut entries: impl Iterator<Item = (K, T)>,
    to: &mut Vec<u8>,
) -> Result<(), ValueError> {
    wire::delimited(to, 3, |to| {
        entries.try_for_each(|(key, value)| {
            let key = key.into_text();
            let written = wire::write_entry(to, &key, |to| value.into_wire(to));
            written.map_err(|e| e.within(format_args!("{key:?}")))
        })
    })
}

impl<K: Key, T: FlyteType, S: BuildHasher + Default + 'static> FlyteType for HashMap<K, T, S> {
    const LOOK: Look = Look::Map(&T::LOOK);
    const FORMS: Forms = Forms::NONE;

    fn literal_type() -> LiteralType {
        map_type::<T>()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        write_map(self.into_iter())
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        read_map(literal)
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        // Equal maps must have equal bytes: Flyte's cache compares them.
        pack_map(map::<BTreeMap<_, _>, _>(self).into_iter(), to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        unpack_map(from)
    }
    fn schema() -> serde_json::Value {
        map_schema::<T>()
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        map_from_wire(bytes)
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        map_into_wire(map::<BTreeMap<_, _>, _>(self).into_iter(), to)
    }
}

impl<K: Key, T: FlyteType> FlyteType for BTreeMap<K, T> {
    const LOOK: Look = Look::Map(&T::LOOK);
    const FORMS: Forms = Forms::NONE;

    fn literal_type() -> LiteralType {
        map_type::<T>()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        write_map(self.into_iter())
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        read_map(literal)
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        pack_map(self.into_iter(), to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        unpack_map(from)
    }
    fn schema() -> serde_json::Value {
        map_schema::<T>()
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        map_from_wire(bytes)
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        map_into_wire(self.into_iter(), to)
    }
}
