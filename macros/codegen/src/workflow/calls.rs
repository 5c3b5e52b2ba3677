//! Calls: which of them become nodes, and which are ordinary Rust on constants.

use super::Tracer;
use super::scope::Kind;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprMethodCall, ExprPath, Path};

/// How the call of a path is meant.
enum Callee<'a> {
    /// `Ok(value)`: falls away, since the graph has no errors of its own.
    Ok,
    Err,
    /// `String::from("x")`, `Some(x)`, `Config(3)`: ordinary Rust.
    InPlace,
    /// A variable, so a closure.
    Variable,
    /// A free function: a task or a workflow, else the trace tells.
    Entity(&'a ExprPath),
}

impl Tracer<'_> {
    pub(super) fn call(&mut self, call: &ExprCall, awaited: bool) -> (TokenStream, Kind) {
        match self.callee(&call.func) {
            Callee::Ok => match call.args.first() {
                Some(value) if call.args.len() == 1 => self.expression(value),
                _ => self.unsupported(call, "`Ok` takes one value"),
            },
            Callee::Err => self.unsupported(call, "a workflow has no error of its own, a task of it fails: let a task return this error and call it with `?`"),
            Callee::Variable => self.unsupported(call, "calling a closure or a function in a variable is not supported in a workflow yet: call the task by its name"),
            Callee::InPlace => self.call_in_place(call),
            Callee::Entity(path) => self.node(call, path, awaited),
        }
    }

    fn callee<'e>(&self, function: &'e Expr) -> Callee<'e> {
        let path = match function {
            Expr::Path(path) => path,
            Expr::Paren(inner) => return self.callee(&inner.expr),
            _ => return Callee::Variable,
        };
        if path.qself.is_some() || is_associated(&path.path) {
            return Callee::InPlace;
        }
        let Some(last) = path.path.segments.last() else { return Callee::InPlace };
        match last.ident.to_string().as_str() {
            "Ok" => Callee::Ok,
            "Err" => Callee::Err,
            name if is_type_name(name) => Callee::InPlace,
            _ if path.path.get_ident().is_some_and(|name| self.scopes.find(name).is_some()) => {
                Callee::Variable
            }
            _ => Callee::Entity(path),
        }
    }

    fn node(&mut self, call: &ExprCall, path: &ExprPath, awaited: bool) -> (TokenStream, Kind) {
        let span = call.span();
        let callee = format_ident!("callee{}", call.args.len(), span = span);
        let method = format_ident!("{}", if awaited { "call_async" } else { "call" }, span = span);
        let arguments: Vec<TokenStream> = call.args.iter().map(|argument| self.argument(argument)).collect();
        (quote_spanned!(span=> __a::#callee(#path).#method(#(#arguments),*)), Kind::Promise)
    }

    /// What is bound to an input: promises as they are, anything else as a constant.
    pub(super) fn argument(&mut self, value: &Expr) -> TokenStream {
        let (tokens, kind) = self.expression(value);
        if kind.is_constant() { quote_spanned!(value.span()=> __a::Constant(#tokens)) } else { tokens }
    }

    fn call_in_place(&mut self, call: &ExprCall) -> (TokenStream, Kind) {
        let (arguments, kind) = self.each(&call.args);
        let function = &call.func;
        if !kind.is_constant() && !holds_promises(function) {
            return self.promise_used(call, &format!("`{}` needs the value itself", quote!(#function)));
        }
        (quote_spanned!(call.span()=> #function(#(#arguments),*)), kind.held())
    }

    pub(super) fn method(&mut self, call: &ExprMethodCall) -> (TokenStream, Kind) {
        let (receiver, kind) = self.expression(&call.receiver);
        let (arguments, given) = self.each(&call.args);
        let (method, turbofish) = (&call.method, &call.turbofish);
        let tokens = quote_spanned!(call.span()=> #receiver.#method #turbofish(#(#arguments),*));
        match kind {
            Kind::Promise if method == "clone" => (tokens, kind),
            Kind::Promise if method == "unwrap" || method == "expect" => {
                self.unsupported(call, "a failed task ends the whole workflow, so there is nothing to unwrap: let the workflow return a `Result` and write `?`")
            }
            Kind::Promise => self.promise_used(call, &format!("`.{method}()` needs the value itself")),
            Kind::Holder if matches!(method.to_string().as_str(), "len" | "is_empty" | "capacity") => (tokens, Kind::Constant),
            Kind::Holder => (tokens, Kind::Holder),
            Kind::Constant if given.is_constant() => (tokens, Kind::Constant),
            Kind::Constant => self.fill(call, tokens),
        }
    }

    /// `list.push(promise)`: from here on the list holds promises.
    fn fill(&mut self, call: &ExprMethodCall, tokens: TokenStream) -> (TokenStream, Kind) {
        if let Expr::Path(path) = &*call.receiver {
            if let Some(variable) = path.path.get_ident().and_then(|name| self.scopes.find(name)) {
                self.scopes.receives(variable, Kind::Holder);
                return (tokens, Kind::Holder);
            }
        }
        self.promise_used(call, &format!("`.{}()` needs the value itself", call.method))
    }

    /// All of them, with the kind of the lot.
    pub(super) fn each<'e>(
        &mut self,
        values: impl IntoIterator<Item = &'e Expr>,
    ) -> (Vec<TokenStream>, Kind) {
        let mut all = Kind::Constant;
        let tokens = values
            .into_iter()
            .map(|value| {
                let (tokens, kind) = self.expression(value);
                all = all.or(kind);
                tokens
            })
            .collect();
        (tokens, all)
    }

    /// Like `each`, for things of one type: where some are promises, all become promises.
    pub(super) fn alike<'e>(
        &mut self,
        values: impl IntoIterator<Item = &'e Expr>,
    ) -> (Vec<TokenStream>, Kind) {
        let each: Vec<_> = values.into_iter().map(|value| self.expression(value)).collect();
        let all = each.iter().fold(Kind::Constant, |all, (_, kind)| all.or(*kind));
        let tokens = each.into_iter().map(|(tokens, kind)| lifted(tokens, kind, all)).collect();
        (tokens, all)
    }
}

/// The value as a promise, where its neighbours are promises.
pub(super) fn lifted(tokens: TokenStream, kind: Kind, all: Kind) -> TokenStream {
    if kind.is_constant() && all == Kind::Promise { quote!(__a::lift(#tokens)) } else { tokens }
}

/// `Type::function`: the last but one segment names a type.
fn is_associated(path: &Path) -> bool {
    const PRIMITIVES: [&str; 17] = [
        "bool", "char", "str", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
        "u64", "u128", "usize",
    ];
    path.segments.iter().rev().nth(1).is_some_and(|segment| {
        let name = segment.ident.to_string();
        is_type_name(&name) || PRIMITIVES.contains(&&*name)
    })
}

/// By Rust's naming: types, variants and tuple structs begin with a capital.
fn is_type_name(name: &str) -> bool {
    name.trim_start_matches("r#").chars().find(|c| *c != '_').is_some_and(char::is_uppercase)
}

/// Constructors that take promises as well as values.
fn holds_promises(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    match (names.next().as_deref(), names.next().as_deref()) {
        (Some("Some"), _) => true,
        (Some("from" | "from_iter"), Some(name)) => ["Vec", "HashMap", "BTreeMap"].contains(&name),
        _ => false,
    }
}
