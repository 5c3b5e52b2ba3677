//! Order without data: of tasks, of workflows, of launch plans, and around a whole body
//! (`advanced_composition/chain_entities.py`, `decorating_workflows.py`).

use aileron::prelude::*;

#[task]
pub fn open() {}

#[task]
pub fn load() {}

#[task]
pub fn close() {}

#[workflow(in_order)]
pub fn tasks_in_order() {
    open();
    load();
    close();
}

#[workflow]
pub fn opening() {
    open();
}

#[workflow]
pub fn closing() {
    close();
}

#[workflow]
pub fn workflows_in_order() {
    let opened = opening();
    #[node(after(opened))]
    closing();
}

#[launch_plan]
pub fn opening_plan() {
    opening();
}

#[launch_plan]
pub fn closing_plan() {
    closing();
}

#[workflow]
pub fn launch_plans_in_order() {
    let opened = opening_plan();
    #[node(after(opened))]
    closing_plan();
}

#[task]
pub fn less_one(x: f64) -> f64 {
    x - 1.0
}

#[task]
pub fn squared(x: f64) -> f64 {
    x * x
}

/// Something is opened before the first step, and closed after the last.
#[workflow]
pub fn opened_and_closed(x: f64) -> f64 {
    let opened = open();
    #[node(after(opened))]
    let less = less_one(x);
    let result = squared(less);
    #[node(after(result))]
    close();
    result
}
