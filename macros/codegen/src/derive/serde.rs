//! The attributes of serde that change the wire, so that JSON and the wire agree.

use super::rename::Case;
use crate::errors::{Errors, Fault};
use aileron_grammar::Rule;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Path, Token};

/// The attributes of a container, a field or a variant.
#[derive(Default)]
pub(super) struct Serde {
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<Case>,
    pub(super) aliases: Vec<String>,
    pub(super) default: Option<Default>,
    pub(super) skip: bool,
    pub(super) transparent: bool,
}

/// Where a missing field comes from.
#[derive(Clone)]
pub(super) enum Default {
    /// `#[serde(default)]`.
    OfType,
    /// `#[serde(default = "path")]`.
    Function(Path),
}

/// The attributes that let serde write something other than the fields as they are.
const REFUSED: [&str; 8] =
    ["flatten", "with", "serialize_with", "deserialize_with", "from", "try_from", "into", "skip_serializing"];

impl Serde {
    pub(super) fn from_attributes(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut serde = Serde::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let entries = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            let entries = entries.map_err(|error| Fault::of_parser(Rule::SerdeAttribute, &error));
            for entry in errors.keep(entries).into_iter().flatten() {
                serde.read(&entry, errors);
            }
        }
        serde
    }

    fn read(&mut self, entry: &Meta, errors: &mut Errors) {
        let Some(key) = entry.path().get_ident().map(ToString::to_string) else { return };
        match (&*key, text(entry)) {
            ("rename", Some(name)) => self.rename = Some(name.value()),
            ("rename_all", Some(rule)) => match Case::parse(&rule.value()) {
                Some(case) => self.rename_all = Some(case),
                None => errors.on(
                    Rule::SerdeAttribute,
                    &rule,
                    format!("serde has no rule of this name: {}", Case::known()),
                ),
            },
            ("alias", Some(name)) => self.aliases.push(name.value()),
            ("default", None) => self.default = Some(Default::OfType),
            ("default", Some(path)) => {
                let path = path.parse().map_err(|error| Fault::of_parser(Rule::SerdeAttribute, &error));
                self.default = errors.keep(path).map(Default::Function);
            }
            ("skip", None) => self.skip = true,
            ("transparent", None) => self.transparent = true,
            ("rename" | "rename_all", None) => errors.on(
                Rule::SerdeAttribute,
                entry,
                format!("the name on the wire is the same for reading and writing: write `{key} = \"…\"`"),
            ),
            (key, _) if REFUSED.contains(&key) => errors.on(
                Rule::SerdeAttribute,
                entry,
                format!(
                    "`{key}` lets serde write something other than the fields of this type, and the wire would differ: \
                     remove it, or implement `aileron::FlyteType` by hand"
                ),
            ),
            // All others change nothing on the wire, or serde refuses them.
            _ => {}
        }
    }
}

fn text(entry: &Meta) -> Option<LitStr> {
    match entry {
        Meta::NameValue(meta) => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}
