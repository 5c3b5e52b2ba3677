//! Enums. A field holds the number, because a newer Flyte may send a number that has no name here.

use std::marker::PhantomData;

use prost::bytes::BufMut;
use prost::encoding::int32;
use serde_json::Value;

use crate::wire::Encode;

/// An enum, as the generator describes it.
pub(crate) trait Enumeration: Copy + 'static {
    const VALUES: &'static [(i32, &'static str, Self)];
}

pub(crate) fn from_number<E: Enumeration>(number: i32) -> Option<E> {
    E::VALUES.iter().find(|value| value.0 == number).map(|value| value.2)
}

pub(crate) fn name<E: Enumeration>(number: i32) -> Option<&'static str> {
    E::VALUES.iter().find(|value| value.0 == number).map(|value| value.1)
}

pub(crate) fn from_name<E: Enumeration>(name: &str) -> Option<E> {
    E::VALUES.iter().find(|value| value.1 == name).map(|value| value.2)
}

/// A field whose type is an enum: a number that prints as a name.
pub(crate) struct Enum<E>(i32, PhantomData<E>);

impl<E> Enum<E> {
    pub(crate) fn of(number: i32) -> Self {
        Self(number, PhantomData)
    }
}

impl<E: Enumeration> Encode for Enum<E> {
    fn is_set(&self) -> bool {
        self.0 != 0
    }

    fn encode(&self, tag: u32, buf: &mut impl BufMut) {
        int32::encode(tag, &self.0, buf);
    }

    fn size(&self, tag: u32) -> usize {
        int32::encoded_len(tag, &self.0)
    }

    fn json(&self) -> Value {
        name::<E>(self.0).map_or_else(|| self.0.into(), Value::from)
    }
}

/// A repeated field whose type is an enum.
pub(crate) struct Enums<'a, E>(&'a [i32], PhantomData<E>);

impl<'a, E> Enums<'a, E> {
    pub(crate) fn of(numbers: &'a [i32]) -> Self {
        Self(numbers, PhantomData)
    }
}

impl<E: Enumeration> Encode for Enums<'_, E> {
    fn is_set(&self) -> bool {
        !self.0.is_empty()
    }

    fn encode(&self, tag: u32, buf: &mut impl BufMut) {
        int32::encode_packed(tag, self.0, buf);
    }

    fn size(&self, tag: u32) -> usize {
        int32::encoded_len_packed(tag, self.0)
    }

    fn json(&self) -> Value {
        self.0.iter().map(|number| Enum::<E>::of(*number).json()).collect()
    }
}

/// Implements the public methods of an [`Enumeration`].
macro_rules! enumeration {
    ($enumeration:ty) => {
        impl $enumeration {
            /// The value's name in the `.proto` file.
            #[must_use]
            pub fn as_str_name(&self) -> &'static str {
                $crate::enumeration::name::<Self>(*self as i32).unwrap_or_default()
            }

            /// Finds the value of a name in the `.proto` file.
            #[must_use]
            pub fn from_str_name(name: &str) -> Option<Self> {
                $crate::enumeration::from_name(name)
            }
        }

        impl From<$enumeration> for i32 {
            fn from(value: $enumeration) -> i32 {
                value as i32
            }
        }

        impl TryFrom<i32> for $enumeration {
            type Error = prost::UnknownEnumValue;

            fn try_from(number: i32) -> Result<Self, prost::UnknownEnumValue> {
                $crate::enumeration::from_number(number).ok_or(prost::UnknownEnumValue(number))
            }
        }
    };
}
pub(crate) use enumeration;
