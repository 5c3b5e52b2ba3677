//! Gates (`advanced_composition/waiting_for_external_inputs.py`).

use aileron::prelude::*;
use std::time::Duration;

#[derive(FlyteType, Clone, Debug, PartialEq)]
pub struct Report {
    pub mean: f64,
    pub title: Option<String>,
}

#[task]
pub fn double(number: i64) -> i64 {
    number * 2
}

#[task]
pub fn create(data: Vec<f64>) -> Report {
    Report { mean: data.iter().sum::<f64>() / data.len() as f64, title: None }
}

#[task]
pub fn finish(report: Report, title: String) -> Report {
    Report { title: Some(title), ..report }
}

#[task]
pub fn reject() -> Report {
    Report { mean: 0.0, title: None }
}

#[workflow]
pub fn sleeping(number: i64) -> i64 {
    let slept = gate::sleep(Duration::from_millis(10));
    #[node(after(slept))]
    let doubled = double(number);
    doubled
}

#[workflow]
pub fn titled(data: Vec<f64>) -> Report {
    let report = create(data);
    #[node(timeout = "1h")]
    let title = gate::wait_for::<String>("title");
    finish(report, title)
}

#[workflow]
pub fn approved(data: Vec<f64>) -> Report {
    let report = create(data);
    let title = gate::wait_for::<String>("report-title");
    let report = finish(report, title);
    #[node(timeout = "2h")]
    let approved = gate::approve("final-report", report);
    approved
}

#[workflow]
pub fn approved_in_between(data: Vec<f64>) -> Report {
    let report = create(data);
    #[node(after(report), timeout = "1h")]
    let title = gate::wait_for::<String>("later-title");
    let report = gate::approve("raw-report", report);
    finish(report, title)
}

#[workflow]
pub fn reviewed(data: Vec<f64>) -> Report {
    let report = create(data);
    let title = gate::wait_for::<String>("reviewed-title");
    #[node(after(report))]
    let passed = gate::wait_for::<bool>("review");
    if passed { finish(report, title) } else { reject() }
}
