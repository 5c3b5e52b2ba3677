//! Prints numbers, datetimes and durations as Go's `%v` does.

use crate::types::time::{is_moment, moment};
use aileron_idl::google::{Duration, Timestamp};
use chrono::SecondsFormat;
use std::fmt;

/// Prints a float of 32 or 64 bits with the fewest digits that identify it. If its exponent is below -4 or above 5, the
/// exponent is written, with at least two digits.
pub(crate) fn float(value: impl fmt::Display + fmt::LowerExp) -> String {
    let scientific = format!("{value:e}");
    let (digits, exponent) = match &*scientific {
        "inf" => return "+Inf".to_owned(),
        "-inf" => return "-Inf".to_owned(),
        // NaN has no exponent.
        other => other.split_once('e').unwrap_or((other, "0")),
    };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..6).contains(&exponent) {
        return value.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    // Of two equally near texts Go takes the even one, and so does Rust for a given number of digits.
    let places = digits.trim_start_matches('-').len().saturating_sub(2);
    let even = format!("{value:.places$e}");
    let digits = even.split_once('e').map_or(digits, |(digits, _)| digits);
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// Prints a float without an exponent, as Go's `FormatFloat(x, 'f', -1, 64)` does.
pub(crate) fn plain(value: f64) -> String {
    match value.to_string() {
        text if text == "inf" => "+Inf".to_owned(),
        text if text == "-inf" => "-Inf".to_owned(),
        text => match text.split_once('.') {
            Some((_, fraction)) => format!("{value:.*}", fraction.len()),
            None => text,
        },
    }
}

pub(crate) fn datetime(stamp: &Timestamp) -> String {
    match moment(stamp) {
        Ok(moment) if moment.timestamp_subsec_nanos() == 0 => {
            moment.to_rfc3339_opts(SecondsFormat::Secs, true)
        }
        Ok(moment) => {
            let text = moment.to_rfc3339_opts(SecondsFormat::Nanos, true);
            format!("{}Z", text.trim_end_matches(['0', 'Z']))
        }
        Err(_) => {
            let text = fields(stamp.seconds, stamp.nanos);
            let why = match stamp.seconds {
                seconds if is_moment(seconds) => ": nanos not in range [0, 1e9)",
                ..0 => " before 0001-01-01",
                _ => " after 10000-01-01",
            };
            format!("(timestamp: {text}{why})")
        }
    }
}

pub(super) fn duration(span: &Duration) -> String {
    fields(span.seconds, span.nanos)
}

/// Protobuf's text form on one line. Between two fields Flyte writes one space or two, because its library varies that from
/// build to build; here it is one.
fn fields(seconds: i64, nanos: i32) -> String {
    let field = |name: &str, value: i64| (value != 0).then(|| format!("{name}:{value}"));
    let fields = [field("seconds", seconds), field("nanos", nanos.into())];
    fields.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{float, plain};

    /// Numbers halfway between two texts of the shortest length.
    #[test]
    fn of_two_equally_near_texts_the_even_one_is_printed() {
        for (value, scientific, fixed) in [
            (2_819_194_079_942_941.0 / 4.0, "7.047985199857352e+14", "704798519985735.2"),
            (-5_448_076_283_185_989.0 / 4.0, "-1.3620190707964972e+15", "-1362019070796497.2"),
            (1e23, "1e+23", "100000000000000000000000"),
            (1e-7, "1e-07", "0.0000001"),
            (123_456_789.0, "1.23456789e+08", "123456789"),
            (f64::INFINITY, "+Inf", "+Inf"),
        ] {
            assert_eq!((float(value).as_str(), plain(value).as_str()), (scientific, fixed));
        }
    }
}
