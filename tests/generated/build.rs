//! Writes the source of the workflows: `WORKFLOWS` of them that depend on `GENERATED_SEED`. `GENERATED_WORKFLOWS` is
//! another number, and `GENERATED_SOURCE` a file with the source.

use std::path::Path;
use std::{env, fs};
use workflow_generator::{case, program};

/// So many that a run takes a minute.
const WORKFLOWS: usize = 40;
/// The seed of a run that names none.
const SEED: u64 = 14;

fn main() {
    let [seed, count, source] = ["GENERATED_SEED", "GENERATED_WORKFLOWS", "GENERATED_SOURCE"].map(|name| {
        println!("cargo::rerun-if-env-changed={name}");
        env::var(name).ok()
    });
    let seed = seed.map_or(SEED, |seed| seed.parse().expect("GENERATED_SEED is a number"));
    let count = count.map_or(WORKFLOWS, |count| count.parse().expect("GENERATED_WORKFLOWS is a number"));
    let source = source.map_or_else(
        || program(&(0..count).map(|number| case(seed, number)).collect::<Vec<_>>()),
        |path| {
            println!("cargo::rerun-if-changed={path}");
            fs::read_to_string(path).expect("the file named by GENERATED_SOURCE")
        },
    );
    let numbers = format!("pub const SEED: u64 = {seed};\npub const WORKFLOWS: usize = {count};\n");
    let folder = env::var_os("OUT_DIR").expect("cargo names a folder");
    fs::write(Path::new(&folder).join("workflows.rs"), source + &numbers).expect("a file");
}
