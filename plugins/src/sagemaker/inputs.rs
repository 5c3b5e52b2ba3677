//! How a training job gets the inputs of the task.

use aileron::idl::core::blob_type::BlobDimensionality;
use aileron::idl::core::{LiteralType, SimpleType, literal_type::Type};
use aileron::plugin::{Error, PluginTask};
use serde_json::{Map, Value, json};

/// An image with an empty name, which is added behind a placeholder to make the result a string.
///
/// A placeholder that is the whole string would become the value itself, such as a number, and SageMaker accepts only
/// strings as hyperparameters (flytekit `utils/dict_formatter.py`).
pub(super) const NOTHING: &str = "nothing";

/// How an input reaches the trainer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As a string, which the value already is.
    Text,
    /// As the string that Python prints for the value.
    Printed,
    /// As a file in its channel's folder.
    File,
    /// As its channel's folder.
    Folder,
}

impl Way {
    /// The way for a type; `None` if there is none (flytekit `interaction/string_literals.py`).
    pub(super) fn for_type(ty: &LiteralType) -> Option<Way> {
        match ty.r#type.as_ref()? {
            Type::Simple(kind) => match SimpleType::try_from(*kind).ok()? {
                SimpleType::String | SimpleType::Datetime => Some(Way::Text),
                SimpleType::Integer | SimpleType::Float | SimpleType::Boolean | SimpleType::Duration => {
                    Some(Way::Printed)
                }
                _ => None,
            },
            Type::EnumType(_) => Some(Way::Text),
            Type::Blob(blob) if blob.dimensionality == BlobDimensionality::Single as i32 => Some(Way::File),
            Type::Blob(_) | Type::StructuredDatasetType(_) => Some(Way::Folder),
            _ => None,
        }
    }

    pub(super) fn is_channel(self) -> bool {
        matches!(self, Way::File | Way::Folder)
    }
}

/// Each input with its type and its way, in order.
///
/// # Errors
/// When there is no way for an input; the error names all of them.
pub(super) fn ways<'t>(task: &'t PluginTask<'_>) -> Result<Vec<(&'t str, &'t LiteralType, Way)>, Error> {
    let variables = task.interface().inputs.as_ref().map(|inputs| &inputs.variables);
    let mut problems = Vec::new();
    let mut ways = Vec::new();
    for name in task.inputs() {
        let ty = variables.and_then(|variables| variables.get(name)?.r#type.as_ref());
        match ty.and_then(|ty| Some((ty, Way::for_type(ty)?))) {
            Some((ty, way)) => ways.push((&**name, ty, way)),
            None => problems.push(format!(
                "the input `{name}` can be neither a hyperparameter, which is a string, nor a channel of files: hyperparameters \
                 are numbers, booleans, `String`, enums, datetimes and durations, channels are `File`, `Directory` and \
                 `StructuredDataset`"
            )),
        }
    }
    if problems.is_empty() { Ok(ways) } else { Err(problems.join("; ").into()) }
}

/// `HyperParameters` and `InputDataConfig` of the request.
pub(super) fn request(ways: &[(&str, &LiteralType, Way)]) -> (Map<String, Value>, Vec<Value>) {
    let mut hyperparameters = Map::new();
    let mut channels = Vec::new();
    for (name, _, way) in ways {
        let placeholder = format!("{{inputs.{name}}}");
        match way {
            Way::Text => drop(hyperparameters.insert((*name).to_owned(), placeholder.into())),
            Way::Printed => {
                let text = format!("{placeholder}{{images.{NOTHING}}}");
                hyperparameters.insert((*name).to_owned(), text.into());
            }
            Way::File | Way::Folder => channels.push(channel(name, &placeholder)),
        }
    }
    (hyperparameters, channels)
}

fn channel(name: &str, uri: &str) -> Value {
    let source = json!({"S3DataType": "S3Prefix", "S3Uri": uri, "S3DataDistributionType": "FullyReplicated"});
    json!({"ChannelName": name, "DataSource": {"S3DataSource": source}})
}
