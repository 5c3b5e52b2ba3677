//! Moments and spans of time.

use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Literal, LiteralType, SimpleType, primitive::Value};
use aileron_idl::google;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// What protobuf's `Duration` may hold: ten thousand years either way.
const MOST_SECONDS: i64 = 315_576_000_000;
/// What protobuf's `Timestamp` may hold: year 1 to 9999.
const FIRST_SECOND: i64 = -62_135_596_800;
const LAST_SECOND: i64 = 253_402_300_799;
const NANOS: i32 = 1_000_000_000;

impl FlyteType for DateTime<Utc> {
    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Datetime)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let seconds = self.timestamp();
        if !(FIRST_SECOND..=LAST_SECOND).contains(&seconds) {
            return Err(ValueError::new(format!(
                "{self:?} doesn't fit a Flyte datetime, which lies between the years 1 and 9999"
            )));
        }
        // A leap second is chrono's second 59 with more than a whole second of nanoseconds; the wire has none.
        let nanos = i32::try_from(self.timestamp_subsec_nanos()).unwrap_or(NANOS).min(NANOS - 1);
        Ok(literal::primitive(Value::Datetime(google::Timestamp { seconds, nanos })))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let stamp = match literal::into_primitive(literal, "a datetime")? {
            Value::Datetime(stamp) => stamp,
            other => return Err(ValueError::mismatch("a datetime", literal::describe_primitive(&other))),
        };
        let in_range =
            (FIRST_SECOND..=LAST_SECOND).contains(&stamp.seconds) && (0..NANOS).contains(&stamp.nanos);
        let moment =
            u32::try_from(stamp.nanos).ok().and_then(|nanos| DateTime::from_timestamp(stamp.seconds, nanos));
        moment.filter(|_| in_range).ok_or_else(|| {
            ValueError::new(format!(
                "{} s and {} ns since 1970 is no datetime between the years 1 and 9999",
                stamp.seconds, stamp.nanos
            ))
        })
    }
}

fn duration(literal: Literal) -> Result<google::Duration, ValueError> {
    match literal::into_primitive(literal, "a duration")? {
        Value::Duration(span) => {
            let signs_agree =
                (span.seconds <= 0 || span.nanos >= 0) && (span.seconds >= 0 || span.nanos <= 0);
            if signs_agree && span.seconds.abs() <= MOST_SECONDS && span.nanos.abs() < NANOS {
                return Ok(span);
            }
            Err(ValueError::new(format!("{} s and {} ns is no duration", span.seconds, span.nanos)))
        }
        other => Err(ValueError::mismatch("a duration", literal::describe_primitive(&other))),
    }
}

fn checked(seconds: i64, nanos: i32) -> Result<Literal, ValueError> {
    if seconds.abs() > MOST_SECONDS {
        return Err(ValueError::new(format!(
            "{seconds} s doesn't fit a Flyte duration, which holds at most {MOST_SECONDS} s"
        )));
    }
    Ok(literal::primitive(Value::Duration(google::Duration { seconds, nanos })))
}

impl FlyteType for Duration {
    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Duration)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let seconds = i64::try_from(self.as_secs()).unwrap_or(i64::MAX);
        let nanos = i32::try_from(self.subsec_nanos()).unwrap_or(NANOS - 1);
        checked(seconds, nanos)
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
    fn literal_type() -> LiteralType {
        Duration::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        checked(self.num_seconds(), self.subsec_nanos())
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let span = duration(literal)?;
        Ok(TimeDelta::seconds(span.seconds) + TimeDelta::nanoseconds(span.nanos.into()))
    }
}
