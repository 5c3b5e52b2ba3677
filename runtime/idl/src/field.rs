//! Writing, measuring and reading a value of each Rust type as a field.

use std::collections::BTreeMap;

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{
    self, DecodeContext, WireType, encode_key, encode_varint, encoded_len_varint, key_len,
};
use serde_json::Value;

use crate::json;
use crate::maps::map;
use crate::wire::{Decode, Encode, Fields};

macro_rules! scalar {
    ($type:ty, $codec:ident, $is_set:expr, $json:expr) => {
        impl Encode for $type {
            fn is_set(&self) -> bool {
                $is_set(self)
            }

            fn encode(&self, tag: u32, buf: &mut impl BufMut) {
                encoding::$codec::encode(tag, self, buf);
            }

            fn size(&self, tag: u32) -> usize {
                encoding::$codec::encoded_len(tag, self)
            }

            fn json(&self) -> Value {
                $json(self)
            }
        }

        impl Decode for $type {
            fn decode(
                &mut self,
                wire_type: WireType,
                buf: &mut impl Buf,
                context: DecodeContext,
            ) -> Result<(), DecodeError> {
                encoding::$codec::merge(wire_type, self, buf, context)
            }
        }
    };
}

scalar!(bool, bool, |x: &bool| *x, |x: &bool| Value::Bool(*x));
scalar!(i32, int32, |x: &i32| *x != 0, |x: &i32| Value::from(*x));
scalar!(u32, uint32, |x: &u32| *x != 0, |x: &u32| Value::from(*x));
scalar!(i64, int64, |x: &i64| *x != 0, |x: &i64| Value::String(x.to_string()));
scalar!(u64, uint64, |x: &u64| *x != 0, |x: &u64| Value::String(x.to_string()));
scalar!(f32, float, |x: &f32| x.to_bits() != 0, |x: &f32| json::float(*x));
scalar!(f64, double, |x: &f64| x.to_bits() != 0, |x: &f64| json::double(*x));
scalar!(String, string, |x: &String| !x.is_empty(), |x: &String| Value::String(x.clone()));
scalar!(Vec<u8>, bytes, |x: &Vec<u8>| !x.is_empty(), |x: &Vec<u8>| json::base64(x).into());

impl<M: Fields> Encode for M {
    fn is_set(&self) -> bool {
        true
    }

    fn encode(&self, tag: u32, buf: &mut impl BufMut) {
        encoding::message::encode(tag, self, buf);
    }

    fn size(&self, tag: u32) -> usize {
        encoding::message::encoded_len(tag, self)
    }

    fn json(&self) -> Value {
        self.to_value()
    }
}

impl<M: Fields> Decode for M {
    fn decode(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        encoding::message::merge(wire_type, self, buf, context)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn is_set(&self) -> bool {
        self.is_some()
    }

    fn encode(&self, tag: u32, buf: &mut impl BufMut) {
        if let Some(value) = self {
            value.encode(tag, buf);
        }
    }

    fn size(&self, tag: u32) -> usize {
        self.as_ref().map_or(0, |value| value.size(tag))
    }

    fn json(&self) -> Value {
        self.as_ref().map_or(Value::Null, Encode::json)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        self.get_or_insert_default().decode(wire_type, buf, context)
    }
}

/// Repeated strings and messages; repeated numbers would be packed.
impl<T: Encode> Encode for Vec<T> {
    fn is_set(&self) -> bool {
        !self.is_empty()
    }

    fn encode(&self, tag: u32, buf: &mut impl BufMut) {
        for value in self {
            value.encode(tag, buf);
        }
    }

    fn size(&self, tag: u32) -> usize {
        self.iter().map(|value| value.size(tag)).sum()
    }

    fn json(&self) -> Value {
        self.iter().map(Encode::json).collect()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        let mut value = T::default();
        value.decode(wire_type, buf, context)?;
        self.push(value);
        Ok(())
    }
}

/// An entry always has its key and its value, as other languages write it (prost leaves out defaults).
impl<T: Encode> Encode for BTreeMap<String, T> {
    fn is_set(&self) -> bool {
        !self.is_empty()
    }

    fn encode(&self, tag: u32, buf: &mut impl BufMut) {
        for (key, value) in self {
            encode_key(tag, WireType::LengthDelimited, buf);
            encode_varint((key.size(1) + value.size(2)) as u64, buf);
            key.encode(1, buf);
            value.encode(2, buf);
        }
    }

    fn size(&self, tag: u32) -> usize {
        let entries = self.iter().map(|(key, value)| key.size(1) + value.size(2));
        entries.map(|size| key_len(tag) + encoded_len_varint(size as u64) + size).sum()
    }

    fn json(&self) -> Value {
        Value::Object(map(self.iter().map(|(key, value)| (key.clone(), value.json()))))
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        encoding::check_wire_type(WireType::LengthDelimited, wire_type)?;
        let value = |wire_type, value: &mut T, buf: &mut _, context| value.decode(wire_type, buf, context);
        encoding::btree_map::merge(encoding::string::merge, value, self, buf, context)
    }
}
