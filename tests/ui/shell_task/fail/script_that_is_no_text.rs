use aileron::prelude::*;

#[shell_task(script = include_str!("../../scripts/mark.sh"))]
fn mark();

#[shell_task(script = include_str!("../../scripts/carriage_return.sh"))]
fn carriage_return();

#[shell_task(script = include_str!("../../scripts/latin.sh"))]
fn latin();

#[shell_task(script = include_bytes!("../../scripts/words.sh"))]
fn bytes();

#[shell_task(script = SCRIPT)]
fn constant();

fn main() {}
