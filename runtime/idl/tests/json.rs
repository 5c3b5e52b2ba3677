//! JSON as protobuf's Python package prints it (`json_format.MessageToDict`).

use std::collections::BTreeMap;

use aileron_idl::ToJson;
use aileron_idl::admin::{LaunchPlanSpec, Notification};
use aileron_idl::core::{self, array_node, literal_type, primitive, scalar, task_template};
use aileron_idl::google::{self, value::Kind};
use serde_json::json;

fn primitive(value: primitive::Value) -> serde_json::Value {
    core::Primitive { value: Some(value) }.to_json()
}

fn datetime(seconds: i64, nanos: i32) -> serde_json::Value {
    primitive(primitive::Value::Datetime(google::Timestamp { seconds, nanos }))
}

fn duration(seconds: i64, nanos: i32) -> serde_json::Value {
    google::Duration { seconds, nanos }.to_json()
}

#[test]
fn defaults_are_left_out_except_in_oneofs_and_messages() {
    assert_eq!(core::Identifier::default().to_json(), json!({}));
    assert_eq!(primitive(primitive::Value::Boolean(false)), json!({"boolean": false}));
    let task = core::TaskTemplate {
        id: Some(core::Identifier::default()),
        target: Some(task_template::Target::Sql(core::Sql::default())),
        ..core::TaskTemplate::default()
    };
    assert_eq!(task.to_json(), json!({"id": {}, "sql": {}}));
}

#[test]
fn names_are_lower_camel_case() {
    let union = core::UnionInfo { target_type: Some(core::LiteralType::default()) };
    assert_eq!(union.to_json(), json!({"targetType": {}}));
    let identity = core::Identity { k8s_service_account: "a".into(), ..core::Identity::default() };
    assert_eq!(identity.to_json(), json!({"k8sServiceAccount": "a"}));
}

#[test]
fn wide_integers_are_strings() {
    assert_eq!(primitive(primitive::Value::Integer(i64::MIN)), json!({"integer": "-9223372036854775808"}));
    assert_eq!(core::RetryStrategy { retries: u32::MAX }.to_json(), json!({"retries": 4_294_967_295_u32}));
}

#[test]
fn floats_are_numbers_or_names() {
    assert_eq!(primitive(primitive::Value::FloatValue(1.0)).to_string(), r#"{"floatValue":1.0}"#);
    assert_eq!(primitive(primitive::Value::FloatValue(f64::NAN)), json!({"floatValue": "NaN"}));
    assert_eq!(
        primitive(primitive::Value::FloatValue(f64::NEG_INFINITY)),
        json!({"floatValue": "-Infinity"})
    );
}

#[test]
fn narrow_floats_show_only_the_digits_that_they_hold() {
    let ratio = |ratio| {
        let success_criteria = Some(array_node::SuccessCriteria::MinSuccessRatio(ratio));
        core::ArrayNode { success_criteria, ..core::ArrayNode::default() }.to_json()
    };
    assert_eq!(ratio(0.1), json!({"minSuccessRatio": 0.1}));
    assert_eq!(ratio(1.0 / 3.0), json!({"minSuccessRatio": 0.333_333_34}));
    assert_eq!(ratio(f32::from_bits(1)), json!({"minSuccessRatio": 1.4013e-45}));
    assert_eq!(ratio(f32::INFINITY), json!({"minSuccessRatio": "Infinity"}));
}

#[test]
fn enums_are_names_or_unknown_numbers() {
    let simple =
        |number| core::LiteralType { r#type: Some(literal_type::Type::Simple(number)), ..Default::default() };
    assert_eq!(simple(core::SimpleType::Integer as i32).to_json(), json!({"simple": "INTEGER"}));
    assert_eq!(simple(99).to_json(), json!({"simple": 99}));
    let phases = vec![core::workflow_execution::Phase::TimedOut as i32, 99];
    let notification = Notification { phases, ..Notification::default() };
    assert_eq!(notification.to_json(), json!({"phases": ["TIMED_OUT", 99]}));
}

#[test]
fn bytes_are_base64() {
    let tag = String::from("msgpack");
    let binary =
        |value: &[u8]| core::Binary { value: value.to_vec(), tag: tag.clone() }.to_json()["value"].clone();
    assert_eq!(binary(&[0xfb]), "+w==");
    assert_eq!(binary(&[0xfb, 0xff]), "+/8=");
    assert_eq!(binary(&[0xfb, 0xff, 0x00]), "+/8A");
    assert_eq!(binary(&[]), serde_json::Value::Null);
}

#[test]
fn timestamps_are_rfc_3339() {
    assert_eq!(datetime(0, 0), json!({"datetime": "1970-01-01T00:00:00Z"}));
    assert_eq!(datetime(951_782_400, 500_000_000), json!({"datetime": "2000-02-29T00:00:00.500Z"}));
    assert_eq!(datetime(-1, 1_000), json!({"datetime": "1969-12-31T23:59:59.000001Z"}));
    assert_eq!(datetime(253_402_300_799, 999_999_999), json!({"datetime": "9999-12-31T23:59:59.999999999Z"}));
    assert_eq!(datetime(-62_135_596_800, 0), json!({"datetime": "0001-01-01T00:00:00Z"}));
}

#[test]
fn times_out_of_range_are_printed() {
    assert!(datetime(i64::MIN, i32::MIN)["datetime"].is_string());
    assert!(datetime(i64::MAX, i32::MAX)["datetime"].is_string());
    assert!(duration(i64::MIN, i32::MIN).is_string());
}

#[test]
fn durations_are_seconds() {
    assert_eq!(duration(0, 0), "0s");
    assert_eq!(duration(3, 500_000_000), "3.500s");
    assert_eq!(duration(0, -1), "-0.000000001s");
    assert_eq!(duration(-1, -1_000), "-1.000001s");
}

#[test]
fn structs_are_plain_json() {
    let value = |kind| google::Value { kind: Some(kind) };
    let list = google::ListValue { values: vec![value(Kind::BoolValue(false)), google::Value::default()] };
    let fields = BTreeMap::from([
        ("number".to_owned(), value(Kind::NumberValue(2.5))),
        ("list".to_owned(), value(Kind::ListValue(list))),
        ("null".to_owned(), value(Kind::NullValue(0))),
        ("inner".to_owned(), value(Kind::StructValue(google::Struct::default()))),
    ]);
    let scalar = core::Scalar { value: Some(scalar::Value::Generic(google::Struct { fields })) };
    let expected = json!({"generic": {"inner": {}, "list": [false, null], "null": null, "number": 2.5}});
    assert_eq!(scalar.to_json(), expected);
}

#[test]
fn wrappers_are_plain_values() {
    let plan =
        LaunchPlanSpec { interruptible: Some(google::BoolValue { value: false }), ..Default::default() };
    assert_eq!(plan.to_json(), json!({"interruptible": false}));
}

#[test]
fn an_any_keeps_its_bytes() {
    let any = google::Any { type_url: "type.googleapis.com/x.Y".into(), value: vec![1] };
    assert_eq!(any.to_json(), json!({"@type": "type.googleapis.com/x.Y", "value": "AQ=="}));
}
