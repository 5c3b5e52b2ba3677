//! Kubernetes quantities.

mod suffix;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::scan::digits;
use crate::{Problem, Rule};
use suffix::Scale;

/// An amount of a resource as Kubernetes writes it: `500m`, `1Gi`, `1.5`, `2e3`.
///
/// ```
/// use aileron_grammar::Quantity;
///
/// let request: Quantity = "200m".parse()?;
/// let limit: Quantity = "0.1".parse()?;
/// assert!(request > limit);
/// assert_eq!(request.to_string(), "200m");
/// assert!(!request.is_whole());
/// # Ok::<(), aileron_grammar::Problem>(())
/// ```
///
/// It compares by its exact value (`1000m == 1`) and prints as it was written. The grammar is that of
/// apimachinery `api/resource/quantity.go`, with at least one digit, and it refuses values that Kubernetes would round
/// or cap silently: a fraction finer than `1n`, and a magnitude over 2⁶³ − 1.
#[derive(Debug, Clone)]
pub struct Quantity {
    text: String,
    nanos: i128,
}

const NANOS: i128 = 1_000_000_000;
const LARGEST: i128 = i64::MAX as i128 * NANOS;
const LEAST_BYTES: i128 = 1024 * 1024 * NANOS;

impl Quantity {
    /// The quantity as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.nanos % NANOS == 0
    }

    /// The least whole number that is not less; 0 for a negative quantity.
    ///
    /// ```
    /// use aileron_grammar::Quantity;
    ///
    /// assert_eq!("1.5Ki".parse::<Quantity>()?.ceil(), 1536);
    /// assert_eq!("500m".parse::<Quantity>()?.ceil(), 1);
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    #[must_use]
    pub fn ceil(&self) -> u64 {
        let whole = self.nanos / NANOS + i128::from(self.nanos % NANOS > 0);
        u64::try_from(whole).unwrap_or_default()
    }

    /// The amount in billionths, which is exact.
    ///
    /// ```
    /// use aileron_grammar::Quantity;
    ///
    /// assert_eq!("500m".parse::<Quantity>()?.nanos(), 500_000_000);
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    #[must_use]
    pub fn nanos(&self) -> i128 {
        self.nanos
    }

    /// A quantity that a container can ask for: not negative.
    ///
    /// ```
    /// use aileron_grammar::Quantity;
    ///
    /// assert!("-1".parse::<Quantity>().is_ok());
    /// assert_eq!(Quantity::of_resource("-1").unwrap_err().at, 0..1);
    /// ```
    ///
    /// # Errors
    /// The text is not a quantity, or is negative.
    pub fn of_resource(text: &str) -> Result<Self, Problem> {
        let quantity: Self = text.parse()?;
        if quantity.nanos < 0 {
            return Err(Problem::new(Rule::ResourceAmount, 0..1, format!("`{text}` is negative"))
                .why("a container can't ask for less than nothing")
                .instead(format!("write `{}`", &text[1..])));
        }
        Ok(quantity)
    }

    /// A number of CPUs that a container can ask for.
    ///
    /// ```
    /// use aileron_grammar::Quantity;
    ///
    /// assert!(Quantity::of_cpus("500m").is_ok());
    /// assert!(Quantity::of_cpus("2Gi").is_err());
    /// ```
    ///
    /// # Errors
    /// It is not a quantity, is negative, or is an amount of memory.
    pub fn of_cpus(text: &str) -> Result<Self, Problem> {
        let quantity = Self::of_resource(text)?;
        if let Some(number) = text.strip_suffix('i') {
            return Err(Problem::new(
                Rule::ResourceAmount,
                number.len() - 1..text.len(),
                format!("`{text}` is an amount of memory"),
            )
            .why("CPUs are counted")
            .instead("write `2`, or `500m` for half of one"));
        }
        Ok(quantity)
    }

    /// A number of GPUs that a container can ask for.
    ///
    /// ```
    /// use aileron_grammar::Quantity;
    ///
    /// assert!(Quantity::of_gpus("2").is_ok());
    /// assert!(Quantity::of_gpus("500m").is_err());
    /// ```
    ///
    /// # Errors
    /// It is not a quantity, is negative, or has a fraction.
    pub fn of_gpus(text: &str) -> Result<Self, Problem> {
        let quantity = Self::of_resource(text)?;
        if !quantity.is_whole() {
            return Err(Problem::new(
                Rule::ResourceAmount,
                0..text.len(),
                "a container gets whole GPUs only",
            )
            .instead("write a whole number, such as `1`"));
        }
        Ok(quantity)
    }

    /// An amount of memory or storage, in bytes, that a container can ask for: nothing, or a mebibyte at least.
    ///
    /// Kubernetes accepts less, with a warning, but no container starts with it: most likely a unit is missing.
    ///
    /// ```
    /// use aileron_grammar::Quantity;
    ///
    /// assert!(Quantity::of_bytes("512Mi").is_ok());
    /// let problem = Quantity::of_bytes("512").unwrap_err();
    /// assert_eq!(problem.to_string(), "`512` is less than a mebibyte; a number alone counts bytes, and `m` means a thousandth; write `512Mi`");
    /// ```
    ///
    /// # Errors
    /// It is not a quantity, is negative, or is too small.
    pub fn of_bytes(text: &str) -> Result<Self, Problem> {
        let quantity = Self::of_resource(text)?;
        if quantity.nanos != 0 && quantity.nanos < LEAST_BYTES {
            let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            return Err(Problem::new(
                Rule::ResourceAmount,
                0..text.len(),
                format!("`{text}` is less than a mebibyte"),
            )
            .why("a number alone counts bytes, and `m` means a thousandth")
            .instead(format!("write `{number}Mi`")));
        }
        Ok(quantity)
    }
}

impl FromStr for Quantity {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let number = Number::read(text)?;
        let scale = suffix::read(text, number.end)?;
        let nanos = number.nanos(scale).map_err(|what| {
            Problem::new(Rule::Quantity, 0..text.len(), format!("`{text}` is {what}"))
                .why("Kubernetes holds at most 9223372036854775807 and nothing finer than `1n`, and would change it silently")
        })?;
        Ok(Self { text: text.into(), nanos })
    }
}

/// The number before the suffix.
struct Number<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    end: usize,
}

impl<'a> Number<'a> {
    fn read(text: &'a str) -> Result<Self, Problem> {
        let start = usize::from(text.starts_with(['+', '-']));
        let whole_end = start + digits(&text[start..]);
        let (fraction, end) = match text[whole_end..].strip_prefix('.') {
            Some(rest) => (&rest[..digits(rest)], whole_end + 1 + digits(rest)),
            None => ("", whole_end),
        };
        let whole = &text[start..whole_end];
        if text.is_empty() {
            return Err(Problem::new(Rule::Quantity, 0..0, "the quantity is empty")
                .instead("write a number, as in `500m` or `1Gi`"));
        }
        if whole.is_empty() && fraction.is_empty() {
            return Err(Problem::new(
                Rule::Quantity,
                0..text.len(),
                format!("`{text}` does not start with a number"),
            )
            .why("a quantity is a number and a suffix")
            .instead("write it as in `500m` or `1Gi`"));
        }
        Ok(Self { negative: text.starts_with('-'), whole, fraction, end })
    }

    /// The exact value in units of 10⁻⁹, or why there is none: it is too large or too fine.
    fn nanos(&self, scale: Scale) -> Result<i128, &'static str> {
        const LARGE: &str = "too large";
        const FINE: &str = "too fine";
        let fraction = self.fraction.trim_end_matches('0');
        let written = format!("{}{fraction}", self.whole);
        let significant = written.trim_start_matches('0');
        if significant.is_empty() {
            return Ok(0);
        }
        // Zeros at the end would overflow the number for nothing.
        let mantissa = significant.trim_end_matches('0');
        let zeros = i64::try_from(significant.len() - mantissa.len()).map_err(|_| LARGE)?;
        let places = i64::try_from(fraction.len()).map_err(|_| FINE)?;
        let mut value: u128 = mantissa.parse().map_err(|_| if places > 9 { FINE } else { LARGE })?;
        // 10ⁿ is split into 2ⁿ·5ⁿ: a binary suffix may cancel the twos of a decimal fraction.
        let fives = zeros - places + scale.decimal + 9;
        let twos = fives + scale.binary;
        value = times_power(value, 5, fives)?;
        value = times_power(value, 2, twos)?;
        match i128::try_from(value) {
            Ok(value) if value <= LARGEST => Ok(if self.negative { -value } else { value }),
            _ => Err(LARGE),
        }
    }
}

/// `value · baseⁿ`, if that is whole and fits.
fn times_power(mut value: u128, base: u128, exponent: i64) -> Result<u128, &'static str> {
    for _ in 0..exponent.unsigned_abs() {
        value = match exponent < 0 {
            true if value.is_multiple_of(base) => value / base,
            true => return Err("too fine"),
            false => value.checked_mul(base).ok_or("too large")?,
        };
    }
    Ok(value)
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nanos == other.nanos
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.nanos.hash(state);
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
