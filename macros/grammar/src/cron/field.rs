//! One field of a line: `*`, `5`, `1-5`, `*/10`, `MON,WED`.

use super::{STAR, wrong};
use crate::Problem;

/// What a field takes.
#[derive(Clone, Copy)]
pub(super) struct Field {
    noun: &'static str,
    least: u32,
    most: u32,
    /// The names of the values from the least on.
    names: &'static [&'static str],
}

pub(super) const MINUTES: Field = Field { noun: "minute", least: 0, most: 59, names: &[] };
pub(super) const HOURS: Field = Field { noun: "hour", least: 0, most: 23, names: &[] };
pub(super) const DAYS: Field = Field { noun: "day of the month", least: 1, most: 31, names: &[] };
pub(super) const MONTHS: Field = Field {
    noun: "month",
    least: 1,
    most: 12,
    names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
pub(super) const WEEKDAYS: Field = Field {
    noun: "day of the week",
    least: 0,
    most: 6,
    names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
};

impl Field {
    /// A bit for each value that the field names.
    pub(super) fn read(self, text: &str) -> Result<u64, Problem> {
        let mut bits = 0;
        let mut start = 0;
        for part in text.split(',') {
            // The parser of Flyte skips what is empty between commas.
            if !part.is_empty() {
                bits |= self.range(part).map_err(|problem| problem.moved(start))?;
            }
            start += part.len() + 1;
        }
        Ok(bits)
    }

    fn range(self, text: &str) -> Result<u64, Problem> {
        let whole = 0..text.len();
        let (values, step) = match text.split_once('/') {
            Some((values, step)) => (values, Some(step)),
            None => (text, None),
        };
        let (first, last) = match values.split_once('-') {
            Some((first, last)) => (first, Some(last)),
            None => (values, None),
        };
        let mut star = 0;
        let (low, mut high) = if first == "*" || first == "?" {
            // What follows a `*-` is not read.
            star = STAR;
            (self.least, self.most)
        } else {
            let low = self.value(first, 0)?;
            let high = last.map_or(Ok(low), |last| self.value(last, first.len() + 1))?;
            (low, high)
        };
        let step = match step {
            None => 1,
            Some(step) => {
                if last.is_none() {
                    high = self.most;
                }
                let at = values.len() + 1;
                let step = number(step).filter(|step| *step > 0).ok_or_else(|| {
                    wrong(at..text.len(), format!("`{step}` is not a step"))
                        .why("a step is a whole number from 1")
                        .instead("write it as in `*/10`")
                })?;
                if step > 1 {
                    star = 0;
                }
                step
            }
        };
        if low > high {
            return Err(wrong(whole, format!("the range `{text}` ends before it begins"))
                .why(format!("Flyte does not go round from the last {} to the first", self.noun))
                .instead("write two ranges with a `,` between"));
        }
        let named = (low..=high).step_by(usize::try_from(step).unwrap_or(usize::MAX));
        Ok(named.fold(star, |bits, value| bits | 1 << value))
    }

    /// A value of the field, which begins at that byte.
    fn value(self, text: &str, start: usize) -> Result<u32, Problem> {
        let by_name = (self.least..).zip(self.names).find(|(_, name)| text.eq_ignore_ascii_case(name));
        let value = by_name.map(|(value, _)| value).or_else(|| number(text));
        let Field { noun, least, most, .. } = self;
        let article = if noun == HOURS.noun { "an" } else { "a" };
        let at = start..start + text.len();
        let problem = |what: String| {
            let names = match (self.names.first(), self.names.last()) {
                (Some(first), Some(last)) => {
                    format!(", or `{}` to `{}`", first.to_uppercase(), last.to_uppercase())
                }
                _ => String::new(),
            };
            let problem = wrong(at.clone(), what).why(format!("it is {least} to {most}{names}"));
            let begins_with =
                |name: &&&str| text.len() > name.len() && text.to_ascii_lowercase().starts_with(**name);
            match self.names.iter().find(begins_with) {
                Some(name) => problem.instead(format!("write `{}`", name.to_uppercase())),
                None if noun == WEEKDAYS.noun && text == "7" => problem.instead("write `0` for Sunday"),
                None => problem,
            }
        };
        match value {
            Some(value) if (least..=most).contains(&value) => Ok(value),
            _ if text.is_empty() => Err(problem(format!("{article} {noun} is missing"))),
            _ => Err(problem(format!("`{text}` is not {article} {noun}"))),
        }
    }
}

/// A number as Go's `strconv.Atoi` reads it, without a sign.
fn number(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}
