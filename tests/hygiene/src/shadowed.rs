//! A module that shadows every name that a macro might use.
#![allow(
    dead_code,
    missing_docs,
    clippy::pedantic,
    unreachable_pub,
    missing_debug_implementations,
    unused_macros
)]

pub mod core {}
pub mod std {}
pub mod alloc {}
pub struct Option;
pub struct Vec;
pub struct Box;
pub struct Entity;
pub struct Promise;
pub struct Constant;
pub trait Fn {}
pub trait Sync {}
pub trait Future {}
pub trait Default {}
pub trait Into {}
pub trait FlyteType {}
pub const NONE: () = ();

macro_rules! concat {
    ($($t:tt)*) => {
        compile_error!("the wrong macro")
    };
}
macro_rules! module_path {
    ($($t:tt)*) => {
        compile_error!("the wrong macro")
    };
}
macro_rules! file {
    ($($t:tt)*) => {
        compile_error!("the wrong macro")
    };
}
macro_rules! line {
    ($($t:tt)*) => {
        compile_error!("the wrong macro")
    };
}
macro_rules! env {
    ($($t:tt)*) => {
        compile_error!("the wrong macro")
    };
}
macro_rules! include_bytes {
    ($($t:tt)*) => {
        compile_error!("the wrong macro")
    };
}

#[::aileron::prelude::task(
    timeout = "1m",
    interruptible,
    cache(version = "1"),
    container_image = "{{.image.default}}"
)]
pub fn double(x: i64) -> i64 {
    x * 2
}

#[::aileron::prelude::container_task(image = "busybox", command = ["true", "{{.inputs.x}}"])]
pub fn outside(x: i64) -> i64;

#[::aileron::prelude::shell_task(script = "true {{.inputs.x}}")]
pub fn script(x: i64) -> i64;

#[::aileron::prelude::workflow]
pub fn flow(x: i64) -> i64 {
    let mut last = 3;
    for _ in 0..2 {
        last = double(last);
    }
    double(x)
}
