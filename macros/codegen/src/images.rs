//! `container_image`, checked against the images that the project configures.

use crate::errors::Fault;
use crate::literal;
use crate::manifest::Manifest;
use aileron_grammar::{Problem, Rule, Template, suggest};
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

/// Checks the image. Returns its setting, with the references that the manifest has for the names in it.
pub(crate) fn check(text: &LitStr) -> Result<TokenStream, Fault> {
    let value = text.value();
    let template: Template = value.parse().map_err(|problem| literal::problem(text, &problem))?;
    let manifest = Manifest::of_this_package();
    if let Some(problem) = undeclared(&template, &manifest) {
        return Err(literal::problem(text, &problem));
    }
    let known = template.names().filter_map(|(name, _)| manifest.images().get_key_value(name));
    let mut known: Vec<_> = known.collect();
    known.sort();
    known.dedup();
    let pairs = known.iter().map(|(name, reference)| quote!((#name, #reference)));
    let tracked = if template.names().next().is_some() { manifest.tracked() } else { TokenStream::new() };
    Ok(quote!(container_image: { #tracked #value }, images: &[#(#pairs),*]))
}

/// The problem of the first name in a template that no manifest declares.
pub(crate) fn undeclared(template: &Template, manifest: &Manifest) -> Option<Problem> {
    let is_known = |name: &str| name == "default" || manifest.images().contains_key(name);
    let (name, at) = template.names().find(|(name, _)| !is_known(name))?;
    let hint = match suggest::nearest(name, manifest.images().keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write `{name} = \"registry/repository:version\"` there, or `{name} = \"\"` if the reference is only given when the specs are made"
        ),
    };
    let problem = Problem::new(
        Rule::UnknownImage,
        at,
        format!(
            "no image `{name}` is declared in `[package.metadata.aileron.images]` of {}",
            manifest.describe()
        ),
    )
    .why("an undeclared name may be a typing mistake")
    .instead(hint);
    Some(problem)
}
