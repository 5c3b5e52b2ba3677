//! Calls: which of them become nodes, and which are ordinary Rust on constants.

use super::assignments::variable;
use super::maps::entry;
use super::shape::Shape;
use super::{Traced, Tracer};
use crate::errors::pretty;
use crate::names::{MapOrder, is_associated, is_type_name, map_order};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprPath};

/// What a called path is.
pub(super) enum Callee<'a> {
    Ok,
    Err,
    /// `String::from("x")`, `Some(x)`, `Config(3)`: ordinary Rust.
    InPlace(&'a ExprPath),
    /// A variable, so a closure.
    Variable,
    /// A free function: a task or a workflow; the trace reports any other.
    Entity(&'a ExprPath),
}

/// What follows a call.
#[derive(Clone, Copy, Default)]
struct Suffix {
    awaited: bool,
    tried: bool,
    /// Nothing uses the outputs of the call.
    alone: bool,
}

/// Associated functions that return another value each time.
const MOMENTARY: [&str; 5] = ["now", "now_utc", "now_local", "new_v4", "now_v7"];

impl Tracer<'_> {
    pub(super) fn call(&mut self, call: &ExprCall) -> Traced {
        match self.callee(&call.func) {
            Callee::Ok => self.succeed(call),
            Callee::Err => self.unsupported(Rule::OwnError, call, "a workflow has no errors of its own, only those of its tasks and of the arms of its branches: let a task return this error and call it with `?`, or write `return Err(…)` in an arm of an `if`"),
            Callee::Variable if self.is_refused(&call.func) => (TokenStream::new(), Shape::Nothing),
            Callee::Variable => self.unsupported(Rule::FunctionValue, call, "a workflow can't call a closure, or a function in a variable or a constant, yet: call the task by its name"),
            Callee::InPlace(path) => self.call_in_place(call, path),
            Callee::Entity(path) => self.node(call, path, Suffix::default()),
        }
    }

    pub(super) fn awaited(&mut self, value: &Expr, base: &Expr) -> Traced {
        match self.entity_call(base) {
            Some((call, path)) => self.node(call, path, Suffix { awaited: true, ..Suffix::default() }),
            None if self.is_refused(base) => (TokenStream::new(), Shape::Nothing),
            None => self.unsupported(Rule::CallSuffix, value, "`.await` must be right behind the call in a workflow: write `task(…).await`. Calls that don't need one another run in parallel anyway"),
        }
    }

    /// `?` falls away behind a call; on a constant it is carried out when the graph is traced.
    pub(super) fn tried(&mut self, value: &Expr, inner: &Expr) -> Traced {
        if let Some(call) = self.collected_results(inner) {
            return self.method(&call);
        }
        if let Some((call, path)) = self.entity_call(inner) {
            return self.node(call, path, Suffix { tried: true, ..Suffix::default() });
        }
        if let Expr::Await(inner) = inner
            && let Some((call, path)) = self.entity_call(&inner.base)
        {
            return self.node(call, path, Suffix { awaited: true, tried: true, alone: false });
        }
        let before = self.errors.count();
        let (tokens, kind) = self.expression(inner);
        if self.errors.count() > before {
            return (tokens, Shape::Nothing);
        }
        if kind.is_constant() && self.has_values() && self.arm.is_none() {
            return (quote_spanned!(inner.span()=> #tokens?), kind);
        }
        if kind.is_constant() {
            return (quote_spanned!(inner.span()=> __a::settled(#tokens)), kind);
        }
        self.unsupported(
            Rule::CallSuffix,
            value,
            "`?` must be right behind the call in a workflow: write `task(…)?`",
        )
    }

    /// An expression whose value nothing uses: nothing else would report a missing `.await` there.
    pub(super) fn alone(&mut self, value: &Expr) -> Traced {
        match self.entity_call(value) {
            Some((call, path)) => self.node(call, path, Suffix { alone: true, ..Suffix::default() }),
            None => self.expression(value),
        }
    }

    /// Whether the value of this variable was refused already: one message is enough.
    fn is_refused(&self, value: &Expr) -> bool {
        let variable = variable(value).and_then(|name| self.scopes.find(name));
        !self.errors.is_empty() && variable.is_some_and(|variable| variable.kind == Shape::Nothing)
    }

    fn entity_call<'e>(&self, value: &'e Expr) -> Option<(&'e ExprCall, &'e ExprPath)> {
        match value {
            Expr::Paren(inner) => self.entity_call(&inner.expr),
            Expr::Group(inner) => self.entity_call(&inner.expr),
            Expr::Call(call) => match self.callee(&call.func) {
                Callee::Entity(path) => Some((call, path)),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn callee<'e>(&self, function: &'e Expr) -> Callee<'e> {
        let path = match function {
            Expr::Path(path) => path,
            Expr::Paren(inner) => return self.callee(&inner.expr),
            Expr::Group(inner) => return self.callee(&inner.expr),
            _ => return Callee::Variable,
        };
        let Some(last) = path.path.segments.last() else { return Callee::Variable };
        match last.ident.to_string().as_str() {
            "Ok" => Callee::Ok,
            "Err" => Callee::Err,
            name if is_constant_name(name) => Callee::Variable,
            name if path.qself.is_some() || is_associated(&path.path) || is_type_name(name) => {
                Callee::InPlace(path)
            }
            _ if path.path.get_ident().is_some_and(|name| self.scopes.find(name).is_some()) => {
                Callee::Variable
            }
            _ => Callee::Entity(path),
        }
    }

    fn node(&mut self, call: &ExprCall, path: &ExprPath, suffix: Suffix) -> Traced {
        let root = path.path.segments.first().filter(|_| path.path.segments.len() > 1);
        if root.is_some_and(|root| ["std", "core", "alloc"].iter().any(|name| root.ident == name)) {
            let function = pretty(path);
            return self.unsupported(
                Rule::NotAnEntity,
                call,
                &format!(
                    "`{function}` is not a task, so its call can't be a node of the graph: call it inside a task"
                ),
            );
        }
        self.goes_on = true;
        let awaited = suffix.awaited.then(|| quote_spanned!(call.span()=> .__awaited()));
        let reply = match suffix {
            Suffix { tried: true, .. } => quote_spanned!(call.span()=> .__tried()),
            Suffix { alone: true, .. } => quote_spanned!(call.span()=> .__alone()),
            _ => quote_spanned!(call.span()=> .__reply()),
        };
        // It is not the type of what a map's task gives.
        let typed = self.typed.take();
        let node = if let Some(map) = self.mapping(call, path) {
            self.calls += 1;
            map
        } else {
            self.typed = typed;
            self.recorded(call, path)
        };
        let tokens = quote_spanned!(call.span()=> #node #awaited #reply);
        (tokens, Shape::Promise)
    }

    /// The call of a failure handler, whose outputs nobody gets.
    pub(super) fn handler(&mut self, call: &ExprCall) -> Option<TokenStream> {
        let Callee::Entity(path) = self.callee(&call.func) else {
            let message = "a failure handler is a task or a workflow: call it by its path";
            self.errors.on(Rule::HandlerCall, &call.func, message);
            return None;
        };
        let node = self.recorded(call, path);
        Some(quote_spanned!(call.span()=> #node.__handler()))
    }

    /// The node of a call, before `?` or `.await` behind it is read.
    pub(super) fn recorded(&mut self, call: &ExprCall, path: &ExprPath) -> TokenStream {
        self.calls += 1;
        let typed = self.typed.take();
        let mut may_be_gate = false;
        let mut arguments = Vec::with_capacity(call.args.len());
        for (index, argument) in call.args.iter().enumerate() {
            let (tokens, kind) = self.expression(argument);
            // Only a gate and its value: whatever else has a constant first is an ordinary call.
            may_be_gate |=
                index == 0 && call.args.len() <= 2 && (kind.is_constant() || is_named_as_a_gate(path));
            arguments.push(self.bound(argument, tokens, &kind));
        }
        let called = quote_spanned!(call.span()=> (#path, #(#arguments),*));
        if may_be_gate {
            let said = if typed.is_some() || has_type(path) { quote!(Said) } else { quote!(Unsaid) };
            let node = quote_spanned!(call.span()=> __a::NamedCall::<_, __a::#said>::new(#called).__node());
            // `let title: String = wait_for("title")` says the type nowhere else.
            typed.map_or(node.clone(), |ty| quote_spanned!(call.span()=> __a::of_type::<#ty>(#node)))
        } else {
            quote_spanned!(call.span()=> #called.__node())
        }
    }

    /// `Ok(promise)` falls away, since the graph has no errors of its own.
    fn succeed(&mut self, call: &ExprCall) -> Traced {
        let (arguments, kinds) = self.each(&call.args);
        match (arguments.as_slice(), kinds.as_slice()) {
            ([value], [kind]) if !kind.is_constant() => (value.clone(), kind.clone()),
            _ => (call.to_token_stream(), Shape::Constant),
        }
    }

    fn call_in_place(&mut self, call: &ExprCall, path: &ExprPath) -> Traced {
        let (arguments, kinds) = self.each(&call.args);
        let function = pretty(path);
        if let Some(name) =
            path.path.segments.last().filter(|last| MOMENTARY.iter().any(|name| last.ident == name))
        {
            let name = &name.ident;
            return self.unsupported(
                Rule::Momentary,
                call,
                &format!(
                    "`{name}` would run when the graph is made, not when the workflow runs: call it in a task"
                ),
            );
        }
        let kind = match kinds.as_slice() {
            kinds if kinds.iter().all(Shape::is_constant) => Shape::Constant,
            [kind] => match (gathers(path), kind, entry(&kind.item())) {
                (Some(Gathers::One), ..) => Shape::several(kind.clone()),
                (Some(Gathers::Several), Shape::Several(_), _) => kind.clone(),
                (Some(Gathers::Map(order)), Shape::Several(_), Some(value)) => Shape::map(order, value),
                _ => {
                    return self.promise_used(
                        Rule::PromiseValue,
                        call,
                        &format!("`{function}` needs a value"),
                    );
                }
            },
            _ => return self.promise_used(Rule::PromiseValue, call, &format!("`{function}` needs values")),
        };
        let function = &call.func;
        (quote_spanned!(call.span()=> #function(#(#arguments),*)), kind)
    }
}

/// Constructors that take promises as well as values.
enum Gathers {
    /// `Some(x)`
    One,
    /// `Vec::from([x])`
    Several,
    /// `HashMap::from([("a", x)])`
    Map(MapOrder),
}

fn gathers(path: &ExprPath) -> Option<Gathers> {
    let mut names = path.path.segments.iter().rev().map(|segment| &segment.ident);
    match (names.next()?.to_string().as_str(), names.next()) {
        ("Some", _) => Some(Gathers::One),
        ("from" | "from_iter", Some(list)) if list == "Vec" => Some(Gathers::Several),
        ("from" | "from_iter", Some(map)) => map_order(map).map(Gathers::Map),
        _ => None,
    }
}

pub(super) fn is_ok(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Ok"))
}

/// Whether a call that has no constant first might still be meant for a gate, whose error is clearer then. What it is, its
/// type says.
fn is_named_as_a_gate(path: &ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| last.ident == "approve" || last.ident == "wait_for")
}

/// Whether a path ends with types: `wait_for::<f64>`.
fn has_type(path: &ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| !last.arguments.is_none())
}

/// A constant that holds a function, by Rust's naming: `STEP`.
fn is_constant_name(name: &str) -> bool {
    name.len() > 1 && is_type_name(name) && !name.contains(char::is_lowercase)
}
