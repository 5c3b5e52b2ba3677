//! The derives: a type of the user as a Flyte type, or as several outputs.

mod enumeration;
mod fields;
mod outputs;
mod record;
mod rename;
mod serde;
mod stub;
mod union;

use crate::errors::{Errors, Fault};
use crate::manifest::Manifest;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Generics, Item, ItemEnum};

/// `#[derive(FlyteType)]`.
pub(crate) fn flyte_type(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (code, stub) = match syn::parse2(item) {
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
            errors.on(Rule::DerivedItem, &item, NO_TYPE);
            (TokenStream::new(), stub::flyte_type(&item.ident, &item.generics))
        }
        other => {
            errors.push(refused(other, NO_TYPE));
            (TokenStream::new(), TokenStream::new())
        }
    };
    finish(errors, &code, &stub)
}

const NO_TYPE: &str = "only a struct or an enum can be a Flyte type: derive it for one of them";

const NO_OUTPUTS: &str = "only a struct can be several outputs: write one, and each named field is an output";

/// An item that can't have the derive, or tokens that are not an item.
fn refused(item: syn::Result<Item>, message: &str) -> Fault {
    match item {
        Ok(item) => Fault::on(Rule::DerivedItem, &item, message),
        Err(error) => Fault::of_parser(Rule::DerivedItem, &error),
    }
}

/// `#[derive(Outputs)]`.
pub(crate) fn outputs(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (code, stub) = match syn::parse2(item) {
        Ok(Item::Struct(item)) => {
            refuse_generics(&item.generics, &mut errors);
            (outputs::expand(&item, &mut errors), stub::outputs(&item.ident, &item.generics))
        }
        Ok(Item::Enum(item)) => {
            errors.on(Rule::DerivedItem, &item, NO_OUTPUTS);
            (TokenStream::new(), stub::outputs(&item.ident, &item.generics))
        }
        other => {
            errors.push(refused(other, NO_OUTPUTS));
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
            Rule::GenericType,
            generics,
            "a Flyte type has one form on the wire, so it can't be generic: write one type for each that you need",
        );
    }
}

fn check_variants(item: &ItemEnum, errors: &mut Errors) {
    if item.variants.is_empty() {
        errors.on(
            Rule::EmptyType,
            &item.ident,
            "an enum without variants has no value that could be an input or an output: add a variant",
        );
    }
}
