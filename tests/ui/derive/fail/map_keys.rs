use aileron::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[derive(FlyteType)]
struct Names {
    by_answer: BTreeMap<bool, String>,
}

#[task]
fn look_up(names: HashMap<(i64, i64), f64>) -> BTreeMap<bool, f64> {
    drop(names);
    BTreeMap::new()
}

fn main() {}
