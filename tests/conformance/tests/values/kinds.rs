//! The types and values of `python/kinds.py`, written in Rust.

use std::collections::{BTreeMap, HashMap};

use aileron::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use aileron::data::Csv;
use aileron::idl::core::Literal;
use aileron::{Bytes, Directory, File, FlyteError, FlyteType, Hashed};
use serde_json::{Value, json};

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum Color {
    #[serde(rename = "red")]
    Red,
    #[serde(rename = "grün")]
    Green,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Plain {
    i: i64,
    f: f64,
    b: bool,
    s: String,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Empty {}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Times {
    moment: DateTime<Utc>,
    span: TimeDelta,
    day: NaiveDate,
    days: Vec<NaiveDate>,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Nested {
    inner: Plain,
    many: Vec<Plain>,
    by_name: BTreeMap<String, Plain>,
    numbers: BTreeMap<String, i64>,
    maybe: Option<Plain>,
    nothing: Option<Vec<i64>>,
    mixed: Vec<Option<i64>>,
    color: Color,
    maybe_color: Option<Color>,
    maybe_moment: Option<DateTime<Utc>>,
    day_by_name: BTreeMap<String, NaiveDate>,
    deep: Vec<Vec<BTreeMap<String, Vec<f64>>>>,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Defaults {
    required: String,
    #[serde(default = "three")]
    number: i64,
    #[serde(default = "t")]
    text: String,
    #[serde(default)]
    none: Option<i64>,
    #[serde(default = "red")]
    color: Color,
}

fn three() -> i64 {
    3
}

fn t() -> String {
    "t".to_owned()
}

fn red() -> Color {
    Color::Red
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum NumberOrText {
    Number(i64),
    Text(String),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum NumberOrPlain {
    Number(i64),
    Plain(Plain),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Unions {
    number_or_text: NumberOrText,
    three: Option<NumberOrPlain>,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Keyed {
    names: BTreeMap<i64, String>,
    deep: HashMap<u8, Vec<BTreeMap<i32, f64>>>,
    maybe: Option<BTreeMap<i64, bool>>,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Raw {
    raw: Bytes,
    any: Value,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    Integer(i64),
    Float(f64),
    Text(String),
    Plain(Plain),
    List(Vec<i64>),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum Few {
    Integer(i64),
    Plain(Plain),
    List(Vec<i64>),
}

/// Values are equal if they are equal on the wire.
macro_rules! places {
    ($($name:ident $ty:ty;)*) => { $(
        #[derive(FlyteType, Clone, Debug)]
        pub(crate) struct $name($ty);

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.clone().into_literal() == other.clone().into_literal()
            }
        }
    )* };
}

places! {
    AnyFile File;
    Table File<Csv>;
    Folder Directory;
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) struct Files {
    file: AnyFile,
    table: Table,
    folder: Folder,
    maybe: Option<AnyFile>,
    nothing: Option<Folder>,
    many: Vec<Table>,
    by_name: BTreeMap<String, Folder>,
    either: NumberOrFile,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum NumberOrFile {
    Number(i64),
    File(AnyFile),
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub(crate) enum NumberOrTable {
    Number(i64),
    Table(Table),
}

fn at(name: &str) -> AnyFile {
    AnyFile(File::new(format!("s3://bucket/{name}")))
}

fn table(name: &str) -> Table {
    Table(File::new(format!("s3://bucket/{name}")))
}

fn folder(name: &str) -> Folder {
    Folder(Directory::new(format!("s3://bucket/{name}")))
}

/// A file whose writer added metadata.
fn described() -> AnyFile {
    let literal = at("described").into_literal().expect("a literal");
    let metadata = [("author".to_owned(), "me".to_owned())].into();
    AnyFile::from_literal(Literal { metadata, ..literal }).expect("a file")
}

fn files(file: AnyFile, either: NumberOrFile) -> Files {
    Files {
        file,
        table: table("a.csv"),
        folder: folder("folder"),
        maybe: Some(at("c")),
        nothing: None,
        many: vec![table("d.csv"), table("e.csv")],
        by_name: [("x".to_owned(), folder("f"))].into(),
        either,
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

/// A struct with an integer that a float may or may not hold.
fn plain_of(i: i64) -> Plain {
    Plain { i, f: 2.0, b: true, s: "ü \u{1f6e9}".to_owned() }
}

fn plain() -> Plain {
    plain_of(i64::MIN)
}

fn nested_of(plain: fn() -> Plain, big: i64) -> Nested {
    Nested {
        inner: plain(),
        many: vec![plain(), Plain { i: 1, f: 0.1, b: false, s: String::new() }],
        by_name: [("a".to_owned(), plain()), ("b".to_owned(), plain())].into(),
        numbers: [("big".to_owned(), big), ("small".to_owned(), 127)].into(),
        maybe: Some(plain()),
        nothing: None,
        mixed: vec![Some(1), None, Some(-33)],
        color: Color::Green,
        maybe_color: Some(Color::Red),
        maybe_moment: Some(moment("2024-01-02T03:04:05.000006Z")),
        day_by_name: [("d".to_owned(), day(1, 1, 1))].into(),
        deep: vec![vec![[("x".to_owned(), vec![0.5, 1e300])].into()], Vec::new()],
    }
}

fn times() -> Vec<Times> {
    let span = |days, micros| TimeDelta::days(days) + TimeDelta::microseconds(micros);
    let times = |text, span, day, days| Times { moment: moment(text), span, day, days };
    vec![
        times("2024-01-02T03:04:05.000006Z", span(1, 5), day(2024, 2, 29), vec![day(1, 1, 1)]),
        times("0001-01-01T00:00:00Z", -span(0, 100_000), day(9999, 12, 31), Vec::new()),
        times("9999-12-31T23:59:59.999999Z", span(90_000, 123_456), day(1, 1, 1), Vec::new()),
    ]
}

fn defaults() -> Vec<Defaults> {
    let required = "r".to_owned();
    vec![
        Defaults { required: required.clone(), number: 3, text: t(), none: None, color: Color::Red },
        Defaults { required, number: 1, text: String::new(), none: Some(2), color: Color::Green },
    ]
}

fn unions(plain: fn() -> Plain) -> Vec<Unions> {
    let text = |text: &str| NumberOrText::Text(text.to_owned());
    vec![
        Unions { number_or_text: NumberOrText::Number(1), three: Some(NumberOrPlain::Plain(plain())) },
        Unions { number_or_text: text("x"), three: None },
        Unions { number_or_text: text(""), three: Some(NumberOrPlain::Number(3)) },
    ]
}

fn error() -> FlyteError {
    FlyteError { failed_node_id: "n0".to_owned(), message: "no luck".to_owned() }
}

/// Calls `visit` with each kind; the order has no meaning.
pub(crate) fn each(visit: &mut impl Visit) {
    let moments = ["2024-01-02T03:04:05.000006Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"];
    let negative = -(TimeDelta::days(3) + TimeDelta::microseconds(5));
    visit.kind("integer", vec![0, i64::MAX, i64::MIN]);
    visit.kind("float", vec![0.5, -0.0, 1e300]);
    visit.kind("boolean", vec![true, false]);
    visit.kind("string", vec![String::new(), "ü\n".to_owned()]);
    visit.kind("datetime", moments.map(moment).to_vec());
    visit.kind("duration", vec![TimeDelta::microseconds(1), negative, TimeDelta::zero()]);
    visit.kind("date", vec![day(2024, 2, 29), day(1, 1, 1), day(9999, 12, 31)]);
    visit.kind("list", vec![Vec::new(), vec![1, 2, 3]]);
    visit.kind("map", vec![BTreeMap::new(), [("b".to_owned(), 1.0), ("a".to_owned(), 2.0)].into()]);
    visit.kind("enum", vec![Color::Red, Color::Green]);
    visit.kind("optional", vec![None, Some(1)]);
    visit.kind("optional date", vec![None, Some(day(2024, 2, 29))]);
    visit.kind("optional enum", vec![None, Some(Color::Green)]);
    visit.kind("optional struct", vec![None, Some(plain())]);
    visit.kind("optional list", vec![None, Some(vec![Some(1), None])]);
    visit.kind(
        "union",
        vec![
            Choice::Integer(1),
            Choice::Float(1.0),
            Choice::Text("red".to_owned()),
            Choice::Plain(plain()),
            Choice::List(vec![1, 2]),
        ],
    );
    visit.kind("optional union", vec![Some(Choice::Integer(1)), None, Some(Choice::Plain(plain()))]);
    visit.kind("struct", vec![plain()]);
    visit.kind("empty struct", vec![Empty {}]);
    let names = || BTreeMap::from([(-1, "a".to_owned()), (1 << 40, "b".to_owned())]);
    let deep = HashMap::from([(7, vec![BTreeMap::from([(1, 0.5)]), BTreeMap::new()])]);
    let full = Keyed { names: names(), deep, maybe: None };
    let empty =
        Keyed { names: BTreeMap::new(), deep: HashMap::new(), maybe: Some(BTreeMap::from([(0, true)])) };
    visit.kind("struct with integers as keys", vec![full, empty]);
    visit.kind("map with integers as keys", vec![BTreeMap::new(), names()]);
    visit.kind("times", times());
    visit.kind("nested", vec![nested_of(plain, i64::MAX)]);
    visit.kind("defaults", defaults());
    visit.kind("unions", unions(plain));
    let any = json!({"a": [1, 2.5, null, {"b": true}]});
    visit.kind("raw", vec![Raw { raw: Bytes(vec![0, 0xff]), any }]);
    visit.kind("list of structs", vec![vec![plain(), plain()], Vec::new()]);
    visit.kind("map of structs", vec![BTreeMap::from([("a".to_owned(), plain())])]);
    visit.kind("untyped", vec![json!({}), json!({"a": 1, "b": [1.5, null, true, "s", {"c": {}}]})]);
    visit.kind("hashed", vec![Hashed { value: "x".to_owned(), hash: "hash of x".to_owned() }]);
    visit.kind("file", vec![at("a b"), described()]);
    visit.kind("file of a format", vec![table("a.csv")]);
    visit.kind("directory", vec![folder("folder")]);
    visit.kind("optional file", vec![None, Some(at("a"))]);
    visit.kind("list of files", vec![vec![at("a"), at("b")]]);
    visit.kind("map of directories", vec![BTreeMap::from([("x".to_owned(), folder("f"))])]);
    visit.kind("file or number", vec![NumberOrTable::Number(1), NumberOrTable::Table(table("a"))]);
    visit.kind("hashed file", vec![Hashed { value: at("a"), hash: "hash".to_owned() }]);
    visit.kind(
        "files",
        vec![files(at("a b"), NumberOrFile::File(at("g"))), files(described(), NumberOrFile::Number(1))],
    );
    visit.kind("error", vec![error()]);
    visit.kind("optional error", vec![None, Some(error())]);
}

/// Calls `visit` with the kinds that older flytekits wrote as JSON.
pub(crate) fn each_generic(visit: &mut impl Visit) {
    let small = || plain_of(-(1 << 53));
    visit.kind("struct", vec![small()]);
    visit.kind("empty struct", vec![Empty {}]);
    visit.kind("times", times().drain(..1).collect());
    visit.kind("nested", vec![nested_of(small, 1 << 53)]);
    visit.kind("defaults", defaults());
    visit.kind("unions", unions(small));
    visit.kind("optional struct", vec![None, Some(small())]);
    visit.kind("union", vec![Few::Integer(1), Few::Plain(small()), Few::List(vec![1, 2])]);
    visit.kind("list of structs", vec![vec![small(), small()], Vec::new()]);
    visit.kind("map of structs", vec![BTreeMap::from([("a".to_owned(), small())])]);
    visit.kind("files", vec![files(described(), NumberOrFile::File(at("g")))]);
    visit.kind("untyped", vec![json!({}), json!({"a": 1.5, "b": [1.5, null, true, "s", {"c": {}}]})]);
}

/// A function that is called with each kind.
pub(crate) trait Visit {
    fn kind<T: FlyteType + Clone + std::fmt::Debug + PartialEq>(
        &mut self,
        name: &'static str,
        values: Vec<T>,
    );
}
