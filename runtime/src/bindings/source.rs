//! The text of the source, as rustfmt leaves it.

use super::declared::Declared;
use super::entity::{Kind, Registered};
use super::interface::{Outputs, Reference, last};
use super::names;
use super::rust::{Fallback, Field, Rust, Shape};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// rustfmt's own widths: of a line, and of what is in the parentheses of an attribute and of a tuple.
const LINE: usize = 100;
const IN_AN_ATTRIBUTE: usize = 70;
const IN_A_TUPLE: usize = 60;

/// What the lints of a crate may say of source that nobody wrote.
const ALLOWED: [&str; 8] = [
    "clippy::all",
    "clippy::pedantic",
    "dead_code",
    "missing_docs",
    "non_camel_case_types",
    "non_snake_case",
    "rustdoc::all",
    "unused_imports",
];

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
    types: BTreeMap<usize, String>,
    /// Of formats that the runtime has no type for.
    formats: BTreeMap<String, String>,
}

/// Writes the source.
pub(super) fn write(
    references: &[(Registered, Reference)],
    left_out: &[String],
    declared: &Declared,
    derives: &[String],
) -> String {
    let mut tree = Module::default();
    for (place, (entity, _)) in references.iter().enumerate() {
        tree.put(&entity.name, place);
    }
    let mut taken = names::taken_types();
    tree.each_name(&mut |name| taken.extend([name.to_owned()]));
    let types = references.iter().flat_map(|(_, reference)| reference.types());
    let needed = declared.needed(types);
    let mut all: Vec<&Rust> = references.iter().flat_map(|(_, reference)| reference.types()).collect();
    let mut inner = Vec::new();
    needed.iter().for_each(|place| declared.at(*place).shape.each(&mut |ty| inner.push(ty)));
    all.extend(inner);
    let names = Names::new(declared, &needed, &all, &mut taken);
    let mut to = Text { text: String::new(), indent: 0, names: &names, taken: &taken };
    to.header(&all, left_out);
    to.types(derives);
    to.module(&tree, references);
    to.text
}

/// A module, and the places of what is in it.
#[derive(Default)]
struct Module {
    modules: BTreeMap<String, Module>,
    references: Vec<usize>,
}

impl Module {
    fn put(&mut self, name: &str, place: usize) {
        match name.split_once('.') {
            Some((module, rest)) => self.modules.entry(names::module(module)).or_default().put(rest, place),
            None => self.references.push(place),
        }
    }

    /// Calls `seen` with the name of each module.
    fn each_name(&self, seen: &mut impl FnMut(&str)) {
        for (name, module) in &self.modules {
            seen(name);
            module.each_name(seen);
        }
    }
}

impl<'d> Names<'d> {
    /// No names, for the question whether there is an expression.
    pub(super) fn none(declared: &'d Declared) -> Self {
        Names { declared, types: BTreeMap::new(), formats: BTreeMap::new() }
    }

    fn new(
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
    fn text(&self, ty: &Rust) -> String {
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
    fn word(&self, ty: &Rust) -> String {
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

/// The text that is being written.
struct Text<'n> {
    text: String,
    indent: usize,
    names: &'n Names<'n>,
    /// The names of all types and modules.
    taken: &'n BTreeSet<String>,
}

impl Text<'_> {
    fn line(&mut self, line: &str) {
        if line.is_empty() {
            self.text.push('\n');
            return;
        }
        // A `String` takes any text.
        let _ = writeln!(self.text, "{:1$}{line}", "", 4 * self.indent);
    }

    fn within(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += 1;
        write(self);
        self.indent -= 1;
    }

    fn fits(&self, line: &str) -> bool {
        4 * self.indent + line.chars().count() <= LINE
    }

    fn header(&mut self, all: &[&Rust], left_out: &[String]) {
        self.line("//! References to what is registered on Flyte, and the types that they need.");
        self.line("//!");
        self.line("//! The verb `bindings` wrote this file. Write it again instead of changing it.");
        if all.iter().any(|ty| matches!(ty, Rust::Dataset(..))) {
            self.line("//!");
            self.line("//! Its tables need the feature `dataset` of the crate `aileron`.");
        }
        self.line("");
        self.vertical("#![allow(", &ALLOWED.map(str::to_owned), ")]", "");
        if !left_out.is_empty() {
            self.line("");
            self.line("// Left out:");
            left_out.iter().for_each(|what| self.line(&format!("// - {}", on_one_line(what))));
        }
        self.line("");
        let is_there = |is_it: fn(&Rust) -> bool| {
            let mut found = false;
            all.iter().for_each(|ty| ty.each(&mut |ty| found |= is_it(ty)));
            found
        };
        let times = [
            ("DateTime", is_there(|ty| *ty == Rust::Moment)),
            ("NaiveDate", is_there(|ty| *ty == Rust::Day)),
            ("TimeDelta", is_there(|ty| *ty == Rust::Span)),
            ("Utc", is_there(|ty| *ty == Rust::Moment)),
        ];
        let times: Vec<&str> =
            times.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect();
        match times[..] {
            [] => {}
            [one] => self.line(&format!("use aileron::chrono::{one};")),
            _ => self.line(&format!("use aileron::chrono::{{{}}};", times.join(", "))),
        }
        self.line("use aileron::prelude::*;");
        if is_there(|ty| matches!(ty, Rust::Json | Rust::Dataset(None, _))) {
            self.line("use aileron::serde_json::Value;");
        }
        if is_there(|ty| matches!(ty, Rust::Map(_) | Rust::Numbered(_))) {
            self.line("use std::collections::BTreeMap;");
        }
    }

    fn types(&mut self, derives: &[String]) {
        let names = self.names;
        let mut places: Vec<(&String, usize)> =
            names.types.iter().map(|(place, name)| (name, *place)).collect();
        places.sort_unstable();
        for (name, place) in places {
            self.line("");
            let own = names.declared.at(place);
            self.docs(&own.doc);
            match &own.shape {
                Shape::Record { title, fields } => {
                    let title = title.as_ref().filter(|title| *title != name);
                    self.record(name, place, title, fields, derives);
                }
                Shape::Choice(values) => {
                    self.derive(&["Clone", "Copy", "Debug", "Eq", "FlyteType", "PartialEq"], derives);
                    self.line(&format!("pub enum {name} {{"));
                    self.within(|to| {
                        for (value, variant) in values.iter().zip(names::variants(values)) {
                            to.serde(&renamed(value, &variant));
                            to.line(&format!("{variant},"));
                        }
                    });
                    self.line("}");
                }
                Shape::Union(variants) => {
                    self.derive(&self.usual(place), derives);
                    self.line(&format!("pub enum {name} {{"));
                    self.within(|to| {
                        let mut taken = BTreeSet::from(["Self".to_owned()]);
                        for variant in variants {
                            let word = names::free(names.word(variant), &mut taken);
                            to.line(&format!("{word}({}),", names.text(variant)));
                        }
                    });
                    self.line("}");
                }
            }
        }
        for (format, name) in &names.formats {
            self.line("");
            self.docs(&format!("The format `{format}`."));
            self.line(&format!("pub enum {name} {{}}"));
            self.line("");
            self.line(&format!("impl aileron::data::Format for {name} {{"));
            self.within(|to| to.line(&format!("const NAME: &'static str = {format:?};")));
            self.line("}");
        }
    }

    /// The derives of a type that is no plain enum: a file, a directory and a table can't be compared.
    fn usual(&self, place: usize) -> Vec<&'static str> {
        let is_place = |ty: &Rust| matches!(ty, Rust::File(_) | Rust::Directory(_) | Rust::Dataset(..));
        let mut derives = vec!["Clone", "Debug", "FlyteType"];
        if !self.names.declared.any(&Rust::Own(place), is_place) {
            derives.push("PartialEq");
        }
        derives
    }

    fn derive(&mut self, usual: &[&str], further: &[String]) {
        let derives: Vec<&str> = usual.iter().copied().chain(further.iter().map(String::as_str)).collect();
        self.attribute("derive", &derives.iter().map(|derive| (*derive).to_owned()).collect::<Vec<_>>());
    }

    fn record(
        &mut self,
        name: &str,
        place: usize,
        title: Option<&String>,
        fields: &[Field],
        derives: &[String],
    ) {
        self.derive(&self.usual(place), derives);
        self.serde(&title.map(|title| format!("rename = {title:?}")).into_iter().collect::<Vec<_>>());
        if fields.is_empty() {
            self.line(&format!("pub struct {name} {{}}"));
            return;
        }
        let idents = names::fields(fields.iter().map(|field| &*field.name));
        self.line(&format!("pub struct {name} {{"));
        self.within(|to| {
            for (field, ident) in fields.iter().zip(&idents) {
                to.docs(&field.doc);
                let mut options = match &field.fallback {
                    Fallback::None => Vec::new(),
                    Fallback::OfType => vec!["default".to_owned()],
                    Fallback::Value(_) => vec![format!("default = \"{name}::{}\"", default_of(ident))],
                };
                options.extend(renamed(&field.name, ident));
                to.serde(&options);
                to.line(&format!("pub {ident}: {},", to.names.text(&field.ty)));
            }
        });
        self.line("}");
        let expression = |field: &Field| match &field.fallback {
            Fallback::Value(value) => self.names.expression(&field.ty, value),
            _ => None,
        };
        let defaults: Vec<(String, String, String)> = fields
            .iter()
            .zip(&idents)
            .filter_map(|(field, ident)| {
                Some((default_of(ident), self.names.text(&field.ty), expression(field)?))
            })
            .collect();
        if defaults.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("impl {name} {{"));
        self.within(|to| {
            for (at, (function, ty, expression)) in defaults.iter().enumerate() {
                if at > 0 {
                    to.line("");
                }
                to.line(&format!("fn {function}() -> {ty} {{"));
                to.within(|to| to.line(expression));
                to.line("}");
            }
        });
        self.line("}");
    }

    /// `#[serde(…)]`, if there is anything to say.
    fn serde(&mut self, options: &[String]) {
        if !options.is_empty() {
            self.attribute("serde", options);
        }
    }

    fn attribute(&mut self, name: &str, options: &[String]) {
        let inside = options.join(", ");
        let line = format!("#[{name}({inside})]");
        // rustfmt has a rule of its own for derives.
        let is_short = name == "derive" || inside.chars().count() <= IN_AN_ATTRIBUTE;
        if is_short && self.fits(&line) {
            self.line(&line);
            return;
        }
        let comma = if name == "derive" { "," } else { "" };
        self.vertical(&format!("#[{name}("), options, ")]", comma);
    }

    /// Each item on a line of its own.
    fn vertical(&mut self, begin: &str, items: &[String], end: &str, last_comma: &str) {
        self.line(begin);
        self.within(|to| {
            if let [most @ .., last] = items {
                most.iter().for_each(|item| to.line(&format!("{item},")));
                to.line(&format!("{last}{last_comma}"));
            }
        });
        self.line(end);
    }

    /// Docs; what Markdown would take for code that rustdoc runs stands as text.
    fn docs(&mut self, docs: &str) {
        let docs = docs.trim();
        if docs.is_empty() {
            return;
        }
        let lines: Vec<&str> = docs.lines().map(str::trim_end).collect();
        let is_code = |line: &&str| {
            line.starts_with("    ") || line.starts_with('\t') || line.trim_start().starts_with("```")
        };
        let is_code = lines.iter().any(is_code);
        if is_code {
            self.line("/// ~~~~text");
        }
        for line in lines {
            self.line(&if line.is_empty() { "///".to_owned() } else { format!("/// {line}") });
        }
        if is_code {
            self.line("/// ~~~~");
        }
    }

    fn module(&mut self, module: &Module, references: &[(Registered, Reference)]) {
        let mut functions = BTreeSet::new();
        let mut types = BTreeSet::new();
        for place in &module.references {
            let (entity, reference) = &references[*place];
            let name = names::item(last(&entity.name));
            let name = if functions.contains(&name) && entity.kind != Kind::Task {
                format!("{}_{}", name.trim_start_matches("r#"), entity.kind.text().replace(' ', "_"))
            } else {
                name
            };
            let name = names::free(name, &mut functions);
            self.reference(entity, reference, &name, &mut types);
        }
        for (name, inner) in &module.modules {
            self.line("");
            self.line(&format!("pub mod {name} {{"));
            self.within(|to| {
                to.line("use super::*;");
                to.module(inner, references);
            });
            self.line("}");
        }
    }

    fn reference(
        &mut self,
        entity: &Registered,
        reference: &Reference,
        name: &str,
        types: &mut BTreeSet<String>,
    ) {
        let names = self.names;
        let outputs = match &reference.outputs {
            Outputs::Plain(outputs) => outputs.iter().map(|output| names.text(&output.ty)).collect(),
            Outputs::Named(_) => vec![self.outputs(entity, reference, name, types)],
        };
        self.line("");
        if entity.doc.is_empty() {
            self.docs(&format!("The {} `{}`.", entity.kind.text(), entity.name));
        } else {
            self.docs(&entity.doc);
        }
        for remark in &entity.remarks {
            self.line("///");
            self.docs(&on_one_line(remark));
        }
        let options: Vec<String> =
            reference.options.iter().map(|(option, text)| format!("{option} = {text:?}")).collect();
        self.attribute(entity.kind.attribute(), &options);
        let inputs: Vec<(String, &str)> = reference
            .inputs
            .iter()
            .map(|input| {
                let ident = names::exactly(&input.name).unwrap_or_default();
                (format!("{ident}: {}", names.text(&input.ty)), &*input.doc)
            })
            .collect();
        self.signature(name, &inputs, &outputs);
    }

    /// The signature of a function without a body, in rustfmt's layout (rustfmt `items.rs`, `rewrite_fn_base`).
    fn signature(&mut self, name: &str, inputs: &[(String, &str)], outputs: &[String]) {
        let output = match outputs {
            [] => String::new(),
            [one] => format!("-> {one}"),
            several => format!("-> ({})", several.join(", ")),
        };
        let on_one_line = inputs.iter().map(|(input, _)| &**input).collect::<Vec<_>>().join(", ");
        let begin = format!("pub fn {name}({on_one_line})");
        let is_broken = outputs.len() > 1 && output.chars().count() > IN_A_TUPLE + "-> ()".len();
        let whole = if output.is_empty() { begin.clone() } else { format!("{begin} {output}") };
        let has_docs = inputs.iter().any(|(_, doc)| !doc.is_empty());
        if !inputs.is_empty() && (has_docs || is_broken || !self.fits(&format!("{whole};"))) {
            self.line(&format!("pub fn {name}("));
            self.within(|to| {
                for (input, doc) in inputs {
                    to.docs(doc);
                    to.line(&format!("{input},"));
                }
            });
            match (&*output, is_broken) {
                ("", _) => self.line(");"),
                (_, true) => self.vertical(") -> (", outputs, ");", ","),
                (_, false) => self.line(&format!(") {output};")),
            }
        } else if is_broken {
            self.vertical(&format!("{begin} -> ("), outputs, ");", ",");
        } else if !inputs.is_empty() && !output.is_empty() && !self.fits(&format!("{whole} {{")) {
            // rustfmt keeps room for a brace behind an output, also where there is none.
            self.line(&begin);
            self.line(&format!("{output};"));
        } else {
            self.line(&format!("{whole};"));
        }
    }

    /// The struct of named outputs, and its name.
    fn outputs(
        &mut self,
        entity: &Registered,
        reference: &Reference,
        name: &str,
        types: &mut BTreeSet<String>,
    ) -> String {
        let wish = format!("{}Outputs", names::camel(name.trim_start_matches("r#")));
        let mut taken: BTreeSet<String> = self.taken.union(types).cloned().collect();
        let ty = names::free(wish, &mut taken);
        types.insert(ty.clone());
        let outputs = reference.outputs.variables();
        let idents = names::fields(outputs.iter().map(|output| &*output.name));
        self.line("");
        self.docs(&format!("The outputs of the {} `{}`.", entity.kind.text(), entity.name));
        self.derive(&["Clone", "Debug", "Outputs"], &[]);
        self.line(&format!("pub struct {ty} {{"));
        self.within(|to| {
            for (output, ident) in outputs.iter().zip(&idents) {
                to.docs(&output.doc);
                to.serde(&renamed(&output.name, ident));
                to.line(&format!("pub {ident}: {},", to.names.text(&output.ty)));
            }
        });
        self.line("}");
        ty
    }
}

/// The option of serde for what is called otherwise in Rust.
fn renamed(name: &str, ident: &str) -> Vec<String> {
    if ident.trim_start_matches("r#") == name { Vec::new() } else { vec![format!("rename = {name:?}")] }
}

fn default_of(ident: &str) -> String {
    format!("default_{}", ident.trim_start_matches("r#"))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
