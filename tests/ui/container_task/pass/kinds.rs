//! Everything that a container task can be.

use aileron::prelude::*;
use aileron::testing::stand_in;
use std::collections::HashMap;

/// Has all options.
#[container_task(
    image = "{{.image.default.fqn}}:tools-{{.image.default.version}}",
    command = ["sh", "-c"],
    arguments = [
        "area {{.inputs.a}} {{ $Inputs.b }} --key={{.perRetryUniqueKey}} $(LEVEL) $(FLYTE_ATTEMPT_NUMBER) $$(date) > /out/o0",
        "{{{{.Names}}}} {{{{ input }}}}",
        include_str!("../../Cargo.toml"),
    ],
    data(inputs = "/in", outputs = "/out", format = "yaml"),
    name = "geometry.area",
    retries = 2,
    timeout = "10m",
    cache(version = "1", ignore(b)),
    interruptible,
    deprecated = "use `volume`",
    env(LEVEL = "1"),
    requests(cpu = "1"),
    limits(cpu = "2"),
    labels(team = "core"),
    annotations(owner = "me"),
    pod_template_name = "large",
)]
pub fn area(
    /// One side.
    a: f64,
    #[default(2.0)] b: f64,
) -> f64;

/// What no placeholder names may be of any type; without co-pilot, outputs too.
#[container_task(image = "busybox", command = ["tool", "{{.input}}", "{{.outputPrefix}}"], data = false)]
fn any(map: HashMap<String, i64>, maybe: Option<f64>) -> Vec<Option<i64>>;

/// An input of the task's own name.
#[container_task(image = "busybox", command = ["x"])]
fn volume(volume: String) -> Result<String, String>;

/// No interface, no words.
#[container_task(image = "busybox")]
fn nothing();

/// With the errors that there are.
#[container_task(image = "busybox", command = ["true"])]
fn anyhow(r#type: i64) -> anyhow::Result<i64>;

#[workflow]
fn flow(a: f64) -> Result<f64, String> {
    nothing();
    Ok(area(area(a, 1.0), a))
}

fn main() {
    let outer = stand_in(area).with(|a, b| a * b);
    let calls = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = std::rc::Rc::clone(&calls);
    let _nothing = stand_in(nothing).with(move || counted.set(counted.get() + 1));
    assert_eq!(flow(3.0), Ok(9.0));
    {
        let _inner = stand_in(area).with(|a, b| a + b);
        assert_eq!(flow(3.0), Ok(7.0));
    }
    assert_eq!(flow(3.0), Ok(9.0));
    assert_eq!(calls.get(), 3);
    drop(outer);

    let _volume = stand_in(volume).with(|text| if text.is_empty() { Err("empty".to_owned()) } else { Ok(text) });
    assert_eq!((volume("a".to_owned()), volume(String::new())), (Ok("a".to_owned()), Err("empty".to_owned())));
    let _any = stand_in(any).with(|map, maybe| map.into_values().map(|_| maybe.map(|_| 1)).collect());
    assert_eq!(any(HashMap::from([("a".to_owned(), 1)]), None), [None]);
    let _anyhow = stand_in(anyhow).with(|_| Err(anyhow::anyhow!("no luck")));
    assert_eq!(anyhow(1).unwrap_err().to_string(), "no luck");
}
