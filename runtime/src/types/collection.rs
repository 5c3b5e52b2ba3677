//! Lists and maps.

use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Literal, LiteralCollection, LiteralMap, LiteralType, literal::Value, literal_type};
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

impl<T: FlyteType> FlyteType for Vec<T> {
    fn literal_type() -> LiteralType {
        literal::of(literal_type::Type::CollectionType(Box::new(T::literal_type())))
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let literals = self
            .into_iter()
            .enumerate()
            .map(|(index, item)| item.into_literal().map_err(|e| e.within(index)));
        Ok(literal::with(Value::Collection(LiteralCollection {
            literals: literals.collect::<Result<_, _>>()?,
        })))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_value(literal) {
            Some(Value::Collection(list)) => {
                let items = list.literals.into_iter().enumerate();
                items.map(|(index, item)| T::from_literal(item).map_err(|e| e.within(index))).collect()
            }
            other => Err(ValueError::mismatch("a list", literal::describe(other.as_ref()))),
        }
    }
}

fn map_type<T: FlyteType>() -> LiteralType {
    literal::of(literal_type::Type::MapValueType(Box::new(T::literal_type())))
}

fn write_map<T: FlyteType>(entries: impl Iterator<Item = (String, T)>) -> Result<Literal, ValueError> {
    let literals = entries.map(|(key, value)| match value.into_literal() {
        Ok(value) => Ok((key, value)),
        Err(error) => Err(error.within(format_args!("{key:?}"))),
    });
    Ok(literal::with(Value::Map(LiteralMap { literals: literals.collect::<Result<_, _>>()? })))
}

fn read_map<T: FlyteType, M: FromIterator<(String, T)>>(literal: Literal) -> Result<M, ValueError> {
    match literal::into_value(literal) {
        Some(Value::Map(map)) => {
            let entries = map.literals.into_iter();
            entries
                .map(|(key, value)| match T::from_literal(value) {
                    Ok(value) => Ok((key, value)),
                    Err(error) => Err(error.within(format_args!("{key:?}"))),
                })
                .collect()
        }
        other => Err(ValueError::mismatch("a map", literal::describe(other.as_ref()))),
    }
}

impl<T: FlyteType, S: BuildHasher + Default + 'static> FlyteType for HashMap<String, T, S> {
    fn literal_type() -> LiteralType {
        map_type::<T>()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        write_map(self.into_iter())
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        read_map(literal)
    }
}

impl<T: FlyteType> FlyteType for BTreeMap<String, T> {
    fn literal_type() -> LiteralType {
        map_type::<T>()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        write_map(self.into_iter())
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        read_map(literal)
    }
}
