//! A client of Flyte's control plane, flyteadmin.
//!
//! ```no_run
//! use aileron::remote::{Client, Settings};
//!
//! # async fn version() -> Result<(), aileron::remote::Error> {
//! let client = Client::connect(Settings::new("localhost:30080").insecure()).await?;
//! println!("Flyte {}", client.version().await?);
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::launch`] launches a function and gives what it returns; [`Client::launch_named`] launches by a name, with JSON. Either way
//! the inputs are checked before anything is sent, and files of this machine are uploaded. [`Execution`] waits, looks and ends.
//!
//! The book goes step by step from an empty folder to an execution, says which permission is for what, and what messages mean:
//! `book/src/flyte.md` in the repository.

mod access;
mod call;
mod client;
mod codec;
mod connection;
mod error;
mod executions;
mod launch;
mod launch_plans;
mod notice;
mod pages;
mod proxy;
pub mod register;
mod retries;
mod settings;
mod signals;
#[cfg(test)]
pub(crate) mod tests;
mod trust;
mod unreachable;

pub(crate) use client::AT_ONCE;
pub use client::Client;
pub use error::Error;
pub use executions::{
    Abort, AttemptSnapshot, Execution, ExecutionSummary, Executions, LogLink, NodeSnapshot, Problem,
    Snapshot, State, Times, Watch,
};
pub(crate) use executions::{changes, describe, tree_lines};
pub(crate) use executions::{newest_first, values};
pub use launch::{Launch, Launched};
pub(crate) use launch::{LaunchOptions, Target as LaunchTarget, find as find_target, launch};
pub(crate) use launch::{place_of_program, upload_program};
pub use launch_plans::{LaunchPlan, LaunchPlans, LaunchSchedule};
pub(crate) use pages::Pages;
pub use settings::Settings;
pub use signals::Gate;
