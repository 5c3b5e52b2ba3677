//! The program that is attacked.
#![allow(missing_docs)]

use aileron::prelude::*;

#[task]
pub fn length(text: String) -> i64 {
    text.len().try_into().expect("a short text")
}

aileron::main!();
