use std::time::Duration;

use aileron_grammar::duration::{parse, parse_timeout, print};
use proptest::prelude::*;

use crate::assert_refused;

const LONGEST: Duration = Duration::from_hours(87_660_000);

#[test]
fn adds_up_its_terms() {
    let table = [
        ("0s", Duration::ZERO),
        ("0d0ns", Duration::ZERO),
        ("90s", Duration::from_secs(90)),
        ("10m", Duration::from_mins(10)),
        ("1h30m", Duration::from_mins(90)),
        ("1d", Duration::from_hours(24)),
        ("007m", Duration::from_mins(7)),
        ("500ms", Duration::from_millis(500)),
        ("1d2h3m4s5ms6us7ns", Duration::new(93_784, 5_006_007)),
        ("1s90ms", Duration::from_millis(1090)),
        ("3652500d", LONGEST),
        ("315576000000s", LONGEST),
        ("18446744073709551616ns", Duration::from_nanos(u64::MAX) + Duration::from_nanos(1)),
    ];
    for (text, duration) in table {
        assert_eq!(parse(text), Ok(duration), "{text}");
    }
}

#[test]
fn refuses_what_is_no_duration() {
    assert_refused(
        parse,
        &[
            ("", 0..0, "is empty"),
            ("-5m", 0..1, "is negative"),
            ("10", 0..2, "write `10s` or `10m`"),
            ("1h30", 2..4, "write `30s` or `30m`"),
            ("m", 0..1, "does not start with a number"),
            ("+5m", 0..3, "does not start with a number"),
            ("5M", 1..2, "write `5m`"),
            ("5min", 1..4, "write `5m`"),
            ("2 hours", 1..2, "white space"),
            ("2hours", 1..6, "write `2h`"),
            ("30Secs", 2..6, "write `30s`"),
            ("3µs", 1..4, "write `3us`"),
            ("3millis", 1..7, "write `3ms`"),
            ("1month", 1..6, "the units are"),
            ("1w", 1..2, "the units are"),
            ("1y2d", 1..2, "the units are"),
            ("1.5h", 1..2, "smaller unit"),
            ("1,5h", 1..2, "smaller unit"),
            ("1h 30m", 2..3, "white space"),
            ("10m\n", 3..4, "white space"),
            ("30m1h", 3..5, "`h` is behind `m`"),
            ("1m2m", 2..4, "each once"),
            ("3652501d", 0..8, "10,000 years"),
            ("3652500d1ns", 0..11, "10,000 years"),
            ("340282366920938463463374607431768211456ns", 0..41, "10,000 years"),
            ("99999999999999999999999d", 0..24, "10,000 years"),
        ],
    );
}

#[test]
fn a_timeout_is_neither_zero_nor_beyond_go() {
    assert_eq!(parse_timeout("1ns"), Ok(Duration::from_nanos(1)));
    assert_eq!(parse_timeout("4611686018427387903ns"), Ok(Duration::from_nanos(i64::MAX.unsigned_abs() / 2)));
    assert_refused(
        parse_timeout,
        &[
            ("0s", 0..2, "Flyte takes zero for no timeout"),
            ("4611686018427387904ns", 0..21, "146 years"),
            ("5", 0..1, "has no unit"),
        ],
    );
}

#[test]
fn prints_the_shortest_text() {
    let table = [
        (Duration::ZERO, "0s"),
        (Duration::from_mins(1), "1m"),
        (Duration::from_secs(90), "90s"),
        (Duration::from_secs(100), "100s"),
        (Duration::from_secs(86_401), "1d1s"),
        (Duration::from_mins(150), "150m"),
        (Duration::from_millis(1500), "1500ms"),
        (Duration::from_nanos(1), "1ns"),
        (Duration::from_hours(36), "36h"),
        (Duration::from_secs(3610), "1h10s"),
        (LONGEST, "3652500d"),
    ];
    for (duration, text) in table {
        assert_eq!(print(duration), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_and_parsing_are_inverse(seconds in 0..=LONGEST.as_secs(), nanos in 0..1_000_000_000_u32, coarse in 0..4_u32) {
        let unit = [1, 1_000, 1_000_000, 1_000_000_000][coarse as usize];
        let duration = Duration::new(seconds, nanos / unit * unit).min(LONGEST);
        prop_assert_eq!(parse(&print(duration)), Ok(duration));
    }

    #[test]
    fn no_text_is_shorter_than_the_printed(text in "([0-9]{1,3}d)?([0-9]{1,3}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?([0-9]{1,3}ms)?[0-9]{1,3}ns") {
        let duration = parse(&text).unwrap();
        prop_assert!(print(duration).len() <= text.len());
    }
}
