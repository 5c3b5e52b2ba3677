//! Writes the Rust code of the messages, or with `--descriptors FILE` their descriptor set.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            for (file, text) in aileron_idl_generate::rust()? {
                std::fs::write(file, text)?;
            }
        }
        ["--descriptors", file] => std::fs::write(file, aileron_idl_generate::descriptors()?)?,
        _ => return Err("usage: aileron-idl-generate [--descriptors FILE]".into()),
    }
    Ok(())
}
