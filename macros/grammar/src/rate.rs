//! The rate of a schedule: `10m`, `1h`, `2d`.

use crate::{Problem, Rule, duration};

/// A rate in Flyte's units.
///
/// ```
/// use aileron_grammar::{Rate, RateUnit};
///
/// assert_eq!(Rate::parse("10m"), Ok(Rate { value: 10, unit: RateUnit::Minute }));
/// assert_eq!(Rate::parse("1h30m"), Ok(Rate { value: 90, unit: RateUnit::Minute }));
/// assert_eq!(Rate::parse("48h"), Ok(Rate { value: 2, unit: RateUnit::Day }));
/// assert!(Rate::parse("30s").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many of the unit.
    pub value: u32,
    /// The unit.
    pub unit: RateUnit,
}

/// A unit of a rate (flyteidl `admin/schedule.proto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateUnit {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day, which is 24 hours.
    Day,
}

impl Rate {
    /// The rate of a duration of whole minutes, in the largest unit that leaves no rest, as flytekit writes it
    /// (`core/schedule.py`).
    ///
    /// # Errors
    /// The text is not a duration, or one that Flyte has no rate for.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let problem = |what| Problem::new(Rule::ScheduleRate, 0..text.len(), what);
        let time = duration::parse(text)?;
        if time.is_zero() {
            return Err(problem(format!("the rate `{text}` is zero"))
                .why("Flyte would launch the plan without end")
                .instead("write a minute or more, as in `10m`"));
        }
        if time.subsec_nanos() != 0 || time.as_secs() % 60 != 0 {
            return Err(problem(format!("the rate `{text}` has a part of a minute"))
                .why("Flyte's rates are whole minutes, hours or days")
                .instead("write it as in `10m`"));
        }
        let minutes = time.as_secs() / 60;
        let (value, unit) = match minutes {
            _ if minutes % (24 * 60) == 0 => (minutes / (24 * 60), RateUnit::Day),
            _ if minutes % 60 == 0 => (minutes / 60, RateUnit::Hour),
            _ => (minutes, RateUnit::Minute),
        };
        let value = u32::try_from(value).map_err(|_| {
            problem(format!("the rate `{text}` is too long")).why("Flyte's rates have 32 bits")
        })?;
        Ok(Rate { value, unit })
    }

    /// The seconds between two launches.
    #[must_use]
    pub fn seconds(self) -> u64 {
        let unit = match self.unit {
            RateUnit::Minute => 60,
            RateUnit::Hour => 60 * 60,
            RateUnit::Day => 24 * 60 * 60,
        };
        u64::from(self.value) * unit
    }
}
