//! `secrets("group/key", …)`: what a task may read that nobody else should.

use super::entry::check_unique;
use super::table::{OptionKind, Row};
use super::{Given, Value};
use crate::errors::Errors;
use aileron_grammar::{Problem, name, suggest};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Ident, Lit};

pub(super) const FORM: &str = "secrets(\"group/key\", \"other/key\"(mount = \"file\"))";
const MOUNTS: [(&str, &str); 3] = [("any", "Any"), ("env_var", "EnvVar"), ("file", "File")];

const KIND: OptionKind = OptionKind { one: "detail of a secret", main: "" };

const DETAILS: &[Row<Vec<TokenStream>>] = &[
    Row::new(
        "mount",
        "mount = \"file\"",
        &["mount_requirement", "mount_as", "type"],
        |fields, given, errors| {
            fields.extend(errors.keep(mount(given)));
        },
    ),
    Row::new(
        "env_var",
        "env_var = \"DB_PASSWORD\"",
        &["env", "environment", "variable"],
        |fields, given, errors| {
            fields.extend(errors.keep(given.checked(&[variable])).map(|name| quote!(env_var: #name)));
        },
    ),
    Row::new("version", "version = \"2\"", &["group_version"], |fields, given, errors| {
        fields.extend(errors.keep(given.checked(&[version])).map(|version| quote!(version: #version)));
    }),
];

pub(super) fn read(given: &Given<'_>, errors: &mut Errors) -> Option<TokenStream> {
    if let Value::Literal(Lit::Str(_)) | Value::Array(_) = &given.value {
        let own = given.own().unwrap_or_else(|| "\"group/key\", …".to_owned());
        errors.push(given.wrong(format!("`secrets` takes a list: write `secrets({own})`")));
        return None;
    }
    let entries = errors.keep(given.list())?;
    check_unique(entries, errors);
    let secrets: Vec<TokenStream> =
        entries.iter().filter_map(|entry| secret(&given.part(entry, FORM), errors)).collect();
    Some(quote!(secrets: &[#(#secrets),*]))
}

fn secret(given: &Given<'_>, errors: &mut Errors) -> Option<TokenStream> {
    if let (false, Value::Literal(Lit::Str(key))) = (given.quoted, &given.value) {
        let key = key.value();
        errors.push(given.error(format!(
            "a secret has no value here, but a group and a key: write `secrets(\"{}/{key}\")`",
            given.key
        )));
        return None;
    }
    let (group, key) = errors.keep(name::secret(&given.key).map_err(|problem| given.error(problem)))?;
    let mut fields = Vec::new();
    match &given.value {
        Value::Flag => {}
        Value::List(list) if list.error.is_some() || !list.entries.is_empty() => {
            given.reading(errors)?.by(DETAILS, &mut fields, errors).finish(&KIND, errors);
        }
        _ => {
            errors.push(
                given.error(format!("a secret has no value here, but a group and a key: write `{FORM}`")),
            );
            return None;
        }
    }
    // Where every detail is given there is nothing left to take over, and clippy would say so.
    let others = (fields.len() < DETAILS.len()).then(|| quote!(..__a::Secret::ANY));
    Some(quote!(__a::Secret { group: #group, key: #key, #(#fields,)* #others }))
}

fn mount(given: &Given<'_>) -> syn::Result<TokenStream> {
    let text = given.string()?.value();
    let Some((_, variant)) = MOUNTS.iter().find(|(name, _)| *name == text) else {
        let hint = suggest::did_you_mean(&text, MOUNTS.map(|(name, _)| name));
        return Err(given.wrong(format!("a secret is not mounted as `{text}`: {hint}")));
    };
    let variant = Ident::new(variant, Span::call_site());
    Ok(quote!(mount: __a::Mount::#variant))
}

/// flytekit takes capitals only (`models/security.py`).
fn variable(name: &str) -> Result<(), Problem> {
    let foreign = |c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || name.contains(foreign) {
        return Err(Problem::new(0..name.len(), format!("`{name}` is no variable for a secret"))
            .why("Flyte's SDKs take capital letters, digits and `_`, no digit first")
            .instead("write one such as `DB_PASSWORD`"));
    }
    Ok(())
}

fn version(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::new(0..0, "a version of a secret can't be empty").instead("leave it out"));
    }
    Ok(())
}
