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
    let mut known = Vec::new();
    for (name, at) in template.names() {
        match manifest.images().get(name) {
            Some(reference) => known.push((name.to_owned(), reference.clone())),
            None if name == "default" => {}
            None => return Err(literal::problem(text, &undeclared(name, at, &manifest))),
        }
    }
    known.sort();
    known.dedup();
    let pairs = known.iter().map(|(name, reference)| quote!((#name, #reference)));
    let tracked = if template.names().next().is_some() { manifest.tracked() } else { TokenStream::new() };
    Ok(quote!(container_image: { #tracked #value }, images: &[#(#pairs),*]))
}

fn undeclared(name: &str, at: std::ops::Range<usize>, manifest: &Manifest) -> Problem {
    let hint = match suggest::nearest(name, manifest.images().keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write `{name} = \"registry/repository:version\"` there, or `{name} = \"\"` if the reference is only given when the specs are made"
        ),
    };
    Problem::new(
        Rule::UnknownImage,
        at,
        format!(
            "no image `{name}` is declared in `[package.metadata.aileron.images]` of {}",
            manifest.describe()
        ),
    )
    .why("an undeclared name may be a typing mistake")
    .instead(hint)
}
