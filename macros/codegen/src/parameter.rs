//! What stands on a parameter: its docs and its default, which rustc knows neither of.

use crate::docs::{self, is_doc};
use crate::errors::Errors;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, FnArg, Lit, Meta, Type};

/// The attributes of a parameter that are read here and taken off.
pub(crate) struct Parameter {
    pub(crate) doc: String,
    defaults: Vec<Attribute>,
}

/// Takes docs and default off the parameter.
pub(crate) fn take(argument: &mut FnArg) -> Parameter {
    let attributes = match argument {
        FnArg::Receiver(receiver) => &mut receiver.attrs,
        FnArg::Typed(typed) => &mut typed.attrs,
    };
    let doc = docs::text(attributes);
    attributes.retain(|attribute| !is_doc(attribute));
    let defaults = attributes.extract_if(.., |attribute| attribute.path().is_ident("default")).collect();
    Parameter { doc, defaults }
}

impl Parameter {
    /// The default as a function that makes it, `None` where there is none.
    pub(crate) fn default(&self, ty: &Type, errors: &mut Errors) -> TokenStream {
        if let Some(second) = self.defaults.get(1) {
            errors.on(second, "this input has a default already: keep one");
        }
        let value = self.defaults.first().and_then(|attribute| errors.keep(value(attribute)));
        value.map_or_else(|| quote!(__a::None), |value| some(&value, ty))
    }
}

fn value(attribute: &Attribute) -> syn::Result<Expr> {
    const FORM: &str = "a default is a value of the input's type: write it as in `#[default(3)]`";
    let Meta::List(list) = &attribute.meta else { return Err(syn::Error::new_spanned(attribute, FORM)) };
    if list.tokens.is_empty() {
        return Err(syn::Error::new_spanned(attribute, FORM));
    }
    list.parse_args().map_err(|error| syn::Error::new(error.span(), format!("{error}; {FORM}")))
}

/// The value stands in its own place, so that rustc tells there that it is of another type.
fn some(value: &Expr, ty: &Type) -> TokenStream {
    if is_text(value) && is_string(ty) {
        return quote!(__a::Some(|| __a::std::string::String::from(#value)));
    }
    quote_spanned!(value.span()=> __a::Some(|| #value))
}

fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))
}

/// `String`, by its name: a text in quotes is meant as one.
fn is_string(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.to_token_stream().to_string() == "String"))
}
