//! Guesses the type of a column of texts from all its values.

use super::text;
use arrow::datatypes::{DataType, TimeUnit};
use chrono::Timelike as _;

/// The types that all texts so far fit.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "one for each type that is still possible")]
pub(super) struct Guess {
    is_empty: bool,
    boolean: bool,
    integer: bool,
    unsigned: bool,
    float: bool,
    day: bool,
    naive: bool,
    zoned: bool,
    nanos: bool,
}

impl Default for Guess {
    fn default() -> Self {
        Guess {
            is_empty: true,
            boolean: true,
            integer: true,
            unsigned: true,
            float: true,
            day: true,
            naive: true,
            zoned: true,
            nanos: false,
        }
    }
}

impl Guess {
    /// Looks at the next text; an empty one is a missing value.
    pub(super) fn see(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.is_empty = false;
        self.boolean = self.boolean && text::boolean(text).is_some();
        self.integer = self.integer && integer(text).is_some();
        self.unsigned = self.unsigned && unsigned(text).is_some();
        self.float = self.float && float(text).is_some();
        self.day = self.day && text::day(text).is_some();
        if self.naive || self.zoned {
            self.see_moment(text);
        }
    }

    fn see_moment(&mut self, text: &str) {
        let moment = text::moment(text).filter(|_| text::day(text).is_none());
        self.naive &= moment.is_some_and(|(_, is_zoned)| !is_zoned);
        self.zoned &= moment.is_some_and(|(_, is_zoned)| is_zoned);
        if let Some((moment, _)) = moment {
            self.nanos |= moment.nanosecond() % 1000 != 0;
            let fits = !self.nanos || moment.timestamp_nanos_opt().is_some();
            self.naive &= fits;
            self.zoned &= fits;
        }
    }

    /// The narrowest type that holds all values as they are; otherwise a text.
    pub(super) fn data_type(&self) -> DataType {
        let unit = if self.nanos { TimeUnit::Nanosecond } else { TimeUnit::Microsecond };
        match self {
            Guess { is_empty: true, .. } => DataType::Utf8,
            Guess { boolean: true, .. } => DataType::Boolean,
            Guess { integer: true, .. } => DataType::Int64,
            Guess { unsigned: true, .. } => DataType::UInt64,
            Guess { float: true, .. } => DataType::Float64,
            Guess { day: true, .. } => DataType::Date32,
            Guess { naive: true, .. } => DataType::Timestamp(unit, None),
            Guess { zoned: true, .. } => DataType::Timestamp(unit, Some("UTC".into())),
            _ => DataType::Utf8,
        }
    }
}

/// Digits, with or without a `-` before them.
pub(super) fn integer(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

pub(super) fn unsigned(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

/// A number with a digit, or one of `NaN`, `inf` and `-inf`, as Aileron and pandas write them. An integer that a float
/// can't hold exactly is refused.
pub(super) fn float(text: &str) -> Option<f64> {
    let is_number = text
        .starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'))
        && text.bytes().any(|byte| byte.is_ascii_digit());
    if !(is_number || matches!(text, "NaN" | "inf" | "-inf")) {
        return None;
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_integer = digits.bytes().all(|byte| byte.is_ascii_digit());
    text::float(text).filter(|value| !is_integer || super::misfit::whole(*value).is_some())
}

#[cfg(test)]
mod tests {
    use super::Guess;

    fn guessed(texts: &[&str]) -> String {
        let mut guess = Guess::default();
        for text in texts {
            guess.see(text);
        }
        guess.data_type().to_string()
    }

    #[test]
    fn the_guess_is_the_narrowest_type_that_holds_all_values() {
        for (texts, ty) in [
            (&["1", "", "-7"][..], "Int64"),
            (&["1", "2.5"], "Float64"),
            (&["1e3", "NaN", "-inf", ".5"], "Float64"),
            (&["18446744073709551615", "0"], "UInt64"),
            (&["18446744073709551615", "-1"], "Utf8"),
            (&["12345678901234567890123"], "Utf8"),
            (&["9007199254740993", "1.5"], "Utf8"),
            (&["nan", "1"], "Utf8"),
            (&["true", "False"], "Boolean"),
            (&["true", "1"], "Utf8"),
            (&["2026-01-31", ""], "Date32"),
            (&["2026-01-31", "2026-02-30"], "Utf8"),
            (&["2026-01-31 08:00:00", "2026-01-31T08:00:00.5"], "Timestamp(µs)"),
            (&["2026-01-31 08:00:00+02:00", "2026-01-31T08:00:00Z"], "Timestamp(µs, \"UTC\")"),
            (&["2026-01-31T08:00:00.000000001Z"], "Timestamp(ns, \"UTC\")"),
            (&["2026-01-31T08:00:00.000000001Z", "9999-01-31T08:00:00Z"], "Utf8"),
            (&["9999-01-31T08:00:00Z"], "Timestamp(µs, \"UTC\")"),
            (&["2026-01-31T08:00:00", "2026-01-31T08:00:00Z"], "Utf8"),
            (&["", ""], "Utf8"),
            (&["x", "1"], "Utf8"),
        ] {
            assert_eq!(guessed(texts), ty, "{texts:?}");
        }
    }
}
