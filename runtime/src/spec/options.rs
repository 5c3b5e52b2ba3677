//! What the specs contain in addition to the entities.

use super::Ids;
use crate::fast::FastProgram;
use aileron_grammar::Images;

/// What the specs contain in addition to the entities.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The parts of every id.
    pub(crate) ids: Ids,
    /// The images, after the order of precedence of their sources is applied.
    pub(crate) images: Images,
    /// The variables of every container; a task's own value wins.
    pub(crate) env: Vec<(String, String)>,
    /// The path of the program in its images.
    pub(crate) binary: String,
    /// The program that runs instead of the one in the images, if it was uploaded.
    pub(crate) fast: Option<FastProgram>,
    /// The service account for executions of launch plans.
    pub(crate) service_account: Option<String>,
}
