//! A workflow in Rust that runs a task and a launch plan of another team, which are written in Python.
//!
//! The signatures here are those of `stats.py`. Flyte compares both when the workflow is registered. On this machine, the
//! functions that `local` names replace what only Flyte has.

use aileron::prelude::*;

/// Python's argument `type` is a keyword in Rust.
#[reference_task(name = "stats.normalize", local = normalized)]
fn normalize(values: Vec<f64>, r#type: String) -> Result<Vec<f64>, String>;

fn normalized(values: Vec<f64>, r#type: String) -> Result<Vec<f64>, String> {
    if r#type != "largest" {
        return Err(format!("{} is not known", r#type));
    }
    let largest = values.iter().copied().fold(f64::MIN, f64::max);
    Ok(values.iter().map(|value| value / largest).collect())
}

/// The workflow `stats.spread` has a launch plan of the same name. It runs as an execution of its own.
#[reference_launch_plan(name = "stats.spread", local = difference)]
fn spread(values: Vec<f64>) -> f64;

fn difference(values: Vec<f64>) -> f64 {
    values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min)
}

/// Several outputs with names are a `NamedTuple` in Python.
#[derive(Outputs)]
struct Range {
    low: f64,
    high: f64,
}

#[reference_task(name = "stats.limits", local = |values| Range { low: values[0], high: values[values.len() - 1] })]
fn limits(values: Vec<f64>) -> Range;

#[task]
fn parse(text: String) -> Result<Vec<f64>, String> {
    let number = |word: &str| word.parse().map_err(|error| format!("{word}: {error}"));
    text.split_whitespace().map(number).collect()
}

#[task]
fn tell(spread: f64, low: f64, high: f64) -> String {
    format!("{low} to {high}: {spread}")
}

/// Tells how far numbers are apart.
#[workflow]
fn report(#[default("1 2 4".to_owned())] text: String) -> Result<String, String> {
    let values = normalize(parse(text)?, "largest")?;
    let Range { low, high } = limits(values.clone());
    Ok(tell(spread(values), low, high))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;
    use aileron::testing::stand_in;

    #[test]
    fn a_test_replaces_what_is_registered_elsewhere() {
        assert_eq!(report("1 2 4".to_owned()).unwrap(), "0.25 to 1: 0.75");
        let _standing = stand_in(spread).with(|_| 0.5);
        assert_eq!(report("1 2 4".to_owned()).unwrap(), "0.25 to 1: 0.5");
    }
}
