use crate::assert_refused;
use aileron_grammar::{Rate, RateUnit};

#[test]
fn the_unit_is_the_largest_without_a_rest() {
    let table = [
        ("1m", 1, RateUnit::Minute),
        ("60s", 1, RateUnit::Minute),
        ("90m", 90, RateUnit::Minute),
        ("1h30m", 90, RateUnit::Minute),
        ("60m", 1, RateUnit::Hour),
        ("25h", 25, RateUnit::Hour),
        ("24h", 1, RateUnit::Day),
        ("7d", 7, RateUnit::Day),
    ];
    for (text, value, unit) in table {
        assert_eq!(Rate::parse(text), Ok(Rate { value, unit }), "{text}");
    }
    assert_eq!(Rate::parse("2d").unwrap().seconds(), 172_800);
}

#[test]
fn refuses_what_is_no_rate() {
    assert_refused(
        Rate::parse,
        &[
            ("", 0..0, "empty"),
            ("10", 0..2, "no unit"),
            ("0h", 0..2, "zero"),
            ("30s", 0..3, "part of a minute"),
            ("1h1ms", 0..5, "part of a minute"),
        ],
    );
}
