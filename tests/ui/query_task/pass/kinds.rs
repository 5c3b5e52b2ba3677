use aileron::ValueError;
use aileron::idl::core::{Literal, LiteralType, literal_type::Type};
use aileron::plugin::{Parameters, Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Query;

    fn task_type(&self) -> &str {
        "demo"
    }
}

/// A dataset, without the feature for it.
struct Rows(String);

impl FlyteType for Rows {
    fn literal_type() -> LiteralType {
        LiteralType { r#type: Some(Type::StructuredDatasetType(Default::default())), ..LiteralType::default() }
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        self.0.into_literal()
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        String::from_literal(literal).map(Rows)
    }
}

fn here(_: i64) -> Result<Rows, aileron::ExternalError> {
    Ok(Rows(String::new()))
}

#[query_task(plugin = Demo, query = "SELECT $(1) {{.inputs.a}} INTO '{{.rawOutputDataPrefix}}/x'", local = here)]
fn one(a: i64) -> Result<Rows, aileron::ExternalError>;

#[query_task(query = "DROP {{.perRetryUniqueKey}}", plugin = { Demo }, retries = 2, cache(version = "1", ignore(x)))]
pub fn none(x: String, y: bool);

struct Beside;

impl Plugin for Beside {
    type Work = work::Query;

    const PARAMETERS: Parameters = Parameters::At;

    fn task_type(&self) -> &str {
        "beside"
    }
}

#[query_task(plugin = Beside, query = "SELECT @x, '{{.unfilled}'")]
fn beside(x: String) -> Result<(), String>;

#[query_task(plugin = Demo, query = include_str!("../../scripts/words.sql"))]
fn of_a_file(least: i64);

fn main() {}
