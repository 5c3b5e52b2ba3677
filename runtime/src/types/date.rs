//! Days of the calendar.

use super::forms::Forms;
use super::msgpack::{Packer, Token, Unpacker};
use super::{FlyteType, ValueError, literal, time};
use aileron_idl::core::{Literal, LiteralType, primitive::Value};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::json;
use std::borrow::Cow;

/// A datetime at midnight UTC, as flytekit's `DateTransformer` writes it. A datetime at another hour is read as its day.
impl FlyteType for NaiveDate {
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        DateTime::<Utc>::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        self.and_time(NaiveTime::MIN).and_utc().into_literal()
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_primitive(literal, "a date")? {
            Value::Datetime(stamp) => time::moment(&stamp).map(|moment| moment.date_naive()),
            Value::StringValue(text) => parse(&text),
            other => Err(ValueError::mismatch("a date", literal::describe_primitive(&other))),
        }
    }
    fn union_tag() -> Cow<'static, str> {
        Cow::Borrowed("date")
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        self.into_literal()?; // the same years fit
        to.text(&self.to_string())
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        match from.token()? {
            Token::Text(text) => parse(text),
            other => Err(other.mismatch("a date")),
        }
    }
    fn schema() -> serde_json::Value {
        json!({"type": "string", "format": "date"})
    }
}

fn parse(text: &str) -> Result<NaiveDate, ValueError> {
    text.parse().map_err(|_| ValueError::new(format!("{text:?} is no date: it must read like 2026-01-31")))
}
