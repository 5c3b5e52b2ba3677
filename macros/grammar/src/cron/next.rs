//! When a line fires next, as `robfig/cron` computes it (its `spec.go`), with the rules of Go's `time.Date` where a clock
//! is put forward or back.

use super::Calendar;

/// The offsets of a time zone.
pub trait Offsets {
    /// How many seconds the zone's clocks are ahead of UTC at a time in seconds since 1970.
    fn offset(&self, time: i64) -> i64;
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// For how many years it is looked for.
const YEARS: i64 = 5;

/// A moment, and what the clocks of a zone show.
struct Clock<'o, O> {
    offsets: &'o O,
    time: i64,
    year: i64,
    month: i64,
    day: i64,
    /// In seconds.
    of_day: i64,
    weekday: i64,
}

/// The first time after `now`.
pub(super) fn after(calendar: &Calendar, now: i64, offsets: &impl Offsets) -> Option<i64> {
    let mut clock = Clock { offsets, time: 0, year: 0, month: 0, day: 0, of_day: 0, weekday: 0 };
    clock.set(now + 1);
    let last = clock.year + YEARS;
    // Whether anything was added, and the smaller units were set to zero before.
    let mut added = false;
    'again: loop {
        if clock.year > last {
            return None;
        }
        while calendar.month >> clock.month & 1 == 0 {
            if !added {
                added = true;
                clock.date(clock.year, clock.month, 1, 0);
            }
            clock.date(clock.year, clock.month + 1, clock.day, clock.of_day);
            if clock.month == 1 {
                continue 'again;
            }
        }
        while !is_on(calendar, &clock) {
            if !added {
                added = true;
                clock.date(clock.year, clock.month, clock.day, 0);
            }
            clock.date(clock.year, clock.month, clock.day + 1, clock.of_day);
            // Where midnight does not exist, the clock shows 23 or 1.
            match clock.hour() {
                0 => {}
                hour if hour > 12 => clock.set(clock.time + (24 - hour) * HOUR),
                hour => clock.set(clock.time - hour * HOUR),
            }
            if clock.day == 1 {
                continue 'again;
            }
        }
        while calendar.hour >> clock.hour() & 1 == 0 {
            if !added {
                added = true;
                clock.date(clock.year, clock.month, clock.day, clock.hour() * HOUR);
            }
            clock.set(clock.time + HOUR);
            if clock.hour() == 0 {
                continue 'again;
            }
        }
        while calendar.minute >> clock.minute() & 1 == 0 {
            if !added {
                added = true;
                clock.set(clock.time - clock.time.rem_euclid(MINUTE));
            }
            clock.set(clock.time + MINUTE);
            if clock.minute() == 0 {
                continue 'again;
            }
        }
        while clock.of_day % MINUTE != 0 {
            added = true;
            clock.set(clock.time + 1);
            if clock.of_day % MINUTE == 0 {
                continue 'again;
            }
        }
        return Some(clock.time);
    }
}

fn is_on(calendar: &Calendar, clock: &Clock<'_, impl Offsets>) -> bool {
    let small = |value: i64| u32::try_from(value).unwrap_or_default();
    calendar.is_on(small(clock.day), small(clock.weekday))
}

impl<O: Offsets> Clock<'_, O> {
    fn hour(&self) -> i64 {
        self.of_day / HOUR
    }

    fn minute(&self) -> i64 {
        self.of_day % HOUR / MINUTE
    }

    /// Goes to a moment.
    fn set(&mut self, time: i64) {
        let shown = time + self.offsets.offset(time);
        let days = shown.div_euclid(DAY);
        self.time = time;
        self.of_day = shown.rem_euclid(DAY);
        // 1970 began on a Thursday.
        self.weekday = (days + 4).rem_euclid(7);
        (self.year, self.month, self.day) = date_of(days);
    }

    /// Goes to the moment at which the clocks show this. Months and days that a year does not have are carried over.
    fn date(&mut self, year: i64, month: i64, day: i64, of_day: i64) {
        let months = year * 12 + month - 1;
        let shown = (days_before(months.div_euclid(12), months.rem_euclid(12) + 1) + day - 1) * DAY + of_day;
        // Go's rule: the offset at what would be the moment if the zone were UTC, unless the offset is another one at the
        // moment that this gives.
        let first = self.offsets.offset(shown);
        let offset = if first == 0 { 0 } else { self.offsets.offset(shown - first) };
        self.set(shown - offset);
    }
}

/// The days from 1970 to the first of a month (Howard Hinnant, `chrono-Compatible Low-Level Date Algorithms`).
fn days_before(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, the month and the day, that many days after 1970 began (the same source).
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
