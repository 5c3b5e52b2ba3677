//! Impls without content, in place of a derive that found a mistake: code that uses the type then causes no second
//! message.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Ident, parse_quote};

pub(super) fn flyte_type(ident: &Ident, generics: &Generics) -> TokenStream {
    let generics = owned(ident, generics);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __a::FlyteType for #ident #arguments #bounds {
            fn literal_type() -> __a::LiteralType {
                __a::core::unreachable!()
            }
            fn into_literal(self) -> __a::Result<__a::Literal> {
                __a::core::unreachable!()
            }
            fn from_literal(_: __a::Literal) -> __a::Result<Self> {
                __a::core::unreachable!()
            }
        }
        #[automatically_derived]
        impl #parameters __a::Row for #ident #arguments #bounds {}
    }
}

pub(super) fn outputs(ident: &Ident, generics: &Generics) -> TokenStream {
    let generics = owned(ident, generics);
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters __a::Outputs for #ident #arguments #bounds {
            fn variables() -> __a::std::vec::Vec<(__a::std::string::String, __a::LiteralType)> {
                __a::core::unreachable!()
            }
            fn into_literals(self) -> __a::Result<__a::std::vec::Vec<__a::Literal>> {
                __a::core::unreachable!()
            }
        }
        #[automatically_derived]
        impl #parameters __a::Named for #ident #arguments #bounds {
            const FIELDS: &'static [&'static str] = &[];
        }
        #[automatically_derived]
        impl #parameters __a::Promised for #ident #arguments #bounds {
            type Promises = __a::Several<Self>;
            fn promises(_: usize) -> __a::Several<Self> {
                __a::core::unreachable!()
            }
        }
        #[automatically_derived]
        impl #parameters __a::Bound<#ident #arguments> for __a::Several<#ident #arguments> #bounds {
            fn bindings(self) -> __a::std::vec::Vec<__a::Binding> {
                __a::core::unreachable!()
            }
        }
    }
}

/// The generics, with what the traits require of their type.
fn owned(ident: &Ident, generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    if !generics.params.is_empty() {
        let (_, arguments, _) = generics.split_for_impl();
        let owned = parse_quote!(#ident #arguments: 'static);
        generics.make_where_clause().predicates.push(owned);
    }
    generics
}
