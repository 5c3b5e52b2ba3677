//! Lines of cron as Flyte reads them: flyteadmin takes what the standard parser of `robfig/cron` takes, in the copy
//! `unionai/cron` v3 (its `parser.go`).

mod field;
mod next;

use crate::{Problem, Rule, duration, suggest, zones};
use field::{DAYS, Field, HOURS, MINUTES, MONTHS, WEEKDAYS};
pub use next::Offsets;
use std::ops::Range;

/// A line of cron: five fields, or an alias, behind a time zone.
///
/// ```
/// use aileron_grammar::{Cron, UTC};
///
/// let line: Cron = "CRON_TZ=Europe/Berlin 0 6 * * MON-FRI".parse()?;
/// assert_eq!(line.zone(), Some("Europe/Berlin"));
///
/// // In seconds since 1970, in UTC.
/// let daily: Cron = "@daily".parse()?;
/// assert_eq!(daily.next(1, &UTC), Some(86_400));
///
/// let problem = "0 25 * * *".parse::<Cron>().unwrap_err();
/// assert_eq!(problem.at, 2..4);
/// # Ok::<(), aileron_grammar::Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    text: String,
    zone: Option<Range<usize>>,
    when: When,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// At times of the calendar.
    Calendar(Calendar),
    /// Each time that so many seconds have passed.
    Every(u64),
}

/// The fields of a line, a bit for each value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Calendar {
    minute: u64,
    hour: u64,
    day: u64,
    month: u64,
    weekday: u64,
}

/// Set where a field is `*` or `?`.
const STAR: u64 = 1 << 63;

/// What the parser of Flyte knows instead of five fields.
const ALIASES: [(&str, &str); 7] = [
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

/// Aliases that flytekit takes and flyteadmin refuses (flytekit `core/schedule.py`), and what they mean.
const OTHER_ALIASES: [(&str, &str); 11] = [
    ("hourly", "@hourly"),
    ("hours", "@hourly"),
    ("daily", "@daily"),
    ("days", "@daily"),
    ("weekly", "@weekly"),
    ("weeks", "@weekly"),
    ("monthly", "@monthly"),
    ("months", "@monthly"),
    ("annually", "@yearly"),
    ("yearly", "@yearly"),
    ("years", "@yearly"),
];

const FIELDS: [Field; 5] = [MINUTES, HOURS, DAYS, MONTHS, WEEKDAYS];

const EVERY: &str = "@every ";

fn wrong(at: Range<usize>, what: impl Into<String>) -> Problem {
    Problem::new(Rule::CronLine, at, what)
}

impl Cron {
    /// The time zone of the line; none if it is that of the scheduler, which is UTC unless its administrator says otherwise.
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        self.zone.clone().map(|zone| &self.text[zone])
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The first time after `now` at which Flyte launches the plan; none if there is none within five years. Both are seconds
    /// since 1970. `offsets` are those of the line's zone.
    #[must_use]
    pub fn next(&self, now: i64, offsets: &impl Offsets) -> Option<i64> {
        match self.when {
            When::Every(seconds) => now.checked_add_unsigned(seconds),
            When::Calendar(calendar) => next::after(&calendar, now, offsets),
        }
    }
}

/// UTC.
pub const UTC: Utc = Utc;

/// The offsets of UTC.
#[derive(Clone, Copy, Debug)]
pub struct Utc;

impl Offsets for Utc {
    fn offset(&self, _: i64) -> i64 {
        0
    }
}

impl std::str::FromStr for Cron {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (zone, start) = zone(text)?;
        Ok(Cron { text: text.to_owned(), zone, when: when(text, start)? })
    }
}

/// The bytes of the zone, and where the rest begins.
fn zone(text: &str) -> Result<(Option<Range<usize>>, usize), Problem> {
    let Some(prefix) = ["TZ=", "CRON_TZ="].into_iter().find(|prefix| text.starts_with(prefix)) else {
        return Ok((None, 0));
    };
    let start = prefix.len();
    let end = text.find(' ').unwrap_or(text.len());
    let zone = &text[start..end];
    if !zones::ALL.contains(&zone) {
        let (at, what) = match zone {
            "" => (0..end, "the time zone is missing".to_owned()),
            _ => (start..end, format!("there is no time zone `{zone}`")),
        };
        let near = suggest::nearest(zone, zones::ALL.iter().copied());
        return Err(Problem::new(Rule::TimeZone, at, what)
            .why("a zone has the name that it has in the IANA database, in the same case")
            .instead(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write it as in `CRON_TZ=Europe/Berlin 0 6 * * *`".to_owned(),
            }));
    }
    if end == text.len() {
        return Err(wrong(0..end, "the line ends behind its time zone")
            .instead(format!("write when, as in `{text} 0 6 * * *`")));
    }
    Ok((Some(start..end), end))
}

fn when(text: &str, start: usize) -> Result<When, Problem> {
    // Only behind a zone does Flyte trim the rest.
    let rest = if start == 0 { text } else { text[start..].trim() };
    let at = text.len() - text[start..].trim_start().len();
    let at = if start == 0 { 0..text.len() } else { at..at + rest.len() };
    if let Some(time) = rest.strip_prefix(EVERY) {
        return every(time, at.start + EVERY.len());
    }
    if rest.starts_with('@') {
        let Some((_, line)) = ALIASES.iter().find(|(alias, _)| *alias == rest) else {
            let names = || ALIASES.iter().map(|(alias, _)| *alias);
            return Err(wrong(at, format!("`{rest}` is not an alias that Flyte knows"))
                .instead(suggest::did_you_mean(rest, names().collect::<Vec<_>>())));
        };
        return calendar(line, 0).map(When::Calendar);
    }
    if let Some((_, alias)) = OTHER_ALIASES.iter().find(|(other, _)| rest.eq_ignore_ascii_case(other)) {
        return Err(wrong(at, format!("flyteadmin refuses `{rest}`"))
            .why("its aliases begin with `@`")
            .instead(format!("write `{alias}`")));
    }
    calendar(rest, at.start).map(When::Calendar)
}

/// `@every 1h30m`.
fn every(time: &str, start: usize) -> Result<When, Problem> {
    let parsed = duration::parse(time).map_err(|problem| problem.moved(start))?;
    // Go has no days, and robfig's parser rounds to whole seconds.
    if time.contains('d') || parsed.is_zero() || parsed.subsec_nanos() != 0 {
        return Err(wrong(start..start + time.len(), format!("Flyte does not launch every `{time}`"))
            .why("it takes whole seconds, in the units `h`, `m` and `s`")
            .instead("write it as in `@every 1h30m`"));
    }
    Ok(When::Every(parsed.as_secs()))
}

/// Five fields, the first of which begins at that byte or behind it.
fn calendar(text: &str, start: usize) -> Result<Calendar, Problem> {
    let fields: Vec<(usize, &str)> = fields(text).collect();
    let all = start..start + text.len();
    let given: [(usize, &str); 5] = fields[..].try_into().map_err(|_| {
        let what = match fields.len() {
            0 => "the line of cron is empty".to_owned(),
            1 => "this line of cron has 1 field".to_owned(),
            count => format!("this line of cron has {count} fields"),
        };
        let problem = wrong(all.clone(), what)
            .why("Flyte reads five: minute, hour, day of the month, month and day of the week");
        match fields.len() {
            6 => problem.instead("leave out the seconds in front, or the year at the end"),
            _ => problem.instead("write it as in `0 6 * * *`"),
        }
    })?;
    let mut bits = [0; 5];
    for ((bits, field), (at, given)) in bits.iter_mut().zip(FIELDS).zip(given) {
        *bits = field.read(given).map_err(|problem| problem.moved(start + at))?;
    }
    let [minute, hour, day, month, weekday] = bits;
    let calendar = Calendar { minute, hour, day, month, weekday };
    if calendar.is_never() {
        return Err(wrong(all, format!("`{text}` is a time that never comes"))
            .why("no month that it names has such a day, or a field names no value")
            .instead("write a day that there is, as in `0 6 28 2 *`"));
    }
    Ok(calendar)
}

/// The parts between white space, with their places.
fn fields(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr().addr();
    text.split_whitespace().map(move |field| (field.as_ptr().addr() - start, field))
}

impl Calendar {
    fn is_never(&self) -> bool {
        let has_day = |month: u32| {
            let days = match month {
                2 => 29,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            (1..=days).any(|day| (0..7).any(|weekday| self.is_on(day, weekday)))
        };
        self.minute == 0
            || self.hour == 0
            || !(1..=12).any(|month| self.month >> month & 1 == 1 && has_day(month))
    }

    /// Whether it is on such a day. If both fields of days name some, one is enough.
    fn is_on(&self, day: u32, weekday: u32) -> bool {
        let (by_day, by_weekday) = (self.day >> day & 1 == 1, self.weekday >> weekday & 1 == 1);
        if (self.day | self.weekday) & STAR != 0 { by_day && by_weekday } else { by_day || by_weekday }
    }
}
