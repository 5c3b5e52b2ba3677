//! Reads texts of a table without types: as `run` reads them on the command line, and also as pandas writes them.

use super::misfit::{self, Misfit};
use super::schema::Content;
use crate::types::msgpack::Packer;
use crate::types::{FlyteType, parse, time};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Writes the text as a value of the column's type.
///
/// # Errors
/// If the text is not such a value.
pub(super) fn put(text: &str, content: &Content, to: &mut Packer) -> Result<(), Misfit> {
    let none = || format!("holds {:?}, which is not {}", misfit::shown(text), content.name());
    match content {
        Content::Integer => to.integer(integer(text).ok_or_else(none)?),
        Content::Float => to.float(float(text).ok_or_else(none)?),
        Content::Boolean => to.boolean(boolean(text).ok_or_else(none)?),
        // The types of these read texts themselves.
        Content::Text | Content::Day => to.text(text)?,
        Content::Moment => match moment(text) {
            Some((moment, _)) => Content::moment(moment, to)?,
            None => to.text(text)?,
        },
        Content::Span => to.literal(span(text).ok_or_else(none)?.into_literal()?)?,
        Content::Binary => to.binary(&misfit::of_base64(text).ok_or_else(none)?.0)?,
        Content::List(_) | Content::Map(_) | Content::Record(_) => {
            return Err(format!("holds a text, and a text can't be {}", content.name()).into());
        }
    }
    Ok(())
}

impl Content {
    fn moment(moment: DateTime<Utc>, to: &mut Packer) -> Result<(), Misfit> {
        moment.into_literal()?;
        Ok(to.text(&time::iso(moment))?)
    }
}

/// An integer: `1`, and `1.0` and `1e3`, which pandas writes if the column has missing values.
pub(super) fn integer(text: &str) -> Option<i64> {
    let exact = |value: &i64| value.unsigned_abs() < misfit::EXACT;
    text.parse().ok().or_else(|| float(text).and_then(misfit::whole).filter(exact))
}

/// A float. Only `inf` is infinite: `1e400` is refused.
pub(super) fn float(text: &str) -> Option<f64> {
    parse(text, &f64::literal_type()).and_then(f64::from_literal).ok()
}

/// A boolean: `true`, and Python's `True`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// A date: `2026-01-31`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    // chrono also reads `+2026-1-31`, which is refused.
    let is_date = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().ok().filter(|_| is_date)
}

/// A datetime, and whether it has a zone; without one it is UTC. pandas writes a blank between date and time, and no time
/// if all of a column are at midnight.
pub(super) fn moment(text: &str) -> Option<(DateTime<Utc>, bool)> {
    if let Some(day) = day(text) {
        return Some((day.and_time(NaiveTime::MIN).and_utc(), false));
    }
    let mut text = text.to_owned();
    if text.as_bytes().get(10) == Some(&b' ') {
        text.replace_range(10..11, "T");
    }
    let is_zoned = DateTime::parse_from_rfc3339(&text).is_ok();
    let is_dated = text.as_bytes().get(10) == Some(&b'T') && day(&text[..10]).is_some();
    time::parse(&text).ok().filter(|_| is_dated).map(|moment| (moment, is_zoned))
}

/// A duration: `1h30m`, and pandas' `1 days 01:30:00.5`.
fn span(text: &str) -> Option<TimeDelta> {
    parse(text, &TimeDelta::literal_type()).and_then(TimeDelta::from_literal).ok().or_else(|| of_pandas(text))
}

fn of_pandas(text: &str) -> Option<TimeDelta> {
    let (days, time) = text.split_once(" days")?;
    let days = TimeDelta::try_days(days.parse().ok()?)?;
    match time.strip_prefix(' ') {
        Some(time) => {
            let time = time.strip_prefix('+').unwrap_or(time);
            days.checked_add(&time.parse::<NaiveTime>().ok()?.signed_duration_since(NaiveTime::MIN))
        }
        None => time.is_empty().then_some(days),
    }
}

#[cfg(test)]
mod tests {
    use super::{boolean, day, float, integer, moment, span};
    use chrono::TimeDelta;

    #[test]
    fn numbers_are_read_as_run_reads_and_pandas_writes_them() {
        for (text, value) in [("1", Some(1)), ("-1.0", Some(-1)), ("1e3", Some(1000)), ("+7", Some(7))] {
            assert_eq!(integer(text), value, "{text}");
        }
        for text in
            ["1.5", "", " 1", "1e300", "9007199254740993.0", "NaN", "0x1", "9223372036854775808", "1_000"]
        {
            assert_eq!(integer(text), None, "{text}");
        }
        assert_eq!(float("1e400"), None);
        assert_eq!(float("-inf"), Some(f64::NEG_INFINITY));
        assert_eq!((boolean("True"), boolean("1")), (Some(true), None));
    }

    #[test]
    fn times_are_read_as_run_reads_and_pandas_writes_them() {
        let read = |text: &str| moment(text).map(|(moment, zoned)| (moment.to_rfc3339(), zoned));
        let one = |text: &str, zoned| Some((text.to_owned(), zoned));
        assert_eq!(read("2026-01-31"), one("2026-01-31T00:00:00+00:00", false));
        assert_eq!(read("2026-01-31 08:00:00"), one("2026-01-31T08:00:00+00:00", false));
        assert_eq!(read("2026-01-31 08:00:00.5+02:00"), one("2026-01-31T06:00:00.500+00:00", true));
        assert_eq!(read("2026-01-31T08:00:00Z"), one("2026-01-31T08:00:00+00:00", true));
        for text in
            ["", "8", "2026-1-31", "2026-02-30", "2026-01-31T", "+12026-01-31T00:00:00", "é026-01-31é"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(day("2026-02-29"), None);
        assert_eq!(span("1h30m"), TimeDelta::new(5400, 0));
        assert_eq!(span("1 days 00:00:00.000001"), TimeDelta::new(86_400, 1000));
        assert_eq!(span("-1 days +23:59:59"), TimeDelta::new(-1, 0));
        assert_eq!(span("0 days"), Some(TimeDelta::zero()));
        assert_eq!(span("1"), None);
    }
}
