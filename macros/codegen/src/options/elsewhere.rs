//! Options of other attributes, for the message about an unknown one.

/// Each attribute with the options that no attribute before it has. The tables of options are in files above this one, so
/// the names are repeated here. A test compares them.
pub(super) const OPTIONS: [(&str, &[&str]); 8] = [
    (
        "task",
        &[
            "name",
            "crate",
            "retries",
            "timeout",
            "interruptible",
            "cache",
            "requests",
            "limits",
            "accelerator",
            "shared_memory",
            "env",
            "labels",
            "annotations",
            "secrets",
            "pod_template",
            "pod_template_name",
            "deprecated",
            "container_image",
            "deck",
            "plugin",
            "local",
        ],
    ),
    ("container_task", &["image", "command", "arguments", "data"]),
    ("query_task", &["query"]),
    ("shell_task", &["script", "shell"]),
    ("reference_task", &["project", "domain", "version"]),
    ("workflow", &["in_order", "on_failure", "failure_policy"]),
    (
        "launch_plan",
        &[
            "schedule",
            "notifications",
            "raw_output_data_prefix",
            "max_parallelism",
            "concurrency",
            "service_account",
            "iam_role",
            "overwrite_cache",
            "auto_activate",
        ],
    ),
    ("node", &["after", "min_successes", "min_success_ratio"]),
];

/// What is an option of another attribute, or of none yet.
pub(super) fn elsewhere(word: &str) -> Option<String> {
    if ["cron", "schedule", "fixed_rate"].contains(&word) {
        return Some(
            "a schedule belongs to a launch plan: write `#[launch_plan(schedule = \"0 6 * * *\")]` on a function that calls the \
             workflow"
                .into(),
        );
    }
    let (attribute, _) = OPTIONS.iter().find(|(_, names)| names.contains(&word))?;
    Some(format!("it is one of `#[{attribute}]`"))
}
