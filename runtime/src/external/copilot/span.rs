//! Prints and parses durations as Go does: `1h30m0s`, `1.5s`, `300ms`.

use chrono::TimeDelta;

/// Prints a duration as Go's `Duration.String` does (Go's `time` package). `None` beyond the 292 years that Go's type
/// can hold.
pub(super) fn print(span: TimeDelta) -> Option<String> {
    let nanos = span.num_nanoseconds()?;
    let sign = if nanos < 0 { "-" } else { "" };
    let nanos = nanos.unsigned_abs();
    Some(match nanos {
        0 => "0s".to_owned(),
        1..1_000 => format!("{sign}{nanos}ns"),
        1_000..1_000_000 => format!("{sign}{}µs", fraction(nanos, 1_000)),
        1_000_000..1_000_000_000 => format!("{sign}{}ms", fraction(nanos, 1_000_000)),
        _ => {
            let seconds = fraction(nanos % 60_000_000_000, 1_000_000_000);
            let minutes = nanos / 60_000_000_000;
            match (minutes / 60, minutes % 60) {
                (0, 0) => format!("{sign}{seconds}s"),
                (0, minutes) => format!("{sign}{minutes}m{seconds}s"),
                (hours, minutes) => format!("{sign}{hours}h{minutes}m{seconds}s"),
            }
        }
    })
}

/// A number of units, without trailing zeros.
fn fraction(nanos: u64, unit: u64) -> String {
    let digits = unit.ilog10() as usize;
    let text = format!("{}.{:0digits$}", nanos / unit, nanos % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

const UNITS: [(&str, i64); 8] = [
    // Longer units come first: `ms` begins with `m`.
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// Parses a duration as Go's `ParseDuration` does.
pub(super) fn parse(text: &str) -> Option<TimeDelta> {
    let (negative, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if rest == "0" {
        return Some(TimeDelta::zero());
    }
    let mut nanos: i64 = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end);
        let (unit, scale) = UNITS.iter().find(|(unit, _)| after.starts_with(unit))?;
        nanos = nanos.checked_add(scaled(number, *scale)?)?;
        rest = &after[unit.len()..];
    }
    Some(TimeDelta::nanoseconds(if negative { -nanos } else { nanos }))
}

/// A decimal number of a unit, in nanoseconds. Fractions of a nanosecond are dropped.
fn scaled(number: &str, scale: i64) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.len() + fraction.len() == 0 || fraction.contains('.') {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut nanos = whole.checked_mul(scale)?;
    let mut unit = scale;
    for digit in fraction.chars() {
        unit /= 10;
        nanos = nanos.checked_add(i64::from(digit.to_digit(10)?) * unit)?;
    }
    Some(nanos)
}

#[cfg(test)]
mod tests {
    use super::{parse, print};
    use chrono::TimeDelta;
    use proptest::prelude::*;

    /// The expected texts were printed by Go 1.26.
    #[test]
    fn durations_are_printed_as_go_prints_them() {
        for (nanos, text) in [
            (0, "0s"),
            (1, "1ns"),
            (1_100, "1.1µs"),
            (2_200_000, "2.2ms"),
            (3_300_000_000, "3.3s"),
            (60_000_000_000, "1m0s"),
            (5_400_000_000_000, "1h30m0s"),
            (-1_500_000_000, "-1.5s"),
            (i64::MAX, "2562047h47m16.854775807s"),
        ] {
            assert_eq!(print(TimeDelta::nanoseconds(nanos)).as_deref(), Some(text));
        }
        assert_eq!(print(TimeDelta::MAX), None);
    }

    #[test]
    fn a_text_that_is_not_a_duration_is_none() {
        for text in ["", "-", "1", "s", "1.s2", "1x", "1 s", ".s", "1.2.3s", "9999999999h", "--1s"] {
            assert_eq!(parse(text), None, "{text}");
        }
        for (text, nanos) in
            [("0", 0), ("+5s", 5_000_000_000), (".5s", 500_000_000), ("1h1.5m", 3_690_000_000_000)]
        {
            assert_eq!(parse(text), Some(TimeDelta::nanoseconds(nanos)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_can_be_parsed(nanos in -i64::MAX..=i64::MAX) {
            let span = TimeDelta::nanoseconds(nanos);
            prop_assert_eq!(parse(&print(span).unwrap()), Some(span));
        }
    }
}
