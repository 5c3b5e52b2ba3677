//! A value as people write it on the command line.

use super::{FlyteType, ValueError, json, literal, union};
use aileron_grammar::duration;
use aileron_idl::core::{
    Blob, BlobMetadata, BlobType, Literal, LiteralType, SimpleType, StructuredDatasetType,
    literal_type::Type, primitive::Value, scalar,
};
use aileron_idl::google;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// The literal that a text stands for: a string is taken as it is, a list or a map is JSON.
///
/// # Errors
/// When the text is no value of the type.
pub(crate) fn parse(text: &str, ty: &LiteralType) -> Result<Literal, ValueError> {
    match &ty.r#type {
        Some(Type::Simple(kind)) => match SimpleType::try_from(*kind) {
            Ok(SimpleType::Integer) => integer(text),
            Ok(SimpleType::Float) => float(text),
            Ok(SimpleType::Boolean) => boolean(text),
            Ok(SimpleType::String) => text.to_owned().into_literal(),
            Ok(SimpleType::Datetime) => datetime(text),
            Ok(SimpleType::Duration) => span(text),
            _ => from_json(text, ty),
        },
        Some(Type::EnumType(one)) => member(text, &one.values),
        Some(Type::Blob(_) | Type::StructuredDatasetType(_)) => Ok(place(text.to_owned(), ty)),
        Some(Type::UnionType(variants)) => {
            union::first(&variants.variants, |variant| parse(text, variant), || format!("`{text}`"))
        }
        _ => from_json(text, ty),
    }
}

fn from_json(text: &str, ty: &LiteralType) -> Result<Literal, ValueError> {
    let value = json::parse_text(text.as_bytes()).map_err(|error| {
        ValueError::new(if error.is_data() {
            format!("in `{text}` {error}; keep one of the two")
        } else {
            format!("`{text}` is no JSON ({error}); {} is written as JSON", super::one(ty))
        })
    })?;
    json::read(value, ty)
}

fn integer(text: &str) -> Result<Literal, ValueError> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    match text.parse::<i64>() {
        Ok(value) => value.into_literal(),
        Err(_) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(beyond(text)),
        Err(_) => Err(ValueError::new(format!("`{text}` is no integer; write one as `42`"))),
    }
}

/// An integer that no literal holds.
pub(super) fn beyond(integer: &str) -> ValueError {
    ValueError::new(format!(
        "{integer} doesn't fit an integer, whose values lie between {} and {}",
        i64::MIN,
        i64::MAX
    ))
}

/// A float; `inf` and `NaN` in any case, as protobuf's JSON and Rust both write them.
pub(super) fn float(text: &str) -> Result<Literal, ValueError> {
    match text.parse::<f64>() {
        Ok(value) if value.is_infinite() && text.bytes().any(|byte| byte.is_ascii_digit()) => {
            Err(ValueError::new(format!("{text} doesn't fit a float; write `inf` for the infinite")))
        }
        Ok(value) => value.into_literal(),
        Err(_) => Err(ValueError::new(format!("`{text}` is no float; write one as `0.5` or `1e-3`"))),
    }
}

fn boolean(text: &str) -> Result<Literal, ValueError> {
    match text.parse::<bool>() {
        Ok(value) => value.into_literal(),
        Err(_) => Err(ValueError::new(format!("`{text}` is no boolean; write `true` or `false`"))),
    }
}

/// A moment in RFC 3339, in whatever time zone.
pub(super) fn datetime(text: &str) -> Result<Literal, ValueError> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(moment) => moment.to_utc().into_literal(),
        Err(_) => Err(ValueError::new(format!(
            "`{text}` is no datetime; write date, time and zone as in `2026-01-31T08:00:00Z` or \
             `2026-01-31T08:00:00+01:00`"
        ))),
    }
}

/// The moment as [`datetime`] reads it.
pub(super) fn print_datetime(stamp: &google::Timestamp) -> Option<String> {
    let moment = DateTime::<Utc>::from_literal(literal::primitive(Value::Datetime(stamp.clone()))).ok()?;
    Some(moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// A duration, with a `-` before a negative one.
pub(super) fn span(text: &str) -> Result<Literal, ValueError> {
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1), |digits| (digits, -1));
    let duration = duration::parse(digits).map_err(|problem| ValueError::new(problem.to_string()))?;
    let span = TimeDelta::from_std(duration).map_err(|_| ValueError::new(format!("`{text}` is too long")))?;
    (span * sign).into_literal()
}

/// The duration as [`span`] reads it.
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

/// The format of a dataset, as far as its address tells it.
pub(crate) fn table_format(uri: &str) -> &'static str {
    let extension = uri.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["csv", "parquet"].into_iter().find(|name| name.eq_ignore_ascii_case(extension)).unwrap_or_default()
}

/// One of the texts of an enum.
pub(super) fn member(text: &str, values: &[String]) -> Result<Literal, ValueError> {
    if values.iter().any(|value| value == text) {
        return text.to_owned().into_literal();
    }
    let hint = aileron_grammar::suggest::did_you_mean(text, values.iter().map(String::as_str));
    Err(ValueError::new(format!("`{text}` is none of the values; {hint}")))
}
