//! The client of flyteadmin, on a server that answers as flyteadmin does.

mod answers;
mod client;
mod launch_plans;
mod support;
