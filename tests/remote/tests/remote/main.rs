//! The client of flyteadmin, on a server that answers as flyteadmin does.

mod answers;
mod bindings;
mod broken;
mod browser;
mod client;
mod executions;
mod fast;
mod launch;
mod launch_plans;
mod register;
mod sign_in;
mod steered;
mod support;
