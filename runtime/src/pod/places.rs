//! Where an attempt finds and leaves its files, and what it is called: what the platform fills into texts.

use crate::arguments::{RenderError, Surroundings, render};
use crate::storage::random;
use aileron_idl::core::{Identifier, LiteralMap, TaskTemplate};

/// Where the attempt finds and leaves its files.
#[derive(Debug)]
pub(crate) struct Places {
    /// The file with the inputs.
    pub(crate) inputs: String,
    /// Where outputs are expected; beside the inputs if not told.
    pub(crate) output_prefix: Option<String>,
    /// Where the task's files go; beside the inputs if not told.
    pub(crate) raw_output_data_prefix: Option<String>,
}

/// What the attempt is called.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) pod: String,
    pub(crate) namespace: String,
}

impl Names {
    /// Those of the first attempt of a task that nobody started.
    pub(crate) fn for_task(task: &TaskTemplate) -> Self {
        let no_id = Identifier::default();
        let id = task.id.as_ref().unwrap_or(&no_id);
        Names {
            pod: format!("{}-{}-{}", super::EXECUTION, super::NODE, super::ATTEMPT),
            namespace: format!("{}-{}", id.project, id.domain),
        }
    }

    /// Those of an attempt on this machine, which no other has.
    pub(crate) fn local() -> Self {
        let local = "local".to_owned();
        Names { pod: format!("{local}-{}", random::name()), namespace: local }
    }
}

impl Places {
    /// All of them in a folder, but for the task's files.
    pub(crate) fn within(folder: &str, raw_output_data_prefix: &str) -> Self {
        Places {
            inputs: format!("{folder}/inputs.pb"),
            output_prefix: None,
            raw_output_data_prefix: Some(raw_output_data_prefix.to_owned()),
        }
    }

    /// The texts with the placeholders filled in, as on the task's first attempt.
    ///
    /// # Errors
    /// When one names an input that is not there or can't be printed.
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
        let at = Surroundings {
            input: &self.inputs,
            input_prefix: folder,
            output_prefix: &beside(&self.output_prefix, &super::ATTEMPT.to_string()),
            raw_output_data_prefix: &raw,
            checkpoint_output_prefix: &format!("{raw}/_flytecheckpoints"),
            prev_checkpoint_prefix: "",
            generated_name: &names.pod,
            task_template_path: &format!("{folder}/task.pb"),
            namespace: &names.namespace,
        };
        render(texts, &at, inputs)
    }
}
