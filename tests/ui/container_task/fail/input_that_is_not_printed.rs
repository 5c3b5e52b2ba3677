use aileron::prelude::*;
use std::collections::HashMap;

#[derive(FlyteType)]
struct Wrapped(Option<i64>);

#[container_task(image = "busybox", command = ["{{.inputs.map}}", "{{.inputs.maybe}}", "{{.inputs.list}}", "{{.inputs.wrapped}}"])]
fn area(map: HashMap<String, i64>, maybe: Option<f64>, list: Vec<Option<i64>>, wrapped: Wrapped);

fn main() {}
