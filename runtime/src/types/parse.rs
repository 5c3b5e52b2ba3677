//! Numbers, moments, durations and addresses as a person writes them, in a flag or in JSON.

use super::{FlyteType, ValueError, literal, number, time};
use aileron_grammar::duration;
use aileron_idl::core::{
    Blob, BlobMetadata, BlobType, Literal, LiteralType, StructuredDatasetType, literal_type::Type,
    primitive::Value, scalar,
};
use aileron_idl::google;
use chrono::TimeDelta;

/// An error for an integer that no literal can hold.
pub(super) fn beyond(integer: &str) -> ValueError {
    ValueError::new(format!(
        "{integer} doesn't fit an integer, whose values are between {} and {}",
        i64::MIN,
        i64::MAX
    ))
}

/// Reads a float; `inf` and `NaN` in any case, as protobuf's JSON and Rust write them. An integer must be held exactly; a
/// fraction is rounded to the nearest float.
pub(super) fn float(text: &str) -> Result<f64, ValueError> {
    match text.parse::<f64>() {
        Ok(value) if value.is_infinite() && text.bytes().any(|byte| byte.is_ascii_digit()) => {
            Err(ValueError::new(format!("{text} doesn't fit a float; write `inf` for infinity")))
        }
        Ok(0.0) if number::is_lost(text) => {
            Err(ValueError::new(format!("{text} doesn't fit a float, which rounds it to zero; write `0`")))
        }
        Ok(value) if number::is_integer(text) && !number::is_exactly(value, text) => {
            Err(ValueError::new(format!(
                "{text} doesn't fit a float, the nearest of which is {value}; write that, or `{value:e}`"
            )))
        }
        Ok(value) => Ok(value),
        Err(_) => Err(ValueError::new(format!("`{text}` is not a float; write one as `0.5` or `1e-3`"))),
    }
}

/// Reads a datetime, in any time zone.
pub(super) fn datetime(text: &str) -> Result<Literal, ValueError> {
    time::parse(text)?.into_literal()
}

/// Prints a datetime as [`datetime`] reads it.
pub(super) fn print_datetime(stamp: &google::Timestamp) -> Option<String> {
    time::moment(stamp).ok().map(time::print)
}

/// Reads a duration, with a `-` before a negative one.
pub(super) fn span(text: &str) -> Result<Literal, ValueError> {
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1), |digits| (digits, -1));
    let duration = duration::parse(digits).map_err(|problem| ValueError::new(problem.to_string()))?;
    let span = TimeDelta::from_std(duration).map_err(|_| ValueError::new(format!("`{text}` is too long")))?;
    (span * sign).into_literal()
}

/// Prints a duration as [`span`] reads it.
pub(super) fn print_span(span: &google::Duration) -> Option<String> {
    let span = TimeDelta::from_literal(literal::primitive(Value::Duration(span.clone()))).ok()?;
    let sign = if span < TimeDelta::zero() { "-" } else { "" };
    Some(format!("{sign}{}", duration::print(span.abs().to_std().ok()?)))
}

/// A file, a directory or a dataset at a path or a URI.
pub(super) fn place(uri: String, ty: &LiteralType) -> Literal {
    let ty = match &ty.r#type {
        Some(Type::StructuredDatasetType(ty)) => {
            let format = if ty.format.is_empty() { table_format(&uri) } else { &ty.format }.to_owned();
            return literal::dataset(uri, StructuredDatasetType { format, ..ty.clone() });
        }
        Some(Type::Blob(ty)) => ty.clone(),
        _ => BlobType::default(),
    };
    literal::scalar(scalar::Value::Blob(Blob { metadata: Some(BlobMetadata { r#type: Some(ty) }), uri }))
}

/// The format of a dataset, if its address ends with one.
pub(crate) fn table_format(uri: &str) -> &'static str {
    let extension = uri.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["csv", "parquet"].into_iter().find(|name| name.eq_ignore_ascii_case(extension)).unwrap_or_default()
}

/// Reads one of the values of an enum.
pub(super) fn member(text: &str, values: &[String]) -> Result<Literal, ValueError> {
    if values.iter().any(|value| value == text) {
        return text.to_owned().into_literal();
    }
    let hint = aileron_grammar::suggest::did_you_mean(text, values.iter().map(String::as_str));
    Err(ValueError::new(format!("`{text}` is not one of the values; {hint}")))
}
