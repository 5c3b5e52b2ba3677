//! The named fields of a struct, under their names on the wire.

use super::serde::{Default, Serde};
use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use std::collections::HashMap;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Field, Fields, GenericArgument, Ident, PathArguments, Type};

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
    /// `const P0: Part<T> = part::<T>("name");`: the one place with the type's own tokens, so that rustc reports a
    /// type that Flyte does not know once, on itself.
    pub(super) fn declare(&self, make: &Ident) -> TokenStream {
        declare(&self.part, make, &self.field.ty, &self.wire)
    }

    /// The value of the field where it is missing: the field's own default, or that of the struct around it.
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

pub(super) fn declare(part: &Ident, make: &Ident, ty: &Type, wire: &str) -> TokenStream {
    // All tokens have the span of the type: an error of the compiler in this constant is about the type.
    quote_spanned!(ty.span()=> const #part: __a::Part<#ty> = __a::#make::<#ty>(#wire);)
}

/// Refuses a type that contains itself: no type on the wire can describe it.
pub(super) fn refuse_itself(ty: &Type, own: &Ident, errors: &mut Errors) {
    if let Some(place) = itself(ty, own) {
        errors.on(
            Rule::RecursiveType,
            place,
            format!(
                "`{own}` contains itself here, also behind a `Box`, and a type on the wire describes all that is in it, so this \
                 one would have no end: keep every `{own}` in one list and refer to them by their index, or carry this part \
                 as a `serde_json::Value`"
            ),
        );
    }
}

/// Where a type names `own`, in itself or within the containers that are known here.
fn itself<'t>(ty: &'t Type, own: &Ident) -> Option<&'t Ident> {
    const CONTAINERS: [&str; 9] =
        ["Arc", "BTreeMap", "Box", "HashMap", "HashSet", "Option", "Rc", "Vec", "VecDeque"];
    match ty {
        Type::Group(inner) => itself(&inner.elem, own),
        Type::Paren(inner) => itself(&inner.elem, own),
        Type::Array(list) => itself(&list.elem, own),
        Type::Tuple(parts) => parts.elems.iter().find_map(|part| itself(part, own)),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            if path.path.segments.len() == 1 && (last.ident == *own || last.ident == "Self") {
                return Some(&last.ident);
            }
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            if !CONTAINERS.iter().any(|name| last.ident == name) {
                return None;
            }
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => itself(ty, own),
                _ => None,
            })
        }
        _ => None,
    }
}

/// The named fields of `own`.
pub(super) fn read<'a>(
    own: &Ident,
    fields: &'a Fields,
    container: &Serde,
    errors: &mut Errors,
) -> Vec<Named<'a>> {
    let mut taken: HashMap<String, &Ident> = HashMap::new();
    let mut read = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let Some(ident) = &field.ident else { continue };
        let serde = Serde::from_attributes(&field.attrs, errors);
        let plain = ident.unraw().to_string();
        let renamed = container.rename_all.map_or(plain.clone(), |rule| rule.field(&plain));
        let wire = serde.rename.clone().unwrap_or(renamed);
        if let Some(first) = taken.insert(wire.clone(), ident) {
            errors.on(
                Rule::SameField,
                ident,
                format!("this field is named `{wire}` on the wire, and so is `{first}`: give one of them another name"),
            );
        }
        if !serde.skip {
            refuse_itself(&field.ty, own, errors);
        }
        read.push(Named { field, ident, wire, serde, part: format_ident!("P{at}") });
    }
    read
}
