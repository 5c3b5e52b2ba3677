//! The entries between an attribute's parentheses: names, values and lists of them.

use crate::errors::{Errors, Fault};
use aileron_grammar::Rule;
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use std::fmt::Display;
use syn::ext::IdentExt;
use syn::parse::{ParseBuffer, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Lit, LitStr, Token, bracketed, parenthesized, token};

/// `key`, `key = value`, `key = ["text", …]`, `key = expression` or `key(entry, …)`.
pub(crate) struct OptionEntry {
    pub(crate) key: String,
    /// Whether the key is in quotes.
    pub(crate) quoted: bool,
    pub(crate) span: Span,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Flag,
    Literal(Lit),
    Expression(Box<Expr>),
    /// `[a, b]`
    Array(Vec<Expr>),
    List(List),
    /// Braces or brackets behind the key, which no option takes.
    Other(TokenStream),
}

/// A list in parentheses: its entries up to the first one that can't be read.
pub(crate) struct List {
    pub(crate) tokens: TokenStream,
    pub(crate) entries: Vec<OptionEntry>,
    pub(crate) fault: Option<Fault>,
}

/// All entries of an attribute, up to the first one that can't be read.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Vec<OptionEntry> {
    let List { entries, fault, .. } = list(tokens);
    if let Some(fault) = fault {
        errors.push(fault);
    }
    check_unique(&entries, errors);
    entries
}

/// Refuses keys that are given twice.
pub(crate) fn check_unique(entries: &[OptionEntry], errors: &mut Errors) {
    for (index, entry) in entries.iter().enumerate() {
        if entries[..index].iter().any(|earlier| earlier.key == entry.key) {
            let message = format!("`{}` is given twice: keep one of the two", entry.key);
            errors.push(entry.error(Rule::RepeatedOption, message));
        }
    }
}

fn list(tokens: TokenStream) -> List {
    let (mut entries, mut fault) = (Vec::new(), None);
    let parser = |input: ParseStream<'_>| {
        fault = parse_into(input, &mut entries).err();
        // What follows a mistake is not looked at.
        input.parse::<TokenStream>().map(drop)
    };
    let parsed = parser.parse2(tokens.clone());
    let fault = fault.or(parsed.map_err(unreadable).err());
    List { tokens, entries, fault }
}

fn parse_into(input: ParseStream<'_>, entries: &mut Vec<OptionEntry>) -> Result<(), Fault> {
    while !input.is_empty() {
        let entry = parse_entry(input)?;
        let comma = input.parse::<Option<Token![,]>>().map_err(unreadable)?;
        if !input.is_empty() && comma.is_none() {
            let unquoted = matches!(entry.value, Value::Literal(_) | Value::Expression(_));
            let quotes = if unquoted { ", or the value before it is a text, which needs quotes" } else { "" };
            return Err(here(input, format!("a `,` is missing before this{quotes}")));
        }
        entries.push(entry);
    }
    Ok(())
}

/// The mistake at the next token.
fn here(input: ParseStream<'_>, message: impl Display) -> Fault {
    Fault::at(Rule::OptionSyntax, input.span(), message)
}

/// What syn finds.
#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
fn unreadable(error: syn::Error) -> Fault {
    Fault::of_parser(Rule::OptionSyntax, &error)
}

fn parse_entry(input: ParseStream<'_>) -> Result<OptionEntry, Fault> {
    let quoted = input.peek(LitStr);
    let (key, span) = parse_key(input)?;
    let value = if input.peek(Token![==]) || input.peek(Token![=>]) || !input.peek(Token![=]) {
        parse_behind(input, &key)?
    } else {
        let equals: Token![=] = input.parse().map_err(unreadable)?;
        if input.is_empty() || input.peek(Token![,]) {
            let message = format!("the value is missing: write `{key} = …`");
            return Err(Fault::at(Rule::OptionSyntax, equals.span, message));
        }
        if input.peek(token::Bracket) { parse_array(input)? } else { parse_value(input)? }
    };
    Ok(OptionEntry { key, quoted, span, value })
}

/// A key that is not an identifier, such as one of a label, is in quotes.
fn parse_key(input: ParseStream<'_>) -> Result<(String, Span), Fault> {
    if input.peek(LitStr) {
        let key: LitStr = input.parse().map_err(unreadable)?;
        return Ok((key.value(), key.span()));
    }
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(here(
            input,
            "an option begins with its name: write `name = value`, `name(…)`, or `name` alone",
        ));
    };
    Ok((key.to_string(), key.span()))
}

/// The value behind a key without a `=`.
fn parse_behind(input: ParseStream<'_>, key: &str) -> Result<Value, Fault> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Value::Flag);
    }
    if input.peek(token::Paren) {
        let tokens = parentheses(input).and_then(|inner| inner.parse()).map_err(unreadable)?;
        return Ok(Value::List(list(tokens)));
    }
    if input.peek(token::Brace) || input.peek(token::Bracket) {
        let group: Group = input.parse().map_err(unreadable)?;
        return Ok(Value::Other(group.stream()));
    }
    let sign = input.peek(Token![:]) && !input.peek(Token![::]);
    if sign || input.peek(Token![==]) || input.peek(Token![=>]) {
        return Err(here(input, format!("a value follows `=`: write `{key} = …`")));
    }
    if input.peek(syn::Lit) || input.peek(Ident::peek_any) {
        return Err(here(input, format!("a `=` or a `,` is missing before this: write `{key} = …`")));
    }
    let span = input.span();
    let name = rest_of_name(input, key).map_err(unreadable)?;
    let message = format!("a name that is not an identifier of Rust needs quotes: write `\"{name}\"`");
    Err(Fault::at(Rule::OptionSyntax, span, message))
}

/// The whole name, with the characters that an identifier can't have: `db/password`.
fn rest_of_name(input: ParseStream<'_>, key: &str) -> syn::Result<String> {
    let mut name = key.to_owned();
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![=]) && !input.peek(token::Paren) {
        name.push_str(&input.parse::<TokenTree>()?.to_string());
    }
    Ok(name)
}

fn parentheses(input: ParseStream<'_>) -> syn::Result<ParseBuffer<'_>> {
    let inner;
    parenthesized!(inner in input);
    Ok(inner)
}

fn brackets(input: ParseStream<'_>) -> syn::Result<ParseBuffer<'_>> {
    let inner;
    bracketed!(inner in input);
    Ok(inner)
}

fn parse_array(input: ParseStream<'_>) -> Result<Value, Fault> {
    let inner = brackets(input).map_err(unreadable)?;
    let values = Punctuated::<Expr, Token![,]>::parse_terminated(&inner).map_err(|error| {
        Fault::at(
            Rule::OptionValue,
            error.span(),
            "this list holds only strings, separated by commas: write `[\"…\", \"…\"]`",
        )
    })?;
    Ok(Value::Array(values.into_iter().collect()))
}

/// A literal, also a negative one, or an expression, which the option may refuse.
fn parse_value(input: ParseStream<'_>) -> Result<Value, Fault> {
    let ahead = input.fork();
    if ahead.parse::<Lit>().is_ok() && (ahead.is_empty() || ahead.peek(Token![,])) {
        return input.parse().map(Value::Literal).map_err(unreadable);
    }
    Ok(match input.parse().map_err(unreadable)? {
        Expr::Lit(value) => Value::Literal(value.lit),
        value => Value::Expression(Box::new(value)),
    })
}

impl OptionEntry {
    pub(crate) fn error(&self, rule: Rule, message: impl Display) -> Fault {
        Fault::at(rule, self.span, message)
    }

    /// Its entries, if it is a list.
    pub(crate) fn entries(&self) -> &[OptionEntry] {
        match &self.value {
            Value::List(list) => &list.entries,
            _ => &[],
        }
    }
}
