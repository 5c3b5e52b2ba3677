//! The client of flyteadmin, on a server that answers as flyteadmin does.

mod answers;
mod bindings;
mod broken;
mod client;
mod executions;
mod launch_plans;
mod steered;
mod support;
