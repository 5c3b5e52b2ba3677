//! Literals of every kind.

use aileron::idl::core::{
    Binary, Blob, Literal, LiteralCollection, LiteralMap, Primitive, Scalar, Schema, StructuredDataset,
    Union, Void, literal, primitive, scalar,
};
use aileron::idl::google::{Duration, Struct, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn literal(value: literal::Value) -> Literal {
    Literal { value: Some(value), ..Literal::default() }
}

fn scalar(value: scalar::Value) -> Literal {
    literal(literal::Value::Scalar(Box::new(Scalar { value: Some(value) })))
}

fn primitive(value: primitive::Value) -> Literal {
    scalar(scalar::Value::Primitive(Primitive { value: Some(value) }))
}

/// A string or an integer.
pub(super) fn plain() -> impl Strategy<Value = Literal> {
    let text = select(&["", "v", "$0", "$$", "{{.namespace}}", "{{.inputs.x}}", "é"][..]);
    prop_oneof![
        text.prop_map(|text| primitive(primitive::Value::StringValue(text.to_owned()))),
        any::<i64>().prop_map(|value| primitive(primitive::Value::Integer(value))),
    ]
}

/// Any value, in lists or alone.
pub(super) fn every() -> impl Strategy<Value = Literal> {
    let leaf = prop_oneof![
        8 => primitives(),
        3 => msgpack().prop_map(|value| binary("msgpack", value)),
        1 => others(),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        vec(inner, 0..4)
            .prop_map(|literals| literal(literal::Value::Collection(LiteralCollection { literals })))
    })
}

fn primitives() -> impl Strategy<Value = Literal> {
    prop_oneof![
        plain(),
        floats().prop_map(primitive::Value::FloatValue).prop_map(primitive),
        bools(),
        datetimes(),
        durations()
    ]
}

fn bools() -> impl Strategy<Value = Literal> {
    any::<bool>().prop_map(|value| primitive(primitive::Value::Boolean(value)))
}

fn floats() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e3..1e3,
        any::<i32>().prop_map(f64::from),
        any::<f32>().prop_map(f64::from),
        (-30..30_i32).prop_map(|exponent| 10_f64.powi(exponent)),
        select(
            &[
                0.0,
                -0.0,
                f64::INFINITY,
                f64::NEG_INFINITY,
                f64::NAN,
                1e20,
                1e21,
                123_456.0,
                1_234_567.0,
                1e-4,
                1e-5
            ][..]
        ),
    ]
}

fn nanos() -> impl Strategy<Value = i32> {
    prop_oneof![Just(0), Just(500_000_000), 0..1_000_000_000, any::<i32>()]
}

fn datetimes() -> impl Strategy<Value = Literal> {
    let edges =
        select(&[-62_135_596_801, -62_135_596_800, 253_402_300_799, 253_402_300_800, i64::MIN, i64::MAX][..]);
    let seconds = prop_oneof![-10_000_000_000..10_000_000_000_i64, edges];
    (seconds, nanos())
        .prop_map(|(seconds, nanos)| primitive(primitive::Value::Datetime(Timestamp { seconds, nanos })))
}

fn durations() -> impl Strategy<Value = Literal> {
    let seconds = prop_oneof![Just(0), any::<i16>().prop_map(i64::from), any::<i64>()];
    (seconds, nanos())
        .prop_map(|(seconds, nanos)| primitive(primitive::Value::Duration(Duration { seconds, nanos })))
}

fn binary(tag: &str, value: Vec<u8>) -> Literal {
    scalar(scalar::Value::Binary(Binary { value, tag: tag.to_owned() }))
}

/// MessagePack, sometimes truncated or followed by further bytes.
fn msgpack() -> impl Strategy<Value = Vec<u8>> {
    let whole = packed();
    (whole, 0..20_u8).prop_map(|(mut bytes, fate)| {
        match fate {
            0 => bytes.push(1),
            1 => drop(bytes.pop()),
            _ => {}
        }
        bytes
    })
}

fn packed() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        Just(vec![0xc0]),
        any::<bool>().prop_map(|value| vec![0xc2 + u8::from(value)]),
        any::<i64>().prop_map(|value| [&[0xd3][..], &value.to_be_bytes()].concat()),
        any::<u64>().prop_map(|value| [&[0xcf][..], &value.to_be_bytes()].concat()),
        any::<i8>().prop_map(|value| vec![0xd0, value.to_be_bytes()[0]]),
        floats().prop_map(|value| [&[0xcb][..], &value.to_be_bytes()].concat()),
        any::<f32>().prop_map(|value| [&[0xca][..], &value.to_be_bytes()].concat()),
        text(),
        vec(any::<u8>(), 0..4).prop_map(|bytes| [&[0xc4, len(&bytes)][..], &bytes].concat()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|items| [&[0x90 | len(&items)][..], &items.concat()].concat()),
            vec((text(), inner), 0..4).prop_map(|entries| {
                let pairs: Vec<u8> =
                    entries.iter().flat_map(|(key, value)| [&key[..], value].concat()).collect();
                [&[0x80 | len(&entries)][..], &pairs].concat()
            }),
        ]
    })
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    select(&["", "a", "b", "é", "z z"][..])
        .prop_map(|text| [&[0xa0 | len(text.as_bytes())][..], text.as_bytes()].concat())
}

fn len<T>(items: &[T]) -> u8 {
    u8::try_from(items.len()).expect("few")
}

/// Values with an address, and values that can't be printed.
fn others() -> impl Strategy<Value = Literal> {
    let uri = || "s3://bucket/file".to_owned();
    let value = primitive(primitive::Value::Integer(1));
    select(vec![
        scalar(scalar::Value::Blob(Blob { uri: uri(), ..Blob::default() })),
        scalar(scalar::Value::Schema(Schema { uri: uri(), ..Schema::default() })),
        scalar(scalar::Value::StructuredDataset(StructuredDataset {
            uri: uri(),
            ..StructuredDataset::default()
        })),
        scalar(scalar::Value::NoneType(Void {})),
        scalar(scalar::Value::Generic(Struct::default())),
        scalar(scalar::Value::Union(Box::new(Union { value: Some(Box::new(value.clone())), r#type: None }))),
        literal(literal::Value::Map(LiteralMap { literals: [("k".to_owned(), value)].into() })),
        binary("other", vec![1]),
        binary("", vec![1]),
        Literal::default(),
    ])
}
