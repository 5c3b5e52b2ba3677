//! The structs and enums of the source.

use super::names;
use super::rust::{Fallback, Field, Rust, Shape};
use super::spelling::Names;
use super::text::Text;
use std::collections::BTreeSet;

/// Writes the types that have names, in the order of these.
pub(super) fn write(names: &Names<'_>, derives: &[String], to: &mut Text) {
    let mut places: Vec<(&String, usize)> = names.types.iter().map(|(place, name)| (name, *place)).collect();
    places.sort_unstable();
    for (name, place) in places {
        to.line("");
        let own = names.declared.at(place);
        to.docs(&own.doc);
        match &own.shape {
            Shape::Record { title, fields } => {
                to.derive(&usual(names, place), derives);
                let title = title.as_ref().filter(|title| *title != name);
                to.serde(&title.map(|title| format!("rename = {title:?}")).into_iter().collect::<Vec<_>>());
                record(names, name, fields, to);
            }
            Shape::Choice(values) => {
                to.derive(&["Clone", "Copy", "Debug", "Eq", "FlyteType", "PartialEq"], derives);
                to.line(&format!("pub enum {name} {{"));
                to.within(|to| {
                    for (value, variant) in values.iter().zip(names::variants(values)) {
                        to.serde(&renamed(value, &variant));
                        to.line(&format!("{variant},"));
                    }
                });
                to.line("}");
            }
            Shape::Union(variants) => {
                to.derive(&usual(names, place), derives);
                to.line(&format!("pub enum {name} {{"));
                to.within(|to| {
                    let mut taken = BTreeSet::from(["Self".to_owned()]);
                    for variant in variants {
                        let word = names::free(names.word(variant), &mut taken);
                        to.line(&format!("{word}({}),", names.text(variant)));
                    }
                });
                to.line("}");
            }
        }
    }
    for (format, name) in &names.formats {
        to.line("");
        to.docs(&format!("The format `{format}`."));
        to.line(&format!("pub enum {name} {{}}"));
        to.line("");
        to.line(&format!("impl aileron::data::Format for {name} {{"));
        to.within(|to| to.line(&format!("const NAME: &'static str = {format:?};")));
        to.line("}");
    }
}

/// The derives of a type that is no plain enum: a file, a directory and a table can't be compared.
fn usual(names: &Names<'_>, place: usize) -> Vec<&'static str> {
    let is_place = |ty: &Rust| matches!(ty, Rust::File(_) | Rust::Directory(_) | Rust::Dataset(..));
    let mut derives = vec!["Clone", "Debug", "FlyteType"];
    if !names.declared.any(&Rust::Own(place), is_place) {
        derives.push("PartialEq");
    }
    derives
}

/// A struct, and the functions that make defaults of its fields.
fn record(names: &Names<'_>, name: &str, fields: &[Field], to: &mut Text) {
    if fields.is_empty() {
        to.line(&format!("pub struct {name} {{}}"));
        return;
    }
    let idents = names::fields(fields.iter().map(|field| &*field.name));
    to.line(&format!("pub struct {name} {{"));
    let mut defaults = Vec::new();
    to.within(|to| {
        for (field, ident) in fields.iter().zip(&idents) {
            let ty = names.text(&field.ty);
            let mut options = Vec::new();
            match &field.fallback {
                Fallback::None => {}
                Fallback::OfType => options.push("default".to_owned()),
                Fallback::Value(value) => {
                    let function = format!("default_{}", ident.trim_start_matches("r#"));
                    options.push(format!("default = \"{name}::{function}\""));
                    let expression = names.expression(&field.ty, value).unwrap_or_default();
                    defaults.push((function, ty.clone(), expression));
                }
            }
            options.extend(renamed(&field.name, ident));
            to.docs(&field.doc);
            to.serde(&options);
            to.line(&format!("pub {ident}: {ty},"));
        }
    });
    to.line("}");
    if defaults.is_empty() {
        return;
    }
    to.line("");
    to.line(&format!("impl {name} {{"));
    to.within(|to| {
        for (at, (function, ty, expression)) in defaults.iter().enumerate() {
            if at > 0 {
                to.line("");
            }
            to.line(&format!("fn {function}() -> {ty} {{"));
            to.within(|to| to.line(expression));
            to.line("}");
        }
    });
    to.line("}");
}

/// The option of serde for what is called otherwise in Rust.
pub(super) fn renamed(name: &str, ident: &str) -> Vec<String> {
    if ident.trim_start_matches("r#") == name { Vec::new() } else { vec![format!("rename = {name:?}")] }
}
