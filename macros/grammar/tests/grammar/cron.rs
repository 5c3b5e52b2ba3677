use crate::assert_refused;
use aileron_grammar::{Cron, Offsets, UTC, zones};
use proptest::prelude::*;

fn parse(text: &str) -> Result<Cron, aileron_grammar::Problem> {
    text.parse()
}

/// 2026-11-30 20:00:00 in UTC, a Monday.
const NOW: i64 = 1_796_068_800;
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

#[test]
fn the_next_times() {
    let table = [
        ("* * * * *", NOW + 60),
        ("*/15 * * * *", NOW + 900),
        ("0 20 * * *", NOW + DAY),
        ("0 6 * * *", NOW + 10 * HOUR),
        ("30 6 1,15 * ?", NOW + 10 * HOUR + 1_800),
        ("0 0 * * sun", NOW + 5 * DAY + 4 * HOUR),
        // Where both fields of days name some, one is enough.
        ("0 0 13 * FRI", NOW + 3 * DAY + 4 * HOUR),
        ("0 0 31 12 *", NOW + 30 * DAY + 4 * HOUR),
        ("@hourly", NOW + HOUR),
        ("@midnight", NOW + 4 * HOUR),
        ("@monthly", NOW + 4 * HOUR),
        ("@yearly", NOW + 31 * DAY + 4 * HOUR),
        ("@every 1h30m", NOW + 5_400),
        ("CRON_TZ=UTC @every 90s", NOW + 90),
        ("0 0 29 FEB *", 1_835_395_200),
        ("+5 20 * * *", NOW + 300),
        ("1/20 * * * *", NOW + 60),
        (",0, 21 * * *", NOW + HOUR),
        ("0 21 *-9 * *", NOW + HOUR),
    ];
    for (text, next) in table {
        assert_eq!(parse(text).unwrap().next(NOW, &UTC), Some(next), "{text}");
    }
}

/// A zone whose clocks are put forward by an hour at one moment.
struct Forward(i64);

impl Offsets for Forward {
    fn offset(&self, time: i64) -> i64 {
        if time < self.0 { HOUR } else { 2 * HOUR }
    }
}

#[test]
fn an_hour_that_does_not_exist_is_left_out() {
    // At 02:00 of the next day the clocks show 03:00.
    let forward = Forward(NOW + 5 * HOUR);
    let line = parse("30 2 * * *").unwrap();
    assert_eq!(line.next(NOW, &forward), Some(NOW + 28 * HOUR + 1_800));
    let line = parse("0 3 * * *").unwrap();
    assert_eq!(line.next(NOW, &forward), Some(NOW + 5 * HOUR));
}

#[test]
fn the_zone_is_in_front() {
    assert_eq!(parse("CRON_TZ=Europe/Berlin  0 6 * * *").unwrap().zone(), Some("Europe/Berlin"));
    assert_eq!(
        parse("TZ=America/Argentina/Buenos_Aires @daily").unwrap().zone(),
        Some("America/Argentina/Buenos_Aires")
    );
    assert_eq!(parse("0 6 * * *").unwrap().zone(), None);
    assert!(zones::ALL.is_sorted() && zones::ALL.len() > 590);
}

#[test]
fn refuses_what_flyte_refuses() {
    assert_refused(
        parse,
        &[
            ("", 0..0, "empty"),
            ("0 6 * *", 0..7, "4 fields"),
            ("0 0 6 * * *", 0..11, "leave out the seconds"),
            ("cron(0 6 * * ? *)", 0..17, "6 fields"),
            ("0 60 * * *", 2..4, "`60` is not an hour"),
            ("0 6 * * 7", 8..9, "write `0` for Sunday"),
            ("0 6 * * MONDAY", 8..14, "write `MON`"),
            ("0 6 * JANUARY *", 6..13, "write `JAN`"),
            ("0 6 1--5 * *", 6..8, "`-5` is not a day"),
            ("0 6 0-5 * *", 4..5, "`0` is not a day"),
            ("0 20-8 * * *", 2..6, "ends before it begins"),
            ("*/0 * * * *", 2..3, "not a step"),
            ("*/5/5 * * * *", 2..5, "not a step"),
            ("1,60 * * * *", 2..4, "`60`"),
            ("-1 * * * *", 0..0, "a minute is missing"),
            ("0 0 31 2,4,6,9,11 *", 0..19, "never comes"),
            (", * * * *", 0..9, "never comes"),
            ("@nightly", 0..8, "not an alias"),
            ("@Daily", 0..6, "did you mean `@daily`?"),
            ("daily", 0..5, "write `@daily`"),
            ("@every 1d", 7..9, "whole seconds"),
            ("@every 1500ms", 7..13, "whole seconds"),
            ("CRON_TZ=Mars/Olympus * * * * *", 8..20, "no time zone"),
            ("CRON_TZ=Europe/berlin * * * * *", 8..21, "did you mean `Europe/Berlin`?"),
            ("TZ=UTC", 0..6, "behind its time zone"),
            ("TZ=UTC 0 6 * *", 7..14, "4 fields"),
            ("TZ=UTC 0 25 * * *", 9..11, "`25` is not an hour"),
            (" @daily", 0..7, "1 field"),
        ],
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(CRON_TZ=UTC )?[-0-9*?/,A-Za-z@ é]{0,20}") {
        if let Err(problem) = parse(&text) {
            prop_assert!(text.get(problem.at.clone()).is_some(), "{problem:?}");
        }
    }

    #[test]
    fn the_next_time_is_one_that_the_line_names(minute in 0..60_i64, hour in 0..24_i64, now in 0..4_000_000_000_i64) {
        let next = parse(&format!("{minute} {hour} * * *")).unwrap().next(now, &UTC).unwrap();
        prop_assert!(next > now && next <= now + DAY);
        prop_assert_eq!((next % DAY / HOUR, next % HOUR / 60, next % 60), (hour, minute, 0));
    }
}
