//! Passes the inputs of LLVM's fuzzer to a target of [`aileron::fuzzing`], which the variable `TARGET` names.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("TARGET").unwrap_or_default();
    let target = aileron::fuzzing::TARGETS.iter().find(|(known, _)| *known == name);
    target.unwrap_or_else(|| panic!("the variable TARGET is not the name of a target: {name:?}")).1
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
