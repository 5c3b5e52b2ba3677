//! The values that the platform fills into templates: the paths of an attempt's files, and its ids.

use crate::arguments::{RenderError, Surroundings, render};
use crate::storage::random;
use aileron_idl::core::{Identifier, LiteralMap, TaskTemplate};

/// The paths of an attempt's files.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The file with the inputs.
    pub(crate) inputs: String,
    /// The prefix for outputs; if `None`, next to the inputs.
    pub(crate) output_prefix: Option<String>,
    /// The prefix for the task's files; if `None`, next to the inputs.
    pub(crate) raw_output_data_prefix: Option<String>,
    /// The prefix for a checkpoint; if `None`, next to the task's files.
    pub(crate) checkpoint_prefix: Option<String>,
    /// The prefix of the previous attempt's checkpoint; empty if there was no such attempt.
    pub(crate) prev_checkpoint_prefix: String,
}

/// The ids of an attempt.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) pod: String,
    pub(crate) namespace: String,
}

impl Names {
    /// The ids of a task's first attempt in an execution that does not exist.
    pub(crate) fn for_task(task: &TaskTemplate) -> Self {
        let no_id = Identifier::default();
        let id = task.id.as_ref().unwrap_or(&no_id);
        Names {
            pod: format!("{}-{}-{}", super::EXECUTION, super::NODE, super::ATTEMPT),
            namespace: format!("{}-{}", id.project, id.domain),
        }
    }

    /// The ids of an attempt on this machine, which no other attempt has.
    pub(crate) fn local() -> Self {
        let local = "local".to_owned();
        Names { pod: format!("{local}-{}", random::name()), namespace: local }
    }
}

impl Places {
    /// The paths for an attempt in a folder; the task's files have their own prefix.
    pub(crate) fn within(folder: &str, raw_output_data_prefix: &str) -> Self {
        Places {
            inputs: format!("{folder}/inputs.pb"),
            raw_output_data_prefix: Some(raw_output_data_prefix.to_owned()),
            ..Places::default()
        }
    }

    /// Fills in the placeholders of texts, as for the task's first attempt.
    ///
    /// # Errors
    /// Fails if a text names an input that does not exist or can't be printed.
    pub(crate) fn fill<'t>(
        &self,
        texts: impl IntoIterator<Item = &'t str>,
        names: &Names,
        inputs: &LiteralMap,
    ) -> Result<Vec<String>, RenderError> {
        let folder = self.inputs.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let beside =
            |given: &Option<String>, name: &str| given.clone().unwrap_or_else(|| format!("{folder}/{name}"));
        let raw = beside(&self.raw_output_data_prefix, "raw");
        let beside_raw = || format!("{raw}/_flytecheckpoints");
        let at = Surroundings {
            input: &self.inputs,
            input_prefix: folder,
            output_prefix: &beside(&self.output_prefix, &super::ATTEMPT.to_string()),
            raw_output_data_prefix: &raw,
            checkpoint_output_prefix: &self.checkpoint_prefix.clone().unwrap_or_else(beside_raw),
            prev_checkpoint_prefix: &self.prev_checkpoint_prefix,
            generated_name: &names.pod,
            task_template_path: &format!("{folder}/task.pb"),
            namespace: &names.namespace,
        };
        render(texts, &at, inputs)
    }
}
