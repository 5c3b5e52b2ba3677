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
mod services;
mod wire;

/// A package, and the module of `aileron-idl` for it.
const PACKAGES: [(&str, &str); 7] = [
    ("flyteidl.admin", "admin"),
    ("flyteidl.core", "core"),
    ("flyteidl.event", "event"),
    ("flyteidl.plugins", "plugins"),
    ("flyteidl.plugins.kubeflow", "kubeflow"),
    ("flyteidl.service", "service"),
    ("google.protobuf", "google"),
];

/// The files to write, and their contents.
pub fn rust() -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let pool = compile()?.descriptor_pool();
    let folder = idl().join("src/generated");
    let mut files = Vec::new();
    for (package, module) in PACKAGES {
        let code = package::write(&pool, package, module)?;
        files.push((folder.join(module).with_extension("rs"), code.always));
        files.extend(code.services.map(|text| (folder.join(package::services_file(module)), text)));
    }
    Ok(files)
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
