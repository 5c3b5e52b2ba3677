//! Writes the Rust of the messages from their `.proto` files.

use std::error::Error;
use std::path::Path;

const ROOTS: [&str; 5] = [
    "flyteidl/admin/launch_plan.proto",
    "flyteidl/admin/task.proto",
    "flyteidl/admin/workflow.proto",
    "flyteidl/core/dynamic_job.proto",
    "flyteidl/core/errors.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    let idl = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = protox::compile(ROOTS, [idl.join("proto")])?;
    prost_build::Config::new()
        .btree_map(["."])
        .compile_well_known_types()
        .out_dir(idl.join("src/generated"))
        .compile_fds(files)?;
    Ok(())
}
