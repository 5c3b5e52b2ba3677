//! Takes parts out of a value, as Flyte does between two tasks (flytepropeller `controller/nodes/attr_path_resolver.go`).

use super::msgpack::{self, Packer, TAG, Token, Unpacker};
use super::{ValueError, literal as literals};
use aileron_idl::core::{
    Binary, Literal, LiteralCollection, LiteralType, literal::Value, literal_type::Type, scalar,
};

/// One step of the path to a part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A field of a struct, or an entry of a map.
    Key(String),
    /// An element of a list.
    Index(usize),
}

/// What is at the end of the path.
///
/// # Errors
/// When it leads nowhere.
pub(crate) fn part(whole: &Literal, path: &[Step]) -> Result<Literal, ValueError> {
    let mut literal = whole;
    for (at, step) in path.iter().enumerate() {
        let found = match (&literal.value, step) {
            (Some(Value::Collection(list)), Step::Index(place)) => list.literals.get(*place),
            (Some(Value::Map(map)), Step::Key(key)) => map.literals.get(key),
            (Some(Value::Collection(_) | Value::Map(_)), _) => None,
            (Some(Value::Scalar(scalar)), _) => return within_struct(scalar.value.as_ref(), &path[at..]),
            (other, _) => return Err(ValueError::mismatch("a struct", literals::describe(other.as_ref()))),
        };
        literal = found.ok_or_else(|| missing(step))?;
    }
    Ok(literal.clone())
}

/// The type of the part that one step leads to; none if only the value itself shows it.
pub(crate) fn part_type<'t>(whole: &'t LiteralType, step: &Step) -> Option<&'t LiteralType> {
    match (&whole.r#type, step) {
        (Some(Type::CollectionType(item)), Step::Index(_))
        | (Some(Type::MapValueType(item)), Step::Key(_)) => Some(item),
        (_, Step::Key(key)) => whole.structure.as_ref()?.dataclass_type.get(key),
        _ => None,
    }
}

fn missing(step: &Step) -> ValueError {
    ValueError::new(match step {
        Step::Key(key) => format!("the value has no entry {key:?}"),
        Step::Index(place) => format!("the value has no element {place}"),
    })
}

fn within_struct(value: Option<&scalar::Value>, path: &[Step]) -> Result<Literal, ValueError> {
    match value {
        Some(scalar::Value::Binary(binary)) if binary.tag == TAG => walk(&binary.value, path),
        Some(scalar::Value::Generic(object)) => {
            let mut packer = Packer::default();
            msgpack::pack_struct(object, &mut packer)?;
            walk(&packer.into_bytes(), path)
        }
        other => {
            let found = other.map_or("an empty scalar", literals::describe_scalar);
            Err(ValueError::mismatch("a struct", found))
        }
    }
}

fn walk(bytes: &[u8], path: &[Step]) -> Result<Literal, ValueError> {
    let part = path.iter().try_fold(bytes, one_step)?;
    match Unpacker::new(part).peek()? {
        Token::Array(_) => {
            let mut literals = Vec::new();
            Unpacker::new(part).array(|from| {
                literals.push(packed(skipped(part, from)?));
                Ok(())
            })?;
            Ok(literals::with(Value::Collection(LiteralCollection { literals })))
        }
        Token::Map(_) | Token::Nil | Token::Binary(_) => Ok(packed(part)),
        _ => Unpacker::new(part).literal(),
    }
}

fn one_step<'b>(bytes: &'b [u8], step: &Step) -> Result<&'b [u8], ValueError> {
    let (mut found, mut index) = (None, 0);
    let mut visit = |from: &mut Unpacker<'_>, is_it: bool| {
        let value = skipped(bytes, from)?;
        found = is_it.then_some(value).or(found);
        Ok(())
    };
    match step {
        Step::Key(wanted) => Unpacker::new(bytes).map(|from, key| visit(from, key == wanted))?,
        Step::Index(place) => Unpacker::new(bytes).array(|from| {
            index += 1;
            visit(from, index == place + 1)
        })?,
    }
    found.ok_or_else(|| missing(step))
}

/// Skips the next value in `bytes` and returns its bytes.
fn skipped<'b>(bytes: &'b [u8], from: &mut Unpacker<'_>) -> Result<&'b [u8], ValueError> {
    let start = bytes.len() - from.left();
    from.skip()?;
    Ok(&bytes[start..bytes.len() - from.left()])
}

fn packed(bytes: &[u8]) -> Literal {
    literals::scalar(scalar::Value::Binary(Binary { value: bytes.to_owned(), tag: TAG.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FlyteType;
    use serde_json::{Value as Json, json};

    fn taken(whole: &Literal, path: &[Step]) -> Result<Json, String> {
        let part = part(whole, path).and_then(Json::from_literal);
        part.map_err(|error| error.to_string())
    }

    fn key(key: &str) -> Step {
        Step::Key(key.to_owned())
    }

    #[test]
    fn a_path_leads_through_structs_maps_and_lists() {
        let whole = || vec![json!({"a": [1, {"b": null, "c": "x"}], "d": {}})].into_literal().unwrap();
        let first = Step::Index(0);
        for (path, part) in [
            (vec![key("a"), Step::Index(1), key("c")], json!("x")),
            (vec![key("a"), Step::Index(1), key("b")], Json::Null),
            (vec![key("a")], json!([1, {"b": null, "c": "x"}])),
            (vec![key("d")], json!({})),
        ] {
            assert_eq!(taken(&whole(), &[std::slice::from_ref(&first), &path].concat()), Ok(part));
        }
        for (path, message) in [
            (vec![Step::Index(1)], "the value has no element 1"),
            (vec![key("a")], "the value has no entry \"a\""),
            (vec![first.clone(), key("e")], "the value has no entry \"e\""),
            (vec![first.clone(), key("a"), Step::Index(2)], "the value has no element 2"),
            (vec![first.clone(), Step::Index(0)], "expected a list, but the literal holds a map"),
        ] {
            assert_eq!(taken(&whole(), &path), Err(message.to_owned()));
        }
        let error = taken(&1_i64.into_literal().unwrap(), &[key("a")]);
        assert_eq!(error, Err("expected a struct, but the literal holds an integer".to_owned()));
    }
}
