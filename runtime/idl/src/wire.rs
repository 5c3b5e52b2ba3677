//! The description of a generated message, and what is derived from it.
//!
//! A message visits its fields, and decodes one by its number. Encoding, measuring and JSON are visitors, so a field costs
//! two generated lines, however many visitors there are.

use prost::DecodeError;
use prost::bytes::{Buf, BufMut};
use prost::encoding::{DecodeContext, WireType, skip_field};

use serde_json::{Map, Value};

/// A message, as the generator describes it.
pub(crate) trait Fields: prost::Message + Default {
    /// Calls the visitor with every field, in the order of their numbers.
    fn visit(&self, visitor: &mut impl Visitor);

    /// Reads the field with the number `tag`.
    fn decode_field(&mut self, tag: u32, from: Input<'_, impl Buf>) -> Result<(), DecodeError>;

    /// The message in JSON; messages for which protobuf defines another form override this.
    fn to_value(&self) -> Value {
        let mut object = Object(Map::new());
        self.visit(&mut object);
        Value::Object(object.0)
    }
}

impl<M: Fields> Fields for Box<M> {
    fn visit(&self, visitor: &mut impl Visitor) {
        M::visit(self, visitor);
    }

    fn decode_field(&mut self, tag: u32, from: Input<'_, impl Buf>) -> Result<(), DecodeError> {
        M::decode_field(self, tag, from)
    }

    fn to_value(&self) -> Value {
        M::to_value(self)
    }
}

/// A value that can be written as a field.
pub(crate) trait Encode {
    /// Whether the value differs from the default, so that it must be written.
    fn is_set(&self) -> bool;
    fn encode(&self, tag: u32, buf: &mut impl BufMut);
    fn size(&self, tag: u32) -> usize;
    fn json(&self) -> Value;
}

/// A value that can be read from a field and is merged with the value that is there.
pub(crate) trait Decode: Default {
    fn decode(
        &mut self,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError>;
}

/// Receives the fields of a message.
pub(crate) trait Visitor {
    /// A value that is written even if it is a default, such as a member of a oneof.
    fn member(&mut self, tag: u32, json_name: &'static str, value: &impl Encode);

    /// A value that is written unless it is the default.
    fn field(&mut self, tag: u32, json_name: &'static str, value: &impl Encode) {
        if value.is_set() {
            self.member(tag, json_name, value);
        }
    }
}

pub(crate) struct Encoder<'a, B>(pub(crate) &'a mut B);

impl<B: BufMut> Visitor for Encoder<'_, B> {
    fn member(&mut self, tag: u32, _: &'static str, value: &impl Encode) {
        value.encode(tag, self.0);
    }
}

pub(crate) struct Sizer(pub(crate) usize);

impl Visitor for Sizer {
    fn member(&mut self, tag: u32, _: &'static str, value: &impl Encode) {
        self.0 += value.size(tag);
    }
}

/// The fields as JSON has them.
pub(crate) struct Object(pub(crate) Map<String, Value>);

impl Visitor for Object {
    fn member(&mut self, _: u32, json_name: &'static str, value: &impl Encode) {
        self.0.insert(json_name.to_owned(), value.json());
    }
}

/// The encoded value of one field.
pub(crate) struct Input<'a, B> {
    pub(crate) message: &'static str,
    pub(crate) wire_type: WireType,
    pub(crate) buf: &'a mut B,
    pub(crate) context: DecodeContext,
}

impl<B: Buf> Input<'_, B> {
    pub(crate) fn field(self, name: &'static str, value: &mut impl Decode) -> Result<(), DecodeError> {
        value.decode(self.wire_type, self.buf, self.context).map_err(|error| named(error, self.message, name))
    }

    /// Reads a member of a oneof that held another member or none.
    pub(crate) fn member<T: Decode>(self, name: &'static str) -> Result<T, DecodeError> {
        let mut value = T::default();
        self.field(name, &mut value)?;
        Ok(value)
    }

    pub(crate) fn enumerations(self, name: &'static str, values: &mut Vec<i32>) -> Result<(), DecodeError> {
        prost::encoding::int32::merge_repeated(self.wire_type, values, self.buf, self.context)
            .map_err(|error| named(error, self.message, name))
    }

    pub(crate) fn skip(self, tag: u32) -> Result<(), DecodeError> {
        skip_field(self.wire_type, tag, self.buf, self.context)
    }
}

fn named(mut error: DecodeError, message: &'static str, field: &'static str) -> DecodeError {
    error.push(message, field);
    error
}

/// Implements `prost::Message` by [`Fields`]: a blanket impl is not allowed for a foreign trait.
macro_rules! message {
    ($message:ty, $name:literal) => {
        impl prost::Message for $message {
            fn encode_raw(&self, buf: &mut impl prost::bytes::BufMut) {
                $crate::wire::Fields::visit(self, &mut $crate::wire::Encoder(buf));
            }

            fn encoded_len(&self) -> usize {
                let mut sizer = $crate::wire::Sizer(0);
                $crate::wire::Fields::visit(self, &mut sizer);
                sizer.0
            }

            fn merge_field(
                &mut self,
                tag: u32,
                wire_type: prost::encoding::WireType,
                buf: &mut impl prost::bytes::Buf,
                context: prost::encoding::DecodeContext,
            ) -> Result<(), prost::DecodeError> {
                let input = $crate::wire::Input { message: $name, wire_type, buf, context };
                $crate::wire::Fields::decode_field(self, tag, input)
            }

            fn clear(&mut self) {
                *self = Self::default();
            }
        }
    };
}
pub(crate) use message;
