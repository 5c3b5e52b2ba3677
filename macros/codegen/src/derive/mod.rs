//! The derives: a type of the user's own as a Flyte type, or as several outputs.

mod enumeration;
mod fields;
mod outputs;
mod record;
mod rename;
mod serde;
mod stub;
mod union;

use crate::errors::Errors;
use crate::manifest::Manifest;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Generics, Item, ItemEnum};

/// `#[derive(FlyteType)]`.
pub(crate) fn flyte_type(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (code, stub) =
        match syn::parse2(item) {
            Ok(Item::Struct(item)) => {
                refuse_generics(&item.generics, &mut errors);
                (record::expand(&item, &mut errors), stub::flyte_type(&item.ident, &item.generics))
            }
            Ok(Item::Enum(item)) => {
                refuse_generics(&item.generics, &mut errors);
                check_variants(&item, &mut errors);
                let code = if item.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit)) {
                    enumeration::expand(&item, &mut errors)
                } else {
                    union::expand(&item, &mut errors)
                };
                (code, stub::flyte_type(&item.ident, &item.generics))
            }
            Ok(Item::Union(item)) => {
                errors.on(&item, "only a struct or an enum can be a Flyte type");
                (TokenStream::new(), stub::flyte_type(&item.ident, &item.generics))
            }
            other => {
                errors.extend(other.map(|other| {
                    syn::Error::new_spanned(other, "only a struct or an enum can be a Flyte type")
                }));
                (TokenStream::new(), TokenStream::new())
            }
        };
    finish(errors, &code, &stub)
}

const NO_OUTPUTS: &str = "several outputs are a struct: each named field is one of them";

/// `#[derive(Outputs)]`.
pub(crate) fn outputs(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (code, stub) = match syn::parse2(item) {
        Ok(Item::Struct(item)) => {
            refuse_generics(&item.generics, &mut errors);
            (outputs::expand(&item, &mut errors), stub::outputs(&item.ident, &item.generics))
        }
        Ok(Item::Enum(item)) => {
            errors.on(&item, NO_OUTPUTS);
            (TokenStream::new(), stub::outputs(&item.ident, &item.generics))
        }
        other => {
            errors.extend(other.map(|other| syn::Error::new_spanned(other, NO_OUTPUTS)));
            (TokenStream::new(), TokenStream::new())
        }
    };
    finish(errors, &code, &stub)
}

fn finish(errors: Errors, code: &TokenStream, stub: &TokenStream) -> TokenStream {
    let aileron = Manifest::of_this_package().aileron();
    let code = if errors.is_empty() { code } else { stub };
    let errors = errors.into_tokens();
    quote! {
        #errors
        #[allow(deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            use #aileron::__ as __a;
            #code
        };
    }
}

fn refuse_generics(generics: &Generics, errors: &mut Errors) {
    if !generics.params.is_empty() {
        errors.on(
            generics,
            "a Flyte type has one form on the wire, so it can't be generic: write one type for each that you need",
        );
    }
}

fn check_variants(item: &ItemEnum, errors: &mut Errors) {
    if item.variants.is_empty() {
        errors.on(&item.ident, "an enum without variants has no value that could be an input or an output");
    }
}
