//! The keys of results: what has to be equal so that a result is used again.
//!
//! A key covers what Flyte's covers (flytepropeller `nodes/catalog/datacatalog/transformer.go`, flyteplugins
//! `catalog/hashing.go`): the task's project, domain and name, the version of its cache, its interface, and its inputs except the
//! ignored ones. A literal with a hash of its own is known by that hash. One thing differs: for Flyte a file is its URI, here
//! a file or a directory of this machine is its contents.

use super::digest::{Digest, Digests};
use crate::entity::{Entity, Variable};
use crate::lock::lock;
use crate::storage::Location;
use crate::types::places;
use aileron_idl::core::{Literal, LiteralType, Scalar, literal::Value, literal_type::Type, scalar};
use aileron_idl::prost::Message;
use hmac_sha256::Hash as Sha256;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The key of a result: 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(String);

impl Key {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The key, if the text is one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_digit = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        (text.len() == 64 && text.bytes().all(is_digit)).then(|| Key(text.to_owned()))
    }
}

/// A call of a task.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) project: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) task: &'static Entity,
    /// The version of its cache; empty if it has none.
    pub(crate) version: &'a str,
    /// The inputs that don't count.
    pub(crate) ignore: &'a [&'a str],
    pub(crate) inputs: &'a [Literal],
}

/// Computes keys.
#[derive(Default)]
pub(crate) struct Keys {
    digests: Digests,
    interfaces: Mutex<HashMap<&'static str, Arc<Interface>>>,
}

/// The interface of a task.
pub(crate) struct Interface {
    pub(crate) inputs: Vec<Variable>,
    pub(crate) outputs: Vec<Variable>,
    digest: Digest,
}

impl Keys {
    /// The key of a call.
    ///
    /// # Errors
    /// If a file among the inputs can't be read. Then nothing is known of the call.
    pub(crate) fn of(&self, call: &Call<'_>) -> io::Result<Key> {
        let interface = self.interface(call.task);
        let mut to = Sha256::new();
        for part in ["1", call.project, call.domain, call.task.name, call.version] {
            bytes(part.as_bytes(), &mut to);
        }
        to.update(&interface.digest);
        let mut inputs: Vec<_> = interface.inputs.iter().zip(call.inputs).collect();
        inputs.retain(|(variable, _)| !call.ignore.contains(&&*variable.name));
        inputs.sort_unstable_by_key(|(variable, _)| &variable.name);
        for (variable, literal) in inputs {
            bytes(variable.name.as_bytes(), &mut to);
            self.literal(literal, &variable.ty, &mut to)?;
        }
        let mut key = String::with_capacity(64);
        for byte in to.finalize() {
            let _ = write!(key, "{byte:02x}");
        }
        Ok(Key(key))
    }

    /// The task's interface, which takes longer to make than to look up.
    pub(crate) fn interface(&self, task: &'static Entity) -> Arc<Interface> {
        let mut known = lock(&self.interfaces);
        let make = || {
            let (inputs, outputs) = (task.inputs(), task.outputs());
            let mut to = Sha256::new();
            variables(&inputs, &mut to);
            variables(&outputs, &mut to);
            Arc::new(Interface { inputs, outputs, digest: to.finalize() })
        };
        Arc::clone(known.entry(task.name).or_insert_with(make))
    }

    fn literal(&self, literal: &Literal, ty: &LiteralType, to: &mut Sha256) -> io::Result<()> {
        if !literal.hash.is_empty() {
            to.update(b"h");
            bytes(literal.hash.as_bytes(), to);
            return Ok(());
        }
        count(literal.metadata.len(), to);
        for (name, value) in &literal.metadata {
            bytes(name.as_bytes(), to);
            bytes(value.as_bytes(), to);
        }
        let any = LiteralType::default();
        match &literal.value {
            None => to.update(b"n"),
            Some(Value::Collection(list)) => {
                to.update(b"l");
                count(list.literals.len(), to);
                let item = if let Some(Type::CollectionType(item)) = &ty.r#type { item } else { &any };
                list.literals.iter().try_for_each(|literal| self.literal(literal, item, to))?;
            }
            Some(Value::Map(map)) => {
                to.update(b"m");
                count(map.literals.len(), to);
                let item = if let Some(Type::MapValueType(item)) = &ty.r#type { item } else { &any };
                for (name, literal) in &map.literals {
                    bytes(name.as_bytes(), to);
                    self.literal(literal, item, to)?;
                }
            }
            Some(Value::Scalar(scalar)) => match &scalar.value {
                Some(scalar::Value::Union(union)) => {
                    to.update(b"u");
                    let variant = union.r#type.as_ref().unwrap_or(&any);
                    bytes(&variant.encode_to_vec(), to);
                    self.literal(union.value.as_deref().unwrap_or(&Literal::default()), variant, to)?;
                }
                Some(
                    scalar::Value::Blob(_)
                    | scalar::Value::StructuredDataset(_)
                    | scalar::Value::Binary(_)
                    | scalar::Value::Generic(_),
                ) => self.with_places(literal, ty, to)?,
                _ => whole(scalar, to),
            },
            Some(other) => {
                to.update(b"o");
                let whole = Literal { value: Some(other.clone()), ..Literal::default() };
                bytes(&whole.encode_to_vec(), to);
            }
        }
        Ok(())
    }

    /// A value that may name files: each of this machine is replaced with its contents.
    fn with_places(&self, literal: &Literal, ty: &LiteralType, to: &mut Sha256) -> io::Result<()> {
        let mut contents = BTreeMap::new();
        for (place, path) in local_places(literal, ty) {
            let mut content = String::from("contents ");
            for byte in self.digests.of(&path)? {
                let _ = write!(content, "{byte:02x}");
            }
            contents.insert(place, content);
        }
        let replaced;
        let literal = if contents.is_empty() {
            literal
        } else {
            let mut literal = literal.clone();
            places::replace(&mut literal, &contents);
            replaced = literal;
            &replaced
        };
        if let Some(Value::Scalar(scalar)) = &literal.value {
            whole(scalar, to);
        }
        Ok(())
    }
}

/// The places of this machine that a value names, as it names them, each with its path.
pub(super) fn local_places(literal: &Literal, ty: &LiteralType) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    let all = places::each(literal, ty, &mut |place, _| {
        if let Some(path) = local(place) {
            found.insert(place.to_owned(), path);
        }
        Ok(())
    });
    // No visit fails.
    debug_assert!(all.is_ok());
    found
}

/// The path of a place on this machine.
fn local(place: &str) -> Option<PathBuf> {
    let location = Location::parse(OsStr::new(place)).ok()?;
    location.path().filter(|_| !place.is_empty()).map(PathBuf::from)
}

fn variables(variables: &[Variable], to: &mut Sha256) {
    let mut sorted: Vec<_> = variables.iter().collect();
    sorted.sort_unstable_by_key(|variable| &variable.name);
    count(sorted.len(), to);
    for variable in sorted {
        bytes(variable.name.as_bytes(), to);
        bytes(&variable.ty.encode_to_vec(), to);
        bytes(variable.doc.as_bytes(), to);
    }
}

fn whole(scalar: &Scalar, to: &mut Sha256) {
    to.update(b"s");
    bytes(&scalar.encode_to_vec(), to);
}

/// Lengths keep apart what follows each other.
fn count(count: usize, to: &mut Sha256) {
    to.update((count as u64).to_le_bytes());
}

fn bytes(bytes: &[u8], to: &mut Sha256) {
    count(bytes.len(), to);
    to.update(bytes);
}
