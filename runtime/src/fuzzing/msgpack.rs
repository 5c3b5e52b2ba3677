//! MessagePack: a value that was read is written and read again, and its literals are not larger than allowed.

use super::kinds::{self, Visit};
use crate::types::FlyteType;
use crate::types::msgpack::{self, Packer, Unpacker};
use crate::types::path::{self, Step};
use aileron_idl::core::{Binary, Literal, scalar};
use serde_json::Value;
use std::any::type_name;

pub(super) fn read(bytes: &[u8]) {
    kinds::each(&mut Read(bytes));
    taken_apart(bytes);
    let literal = msgpack::read(bytes, Unpacker::literal);
    let skipped = msgpack::read(bytes, Unpacker::skip);
    assert!(skipped.is_ok() || literal.is_err(), "a value that can't be skipped was read");
    if let Ok(literal) = literal {
        let mut packer = Packer::default();
        packer.literal(literal.clone()).unwrap_or_else(|error| panic!("{literal:?}: {error}"));
        let again = msgpack::read(&packer.into_bytes(), Unpacker::literal);
        assert_eq!(again.map(|again| format!("{again:?}")), Ok(format!("{literal:?}")));
    }
}

/// A part is the same, whether it is taken from the bytes or from the value that was read.
fn taken_apart(bytes: &[u8]) {
    let part = |path: &[Step]| path::part(&packed(bytes.to_vec()), path).and_then(Value::from_literal);
    let same = |step: Step, whole: Option<&Value>| match (whole, part(&[step])) {
        (Some(whole), Ok(part)) => assert_eq!(&part, whole),
        // Numbers that JSON or literals can't hold.
        (None, _) | (_, Err(_)) => {}
    };
    let whole = msgpack::read(bytes, Value::unpack).unwrap_or_default();
    same(Step::Key("a".to_owned()), whole.get("a"));
    same(Step::Index(0), whole.get(0));
    let _ = part(&[Step::Key("a".to_owned()), Step::Index(0)]);
}

struct Read<'a>(&'a [u8]);

impl Visit for Read<'_> {
    fn kind<T: FlyteType>(&mut self) {
        // Read as a field of a struct that the workflow takes out of it.
        let _ = T::from_literal(packed(self.0.to_vec()));
        let Ok(value) = msgpack::read(self.0, T::unpack) else { return };
        let written = written(value);
        let again = msgpack::read(&written, T::unpack).map(self::written);
        assert_eq!(again, Ok(written), "{} written and read", type_name::<T>());
    }
}

fn written<T: FlyteType>(value: T) -> Vec<u8> {
    let mut packer = Packer::default();
    value.pack(&mut packer).unwrap_or_else(|error| panic!("{} was read: {error}", type_name::<T>()));
    packer.into_bytes()
}

fn packed(value: Vec<u8>) -> Literal {
    crate::types::literal::scalar(scalar::Value::Binary(Binary { value, tag: msgpack::TAG.to_owned() }))
}
