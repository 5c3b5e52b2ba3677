//! What `#[task]` and `#[workflow]` share: how an entity is described and handed to the registry.

use crate::errors::Errors;
use crate::function::{Function, Input};
use crate::manifest::Manifest;
use crate::options::{Entry, Value};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Lit, Path};

/// The item as it stood, and why it can't be a `kind`.
pub(crate) fn not_a_function(kind: &str, item: &TokenStream, error: &syn::Error) -> TokenStream {
    // What is no function at all deserves a word of its own; a function with a mistake has rustc's.
    let error = match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(_) => error.to_compile_error(),
        Err(_) if syn::parse2::<syn::Item>(item.clone()).is_ok() => syn::Error::new_spanned(
            item,
            format!("only a function can be a {kind}: put `#[{kind}]` on a `fn`"),
        )
        .into_compile_error(),
        Err(error) => error.into_compile_error(),
    };
    quote!(#item #error)
}

/// One function is one entity.
pub(crate) fn check_attributes(function: &Function, kind: &str, errors: &mut Errors) {
    for attribute in &function.attributes {
        let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        if let Some(other @ ("task" | "workflow")) = last.as_deref() {
            let message = if other == kind {
                format!("`#[{kind}]` stands here twice: keep one")
            } else {
                "a function is either a task or a workflow: keep one of the two attributes".to_owned()
            };
            errors.on(attribute, message);
        }
    }
}

/// The name on the wire: `r#type` is `type` there.
pub(crate) fn input_name(input: &Input<'_>) -> String {
    input.name.unraw().to_string()
}

/// `input::<Type>("name", "doc")`: the type's own tokens, so that a type that no literal carries is told on it.
pub(crate) fn parameter(input: &Input<'_>) -> TokenStream {
    let (name, ty, doc) = (input_name(input), input.ty, input.doc);
    quote!(__a::input::<#ty>(#name, #doc))
}

pub(crate) fn describe(function: &Function, name: Option<&str>) -> TokenStream {
    let ident = function.name();
    let plain = ident.unraw().to_string();
    let (name, doc) = (name.unwrap_or_default(), function.doc());
    quote! {
        __a::Function {
            id: __a::id_of(&#ident),
            module: __a::core::module_path!(),
            ident: #plain,
            name: #name,
            doc: #doc,
            file: __a::core::file!(),
            line: __a::core::line!(),
        }
    }
}

pub(crate) fn submit(aileron: &TokenStream, entity: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            use #aileron::__ as __a;
            __a::submit! { #entity }
        };
    }
}

/// `crate = "path"` names Aileron where the manifest can't: behind a re-export.
pub(crate) fn aileron(entries: &[Entry], manifest: &Manifest) -> TokenStream {
    entries
        .iter()
        .find_map(|entry| match (&*entry.key, &entry.value) {
            ("crate", Value::Literal(Lit::Str(path))) => path.parse::<Path>().ok().map(|path| quote!(#path)),
            _ => None,
        })
        .unwrap_or_else(|| manifest.aileron())
}
