//! What stands on a parameter: its docs and its default, which rustc knows neither of.

use crate::docs::{self, is_doc};
use crate::errors::Errors;
use crate::strings;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, FnArg, Meta};

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
    pub(crate) fn default(&self, errors: &mut Errors) -> TokenStream {
        if let Some(second) = self.defaults.get(1) {
            errors.on(second, "this input has a default already: keep one");
        }
        let value = self.defaults.first().and_then(|attribute| errors.keep(value(attribute)));
        value.map_or_else(|| quote!(__a::None), some)
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
fn some(mut value: Expr) -> TokenStream {
    let span = value.span();
    strings::make_string(&mut value);
    // Clippy takes it for the user's own closure, who wrote none.
    quote_spanned!(span=> __a::Some(#[allow(clippy::redundant_closure)] || #value))
}
