//! Macro calls: the few whose meaning is known here.

use super::branches::TEXT_OF_PROMISE;
use super::shape::Shape;
use super::{Traced, Tracer};
use crate::errors::Fault;
use aileron_grammar::Rule;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprRepeat, Macro, Token};

const OWN_ERROR: &str = "a workflow has no errors of its own, only those of its tasks and of the arms of its branches: let a task return this error and call it with `?`, or write it in an arm of an `if`";

type List = Punctuated<Expr, Token![,]>;

impl Tracer<'_> {
    pub(super) fn macro_call(&mut self, call: &Macro) -> Traced {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        self.goes_on |= matches!(&*name, "panic" | "todo" | "unimplemented" | "unreachable");
        if self.has_values() && self.are_real(&call.tokens) && !(self.arm.is_some() && is_way_out(&name)) {
            let ends = ["bail", "panic", "todo", "unimplemented", "unreachable"].contains(&&*name);
            return (quote!(#call), if ends { Shape::Nothing } else { Shape::Constant });
        }
        match name.as_str() {
            "vec" => self.vector(call),
            "cfg" | "column" | "concat" | "env" | "file" | "include_str" | "line" | "module_path" | "option_env"
            | "stringify" => (quote!(#call), Shape::Constant),
            "format" => self.on_constants(call, &name, Shape::Constant),
            "assert" | "debug_assert" | "ensure" => match self.guard(call, &name) {
                Some(guard) => guard,
                None if name == "ensure" => self.unsupported(Rule::OwnError, call, OWN_ERROR),
                None => self.on_constants(call, &name, Shape::Nothing),
            },
            "panic" | "unreachable" | "todo" | "unimplemented" | "assert_eq" | "assert_ne"
            | "debug_assert_eq" | "debug_assert_ne" => self.on_constants(call, &name, Shape::Nothing),
            "println" | "print" | "eprintln" | "eprint" | "dbg" | "write" | "writeln" | "trace" | "debug" | "info"
            | "warn" | "error" | "log" => self.unsupported(Rule::SideEffect, call, &format!("`{name}!` would print when the graph is made, not when the workflow runs: do it in a task")),
            "bail" | "anyhow" | "eyre" => self.unsupported(Rule::OwnError, call, OWN_ERROR),
            "join" | "try_join" | "select" => self.unsupported(Rule::CallSuffix, call, &format!("`{name}!` is not needed: nodes that don't wait for one another run in parallel. Write `.await` behind each call")),
            _ => self.unsupported(Rule::UnknownMacro, call, &format!("`{name}!` is not supported in a workflow yet, since its expansion is not known here: call it in a task")),
        }
    }

    /// `assert!(x > 3, "{} is too few", 3)` on a promise: a branch that fails with the text; none for constants.
    fn guard(&mut self, call: &Macro, name: &str) -> Option<Traced> {
        let parts = List::parse_terminated.parse2(call.tokens.clone()).ok()?;
        let mut parts = parts.iter();
        let condition =
            parts.next().filter(|condition| self.mentions_promise(&condition.to_token_stream()))?;
        let asked = self.asked(condition);
        let question = match asked.question(condition) {
            Ok(question) => question,
            Err((_, kind)) if kind.is_constant() => return None,
            Err(_) => return Some((TokenStream::new(), Shape::Nothing)),
        };
        let text: Vec<_> = parts.collect();
        if text.iter().any(|part| self.mentions_promise(&part.to_token_stream())) {
            return Some(self.unsupported(Rule::OwnError, call, TEXT_OF_PROMISE));
        }
        let text = match (text.is_empty(), name) {
            (true, "ensure") => {
                return Some(self.unsupported(
                    Rule::OwnError,
                    call,
                    "this `ensure!` would print the value of a promise: give it a text of its own",
                ));
            }
            (true, _) => {
                quote!(__a::std::concat!("assertion failed: ", __a::std::stringify!(#condition)).to_owned())
            }
            (false, _) => quote!(__a::std::format!(#(#text),*)),
        };
        self.goes_on = true;
        let guard = quote_spanned!(call.span()=> __a::Choice::new().when(#question, || ()).fails(#text));
        Some((guard, Shape::Nothing))
    }

    fn vector(&mut self, call: &Macro) -> Traced {
        let (path, tokens) = (&call.path, &call.tokens);
        if let Ok(repeat) = syn::parse2::<ExprRepeat>(quote!([#tokens])) {
            let (item, kind) = self.expression(&repeat.expr);
            let (length, length_kind) = self.expression(&repeat.len);
            self.require_constant(
                Rule::PromiseValue,
                &repeat.len,
                &length_kind,
                "the length of a list is a value",
            );
            return (quote_spanned!(call.span()=> #path![#item; #length]), Shape::several(kind));
        }
        match List::parse_terminated.parse2(tokens.clone()) {
            Ok(items) => {
                let (items, kind) = self.list(call, &items);
                (quote_spanned!(call.span()=> #path![#(#items),*]), kind)
            }
            Err(error) => {
                self.errors.push(Fault::of_parser(Rule::UnsupportedSyntax, &error));
                (TokenStream::new(), Shape::Nothing)
            }
        }
    }

    /// A macro that works on values.
    fn on_constants(&mut self, call: &Macro, name: &str, kind: Shape) -> Traced {
        let what = format!("`{name}!` needs values");
        self.deciding(Rule::PromiseValue, call, &what, |tracer| tracer.with_constants(call, &what, kind))
    }

    fn with_constants(&mut self, call: &Macro, what: &str, kind: Shape) -> Traced {
        let (path, mut tokens) = (&call.path, call.tokens.clone());
        let mut constant = !self.names_promise(&tokens);
        if let Ok(parts) = List::parse_terminated.parse2(tokens.clone()) {
            let parts: Vec<_> = parts.iter().map(|part| self.macro_argument(part)).collect();
            constant &= parts.iter().all(|(_, kind)| kind.is_constant());
            let parts = parts.into_iter().map(|(tokens, _)| tokens);
            tokens = quote!(#(#parts),*);
        }
        if !constant {
            return self.promise_used(Rule::PromiseValue, call, what);
        }
        (quote_spanned!(call.span()=> #path!(#tokens)), kind)
    }

    /// `"{x}"`, `x` or `x = 3`.
    fn macro_argument(&mut self, argument: &Expr) -> Traced {
        let Expr::Assign(named) = argument else { return self.expression(argument) };
        let (name, (value, kind)) = (&named.left, self.expression(&named.right));
        (quote!(#name = #value), kind)
    }

    /// Whether a variable or a format string names a promise: `count`, `"{count}"`.
    pub(super) fn mentions_promise(&self, tokens: &TokenStream) -> bool {
        let is_variable = |token: TokenTree| match token {
            TokenTree::Ident(name) => self.is_promise(&name.to_string()),
            TokenTree::Group(group) => self.mentions_promise(&group.stream()),
            _ => false,
        };
        self.names_promise(tokens) || tokens.clone().into_iter().any(is_variable)
    }

    /// Whether a format string names a promise: `"{count}"`.
    fn names_promise(&self, tokens: &TokenStream) -> bool {
        tokens.clone().into_iter().any(|token| match token {
            TokenTree::Literal(text) => self.text_names_promise(&text.to_string()),
            TokenTree::Group(group) => self.names_promise(&group.stream()),
            _ => false,
        })
    }

    /// Every word between braces: `{count}` and `{:>width$}` name a variable alike.
    fn text_names_promise(&self, text: &str) -> bool {
        let text = text.replace("{{", "");
        let braced = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        let mut words = braced.flat_map(|inner| inner.split(|c: char| !c.is_alphanumeric() && c != '_'));
        words.any(|word| self.is_promise(word))
    }

    fn is_promise(&self, name: &str) -> bool {
        syn::parse_str::<syn::Ident>(name)
            .is_ok_and(|name| self.scopes.find(&name).is_some_and(|variable| !variable.kind.is_constant()))
    }
}

/// Whether a macro returns from the function around it.
fn is_way_out(name: &str) -> bool {
    ["bail", "ensure"].contains(&name)
}
