//! SQLite's three forms of a time: ISO 8601, seconds since 1970, and days since noon of 24 November 4714 BC
//! (`datatype3.html`, 2.2).

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use rusqlite::types::Value;

/// The Julian day at which 1970 begins.
const EPOCH: f64 = 2_440_587.5;
const MICROS: i64 = 1_000_000;

/// Days since 1970.
pub(super) fn days(value: &Value) -> Option<i32> {
    i32::try_from(micros(value)?.div_euclid(86_400 * MICROS)).ok()
}

/// Microseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "a float is converted to the nearest integer")]
pub(super) fn micros(value: &Value) -> Option<i64> {
    match value {
        Value::Text(text) => parse(text.trim()),
        Value::Integer(seconds) => seconds.checked_mul(MICROS),
        Value::Real(day) => Some(((day - EPOCH) * 86_400e3).round() as i64 * 1000),
        Value::Null | Value::Blob(_) => None,
    }
}

fn parse(text: &str) -> Option<i64> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(moment.timestamp_micros());
    }
    let text = text.strip_suffix('Z').unwrap_or(text);
    let formats = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];
    let moment = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    Some(moment.or_else(day)?.and_utc().timestamp_micros())
}

#[cfg(test)]
mod tests {
    use super::{days, micros};
    use rusqlite::types::Value;

    #[test]
    fn all_forms_of_a_time_are_read() {
        for (value, expected) in [
            (Value::Text("1970-01-02".to_owned()), Some(86_400_000_000)),
            (Value::Text("1970-01-01 00:00:01.5".to_owned()), Some(1_500_000)),
            (Value::Text("1970-01-01T01:00:00+01:00".to_owned()), Some(0)),
            (Value::Text("1970-01-01 00:01".to_owned()), Some(60_000_000)),
            (Value::Text("1969-12-31T23:59:59Z".to_owned()), Some(-1_000_000)),
            (Value::Integer(-1), Some(-1_000_000)),
            (Value::Real(2_440_588.0), Some(43_200_000_000)),
            (Value::Text("yesterday".to_owned()), None),
            (Value::Integer(i64::MAX), None),
        ] {
            assert_eq!(micros(&value), expected, "{value:?}");
        }
        assert_eq!(days(&Value::Text("1969-12-31 12:00:00".to_owned())), Some(-1));
    }
}
