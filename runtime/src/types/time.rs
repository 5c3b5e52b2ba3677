//! Datetimes and durations.

use super::forms::Forms;
use super::look::Look;
use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Literal, LiteralType, SimpleType, primitive::Value};
use aileron_idl::google;
use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use std::time::Duration;

/// The range of protobuf's `Duration`: ten thousand years either way.
const MOST_SECONDS: i64 = 315_576_000_000;
/// The range of protobuf's `Timestamp`: the years 1 to 9999.
const FIRST_SECOND: i64 = -62_135_596_800;
const LAST_SECOND: i64 = 253_402_300_799;
const NANOS: i32 = 1_000_000_000;

impl FlyteType for DateTime<Utc> {
    const LOOK: Look = Look::Moment;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Datetime)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let seconds = self.timestamp();
        if !is_moment(seconds) {
            return Err(ValueError::new(format!(
                "{self:?} doesn't fit a Flyte datetime, which is between the years 1 and 9999"
            )));
        }
        // chrono has a leap second as second 59 with more than a billion nanoseconds.
        let nanos = i32::try_from(self.timestamp_subsec_nanos()).ok().filter(|nanos| *nanos < NANOS);
        let nanos = nanos.ok_or_else(|| {
            ValueError::new(format!("{self:?} is a leap second, which a Flyte datetime doesn't have"))
        })?;
        Ok(literal::primitive(Value::Datetime(google::Timestamp { seconds, nanos })))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_primitive(literal, "a datetime")? {
            Value::Datetime(stamp) => moment(&stamp),
            Value::StringValue(text) => parse(&text),
            other => Err(ValueError::mismatch("a datetime", literal::describe_primitive(&other))),
        }
    }
}

/// Whether a time in seconds since 1970 is between the years 1 and 9999.
pub(crate) fn is_moment(seconds: i64) -> bool {
    (FIRST_SECOND..=LAST_SECOND).contains(&seconds)
}

pub(crate) fn moment(stamp: &google::Timestamp) -> Result<DateTime<Utc>, ValueError> {
    let in_range = is_moment(stamp.seconds) && (0..NANOS).contains(&stamp.nanos);
    let moment =
        u32::try_from(stamp.nanos).ok().and_then(|nanos| DateTime::from_timestamp(stamp.seconds, nanos));
    moment.filter(|_| in_range).ok_or_else(|| {
        ValueError::new(format!(
            "{} s and {} ns since 1970 is not a datetime between the years 1 and 9999",
            stamp.seconds, stamp.nanos
        ))
    })
}

/// The datetime as Python's `isoformat` writes it, its form within a struct. Nanoseconds are written only if there are any;
/// Python ignores them.
pub(crate) fn iso(moment: DateTime<Utc>) -> String {
    let fraction = match moment.timestamp_subsec_nanos() {
        0 => SecondsFormat::Secs,
        nanos if nanos % 1000 == 0 => SecondsFormat::Micros,
        _ => SecondsFormat::Nanos,
    };
    moment.to_rfc3339_opts(fraction, false)
}

/// Reads a datetime with a date, a time and a zone. Without a zone it is UTC, as everywhere in Flyte.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, ValueError> {
    let with_offset = DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc());
    let naive = |_| text.parse::<NaiveDateTime>().map(|moment| moment.and_utc());
    let moment = with_offset.or_else(naive).map_err(|_| {
        ValueError::new(format!(
            "`{text}` is not a datetime; write date, time and zone as in `2026-01-31T08:00:00Z` or \
             `2026-01-31T08:00:00+01:00`"
        ))
    })?;
    // Chrono ignores digits beyond nanoseconds.
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    let digits = fraction.bytes().take_while(u8::is_ascii_digit);
    if digits.skip(9).any(|digit| digit != b'0') {
        return Err(ValueError::new(format!(
            "`{text}` is more precise than a Flyte datetime, which holds nanoseconds; write at most nine digits after the point"
        )));
    }
    Ok(moment)
}

/// Prints a datetime in RFC 3339, as [`parse`] reads it.
pub(crate) fn print(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn duration(literal: Literal) -> Result<google::Duration, ValueError> {
    #[allow(clippy::cast_precision_loss)] // within a struct, seconds are a float
    match literal::into_primitive(literal, "a duration")? {
        Value::Duration(span) => checked(span),
        Value::FloatValue(seconds) => of_seconds(seconds),
        Value::Integer(seconds) => of_seconds(seconds as f64),
        other => Err(ValueError::mismatch("a duration", literal::describe_primitive(&other))),
    }
}

fn checked(span: google::Duration) -> Result<google::Duration, ValueError> {
    let signs_agree = (span.seconds <= 0 || span.nanos >= 0) && (span.seconds >= 0 || span.nanos <= 0);
    let in_range =
        (-MOST_SECONDS..=MOST_SECONDS).contains(&span.seconds) && (1 - NANOS..NANOS).contains(&span.nanos);
    if signs_agree && in_range {
        return Ok(span);
    }
    Err(ValueError::new(format!("{} s and {} ns is not a valid duration", span.seconds, span.nanos)))
}

/// A duration within a struct, in seconds.
pub(crate) fn seconds(span: &google::Duration) -> Result<f64, ValueError> {
    let span = checked(span.clone())?;
    let nanos = i128::from(span.seconds) * i128::from(NANOS) + i128::from(span.nanos);
    // One division of whole numbers gives the same float as Python's `total_seconds`.
    #[allow(clippy::cast_precision_loss)]
    let seconds = if nanos % 1000 == 0 { (nanos / 1000) as f64 / 1e6 } else { nanos as f64 / 1e9 };
    // Beyond 270 years, Python's float differs.
    if of_seconds(seconds)? == span {
        return Ok(seconds);
    }
    Err(ValueError::new(format!(
        "{} s and {} ns doesn't fit a struct, where a duration is a float of seconds; the nearest is {seconds} s",
        span.seconds, span.nanos
    )))
}

/// The nearest nanosecond; or, like Python, the nearest microsecond if the float is too large for nanoseconds.
fn of_seconds(seconds: f64) -> Result<google::Duration, ValueError> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_precision_loss)]
    if seconds.is_nan() || seconds.abs() > MOST_SECONDS as f64 {
        return Err(ValueError::new(format!(
            "{seconds} s doesn't fit a Flyte duration, which is between -{MOST_SECONDS} s and {MOST_SECONDS} s"
        )));
    }
    #[allow(clippy::cast_possible_truncation)] // at most 10^21, which fits i128
    let nanos = if (seconds * 1e9).abs() < EXACT {
        (seconds * 1e9).round() as i128
    } else {
        (seconds * 1e6).round() as i128 * 1000
    };
    let part = |value: i128| i64::try_from(value).unwrap_or_default();
    let (seconds, nanos) = (part(nanos / i128::from(NANOS)), part(nanos % i128::from(NANOS)));
    checked(google::Duration { seconds, nanos: i32::try_from(nanos).unwrap_or_default() })
}

fn write(seconds: i64, nanos: i32) -> Result<Literal, ValueError> {
    if !(-MOST_SECONDS..=MOST_SECONDS).contains(&seconds) {
        return Err(ValueError::new(format!(
            "{seconds} s doesn't fit a Flyte duration, which holds at most {MOST_SECONDS} s"
        )));
    }
    Ok(literal::primitive(Value::Duration(google::Duration { seconds, nanos })))
}

impl FlyteType for Duration {
    const LOOK: Look = Look::Float;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Duration)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let seconds = i64::try_from(self.as_secs()).unwrap_or(i64::MAX);
        let nanos = i32::try_from(self.subsec_nanos()).unwrap_or(NANOS - 1);
        write(seconds, nanos)
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let span = duration(literal)?;
        let parts = u64::try_from(span.seconds).ok().zip(u32::try_from(span.nanos).ok());
        parts.map(|(seconds, nanos)| Duration::new(seconds, nanos)).ok_or_else(|| {
            ValueError::new(
                "a negative duration doesn't fit std::time::Duration; chrono::TimeDelta can hold it",
            )
        })
    }
}

impl FlyteType for TimeDelta {
    const LOOK: Look = Look::Float;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        Duration::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        write(self.num_seconds(), self.subsec_nanos())
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let span = duration(literal)?;
        Ok(TimeDelta::seconds(span.seconds) + TimeDelta::nanoseconds(span.nanos.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::{FlyteType, TimeDelta};
    use crate::types::msgpack;

    #[test]
    fn a_duration_within_a_struct_is_exact_or_an_error() {
        let back = |span: TimeDelta| {
            let packed = msgpack::write(vec![span])?;
            Vec::<TimeDelta>::from_literal(packed).map(|spans| spans[0])
        };
        let days = |days, nanos| TimeDelta::days(days) + TimeDelta::nanoseconds(nanos);
        for span in
            [days(0, 1), days(-50, 1), days(90_000, 123_456_000), days(3_652_500, 0), -days(3_652_500, 0)]
        {
            assert_eq!(back(span), Ok(span), "{span}");
        }
        for span in [days(90_000, 1), days(-3_652_000, 1000)] {
            assert!(back(span).unwrap_err().to_string().contains("doesn't fit a struct"), "{span}");
        }
    }
}
