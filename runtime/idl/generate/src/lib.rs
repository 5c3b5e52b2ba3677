//! Generates the Rust code of Aileron's messages from their `.proto` files.
//!
//! prost's derive is not used, because every user would build its four crates and its expansion.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use protox::Compiler;

mod message;
mod model;
mod names;
mod package;
mod wire;

/// A package, and the module of `aileron-idl` for it.
const PACKAGES: [(&str, &str); 5] = [
    ("flyteidl.admin", "admin"),
    ("flyteidl.core", "core"),
    ("flyteidl.plugins", "plugins"),
    ("flyteidl.plugins.kubeflow", "kubeflow"),
    ("google.protobuf", "google"),
];

/// The files to write, and their contents.
pub fn rust() -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let pool = compile()?.descriptor_pool();
    let write = |(package, module): (&str, &str)| {
        Ok((idl().join("src/generated").join(module).with_extension("rs"), package::write(&pool, package)?))
    };
    PACKAGES.into_iter().map(write).collect()
}

/// The `FileDescriptorSet` of all `.proto` files, encoded.
pub fn descriptors() -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(compile()?.encode_file_descriptor_set())
}

fn compile() -> Result<Compiler, Box<dyn Error>> {
    let root = idl().join("proto");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut compiler = Compiler::new([root])?;
    compiler.include_source_info(true).include_imports(true).open_files(files)?;
    Ok(compiler)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn idl() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
