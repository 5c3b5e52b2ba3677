//! The report of a run.

use super::Failure;
#[cfg(feature = "report")]
use crate::cli::output::Output;
use crate::entity::Entity;
use crate::local::{Listener, RunError};
use aileron_idl::core::Literal;
use std::path::Path;
#[cfg(feature = "report")]
use std::time::SystemTime;

/// A report that is written when the run has ended.
#[cfg(feature = "report")]
pub(super) struct Report<'f> {
    recording: crate::report::Recording,
    began: chrono::DateTime<chrono::Utc>,
    file: &'f Path,
}

#[cfg(feature = "report")]
impl<'f> Report<'f> {
    /// Begins to record.
    ///
    /// # Errors
    /// Fails if the file can't be written: it is better to know before the work than after it.
    pub(super) fn to(file: &'f Path) -> Result<Self, Failure> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        if file.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
            let why = if file.is_dir() { "this is a folder" } else { "there is no such folder" };
            return Err(Failure::Call(format!(
                "`--report {}`: {why}; name a file in a folder that exists",
                file.display()
            )));
        }
        Ok(Report { recording: crate::report::Recording::new(), began: SystemTime::now().into(), file })
    }

    pub(super) fn listener(&self) -> &dyn Listener {
        &self.recording
    }

    /// Writes the page of a run that has ended like this.
    pub(super) fn write(
        &self,
        entity: &'static Entity,
        ended: &Result<Vec<Literal>, RunError>,
    ) -> Result<(), Failure> {
        use crate::graph::{Constants, Nest};
        use crate::report::{Run, page};
        let is_graph = entity.task().is_none() && entity.reference().is_none();
        let nest = is_graph.then(|| Nest::trace([entity], Constants::Anywhere).ok()).flatten();
        let found = nest.as_ref().and_then(|nest| Some((nest.find(entity)?, nest)));
        let run = Run {
            name: entity.name,
            began: self.began.format("%Y-%m-%d %H:%M:%S UTC").to_string(),
            error: ended.as_ref().err().map(|error| error as _),
            outputs: ended
                .as_ref()
                .ok()
                .map(|outputs| super::print::outputs(&entity.outputs(), outputs, false)),
            graph: found.map(|(member, nest)| (&member.graph, nest, member.nodes())),
        };
        let page = page(&run, &self.recording).map_err(Failure::call)?;
        Output::File(self.file).write(page.as_bytes())
    }
}

/// Without the feature, there is none.
#[cfg(not(feature = "report"))]
pub(super) enum Report {}

#[cfg(not(feature = "report"))]
impl Report {
    pub(super) fn to(file: &Path) -> Result<Self, Failure> {
        Err(Failure::Call(format!(
            "`--report {}`: this program can't write reports, because it was built without what they need: build it with the \
             feature `report` of `aileron`, or remove the flag",
            file.display()
        )))
    }

    pub(super) fn listener(&self) -> &dyn Listener {
        match *self {}
    }

    pub(super) fn write(
        &self,
        _: &'static Entity,
        _: &Result<Vec<Literal>, RunError>,
    ) -> Result<(), Failure> {
        match *self {}
    }
}
