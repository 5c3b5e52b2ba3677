//! A module without a prelude.
#![no_implicit_prelude]

use ::aileron::prelude::{container_task, shell_task, task, workflow};
use ::std::clone::Clone;
use ::std::result::Result::{self, Ok};
use ::std::string::String;
use ::std::vec::Vec;

/// Doubles a number.
///
/// # Errors
/// Never.
#[task]
pub fn double(x: i64, _name: String, _list: Vec<i64>) -> Result<i64, String> {
    Ok(x * 2)
}

/// Doubles a number later.
#[task]
pub async fn double_later(x: i64) -> i64 {
    x * 2
}

/// Is another program.
#[container_task(image = "busybox", command = ["true", "{{.inputs.x}}"])]
pub fn outside(x: i64) -> i64;

/// Is a script.
///
/// # Errors
/// Those of the script.
#[shell_task(script = "true {{.inputs.x}}")]
pub fn script(x: i64) -> Result<(), String>;

/// Calls both tasks.
///
/// # Errors
/// Those of its tasks.
#[workflow]
pub async fn flow(x: i64, name: String) -> Result<i64, String> {
    let mut last = 0;
    for step in [1, 2] {
        last = double(step, name.clone(), ::std::vec![last, x])?;
    }
    Ok(double_later(last).await)
}
