//! What is read of types is what their derives make of it, and what is written is what Rust takes.

use super::declared::Declared;
use super::read::Reader;
use super::{Bindings, Options, of};
use crate::check::{Message, Package};
use crate::data::{Csv, Directory, File};
use crate::prelude::{FlyteError, FlyteType};
use crate::types::Bytes;
use aileron_idl::admin::{LaunchPlan, LaunchPlanClosure, LaunchPlanSpec, TaskSpec};
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::parameter::Behavior;
use aileron_idl::core::schema_type::SchemaColumn;
use aileron_idl::core::schema_type::schema_column::SchemaColumnType;
use aileron_idl::core::structured_dataset_type::DatasetColumn;
use aileron_idl::core::{
    EnumType, Identifier, LiteralMap, LiteralType, Parameter, ParameterMap, SchemaType, SimpleType,
    StructuredDatasetType, TaskTemplate, TypedInterface, Variable, VariableMap,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(FlyteType)]
enum Colour {
    #[serde(rename = "red")]
    Red,
    #[serde(rename = "sky blue")]
    SkyBlue,
}

#[derive(FlyteType)]
struct Point {
    x: i64,
    #[serde(default)]
    y: f64,
}

#[derive(FlyteType)]
enum Choice {
    Number(i64),
    Point(Point),
    Texts(Vec<String>),
}

#[expect(clippy::unnecessary_wraps, reason = "the default of a field has its type")]
fn seven() -> Option<i64> {
    Some(7)
}

#[derive(FlyteType)]
struct Everything {
    point: Point,
    points: Vec<Point>,
    by_name: BTreeMap<String, Point>,
    by_number: BTreeMap<i64, Vec<f64>>,
    maybe: Option<Point>,
    choice: Choice,
    maybe_choice: Option<Choice>,
    colour: Colour,
    day: NaiveDate,
    moment: DateTime<Utc>,
    span: TimeDelta,
    file: File<Csv>,
    folder: Directory,
    bytes: Bytes,
    any: Value,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default = "seven")]
    seven: Option<i64>,
}

#[derive(FlyteType)]
struct Empty {}

fn read(ty: &LiteralType) -> (LiteralType, Vec<String>) {
    let mut declared = Declared::default();
    let mut reader = Reader { declared: &mut declared, remarks: Vec::new() };
    let rust = reader.read(ty, "Wish").expect("a type");
    let remarks = reader.remarks;
    (declared.wire(&rust).ty, remarks)
}

#[test]
fn a_type_that_is_read_is_the_same_on_the_wire() {
    for ty in [
        i64::literal_type(),
        bool::literal_type(),
        TimeDelta::literal_type(),
        Bytes::literal_type(),
        FlyteError::literal_type(),
        Value::literal_type(),
        File::<Csv>::literal_type(),
        Vec::<Directory>::literal_type(),
        Option::<NaiveDate>::literal_type(),
        BTreeMap::<String, Option<Colour>>::literal_type(),
        Choice::literal_type(),
        Option::<Choice>::literal_type(),
        Point::literal_type(),
        Empty::literal_type(),
        Vec::<Everything>::literal_type(),
    ] {
        assert_eq!(read(&ty), (ty, Vec::new()));
    }
}

#[test]
fn a_struct_that_rust_does_not_have_is_json() {
    let mut ty = Point::literal_type();
    let schema = serde_json::json!({
        "type": "object", "title": "Model", "properties": {"id": {"type": "string", "format": "uuid"}},
    });
    ty.metadata = Some(crate::types::to_struct(schema));
    let (found, remarks) = read(&ty);
    assert_eq!(found, Value::literal_type());
    assert_eq!(
        remarks,
        [
            "the struct `Model` is carried as a `serde_json::Value`, since it has a string of the format `uuid`"
        ]
    );
}

fn of_type(ty: Type) -> LiteralType {
    LiteralType { r#type: Some(ty), ..LiteralType::default() }
}

#[test]
fn a_table_has_a_row_for_its_columns() {
    let column = |name: &str, ty| DatasetColumn { name: name.to_owned(), literal_type: Some(ty) };
    let columns = vec![
        column("a b", i64::literal_type()),
        column("colour", Colour::literal_type()),
        column("any", Value::literal_type()),
    ];
    let table =
        StructuredDatasetType { columns, format: "csv".to_owned(), ..StructuredDatasetType::default() };
    let ty = of_type(Type::StructuredDatasetType(table));
    assert_eq!(read(&ty), (ty.clone(), Vec::new()));
    let written = bound([task("f", of_inputs(variables([("sales", ty)])))], &Options::default());
    for line in [
        "//! Its tables need the feature `dataset` of the crate `aileron`.",
        "pub struct SalesRow {",
        "    #[serde(rename = \"a b\")]",
        "    pub a_b: i64,",
        "pub fn f(sales: StructuredDataset<SalesRow, Csv>);",
    ] {
        assert!(written.source.lines().any(|it| it == line), "{line} is not in\n{}", written.source);
    }
}

#[test]
fn an_older_table_is_a_table() {
    let column = SchemaColumn { name: "age".to_owned(), r#type: SchemaColumnType::Integer as i32 };
    let ty = of_type(Type::Schema(SchemaType { columns: vec![column] }));
    let written = bound([task("f", of_inputs(variables([("x", ty)])))], &Options::default());
    assert!(written.source.contains("pub fn f(x: StructuredDataset<XRow>);"), "{}", written.source);
    assert_eq!(written.notes, [""; 0]);
}

#[test]
fn an_enum_has_values_and_each_once() {
    for values in [&[][..], &["a", "a"]] {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        let ty = of_type(Type::EnumType(EnumType { values }));
        let written = bound([task("f", of_inputs(variables([("x", ty)])))], &Options::default());
        assert_eq!((written.count, written.notes.len()), (0, 1), "{:?}", written.notes);
    }
}

#[test]
fn docs_show_no_text_as_another_one() {
    let mut interface = of_inputs(variables([("x", i64::literal_type())]));
    let variables = &mut interface.inputs.as_mut().expect("inputs").variables;
    variables.get_mut("x").expect("an input").description = "a\rb \u{202E}c\n\n    let x = 1;".to_owned();
    let written = bound([task("f", interface)], &Options::default());
    let docs =
        "    /// ~~~~text\n    /// a b  c\n    ///\n    ///     let x = 1;\n    /// ~~~~\n    x: i64,\n";
    assert!(written.source.contains(docs), "{}", written.source);
}

fn variables<const N: usize>(of: [(&str, LiteralType); N]) -> VariableMap {
    let variable = |ty| Variable { r#type: Some(ty), ..Variable::default() };
    VariableMap { variables: of.into_iter().map(|(name, ty)| (name.to_owned(), variable(ty))).collect() }
}

fn task(name: &str, interface: TypedInterface) -> Message {
    let id = Identifier { name: name.to_owned(), version: "v1".to_owned(), ..Identifier::default() };
    let template = TaskTemplate { id: Some(id), interface: Some(interface), ..TaskTemplate::default() };
    Message::Task(TaskSpec { template: Some(template), ..TaskSpec::default() })
}

fn bound(messages: impl IntoIterator<Item = Message>, options: &Options) -> Bindings {
    let mut package = Package::default();
    messages.into_iter().for_each(|message| package.push(String::new(), message));
    of(&package, options)
}

fn of_inputs(inputs: VariableMap) -> TypedInterface {
    TypedInterface { inputs: Some(inputs), outputs: None }
}

#[test]
fn names_become_modules_and_identifiers() {
    let none = TypedInterface::default();
    let interface = of_inputs(variables([("type", i64::literal_type())]));
    let written = bound(
        [
            task("a.match", interface),
            task("a.b-c", none.clone()),
            task("a.b_c", none.clone()),
            task("Vec.x", none),
        ],
        &Options::default(),
    );
    for line in [
        "pub mod a {",
        "    #[reference_task(name = \"a.match\", version = \"v1\")]",
        "    pub fn r#match(r#type: i64);",
        "    pub fn b_c();",
        "    pub fn b_c2();",
        "pub mod Vec_ {",
    ] {
        assert!(written.source.lines().any(|it| it == line), "{line} is not in\n{}", written.source);
    }
    assert_eq!((written.count, &written.notes[..]), (4, &[][..]));
}

#[test]
fn what_rust_can_not_say_is_left_out_with_a_reason() {
    let nothing = of_type(Type::Simple(SimpleType::None as i32));
    let written = bound(
        [
            task("a.none", of_inputs(variables([("x", nothing)]))),
            task("a.self", of_inputs(variables([("self", i64::literal_type())]))),
            task("a name", TypedInterface::default()),
        ],
        &Options::default(),
    );
    assert_eq!(written.count, 0);
    assert_eq!(
        written.notes,
        [
            "the task `a name` is left out: there is ' ' in the entity's name `a name`; it holds only ASCII letters, digits and \
             any of `._-`",
            "the task `a.none` is left out: its input `x` can't be written: there is no type in Rust for Flyte's `none`",
            "the task `a.self` is left out: its input `self` can't be the name of a parameter in Rust",
        ]
    );
    assert!(written.source.contains("// Left out:\n// - the task `a name`: there is"), "{}", written.source);
}

#[test]
fn structs_of_one_name_get_numbers_and_keep_the_name_on_the_wire() {
    #[derive(FlyteType)]
    #[serde(rename = "Point")]
    struct Other {
        x: String,
    }
    let interface = of_inputs(variables([("a", Point::literal_type()), ("b", Vec::<Other>::literal_type())]));
    let written = bound([task("f", interface)], &Options::default());
    for line in [
        "pub fn f(a: Point, b: Vec<Point2>);",
        "#[serde(rename = \"Point\")]",
        "pub struct Point2 {",
        "pub struct Point {",
    ] {
        assert!(written.source.lines().any(|it| it == line), "{line} is not in\n{}", written.source);
    }
}

#[test]
fn options_change_what_is_written() {
    let options =
        Options { is_unpinned: true, derives: vec!["serde::Serialize".to_owned()], ..Options::default() };
    let interface = of_inputs(variables([("a", Point::literal_type())]));
    let tasks = [task("f", interface.clone()), task("g", interface)];
    let written = bound(tasks, &Options { only: Some(["g".to_owned()].into()), ..options });
    for line in
        ["#[derive(Clone, Debug, FlyteType, PartialEq, serde::Serialize)]", "#[reference_task(name = \"g\")]"]
    {
        assert!(written.source.lines().any(|it| it == line), "{line} is not in\n{}", written.source);
    }
    assert!(!written.source.contains("fn f("), "{}", written.source);
}

/// A server tells the interface of a workflow in its launch plan.
#[test]
fn a_default_launch_plan_is_its_workflow() {
    let plan = |name: &str, fixed: &str| {
        let id = |name: &str| Some(Identifier { name: name.to_owned(), ..Identifier::default() });
        let variable = Variable { r#type: Some(i64::literal_type()), ..Variable::default() };
        let default = Behavior::Default(7_i64.into_literal().expect("a literal"));
        let input = Parameter { var: Some(variable), behavior: Some(default) };
        let fixed = (!fixed.is_empty()).then(|| LiteralMap {
            literals: [(fixed.to_owned(), 3_i64.into_literal().expect("a literal"))].into(),
        });
        Message::LaunchPlan(LaunchPlan {
            id: id(name),
            spec: Some(LaunchPlanSpec {
                workflow_id: id("w"),
                fixed_inputs: fixed,
                ..LaunchPlanSpec::default()
            }),
            closure: Some(LaunchPlanClosure {
                expected_inputs: Some(ParameterMap { parameters: [("x".to_owned(), input)].into() }),
                expected_outputs: Some(variables([("o0", f64::literal_type())])),
                ..LaunchPlanClosure::default()
            }),
        })
    };
    let written = bound([plan("w", ""), plan("p", "y")], &Options::default());
    let text = "
/// The launch plan `p`.
///
/// It launches the workflow `w`.
///
/// Defaults: `x` is `7`.
///
/// Fixed: `y` is `3`.
#[reference_launch_plan(name = \"p\")]
pub fn p(x: i64) -> f64;

/// The workflow `w`.
///
/// Defaults: `x` is `7`.
#[reference_workflow(name = \"w\")]
pub fn w(x: i64) -> f64;
";
    assert!(written.source.ends_with(text), "{}", written.source);
}
