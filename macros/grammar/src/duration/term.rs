use std::ops::Range;
use std::time::Duration;

use crate::scan::digits;
use crate::{Problem, Rule};

/// The units with their nanoseconds, largest first.
pub(super) const UNITS: [(&str, u64); 7] = [
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

/// The beginnings of longer words for the units; the first match decides.
const WORDS: [(&str, &str); 8] = [
    ("mil", "ms"),
    ("mic", "us"),
    ("µ", "us"),
    ("μ", "us"),
    ("n", "ns"),
    ("d", "d"),
    ("h", "h"),
    ("sec", "s"),
];

/// A whole number and its unit.
pub(super) struct Term<'a> {
    number: &'a str,
    /// Its index among the units.
    pub(super) unit: usize,
    pub(super) end: usize,
}

impl<'a> Term<'a> {
    /// Reads the term that starts at byte `start`.
    pub(super) fn read(text: &'a str, start: usize) -> Result<Self, Problem> {
        let (number, rest) = text[start..].split_at(digits(&text[start..]));
        let unit_start = start + number.len();
        let word = &rest[..rest.find(|c: char| c.is_ascii_digit() || is_foreign(c)).unwrap_or(rest.len())];
        let end = unit_start + word.len();
        match UNITS.iter().position(|(unit, _)| *unit == word) {
            Some(unit) if !number.is_empty() => Ok(Self { number, unit, end }),
            _ => Err(match rest.chars().next().filter(|c| is_foreign(*c)) {
                Some(c) => foreign(text, unit_start, c),
                None if number.is_empty() => no_number(start..text.len(), rest),
                None if word.is_empty() => no_unit(start..end, number),
                None => no_such_unit(unit_start..end, number, word),
            }),
        }
    }

    /// The duration it stands for, if that fits.
    pub(super) fn value(&self) -> Option<Duration> {
        let nanos = self.number.parse::<u128>().ok()?.checked_mul(u128::from(UNITS[self.unit].1))?;
        let second = u128::from(UNITS[3].1);
        Some(Duration::new(u64::try_from(nanos / second).ok()?, u32::try_from(nanos % second).ok()?))
    }
}

fn is_foreign(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',')
}

fn no_number(at: Range<usize>, rest: &str) -> Problem {
    Problem::new(Rule::Duration, at, format!("`{rest}` does not start with a number"))
        .why("a duration is made of numbers, each with its unit")
        .instead("write it as in `90s` or `1h30m`")
}

fn no_unit(at: Range<usize>, number: &str) -> Problem {
    Problem::new(Rule::Duration, at, format!("`{number}` has no unit"))
        .why("a number alone may be seconds or minutes")
        .instead(format!("write `{number}s` or `{number}m`"))
}

fn no_such_unit(at: Range<usize>, number: &str, word: &str) -> Problem {
    Problem::new(Rule::Duration, at, format!("`{word}` is not a unit of time"))
        .why("the units are `d`, `h`, `m`, `s`, `ms`, `us`, `ns`")
        .instead(meant(word).map_or(String::new(), |unit| format!("write `{number}{unit}`")))
}

fn foreign(text: &str, at: usize, c: char) -> Problem {
    let problem = Problem::new(
        Rule::Duration,
        at..at + c.len_utf8(),
        format!("there is {c:?} in the duration `{text}`"),
    );
    match c {
        '.' | ',' => problem
            .why("its numbers are whole")
            .instead("write it in a smaller unit, `90m` for one and a half hours"),
        _ => problem.why("there is nothing between its parts").instead("remove the white space"),
    }
}

fn meant(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let unit = UNITS.iter().map(|(unit, _)| *unit).find(|unit| *unit == lower);
    // `min` and its kin, but not `month`, which has no fixed length.
    let minutes = || lower.starts_with("min").then_some("m");
    unit.or_else(minutes)
        .or_else(|| WORDS.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, unit)| *unit))
}
