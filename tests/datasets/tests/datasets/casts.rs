//! Converting a column to the type of a row's field: the exact value, or an error that names column, row and value.

use aileron::arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray,
    DurationNanosecondArray, Float16Array, Float32Array, Float64Array, Int8Array, Int32Array, Int64Array,
    LargeStringArray, ListArray, MapBuilder, RecordBatch, StringArray, StringBuilder, StringViewArray,
    StructArray, Time64MicrosecondArray, TimestampMicrosecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt8Array, UInt64Array,
};
use aileron::arrow::array::{Float64Builder, NullArray};
use aileron::arrow::datatypes::{DataType, Field, Float16Type, Float64Type, Int8Type, Int64Type};
use aileron::serde_json::{Value, json};
use aileron::{Bytes, FlyteType, StructuredDataset, data::Row};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::sync::Arc;
use std::time::Duration;

macro_rules! rows {
    ($($name:ident($ty:ty);)*) => { $(
        #[derive(FlyteType, Clone, Debug, PartialEq)]
        struct $name {
            x: $ty,
        }
    )* };
}

#[derive(FlyteType, Clone, Copy, Debug, PartialEq)]
enum Color {
    #[serde(rename = "red")]
    Red,
    Green,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Pair {
    a: i64,
    b: Option<String>,
}

rows! {
    Integer(i64);
    Tiny(i8);
    Natural(u64);
    Float(f64);
    Single(f32);
    Truth(bool);
    Text(String);
    Moment(DateTime<Utc>);
    Day(NaiveDate);
    Span(TimeDelta);
    Positive(Duration);
    Raw(Bytes);
    Colored(Color);
    List(Vec<i64>);
    Gaps(Vec<Option<f64>>);
    Named(BTreeMap<String, f64>);
    Nested(Pair);
    Pairs(Vec<Pair>);
    MayInteger(Option<i64>);
    MayText(Option<String>);
    MayPair(Option<Pair>);
}

fn table(column: ArrayRef) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable([("x", column, true)]).unwrap()
}

/// The rows of a parquet file with this column.
fn read<R: Row>(column: ArrayRef) -> Vec<Result<R, String>> {
    let written = StructuredDataset::<Value>::write(&table(column)).unwrap();
    let rows = StructuredDataset::<R>::new(written.uri().as_ref()).rows().unwrap();
    rows.map(|row| row.map_err(|error| error.to_string())).collect()
}

#[track_caller]
fn gives<R: Row + Debug + PartialEq>(column: impl Into<ArrayRef>, expected: impl IntoIterator<Item = R>) {
    let rows = read::<R>(column.into()).into_iter().collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(rows, expected.into_iter().collect::<Vec<_>>());
}

/// Checks that the last row is refused with these words, and that those before it are read.
#[track_caller]
fn refuses<R: Row + Debug>(column: impl Into<ArrayRef>, words: &str) {
    let rows = read::<R>(column.into());
    let (last, before) = rows.split_last().unwrap();
    assert!(before.iter().all(Result::is_ok), "{before:?}");
    let why = last.as_ref().unwrap_err();
    let place = format!("the column `x` of row {} ", rows.len());
    let place = if words.starts_with('`') { String::new() } else { place };
    assert!(why.contains(&format!("{place}{words}")), "{why}");
    assert!(why.starts_with("the dataset's rows don't fit `"), "{why}");
}

fn of<A: aileron::arrow::array::Array + 'static>(array: A) -> ArrayRef {
    Arc::new(array)
}

fn decimal(values: &[i128], precision: u8, scale: i8) -> ArrayRef {
    of(Decimal128Array::from(values.to_vec()).with_precision_and_scale(precision, scale).unwrap())
}

#[test]
fn integers() {
    gives(of(Float64Array::from(vec![1.0, -3.0])), [1, -3].map(|x| Integer { x }));
    refuses::<Integer>(
        of(Float64Array::from(vec![1.0, -2.7])),
        "holds -2.7, which a 64-bit integer can't hold exactly",
    );
    refuses::<Integer>(of(Float64Array::from(vec![f64::NAN])), "holds \"NaN\", which a 64-bit integer");
    refuses::<Integer>(of(Float64Array::from(vec![1e300])), "holds 1e+300, which a 64-bit integer");
    refuses::<Integer>(
        of(Float64Array::from(vec![9_007_199_254_740_994.0])),
        "holds 9007199254740994.0, which",
    );
    gives(decimal(&[200, -100], 5, 2), [2, -1].map(|x| Integer { x }));
    refuses::<Integer>(decimal(&[200, 199], 5, 2), "holds \"1.99\", which a 64-bit integer");
    refuses::<Integer>(
        decimal(&[12_345_678_901_234_567_890], 38, 0),
        "holds \"12345678901234567890\", which a 64-bit integer",
    );
    gives(of(UInt64Array::from(vec![7])), [Natural { x: 7 }]);
    refuses::<Natural>(
        of(UInt64Array::from(vec![7, u64::MAX])),
        "holds 18446744073709551615, which is beyond",
    );
    gives(of(UInt8Array::from(vec![200])), [Integer { x: 200 }]);
    refuses::<Tiny>(of(UInt8Array::from(vec![100, 200])), "can't be read: 200 doesn't fit i8");
    refuses::<Natural>(of(Int8Array::from(vec![-1])), "can't be read: -1 doesn't fit u64");
    refuses::<Integer>(of(StringArray::from(vec!["1"])), "holds \"1\", but an integer is expected");
    refuses::<Integer>(of(BooleanArray::from(vec![true])), "holds true, but an integer is expected");
    gives(of(Int32Array::from(vec![Some(1), None])), [Some(1), None].map(|x| MayInteger { x }));
    gives(of(NullArray::new(2)), [None, None].map(|x| MayInteger { x }));
}

#[test]
fn floats() {
    gives(
        of(Float16Array::from_iter_values(
            [0.5, 2.0].map(<Float16Type as aileron::arrow::datatypes::ArrowPrimitiveType>::Native::from_f64),
        )),
        [0.5, 2.0].map(|x| Float { x }),
    );
    gives(of(Float32Array::from(vec![0.1])), [Float { x: f64::from(0.1_f32) }]);
    gives(of(Float64Array::from(vec![0.1, f64::INFINITY])), [0.1, f32::INFINITY].map(|x| Single { x }));
    refuses::<Single>(of(Float64Array::from(vec![1.0, 1e300])), "can't be read: 1");
    gives(of(Int64Array::from(vec![1 << 53])), [Float { x: 9_007_199_254_740_992.0 }]);
    refuses::<Float>(
        of(Int64Array::from(vec![(1 << 53) + 1])),
        "holds 9007199254740993, which a float can't hold exactly",
    );
    gives(decimal(&[199], 5, 2), [Float { x: 1.99 }]);
    assert!(read::<Float>(of(Float64Array::from(vec![f64::NAN])))[0].as_ref().unwrap().x.is_nan());
}

#[test]
fn texts_and_booleans() {
    gives(of(LargeStringArray::from(vec!["a"])), [Text { x: "a".to_owned() }]);
    gives(
        of(StringViewArray::from(vec!["a long text, longer than a view"])),
        [Text { x: "a long text, longer than a view".to_owned() }],
    );
    gives(
        of(DictionaryArray::<Int8Type>::from_iter([Some("b"), None, Some("b")])),
        [Some("b"), None, Some("b")].map(|x| MayText { x: x.map(str::to_owned) }),
    );
    gives(decimal(&[150], 5, 2), [Text { x: "1.50".to_owned() }]);
    gives(of(Time64MicrosecondArray::from(vec![28_800_000_001])), [Text { x: "08:00:00.000001".to_owned() }]);
    refuses::<Text>(of(Int64Array::from(vec![1])), "holds 1, but a string is expected");
    refuses::<Text>(of(BinaryArray::from(vec![&b"\xff"[..]])), "holds \"/w==\", but a string is expected");
    gives(of(BinaryArray::from(vec![&b"\xff"[..]])), [Raw { x: Bytes(vec![0xff]) }]);
    gives(of(BooleanArray::from(vec![true, false])), [true, false].map(|x| Truth { x }));
    refuses::<Truth>(of(Int64Array::from(vec![1])), "holds 1, but a boolean is expected");
    gives(of(StringArray::from(vec!["Green", "red"])), [Color::Green, Color::Red].map(|x| Colored { x }));
    refuses::<Colored>(
        of(StringArray::from(vec!["red", "blue"])),
        "can't be read: \"blue\" is not one of the values",
    );
}

#[test]
fn times() {
    let moment = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let expected = || [Moment { x: moment("2024-01-02T03:04:05Z") }];
    let seconds = 1_704_164_645;
    gives(of(TimestampSecondArray::from(vec![seconds])), expected());
    gives(of(TimestampNanosecondArray::from(vec![seconds * 1_000_000_000])), expected());
    gives(
        of(TimestampMicrosecondArray::from(vec![seconds * 1_000_000]).with_timezone("Europe/Berlin")),
        expected(),
    );
    gives(
        of(TimestampNanosecondArray::from(vec![1])),
        [Moment { x: moment("1970-01-01T00:00:00.000000001Z") }],
    );
    gives(of(Date32Array::from(vec![19782])), [Moment { x: moment("2024-02-29T00:00:00Z") }]);
    gives(of(StringArray::from(vec!["2024-01-02T04:04:05+01:00"])), expected());
    refuses::<Moment>(of(Int64Array::from(vec![seconds])), "holds 1704164645, but a datetime is expected");
    refuses::<Moment>(of(TimestampSecondArray::from(vec![0, 253_402_300_800])), "can't be read: ");
    refuses::<Moment>(
        of(TimestampSecondArray::from(vec![i64::MAX])),
        "holds a datetime 9223372036854775807/",
    );

    let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let midnight = 19782 * 86_400;
    gives(of(Date32Array::from(vec![19782])), [Day { x: day }]);
    gives(of(TimestampSecondArray::from(vec![midnight])), [Day { x: day }]);
    gives(of(TimestampSecondArray::from(vec![midnight]).with_timezone("+00:00")), [Day { x: day }]);
    refuses::<Day>(
        of(TimestampSecondArray::from(vec![midnight, midnight + 1])),
        "holds \"2024-02-29T00:00:01Z\", whose time a date would lose",
    );
    refuses::<Day>(
        of(TimestampSecondArray::from(vec![midnight]).with_timezone("+02:00")),
        "holds \"2024-02-29T00:00:00Z\", whose time zone",
    );
    refuses::<Day>(of(Int32Array::from(vec![1])), "holds 1, but a date is expected");

    gives(
        of(DurationNanosecondArray::from(vec![1_500_000_000, -1])),
        [TimeDelta::milliseconds(1500), TimeDelta::nanoseconds(-1)].map(|x| Span { x }),
    );
    gives(
        of(DurationNanosecondArray::from(vec![1_500_000_000])),
        [Positive { x: Duration::from_millis(1500) }],
    );
    refuses::<Positive>(of(Float64Array::from(vec![1.5])), "holds 1.5, but a duration is expected");
    refuses::<Span>(of(Int64Array::from(vec![1])), "holds 1, but a duration is expected");
    refuses::<Positive>(of(DurationNanosecondArray::from(vec![1, -1])), "can't be read: a negative duration");
    refuses::<Span>(
        of(DurationNanosecondArray::from(vec![i64::MAX])),
        "can't be read: 9223372036 s and 854775807 ns doesn't fit a struct",
    );
}

#[test]
fn parts() {
    let list = |rows: Vec<Vec<Option<i64>>>| {
        of(ListArray::from_iter_primitive::<Int64Type, _, _>(rows.into_iter().map(Some)))
    };
    gives(list(vec![vec![Some(1), Some(2)], vec![]]), [List { x: vec![1, 2] }, List { x: vec![] }]);
    gives(list(vec![vec![Some(1), None]]), [Gaps { x: vec![Some(1.0), None] }]);
    refuses::<List>(
        list(vec![vec![], vec![Some(1), None]]),
        "`x[1]` of row 2 has no value: declare the field as an option, `Option<i64>`",
    );
    let floats = ListArray::from_iter_primitive::<Float64Type, _, _>([Some(vec![Some(1.0), Some(1.5)])]);
    refuses::<List>(of(floats), "`x[1]` of row 1 holds 1.5, which a 64-bit integer");

    let structs = |a: ArrayRef| {
        let fields: Vec<(Arc<Field>, ArrayRef)> = vec![
            (Arc::new(Field::new("more", DataType::Int8, true)), of(Int8Array::from(vec![1, 2]))),
            (Arc::new(Field::new("a", a.data_type().clone(), true)), a),
        ];
        of(StructArray::from(fields))
    };
    gives(structs(of(Int8Array::from(vec![7, 8]))), [7, 8].map(|a| Nested { x: Pair { a, b: None } }));
    refuses::<Nested>(
        structs(of(Float64Array::from(vec![7.0, 0.5]))),
        "`x.a` of row 2 holds 0.5, which a 64-bit integer",
    );
    refuses::<Nested>(of(Int64Array::from(vec![1])), "holds 1, but a struct is expected");
    gives(of(NullArray::new(1)), [MayPair { x: None }]);

    let mut map = MapBuilder::new(None, StringBuilder::new(), Float64Builder::new());
    map.keys().append_value("k");
    map.values().append_value(0.5);
    map.append(true).unwrap();
    gives(of(map.finish()), [Named { x: [("k".to_owned(), 0.5)].into() }]);
}

#[test]
fn a_null_is_an_error_of_its_row_only() {
    let rows = read::<Text>(of(StringArray::from(vec![Some("a"), None, Some("c")])));
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0], Ok(Text { x: "a".to_owned() }));
    let why = rows[1].as_ref().unwrap_err();
    assert!(
        why.ends_with(
            "the column `x` of row 2 has no value: declare the field as an option, `Option<String>`"
        ),
        "{why}"
    );
    assert_eq!(rows[2], Ok(Text { x: "c".to_owned() }));
}

#[test]
fn rows_that_were_written_are_read() {
    fn there_and_back<R: Row + Clone + Debug + PartialEq>(rows: impl IntoIterator<Item = R>) {
        let rows: Vec<_> = rows.into_iter().collect();
        let written = StructuredDataset::<R>::from_rows(rows.clone()).unwrap();
        assert_eq!(written.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), rows);
    }
    there_and_back([Some(i64::MIN), None].map(|x| MayInteger { x }));
    there_and_back([0.1, f64::INFINITY, -0.0].map(|x| Float { x }));
    there_and_back(["", "ü"].map(|x| Text { x: x.to_owned() }));
    there_and_back([Some(""), None].map(|x| MayText { x: x.map(str::to_owned) }));
    there_and_back(
        ["2024-01-02T03:04:05.000000007Z", "1800-01-01T00:00:00Z"].map(|x| Moment { x: x.parse().unwrap() }),
    );
    there_and_back(
        ["9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00Z"].map(|x| Moment { x: x.parse().unwrap() }),
    );
    there_and_back(["0001-01-01", "9999-12-31"].map(|x| Day { x: x.parse().unwrap() }));
    there_and_back([TimeDelta::nanoseconds(-1), TimeDelta::days(90)].map(|x| Span { x }));
    there_and_back([Positive { x: Duration::from_hours(87_600_000) }]);
    there_and_back([Raw { x: Bytes(vec![0, 0xff]) }]);
    there_and_back([Color::Green, Color::Red].map(|x| Colored { x }));
    there_and_back([Gaps { x: vec![Some(0.5), None] }, Gaps { x: vec![] }]);
    there_and_back([Named { x: BTreeMap::new() }, Named { x: [("ü".to_owned(), 0.5)].into() }]);
    there_and_back([Pairs { x: vec![Pair { a: 1, b: None }, Pair { a: 2, b: Some("x".to_owned()) }] }]);
    there_and_back([None, Some(Pair { a: 1, b: None })].map(|x| MayPair { x }));
    let mixed =
        ["2024-01-01T00:00:00.000000001Z", "9999-01-01T00:00:00Z"].map(|x| Moment { x: x.parse().unwrap() });
    let why = StructuredDataset::<Moment>::from_rows(mixed).unwrap_err().to_string();
    assert!(why.contains("the column `x` holds nanoseconds, whose range is the years 1677 to 2262"), "{why}");
}

#[test]
fn rows_of_any_columns_are_the_json_that_run_prints() {
    let columns: [(&str, ArrayRef); 13] = [
        ("day", of(Date32Array::from(vec![-1]))),
        ("naive", of(TimestampNanosecondArray::from(vec![1_000]))),
        ("zoned", of(TimestampSecondArray::from(vec![0]).with_timezone("Asia/Tokyo"))),
        ("nan", of(Float64Array::from(vec![f64::NAN]))),
        ("far", of(Float64Array::from(vec![f64::NEG_INFINITY]))),
        ("bytes", of(BinaryArray::from(vec![&b"\x00\xff"[..]]))),
        ("price", decimal(&[150], 5, 2)),
        ("large", of(UInt64Array::from(vec![u64::MAX]))),
        ("span", of(DurationNanosecondArray::from(vec![5_400_000_000_000]))),
        ("hour", of(Time64MicrosecondArray::from(vec![28_800_000_000]))),
        ("name", of(DictionaryArray::<Int8Type>::from_iter([Some("b")]))),
        ("list", of(ListArray::from_iter_primitive::<Int64Type, _, _>([Some(vec![Some(1), None])]))),
        ("none", of(NullArray::new(1))),
    ];
    let batch = columns.map(|(name, column)| (name, column, true));
    let batch = RecordBatch::try_from_iter_with_nullable(batch).unwrap();
    let table = StructuredDataset::<Value>::write(&batch).unwrap();
    let row = table.rows().unwrap().next().unwrap().unwrap();
    let expected = json!({
        "day": "1969-12-31", "naive": "1970-01-01T00:00:00.000001Z", "zoned": "1970-01-01T00:00:00Z", "nan": "NaN",
        "far": "-inf", "bytes": "AP8=", "price": "1.50", "large": u64::MAX, "span": "90m", "hour": "08:00:00",
        "name": "b", "list": [1, null], "none": null,
    });
    assert_eq!(row, expected);
}
