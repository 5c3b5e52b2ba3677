//! What stands between an attribute's parentheses: names, values and lists of the same.

use crate::errors::Errors;
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, Lit, LitStr, Token, bracketed, parenthesized, token};

/// `key`, `key = value`, `key = ["text", …]`, `key = expression` or `key(entry, …)`.
pub(crate) struct OptionEntry {
    pub(crate) key: String,
    /// Whether the key stands in quotes.
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
    /// Braces or brackets behind the key, which no option has.
    Other(TokenStream),
}

/// What stands in parentheses, as entries as far as it is some.
pub(crate) struct List {
    pub(crate) tokens: TokenStream,
    pub(crate) entries: Vec<OptionEntry>,
    pub(crate) error: Option<syn::Error>,
}

/// All entries of an attribute. What can't be read ends the list; what was read before it is kept.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Vec<OptionEntry> {
    let List { entries, error, .. } = list(tokens);
    if let Some(error) = error {
        errors.push(error);
    }
    check_unique(&entries, errors);
    entries
}

/// Each key may stand once.
pub(crate) fn check_unique(entries: &[OptionEntry], errors: &mut Errors) {
    for (index, entry) in entries.iter().enumerate() {
        if entries[..index].iter().any(|earlier| earlier.key == entry.key) {
            errors.push(entry.error(format!("`{}` is given twice: keep one of the two", entry.key)));
        }
    }
}

fn list(tokens: TokenStream) -> List {
    let mut entries = Vec::new();
    let parsed = (|input: ParseStream<'_>| parse_into(input, &mut entries)).parse2(tokens.clone());
    List { tokens, entries, error: parsed.err() }
}

fn parse_into(input: ParseStream<'_>, entries: &mut Vec<OptionEntry>) -> syn::Result<()> {
    while !input.is_empty() {
        let entry = parse_entry(input)?;
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            let unquoted = matches!(entry.value, Value::Literal(_) | Value::Expression(_));
            let quotes =
                if unquoted { ", or the value before it is a text, which stands in quotes" } else { "" };
            return Err(input.error(format!("a `,` is missing before this{quotes}")));
        }
        entries.push(entry);
    }
    Ok(())
}

fn parse_entry(input: ParseStream<'_>) -> syn::Result<OptionEntry> {
    let quoted = input.peek(LitStr);
    let (key, span) = parse_key(input)?;
    let value = if input.peek(Token![==]) || input.peek(Token![=>]) || !input.peek(Token![=]) {
        parse_behind(input, &key)?
    } else {
        let equals: Token![=] = input.parse()?;
        if input.is_empty() || input.peek(Token![,]) {
            let message = format!("the value is missing: write `{key} = …`");
            return Err(syn::Error::new(equals.span, message));
        }
        if input.peek(token::Bracket) { parse_array(input)? } else { parse_value(input)? }
    };
    Ok(OptionEntry { key, quoted, span, value })
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

/// What follows a key that no `=` follows.
fn parse_behind(input: ParseStream<'_>, key: &str) -> syn::Result<Value> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Value::Flag);
    }
    if input.peek(token::Paren) {
        let inner;
        parenthesized!(inner in input);
        return Ok(Value::List(list(inner.parse()?)));
    }
    if input.peek(token::Brace) || input.peek(token::Bracket) {
        let group: Group = input.parse()?;
        return Ok(Value::Other(group.stream()));
    }
    let sign = input.peek(Token![:]) && !input.peek(Token![::]);
    if sign || input.peek(Token![==]) || input.peek(Token![=>]) {
        return Err(input.error(format!("a value stands behind `=`: write `{key} = …`")));
    }
    if input.peek(syn::Lit) || input.peek(Ident::peek_any) {
        return Err(input.error(format!("a `=` or a `,` is missing before this: write `{key} = …`")));
    }
    let error = input.error("");
    let name = rest_of_name(input, key)?;
    let message = format!("a name with other characters than Rust's stands in quotes: write `\"{name}\"`");
    Err(syn::Error::new(error.span(), message))
}

/// The name that was meant, with what makes it no identifier: `db/password`.
fn rest_of_name(input: ParseStream<'_>, key: &str) -> syn::Result<String> {
    let mut name = key.to_owned();
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![=]) && !input.peek(token::Paren) {
        name.push_str(&input.parse::<TokenTree>()?.to_string());
    }
    Ok(name)
}

fn parse_array(input: ParseStream<'_>) -> syn::Result<Value> {
    let inner;
    bracketed!(inner in input);
    let values = Punctuated::<Expr, Token![,]>::parse_terminated(&inner).map_err(|error| {
        syn::Error::new(
            error.span(),
            "only strings with commas between them stand here: write `[\"…\", \"…\"]`",
        )
    })?;
    Ok(Value::Array(values.into_iter().collect()))
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

impl OptionEntry {
    pub(crate) fn error(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.span, message)
    }

    /// Its entries, if it is a list of some.
    pub(crate) fn entries(&self) -> &[OptionEntry] {
        match &self.value {
            Value::List(list) => &list.entries,
            _ => &[],
        }
    }
}
