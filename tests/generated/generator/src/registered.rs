//! Launch plans, and references to what this very program registers.

use crate::tasks::{Task, facts, out, positive, short, split, task, twice};
use crate::value::{Input, Output};

fn planned_sum(a: i64) -> i64 {
    (a + 3) % 6
}

fn planned_parts(a: i64) -> (i64, String) {
    split(a)
}

fn planned_short(text: String) -> Result<String, String> {
    short(text)
}

fn planned_facts() -> (bool, i64, String) {
    facts("ab".to_owned())
}

pub(crate) const PLANS: &[Task] = &[
    task!(
        false,
        "\
#[workflow]
pub fn sum_of(a: i64, b: i64) -> i64 { add(a, b) }

#[launch_plan]
pub fn planned_sum(#[default(2)] a: i64) -> i64 { sum_of(a, 3) }",
        planned_sum(a: i64) -> i64
    ),
    task!(
        false,
        "\
#[workflow]
pub fn parts_of(a: i64) -> (i64, String) { split(a) }

#[launch_plan]
pub fn planned_parts(a: i64) -> (i64, String) { parts_of(a) }",
        planned_parts(a: i64) -> (i64, String)
    ),
    task!(
        false,
        "\
#[workflow]
pub fn shortened(text: String) -> Result<String, String> { short(text) }

#[launch_plan]
pub fn planned_short(text: String) -> Result<String, String> { shortened(text) }",
        planned_short(text: String) -> Result<String, String>
    ),
    task!(
        false,
        "\
#[workflow]
pub fn facts_of(text: String) -> (bool, i64, String) { facts(text) }

#[launch_plan]
pub fn planned_facts() -> (bool, i64, String) { facts_of(\"ab\") }",
        planned_facts() -> (bool, i64, String)
    ),
];

fn twice_registered(a: i64) -> i64 {
    twice(a)
}

fn positive_registered(a: i64) -> Result<i64, String> {
    positive(a)
}

fn parts_registered(a: i64) -> (i64, String) {
    split(a)
}

fn planned_sum_registered(a: i64) -> i64 {
    planned_sum(a)
}

pub(crate) const REFERENCES: &[Task] = &[
    task!(
        false,
        "\
#[reference_task(name = \"generated_tests.twice\", local = twice)]
pub fn twice_registered(a: i64) -> i64;",
        twice_registered(a: i64) -> i64
    ),
    task!(
        false,
        "\
#[reference_task(name = \"generated_tests.positive\", local = positive)]
pub fn positive_registered(a: i64) -> Result<i64, String>;",
        positive_registered(a: i64) -> Result<i64, String>
    ),
    task!(
        false,
        "\
#[reference_workflow(name = \"generated_tests.parts_of\", local = parts_of)]
pub fn parts_registered(a: i64) -> (i64, String);",
        parts_registered(a: i64) -> (i64, String)
    ),
    task!(
        false,
        "\
#[reference_launch_plan(name = \"generated_tests.planned_sum\", local = planned_sum)]
pub fn planned_sum_registered(a: i64) -> i64;",
        planned_sum_registered(a: i64) -> i64
    ),
];
