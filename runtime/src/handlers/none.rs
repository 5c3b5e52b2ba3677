//! Handlers on systems without signals: they do nothing.

use crate::entity::Entity;
use std::io;

pub(crate) fn own() {}

pub(crate) fn is_child() -> bool {
    false
}

pub(crate) fn end_child() -> ! {
    std::process::exit(1)
}

pub(crate) fn set_exit_status(_: i32) {}

pub(crate) fn start_anew_at_the_end() {}

pub(crate) fn name_tasks_at_the_end() {}

pub(crate) fn here_alone(_: i32) -> io::Result<()> {
    Ok(())
}

pub(crate) struct At;

pub(crate) fn at(_: Option<&'static Entity>) -> At {
    At
}

pub(crate) struct AtWork;

pub(crate) fn at_work(_: &'static Entity) -> AtWork {
    AtWork
}

pub(crate) fn is_any_at_work() -> bool {
    false
}
