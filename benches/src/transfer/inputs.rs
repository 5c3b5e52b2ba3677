//! Inputs of one value.

use aileron_idl::core::{
    Blob, BlobMetadata, BlobType, Literal, LiteralMap, Primitive, Scalar, literal, primitive, scalar,
};
use prost::Message;

pub(super) fn file(name: &str, uri: &str) -> Vec<u8> {
    let metadata = BlobMetadata { r#type: Some(BlobType::default()) };
    one(name, scalar::Value::Blob(Blob { metadata: Some(metadata), uri: uri.to_owned() }))
}

pub(super) fn text(name: &str, text: &str) -> Vec<u8> {
    let primitive = Primitive { value: Some(primitive::Value::StringValue(text.to_owned())) };
    one(name, scalar::Value::Primitive(primitive))
}

fn one(name: &str, value: scalar::Value) -> Vec<u8> {
    let scalar = Scalar { value: Some(value) };
    let literal = Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() };
    LiteralMap { literals: [(name.to_owned(), literal)].into() }.encode_to_vec()
}
