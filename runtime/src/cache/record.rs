//! The record of a run: its inputs, and what its tasks gave, so that another run goes on where it stopped.
//!
//! A record is a folder in `runs`, which the run locks as long as it lasts. Its file `record` only grows: frames of a length, a
//! checksum and a payload. A process that is killed leaves a frame that is cut short at most, and that is dropped.

use super::key::{Key, local_places};
use super::locked;
use crate::entity::{Entity, Variable};
use crate::lock::lock;
use crate::storage::{random, scratch};
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::prost::Message;
use hmac_sha256::Hash as Sha256;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How many records of runs that have ended are kept.
const MOST: usize = 16;

/// The file in the record's folder.
const FILE: &str = "record";

/// The folder of records.
const RUNS: &str = "runs";

/// The lock in the record's folder.
const LOCK: &str = "lock";

/// The digits of a frame's checksum, and the length before it.
const CHECK: usize = 8;
const LENGTH: usize = 4;

/// The kinds of frames.
const HEADER: u8 = b'h';
const INPUTS: u8 = b'i';
const FOLDER: u8 = b'f';
const ENDED: u8 = b'n';

/// The record of the run under way.
#[derive(Debug)]
pub(crate) struct Record {
    folder: PathBuf,
    file: Mutex<File>,
    /// Held as long as the run lasts.
    _lock: File,
    /// What earlier runs have recorded, by key. Each is used once.
    earlier: Mutex<HashMap<Key, Vec<Ended>>>,
    /// The inputs of the last run.
    inputs: LiteralMap,
    /// When the first run began.
    began: SystemTime,
    /// The folder for the files of its tasks.
    files: Option<PathBuf>,
}

/// A task that has ended.
#[derive(Debug)]
struct Ended {
    node: String,
    outputs: Vec<Literal>,
}

/// What identifies the runs of an entity.
fn identity(program: &str, entity: &Entity) -> Json {
    json!([program, entity.kind().as_str(), entity.name])
}

impl Record {
    /// Begins a record, and removes old ones.
    pub(crate) fn begin(root: &Path, program: &str, entity: &Entity) -> io::Result<Self> {
        let runs = root.join(RUNS);
        let folder = runs.join(random::name());
        scratch::private().recursive(true).create(&folder)?;
        let held = locked::open(&folder.join(LOCK))?;
        // On a file system without locks, a second run may go on with this record at the same time.
        let _ = held.try_lock();
        remove_old(&runs);
        let began = SystemTime::now();
        let file = File::create_new(folder.join(FILE))?;
        let record = Record {
            folder,
            file: Mutex::new(file),
            _lock: held,
            earlier: Mutex::default(),
            inputs: LiteralMap::default(),
            began,
            files: None,
        };
        let seconds = began.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let header = json!({"format": 1, "of": identity(program, entity), "began": seconds});
        record.add(HEADER, header.to_string().as_bytes())?;
        Ok(record)
    }

    /// Goes on with the record of the last run of an entity that did not succeed; `None` if there is none.
    pub(crate) fn resume(root: &Path, program: &str, entity: &Entity) -> Option<Self> {
        let identity = identity(program, entity);
        ended(&root.join(RUNS)).into_iter().find_map(|(folder, held)| Record::open(folder, held, &identity))
    }

    fn open(folder: PathBuf, held: File, identity: &Json) -> Option<Self> {
        let bytes = fs::read(folder.join(FILE)).ok()?;
        let mut rest = &*bytes;
        let (HEADER, header) = next(&mut rest)? else { return None };
        let header: Json = serde_json::from_slice(header).ok()?;
        if header["format"] != 1 || header["of"] != *identity {
            return None;
        }
        let began = UNIX_EPOCH + Duration::from_secs(header["began"].as_u64()?);
        let (mut earlier, mut inputs, mut files) = (HashMap::new(), LiteralMap::default(), None);
        let mut whole = rest;
        while let Some((kind, payload)) = next(&mut rest) {
            match kind {
                INPUTS => inputs = LiteralMap::decode(payload).ok()?,
                FOLDER => files = std::str::from_utf8(payload).ok().map(PathBuf::from),
                _ => {
                    let (key, ended) = read_ended(payload)?;
                    earlier.entry(key).or_insert_with(Vec::new).push(ended);
                }
            }
            whole = rest;
        }
        let mut file = File::options().append(true).open(folder.join(FILE)).ok()?;
        file.set_len((bytes.len() - whole.len()) as u64).ok()?;
        file.seek(io::SeekFrom::End(0)).ok()?;
        let (file, earlier) = (Mutex::new(file), Mutex::new(earlier));
        Some(Record { folder, file, _lock: held, earlier, inputs, began, files })
    }

    /// When its first run began.
    pub(crate) fn began(&self) -> SystemTime {
        self.began
    }

    /// The input of the last run, if it had one of this name and type.
    pub(crate) fn input(&self, variable: &Variable) -> Option<Literal> {
        self.inputs.literals.get(&input_name(variable)).cloned()
    }

    /// Records the inputs of the run.
    pub(crate) fn take_inputs(&self, variables: &[Variable], inputs: &[Literal]) -> io::Result<()> {
        let literals = variables.iter().map(input_name).zip(inputs.iter().cloned()).collect();
        self.add(INPUTS, &LiteralMap { literals }.encode_to_vec())
    }

    /// The folder for the files of the tasks, if an earlier run has made one.
    pub(crate) fn files(&self) -> Option<&Path> {
        self.files.as_deref()
    }

    /// Records the folder for the files of the tasks.
    pub(crate) fn take_files(&self, folder: &Path) -> io::Result<()> {
        self.add(FOLDER, folder.as_os_str().as_encoded_bytes())
    }

    /// What an earlier run recorded under the key: at this node, or else at another one, whose place has changed since. It is
    /// used once; `None` as well if a file of it is gone.
    pub(crate) fn recall(&self, key: &Key, node: &str, variables: &[Variable]) -> Option<Vec<Literal>> {
        let mut earlier = lock(&self.earlier);
        let found = earlier.get_mut(key)?;
        let place = found.iter().position(|ended| ended.node == node).unwrap_or(0);
        if found.is_empty() {
            return None;
        }
        let Ended { outputs, .. } = found.swap_remove(place);
        drop(earlier);
        let places =
            outputs.iter().zip(variables).map(|(literal, variable)| local_places(literal, &variable.ty));
        let is_whole = places.flatten().all(|(_, path)| path.exists());
        is_whole.then_some(outputs)
    }

    /// Records what a task gave.
    pub(crate) fn keep(&self, key: &Key, node: &str, outputs: &[Literal]) -> io::Result<()> {
        let mut payload = Vec::new();
        payload.extend(key.as_str().as_bytes());
        payload.extend((node.len() as u64).to_le_bytes());
        payload.extend(node.as_bytes());
        // Without a copy of the outputs.
        for output in outputs {
            payload.extend(output.encode_length_delimited_to_vec());
        }
        self.add(ENDED, &payload)
    }

    fn add(&self, kind: u8, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len() + 1).map_err(io::Error::other)?;
        let mut frame = Vec::with_capacity(LENGTH + CHECK + 1 + payload.len());
        frame.extend(length.to_le_bytes());
        frame.extend([0; CHECK]);
        frame.push(kind);
        frame.extend(payload);
        let check = Sha256::hash(&frame[LENGTH + CHECK..]);
        frame[LENGTH..LENGTH + CHECK].copy_from_slice(&check[..CHECK]);
        lock(&self.file).write_all(&frame)
    }

    /// Removes the record, since its run has succeeded. The files of its tasks are not touched.
    pub(crate) fn remove(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The next frame; `None` at the end, or if it is not whole.
fn next<'b>(bytes: &mut &'b [u8]) -> Option<(u8, &'b [u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
    let (check, rest) = rest.split_first_chunk::<CHECK>()?;
    let (payload, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    if Sha256::hash(payload)[..CHECK] != *check {
        return None;
    }
    *bytes = rest;
    payload.split_first().map(|(kind, payload)| (*kind, payload))
}

fn read_ended(payload: &[u8]) -> Option<(Key, Ended)> {
    let (key, rest) = payload.split_at_checked(64)?;
    let key = Key::parse(std::str::from_utf8(key).ok()?)?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (node, mut rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let node = std::str::from_utf8(node).ok()?.to_owned();
    let mut outputs = Vec::new();
    while !rest.is_empty() {
        outputs.push(Literal::decode_length_delimited(&mut rest).ok()?);
    }
    Some((key, Ended { node, outputs }))
}

/// The name of an input with its type: with another type, the value is of no use.
fn input_name(variable: &Variable) -> String {
    use std::fmt::Write as _;
    let mut name = format!("{} ", variable.name);
    for byte in &Sha256::hash(&variable.ty.encode_to_vec())[..CHECK] {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// The folders of runs that have ended, the last first, each with its lock.
fn ended(runs: &Path) -> Vec<(PathBuf, File)> {
    let mut folders = all(runs);
    folders.sort_unstable_by(|a, b| b.cmp(a));
    let locked = folders.into_iter().filter_map(|(_, folder)| {
        let held = File::options().read(true).write(true).open(folder.join(LOCK)).ok()?;
        match held.try_lock() {
            Err(TryLockError::WouldBlock) => None,
            _ => Some((folder, held)),
        }
    });
    locked.collect()
}

/// All folders of runs, each with the time at which it was last written.
fn all(runs: &Path) -> Vec<(SystemTime, PathBuf)> {
    let folders = fs::read_dir(runs).into_iter().flatten().flatten();
    let with_time = folders.filter_map(|folder| {
        let file = fs::metadata(folder.path().join(FILE)).or_else(|_| folder.metadata());
        Some((file.ok()?.modified().ok()?, folder.path()))
    });
    with_time.collect()
}

/// Removes the records of all but the last runs that have ended, with the files of their tasks.
fn remove_old(runs: &Path) {
    if all(runs).len() <= MOST {
        return;
    }
    for (folder, _held) in ended(runs).into_iter().skip(MOST) {
        let bytes = fs::read(folder.join(FILE)).unwrap_or_default();
        let mut rest = &*bytes;
        while let Some((kind, payload)) = next(&mut rest) {
            if let (FOLDER, Ok(files)) = (kind, std::str::from_utf8(payload)) {
                scratch::remove_left(Path::new(files));
            }
        }
        let _ = fs::remove_dir_all(folder);
    }
}
