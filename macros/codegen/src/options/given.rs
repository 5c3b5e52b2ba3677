//! An option as it is given: read as the kind of value that it takes, or refused with what to write instead.

use super::entry::{List, OptionEntry, Value};
use crate::errors::Fault;
use crate::literal;
use crate::names::is_type_name;
use crate::text::Text;
use aileron_grammar::{Problem, Rule};
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

/// A check of the grammar.
pub(crate) type Check = fn(&str) -> Result<(), Problem>;

impl<'e> Given<'e> {
    /// An entry of this one's list.
    pub(crate) fn part(&self, entry: &'e OptionEntry, form: &'static str) -> Self {
        Given { entry, form, inputs: self.inputs }
    }

    pub(crate) fn string(&self) -> Result<&'e LitStr, Fault> {
        match &self.entry.value {
            Value::Literal(Lit::Str(text)) => {
                literal::check(text)?;
                Ok(text)
            }
            _ => Err(self.no("a string", self.quoted())),
        }
    }

    /// A string that passes the checks.
    pub(crate) fn checked(&self, checks: &[Check]) -> Result<String, Fault> {
        let text = self.string()?;
        let value = text.value();
        let problem = checks.iter().find_map(|check| check(&value).err());
        problem.map_or(Ok(value), |problem| Err(literal::problem(text, &problem)))
    }

    /// A text that may be in a file of its own.
    pub(crate) fn text(&self) -> Result<Text, Fault> {
        match &self.entry.value {
            Value::Literal(Lit::Str(text)) => Text::of_literal(text),
            Value::Expression(value) => Text::read(value),
            _ => Err(self.no("a string", self.quoted())),
        }
    }

    pub(crate) fn texts(&self) -> Result<Vec<Text>, Fault> {
        let Value::Array(values) = &self.entry.value else {
            let own = self.own().filter(|own| own.starts_with(['"', 'r']));
            return Err(self.no("strings", own.map(|own| format!("{} = [{own}]", self.key))));
        };
        values.iter().map(Text::read).collect()
    }

    pub(crate) fn integer(&self) -> Result<&'e LitInt, Fault> {
        if let Value::Literal(Lit::Int(number)) = &self.entry.value {
            return Ok(number);
        }
        let own = self.own();
        let digits = own.as_deref().map(|own| own.trim_matches('"').trim_end_matches(".0"));
        let number = digits.filter(|digits| digits.parse::<u32>().is_ok());
        Err(self.no("a whole number", number.map(|number| format!("{} = {number}", self.key))))
    }

    /// A number with or without a fraction, as it is written.
    pub(crate) fn number(&self) -> Result<String, Fault> {
        match &self.entry.value {
            Value::Literal(number @ (Lit::Float(_) | Lit::Int(_))) => {
                Ok(number.to_token_stream().to_string())
            }
            _ => Err(self.no("a number", None)),
        }
    }

    /// `key` alone means true.
    pub(crate) fn boolean(&self) -> Result<bool, Fault> {
        match &self.entry.value {
            Value::Flag => Ok(true),
            Value::Literal(Lit::Bool(value)) => Ok(value.value),
            _ => Err(self.wrong(
                Rule::OptionValue,
                format!(
                    "`{0}` takes only `true` or `false` as a value: write `{0}` or `{0} = false`",
                    self.key
                ),
            )),
        }
    }

    /// An expression, which rustc evaluates.
    pub(crate) fn expression(&self) -> Result<TokenStream, Fault> {
        match &self.entry.value {
            Value::Literal(value) => Ok(value.to_token_stream()),
            Value::Expression(value) => Ok(value.to_token_stream()),
            Value::Array(_) => Err(self
                .error(Rule::OptionValue, format!("`{}` takes one value: write `{}`", self.key, self.form))),
            _ => Err(self.error(
                Rule::OptionValue,
                format!("`{}` takes an expression: write `{}`", self.key, self.form),
            )),
        }
    }

    /// Its entries, at least one.
    pub(crate) fn list(&self) -> Result<&'e [OptionEntry], Fault> {
        match &self.entry.value {
            Value::List(list) => match &list.fault {
                Some(fault) => Err(fault.clone()),
                None if list.entries.is_empty() => Err(self.no_list()),
                None => Ok(&list.entries),
            },
            _ => Err(self.no_list()),
        }
    }

    /// A name alone.
    pub(crate) fn flag(&self) -> Result<&'e str, Fault> {
        match &self.entry.value {
            Value::Flag => Ok(&self.entry.key),
            _ => {
                Err(self
                    .error(Rule::OptionValue, format!("this list holds only names: write `{}`", self.form)))
            }
        }
    }

    fn no_list(&self) -> Fault {
        self.wrong(Rule::OptionValue, format!("`{}` takes a list: write `{}`", self.key, self.form))
    }

    /// It is not what the option `takes`; write `better` instead, or the option's form.
    fn no(&self, takes: &str, better: Option<String>) -> Fault {
        if let Value::Expression(value) = &self.entry.value {
            if let Some(text) = bare(value).filter(|_| takes == "a string") {
                let message = format!("`{0}` takes a string: write `{0} = \"{text}\"`", self.key);
                return Fault::on(Rule::OptionValue, value, message);
            }
            let message = format!(
                "this value is checked when the crate compiles, so it must be a literal: write it here, as in `{}`",
                self.form
            );
            return Fault::on(Rule::OptionNotLiteral, value, message);
        }
        let better = better.unwrap_or_else(|| self.form.to_owned());
        self.wrong(Rule::OptionValue, format!("`{}` takes {takes}: write `{better}`", self.key))
    }

    /// A mistake on its value, where that is a literal.
    pub(crate) fn wrong(&self, rule: Rule, message: impl std::fmt::Display) -> Fault {
        Fault::at(rule, self.value_span(), message)
    }

    fn value_span(&self) -> Span {
        match &self.entry.value {
            Value::Literal(value) => value.span(),
            Value::Expression(value) => value.span(),
            _ => self.span,
        }
    }

    /// The only value that it has, as it is written, in brackets of any kind.
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

/// A text that lacks its quotes, most likely: not a constant and not a call.
fn bare(value: &Expr) -> Option<String> {
    let is_name = match value {
        Expr::Path(path) => path.path.segments.iter().all(|part| !is_type_name(&part.ident.to_string())),
        Expr::Field(_) => true,
        Expr::Binary(binary) => matches!(binary.op, BinOp::Sub(_) | BinOp::Div(_)),
        _ => false,
    };
    is_name.then(|| value.to_token_stream().to_string().replace(' ', ""))
}
