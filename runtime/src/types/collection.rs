//! Lists and maps.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{self, Packer, Token, Unpacker};
use super::wire::{self, Field};
use super::{FlyteType, ValueError, by_hand, literal, schema};
use aileron_idl::core::{
    Literal, LiteralCollection, LiteralMap, LiteralType, SimpleType, literal::Value, literal_type,
};
use aileron_idl::prost::Message;
use aileron_idl::{map, try_map};
use serde_json::json;
use std::borrow::Cow;
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

/// The type of a map. Only a map with texts as keys is one of Flyte's: flytekit carries others as an untyped `dict` (flytekit
/// `core/type_engine.py`, `DictTransformer`).
fn map_type<K: Key, T: FlyteType>() -> LiteralType {
    if K::IS_TEXT {
        return literal::literal_type(literal_type::Type::MapValueType(Box::new(T::literal_type())));
    }
    LiteralType { annotation: Some(schema::packed()), ..literal::simple(SimpleType::Struct) }
}

fn map_schema<K: Key, T: FlyteType>() -> serde_json::Value {
    json!({"type": "object", "propertyNames": {"type": K::SCHEMA}, "additionalProperties": T::schema()})
}

/// flytekit's name for its converter of dictionaries.
const TAG: Cow<'static, str> = Cow::Borrowed("Typed Dict");

/// The keys of a map: texts, or integers. Not public.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the key of a map, whose keys are strings or integers [AIL0305]",
    label = "the keys of this map are neither `String`s nor integers",
    note = "write `BTreeMap<String, T>`, or a list of structs with a field for the key"
)]
pub trait Key: Ord + Hash + 'static {
    #[doc(hidden)]
    const IS_TEXT: bool;
    /// The type of the keys in a JSON Schema.
    #[doc(hidden)]
    const SCHEMA: &'static str;
    #[doc(hidden)]
    fn of_text(text: String) -> Result<Self, ValueError>
    where
        Self: Sized;
    #[doc(hidden)]
    fn into_text(self) -> String;
    #[doc(hidden)]
    fn pack_key(&self, to: &mut Packer) -> Result<(), ValueError>;
}

impl Key for String {
    const IS_TEXT: bool = true;
    const SCHEMA: &'static str = "string";
    fn of_text(text: String) -> Result<Self, ValueError> {
        Ok(text)
    }
    fn into_text(self) -> String {
        self
    }
    fn pack_key(&self, to: &mut Packer) -> Result<(), ValueError> {
        to.text(self)
    }
}

macro_rules! integers {
    ($($ty:ident)*) => { $(
        impl Key for $ty {
            const IS_TEXT: bool = false;
            const SCHEMA: &'static str = "integer";
            fn of_text(text: String) -> Result<Self, ValueError> {
                let why = |error| ValueError::new(format!("the key {text:?} is no `{}`: {error}", stringify!($ty)));
                let key: $ty = text.parse().map_err(why)?;
                // Two texts of one number would be one entry.
                if key.to_string() != text {
                    return Err(ValueError::new(format!("the key {text:?} is not written as an integer is: write {key}")));
                }
                Ok(key)
            }
            fn into_text(self) -> String {
                self.to_string()
            }
            fn pack_key(&self, to: &mut Packer) -> Result<(), ValueError> {
                (*self).pack(to)
            }
        }
    )* };
}

integers!(i8 i16 i32 i64 u8 u16 u32 u64);

fn write_map<K: Key, T: FlyteType>(entries: impl Iterator<Item = (K, T)>) -> Result<Literal, ValueError> {
    let literals =
        entries.map(|(key, value)| (key.into_text(), value)).map(|(key, value)| match value.into_literal() {
            Ok(value) => Ok((key, value)),
            Err(error) => Err(error.within(format_args!("{key:?}"))),
        });
    Ok(literal::with(Value::Map(LiteralMap { literals: try_map(literals)? })))
}

fn read_map<K: Key, T: FlyteType, M: FlyteType + Extend<(K, T)> + Default>(
    literal: Literal,
) -> Result<M, ValueError> {
    if !K::IS_TEXT {
        return msgpack::read_struct(literal, "a map");
    }
    match literal::into_value(literal)? {
        Some(Value::Map(map)) => {
            let entries = map.literals.into_iter();
            try_map(entries.map(|(key, value)| match T::from_literal(value) {
                Ok(value) => Ok((K::of_text(key)?, value)),
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
    entries.try_for_each(|(key, value)| {
        key.pack_key(to)?;
        value.pack(to).map_err(|error| error.within(format_args!("{:?}", key.into_text())))
    })
}

fn unpack_map<K: Key, T: FlyteType, M: Extend<(K, T)> + Default>(
    from: &mut Unpacker<'_>,
) -> Result<M, ValueError> {
    by_hand::expect::<BTreeMap<K, T>>(from, |token| matches!(token, Token::Map(_)))?;
    let mut entries = M::default();
    from.map(|from, key| {
        entries.extend([(K::of_text(key.to_owned())?, T::unpack(from)?)]);
        Ok(())
    })?;
    Ok(entries)
}

fn map_from_wire<K: Key, T: FlyteType, M: FlyteType + Extend<(K, T)> + Default>(
    bytes: &[u8],
) -> Result<M, ValueError> {
    let whole = || M::from_literal(wire::literal(bytes)?);
    let Some(mut map) = wire::inner(bytes, 3).filter(|_| K::IS_TEXT) else { return whole() };
    let mut entries = M::default();
    while !map.is_empty() {
        let Some((key, value)) = wire::next_entry(&mut map) else { return whole() };
        // Of two entries with one key the last is taken, so prost's decoder decides whether this is an error.
        let Ok(value) = T::from_wire(value) else { return whole() };
        entries.extend([(K::of_text(key.to_owned())?, value)]);
    }
    Ok(entries)
}

fn map_into_wire<K: Key, T: FlyteType>(map: BTreeMap<K, T>, to: &mut Vec<u8>) -> Result<(), ValueError> {
    if !K::IS_TEXT {
        let literal = map.into_literal()?;
        return literal.encode(to).map_err(|error| ValueError::new(error.to_string()).caused_by(error));
    }
    wire::delimited(to, 3, |to| {
        map.into_iter().try_for_each(|(key, value)| {
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
        map_type::<K, T>()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        if K::IS_TEXT { write_map(self.into_iter()) } else { msgpack::write(self) }
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        read_map(literal)
    }
    fn union_tag() -> Cow<'static, str> {
        TAG
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        // Equal maps must have equal bytes: Flyte's cache compares them.
        pack_map(map::<BTreeMap<_, _>, _>(self).into_iter(), to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        unpack_map(from)
    }
    fn schema() -> serde_json::Value {
        map_schema::<K, T>()
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        map_from_wire(bytes)
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        map_into_wire(map::<BTreeMap<_, _>, _>(self), to)
    }
}

impl<K: Key, T: FlyteType> FlyteType for BTreeMap<K, T> {
    const LOOK: Look = Look::Map(&T::LOOK);
    const FORMS: Forms = Forms::NONE;

    fn literal_type() -> LiteralType {
        map_type::<K, T>()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        if K::IS_TEXT { write_map(self.into_iter()) } else { msgpack::write(self) }
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        read_map(literal)
    }
    fn union_tag() -> Cow<'static, str> {
        TAG
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        pack_map(self.into_iter(), to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        unpack_map(from)
    }
    fn schema() -> serde_json::Value {
        map_schema::<K, T>()
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        map_from_wire(bytes)
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        map_into_wire(self, to)
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;
    use crate::types::{json, parse};
    use serde_json::json;
    use std::collections::{BTreeMap, HashMap};

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    struct Shelf {
        names: BTreeMap<i64, String>,
        deep: HashMap<u8, Vec<BTreeMap<i32, f64>>>,
        maybe: Option<BTreeMap<i64, bool>>,
    }

    fn shelf() -> Shelf {
        Shelf {
            names: BTreeMap::from([(3, "c".to_owned()), (-1, "a".to_owned())]),
            deep: HashMap::from([(7, vec![BTreeMap::from([(1 << 20, 0.5)])])]),
            maybe: None,
        }
    }

    #[test]
    fn integers_are_keys_in_a_struct_and_alone() {
        assert_eq!(Shelf::from_literal(shelf().into_literal().unwrap()).unwrap(), shelf());
        let mut bytes = Vec::new();
        shelf().names.into_wire(&mut bytes).unwrap();
        assert_eq!(BTreeMap::<i64, String>::from_wire(&bytes).unwrap(), shelf().names);
        let literal = shelf().names.into_literal().unwrap();
        assert_eq!(HashMap::<i64, String>::from_literal(literal.clone()).unwrap()[&-1], "a");
        let error = BTreeMap::<u8, String>::from_literal(literal).unwrap_err().to_string();
        assert!(error.contains("the key \"-1\" is no `u8`"), "{error}");
    }

    #[test]
    fn an_integer_as_a_key_has_one_text() {
        let read = |text: &str| {
            let ty = BTreeMap::<i64, bool>::literal_type();
            parse(text, &ty).and_then(BTreeMap::<i64, bool>::from_literal).map_err(|error| error.to_string())
        };
        assert_eq!(read(r#"{"1": true, "-2": false}"#), Ok([(1, true), (-2, false)].into()));
        for key in ["+1", "01", "-0", "1.0", ""] {
            let error = read(&format!(r#"{{"1": true, "{key}": false}}"#)).unwrap_err();
            assert!(error.contains(&format!("{key:?}")), "{key}: {error}");
        }
    }

    #[test]
    fn json_has_them_as_texts() {
        let json = json!({"names": {"3": "c", "-1": "a"}, "deep": {"7": [{"1048576": 0.5}]}, "maybe": null});
        assert_eq!(json::write(&shelf().into_literal().unwrap()), json);
        let ty = Shelf::literal_type();
        assert_eq!(Shelf::from_literal(parse(&json.to_string(), &ty).unwrap()).unwrap(), shelf());
    }
}
