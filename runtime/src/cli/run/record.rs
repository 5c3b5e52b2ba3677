//! The record of a run, and the one with which a run goes on.

use super::super::failure::Failure;
use crate::cache::{self, Record};
use crate::entity::{Entity, Kind};
use crate::logs;
use crate::program::ProgramInfo;
use aileron_idl::core::Literal;
use chrono::{DateTime, SecondsFormat, Utc};
use std::sync::Arc;

/// The record of the last run of the entity that has not succeeded.
///
/// # Errors
/// If there is none.
pub(super) fn earlier(program: &ProgramInfo, entity: &Entity) -> Result<Record, Failure> {
    if !has_record(entity) {
        return Err(Failure::Call(format!(
            "`--resume` goes on between the tasks of a workflow, and `{}` is one task: remove the flag",
            entity.name
        )));
    }
    let root = cache::root().map_err(Failure::Call)?;
    Record::resume(&root, program.name, entity).ok_or_else(|| {
        Failure::Call(format!(
            "`--resume`: no run of `{}` has failed or was interrupted, as far as `{}` tells; remove the flag",
            entity.name,
            root.display()
        ))
    })
}

/// The record of the run that begins: the earlier one, or a new one. Without a folder for it, the run has none.
pub(super) fn of_run(
    program: &ProgramInfo,
    entity: &Entity,
    inputs: &[Literal],
    earlier: Option<Record>,
) -> Option<Arc<Record>> {
    let record = match earlier {
        Some(earlier) => {
            let began = DateTime::<Utc>::from(earlier.began()).to_rfc3339_opts(SecondsFormat::Secs, true);
            logs::note(&format!("goes on with the run of {began}"));
            earlier
        }
        None if has_record(entity) => Record::begin(&cache::root().ok()?, program.name, entity).ok()?,
        None => return None,
    };
    record.take_inputs(&entity.inputs(), inputs).ok()?;
    Some(Arc::new(record))
}

/// Whether there is anything to go on with: one task has ended, or not.
fn has_record(entity: &Entity) -> bool {
    entity.kind() != Kind::Task || entity.is_dynamic()
}
