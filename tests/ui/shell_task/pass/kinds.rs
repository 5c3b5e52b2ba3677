//! Everything that a shell task can be.

use aileron::prelude::*;
use aileron::testing::stand_in;
use std::collections::HashMap;

/// Has all options.
#[shell_task(
    script = "echo \"{{.inputs.a}} {{ $Inputs.b }} $(date)\" > \"$outputs/o0\"",
    shell = "/bin/bash",
    container_image = "{{.image.default.fqn}}:tools-{{.image.default.version}}",
    name = "tools.say",
    retries = 2,
    timeout = "10m",
    cache(version = "1", ignore(b)),
    interruptible,
    deprecated = "use `tell`",
    env(LEVEL = "1"),
    requests(cpu = "1"),
    limits(cpu = "2"),
    labels(team = "core"),
    annotations(owner = "me"),
    pod_template_name = "large",
)]
pub fn say(a: String, #[default(2.0)] b: f64) -> String;

/// Takes and gives values of any type.
#[shell_task(script = "printf '%s' \"$inputs_map\" > \"$outputs/o0\"")]
fn any(map: HashMap<String, i64>) -> Result<Option<Vec<HashMap<String, i64>>>, aileron::ExternalError>;

/// No word of a script reaches Kubernetes.
#[shell_task(script = "echo \"$PLACE $$\" > \"$outputs/o0\"", env(HOME = "/srv", PLACE = "$(HOME)/$$$$"))]
fn process() -> String;

/// Its script has a file of its own, and texts that only look like placeholders.
#[shell_task(script = include_str!("../../scripts/words.sh"))]
fn words(text: String) -> (String, String);

#[shell_task(script = std::include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", "Cargo.toml")), container_image = "ubuntu:22.04")]
fn of_the_package();

fn main() {
    assert_eq!(
        words("it's \"$HOME\"".to_owned()),
        ("it's\n\"$HOME\"".to_owned(), "{{.Names}} {{.inputs.text}}".to_owned())
    );
    let _say = stand_in(say).with(|a, b| format!("{a}{b}"));
    assert_eq!(say("a".to_owned(), 1.5), "a1.5");
    let said = process();
    let id = said.strip_prefix("/srv/$$ ").expect("the value that Kubernetes would give");
    assert!(id.parse::<u32>().is_ok(), "{id}");
    let error = any(HashMap::new()).unwrap_err().to_string();
    assert!(error.contains("the output `o0` can't be read"), "{error}");
}
