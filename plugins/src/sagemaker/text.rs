//! Values as strings of hyperparameters: Python prints them, and SageMaker passes them on.

use crate::boto::placeholders_in;
use aileron::chrono::{DateTime, TimeDelta, Utc};
use aileron::idl::core::{Literal, LiteralType, SimpleType, literal_type::Type};
use aileron::{FlyteType, ValueError};

/// A limit in seconds beyond Flyte's longest duration.
const LONGEST: f64 = 3.2e11;

/// The value of a string.
///
/// # Errors
/// When the string is not a value of the type.
pub(super) fn read(text: &str, ty: &LiteralType) -> Result<Literal, ValueError> {
    match simple(ty) {
        Some(SimpleType::Integer) => number::<i64>(text, "an integer")?.into_literal(),
        Some(SimpleType::Float) => number::<f64>(text, "a float")?.into_literal(),
        Some(SimpleType::Boolean) => match &*text.trim().to_ascii_lowercase() {
            "true" => true.into_literal(),
            "false" => false.into_literal(),
            _ => Err(mismatch(text, "a boolean: `True` or `False`")),
        },
        Some(SimpleType::Datetime) => match DateTime::parse_from_rfc3339(text.trim()) {
            Ok(moment) => moment.to_utc().into_literal(),
            Err(_) => Err(mismatch(text, "a datetime such as `2026-01-31T08:00:00+00:00`")),
        },
        Some(SimpleType::Duration) => {
            let seconds: f64 = number(text, "a number of seconds")?;
            if seconds.is_nan() || seconds.abs() > LONGEST {
                return Err(mismatch(text, "a number of seconds that a duration can have"));
            }
            #[allow(clippy::cast_possible_truncation)] // it fits, as just checked
            TimeDelta::microseconds((seconds * 1e6).round() as i64).into_literal()
        }
        _ => text.to_owned().into_literal(),
    }
}

/// The string of a value: the connector's, or one with the same meaning (flytekit `interaction/string_literals.py`).
///
/// # Errors
/// When the value is not of the type.
pub(super) fn print(value: Literal, ty: &LiteralType) -> Result<String, ValueError> {
    Ok(match simple(ty) {
        Some(SimpleType::Integer) => i64::from_literal(value)?.to_string(),
        Some(SimpleType::Float) => format!("{:?}", f64::from_literal(value)?),
        Some(SimpleType::Boolean) => if bool::from_literal(value)? { "True" } else { "False" }.to_owned(),
        Some(SimpleType::Datetime) => DateTime::<Utc>::from_literal(value)?.to_rfc3339(),
        Some(SimpleType::Duration) => {
            let span = TimeDelta::from_literal(value)?;
            format!("{:?}", span.as_seconds_f64())
        }
        _ => String::from_literal(value)?,
    })
}

/// The greatest length of a hyperparameter in characters (`HyperParameters` of `CreateTrainingJob` in Amazon's reference of
/// SageMaker's API).
const LONGEST_TEXT: usize = 2500;

/// Checks that SageMaker would accept a string, and that the connector would not replace a part of it. So a local run refuses
/// the same strings.
///
/// # Errors
/// The problem of the string.
pub(super) fn check(text: &str) -> Result<(), ValueError> {
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        return Err(ValueError::new(format!(
            "a SageMaker hyperparameter has {LONGEST_TEXT} characters at most, and this string has {length}; take a `File` \
             instead"
        )));
    }
    if text.contains(['\n', '\r']) {
        return Err(ValueError::new(
            "a SageMaker hyperparameter is one line, and this string has a line end; take a `File` instead",
        ));
    }
    let is_replaced = |name: &&str| name.contains('.') || *name == "idempotence_token";
    match placeholders_in(text).into_iter().find(is_replaced) {
        Some(name) => Err(ValueError::new(format!(
            "the connector takes `{{{name}}}` in this string for a placeholder and fails; take a `File` instead"
        ))),
        None => Ok(()),
    }
}

fn simple(ty: &LiteralType) -> Option<SimpleType> {
    match ty.r#type {
        Some(Type::Simple(kind)) => SimpleType::try_from(kind).ok(),
        _ => None,
    }
}

fn number<T: std::str::FromStr>(text: &str, what: &str) -> Result<T, ValueError> {
    text.trim().parse().map_err(|_| mismatch(text, what))
}

fn mismatch(text: &str, what: &str) -> ValueError {
    ValueError::new(format!("`{text}` is not {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again<T: FlyteType + Clone + PartialEq + std::fmt::Debug>(value: &T, text: &str) {
        let ty = T::literal_type();
        let printed = print(value.clone().into_literal().unwrap(), &ty).unwrap();
        assert_eq!(printed, text);
        assert_eq!(&T::from_literal(read(&printed, &ty).unwrap()).unwrap(), value);
    }

    #[test]
    fn what_is_printed_is_read_back() {
        again(&-7_i64, "-7");
        again(&1.0, "1.0");
        again(&f64::INFINITY, "inf");
        again(&true, "True");
        again(&" a {text}".to_owned(), " a {text}");
        again(&DateTime::from_timestamp(0, 0).unwrap(), "1970-01-01T00:00:00+00:00");
        again(&TimeDelta::milliseconds(-1500), "-1.5");
    }

    #[test]
    fn what_python_prints_is_read() {
        let float = |text| f64::from_literal(read(text, &f64::literal_type()).unwrap()).unwrap();
        assert_eq!((float("1e-05"), float("1e+16")), (1e-5, 1e16));
        assert!(float("nan").is_nan());
    }

    #[test]
    fn what_no_job_would_take_is_refused() {
        let message = |text: &str| check(text).err().map(|error| error.to_string()).unwrap_or_default();
        for right in ["", "a {b} c", "{}", "a.b", &"ä".repeat(2500)] {
            assert_eq!(message(right), "", "{right}");
        }
        assert!(message(&"ä".repeat(2501)).contains("2500 characters at most, and this string has 2501"));
        assert!(message("a\nb").contains("is one line"));
        assert!(message("a\r").contains("is one line"));
        assert!(message("{a {inputs.b}").contains("takes `{a {inputs.b}` in this string for a placeholder"));
        assert!(message("x{idempotence_token}").contains("takes `{idempotence_token}`"));
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for (text, ty) in [
            ("1.5", i64::literal_type()),
            ("", f64::literal_type()),
            ("yes", bool::literal_type()),
            ("today", DateTime::<Utc>::literal_type()),
            ("1e300", TimeDelta::literal_type()),
            ("nan", TimeDelta::literal_type()),
        ] {
            let error = read(text, &ty).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is not ")), "{error}");
        }
    }
}
