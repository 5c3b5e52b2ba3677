//! An enum without data: a string out of a list.

use super::serde::Serde;
use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashMap;
use syn::ItemEnum;
use syn::ext::IdentExt;

pub(super) fn expand(item: &ItemEnum, errors: &mut Errors) -> TokenStream {
    let container = Serde::from_attributes(&item.attrs, errors);
    let mut taken = HashMap::new();
    let mut values = Vec::new();
    for variant in &item.variants {
        let serde = Serde::from_attributes(&variant.attrs, errors);
        let plain = variant.ident.unraw().to_string();
        let renamed = container.rename_all.map_or(plain.clone(), |rule| rule.variant(&plain));
        let value = serde.rename.unwrap_or(renamed);
        if let Some(first) = taken.insert(value.clone(), &variant.ident) {
            errors.on(
                Rule::SameField,
                &variant.ident,
                format!("this variant is {value:?} on the wire, and so is `{first}`: give one of them another name"),
            );
        }
        if serde.skip {
            errors.on(
                Rule::SkippedPart,
                variant,
                "every variant has a value on the wire: remove `skip`, or the variant",
            );
        }
        values.push(value);
    }
    let ident = &item.ident;
    let variants: Vec<_> = item.variants.iter().map(|variant| &variant.ident).collect();
    quote! {
        #[automatically_derived]
        impl __a::Equated for #ident {}
        const VARIANTS: &[__a::enumeration::Variant<#ident>] = &[#((#values, || #ident::#variants)),*];
        #[automatically_derived]
        impl __a::FlyteType for #ident {
            const LOOK: __a::Look = __a::Look::One(&[#(#values),*]);
            const FORMS: __a::Forms = __a::Forms::PRINTED;
            fn literal_type() -> __a::LiteralType {
                __a::enumeration::literal_type(VARIANTS)
            }
            fn into_literal(self) -> __a::Result<__a::Literal> {
                __a::enumeration::write(match self { #(#ident::#variants => #values),* })
            }
            fn from_literal(literal: __a::Literal) -> __a::Result<Self> {
                __a::enumeration::read(literal, VARIANTS)
            }
        }
    }
}
