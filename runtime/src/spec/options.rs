//! What the specs say besides the entities.

use super::Ids;
use aileron_grammar::Images;

/// What the specs say besides the entities.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// What goes into every id.
    pub(crate) ids: Ids,
    /// The images, the stronger sources already preferred.
    pub(crate) images: Images,
    /// The environment of every container; a task's own value wins.
    pub(crate) env: Vec<(String, String)>,
    /// Where the program lies in its images.
    pub(crate) binary: String,
    /// The account of what launch plans run.
    pub(crate) service_account: Option<String>,
}
