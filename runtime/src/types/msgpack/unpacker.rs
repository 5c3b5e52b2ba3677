//! Reading MessagePack that anyone may have written.

use super::super::ValueError;
use super::FLOAT;
use super::{DEEPEST, too_deep};
use aileron_grammar::suggest::did_you_mean;
use rmp::Marker;

/// MessagePack that is being read.
#[derive(Clone)]
pub struct Unpacker<'a> {
    bytes: &'a [u8],
    depth: u8,
    pub(crate) fit: Fit,
    /// Whether a person wrote it in JSON, which has no form for bytes, durations and some floats.
    by_hand: bool,
    /// Whether it is within a struct.
    in_record: bool,
}

/// How well a value must fit its type. When variants of a union are tried, the best fit is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// As the type itself writes it: every number of its kind, exactly the declared fields.
    Exact,
    /// A whole float may be read as an integer, and an integer as a float.
    Whole,
    /// Optional fields may be missing.
    Known,
    /// Unknown fields are skipped, as mashumaro does for flytekit.
    Tolerant,
}

/// One token of MessagePack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Nil,
    Boolean(bool),
    Integer(i64),
    /// An integer beyond the range of `i64`.
    Unsigned(u64),
    Float(f64),
    Text(&'a str),
    Binary(&'a [u8]),
    /// A list; so many items follow.
    Array(usize),
    /// A map; so many pairs follow.
    Map(usize),
}

impl Token<'_> {
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Token::Nil => "none",
            Token::Boolean(_) => "a boolean",
            Token::Integer(_) => "an integer",
            Token::Unsigned(_) => "an integer above 9223372036854775807",
            Token::Float(_) => "a float",
            Token::Text(_) => "a string",
            Token::Binary(_) => "binary data",
            Token::Array(_) => "a list",
            Token::Map(_) => "a map",
        }
    }

    pub(crate) fn mismatch(&self, wanted: &str) -> ValueError {
        ValueError::mismatch(wanted, self.describe())
    }
}

impl<'a> Unpacker<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Unpacker { bytes, depth: 0, fit: Fit::Tolerant, by_hand: false, in_record: false }
    }

    /// Reads what a person wrote: an unknown field is an error.
    pub(crate) fn by_hand(bytes: &'a [u8]) -> Self {
        Unpacker { fit: Fit::Known, by_hand: true, ..Unpacker::new(bytes) }
    }

    pub(crate) fn is_by_hand(&self) -> bool {
        self.by_hand
    }

    pub(crate) fn is_exact(&self) -> bool {
        self.fit == Fit::Exact
    }

    pub(crate) fn is_in_record(&self) -> bool {
        self.in_record
    }

    /// An error for another value than the expected one.
    pub(crate) fn mismatch(&self, found: Token<'_>, wanted: &str) -> ValueError {
        if !self.by_hand {
            return found.mismatch(wanted);
        }
        let found = match found {
            Token::Nil => "null".to_owned(),
            Token::Boolean(value) => format!("the boolean {value}"),
            Token::Integer(value) => format!("the number {value}"),
            Token::Unsigned(value) => format!("the number {value}"),
            Token::Float(value) => format!("the number {value:?}"),
            Token::Text(text) => format!("the string {text:?}"),
            Token::Binary(_) => "bytes".to_owned(),
            Token::Array(_) => "an array".to_owned(),
            Token::Map(_) => "an object".to_owned(),
        };
        ValueError::new(format!("expected {wanted}, found {found}"))
    }

    /// How many bytes remain.
    pub(crate) fn left(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn token(&mut self) -> Result<Token<'a>, ValueError> {
        let marker = Marker::from_u8(u8::from_be_bytes(self.number()?));
        Ok(match marker {
            Marker::Null => Token::Nil,
            Marker::True => Token::Boolean(true),
            Marker::False => Token::Boolean(false),
            Marker::FixPos(value) => Token::Integer(value.into()),
            Marker::FixNeg(value) => Token::Integer(value.into()),
            Marker::U8 => Token::Integer(u8::from_be_bytes(self.number()?).into()),
            Marker::U16 => Token::Integer(u16::from_be_bytes(self.number()?).into()),
            Marker::U32 => Token::Integer(u32::from_be_bytes(self.number()?).into()),
            Marker::U64 => {
                let value = u64::from_be_bytes(self.number()?);
                i64::try_from(value).map_or(Token::Unsigned(value), Token::Integer)
            }
            Marker::I8 => Token::Integer(i8::from_be_bytes(self.number()?).into()),
            Marker::I16 => Token::Integer(i16::from_be_bytes(self.number()?).into()),
            Marker::I32 => Token::Integer(i32::from_be_bytes(self.number()?).into()),
            Marker::I64 => Token::Integer(i64::from_be_bytes(self.number()?)),
            Marker::F32 => Token::Float(f32::from_be_bytes(self.number()?).into()),
            Marker::F64 => Token::Float(f64::from_be_bytes(self.number()?)),
            Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                let size = self.size(marker)?;
                let text = std::str::from_utf8(self.take(size)?);
                Token::Text(text.map_err(|error| {
                    ValueError::new(format!("a string is not UTF-8: {error}")).caused_by(error)
                })?)
            }
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
                let size = self.size(marker)?;
                Token::Binary(self.take(size)?)
            }
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => Token::Array(self.size(marker)?),
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => Token::Map(self.size(marker)?),
            _ => {
                return Err(ValueError::new(
                    "the value is an extension of MessagePack, which Flyte does not use",
                ));
            }
        })
    }

    /// Takes the next value if it is a 64-bit float: the fastest way through a long list.
    #[inline]
    pub(crate) fn float(&mut self) -> Option<f64> {
        let ([FLOAT, bits @ ..], rest) = self.bytes.split_first_chunk::<9>()? else { return None };
        self.bytes = rest;
        Some(f64::from_be_bytes(*bits))
    }

    /// The next token, without taking it.
    pub(crate) fn peek(&self) -> Result<Token<'a>, ValueError> {
        self.clone().token()
    }

    /// Reads the size after a marker: bytes of a string, items of a list, entries of a map.
    fn size(&mut self, marker: Marker) -> Result<usize, ValueError> {
        let size: u32 = match marker {
            Marker::FixStr(size) | Marker::FixArray(size) | Marker::FixMap(size) => size.into(),
            Marker::Str8 | Marker::Bin8 => u8::from_be_bytes(self.number()?).into(),
            Marker::Str16 | Marker::Bin16 | Marker::Array16 | Marker::Map16 => {
                u16::from_be_bytes(self.number()?).into()
            }
            _ => u32::from_be_bytes(self.number()?),
        };
        // Each of them takes at least one byte, so a size that is only claimed is refused here.
        match usize::try_from(size) {
            Ok(size) if size <= self.bytes.len() => Ok(size),
            _ => Err(ValueError::new(format!(
                "the value claims {size} more bytes or items, but {} bytes are left",
                self.left()
            ))),
        }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], ValueError> {
        let (taken, rest) = self
            .bytes
            .split_at_checked(count)
            .ok_or_else(|| ValueError::new("the MessagePack value ends too early"))?;
        self.bytes = rest;
        Ok(taken)
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], ValueError> {
        let (number, rest) = self
            .bytes
            .split_first_chunk()
            .ok_or_else(|| ValueError::new("the MessagePack value ends too early"))?;
        self.bytes = rest;
        Ok(*number)
    }

    /// Whether the next token is a 32-bit float.
    pub(crate) fn is_single(&self) -> bool {
        self.bytes.first().is_some_and(|first| Marker::from_u8(*first) == Marker::F32)
    }

    /// Reads the contents of a list or a map, one level deeper.
    pub(crate) fn within<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ValueError>,
    ) -> Result<T, ValueError> {
        if self.depth == DEEPEST {
            return Err(too_deep());
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// Reads a list, item by item.
    pub(crate) fn array(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<(), ValueError>,
    ) -> Result<(), ValueError> {
        let items = match self.token()? {
            Token::Array(items) => items,
            other => return Err(self.mismatch(other, "a list")),
        };
        self.within(|from| (0..items).try_for_each(|index| item(from).map_err(|error| error.within(index))))
    }

    /// Reads a map, entry by entry.
    ///
    /// # Errors
    /// If the value is not a map with strings as keys, or an entry can't be read.
    pub fn map(
        &mut self,
        mut entry: impl FnMut(&mut Self, &str) -> Result<(), ValueError>,
    ) -> Result<(), ValueError> {
        let entries = match self.token()? {
            Token::Map(entries) => entries,
            other => return Err(self.mismatch(other, "a map")),
        };
        self.within(|from| {
            (0..entries).try_for_each(|_| match from.token()? {
                Token::Text(key) => entry(from, key).map_err(|error| error.within(format_args!("{key:?}"))),
                // Python's `json` writes the keys of a `dict[int, T]` as integers here.
                Token::Integer(key) => entry(from, &key.to_string()).map_err(|error| error.within(key)),
                other => Err(from.mismatch(other, "a string as a key")),
            })
        })
    }

    /// Reads a struct, field by field; `fields` are the names of all fields.
    ///
    /// # Errors
    /// If the value is not a map with strings as keys, a field can't be read, or the fields don't fit.
    pub fn record(
        &mut self,
        fields: &[&str],
        field: impl FnMut(&mut Self, &str) -> Result<(), ValueError>,
    ) -> Result<(), ValueError> {
        if let (Fit::Exact | Fit::Whole, Token::Map(entries)) = (self.fit, self.peek()?)
            && entries < fields.len()
        {
            return Err(ValueError::new(format!(
                "the struct has {} fields, but the value has {entries}",
                fields.len()
            )));
        }
        let outer = std::mem::replace(&mut self.in_record, true);
        let read = self.map(field);
        self.in_record = outer;
        read
    }

    /// Skips a field that the struct does not have.
    ///
    /// # Errors
    /// If unknown fields are not allowed.
    pub fn unknown(&mut self, key: &str, fields: &[&str]) -> Result<(), ValueError> {
        if self.fit == Fit::Tolerant {
            return self.skip();
        }
        let hint = match fields {
            [] => "it has none; leave it out".to_owned(),
            fields => did_you_mean(key, fields.iter().copied()),
        };
        Err(ValueError::new(format!("the struct has no field of this name; {hint}")))
    }

    /// Skips a value.
    ///
    /// # Errors
    /// If it is not MessagePack.
    pub fn skip(&mut self) -> Result<(), ValueError> {
        match self.peek()? {
            Token::Array(_) => self.array(Self::skip),
            Token::Map(_) => self.map(|from, _| from.skip()),
            _ => self.token().map(drop),
        }
    }
}
