//! JSON objects as protobuf structs, the form in which Flyte's console writes a struct.

use super::super::ValueError;
use super::Packer;
use aileron_idl::google::{Struct, Value, value::Kind};

/// Writes the object as MessagePack. All its numbers are floats; the reader knows which are integers.
pub(crate) fn pack_struct(object: &Struct, to: &mut Packer) -> Result<(), ValueError> {
    to.map(object.fields.len())?;
    object.fields.iter().try_for_each(|(key, value)| {
        to.text(key)?;
        pack_value(value, to)
    })
}

fn pack_value(value: &Value, to: &mut Packer) -> Result<(), ValueError> {
    match &value.kind {
        None | Some(Kind::NullValue(_)) => to.nil(),
        Some(Kind::BoolValue(value)) => to.boolean(*value),
        Some(Kind::NumberValue(value)) => to.float(*value),
        Some(Kind::StringValue(value)) => to.text(value)?,
        Some(Kind::StructValue(object)) => pack_struct(object, to)?,
        Some(Kind::ListValue(list)) => {
            to.array(list.values.len())?;
            list.values.iter().try_for_each(|item| pack_value(item, to))?;
        }
    }
    Ok(())
}
