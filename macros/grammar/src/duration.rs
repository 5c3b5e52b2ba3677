//! Durations as people write them: `90s`, `10m`, `1h30m`.
//!
//! A duration is one or more whole numbers, each with its unit, larger units first, each unit once, nothing
//! between them: `d` (24 hours), `h`, `m`, `s`, `ms`, `us`, `ns`. Zero needs a unit too.

mod term;

use std::time::Duration;

use crate::{Problem, Rule};
use term::{Term, UNITS};

/// The longest duration that a protobuf message holds: 10,000 years.
const LONGEST: Duration = Duration::from_hours(87_660_000);

/// The longest timeout: Flyte doubles it, and holds the outcome in Go's 64-bit nanoseconds.
const LONGEST_TIMEOUT: Duration = Duration::from_nanos(i64::MAX as u64 / 2);

/// The duration of a text.
///
/// ```
/// use std::time::Duration;
/// use aileron_grammar::duration;
///
/// assert_eq!(duration::parse("1h30m")?, Duration::from_secs(5400));
/// assert_eq!(duration::parse("500ms")?, Duration::from_millis(500));
/// assert_eq!(duration::parse("10").unwrap_err().at, 0..2);
/// # Ok::<(), aileron_grammar::Problem>(())
/// ```
///
/// # Errors
/// The text is not of that form, or longer than the 10,000 years that protobuf's `Duration` holds.
pub fn parse(text: &str) -> Result<Duration, Problem> {
    if text.is_empty() {
        return Err(Problem::new(Rule::Duration, 0..0, "the duration is empty")
            .instead("write it as in `90s` or `1h30m`"));
    }
    if text.starts_with('-') {
        return Err(Problem::new(Rule::Duration, 0..1, format!("the duration `{text}` is negative"))
            .why("a duration is zero or more"));
    }
    let mut total = Duration::ZERO;
    let mut before: Option<Term> = None;
    let mut start = 0;
    while start < text.len() {
        let term = Term::read(text, start)?;
        if let Some(before) = before.filter(|before| before.unit >= term.unit) {
            let [unit, larger] = [term.unit, before.unit].map(|unit| UNITS[unit].0);
            return Err(Problem::new(
                Rule::Duration,
                start..term.end,
                format!("`{unit}` is behind `{larger}` in `{text}`"),
            )
            .why("units go from large to small, each once")
            .instead("write it as in `1h30m`"));
        }
        let sum = term.value().and_then(|value| total.checked_add(value));
        total = sum.filter(|sum| *sum <= LONGEST).ok_or_else(|| {
            Problem::new(Rule::Duration, 0..text.len(), format!("the duration `{text}` is too long"))
                .why("protobuf holds at most 10,000 years, `3652500d`")
        })?;
        start = term.end;
        before = Some(term);
    }
    Ok(total)
}

/// The duration of a timeout: neither zero nor over 146 years.
///
/// ```
/// use aileron_grammar::duration;
///
/// assert!(duration::parse_timeout("10m").is_ok());
/// assert!(duration::parse_timeout("0s").is_err());
/// ```
///
/// # Errors
/// The text is not a duration; it is zero, which Flyte takes for no timeout at all; or twice the timeout, the
/// deadline that Flyte sets over all attempts, is beyond Go's durations (flytepropeller
/// `compiler/transformers/k8s/node.go`).
pub fn parse_timeout(text: &str) -> Result<Duration, Problem> {
    let timeout = parse(text)?;
    if timeout.is_zero() {
        return Err(Problem::new(Rule::Timeout, 0..text.len(), format!("the timeout `{text}` is zero"))
            .why("Flyte takes zero for no timeout")
            .instead("leave the timeout out, or write a longer one"));
    }
    if timeout > LONGEST_TIMEOUT {
        return Err(Problem::new(Rule::Timeout, 0..text.len(), format!("the timeout `{text}` is too long"))
            .why("Flyte holds at most 146 years, about `53375d`"));
    }
    Ok(timeout)
}

/// The shortest text that parses to the duration; of equally short ones, that with the larger units.
///
/// ```
/// use std::time::Duration;
/// use aileron_grammar::duration;
///
/// assert_eq!(duration::print(Duration::from_secs(90)), "90s");
/// assert_eq!(duration::print(Duration::from_secs(3600)), "1h");
/// assert_eq!(duration::print(Duration::from_secs(86_401)), "1d1s");
/// ```
#[must_use]
pub fn print(duration: Duration) -> String {
    if duration.is_zero() {
        return "0s".into();
    }
    // Every choice of units; the bit of the largest unit is the highest, so that its choices come first.
    let choices = (0..1u32 << UNITS.len()).rev();
    let texts =
        choices.filter_map(|choice| print_in(duration, |unit| choice >> (UNITS.len() - 1 - unit) & 1 == 1));
    texts.min_by_key(String::len).unwrap_or_default()
}

/// The duration in the units that are `chosen`, if that leaves no rest and no unit unused.
fn print_in(duration: Duration, chosen: impl Fn(usize) -> bool) -> Option<String> {
    let mut rest = duration.as_nanos();
    let mut text = String::new();
    for (_, (unit, nanos)) in UNITS.iter().enumerate().filter(|(index, _)| chosen(*index)) {
        let nanos = u128::from(*nanos);
        if rest < nanos {
            return None;
        }
        text += &(rest / nanos).to_string();
        text += unit;
        rest %= nanos;
    }
    (rest == 0).then_some(text)
}
