//! What a gate approves can be made in the workflow, and a user's own functions of these names are tasks.

use aileron::prelude::*;
use std::collections::BTreeMap;

#[task]
fn half(x: f64) -> f64 {
    x / 2.0
}

#[task]
fn total(xs: Vec<f64>) -> f64 {
    xs.iter().sum()
}

#[task]
fn all(a: f64, b: f64, c: Option<f64>, d: Vec<Vec<f64>>, e: BTreeMap<String, f64>) -> f64 {
    a + b + c.unwrap_or(0.0) + (d.len() + e.len()) as f64
}

#[workflow]
fn made_here(x: f64) -> f64 {
    let a = half(x);
    let list = gate::approve("list", vec![a, 0.5]);
    let some: Option<f64> = gate::approve("some", Some(a));
    let nested = gate::approve("nested", vec![vec![a], vec![]]);
    let named = gate::approve("named", BTreeMap::from([("a".to_owned(), a)]));
    let value: f64 = gate::wait_for("value");
    all(total(list), value, some, nested, named)
}

mod own {
    pub mod gate {
        use aileron::prelude::*;

        #[task]
        pub fn approve(name: String, x: i64) -> i64 {
            x + name.len() as i64
        }

        #[task]
        pub fn wait_for(name: String) -> i64 {
            name.len() as i64
        }
    }
}

#[task]
fn name() -> String {
    "name".to_owned()
}

#[workflow]
fn own_gates() -> i64 {
    use own::gate;
    let waited = gate::wait_for("number");
    gate::approve(name(), gate::approve("number", waited))
}

fn main() {}
