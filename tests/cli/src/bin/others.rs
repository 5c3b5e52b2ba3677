//! A program whose tasks run other software.

use aileron::prelude::*;

/// Runs another program in a container.
#[container_task(
    image = "ghcr.io/acme/tools:{{.image.default.version}}",
    command = ["area", "--key={{.perRetryUniqueKey}}"],
    arguments = ["{{.inputs.a}}", "$(LEVEL)", "--to=/var/outputs/o0"],
    data(inputs = "/var/inputs", outputs = "/var/outputs", format = "proto"),
    env(LEVEL = "high"),
    requests(cpu = "1"),
    retries = 1
)]
fn outside(a: f64) -> f64;

/// The same without co-pilot and without a command.
#[container_task(image = "{{.image.gpu}}", arguments = ["{{.input}}", "{{.outputPrefix}}"], data = false)]
fn by_itself(a: Option<f64>) -> Vec<f64>;

/// Runs a script.
#[shell_task(script = "echo {{.inputs.x}} > \"$outputs/o0\"", timeout = "1m")]
fn script(x: i64) -> i64;

aileron::main!();
