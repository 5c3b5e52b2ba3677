//! Literals written as MessagePack, and MessagePack read as literals.

use super::super::{FlyteType, ValueError, json, literal as literals, time};
use super::{Packer, TAG, Token, Unpacker, pack_struct};
use aileron_idl::core::{
    Binary, Literal, LiteralCollection, LiteralMap, LiteralType, Scalar, SimpleType, literal::Value,
    literal_type::Type, primitive, scalar,
};
use std::collections::BTreeMap;

impl Packer {
    /// Writes a literal as flytekit writes the same value within a dataclass.
    pub(crate) fn literal(&mut self, literal: Literal) -> Result<(), ValueError> {
        match literal.value {
            Some(Value::Scalar(scalar)) => self.scalar(*scalar, &literal.metadata),
            Some(Value::Collection(list)) => {
                self.array(list.literals.len())?;
                let mut items = list.literals.into_iter().enumerate();
                items.try_for_each(|(index, item)| self.literal(item).map_err(|error| error.within(index)))
            }
            Some(Value::Map(map)) => {
                self.map(map.literals.len())?;
                map.literals.into_iter().try_for_each(|(key, value)| {
                    self.text(&key)?;
                    self.literal(value).map_err(|error| error.within(format_args!("{key:?}")))
                })
            }
            other => Err(no_form(literals::describe(other.as_ref()))),
        }
    }

    fn scalar(&mut self, scalar: Scalar, metadata: &BTreeMap<String, String>) -> Result<(), ValueError> {
        match scalar.value {
            Some(scalar::Value::NoneType(_)) => self.nil(),
            Some(scalar::Value::Primitive(primitive)) => match primitive.value {
                Some(value) => self.primitive(&value)?,
                None => return Err(no_form("an empty primitive")),
            },
            Some(scalar::Value::Binary(binary)) if binary.tag == TAG => {
                super::read(&binary.value, Unpacker::skip)?;
                self.raw(&binary.value);
            }
            Some(scalar::Value::Binary(binary)) => self.binary(&binary.value)?,
            Some(scalar::Value::Generic(object)) => pack_struct(&object, self)?,
            Some(scalar::Value::Union(union)) => match union.value {
                Some(value) => self.literal(*value)?,
                None => return Err(no_form("an empty union")),
            },
            Some(scalar::Value::Blob(blob)) if metadata.is_empty() => self.texts([("path", &*blob.uri)])?,
            Some(scalar::Value::Blob(blob)) => {
                self.map(2)?;
                self.text("path")?;
                self.text(&blob.uri)?;
                self.text("metadata")?;
                self.texts(metadata)?;
            }
            Some(scalar::Value::StructuredDataset(dataset)) => {
                let ty = dataset.metadata.and_then(|metadata| metadata.structured_dataset_type);
                let format = ty.map(|ty| ty.format).unwrap_or_default();
                self.texts([("uri", &*dataset.uri), ("file_format", &*format)])?;
            }
            Some(scalar::Value::Error(error)) => {
                self.texts([("message", &*error.message), ("failed_node_id", &*error.failed_node_id)])?;
            }
            other => {
                return Err(no_form(other.as_ref().map_or("an empty scalar", literals::describe_scalar)));
            }
        }
        Ok(())
    }

    fn primitive(&mut self, value: &primitive::Value) -> Result<(), ValueError> {
        match value {
            primitive::Value::Integer(value) => self.integer(*value),
            primitive::Value::FloatValue(value) => self.float(*value),
            primitive::Value::Boolean(value) => self.boolean(*value),
            primitive::Value::StringValue(value) => self.text(value)?,
            primitive::Value::Datetime(stamp) => self.text(&time::iso(time::moment(stamp)?))?,
            primitive::Value::Duration(span) => self.float(time::seconds(span)?),
        }
        Ok(())
    }

    fn texts<K: AsRef<str>, V: AsRef<str>>(
        &mut self,
        entries: impl IntoIterator<Item = (K, V), IntoIter: ExactSizeIterator>,
    ) -> Result<(), ValueError> {
        let mut entries = entries.into_iter();
        self.map(entries.len())?;
        entries.try_for_each(|(key, value)| {
            self.text(key.as_ref())?;
            self.text(value.as_ref())
        })
    }
}

fn no_form(what: &str) -> ValueError {
    ValueError::new(format!("{what} can't be written within a struct"))
}

impl Unpacker<'_> {
    /// Reads the value as a literal of the type.
    pub(crate) fn literal_of(&mut self, ty: &LiteralType) -> Result<Literal, ValueError> {
        let token = self.peek()?;
        let is = |kinds: &[SimpleType]| match &ty.r#type {
            Some(Type::Simple(simple)) => kinds.iter().any(|kind| *simple == *kind as i32),
            _ => false,
        };
        // Their form in a struct.
        let fields: &[&str] = match ty.r#type {
            Some(Type::Blob(_)) => &["path", "metadata"],
            Some(Type::StructuredDatasetType(_)) => &["uri", "file_format"],
            _ if is(&[SimpleType::Error]) => &["message", "failed_node_id"],
            _ => &[],
        };
        match token {
            Token::Map(_) if !fields.is_empty() => {
                let is_known = |key: &str| fields.contains(&key);
                let mut ahead = self.clone();
                ahead.map(|from, key| if is_known(key) { from.skip() } else { from.unknown(key, fields) })?;
                self.literal()
            }
            Token::Integer(_) | Token::Float(_) if self.is_in_record() && is(&[SimpleType::Duration]) => {
                self.number_of(token, matches!(token, Token::Float(_)))
            }
            _ if self.is_by_hand() => json::read(serde_json::Value::unpack(self)?, ty),
            Token::Integer(_) => self.number_of(token, is(&[SimpleType::Integer])),
            Token::Float(_) => self.number_of(token, is(&[SimpleType::Float, SimpleType::Duration])),
            _ => self.literal(),
        }
    }

    /// Reads a number; whether its kind must match depends on the fit.
    fn number_of(&mut self, token: Token<'_>, is_exact: bool) -> Result<Literal, ValueError> {
        if self.is_exact() && !is_exact {
            return Err(self.mismatch(token, "another type"));
        }
        self.literal()
    }

    /// Reads the value without a type: a map of MessagePack becomes a map of literals, and so on.
    pub(crate) fn literal(&mut self) -> Result<Literal, ValueError> {
        Ok(match self.peek()? {
            Token::Array(_) => {
                let mut literals = Vec::new();
                self.array(|from| {
                    literals.push(from.literal()?);
                    Ok(())
                })?;
                literals::with(Value::Collection(LiteralCollection { literals }))
            }
            Token::Map(_) => {
                let mut map = LiteralMap::default();
                self.map(|from, key| {
                    map.literals.insert(key.to_owned(), from.literal()?);
                    Ok(())
                })?;
                literals::with(Value::Map(map))
            }
            _ => scalar_of(self.token()?)?,
        })
    }
}

fn scalar_of(token: Token<'_>) -> Result<Literal, ValueError> {
    Ok(match token {
        Token::Boolean(value) => literals::primitive(primitive::Value::Boolean(value)),
        Token::Integer(value) => literals::primitive(primitive::Value::Integer(value)),
        Token::Float(value) => literals::primitive(primitive::Value::FloatValue(value)),
        Token::Text(value) => literals::primitive(primitive::Value::StringValue(value.to_owned())),
        Token::Binary(value) => {
            literals::scalar(scalar::Value::Binary(Binary { value: value.to_owned(), tag: String::new() }))
        }
        Token::Nil => literals::none(),
        Token::Unsigned(value) => {
            return Err(ValueError::new(format!(
                "{value} doesn't fit a Flyte integer, whose values are between {} and {}",
                i64::MIN,
                i64::MAX
            )));
        }
        // The caller handles these, because it reads what follows.
        Token::Array(_) | Token::Map(_) => return Err(token.mismatch("a scalar")),
    })
}
