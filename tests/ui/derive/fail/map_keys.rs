use aileron::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[derive(FlyteType)]
struct Names {
    by_number: BTreeMap<i64, String>,
}

#[task]
fn look_up(names: HashMap<u32, f64>) -> BTreeMap<u8, bool> {
    drop(names);
    BTreeMap::new()
}

fn main() {}
