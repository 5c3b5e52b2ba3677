//! An option as it is given, read as what it has to be, or refused with what to write instead.

use super::entry::{List, OptionEntry, Value};
use crate::literal;
use crate::names::is_type_name;
use crate::text::Text;
use aileron_grammar::Problem;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::ops::Deref;
use syn::spanned::Spanned;
use syn::{BinOp, Expr, Lit, LitInt, LitStr};

/// An entry, and how it should be written.
pub(crate) struct Given<'e> {
    pub(crate) entry: &'e OptionEntry,
    pub(crate) form: &'static str,
    /// The inputs of the function.
    pub(crate) inputs: &'e [String],
}

impl Deref for Given<'_> {
    type Target = OptionEntry;

    fn deref(&self) -> &OptionEntry {
        self.entry
    }
}

/// A rule of the grammar.
pub(crate) type Rule = fn(&str) -> Result<(), Problem>;

impl<'e> Given<'e> {
    /// An entry of this one's list.
    pub(crate) fn part(&self, entry: &'e OptionEntry, form: &'static str) -> Self {
        Given { entry, form, inputs: self.inputs }
    }

    pub(crate) fn string(&self) -> syn::Result<&'e LitStr> {
        match &self.entry.value {
            Value::Literal(Lit::Str(text)) => {
                literal::check(text)?;
                Ok(text)
            }
            _ => Err(self.no("a string", self.quoted())),
        }
    }

    /// A string that obeys the rules.
    pub(crate) fn checked(&self, rules: &[Rule]) -> syn::Result<String> {
        let text = self.string()?;
        let value = text.value();
        let problem = rules.iter().find_map(|rule| rule(&value).err());
        problem.map_or(Ok(value), |problem| Err(literal::problem(text, &problem)))
    }

    /// A text that may stand in a file of its own.
    pub(crate) fn text(&self) -> syn::Result<Text> {
        match &self.entry.value {
            Value::Literal(Lit::Str(text)) => Text::of_literal(text),
            Value::Expression(value) => Text::read(value),
            _ => Err(self.no("a string", self.quoted())),
        }
    }

    pub(crate) fn texts(&self) -> syn::Result<Vec<Text>> {
        let Value::Array(values) = &self.entry.value else {
            let own = self.own().filter(|own| own.starts_with(['"', 'r']));
            return Err(self.no("strings", own.map(|own| format!("{} = [{own}]", self.key))));
        };
        values.iter().map(Text::read).collect()
    }

    pub(crate) fn integer(&self) -> syn::Result<&'e LitInt> {
        if let Value::Literal(Lit::Int(number)) = &self.entry.value {
            return Ok(number);
        }
        let own = self.own();
        let digits = own.as_deref().map(|own| own.trim_matches('"').trim_end_matches(".0"));
        let number = digits.filter(|digits| digits.parse::<u32>().is_ok());
        Err(self.no("a whole number", number.map(|number| format!("{} = {number}", self.key))))
    }

    /// `key` alone means true.
    pub(crate) fn boolean(&self) -> syn::Result<bool> {
        match &self.entry.value {
            Value::Flag => Ok(true),
            Value::Literal(Lit::Bool(value)) => Ok(value.value),
            _ => Err(self.wrong(format!(
                "`{0}` takes no value but `true` or `false`: write `{0}` or `{0} = false`",
                self.key
            ))),
        }
    }

    /// What rustc evaluates.
    pub(crate) fn expression(&self) -> syn::Result<TokenStream> {
        match &self.entry.value {
            Value::Literal(value) => Ok(value.to_token_stream()),
            Value::Expression(value) => Ok(value.to_token_stream()),
            Value::Array(_) => {
                Err(self.error(format!("`{}` takes one value: write `{}`", self.key, self.form)))
            }
            _ => Err(self.error(format!("`{}` takes an expression: write `{}`", self.key, self.form))),
        }
    }

    /// Its entries, of which there is one at least.
    pub(crate) fn list(&self) -> syn::Result<&'e [OptionEntry]> {
        match &self.entry.value {
            Value::List(list) => match &list.error {
                Some(error) => Err(error.clone()),
                None if list.entries.is_empty() => Err(self.no_list()),
                None => Ok(&list.entries),
            },
            _ => Err(self.no_list()),
        }
    }

    /// A name alone.
    pub(crate) fn flag(&self) -> syn::Result<&'e str> {
        match &self.entry.value {
            Value::Flag => Ok(&self.entry.key),
            _ => Err(self.error(format!("only names stand here: write `{}`", self.form))),
        }
    }

    fn no_list(&self) -> syn::Error {
        self.wrong(format!("`{}` takes a list: write `{}`", self.key, self.form))
    }

    /// That it is none of what it `takes`, and what to write instead: `better`, or its form.
    fn no(&self, takes: &str, better: Option<String>) -> syn::Error {
        if let Value::Expression(value) = &self.entry.value {
            let message = match bare(value).filter(|_| takes == "a string") {
                Some(text) => format!("`{0}` takes a string: write `{0} = \"{text}\"`", self.key),
                None => format!(
                    "this value is checked when the crate compiles, so it must be a literal: write it out here, as in `{}`",
                    self.form
                ),
            };
            return syn::Error::new_spanned(value, message);
        }
        let better = better.unwrap_or_else(|| self.form.to_owned());
        self.wrong(format!("`{}` takes {takes}: write `{better}`", self.key))
    }

    /// On its value, where that is a literal.
    pub(crate) fn wrong(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.value_span(), message)
    }

    fn value_span(&self) -> Span {
        match &self.entry.value {
            Value::Literal(value) => value.span(),
            Value::Expression(value) => value.span(),
            _ => self.span,
        }
    }

    /// The one value that it has, in whatever brackets, as it is written.
    pub(crate) fn own(&self) -> Option<String> {
        let literal =
            |value: &Expr| matches!(value, Expr::Lit(_)).then(|| value.to_token_stream().to_string());
        match &self.entry.value {
            Value::Literal(value) => Some(value.to_token_stream().to_string()),
            Value::Array(values) if values.len() == 1 => literal(&values[0]),
            Value::List(List { tokens, .. }) | Value::Other(tokens) => {
                literal(&syn::parse2(tokens.clone()).ok()?)
            }
            _ => None,
        }
    }

    /// The option with its own value in quotes.
    fn quoted(&self) -> Option<String> {
        let own = self.own()?;
        let own = if own.contains('"') { own } else { format!("{own:?}") };
        let key = if self.entry.quoted { format!("{:?}", self.key) } else { self.key.clone() };
        Some(format!("{key} = {own}"))
    }
}

/// What is a text without its quotes, most likely: no constant and no call.
fn bare(value: &Expr) -> Option<String> {
    let is_name = match value {
        Expr::Path(path) => path.path.segments.iter().all(|part| !is_type_name(&part.ident.to_string())),
        Expr::Field(_) => true,
        Expr::Binary(binary) => matches!(binary.op, BinOp::Sub(_) | BinOp::Div(_)),
        _ => false,
    };
    is_name.then(|| value.to_token_stream().to_string().replace(' ', ""))
}
