//! The source: its types, and its modules with the references.

use super::declared::Declared;
use super::entity::{Kind, Registered};
use super::interface::{Outputs, Reference, last};
use super::names;
use super::own::{self, renamed};
use super::rust::Rust;
use super::spelling::Names;
use super::text::{Text, on_one_line};
use std::collections::{BTreeMap, BTreeSet};

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
    for place in &needed {
        declared.at(*place).shape.each(&mut |ty| inner.push(ty));
    }
    all.extend(inner);
    let names = Names::new(declared, &needed, &all, &mut taken);
    let mut to = Text::default();
    header(&all, left_out, &mut to);
    own::write(&names, derives, &mut to);
    Modules { references, names: &names, taken: &taken }.write(&tree, &mut to);
    to.into_text()
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

/// Docs, lints and imports.
fn header(all: &[&Rust], left_out: &[String], to: &mut Text) {
    to.line("//! References to what is registered on Flyte, and the types that they need.");
    to.line("//!");
    to.line("//! The verb `bindings` wrote this file. Write it again instead of changing it.");
    if all.iter().any(|ty| matches!(ty, Rust::Dataset(..))) {
        to.line("//!");
        to.line("//! Its tables need the feature `dataset` of the crate `aileron`.");
    }
    to.line("");
    to.vertical("#![allow(", &ALLOWED.map(str::to_owned), ")]", "");
    if !left_out.is_empty() {
        to.line("");
        to.line("// Left out:");
        for what in left_out {
            to.line(&format!("// - {}", on_one_line(what)));
        }
    }
    to.line("");
    let is_there = |is_it: fn(&Rust) -> bool| {
        let mut found = false;
        for ty in all {
            ty.each(&mut |ty| found |= is_it(ty));
        }
        found
    };
    let times = [
        ("DateTime", is_there(|ty| *ty == Rust::Moment)),
        ("NaiveDate", is_there(|ty| *ty == Rust::Day)),
        ("TimeDelta", is_there(|ty| *ty == Rust::Span)),
        ("Utc", is_there(|ty| *ty == Rust::Moment)),
    ];
    let times: Vec<&str> = times.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect();
    match times[..] {
        [] => {}
        [one] => to.line(&format!("use aileron::chrono::{one};")),
        _ => to.line(&format!("use aileron::chrono::{{{}}};", times.join(", "))),
    }
    to.line("use aileron::prelude::*;");
    if is_there(|ty| matches!(ty, Rust::Json | Rust::Dataset(None, _))) {
        to.line("use aileron::serde_json::Value;");
    }
    if is_there(|ty| matches!(ty, Rust::Map(_) | Rust::Numbered(_))) {
        to.line("use std::collections::BTreeMap;");
    }
}

/// What is written in modules.
struct Modules<'n> {
    references: &'n [(Registered, Reference)],
    names: &'n Names<'n>,
    /// The names of all types and modules.
    taken: &'n BTreeSet<String>,
}

impl Modules<'_> {
    fn write(&self, module: &Module, to: &mut Text) {
        let mut functions = BTreeSet::new();
        let mut types = BTreeSet::new();
        for place in &module.references {
            let (entity, reference) = &self.references[*place];
            let name = names::item(last(&entity.name));
            let name = if functions.contains(&name) && entity.kind != Kind::Task {
                format!("{}_{}", name.trim_start_matches("r#"), entity.kind.text().replace(' ', "_"))
            } else {
                name
            };
            let name = names::free(name, &mut functions);
            self.reference(entity, reference, &name, &mut types, to);
        }
        for (name, inner) in &module.modules {
            to.line("");
            to.line(&format!("pub mod {name} {{"));
            to.within(|to| {
                to.line("use super::*;");
                self.write(inner, to);
            });
            to.line("}");
        }
    }

    fn reference(
        &self,
        entity: &Registered,
        reference: &Reference,
        name: &str,
        types: &mut BTreeSet<String>,
        to: &mut Text,
    ) {
        let names = self.names;
        let outputs = match &reference.outputs {
            Outputs::Plain(outputs) => outputs.iter().map(|output| names.text(&output.ty)).collect(),
            Outputs::Named(_) => vec![self.outputs(entity, reference, name, types, to)],
        };
        to.line("");
        if entity.doc.is_empty() {
            to.docs(&format!("The {} `{}`.", entity.kind.text(), entity.name));
        } else {
            to.docs(&entity.doc);
        }
        for remark in &entity.remarks {
            to.line("///");
            to.docs(&on_one_line(remark));
        }
        let options: Vec<String> =
            reference.options.iter().map(|(option, text)| format!("{option} = {text:?}")).collect();
        to.attribute(entity.kind.attribute(), &options);
        let inputs: Vec<(String, &str)> = reference
            .inputs
            .iter()
            .map(|input| {
                let ident = names::exactly(&input.name).unwrap_or_default();
                (format!("{ident}: {}", names.text(&input.ty)), &*input.doc)
            })
            .collect();
        to.signature(name, &inputs, &outputs);
    }

    /// The struct of named outputs, and its name.
    fn outputs(
        &self,
        entity: &Registered,
        reference: &Reference,
        name: &str,
        types: &mut BTreeSet<String>,
        to: &mut Text,
    ) -> String {
        let wish = format!("{}Outputs", names::camel(name.trim_start_matches("r#")));
        let mut taken: BTreeSet<String> = self.taken.union(types).cloned().collect();
        let ty = names::free(wish, &mut taken);
        types.insert(ty.clone());
        let outputs = reference.outputs.variables();
        let idents = names::fields(outputs.iter().map(|output| &*output.name));
        to.line("");
        to.docs(&format!("The outputs of the {} `{}`.", entity.kind.text(), entity.name));
        to.derive(&["Clone", "Debug", "Outputs"], &[]);
        to.line(&format!("pub struct {ty} {{"));
        to.within(|to| {
            for (output, ident) in outputs.iter().zip(&idents) {
                to.docs(&output.doc);
                to.serde(&renamed(&output.name, ident));
                to.line(&format!("pub {ident}: {},", self.names.text(&output.ty)));
            }
        });
        to.line("}");
        ty
    }
}
