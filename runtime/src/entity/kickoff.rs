//! The type of the input that gets the time of a schedule.

use chrono::{DateTime, Utc};

/// A type that an input with `#[kickoff]` can have (flyteadmin `pkg/manager/impl/validation/launch_plan_validator.go`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the time of a schedule [AIL1009]",
    label = "Flyte hands the time to an input of the type `DateTime<Utc>` alone",
    note = "take `aileron::chrono::DateTime<Utc>`, and let a task make of it what the work needs"
)]
pub trait KickoffTime {}

impl KickoffTime for DateTime<Utc> {}

/// Checks the type of the input that gets the time.
pub const fn kickoff<T: KickoffTime>() {}
