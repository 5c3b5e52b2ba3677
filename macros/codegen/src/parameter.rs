//! The attributes of a parameter: docs, a default and `#[kickoff]`, none of which rustc accepts there.

use crate::docs::{self, is_doc};
use crate::errors::{Errors, Fault};
use crate::strings;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Expr, FnArg, Meta};

/// The attributes of a parameter that are read here and taken off.
pub(crate) struct Parameter {
    pub(crate) doc: String,
    defaults: Vec<Attribute>,
    kickoffs: Vec<Attribute>,
}

/// Takes docs, default and mark off the parameter.
pub(crate) fn take(argument: &mut FnArg) -> Parameter {
    let attributes = match argument {
        FnArg::Receiver(receiver) => &mut receiver.attrs,
        FnArg::Typed(typed) => &mut typed.attrs,
    };
    let doc = docs::text(attributes);
    attributes.retain(|attribute| !is_doc(attribute));
    let mut named =
        |name| attributes.extract_if(.., |attribute| attribute.path().is_ident(name)).collect::<Vec<_>>();
    Parameter { doc, defaults: named("default"), kickoffs: named("kickoff") }
}

impl Parameter {
    /// The attribute of the default.
    pub(crate) fn given_default(&self) -> Option<&Attribute> {
        self.defaults.first()
    }

    /// The `#[kickoff]` of a parameter, of which only a launch plan may have one.
    pub(crate) fn kickoff(&self, kind: &str, errors: &mut Errors) -> Option<&Attribute> {
        let mark = self.kickoffs.first()?;
        if kind != "launch plan" {
            let message = format!(
                "an input of a {kind} gets no time of a schedule: write `#[kickoff]` on the parameter of the launch plan that calls it"
            );
            errors.on(Rule::Kickoff, mark, message);
        } else if !matches!(mark.meta, Meta::Path(_)) || self.kickoffs.len() > 1 {
            errors.on(Rule::Kickoff, mark, "`#[kickoff]` marks a parameter once, and takes no value");
        }
        Some(mark)
    }

    /// The default as a function that makes it, `None` where there is none.
    pub(crate) fn default(&self, errors: &mut Errors) -> TokenStream {
        if let Some(second) = self.defaults.get(1) {
            errors.on(Rule::InputDefault, second, "this input has a default already: keep one");
        }
        let value = self.defaults.first().and_then(|attribute| errors.keep(value(attribute)));
        value.map_or_else(|| quote!(__a::None), some)
    }
}

fn value(attribute: &Attribute) -> Result<Expr, Fault> {
    const FORM: &str = "a default is a value of the input's type: write it as in `#[default(3)]`";
    let Meta::List(list) = &attribute.meta else {
        return Err(Fault::on(Rule::InputDefault, attribute, FORM));
    };
    if list.tokens.is_empty() {
        return Err(Fault::on(Rule::InputDefault, attribute, FORM));
    }
    list.parse_args().map_err(|error| Fault::at(Rule::InputDefault, error.span(), format!("{error}; {FORM}")))
}

/// The value keeps its own span, so that rustc reports there that it is of another type.
fn some(mut value: Expr) -> TokenStream {
    let span = value.span();
    strings::make_string(&mut value);
    // Clippy would report the closure, which the user did not write.
    quote_spanned!(span=> __a::Some(#[allow(clippy::redundant_closure)] || #value))
}
