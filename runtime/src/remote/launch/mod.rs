//! Launches tasks, workflows and launch plans that a server has.

mod create;
mod inputs;
mod launched;
mod options;
mod request;
mod target;
mod upload;

pub use launched::Launched;
pub(crate) use options::LaunchOptions;
pub use request::Launch;
pub(crate) use target::{Target, find};
pub(crate) use upload::{place_of_program, upload_program};

use super::{Client, Error, Execution};
use aileron_idl::core::Literal;
use std::collections::BTreeMap;

/// Uploads what the inputs name on this machine, and launches the target. The inputs have been checked.
pub(crate) async fn launch(
    client: &Client,
    target: &Target,
    mut inputs: BTreeMap<String, Literal>,
    options: LaunchOptions,
) -> Result<Execution, Error> {
    upload::upload(client, &target.inputs, &mut inputs).await?;
    create::create(client, target, inputs, options).await
}
