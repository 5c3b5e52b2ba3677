//! Types of the user's own: structs, enums, unions and named outputs.

use aileron::idl::core::{Literal, Scalar, literal, scalar};
use aileron::idl::{ToJson, google};
use aileron::{Bytes, FlyteError, FlyteType, Hashed, Outputs, ValueError};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Inner {
    a: i64,
    b: Vec<String>,
}

#[derive(FlyteType, Clone, Copy, Debug, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Color {
    Red,
    #[serde(rename = "grün")]
    Green,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Celsius(f64);

#[derive(FlyteType, Clone, Debug, PartialEq)]
enum Shape {
    Number(i64),
    Float(f64),
    Text(String),
    Struct(Inner),
    List(Vec<i64>),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Outer {
    inner: Inner,
    many: Vec<Inner>,
    by_name: BTreeMap<String, Inner>,
    numbers: HashMap<String, i64>,
    maybe: Option<Inner>,
    nothing: Option<i64>,
    mixed: Vec<Option<i64>>,
    color: Color,
    moment: DateTime<Utc>,
    span: TimeDelta,
    day: NaiveDate,
    days: Vec<NaiveDate>,
    warm: Celsius,
    shape: Shape,
    either: Option<Shape>,
    any: Value,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Raw {
    raw: Bytes,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Defaults {
    plain_name: i64,
    #[serde(rename = "type", alias = "kind")]
    ty: String,
    #[serde(default)]
    zero: i64,
    #[serde(default = "forty_two")]
    answer: i64,
    #[serde(skip)]
    cached: Vec<u8>,
}

fn forty_two() -> i64 {
    42
}

fn outer() -> Outer {
    let inner = Inner { a: 1, b: vec!["x".to_owned()] };
    Outer {
        inner: inner.clone(),
        many: vec![inner.clone(), inner.clone()],
        by_name: BTreeMap::from([("k".to_owned(), inner.clone())]),
        numbers: HashMap::from([("n".to_owned(), i64::MIN), ("m".to_owned(), i64::MAX)]),
        maybe: Some(inner.clone()),
        nothing: None,
        mixed: vec![Some(1), None],
        color: Color::Green,
        moment: "2024-01-02T03:04:05.000006Z".parse().unwrap(),
        span: TimeDelta::microseconds(-86_400_000_005),
        day: NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
        days: vec![NaiveDate::from_ymd_opt(1, 1, 1).unwrap()],
        warm: Celsius(21.5),
        shape: Shape::Struct(inner),
        either: Some(Shape::Float(1.0)),
        any: json!({"a": [1, 2.5, null, {"b": true}]}),
    }
}

fn round_trip<T: FlyteType + Clone + Debug + PartialEq>(value: &T) {
    let literal = value.clone().into_literal().unwrap();
    assert_eq!(T::from_literal(literal).as_ref(), Ok(value));
}

#[test]
fn every_kind_is_written_and_read() {
    round_trip(&outer());
    round_trip(&Color::Red);
    round_trip(&Celsius(-1.0));
    round_trip(&Hashed { value: outer(), hash: "h".to_owned() });
    round_trip(&FlyteError { failed_node_id: "n0".to_owned(), message: "no".to_owned() });
    round_trip(&Bytes(vec![0xc0]));
    round_trip(&Raw { raw: Bytes(vec![0, 0xff]) });
    round_trip(&json!([1, "a", {"b": u64::MAX}]));
    round_trip(&NaiveDate::from_ymd_opt(1, 1, 1).unwrap());
    for shape in [
        Shape::Number(1),
        Shape::Float(1.0),
        Shape::Text("red".to_owned()),
        Shape::Struct(Inner { a: 0, b: Vec::new() }),
        Shape::List(vec![1, 2]),
    ] {
        round_trip(&shape);
        round_trip(&Some(shape));
    }
    round_trip(&None::<Shape>);
}

#[test]
fn fields_are_in_the_order_of_declaration_and_integers_stay_integers() {
    let literal = Inner { a: 1, b: vec!["x".to_owned()] }.into_literal().unwrap();
    assert_eq!(bytes(&literal), b"\x82\xa1a\x01\xa1b\x91\xa1x");
}

#[test]
fn integers_are_read_from_the_floats_that_a_console_writes() {
    let generic = |object: Value| with(scalar::Value::Generic(object_of(&object)));
    let inner = Inner::from_literal(generic(json!({"a": 3.0, "b": ["x"], "unknown": {"c": []}})));
    assert_eq!(inner, Ok(Inner { a: 3, b: vec!["x".to_owned()] }));
    let error = Inner::from_literal(generic(json!({"a": 3.5, "b": []}))).unwrap_err();
    assert_eq!(error.to_string(), r#"at ["a"]: 3.5 is not a whole number, so it is not an integer"#);
}

#[test]
fn names_and_defaults_follow_serde() {
    let ty = Defaults::literal_type().to_json();
    let properties = &ty["metadata"]["properties"];
    assert_eq!(properties["plainName"], json!({"type": "integer"}));
    assert_eq!(properties["zero"], json!({"type": "integer", "default": 0.0}));
    assert_eq!(properties["answer"]["default"], json!(42.0));
    assert_eq!(properties.as_object().unwrap().len(), 4);
    assert_eq!(ty["metadata"]["required"], json!(["plainName", "type"]));

    let read = |object: Value| Defaults::from_literal(object.into_literal().unwrap());
    let expected = Defaults { plain_name: 1, ty: "t".to_owned(), zero: 0, answer: 42, cached: Vec::new() };
    assert_eq!(read(json!({"plainName": 1, "type": "t"})), Ok(expected.clone()));
    assert_eq!(read(json!({"plainName": 1, "kind": "t", "answer": 42})), Ok(expected));
    let error = read(json!({"type": "t"})).unwrap_err();
    assert_eq!(error.to_string(), r#"the field "plainName" is missing"#);
}

#[test]
fn an_error_has_the_path_to_the_value() {
    let mut object = Value::from_literal(outer().into_literal().unwrap()).unwrap();
    object["many"][1]["b"] = json!([1]);
    let error = Outer::from_literal(object.clone().into_literal().unwrap()).unwrap_err();
    let message = r#"at ["many"][1]["b"][0]: expected a string, but the literal holds an integer"#;
    assert_eq!(error.to_string(), message);
    object["many"] = json!([]);
    object["color"] = json!("blue");
    let error = Outer::from_literal(object.into_literal().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), r#"at ["color"]: "blue" is not one of the values of this enum: red, grün"#);
}

#[test]
fn a_field_that_the_workflow_takes_out_of_a_struct_is_read() {
    let take = |name: &str| {
        let object = Value::from_literal(outer().into_literal().unwrap()).unwrap();
        object[name].clone().into_literal().unwrap()
    };
    assert_eq!(Vec::<Inner>::from_literal(take("many")).unwrap(), outer().many);
    assert_eq!(i64::from_literal(5_i64.into_literal().unwrap()), Ok(5));
    assert_eq!(BTreeMap::from_literal(take("by_name")), Ok(outer().by_name));
    assert_eq!(Option::<i64>::from_literal(take("nothing")), Ok(None));
    assert_eq!(Color::from_literal(take("color")), Ok(Color::Green));
    assert_eq!(DateTime::from_literal(take("moment")), Ok(outer().moment));
    assert_eq!(TimeDelta::from_literal(take("span")), Ok(outer().span));
    assert_eq!(NaiveDate::from_literal(take("day")), Ok(outer().day));
    assert_eq!(Shape::from_literal(take("shape")), Ok(outer().shape));
    assert_eq!(Shape::from_literal(take("either")), Ok(Shape::Float(1.0)));
    // From a field, Flyte makes a primitive of a string or a number, and a list of MessagePack values of a list.
    assert_eq!(NaiveDate::from_literal("2024-02-29".to_owned().into_literal().unwrap()), Ok(outer().day));
}

#[test]
fn the_variant_of_a_union_is_found_by_its_tag_or_by_its_shape() {
    let union = |value: Literal, tag: &str| {
        let mut ty = i64::literal_type();
        ty.structure = Some(aileron::idl::core::TypeStructure { tag: tag.to_owned(), ..Default::default() });
        let union = aileron::idl::core::Union { value: Some(Box::new(value)), r#type: Some(ty) };
        with(scalar::Value::Union(Box::new(union)))
    };
    let one = || 1_i64.into_literal().unwrap();
    assert_eq!(Shape::from_literal(union(one(), "int")), Ok(Shape::Number(1)));
    assert_eq!(Shape::from_literal(union(one(), "float")), Ok(Shape::Float(1.0)));
    assert_eq!(Shape::from_literal(one()), Ok(Shape::Number(1)));
    assert_eq!(Shape::from_literal(1.0.into_literal().unwrap()), Ok(Shape::Float(1.0)));
    let error = Shape::from_literal(union(one(), "bool")).unwrap_err();
    let message = "the literal is the variant \"bool\" of a union, but the variants are Number, Float, Text, Struct, List";
    assert_eq!(error.to_string(), message);
    let error = Shape::from_literal(true.into_literal().unwrap()).unwrap_err();
    assert!(error.to_string().starts_with("the literal fits no variant of this union; Number: "), "{error}");
}

#[derive(FlyteType, Debug, PartialEq)]
enum Twins {
    First(First),
    Second(Second),
}

#[derive(FlyteType, Debug, PartialEq)]
struct First {
    x: i64,
}

#[derive(FlyteType, Debug, PartialEq)]
struct Second {
    x: i64,
}

#[test]
fn structs_of_a_union_are_distinguished_by_their_schema_only() {
    let second = Twins::Second(Second { x: 1 });
    let literal = second.into_literal().unwrap();
    assert_eq!(Twins::from_literal(literal), Ok(Twins::Second(Second { x: 1 })));
    let bare = Second { x: 1 }.into_literal().unwrap();
    let message = "the literal fits First as well as Second, and can't be distinguished: give the variants different types";
    assert_eq!(Twins::from_literal(bare).unwrap_err().to_string(), message);
}

#[derive(Outputs)]
struct Counts {
    words: i64,
    #[serde(rename = "text")]
    line: String,
}

#[test]
fn named_outputs_keep_their_names_and_order() {
    let names: Vec<_> = Counts::variables().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["words", "text"]);
    let literals = Counts { words: 2, line: "a b".to_owned() }.into_literals().unwrap();
    assert_eq!(i64::from_literal(literals[0].clone()), Ok(2));
    assert_eq!(String::from_literal(literals[1].clone()), Ok("a b".to_owned()));
}

/// The simplest type that implements `FlyteType` by hand, used as a part of a struct.
#[derive(Clone, Debug, PartialEq)]
struct Even(i64);

impl FlyteType for Even {
    fn literal_type() -> aileron::idl::core::LiteralType {
        i64::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        self.0.into_literal()
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match i64::from_literal(literal)? {
            value if value % 2 == 0 => Ok(Even(value)),
            value => Err(ValueError::new(format!("{value} is odd"))),
        }
    }
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Pairs {
    count: Even,
    more: Vec<Option<Even>>,
}

#[test]
fn a_type_with_its_own_conversion_may_be_in_a_struct() {
    round_trip(&Pairs { count: Even(2), more: vec![None, Some(Even(4))] });
    assert_eq!(
        Pairs::literal_type().to_json()["metadata"]["properties"]["count"],
        json!({"type": "integer"})
    );
    let error = Pairs::from_literal(json!({"count": 3, "more": []}).into_literal().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), r#"at ["count"]: 3 is odd"#);
}

#[test]
fn a_bomb_is_refused() {
    let read = |bytes: Vec<u8>| Inner::from_literal(packed(bytes)).unwrap_err().to_string();
    assert_eq!(
        read(b"\xdf\xff\xff\xff\xff".to_vec()),
        "the value claims 4294967295 more bytes or items, but 0 bytes are left"
    );
    let deep = [b"\x81\xa1z".as_slice(), &[0x91; 10_000], b"\xc0"].concat();
    assert!(read(deep).ends_with("lists and maps are nested more than 128 deep"));
    assert!(read(b"\xc1".to_vec()).starts_with("the value is an extension of MessagePack"));
    assert_eq!(read(b"\x80\x80".to_vec()), r#"the field "a" is missing"#);
}

fn with(value: scalar::Value) -> Literal {
    let scalar = Scalar { value: Some(value) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}

fn packed(value: Vec<u8>) -> Literal {
    with(scalar::Value::Binary(aileron::idl::core::Binary { value, tag: "msgpack".to_owned() }))
}

fn bytes(literal: &Literal) -> &[u8] {
    let Some(literal::Value::Scalar(scalar)) = &literal.value else { panic!("no scalar: {literal:?}") };
    let Some(scalar::Value::Binary(binary)) = &scalar.value else { panic!("no binary: {literal:?}") };
    &binary.value
}

fn object_of(value: &Value) -> google::Struct {
    fn value_of(value: &Value) -> google::Value {
        use google::value::Kind;
        let kind = match value {
            Value::Null => Kind::NullValue(0),
            Value::Bool(value) => Kind::BoolValue(*value),
            Value::Number(value) => Kind::NumberValue(value.as_f64().unwrap()),
            Value::String(value) => Kind::StringValue(value.clone()),
            Value::Array(items) => {
                Kind::ListValue(google::ListValue { values: items.iter().map(value_of).collect() })
            }
            Value::Object(_) => Kind::StructValue(object_of(value)),
        };
        google::Value { kind: Some(kind) }
    }
    let fields = value.as_object().unwrap().iter();
    google::Struct { fields: fields.map(|(key, value)| (key.clone(), value_of(value))).collect() }
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
enum Round {
    Circle(Circle),
    Ring(Ring),
    Several(Vec<Round2>),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
enum Round2 {
    Ring(Ring),
    Circle(Circle),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Drawing {
    round: Round,
    more: Vec<Option<Round>>,
}

/// Within a struct, and where Flyte takes a field out of one, no tag names the variant.
#[test]
fn a_variant_within_a_struct_is_written_and_read() {
    let rounds = || {
        let (circle, ring) = (Circle { r: 1.0 }, Ring { r: 1.0, inner: 0.5 });
        let several = vec![Round2::Ring(ring.clone()), Round2::Circle(circle.clone())];
        [Round::Circle(circle), Round::Ring(ring), Round::Several(several), Round::Several(Vec::new())]
    };
    for round in rounds() {
        let more = rounds().into_iter().map(Some).chain([None]).collect();
        let drawing = Drawing { round: round.clone(), more };
        let literal = drawing.clone().into_literal().unwrap();
        assert_eq!(Drawing::from_literal(literal), Ok(drawing));
        let untagged = match &round {
            Round::Circle(circle) => circle.clone().into_literal(),
            Round::Ring(ring) => ring.clone().into_literal(),
            Round::Several(several) => several.clone().into_literal(),
        };
        assert_eq!(Round::from_literal(untagged.unwrap()), Ok(round));
    }
}

/// Unknown fields are ignored, as mashumaro does for flytekit.
#[test]
fn a_literal_may_have_unknown_fields() {
    let literal = serde_json::json!({"r": 1, "inner": 0.5, "color": "red"}).into_literal().unwrap();
    assert_eq!(Ring::from_literal(literal.clone()), Ok(Ring { r: 1.0, inner: 0.5 }));
    let error = Round::from_literal(literal).unwrap_err().to_string();
    assert!(error.contains("fits Circle as well as Ring"), "{error}");
}
