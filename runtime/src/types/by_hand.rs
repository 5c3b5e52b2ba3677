//! Values as people write them: JSON in a file, and texts of flags.

use super::msgpack::{Packer, Token, Unpacker};
use super::{FlyteType, ValueError, flag, json, union};
use aileron_idl::core::{Literal, LiteralType, SimpleType, literal_type::Type};
use serde_json::Value;

/// Reads the literal of a `T` from JSON.
///
/// # Errors
/// If the JSON is not a value of the type.
pub(crate) fn from_json<T: FlyteType>(json: Value) -> Result<Literal, ValueError> {
    let ty = T::literal_type();
    // Otherwise Polars would now read the whole table and write another.
    if holds_a_table(&ty) {
        return json::read(json, &ty);
    }
    let mut packer = Packer::default();
    json.pack(&mut packer)?;
    T::unpack(&mut Unpacker::by_hand(&packer.into_bytes()))?.into_literal()
}

/// Reads the literal of a `T` from a text. Of a union, the first variant that accepts the text is taken; a string, which
/// accepts every text, is tried after all others except none.
///
/// # Errors
/// If the JSON is not a value of the type.
pub(crate) fn from_text<T: FlyteType>(text: &str) -> Result<Literal, ValueError> {
    let ty = T::literal_type();
    let (mut tried, mut errors) = (Vec::new(), Vec::new());
    for variant in variants(&ty) {
        match flag::to_json(text, variant) {
            Ok(json) if tried.contains(&json) => {}
            Ok(json) => match from_json::<T>(json.clone()) {
                Ok(literal) => return Ok(literal),
                Err(error) => {
                    tried.push(json);
                    errors.push(error);
                }
            },
            Err(error) if !union::accepts_none(variant) => errors.push(error),
            Err(_) => {}
        }
    }
    union::only(errors).unwrap_or_else(|| Err(union::none_fits(variants(&ty), &format!("`{text}`"))))
}

/// The variants of a union in the order in which they are tried, or the type itself.
fn variants(ty: &LiteralType) -> Vec<&LiteralType> {
    let Some(Type::UnionType(union)) = &ty.r#type else { return vec![ty] };
    let mut variants: Vec<&LiteralType> = union.variants.iter().collect();
    variants.sort_by_key(|variant| match &variant.r#type {
        Some(Type::Simple(kind)) if *kind == SimpleType::String as i32 => 1,
        Some(Type::Simple(kind)) if *kind == SimpleType::None as i32 => 2,
        _ => 0,
    });
    variants
}

fn holds_a_table(ty: &LiteralType) -> bool {
    match &ty.r#type {
        Some(Type::StructuredDatasetType(_)) => true,
        Some(Type::CollectionType(item) | Type::MapValueType(item)) => holds_a_table(item),
        Some(Type::UnionType(union)) => union.variants.iter().any(holds_a_table),
        _ => false,
    }
}

/// Reports a wrong value with the whole type: a list *of what* is expected.
pub(super) fn expect<T: FlyteType>(
    from: &Unpacker<'_>,
    is_it: impl FnOnce(Token<'_>) -> bool,
) -> Result<(), ValueError> {
    if !from.is_by_hand() {
        return Ok(());
    }
    let found = from.peek()?;
    if is_it(found) {
        Ok(())
    } else {
        Err(from.mismatch(found, &super::one_as(&T::literal_type(), &T::schema())))
    }
}

#[cfg(test)]
mod tests {
    use super::{from_json, from_text};
    use crate::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
    use crate::types::json;
    use crate::{Bytes, FlyteType, Hashed};
    use serde_json::{Value, json};
    use std::collections::{BTreeMap, HashMap};
    use std::fmt::Debug;
    use std::time::Duration;

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    enum Color {
        #[serde(rename = "red")]
        Red,
        Green,
    }

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    struct Circle {
        r: f64,
    }

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    struct Ring {
        r: f64,
        inner: f64,
    }

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    struct Labelled {
        r: f64,
        label: Option<String>,
    }

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    enum Shape {
        Circle(Circle),
        Ring(Ring),
        Labelled(Labelled),
    }

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    enum Answer {
        Number(i64),
        Share(f64),
        Text(String),
        Several(Vec<Shape>),
    }

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    struct Day(NaiveDate);

    #[derive(FlyteType, Clone, Debug, PartialEq)]
    struct Everything {
        count: i64,
        small: u8,
        share: f64,
        half: f32,
        flag: bool,
        text: String,
        raw: Bytes,
        when: DateTime<Utc>,
        day: NaiveDate,
        wait: TimeDelta,
        timeout: Duration,
        color: Color,
        any: Value,
        shape: Shape,
        answers: Vec<Answer>,
        maybe: Option<Shape>,
        days: BTreeMap<String, Vec<NaiveDate>>,
        #[serde(alias = "pieces", default)]
        parts: HashMap<String, Option<Bytes>>,
    }

    fn everything() -> Everything {
        Everything {
            count: -3,
            small: 255,
            share: f64::NEG_INFINITY,
            half: 0.5,
            flag: true,
            text: "NaN".to_owned(),
            raw: Bytes(vec![0, 255]),
            when: "2024-02-01T08:00:00.000000001Z".parse().unwrap(),
            day: day(),
            wait: TimeDelta::milliseconds(-1500),
            timeout: Duration::from_secs(90),
            color: Color::Red,
            any: json!({"a": [1, 18_446_744_073_709_551_615_u64, 0.1, -0.0, null], "": {}}),
            shape: Shape::Ring(Ring { r: 1.0, inner: 2.0 }),
            answers: vec![
                Answer::Number(1),
                Answer::Share(1.0),
                Answer::Text("1".to_owned()),
                Answer::Several(vec![Shape::Circle(Circle { r: f64::INFINITY })]),
            ],
            maybe: Some(Shape::Labelled(Labelled { r: 1.0, label: None })),
            days: [(String::new(), vec![day()])].into(),
            parts: [("a".to_owned(), Some(Bytes(b"hi".to_vec()))), ("b".to_owned(), None)].into(),
        }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()
    }

    /// Checks that a printed value is read as the same, from JSON and from a flag's text.
    fn round<T: FlyteType + Clone + Debug + PartialEq>(value: T) -> String {
        let literal = value.clone().into_literal().unwrap();
        let printed = json::write_as(&literal, &T::schema());
        let text = printed.as_str().map_or_else(|| printed.to_string(), str::to_owned);
        assert_eq!(from_json::<T>(printed.clone()), Ok(literal.clone()), "{printed}");
        assert_eq!(from_text::<T>(&text), Ok(literal.clone()), "{text}");
        assert_eq!(T::from_literal(literal), Ok(value));
        text
    }

    fn error<T: FlyteType>(json: Value) -> String {
        from_json::<T>(json).unwrap_err().to_string()
    }

    #[test]
    fn every_printed_value_can_be_read() {
        round(everything());
        round(vec![everything()]);
        round([("x".to_owned(), Some(everything()))].into_iter().collect::<BTreeMap<_, _>>());
        assert_eq!(round(day()), "2024-02-29");
        assert_eq!(round(vec![Some(day()), None]), r#"["2024-02-29",null]"#);
        assert_eq!(
            round(Some([("a".to_owned(), day())].into_iter().collect::<BTreeMap<_, _>>())),
            r#"{"a":"2024-02-29"}"#
        );
        assert_eq!(round(Day(day())), "2024-02-29");
        assert_eq!(round(Hashed { value: vec![day()], hash: String::new() }), r#"["2024-02-29"]"#);
        assert_eq!(round(Bytes(b"hi?>".to_vec())), "aGk/Pg==");
        assert_eq!(round(vec![Bytes(Vec::new())]), r#"[""]"#);
        assert_eq!(round(Some(Bytes(b"hi".to_vec()))), "aGk=");
        assert_eq!(round(f64::INFINITY), "inf");
        assert_eq!(round(Answer::Share(f64::MIN_POSITIVE)), "2.2250738585072014e-308");
        assert_eq!(round(Shape::Ring(Ring { r: 0.1, inner: -0.0 })), r#"{"inner":-0.0,"r":0.1}"#);
        assert_eq!(round(json!(18_446_744_073_709_551_615_u64)), "18446744073709551615");
        assert_eq!(round(TimeDelta::seconds(-5400)), "-90m");
        assert_eq!(round(Color::Red), "red");
    }

    #[test]
    fn nan_is_a_float_within_a_struct_and_a_text_without_types() {
        let literal = from_json::<Circle>(json!({"r": "NaN"})).unwrap();
        assert!(Circle::from_literal(literal.clone()).unwrap().r.is_nan());
        assert_eq!(json::write(&literal), json!({"r": "NaN"}));
        let dict = BTreeMap::from(
            [("a", vec![f64::NAN, f64::INFINITY])].map(|(key, value)| (key.to_owned(), value)),
        );
        assert_eq!(Value::from_literal(dict.into_literal().unwrap()), Ok(json!({"a": ["NaN", "inf"]})));
        assert_eq!(Value::from_literal(Bytes(b"hi".to_vec()).into_literal().unwrap()), Ok(json!("aGk=")));
    }

    #[test]
    fn a_variant_is_the_one_that_fits_best() {
        let read = |json| from_json::<Shape>(json).and_then(Shape::from_literal);
        assert_eq!(read(json!({"r": 1})), Ok(Shape::Circle(Circle { r: 1.0 })));
        assert_eq!(read(json!({"inner": 2, "r": 1})), Ok(Shape::Ring(Ring { r: 1.0, inner: 2.0 })));
        let labelled = Labelled { r: 1.0, label: None };
        assert_eq!(read(json!({"r": 1.0, "label": null})), Ok(Shape::Labelled(labelled)));
        let error = error::<Shape>(json!({"r": 1, "outer": 2}));
        assert!(
            error.contains(r#"Circle: at ["outer"]: the struct has no field of this name; write `r`"#),
            "{error}"
        );
    }

    #[test]
    fn an_unknown_field_is_an_error() {
        assert_eq!(
            error::<Vec<Ring>>(json!([{"r": 1, "inenr": 2}])),
            r#"at [0]["inenr"]: the struct has no field of this name; did you mean `inner`?"#
        );
        assert_eq!(error::<Ring>(json!({"r": 1})), r#"the field "inner" is missing"#);
        let mut twice = json!({"parts": {}, "pieces": {}});
        twice["parts"] = json!({});
        assert!(error::<Everything>(twice).ends_with("appears twice; keep one of the two"));
        let whole = json::write(&everything().into_literal().unwrap());
        let mut renamed = whole.clone();
        renamed["pieces"] = renamed["parts"].take();
        renamed.as_object_mut().unwrap().remove("parts");
        assert_eq!(from_json::<Everything>(renamed), everything().into_literal());
    }

    #[test]
    fn the_forms_of_the_command_line_are_read_within_a_struct_too() {
        let whole = || json::write(&everything().into_literal().unwrap());
        for (field, written) in [
            ("wait", json!("-1s500ms")),
            ("timeout", json!("1m30s")),
            ("timeout", json!(90)),
            ("when", json!("2024-02-01T08:00:00.000000001")),
            ("when", json!("2024-02-01T09:00:00.000000001+01:00")),
            ("count", json!(-3.0)),
        ] {
            let mut json = whole();
            json[field] = written;
            assert_eq!(from_json::<Everything>(json), everything().into_literal(), "{field}");
        }
        for (field, written, why) in [
            ("wait", json!("90"), "has no unit"),
            ("when", json!("2024-02-01"), "is not a datetime"),
            ("when", json!("2016-12-31T23:59:60Z"), "is a leap second"),
            ("when", json!("2024-02-01T00:00:00.0000000001Z"), "more precise"),
            ("when", json!(1), "expected a datetime, found the number 1"),
            ("day", json!("2024-02-29T00:00:00Z"), "`2024-02-29T00:00:00Z` is not a date"),
            ("day", json!(null), "expected a date, found null"),
            ("small", json!(256), "256 doesn't fit u8, whose values are between 0 and 255"),
            (
                "count",
                json!(9_223_372_036_854_775_808_u64),
                "doesn't fit an integer, whose values are between -92",
            ),
            ("raw", json!("aGk"), "is not base64"),
            ("raw", json!("@/no/such/file"), "the file `/no/such/file` can't be read"),
            ("color", json!("blue"), "not one of the values"),
            ("share", json!("half"), "expected a float, found the string \"half\""),
            ("answers", json!([true]), "fits no variant"),
        ] {
            let mut json = whole();
            json[field] = written;
            let error = error::<Everything>(json);
            assert!(error.starts_with(&format!("at [\"{field}\"]")) && error.contains(why), "{error}");
        }
    }

    #[test]
    fn every_limit_is_that_of_the_type() {
        let message = |error: crate::ValueError| error.to_string();
        for text in ["256", "-1", "18446744073709551616", "-99999999999999999999999999"] {
            let error = from_text::<Option<u8>>(text).map_err(message).unwrap_err();
            assert_eq!(error, format!("{text} doesn't fit u8, whose values are between 0 and 255"));
        }
        let most = "whose values are between 0 and 9223372036854775807";
        let error = from_json::<Vec<u64>>(json!([9_223_372_036_854_775_808_u64])).map_err(message);
        assert_eq!(error, Err(format!("at [0]: 9223372036854775808 doesn't fit u64, {most}")));
        assert_eq!(from_text::<i8>("-0"), 0_i64.into_literal());
        assert_eq!(from_json::<i8>(json!(-0.0)), 0_i64.into_literal());
    }

    #[test]
    fn an_integer_is_a_float_only_if_it_is_exact() {
        for text in ["9007199254740993", "-9007199254740993", "123456789012345678901234567890"] {
            let error = from_text::<f64>(text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{text} doesn't fit a float")), "{error}");
        }
        for (text, value) in [
            ("9007199254740992", 2_f64.powi(53)),
            ("100000000000000000000", 1e20),
            ("0.1", 0.1),
            ("-0", -0.0),
        ] {
            assert_eq!(from_text::<f64>(text), value.into_literal());
        }
        assert!(f64::from_literal(9_007_199_254_740_993_i64.into_literal().unwrap()).is_err());
        assert!(from_json::<Circle>(json!({"r": 9_007_199_254_740_993_i64})).is_err());
        assert!(from_text::<f64>("1e-400").is_err());
    }

    #[test]
    fn bytes_come_from_a_file() {
        let path = std::env::temp_dir().join(format!("aileron-bytes-{}", std::process::id()));
        std::fs::write(&path, [1, 2]).unwrap();
        let text = format!("@{}", path.display());
        assert_eq!(from_text::<Bytes>(&text), Bytes(vec![1, 2]).into_literal());
        assert_eq!(from_json::<Vec<Bytes>>(json!([text])), vec![Bytes(vec![1, 2])].into_literal());
        std::fs::remove_file(path).unwrap();
    }
}
