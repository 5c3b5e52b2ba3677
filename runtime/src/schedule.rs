//! When Flyte launches a scheduled launch plan.

use crate::entity::Schedule;
use aileron_grammar::{Cron, Offsets, Rate, UTC};
use chrono::{DateTime, Utc};
use std::fmt;
use std::fs;
use std::path::Path;
use tz::TimeZone;

/// The folders in which systems keep time zones, as Go looks for them (`time/zoneinfo_unix.go`).
const FOLDERS: [&str; 4] =
    ["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"];

/// Why the times of a schedule are not known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownZone(String);

/// The next times after `now`. A rate counts from the activation of its launch plan, which is taken to be now.
pub(crate) fn next(
    schedule: Schedule,
    now: DateTime<Utc>,
    count: usize,
) -> Result<Vec<DateTime<Utc>>, UnknownZone> {
    match schedule {
        // The macro has checked the text.
        Schedule::Every(text) => Ok(next_of_rate(Rate::parse(text).map_or(0, Rate::seconds), now, count)),
        Schedule::Cron(text) => next_of_line(text, now, count),
    }
}

/// The next times of a rate that begins now. There is none if the rate is zero.
pub(crate) fn next_of_rate(seconds: u64, now: DateTime<Utc>, count: usize) -> Vec<DateTime<Utc>> {
    if seconds == 0 {
        return Vec::new();
    }
    following(now, count, |now| now.checked_add_unsigned(seconds))
}

/// The next times of a line of cron. There is none if Flyte would refuse the line.
pub(crate) fn next_of_line(
    line: &str,
    now: DateTime<Utc>,
    count: usize,
) -> Result<Vec<DateTime<Utc>>, UnknownZone> {
    let Ok(line) = line.parse::<Cron>() else { return Ok(Vec::new()) };
    Ok(match line.zone() {
        None => following(now, count, |now| line.next(now, &UTC)),
        Some(name) => {
            let zone = zone(name)?;
            following(now, count, |now| line.next(now, &zone))
        }
    })
}

fn following(now: DateTime<Utc>, count: usize, next: impl Fn(i64) -> Option<i64>) -> Vec<DateTime<Utc>> {
    let times = std::iter::successors(next(now.timestamp()), |time| next(*time)).take(count);
    times.filter_map(|time| DateTime::from_timestamp(time, 0)).collect()
}

/// A time zone of the system.
struct Zone(TimeZone);

impl Offsets for Zone {
    fn offset(&self, time: i64) -> i64 {
        self.0.find_local_time_type(time).map_or(0, |local| i64::from(local.ut_offset()))
    }
}

fn zone(name: &str) -> Result<Zone, UnknownZone> {
    let files = FOLDERS.iter().filter_map(|folder| fs::read(Path::new(folder).join(name)).ok());
    let mut zones = files.filter_map(|bytes| TimeZone::from_tz_data(&bytes).ok());
    zones.next().map(Zone).ok_or_else(|| UnknownZone(name.to_owned()))
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the clocks of the time zone `{}` are not known: this system has no file of it in {}; install the package `tzdata`",
            self.0, FOLDERS[0]
        )
    }
}

#[cfg(test)]
mod tests {
    use super::next;
    use crate::entity::Schedule;

    fn times(schedule: Schedule, now: &str) -> Vec<String> {
        let now = now.parse().unwrap();
        next(schedule, now, 3).unwrap().iter().map(|time| time.format("%m-%dT%H:%M:%S").to_string()).collect()
    }

    #[test]
    fn the_next_three_times() {
        let times = |schedule| times(schedule, "2026-11-30T20:00:00.5Z");
        assert_eq!(
            times(Schedule::Cron("0 6 * * *")),
            ["12-01T06:00:00", "12-02T06:00:00", "12-03T06:00:00"]
        );
        assert_eq!(
            times(Schedule::Cron("@every 90s")),
            ["11-30T20:01:30", "11-30T20:03:00", "11-30T20:04:30"]
        );
        assert_eq!(times(Schedule::Every("1d")), ["12-01T20:00:00", "12-02T20:00:00", "12-03T20:00:00"]);
    }

    #[test]
    fn a_zone_of_its_own_has_clocks_of_its_own() {
        let line = Schedule::Cron("CRON_TZ=UTC 0 6 * * *");
        assert_eq!(
            times(line, "2026-03-28T00:00:00Z"),
            ["03-28T06:00:00", "03-29T06:00:00", "03-30T06:00:00"]
        );
        // In the night to the 29th the clocks of Berlin are put forward.
        let line = Schedule::Cron("CRON_TZ=Europe/Berlin 30 2 * * *");
        assert_eq!(
            times(line, "2026-03-28T00:00:00Z"),
            ["03-28T01:30:00", "03-30T00:30:00", "03-31T00:30:00"]
        );
    }

    #[test]
    fn a_zone_that_the_system_lacks_is_an_error() {
        let error = super::zone("Mars/Olympus").err().unwrap();
        assert!(error.to_string().contains("`Mars/Olympus`"));
    }
}
