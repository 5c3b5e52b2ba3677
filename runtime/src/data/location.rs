//! Where a file or a directory is, and how its bytes move to a store or back.

use crate::context::{Context, Files, io_error, only_here};
use crate::storage::progress::Transfer;
use crate::storage::{Address, Location, StorageError, name, percent_decoded};
use crate::types::ValueError;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The longest file name, in bytes, that usual file systems accept.
const LONGEST: usize = 255;

/// The place of a file or a directory.
#[derive(Clone, Debug)]
pub(super) struct DataLocation {
    at: At,
    /// The address to which it goes when it is handed over, if its user has chosen one.
    target: Option<OsString>,
    /// The copy on this machine of a file or a directory that is elsewhere.
    copy: OnceLock<PathBuf>,
}

#[derive(Clone, Debug)]
enum At {
    /// On this machine, not yet known to anyone else.
    Here(PathBuf),
    /// At an address that others can read from.
    Known(Address),
    /// Nowhere: the name leads out of its directory.
    Outside(String),
}

impl DataLocation {
    /// Makes a place from a path or a URI.
    pub(super) fn new(place: OsString) -> Self {
        let at = match (Location::parse(&place), place.into_string()) {
            (Ok(location), _) if location.path().is_some() => {
                At::Here(location.path().unwrap_or(Path::new("")).to_owned())
            }
            // A URI may be passed on even if this program can't reach its store.
            (_, Ok(uri)) => At::Known(Address::new(uri)),
            (_, Err(place)) => At::Here(place.into()),
        };
        DataLocation { at, target: None, copy: OnceLock::new() }
    }

    pub(super) fn known(uri: String) -> Self {
        DataLocation { at: At::Known(Address::new(uri)), target: None, copy: OnceLock::new() }
    }

    /// The same place, which goes to this address when it is handed over.
    pub(super) fn going_to(&self, target: OsString) -> Self {
        DataLocation { target: Some(target), ..self.clone() }
    }

    pub(super) fn uri(&self) -> std::borrow::Cow<'_, str> {
        match &self.at {
            At::Here(path) => path.to_string_lossy(),
            At::Known(uri) => uri.whole().into(),
            At::Outside(name) => name.into(),
        }
    }

    pub(super) fn location(&self) -> Result<Location, StorageError> {
        match &self.at {
            At::Here(path) => Ok(Location::Local(path.clone())),
            At::Known(uri) => Location::parse(uri.whole().as_ref()),
            At::Outside(name) => Err(StorageError::Outside { name: name.clone() }),
        }
    }

    /// The place of this name below this one.
    pub(super) fn join(&self, name: &str) -> Self {
        let at = match &self.at {
            _ if !self.holds(name) => At::Outside(name.to_owned()),
            At::Here(path) => At::Here(path.join(name)),
            At::Known(uri) => At::Known(Address::new(match uri.whole() {
                whole if whole.ends_with('/') => format!("{whole}{name}"),
                whole => format!("{whole}/{name}"),
            })),
            At::Outside(directory) => At::Outside(format!("{directory}/{name}")),
        };
        DataLocation { at, target: None, copy: OnceLock::new() }
    }

    /// Whether a name stays below this place. In a store, keys may be names that no path can have, such as `a//b`.
    fn holds(&self, name: &str) -> bool {
        let is_here = self.location().is_ok_and(|location| location.path().is_some());
        let leads_out = |part: &str| matches!(&*percent_decoded(part), b"." | b"..");
        let stays = !name.is_empty() && !name.contains('\0') && !name.split('/').any(leads_out);
        if is_here { name::leads_down(name) } else { stays }
    }

    /// The last part of the path or URI.
    pub(super) fn name(&self) -> String {
        let name = match &self.at {
            At::Here(path) => path.file_name().and_then(|name| name.to_str()).map(str::to_owned),
            At::Known(uri) => last_part(uri.whole()),
            At::Outside(_) => None,
        };
        name.filter(|name| name::is_plain(name) && name.len() <= LONGEST).unwrap_or_else(|| "file".to_owned())
    }

    /// The path on this machine: the place's own, or that of a copy that `fetch` makes.
    pub(super) fn path(
        &self,
        fetch: impl Fn(&Location, &Path, &Transfer) -> Result<(), StorageError>,
    ) -> io::Result<PathBuf> {
        self.here(fetch).map_err(io_error)
    }

    fn here(
        &self,
        fetch: impl Fn(&Location, &Path, &Transfer) -> Result<(), StorageError>,
    ) -> Result<PathBuf, StorageError> {
        let location = self.location()?;
        if let Some(path) = location.path() {
            return Ok(path.to_owned());
        }
        if let Some(path) = self.copy.get() {
            return Ok(path.clone());
        }
        let path = Context::current().files().copy(&self.name())?;
        fetch(&location, &path, &Transfer::begin(location.to_string()))?;
        Ok(self.copy.get_or_init(|| path).clone())
    }

    /// Refuses a place that exists only on this machine, where a value must hold on every machine.
    pub(super) fn check_reach(&self) -> Result<(), ValueError> {
        match self.location() {
            Ok(location) if location.path().is_some() || self.target.is_some() => {
                only_here(format_args!("`{location}`")).map_err(ValueError::new)
            }
            _ => Ok(()),
        }
    }

    /// The URI by which others find the place. If it exists only on this machine, or has to go to another address, `send`
    /// copies it there.
    pub(super) fn hand_over(
        &self,
        to: impl FnOnce(&Files) -> Result<Location, StorageError>,
        fetch: impl Fn(&Location, &Path, &Transfer) -> Result<(), StorageError>,
        send: impl FnOnce(&Path, &Location, &Files, &Transfer) -> Result<(), StorageError>,
    ) -> Result<String, StorageError> {
        if let (At::Known(uri), None) = (&self.at, &self.target) {
            return Ok(uri.whole().to_owned());
        }
        let context = Context::current();
        let place = match &self.target {
            Some(target) => chosen(target)?,
            None => to(context.files())?,
        };
        if self.location()? != place {
            let path = self.here(fetch)?;
            send(&path, &place, context.files(), &Transfer::begin(place.to_string()))?;
        }
        Ok(place.uri())
    }
}

/// The place at an address that a user has chosen.
fn chosen(target: &OsStr) -> Result<Location, StorageError> {
    let location = Location::parse(target)?;
    // Others may have another working directory.
    let whole = location.path().and_then(|path| std::path::absolute(path).ok());
    Ok(whole.map_or(location, Location::Local))
}

/// The last part of a URI's path. A web server's URI is percent-encoded there, and a query may follow.
fn last_part(uri: &str) -> Option<String> {
    let of_the_web = ["http://", "https://"].iter().any(|scheme| uri.starts_with(scheme));
    let path = if of_the_web { uri.split(['?', '#']).next()? } else { uri };
    let part = path.trim_end_matches('/').rsplit('/').next()?;
    if of_the_web { String::from_utf8(percent_decoded(part)).ok() } else { Some(part.to_owned()) }
}

impl fmt::Display for DataLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            At::Here(path) => path.display().fmt(f),
            At::Known(uri) => uri.fmt(f),
            At::Outside(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_last_part_of_an_address() {
        for (place, name) in [
            ("a/b c.csv", "b c.csv"),
            ("s3://b/a%20b?c", "a%20b?c"),
            ("s3://b/folder/", "folder"),
            ("https://h/a%20b.csv?key=a/b#c", "a b.csv"),
            ("https://h/a%2Fb", "file"),
            ("https://h/..", "file"),
        ] {
            assert_eq!(DataLocation::new(place.into()).name(), name, "{place}");
        }
    }
}
