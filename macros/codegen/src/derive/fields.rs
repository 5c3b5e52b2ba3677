//! The named fields of a struct, under their names on the wire.

use super::serde::{Default, Serde};
use crate::errors::Errors;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use std::collections::HashMap;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Field, Fields, Ident, Type};

/// One field.
pub(super) struct Named<'a> {
    pub(super) field: &'a Field,
    pub(super) ident: &'a Ident,
    pub(super) wire: String,
    pub(super) serde: Serde,
    /// The constant that holds its `Part`.
    pub(super) part: Ident,
}

impl Named<'_> {
    /// `const P0: Part<T> = part::<T>("name");`: the one place with the type's own tokens, so that a type that no wire
    /// type carries is told once, on itself.
    pub(super) fn declare(&self) -> TokenStream {
        declare(&self.part, &self.field.ty, &self.wire)
    }

    /// The value of the field where it is missing, for its type or for one around it.
    pub(super) fn default(&self, container: Option<&Default>) -> Option<TokenStream> {
        match (&self.serde.default, container) {
            (Some(Default::OfType), _) => Some(quote!(__a::std::default::Default::default)),
            (Some(Default::Function(path)), _) => Some(quote!(#path)),
            (None, Some(container)) => {
                let (ident, whole) = (self.ident, whole(container));
                Some(quote!(|| #whole.#ident))
            }
            (None, None) => None,
        }
    }
}

fn whole(default: &Default) -> TokenStream {
    match default {
        Default::OfType => quote!(<Own as __a::std::default::Default>::default()),
        Default::Function(path) => quote!(#path()),
    }
}

pub(super) fn declare(part: &Ident, ty: &Type, wire: &str) -> TokenStream {
    // All of it at the type: what the compiler finds while it looks at the constant is about the type as well.
    quote_spanned!(ty.span()=> const #part: __a::Part<#ty> = __a::part::<#ty>(#wire);)
}

/// The fields, or nothing where there are none with names.
pub(super) fn read<'a>(fields: &'a Fields, container: &Serde, errors: &mut Errors) -> Vec<Named<'a>> {
    let mut taken: HashMap<String, &Ident> = HashMap::new();
    let mut read = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let Some(ident) = &field.ident else { continue };
        let serde = Serde::of(&field.attrs, errors);
        let plain = ident.unraw().to_string();
        let renamed = container.rename_all.map_or(plain.clone(), |rule| rule.field(&plain));
        let wire = serde.rename.clone().unwrap_or(renamed);
        if let Some(first) = taken.insert(wire.clone(), ident) {
            errors.on(ident, format!("this field is named `{wire}` on the wire, as `{first}` already is"));
        }
        read.push(Named { field, ident, wire, serde, part: format_ident!("P{at}") });
    }
    read
}
