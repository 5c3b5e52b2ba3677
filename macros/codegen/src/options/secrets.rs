//! `secrets("group/key", …)`: the secrets that a task may read.

use super::entry::check_unique;
use super::table::{OptionKind, Row};
use super::{Given, Value};
use crate::errors::{Errors, Fault};
use aileron_grammar::{Problem, Rule, name, suggest};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Ident, Lit};

pub(super) const FORM: &str = "secrets(\"group/key\", \"other/key\"(mount = \"file\"))";
const MOUNTS: [(&str, &str); 3] = [("any", "Any"), ("env_var", "EnvVar"), ("file", "File")];

const KIND: OptionKind = OptionKind { one: "a detail of a secret", main: "" };

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
        errors
            .push(given.wrong(Rule::OptionValue, format!("`secrets` takes a list: write `secrets({own})`")));
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
        let message = format!(
            "a secret has only a group and a key here, no value: write `secrets(\"{}/{key}\")`",
            given.key
        );
        errors.push(given.error(Rule::SecretName, message));
        return None;
    }
    let (group, key) =
        errors.keep(name::secret(&given.key).map_err(|problem| given.error(problem.rule(), problem)))?;
    let mut fields = Vec::new();
    match &given.value {
        Value::Flag => {}
        Value::List(list) if list.fault.is_some() || !list.entries.is_empty() => {
            given.reading(errors)?.by(DETAILS, &mut fields, errors).finish(&KIND, errors);
        }
        _ => {
            let message = format!("a secret has only a group and a key here, no value: write `{FORM}`");
            errors.push(given.error(Rule::SecretName, message));
            return None;
        }
    }
    // With every detail given nothing is left to take over, and clippy would report it.
    let others = (fields.len() < DETAILS.len()).then(|| quote!(..__a::Secret::ANY));
    Some(quote!(__a::Secret { group: #group, key: #key, #(#fields,)* #others }))
}

fn mount(given: &Given<'_>) -> Result<TokenStream, Fault> {
    let text = given.string()?.value();
    let Some((_, variant)) = MOUNTS.iter().find(|(name, _)| *name == text) else {
        let hint = suggest::did_you_mean(&text, MOUNTS.map(|(name, _)| name));
        return Err(given.wrong(Rule::SecretDetail, format!("a secret can't be mounted as `{text}`: {hint}")));
    };
    let variant = Ident::new(variant, Span::call_site());
    Ok(quote!(mount: __a::Mount::#variant))
}

/// flytekit accepts only capitals (`models/security.py`).
fn variable(name: &str) -> Result<(), Problem> {
    let foreign = |c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || name.contains(foreign) {
        return Err(Problem::new(
            Rule::SecretDetail,
            0..name.len(),
            format!("`{name}` can't be the variable of a secret"),
        )
        .why("Flyte's SDKs accept capital letters, digits and `_`, and no digit first")
        .instead("write one such as `DB_PASSWORD`"));
    }
    Ok(())
}

fn version(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::new(Rule::SecretDetail, 0..0, "a version of a secret can't be empty")
            .instead("leave it out"));
    }
    Ok(())
}
