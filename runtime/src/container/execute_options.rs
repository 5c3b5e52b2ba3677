//! Flyte's call of the container, from the program's arguments.

use crate::context::{Attempt, Context};
use crate::entity::Entity;
use crate::storage::{Location, StorageError};
use std::ffi::OsString;

/// One attempt to run one task.
#[derive(Debug, Default, PartialEq, Eq)]
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
    /// For a task of a map: the inputs that are lists of elements, each with the path to the part that the task takes.
    pub(crate) elements: Vec<String>,
    /// The signal that has already ended this attempt. The call only has to report it.
    pub(crate) died_of: Option<i32>,
}

impl ExecuteOptions {
    /// The options without those that the engine did not fill in. An older engine leaves templates that it doesn't know
    /// unchanged, and a current one writes two quotation marks if there is no previous checkpoint (flytekit
    /// `bin/entrypoint.py`, flyteplugins `core/template/template.go`); both become `None`.
    pub(crate) fn filled(self) -> Self {
        let given = |value: Option<OsString>, template: &str| {
            value.filter(|value| value != template && value != "\"\"" && !value.is_empty())
        };
        ExecuteOptions {
            raw_output_data_prefix: given(self.raw_output_data_prefix, "{{.rawOutputDataPrefix}}"),
            checkpoint_path: given(self.checkpoint_path, "{{.checkpointOutputPrefix}}"),
            prev_checkpoint: given(self.prev_checkpoint, "{{.prevCheckpointPrefix}}"),
            ..self
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
        let options = ExecuteOptions {
            raw_output_data_prefix: Some(raw.into()),
            checkpoint_path: Some(checkpoint.into()),
            prev_checkpoint: Some(previous.into()),
            ..ExecuteOptions::default()
        };
        options.filled()
    }

    #[test]
    fn arguments_that_the_engine_did_not_fill_in_are_none() {
        let none = ExecuteOptions::default().filled();
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
