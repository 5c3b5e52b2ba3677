//! An entry: a folder with the outputs of one call, and their files.
//!
//! Its file `entry` has a line that names the format, the digest of what follows, a line of JSON that describes it, and the
//! outputs as protobuf. The outputs name their files by tokens, since the folder may be moved.

use super::files;
use super::key::local_places;
use crate::entity::Variable;
use crate::types::places;
use aileron_idl::core::{Literal, LiteralCollection};
use aileron_idl::prost::Message;
use hmac_sha256::Hash as Sha256;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The file that describes the entry.
pub(super) const ENTRY: &str = "entry";

/// The first line of that file.
const FORMAT: &[u8] = b"aileron-cache 1\n";

/// The folder of its files.
const FILES: &str = "files";

/// The bytes of a digest.
const DIGEST: usize = 32;

/// Before the path of a file in the entry.
const TOKEN: &str = "aileron-cache-entry:///";

/// What is told of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) task: String,
    /// The version of the task's cache.
    pub(crate) version: String,
    /// The inputs, shortened.
    pub(crate) inputs: String,
    /// When it was made.
    pub(crate) made: SystemTime,
    /// How many bytes it takes.
    pub(crate) size: u64,
}

/// An entry that was read.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) described: Described,
    pub(super) outputs: Vec<Literal>,
}

/// Writes an entry into the folder `aside`, which will have the path `at`. Returns the outputs as they name their files there.
///
/// Files that only their task knows get a second name; all others are copied.
pub(super) fn write(
    aside: &Path,
    at: &Path,
    described: &Described,
    outputs: &[Literal],
    variables: &[Variable],
    is_own: impl Fn(&str, &Path) -> bool,
) -> io::Result<Vec<Literal>> {
    let (mut tokens, mut final_places) = (BTreeMap::new(), BTreeMap::new());
    for (literal, variable) in outputs.iter().zip(variables) {
        for (place, path) in local_places(literal, &variable.ty) {
            if tokens.contains_key(&place) {
                continue;
            }
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("file");
            let below = format!("{FILES}/{}/{name}", tokens.len());
            let to = aside.join(&below);
            fs::create_dir_all(to.parent().unwrap_or(aside))?;
            files::bring(&path, &to, !is_own(&place, &path))?;
            final_places.insert(place.clone(), at.join(&below).to_string_lossy().into_owned());
            tokens.insert(place, format!("{TOKEN}{below}"));
        }
    }
    let replaced = |by: &BTreeMap<String, String>| {
        let mut outputs = outputs.to_vec();
        if !by.is_empty() {
            for output in &mut outputs {
                places::replace(output, by);
            }
        }
        outputs
    };
    let mut list = Vec::new();
    if !tokens.is_empty() {
        let mut add = |path: &Path, size: u64| list.push(json!([path.to_string_lossy(), size]));
        files::each(aside, &mut add)?;
    }
    let made = described.made.duration_since(UNIX_EPOCH).unwrap_or_default();
    let tokens_used: BTreeSet<_> = tokens.values().collect();
    let header = json!({
        "task": described.task,
        "version": described.version,
        "inputs": described.inputs,
        "made": made.as_secs(),
        "files": list,
        "places": tokens_used,
    });
    let mut body = header.to_string().into_bytes();
    body.push(b'\n');
    body.extend(LiteralCollection { literals: replaced(&tokens) }.encode_to_vec());
    let mut file = File::create_new(aside.join(ENTRY))?;
    file.write_all(FORMAT)?;
    file.write_all(&Sha256::hash(&body))?;
    file.write_all(&body)?;
    Ok(replaced(&final_places))
}

/// Reads the entry in a folder; `None` if there is none, or if it is broken or one of its files is gone.
pub(super) fn read(folder: &Path) -> Option<Entry> {
    let bytes = fs::read(folder.join(ENTRY)).ok()?;
    let (digest, body) = bytes.strip_prefix(FORMAT)?.split_at_checked(DIGEST)?;
    if Sha256::hash(body) != *digest {
        return None;
    }
    let end = body.iter().position(|byte| *byte == b'\n')?;
    let header: Json = serde_json::from_slice(&body[..end]).ok()?;
    let mut outputs = LiteralCollection::decode(&body[end + 1..]).ok()?.literals;
    let mut size = bytes.len() as u64;
    for file in header["files"].as_array()? {
        let (path, length) = (file[0].as_str()?, file[1].as_u64()?);
        let found = fs::metadata(folder.join(path)).ok()?;
        if !found.is_file() || found.len() != length {
            return None;
        }
        size += length;
    }
    let moved = header["places"].as_array()?.iter().map(|token| {
        let below = token.as_str()?.strip_prefix(TOKEN)?;
        let path: PathBuf = folder.join(below);
        path.exists().then_some(())?;
        Some((token.as_str()?.to_owned(), path.to_str()?.to_owned()))
    });
    let moved: BTreeMap<_, _> = moved.collect::<Option<_>>()?;
    if !moved.is_empty() {
        for output in &mut outputs {
            places::replace(output, &moved);
        }
    }
    let text = |name: &str| header[name].as_str().map(str::to_owned);
    let described = Described {
        task: text("task")?,
        version: text("version")?,
        inputs: text("inputs")?,
        made: UNIX_EPOCH + Duration::from_secs(header["made"].as_u64()?),
        size,
    };
    Some(Entry { described, outputs })
}
