//! When Flyte launches a plan.

use crate::schedule;
use aileron_idl::admin::schedule::ScheduleExpression;
use aileron_idl::admin::{FixedRateUnit, Schedule};
use chrono::{DateTime, Utc};
use std::fmt;

/// When Flyte launches a plan: by a line of cron, or each time that a while has passed.
///
/// It prints as a person writes it: `0 6 * * *`, `every 10m`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LaunchSchedule {
    /// By a line of cron.
    Cron(String),
    /// Each time that so many minutes have passed.
    Every {
        /// How many.
        minutes: u64,
    },
}

impl LaunchSchedule {
    pub(super) fn of(schedule: Schedule) -> Option<Self> {
        #[allow(deprecated, reason = "plans of older programs have it")]
        match schedule.schedule_expression? {
            ScheduleExpression::CronExpression(line) => Some(LaunchSchedule::Cron(line)),
            ScheduleExpression::CronSchedule(cron) => Some(LaunchSchedule::Cron(cron.schedule)),
            ScheduleExpression::Rate(rate) => {
                let minutes = match rate.unit() {
                    FixedRateUnit::Minute => 1,
                    FixedRateUnit::Hour => 60,
                    FixedRateUnit::Day => 24 * 60,
                };
                Some(LaunchSchedule::Every { minutes: minutes * u64::from(rate.value) })
            }
        }
    }

    /// The next times after `now`, as if the plan were activated now.
    ///
    /// # Errors
    /// Says why they are not known.
    pub(crate) fn next(
        &self,
        now: DateTime<Utc>,
        count: usize,
    ) -> Result<Vec<DateTime<Utc>>, schedule::UnknownZone> {
        match self {
            LaunchSchedule::Cron(line) => schedule::next_of_line(line, now, count),
            LaunchSchedule::Every { minutes } => Ok(schedule::next_of_rate(minutes * 60, now, count)),
        }
    }
}

impl fmt::Display for LaunchSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LaunchSchedule::Cron(line) => f.pad(line),
            LaunchSchedule::Every { minutes } => {
                let span = std::time::Duration::from_secs(minutes * 60);
                f.pad(&format!("every {}", aileron_grammar::duration::print(span)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aileron_idl::admin::{CronSchedule, FixedRate};

    fn of(expression: ScheduleExpression) -> LaunchSchedule {
        let schedule = Schedule { schedule_expression: Some(expression), ..Schedule::default() };
        LaunchSchedule::of(schedule).expect("a schedule")
    }

    fn rate(value: u32, unit: FixedRateUnit) -> LaunchSchedule {
        of(ScheduleExpression::Rate(FixedRate { value, unit: unit.into() }))
    }

    fn cron(line: &str) -> LaunchSchedule {
        of(ScheduleExpression::CronSchedule(CronSchedule {
            schedule: line.into(),
            ..CronSchedule::default()
        }))
    }

    #[test]
    fn a_schedule_prints_as_a_person_writes_it() {
        assert_eq!(cron("0 6 * * *").to_string(), "0 6 * * *");
        assert_eq!(rate(10, FixedRateUnit::Minute).to_string(), "every 10m");
        assert_eq!(rate(36, FixedRateUnit::Hour).to_string(), "every 36h");
        assert_eq!(rate(2, FixedRateUnit::Day).to_string(), "every 2d");
        assert_eq!(LaunchSchedule::of(Schedule::default()), None);
    }

    #[test]
    fn its_next_times_are_those_of_flyte() {
        let now = DateTime::from_timestamp(1_769_810_400, 0).expect("a time");
        assert_eq!(now.to_rfc3339(), "2026-01-30T22:00:00+00:00");
        let next = |schedule: LaunchSchedule| -> Vec<String> {
            schedule.next(now, 2).expect("a known zone").iter().map(DateTime::to_rfc3339).collect()
        };
        assert_eq!(next(cron("0 6 * * *")), ["2026-01-31T06:00:00+00:00", "2026-02-01T06:00:00+00:00"]);
        assert_eq!(
            next(rate(90, FixedRateUnit::Minute)),
            ["2026-01-30T23:30:00+00:00", "2026-01-31T01:00:00+00:00"]
        );
        // Flyte takes a rate of zero, and launches nothing by it that could be told.
        assert_eq!(next(rate(0, FixedRateUnit::Day)), [""; 0]);
        assert_eq!(next(cron("not a cron")), [""; 0]);
    }
}
