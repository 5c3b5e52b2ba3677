//! Flyte's messages: a message that was read is written and read again, and printed.

use aileron_idl::ToJson;
use aileron_idl::admin::{LaunchPlanSpec, TaskSpec, WorkflowSpec};
use aileron_idl::core::{DynamicJobSpec, ErrorDocument, LiteralMap, LiteralType};
use aileron_idl::prost::Message;
use std::any::type_name;

pub(super) fn decode(bytes: &[u8]) {
    one::<ErrorDocument>(bytes);
    one::<LiteralMap>(bytes);
    one::<LiteralType>(bytes);
    one::<DynamicJobSpec>(bytes);
    one::<TaskSpec>(bytes);
    one::<WorkflowSpec>(bytes);
    one::<LaunchPlanSpec>(bytes);
}

fn one<M: Message + ToJson + Default>(bytes: &[u8]) {
    let Ok(message) = M::decode(bytes) else { return };
    let written = message.encode_to_vec();
    assert_eq!(written.len(), message.encoded_len());
    // Compares bytes, because NaN is not equal to itself.
    let again = M::decode(&*written).map(|message| message.encode_to_vec());
    assert_eq!(again, Ok(written), "{} written and read", type_name::<M>());
    let _ = message.to_json().to_string();
}
