//! Packages in files, as flytectl reads them (`cmd/register/register_util.go`).

use super::code::own;
use super::package::{Message, Package};
use aileron_idl::prost::Message as _;
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// Reads an archive, compressed or not, or a folder of specs. What is wrong with the archive becomes a part of the package.
///
/// # Errors
/// Fails if the file can't be read.
pub(crate) fn read(path: &Path) -> io::Result<Package> {
    let mut package = Package::default();
    let files = if path.is_dir() { folder(path)? } else { archive(path, &mut package)? };
    for (name, bytes) in files {
        let base = name.rsplit('/').next().unwrap_or(&name);
        if base.starts_with("fast") && base.ends_with(".tar.gz") {
            // The code of a fast registration.
            continue;
        }
        if name.strip_suffix(".pb").is_none() {
            let message =
                "flytectl registers only `*.pb` files, and stops at any other; remove it".to_owned();
            package.problems.push((own::UNEXPECTED_FILE, name, message));
            continue;
        }
        if let Some(message) = message(&name, &bytes) {
            package.push(name, message);
        } else {
            let message =
                "it is neither a task nor a workflow nor a launch plan, or it is damaged; write it again"
                    .to_owned();
            package.problems.push((own::UNPARSABLE, name, message));
        }
    }
    Ok(package)
}

fn folder(path: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
        }
    }
    Ok(files)
}

fn archive(path: &Path, package: &mut Package) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut file = BufReader::new(File::open(path)?);
    let mut magic = [0; 2];
    let is_compressed = file.read_exact(&mut magic).is_ok() && magic == [0x1f, 0x8b];
    file.rewind()?;
    let mut files = BTreeMap::new();
    let result =
        if is_compressed { entries(GzDecoder::new(file), &mut files) } else { entries(file, &mut files) };
    if let Err(error) = result {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let message = format!("it is not a whole archive ({error}); make the package again");
        package.problems.push((own::BAD_ARCHIVE, name, message));
    }
    Ok(files)
}

fn entries(from: impl Read, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in tar::Archive::new(from).entries()? {
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        if files.insert(name.clone(), bytes).is_some() {
            return Err(io::Error::other(format!("two files are named `{name}`")));
        }
    }
    Ok(())
}

/// Reads the message that the file's name promises, or else the first that its bytes can be.
fn message(name: &str, bytes: &[u8]) -> Option<Message> {
    type Reader = fn(&[u8]) -> Option<Message>;
    let readers: [(&str, Reader); 3] = [
        ("_1.pb", |bytes| Some(Message::Task(aileron_idl::admin::TaskSpec::decode(bytes).ok()?))),
        ("_2.pb", |bytes| Some(Message::Workflow(aileron_idl::admin::WorkflowSpec::decode(bytes).ok()?))),
        ("_3.pb", |bytes| Some(Message::LaunchPlan(aileron_idl::admin::LaunchPlan::decode(bytes).ok()?))),
    ];
    let promised = readers.iter().find(|(end, _)| name.ends_with(end));
    promised.into_iter().chain(&readers).find_map(|(_, read)| read(bytes))
}
