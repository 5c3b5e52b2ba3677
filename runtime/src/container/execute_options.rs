//! Flyte's call of the container, from the program's arguments.

use crate::context::{Attempt, Context};
use crate::entity::Entity;
use crate::storage::{Location, StorageError};
use std::ffi::OsString;

/// The values of the command line's options, unchanged.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) task: String,
    pub(crate) inputs: OsString,
    pub(crate) output_prefix: OsString,
    pub(crate) raw_output_data_prefix: Option<OsString>,
    pub(crate) checkpoint_path: Option<OsString>,
    pub(crate) prev_checkpoint: Option<OsString>,
    pub(crate) died_of: Option<i32>,
}

/// One attempt to run one task.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ExecuteOptions {
    /// The task's full name.
    pub(crate) task: String,
    /// Where `inputs.pb` is.
    pub(crate) inputs: OsString,
    /// Where to write `outputs.pb` and `error.pb`.
    pub(crate) output_prefix: OsString,
    /// Where this attempt may write files.
    pub(crate) raw_output_data_prefix: Option<OsString>,
    /// Where this attempt may write a checkpoint.
    pub(crate) checkpoint_path: Option<OsString>,
    /// Where the previous attempt may have written a checkpoint.
    pub(crate) prev_checkpoint: Option<OsString>,
    /// The signal that has already ended this attempt. The call only has to report it.
    pub(crate) died_of: Option<i32>,
}

impl ExecuteOptions {
    /// The call with these arguments. An older engine leaves templates that it doesn't know unchanged, and a current
    /// one writes two quotation marks if there is no previous checkpoint (flytekit `bin/entrypoint.py`, flyteplugins
    /// `core/template/template.go`); both become `None`.
    pub(crate) fn new(arguments: Arguments) -> Self {
        let given = |value: Option<OsString>, template: &str| {
            value.filter(|value| value != template && value != "\"\"" && !value.is_empty())
        };
        ExecuteOptions {
            task: arguments.task,
            inputs: arguments.inputs,
            output_prefix: arguments.output_prefix,
            raw_output_data_prefix: given(arguments.raw_output_data_prefix, "{{.rawOutputDataPrefix}}"),
            checkpoint_path: given(arguments.checkpoint_path, "{{.checkpointOutputPrefix}}"),
            prev_checkpoint: given(arguments.prev_checkpoint, "{{.prevCheckpointPrefix}}"),
            died_of: arguments.died_of,
        }
    }

    /// The task's context.
    pub(super) fn context(&self, task: &'static Entity) -> Result<Context, StorageError> {
        let location = |uri: &Option<OsString>| uri.as_deref().map(Location::parse).transpose();
        let attempt = Attempt::Flyte {
            task: Some(task),
            output_prefix: Location::parse(&self.output_prefix)?,
            checkpoint: location(&self.checkpoint_path)?,
            prev_checkpoint: location(&self.prev_checkpoint)?,
        };
        Ok(Context::new(location(&self.raw_output_data_prefix)?, attempt))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(raw: &str, checkpoint: &str, previous: &str) -> ExecuteOptions {
        let arguments = Arguments {
            raw_output_data_prefix: Some(raw.into()),
            checkpoint_path: Some(checkpoint.into()),
            prev_checkpoint: Some(previous.into()),
            ..Arguments::default()
        };
        ExecuteOptions::new(arguments)
    }

    #[test]
    fn arguments_that_the_engine_did_not_fill_in_are_none() {
        let none = ExecuteOptions::new(Arguments::default());
        let templates =
            ["{{.rawOutputDataPrefix}}", "{{.checkpointOutputPrefix}}", "{{.prevCheckpointPrefix}}"];
        assert_eq!(call(templates[0], templates[1], templates[2]), none);
        assert_eq!(call("", "", ""), none);
        assert_eq!(call("", "", "\"\"").prev_checkpoint, None);
    }

    #[test]
    fn arguments_that_the_engine_filled_in_are_kept() {
        let call = call("s3://b/raw", "s3://b/raw/_flytecheckpoints", "s3://b/earlier");
        assert_eq!(call.raw_output_data_prefix.as_deref(), Some("s3://b/raw".as_ref()));
        assert_eq!(call.checkpoint_path.as_deref(), Some("s3://b/raw/_flytecheckpoints".as_ref()));
        assert_eq!(call.prev_checkpoint.as_deref(), Some("s3://b/earlier".as_ref()));
    }
}
