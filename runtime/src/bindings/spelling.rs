//! The names of what the source declares, and types as they are written.

use super::declared::Declared;
use super::names;
use super::rust::{Rust, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// Formats that the runtime has a type for.
const FORMATS: [(&str, &str); 10] = [
    ("csv", "Csv"),
    ("hdf5", "Hdf5"),
    ("html", "Html"),
    ("jpeg", "Jpeg"),
    ("json", "Json"),
    ("parquet", "Parquet"),
    ("pdf", "Pdf"),
    ("png", "Png"),
    ("svg", "Svg"),
    ("txt", "Text"),
];

/// The names of the types of the source.
pub(super) struct Names<'d> {
    pub(super) declared: &'d Declared,
    pub(super) types: BTreeMap<usize, String>,
    /// Of formats that the runtime has no type for.
    pub(super) formats: BTreeMap<String, String>,
}

impl<'d> Names<'d> {
    /// No names, for the question whether there is an expression.
    pub(super) fn none(declared: &'d Declared) -> Self {
        Names { declared, types: BTreeMap::new(), formats: BTreeMap::new() }
    }

    pub(super) fn new(
        declared: &'d Declared,
        needed: &BTreeSet<usize>,
        all: &[&Rust],
        taken: &mut BTreeSet<String>,
    ) -> Self {
        let mut names = Names::none(declared);
        // A struct keeps its name before others get one, and a union may be called after its variants.
        let rank = |place: &usize| match &declared.at(*place).shape {
            Shape::Record { title: Some(_), .. } => 0,
            Shape::Choice(_) | Shape::Record { title: None, .. } => 1,
            Shape::Union(_) => 2,
        };
        let mut places: Vec<usize> = needed.iter().copied().collect();
        places.sort_by_key(|place| (rank(place), *place));
        for place in places {
            let own = declared.at(place);
            let wish = match &own.shape {
                Shape::Union(variants) if variants.len() <= 3 => {
                    variants.iter().map(|variant| names.word(variant)).collect::<Vec<_>>().join("Or")
                }
                Shape::Record { .. } if is_name_of_a_type(&own.wish) => own.wish.clone(),
                _ => names::camel(&own.wish),
            };
            names.types.insert(place, names::free(wish, taken));
        }
        for ty in all {
            if let Rust::File(format) | Rust::Directory(format) | Rust::Dataset(_, format) = ty
                && !format.is_empty()
                && known(format).is_none()
                && !names.formats.contains_key(format)
            {
                let name = names::free(names::camel(format), taken);
                names.formats.insert(format.clone(), name);
            }
        }
        names
    }

    /// The name of a type of the source.
    pub(super) fn of_type(&self, place: usize) -> &str {
        self.types.get(&place).map_or("", String::as_str)
    }

    fn format(&self, format: &str) -> &str {
        known(format).or_else(|| self.formats.get(format).map(String::as_str)).unwrap_or("Any")
    }

    /// The type as it is written.
    pub(super) fn text(&self, ty: &Rust) -> String {
        match ty {
            Rust::Integer => "i64".to_owned(),
            Rust::Float => "f64".to_owned(),
            Rust::Boolean => "bool".to_owned(),
            Rust::Text => "String".to_owned(),
            Rust::Moment => "DateTime<Utc>".to_owned(),
            Rust::Day => "NaiveDate".to_owned(),
            Rust::Span => "TimeDelta".to_owned(),
            Rust::Bytes => "aileron::Bytes".to_owned(),
            Rust::Json => "Value".to_owned(),
            Rust::Failure => "FlyteError".to_owned(),
            Rust::List(item) => format!("Vec<{}>", self.text(item)),
            Rust::Map(value) => format!("BTreeMap<String, {}>", self.text(value)),
            Rust::Numbered(value) => format!("BTreeMap<i64, {}>", self.text(value)),
            Rust::Optional(some) => format!("Option<{}>", self.text(some)),
            Rust::Own(place) => self.of_type(*place).to_owned(),
            Rust::File(format) if format.is_empty() => "File".to_owned(),
            Rust::File(format) => format!("File<{}>", self.format(format)),
            Rust::Directory(format) if format.is_empty() => "Directory".to_owned(),
            Rust::Directory(format) => format!("Directory<{}>", self.format(format)),
            Rust::Dataset(row, format) => {
                let row = row.map_or("Value", |row| self.of_type(row));
                match &**format {
                    "" if row == "Value" => "StructuredDataset".to_owned(),
                    "" => format!("StructuredDataset<{row}>"),
                    _ => format!("StructuredDataset<{row}, {}>", self.format(format)),
                }
            }
        }
    }

    /// What a variant of a union with this type is called.
    pub(super) fn word(&self, ty: &Rust) -> String {
        match ty {
            Rust::Integer => "Integer".to_owned(),
            Rust::Float => "Float".to_owned(),
            Rust::Boolean => "Boolean".to_owned(),
            Rust::Text => "Text".to_owned(),
            Rust::Moment => "Datetime".to_owned(),
            Rust::Day => "Date".to_owned(),
            Rust::Span => "Duration".to_owned(),
            Rust::Bytes => "Bytes".to_owned(),
            Rust::Json => "Json".to_owned(),
            Rust::Failure => "Failure".to_owned(),
            Rust::List(item) => format!("{}List", self.word(item)),
            Rust::Map(value) | Rust::Numbered(value) => format!("{}Map", self.word(value)),
            Rust::Optional(some) => format!("Optional{}", self.word(some)),
            Rust::Own(place) => self.of_type(*place).to_owned(),
            Rust::File(format) => format!("{}File", self.format_word(format)),
            Rust::Directory(format) => format!("{}Directory", self.format_word(format)),
            Rust::Dataset(_, format) => format!("{}Dataset", self.format_word(format)),
        }
    }

    fn format_word(&self, format: &str) -> &str {
        if format.is_empty() { "" } else { self.format(format) }
    }
}

fn known(format: &str) -> Option<&'static str> {
    FORMATS.iter().find(|(name, _)| *name == format).map(|(_, name)| *name)
}

/// Whether a name is one that a type in Rust would have.
fn is_name_of_a_type(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_uppercase()) && names::exactly(name).as_deref() == Some(name)
}
