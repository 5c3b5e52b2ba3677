//! Dates.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Token, Unpacker};
use super::{FlyteType, ValueError, literal, time};
use aileron_idl::core::{Literal, LiteralType, primitive::Value};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::json;
use std::borrow::Cow;

/// A datetime at midnight UTC, as flytekit's `DateTransformer` writes it. Any other time is an error; flytekit would read it
/// and lose the time.
impl FlyteType for NaiveDate {
    const LOOK: Look = Look::Day;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        DateTime::<Utc>::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        self.and_time(NaiveTime::MIN).and_utc().into_literal()
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_primitive(literal, "a date")? {
            Value::Datetime(stamp) => day_of(time::moment(&stamp)?),
            Value::StringValue(text) => parse(&text),
            other => Err(ValueError::mismatch("a date", literal::describe_primitive(&other))),
        }
    }
    fn union_tag() -> Cow<'static, str> {
        Cow::Borrowed("date")
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        self.into_literal()?; // checks the year
        to.text(&self.to_string())
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        match from.token()? {
            Token::Text(text) => parse(text),
            other => Err(from.mismatch(other, "a date")),
        }
    }
    fn schema() -> serde_json::Value {
        json!({"type": "string", "format": "date"})
    }
}

fn day_of(moment: DateTime<Utc>) -> Result<NaiveDate, ValueError> {
    if moment.time() == NaiveTime::MIN {
        return Ok(moment.date_naive());
    }
    Err(ValueError::new(format!(
        "{} has a time of day, which a date can't hold; take a `DateTime<Utc>`",
        time::print(moment)
    )))
}

/// Reads only the ten characters that a date is printed as: chrono accepts more.
fn parse(text: &str) -> Result<NaiveDate, ValueError> {
    let date = text.parse().ok().filter(|date: &NaiveDate| date.to_string() == text);
    date.ok_or_else(|| ValueError::new(format!("`{text}` is not a date; write one as `2026-01-31`")))
}

#[cfg(test)]
mod tests {
    use super::{FlyteType, NaiveDate};
    use crate::types::parse;
    use chrono::{DateTime, Utc};

    #[test]
    fn a_date_has_one_form() {
        let read = |text: &str| super::parse(text).and_then(NaiveDate::into_literal);
        assert_eq!(
            read("2024-02-29").unwrap(),
            parse("2024-02-29T00:00:00Z", &NaiveDate::literal_type()).unwrap()
        );
        for text in [
            "",
            "2024-2-1",
            " 2024-02-01",
            "2024-02-01 ",
            "2024-02-01T00:00:00Z",
            "2024-02-01T00:00:00",
            "02/01/2024",
            "2023-02-29",
            "+2024-02-01",
            "24-02-01",
            "20240201",
            "2024-W05-4",
            "0000-01-01",
            "+10000-01-01",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_an_error() {
        for (text, read) in [
            ("2024-02-01T00:00:00Z", Ok("2024-02-01")),
            ("2024-02-01T00:00:00+02:00", Err("2024-01-31T22:00:00Z")),
            ("2024-02-01T00:00:00.000000001Z", Err("2024-02-01T00:00:00.000000001Z")),
        ] {
            let literal = text.parse::<DateTime<Utc>>().unwrap().into_literal().unwrap();
            let date = NaiveDate::from_literal(literal).map(|date| date.to_string());
            let error = |moment| {
                format!("{moment} has a time of day, which a date can't hold; take a `DateTime<Utc>`")
            };
            assert_eq!(date.map_err(|error| error.to_string()), read.map(str::to_owned).map_err(error));
        }
    }
}
