//! Which task types something on Flyte can run, as far as that is known without an installation.

/// The types whose plugins start containers (flyteplugins `go/tasks/plugins/k8s` and `array`, `RegisteredTaskTypes`).
const OF_CONTAINERS: [&str; 13] = [
    "aws-batch",
    "container",
    "container_array",
    "dask",
    "mpi",
    "pod",
    "python-task",
    "pytorch",
    "raw-container",
    "ray",
    "sidecar",
    "spark",
    "tensorflow",
];

/// The types that flytekit runs in its own container (`core/base_sql_task.py`, `extras/sqlite3/task.py`,
/// flytekitplugins-duckdb, flytekitplugins-sqlalchemy).
const OF_FLYTEKIT: [&str; 5] = ["duckdb", "sql_task", "sqlalchemy", "sqlite", "sqlite3"];

/// Why nothing on Flyte runs a task of that type without a container; `None` if something may.
pub(super) fn none_without_container(task_type: &str) -> Option<String> {
    let why = if OF_CONTAINERS.contains(&task_type) {
        "Flyte's plugin for this type starts a container, and this task has none"
    } else if OF_FLYTEKIT.contains(&task_type) {
        "flytekit runs this type in a container of its own, and this task has none"
    } else {
        return None;
    };
    Some(format!(
        "nothing on Flyte runs it as a task of the type `{task_type}`: {why}; use the type of a service, such as `snowflake`, or \
         write a task with a body"
    ))
}
