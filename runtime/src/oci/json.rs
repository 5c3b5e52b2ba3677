//! Documents as bytes. The same document gives the same bytes, in every build of this crate.

use super::digest::sha256;
use super::{Blob, Content};
use oci_spec::image::{Descriptor, MediaType};
use serde_core::Serialize;
use serde_json::{Map, Value};

/// A document as a blob.
pub(super) fn blob(media_type: MediaType, document: &impl Serialize) -> Blob {
    let bytes = bytes(document);
    Blob {
        descriptor: Descriptor::new(media_type, bytes.len() as u64, sha256(&bytes)),
        content: Content::Bytes(bytes),
    }
}

/// A document as JSON. Its keys are sorted: the documents of `oci-spec` hold hash maps, whose order differs from run to run.
pub(super) fn bytes(document: &impl Serialize) -> Vec<u8> {
    let value = serde_json::to_value(document).expect("keys that are strings, and no float");
    sorted(value).to_string().into_bytes()
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(Map::from_iter(fields))
        }
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn hash_maps_are_written_in_one_order() {
        let map = || (0..50).map(|number| (format!("key{number:02}"), HashMap::from([("b", 1), ("a", 2)])));
        let expected: Vec<String> = map().map(|(key, _)| format!(r#""{key}":{{"a":2,"b":1}}"#)).collect();
        let text = String::from_utf8(bytes(&map().collect::<HashMap<_, _>>())).unwrap();
        assert_eq!(text, format!("{{{}}}", expected.join(",")));
    }
}
