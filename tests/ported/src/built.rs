//! A workflow that code builds (`basics/imperative_workflow.py`).

use crate::plans::{intercept, slope};
use aileron::builder::Builder;

fn line(workflow: &Builder) {
    let x = workflow.input::<Vec<i64>>("x");
    let y = workflow.input::<Vec<i64>>("y");
    let slope = workflow.call(slope, (x, y));
    let intercept = workflow.call(intercept, (x, y, slope));
    workflow.output("intercept", intercept);
}

aileron::register! {
    /// The same as `slope_and_intercept`, by hand.
    line
}
