//! Values read from MessagePack that anybody may have written.

use super::super::ValueError;
use super::FLOAT;
use super::{DEEPEST, too_deep};
use aileron_grammar::suggest::did_you_mean;
use rmp::Marker;

/// MessagePack being read.
#[derive(Clone)]
pub struct Unpacker<'a> {
    bytes: &'a [u8],
    depth: u8,
    pub(crate) fit: Fit,
    /// Whether it is what a person wrote in JSON, which has no form of its own for bytes, spans and some floats.
    by_hand: bool,
    /// Whether a struct lies around it.
    in_record: bool,
}

/// How well a value must fit its type. Where alternatives are tried, the best comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// As the type itself writes it: every number of its kind, all the fields and no other.
    Exact,
    /// A whole float may be an integer, and an integer a float.
    Whole,
    /// Fields that need not be there may be missing.
    Known,
    /// Fields that the struct doesn't have are passed over, as mashumaro does for flytekit.
    Tolerant,
}

/// One token of MessagePack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Nil,
    Boolean(bool),
    Integer(i64),
    /// An integer beyond `i64`.
    Unsigned(u64),
    Float(f64),
    Text(&'a str),
    Binary(&'a [u8]),
    /// So many items follow.
    Array(usize),
    /// So many pairs follow.
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

    /// What a person wrote: a field that no struct has is a mistake of theirs.
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

    /// There is another value than the one that is wanted.
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
        ValueError::new(format!("{wanted} is wanted here, not {found}"))
    }

    /// How many bytes are still to be read.
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
                    ValueError::new(format!("a string is no UTF-8: {error}")).caused_by(error)
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
                    "an extension of MessagePack stands here, and no Flyte value has one",
                ));
            }
        })
    }

    /// The next value, if it is a float of 64 bits: the plainest way through a long list of them.
    #[inline]
    pub(crate) fn float(&mut self) -> Option<f64> {
        let ([FLOAT, bits @ ..], rest) = self.bytes.split_first_chunk::<9>()? else { return None };
        self.bytes = rest;
        Some(f64::from_be_bytes(*bits))
    }

    /// The next token, which stays where it is.
    pub(crate) fn peek(&self) -> Result<Token<'a>, ValueError> {
        self.clone().token()
    }

    /// The size that a marker tells: bytes of a string, items of a list, entries of a map.
    fn size(&mut self, marker: Marker) -> Result<usize, ValueError> {
        let size: u32 = match marker {
            Marker::FixStr(size) | Marker::FixArray(size) | Marker::FixMap(size) => size.into(),
            Marker::Str8 | Marker::Bin8 => u8::from_be_bytes(self.number()?).into(),
            Marker::Str16 | Marker::Bin16 | Marker::Array16 | Marker::Map16 => {
                u16::from_be_bytes(self.number()?).into()
            }
            _ => u32::from_be_bytes(self.number()?),
        };
        // Whatever follows takes a byte each at least, so a bomb that only claims to be large ends here.
        match usize::try_from(size) {
            Ok(size) if size <= self.bytes.len() => Ok(size),
            _ => {
                Err(ValueError::new(format!("{size} more are announced, but {} bytes are left", self.left())))
            }
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

    /// Whether the next token is a float of 32 bits.
    pub(crate) fn is_single(&self) -> bool {
        self.bytes.first().is_some_and(|first| Marker::from_u8(*first) == Marker::F32)
    }

    /// Reads what lies within a list or a map.
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
    /// When this is no map of strings, or an entry can't be read.
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
                // What Python's `json` makes of the keys of a `dict[int, T]`.
                Token::Integer(key) => entry(from, &key.to_string()).map_err(|error| error.within(key)),
                other => Err(from.mismatch(other, "a string as a key")),
            })
        })
    }

    /// Reads a struct, field by field; `fields` are the names of all.
    ///
    /// # Errors
    /// When this is no map of strings, a field can't be read, or the fields don't fit.
    pub fn record(
        &mut self,
        fields: &[&str],
        field: impl FnMut(&mut Self, &str) -> Result<(), ValueError>,
    ) -> Result<(), ValueError> {
        if let (Fit::Exact | Fit::Whole, Token::Map(entries)) = (self.fit, self.peek()?)
            && entries < fields.len()
        {
            return Err(ValueError::new(format!("{entries} of the {} fields are there", fields.len())));
        }
        let outer = std::mem::replace(&mut self.in_record, true);
        let read = self.map(field);
        self.in_record = outer;
        read
    }

    /// Passes over a field that none of the struct's is.
    ///
    /// # Errors
    /// When it may not be there.
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

    /// Passes over a value.
    ///
    /// # Errors
    /// When it is no MessagePack.
    pub fn skip(&mut self) -> Result<(), ValueError> {
        match self.peek()? {
            Token::Array(_) => self.array(Self::skip),
            Token::Map(_) => self.map(|from, _| from.skip()),
            _ => self.token().map(drop),
        }
    }
}
