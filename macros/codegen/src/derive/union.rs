//! An enum whose variants carry one value each: a union.

use super::fields;
use super::serde::Serde;
use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use std::collections::HashMap;
use syn::ext::IdentExt;
use syn::{Fields, Ident, ItemEnum, Type, Variant};

pub(super) fn expand(item: &ItemEnum, errors: &mut Errors) -> TokenStream {
    Serde::from_attributes(&item.attrs, errors);
    let carried: Vec<_> = item.variants.iter().filter_map(|variant| carried(variant, errors)).collect();
    for (_, ty) in &carried {
        fields::refuse_itself(ty, &item.ident, errors);
    }
    check_types(&carried, errors);
    let ident = &item.ident;
    let variants: Vec<&Ident> = carried.iter().map(|(variant, _)| *variant).collect();
    let parts: Vec<Ident> = (0..carried.len()).map(|at| format_ident!("P{at}")).collect();
    let names = variants.iter().map(|variant| variant.unraw().to_string());
    let declared = carried.iter().zip(&parts).map(|((variant, ty), part)| {
        fields::declare(part, &format_ident!("part"), ty, &variant.unraw().to_string())
    });
    quote! {
        #(#declared)*
        const ALTERNATIVES: &[__a::alternative::Alternative<#ident>] = &[#(#parts.alternative(
            |literal| (#parts.read)(literal).map(#ident::#variants),
            |from| (#parts.unpack)(from).map(#ident::#variants),
        )),*];
        #[automatically_derived]
        impl __a::FlyteType for #ident {
            const LOOK: __a::Look = __a::Look::Union(&[#((#names, #parts.look)),*]);
            const FORMS: __a::Forms = __a::Forms::NONE;
            fn literal_type() -> __a::LiteralType {
                __a::alternative::literal_type(ALTERNATIVES)
            }
            fn into_literal(self) -> __a::Result<__a::Literal> {
                match self { #(#ident::#variants(value) => (#parts.wrap)(value)),* }
            }
            fn from_literal(literal: __a::Literal) -> __a::Result<Self> {
                __a::alternative::read(&literal, ALTERNATIVES)
            }
            fn pack(self, to: &mut __a::Packer) -> __a::Result<()> {
                match self { #(#ident::#variants(value) => (#parts.pack)(value, to)),* }
            }
            fn unpack(from: &mut __a::Unpacker<'_>) -> __a::Result<Self> {
                __a::alternative::unpack(from, ALTERNATIVES)
            }
            fn schema() -> __a::Value {
                __a::alternative::schema(ALTERNATIVES)
            }
        }
        const _: __a::Look = <#ident as __a::FlyteType>::LOOK;
    }
}

/// A variant and the type that it carries.
fn carried<'a>(variant: &'a Variant, errors: &mut Errors) -> Option<(&'a Ident, &'a Type)> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            fields.unnamed.first().map(|field| (&variant.ident, &field.ty))
        }
        Fields::Unit => {
            errors.on(
                Rule::UnionVariant,
                variant,
                "the other variants carry data, so this enum is a union of their types, which has no place for a variant \
                 without data: remove it, and write `Option<…>` where the value may be missing",
            );
            None
        }
        _ => {
            errors.on(
                Rule::UnionVariant,
                variant,
                "a variant of a union carries one value: put these into a struct that derives `FlyteType`",
            );
            None
        }
    }
}

/// Refuses types that are written alike; types that only mean the same are found when a value is read.
fn check_types(carried: &[(&Ident, &Type)], errors: &mut Errors) {
    let mut taken = HashMap::new();
    for (variant, ty) in carried {
        if let Some(first) = taken.insert(ty.to_token_stream().to_string(), variant) {
            errors.on(
                Rule::UnionTypes,
                ty,
                format!(
                    "`{first}` carries this type as well, and a union distinguishes its variants only by their types: wrap one \
                     of them in a struct"
                ),
            );
        }
    }
}
