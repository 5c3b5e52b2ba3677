//! What stands between an attribute's parentheses: names, values and lists of the same.

mod gpu;
mod resources;
mod secrets;
pub(crate) mod task;

use crate::errors::Errors;
use crate::literal;
use aileron_grammar::{Problem, suggest};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Lit, LitInt, LitStr, Token, bracketed, parenthesized};

/// `key`, `key = value`, `key = ["text", …]`, `key = expression` or `key(entry, …)`.
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) span: Span,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Flag,
    Literal(Lit),
    Expression(Box<Expr>),
    Texts(Vec<LitStr>),
    List(Vec<Entry>),
}

/// All entries of an attribute. What can't be read ends the list; what was read before it is kept.
pub(crate) fn parse(tokens: proc_macro2::TokenStream, errors: &mut Errors) -> Vec<Entry> {
    let mut entries = Vec::new();
    let parsed = (|input: ParseStream<'_>| parse_into(input, &mut entries)).parse2(tokens);
    errors.keep(parsed);
    check_unique(&entries, errors);
    entries
}

/// A rule of the grammar.
pub(crate) type Rule = fn(&str) -> Result<(), Problem>;

pub(crate) fn checked(text: &LitStr, rule: Rule) -> syn::Result<String> {
    let value = text.value();
    match rule(&value) {
        Ok(()) => Ok(value),
        Err(problem) => Err(literal::problem(text, &problem)),
    }
}

fn parse_into(input: ParseStream<'_>, entries: &mut Vec<Entry>) -> syn::Result<()> {
    while !input.is_empty() {
        entries.push(parse_entry(input)?);
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            return Err(input.error("a `,` is missing before this"));
        }
    }
    Ok(())
}

fn parse_entry(input: ParseStream<'_>) -> syn::Result<Entry> {
    let (key, span) = parse_key(input)?;
    let value = if input.peek(Token![=]) {
        let equals: Token![=] = input.parse()?;
        if input.is_empty() || input.peek(Token![,]) {
            let message = format!("the value is missing: write `{key} = …`");
            return Err(syn::Error::new(equals.span, message));
        }
        if input.peek(syn::token::Bracket) { parse_texts(input)? } else { parse_value(input)? }
    } else if input.peek(syn::token::Paren) {
        let inner;
        parenthesized!(inner in input);
        let mut entries = Vec::new();
        parse_into(&inner, &mut entries)?;
        Value::List(entries)
    } else {
        Value::Flag
    };
    Ok(Entry { key, span, value })
}

fn parse_texts(input: ParseStream<'_>) -> syn::Result<Value> {
    let inner;
    bracketed!(inner in input);
    let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(&inner).map_err(|error| {
        syn::Error::new(
            error.span(),
            "only strings with commas between them stand here: write `[\"…\", \"…\"]`",
        )
    })?;
    Ok(Value::Texts(texts.into_iter().collect()))
}

/// Labels and the like have keys that are no identifiers: those stand in quotes.
fn parse_key(input: ParseStream<'_>) -> syn::Result<(String, Span)> {
    if input.peek(LitStr) {
        let key: LitStr = input.parse()?;
        return Ok((key.value(), key.span()));
    }
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error("here stands a name: write `name = value`, `name(…)`, or `name` alone"));
    };
    Ok((key.to_string(), key.span()))
}

/// A literal, with a minus as well, or what those who read it may refuse.
fn parse_value(input: ParseStream<'_>) -> syn::Result<Value> {
    let ahead = input.fork();
    if ahead.parse::<Lit>().is_ok() && (ahead.is_empty() || ahead.peek(Token![,])) {
        return input.parse().map(Value::Literal);
    }
    Ok(match input.parse()? {
        Expr::Lit(value) => Value::Literal(value.lit),
        value => Value::Expression(Box::new(value)),
    })
}

impl Entry {
    /// The same on its value, where that is a literal.
    fn value_error(&self, message: impl std::fmt::Display) -> syn::Error {
        match &self.value {
            Value::Literal(value) => syn::Error::new(value.span(), message),
            Value::Expression(value) => syn::Error::new_spanned(
                value,
                "this value is checked when the crate compiles, so it must be a literal: write it out here",
            ),
            _ => self.error(message),
        }
    }

    pub(crate) fn error(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.span, message)
    }

    pub(crate) fn string(&self) -> syn::Result<&LitStr> {
        match &self.value {
            Value::Literal(Lit::Str(text)) => Ok(text),
            _ => Err(self.value_error(format!("`{0}` takes a string: write `{0} = \"…\"`", self.key))),
        }
    }

    pub(crate) fn texts(&self) -> syn::Result<&[LitStr]> {
        match &self.value {
            Value::Texts(texts) => Ok(texts),
            _ => {
                Err(self.value_error(format!("`{0}` takes strings: write `{0} = [\"…\", \"…\"]`", self.key)))
            }
        }
    }

    pub(crate) fn integer(&self) -> syn::Result<&LitInt> {
        match &self.value {
            Value::Literal(Lit::Int(number)) => Ok(number),
            _ => Err(self.value_error(format!("`{0}` takes a whole number: write `{0} = 3`", self.key))),
        }
    }

    /// `key` alone means true.
    pub(crate) fn boolean(&self) -> syn::Result<bool> {
        match &self.value {
            Value::Flag => Ok(true),
            Value::Literal(Lit::Bool(value)) => Ok(value.value),
            _ => Err(self.value_error(format!(
                "`{0}` takes no value but `true` or `false`: write `{0}` or `{0} = false`",
                self.key
            ))),
        }
    }

    /// What rustc evaluates.
    pub(crate) fn expression(&self, form: &str) -> syn::Result<TokenStream> {
        match &self.value {
            Value::Literal(value) => Ok(value.to_token_stream()),
            Value::Expression(value) => Ok(value.to_token_stream()),
            _ => Err(self.error(format!("`{}` takes an expression: write `{form}`", self.key))),
        }
    }

    pub(crate) fn list(&self, form: &str) -> syn::Result<&[Entry]> {
        match &self.value {
            Value::List(entries) if !entries.is_empty() => Ok(entries),
            _ => Err(self.value_error(format!("`{}` takes a list: write `{form}`", self.key))),
        }
    }

    pub(crate) fn flag(&self, form: &str) -> syn::Result<&str> {
        match &self.value {
            Value::Flag => Ok(&self.key),
            _ => Err(self.error(format!("only names stand here: write `{form}`"))),
        }
    }

    /// The error for a key that is none of `known`.
    pub(crate) fn unknown(&self, kind: &str, known: &[&str]) -> syn::Error {
        self.error(format!(
            "`{}` is no {kind}: {}",
            self.key,
            suggest::did_you_mean(&self.key, known.iter().copied())
        ))
    }
}

/// Each key may stand once.
pub(crate) fn check_unique(entries: &[Entry], errors: &mut Errors) {
    for (index, entry) in entries.iter().enumerate() {
        if entries[..index].iter().any(|earlier| earlier.key == entry.key) {
            errors.push(entry.error(format!("`{}` is given twice: keep one of the two", entry.key)));
        }
    }
}
