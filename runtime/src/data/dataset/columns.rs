//! Selects the columns of a dataset that are read.

use super::error::wrong;
use super::schema::{Column, Content};
use crate::storage::Location;
use aileron_grammar::suggest::did_you_mean;
use arrow::datatypes::{DataType, Field, Fields};
use std::collections::HashMap;
use std::io;

/// The wanted columns, in their order.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// All columns.
    All,
    /// Columns by name, and fields of structs by path, `a.b`.
    Named(Vec<String>),
    /// Columns by name, each with the wanted fields of a struct.
    Tree(Vec<Branch>),
}

/// A column, or a field of a struct.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    name: String,
    may_lack: bool,
    /// The wanted fields; empty for all.
    within: Vec<Branch>,
}

/// A column of a file, by its position.
#[derive(Clone, Debug)]
pub(super) struct Pick {
    pub(super) at: usize,
    /// The picked fields of a struct; empty for all.
    pub(super) within: Vec<Pick>,
}

/// Where a wanted column comes from.
#[derive(Clone, Debug)]
pub(super) enum Chosen {
    File(Pick),
    /// From the names of folders.
    Folder(usize),
}

impl Wanted {
    /// Columns, or fields of structs by path; without any name, all columns.
    pub(super) fn named(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names: Vec<_> = names.into_iter().map(Into::into).collect();
        if names.is_empty() { Wanted::All } else { Wanted::Named(names) }
    }

    /// The columns that a row's type declares; with `all`, also those that a table may lack.
    pub(super) fn row(columns: &[Column], all: bool) -> Self {
        Wanted::Tree(columns.iter().map(|column| Branch::new(column, all)).collect())
    }

    /// The columns of another file; those that are missing are left out.
    pub(super) fn like(fields: &Fields) -> Self {
        Wanted::Tree(fields.iter().map(|field| Branch::like(field)).collect())
    }

    /// Finds the wanted columns.
    ///
    /// # Errors
    /// If a column is missing, or if two have its name.
    pub(super) fn choose(
        &self,
        location: &Location,
        file: &Fields,
        folders: &[Field],
    ) -> io::Result<Vec<Chosen>> {
        let known = Known::new(file, folders);
        match self {
            Wanted::All => {
                let all = (0..file.len()).map(|at| Chosen::File(Pick::whole(at)));
                let folders =
                    (0..folders.len()).filter(|at| !known.file.contains_key(folders[*at].name().as_str()));
                Ok(all.chain(folders.map(Chosen::Folder)).collect())
            }
            Wanted::Named(names) => {
                let mut chosen = Vec::with_capacity(names.len());
                for name in names {
                    known.check_once(location, name)?;
                    let found = known.find(name).ok_or_else(|| known.missing(location, name))?;
                    add(&mut chosen, found);
                }
                Ok(chosen)
            }
            Wanted::Tree(branches) => {
                let mut chosen = Vec::with_capacity(branches.len());
                for branch in branches {
                    known.check_once(location, &branch.name)?;
                    match known.exactly(&branch.name) {
                        Some(Chosen::File(pick)) => {
                            let within = branch.within_of(&file[pick.at]);
                            chosen.push(Chosen::File(Pick { within, ..pick }));
                        }
                        Some(folder) => chosen.push(folder),
                        None if branch.may_lack => {}
                        None => return Err(known.missing(location, &branch.name)),
                    }
                }
                Ok(chosen)
            }
        }
    }
}

impl Branch {
    fn new(column: &Column, all: bool) -> Self {
        let within = match &column.content {
            Content::Record(columns) => columns.iter().map(|column| Branch::new(column, false)).collect(),
            _ => Vec::new(),
        };
        Branch { name: column.name.clone(), may_lack: column.may_lack && !all, within }
    }

    fn like(field: &Field) -> Self {
        let within = match field.data_type() {
            DataType::Struct(fields) => fields.iter().map(|field| Branch::like(field)).collect(),
            _ => Vec::new(),
        };
        Branch { name: field.name().clone(), may_lack: true, within }
    }

    /// The wanted fields of a struct; all of it if it has none of them, so that an error can name what it has.
    fn within_of(&self, field: &Field) -> Vec<Pick> {
        let DataType::Struct(fields) = field.data_type() else { return Vec::new() };
        let mut picks: Vec<_> = self
            .within
            .iter()
            .filter_map(|branch| {
                let at = fields.iter().position(|field| *field.name() == branch.name)?;
                Some(Pick { at, within: branch.within_of(&fields[at]) })
            })
            .collect();
        picks.sort_by_key(|pick| pick.at);
        picks
    }
}

impl Pick {
    fn whole(at: usize) -> Self {
        Pick { at, within: Vec::new() }
    }

    /// The column as it is read: a struct with its wanted fields only, in the file's order.
    pub(super) fn field(&self, fields: &Fields) -> Field {
        let field = fields[self.at].as_ref().clone();
        match field.data_type() {
            DataType::Struct(inner) if !self.within.is_empty() => {
                let inner = self.within.iter().map(|pick| pick.field(inner)).collect();
                field.with_data_type(DataType::Struct(inner))
            }
            _ => field,
        }
    }

    fn join(&mut self, other: Pick) {
        if self.within.is_empty() || other.within.is_empty() {
            self.within.clear();
            return;
        }
        for pick in other.within {
            match self.within.iter_mut().find(|known| known.at == pick.at) {
                Some(known) => known.join(pick),
                None => self.within.push(pick),
            }
        }
        self.within.sort_by_key(|pick| pick.at);
    }
}

/// Adds a column; two fields of one struct are one column.
fn add(chosen: &mut Vec<Chosen>, found: Chosen) {
    if let Chosen::File(pick) = &found {
        // Only a part of a struct can have been chosen before.
        for other in chosen.iter_mut() {
            if let Chosen::File(other) = other
                && other.at == pick.at
                && !(other.within.is_empty() && pick.within.is_empty())
            {
                other.join(pick.clone());
                return;
            }
        }
    }
    chosen.push(found);
}

/// The columns of a file, by name.
struct Known<'a> {
    fields: &'a Fields,
    file: HashMap<&'a str, usize>,
    twice: Vec<&'a str>,
    folders: &'a [Field],
}

impl<'a> Known<'a> {
    fn new(fields: &'a Fields, folders: &'a [Field]) -> Self {
        let mut file = HashMap::with_capacity(fields.len());
        let mut twice = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            if file.insert(field.name().as_str(), at).is_some() {
                twice.push(field.name().as_str());
            }
        }
        Known { fields, file, twice, folders }
    }

    fn check_once(&self, location: &Location, name: &str) -> io::Result<()> {
        if self.twice.contains(&name) {
            let why = format!(
                "`{location}` has two columns named `{name}`, and either may be meant: read all columns"
            );
            return Err(wrong(why));
        }
        Ok(())
    }

    fn exactly(&self, name: &str) -> Option<Chosen> {
        let file = self.file.get(name).map(|at| Chosen::File(Pick::whole(*at)));
        file.or_else(|| self.folders.iter().position(|field| field.name() == name).map(Chosen::Folder))
    }

    /// The column of this name; otherwise the field at this path.
    fn find(&self, name: &str) -> Option<Chosen> {
        self.exactly(name).or_else(|| way(self.fields, name).map(Chosen::File))
    }

    fn missing(&self, location: &Location, name: &str) -> io::Error {
        let mut names = Vec::new();
        collect("", self.fields, &mut names);
        names.extend(self.folders.iter().map(|field| field.name().clone()));
        let hint = did_you_mean(name, names.iter().map(String::as_str));
        wrong(format!("`{location}` has no column `{name}`; {hint}"))
    }
}

/// The path to a field of a struct. Names may contain dots; the longest name that exists is meant.
fn way(fields: &Fields, name: &str) -> Option<Pick> {
    if let Some(at) = fields.iter().position(|field| field.name() == name) {
        return Some(Pick::whole(at));
    }
    let mut dots = name.rmatch_indices('.').map(|(at, _)| at);
    dots.find_map(|dot| {
        let (at, field) = fields.find(&name[..dot])?;
        let DataType::Struct(inner) = field.data_type() else { return None };
        Some(Pick { at, within: vec![way(inner, &name[dot + 1..])?] })
    })
}

/// Whether the name is that of a column, or a path to a field of a struct.
pub(super) fn leads_somewhere(fields: &Fields, name: &str) -> bool {
    way(fields, name).is_some()
}

/// Collects the names of all columns, and the paths to fields of structs.
fn collect(way: &str, fields: &Fields, names: &mut Vec<String>) {
    for field in fields {
        let name = format!("{way}{}", field.name());
        if let DataType::Struct(inner) = field.data_type() {
            collect(&format!("{name}."), inner, names);
        }
        names.push(name);
    }
}
