//! What serde's attributes say that bears on the wire, so that JSON and the wire agree.

use super::rename::Rule;
use crate::errors::Errors;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Path, Token};

/// The attributes of a container, a field or a variant.
#[derive(Default)]
pub(super) struct Serde {
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<Rule>,
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

/// What makes serde write something else than the fields as they are.
const REFUSED: [&str; 8] =
    ["flatten", "with", "serialize_with", "deserialize_with", "from", "try_from", "into", "skip_serializing"];

impl Serde {
    pub(super) fn from_attributes(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut serde = Serde::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let entries = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
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
            ("rename_all", Some(rule)) => match Rule::parse(&rule.value()) {
                Some(rule) => self.rename_all = Some(rule),
                None => errors.on(&rule, format!("serde has no rule of this name: {}", Rule::known())),
            },
            ("alias", Some(name)) => self.aliases.push(name.value()),
            ("default", None) => self.default = Some(Default::OfType),
            ("default", Some(path)) => self.default = errors.keep(path.parse()).map(Default::Function),
            ("skip", None) => self.skip = true,
            ("transparent", None) => self.transparent = true,
            ("rename" | "rename_all", None) => errors.on(
                entry,
                format!("the wire has one name for both ways: write `{key} = \"…\"`"),
            ),
            (key, _) if REFUSED.contains(&key) => errors.on(
                entry,
                format!(
                    "`{key}` makes serde write something else than this type says, and the wire would not follow: drop \
                     it, or implement `aileron::FlyteType` by hand"
                ),
            ),
            // The rest changes nothing on the wire, or is serde's to refuse.
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
