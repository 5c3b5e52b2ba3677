//! Several named outputs: a struct whose fields are the outputs.

use super::fields;
use super::serde::Serde;
use crate::docs;
use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Fields, ItemStruct};

pub(super) fn expand(item: &ItemStruct, errors: &mut Errors) -> TokenStream {
    let container = Serde::from_attributes(&item.attrs, errors);
    let fields = fields::read(&item.ident, &item.fields, &container, errors);
    if !matches!(item.fields, Fields::Named(_)) {
        errors.on(
            Rule::DerivedItem,
            &item.ident,
            "outputs have names: write `struct Name { output: Type, … }`; a tuple type needs no struct",
        );
    } else if fields.is_empty() {
        errors.on(
            Rule::EmptyType,
            &item.ident,
            "a task without outputs returns `()`: remove this struct, or give it fields",
        );
    }
    for field in &fields {
        if !is_name(&field.wire) {
            errors.on(
                Rule::InterfaceName,
                field.ident,
                format!(
                    "the name of an output has only letters, digits and `_`, and {:?} has others: rename it",
                    field.wire
                ),
            );
        }
        if field.serde.skip {
            errors.on(
                Rule::SkippedPart,
                field.field,
                "every field of this struct is an output: remove `skip`, or the field",
            );
        }
    }
    let ident = &item.ident;
    let parts: Vec<_> = fields.iter().map(|field| &field.part).collect();
    let names: Vec<_> = fields.iter().map(|field| field.ident).collect();
    let texts = names.iter().map(|name| name.unraw().to_string());
    let declared = fields.iter().map(|field| field.declare(&format_ident!("part")));
    let docs = docs(&fields);
    quote! {
        #(#declared)*
        #[automatically_derived]
        impl __a::Outputs for #ident {
            const FORMS: __a::Forms = __a::Forms {
                argument: true #(&& #parts.forms.argument)*,
                file: true #(&& #parts.forms.file)*,
                rows: false,
            };
            #docs
            fn variables() -> __a::std::vec::Vec<(__a::std::string::String, __a::LiteralType)> {
                __a::std::vec![#(#parts.variable()),*]
            }
            fn schemas() -> __a::std::vec::Vec<fn() -> __a::Value> {
                __a::std::vec![#(#parts.schema),*]
            }
            fn into_literals(self) -> __a::Result<__a::std::vec::Vec<__a::Literal>> {
                __a::std::result::Result::Ok(__a::std::vec![#(#parts.output(self.#names)?),*])
            }
            fn from_literals(outputs: __a::std::vec::Vec<__a::Literal>) -> __a::Result<Self> {
                let mut outputs = outputs.into_iter();
                __a::std::result::Result::Ok(#ident { #(#names: #parts.take(&mut outputs)?),* })
            }
            fn carry(self, form: __a::Form) -> __a::Result<__a::std::vec::Vec<__a::Carried>> {
                __a::std::result::Result::Ok(__a::std::vec![#(#parts.carry(self.#names, form)?),*])
            }
        }
        #[doc(hidden)]
        #[automatically_derived]
        impl __a::Named for #ident {
            const FIELDS: &'static [&'static str] = &[#(#texts),*];
        }
        #[doc(hidden)]
        #[automatically_derived]
        impl __a::Promised for #ident {
            type Promises = __a::Several<#ident>;
            fn promises(node: usize) -> __a::Several<#ident> {
                __a::Several::of_node(node)
            }
        }
        #[doc(hidden)]
        #[automatically_derived]
        impl __a::Bound<#ident> for __a::Several<#ident> {
            fn bindings(self) -> __a::std::vec::Vec<__a::Binding> {
                self.bindings()
            }
        }
    }
}

/// The fields' docs become the outputs' descriptions.
fn docs(fields: &[fields::Named<'_>]) -> Option<TokenStream> {
    let docs: Vec<String> = fields.iter().map(|field| docs::text(&field.field.attrs)).collect();
    let any = docs.iter().any(|doc| !doc.is_empty());
    any.then(|| quote!(const DOCS: &'static [&'static str] = &[#(#docs),*];))
}

/// Flyte finds an output only by a name of these characters.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}
