//! `secrets("group/key", …)`: what a task may read that nobody else should.

use super::{Entry, Value, check_unique, checked};
use crate::errors::Errors;
use aileron_grammar::{Problem, name};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

const FORM: &str = "secrets(\"group/key\", \"other/key\"(mount = \"file\"))";
const DETAILS: [&str; 3] = ["mount", "env_var", "version"];
const MOUNTS: [(&str, &str); 3] = [("any", "Any"), ("env_var", "EnvVar"), ("file", "File")];

pub(super) fn read(entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
    let entries = errors.keep(entry.list(FORM))?;
    check_unique(entries, errors);
    let secrets: Vec<TokenStream> = entries.iter().filter_map(|entry| secret(entry, errors)).collect();
    Some(quote!(secrets: &[#(#secrets),*]))
}

fn secret(entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
    let (group, key) = match name::secret(&entry.key) {
        Ok(parts) => parts,
        Err(problem) => {
            errors.push(entry.error(problem));
            return None;
        }
    };
    let details = match &entry.value {
        Value::Flag => &[][..],
        Value::List(details) if !details.is_empty() => details,
        _ => {
            errors.push(
                entry.error(format!("a secret has no value here, but a group and a key: write `{FORM}`")),
            );
            return None;
        }
    };
    check_unique(details, errors);
    let fields: Vec<TokenStream> = details.iter().filter_map(|detail| errors.keep(field(detail))).collect();
    // Where every detail is given there is nothing left to take over, and clippy would say so.
    let others = (fields.len() < DETAILS.len()).then(|| quote!(..__a::Secret::ANY));
    Some(quote!(__a::Secret { group: #group, key: #key, #(#fields,)* #others }))
}

fn field(detail: &Entry) -> syn::Result<TokenStream> {
    match detail.key.as_str() {
        "mount" => {
            let text = detail.string()?.value();
            let Some((_, variant)) = MOUNTS.iter().find(|(name, _)| *name == text) else {
                let names = MOUNTS.map(|(name, _)| name);
                return Err(detail.value_error(format!(
                    "a secret is not mounted as `{text}`: {}",
                    aileron_grammar::suggest::did_you_mean(&text, names)
                )));
            };
            let variant = Ident::new(variant, Span::call_site());
            Ok(quote!(mount: __a::Mount::#variant))
        }
        "env_var" => checked(detail.string()?, variable).map(|name| quote!(env_var: #name)),
        "version" => checked(detail.string()?, version).map(|version| quote!(version: #version)),
        _ => Err(detail.unknown("detail of a secret", &DETAILS)),
    }
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
