use aileron::prelude::*;

#[shell_task(script = r#"echo $'{{.inputs.x}}'"#, shell = "/bin/bash")]
fn dollar_quotes(x: i64);

#[shell_task(script = r#"echo "\{{.inputs.x}}""#)]
fn backslash(x: i64);

#[shell_task(script = r#"echo ${{.inputs.x}}"#)]
fn dollar(x: i64);

#[shell_task(script = r#"echo ${{{.inputs.x}}:-1}"#)]
fn name(x: i64);

#[shell_task(script = "cat <<{{.inputs.x}}\na\n")]
fn end(x: i64);

fn main() {}
