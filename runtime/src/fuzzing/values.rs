//! Values as people write them: JSON, and texts of the command line. A printed value is read back as the same.

use super::kinds::{self, Visit};
use crate::types::{FlyteType, json, parse};
use aileron_idl::core::Literal;
use aileron_idl::prost::Message;
use std::any::type_name;

pub(super) fn json(bytes: &[u8]) {
    if let Ok(json) = json::parse_text(bytes) {
        kinds::each(&mut Json(json));
    }
}

struct Json(serde_json::Value);

impl Visit for Json {
    fn kind<T: FlyteType>(&mut self) {
        let ty = kinds::type_of::<T>();
        let Ok(literal) = json::read(self.0.clone(), ty) else { return };
        let printed = json::write(&literal);
        let again = json::read(printed.clone(), ty);
        assert!(again.is_ok_and(|again| same(&again, &literal)), "{} as {printed}", type_name::<T>());
        // It may still be refused: JSON has no `u8`.
        let _ = T::from_literal(literal);
    }
}

/// Compares bytes, because NaN is not equal to itself.
fn same(one: &Literal, other: &Literal) -> bool {
    one.encode_to_vec() == other.encode_to_vec()
}

pub(super) fn text(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        kinds::each(&mut Text(text));
    }
}

struct Text<'a>(&'a str);

impl Visit for Text<'_> {
    fn kind<T: FlyteType>(&mut self) {
        let ty = kinds::type_of::<T>();
        let Ok(literal) = parse(self.0, ty) else { return };
        let json = json::write(&literal);
        // Where any type is allowed, a string is JSON; elsewhere it is the text itself.
        let printed = [Some(json.to_string()), json.as_str().map(str::to_owned)];
        let mut again = printed.iter().flatten().filter_map(|text| parse(text, ty).ok());
        assert!(again.any(|again| same(&again, &literal)), "{} as {printed:?}", type_name::<T>());
        let _ = T::from_literal(literal);
    }
}
