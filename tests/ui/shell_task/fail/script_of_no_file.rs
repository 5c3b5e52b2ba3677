use aileron::prelude::*;

#[shell_task(script = include_str!("../../scripts/wrods.sh"))]
fn count();

#[shell_task(script = include_str!("nowhere/words.sh"))]
fn nowhere();

#[shell_task(script = include_str!())]
fn nothing();

#[shell_task(script = include_str!(SCRIPT))]
fn constant();

fn main() {}
