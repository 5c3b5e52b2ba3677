//! Expressions: each kind of them as it stands in a tracer, or the reason why it can't stand there.

use super::Tracer;
use super::calls::lifted;
use super::scope::Kind;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprAssign, ExprIf, ExprMacro, ExprMatch, Macro, Member, Token};

impl Tracer<'_> {
    /// What stands for the expression in the tracer, and its kind.
    pub(super) fn expression(&mut self, value: &Expr) -> (TokenStream, Kind) {
        match value {
            Expr::Lit(_) | Expr::Const(_) | Expr::Continue(_) => (value.to_token_stream(), Kind::Constant),
            Expr::Path(path) => {
                let variable = path.path.get_ident().and_then(|name| self.scopes.find(name));
                (path.to_token_stream(), variable.map_or(Kind::Constant, |variable| variable.kind))
            }
            Expr::Call(call) => self.call(call, false),
            Expr::MethodCall(call) => self.method(call),
            Expr::Await(inner) => self.awaited(&inner.base),
            Expr::Try(inner) => self.tried(&inner.expr),
            Expr::Macro(ExprMacro { mac, .. }) => self.macro_call(mac),
            Expr::Paren(inner) => self.around(&inner.expr, |inner| quote!((#inner))),
            Expr::Group(inner) => self.expression(&inner.expr),
            Expr::Reference(inner) => {
                let mutability = &inner.mutability;
                self.around(&inner.expr, |inner| quote!(&#mutability #inner))
            }
            Expr::Block(inner) => self.block(&inner.block),
            Expr::Tuple(parts) => {
                let (parts, kind) = self.each(&parts.elems);
                (quote_spanned!(value.span()=> (#(#parts,)*)), kind.held())
            }
            Expr::Array(parts) => {
                let (parts, kind) = self.alike(&parts.elems);
                (quote_spanned!(value.span()=> [#(#parts),*]), kind.held())
            }
            Expr::If(choice) => self.choice(choice),
            Expr::Match(choice) => self.matched(choice),
            Expr::Assign(assign) => self.assign(assign),
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) | Expr::Break(_) | Expr::Return(_) => {
                self.flow(value)
            }
            _ => self.operation(value),
        }
    }

    /// The kind alone, for a second look at an expression.
    pub(super) fn kind_of(&mut self, value: &Expr) -> Kind {
        match value {
            Expr::Path(path) => path
                .path
                .get_ident()
                .and_then(|name| self.scopes.find(name))
                .map_or(Kind::Constant, |v| v.kind),
            Expr::Call(_) | Expr::Await(_) | Expr::Try(_) | Expr::MethodCall(_) => {
                let mut unheard = crate::errors::Errors::default();
                Tracer { scopes: self.scopes, errors: &mut unheard }.expression(value).1
            }
            Expr::Paren(inner) => self.kind_of(&inner.expr),
            Expr::Reference(inner) => self.kind_of(&inner.expr),
            Expr::Tuple(parts) => {
                parts.elems.iter().fold(Kind::Constant, |kind, part| kind.or(self.kind_of(part))).held()
            }
            Expr::Lit(_) => Kind::Constant,
            _ => Kind::Constant,
        }
    }

    /// The value that leaves the workflow: promises as they are, constants bound as constants.
    pub(super) fn outputs(&mut self, value: &Expr) -> (TokenStream, Kind) {
        match value {
            Expr::Tuple(parts) if !parts.elems.is_empty() => {
                let parts: Vec<_> = parts.elems.iter().map(|part| self.argument(part)).collect();
                (quote_spanned!(value.span()=> (#(#parts,)*)), Kind::Holder)
            }
            Expr::Paren(inner) => self.outputs(&inner.expr),
            Expr::Call(call) if is_ok(call) => match call.args.first() {
                Some(inner) => self.outputs(inner),
                None => self.expression(value),
            },
            Expr::Block(inner) => self.in_scope(&inner.block, Self::outputs),
            Expr::Lit(_)
            | Expr::Path(_)
            | Expr::MethodCall(_)
            | Expr::Binary(_)
            | Expr::Unary(_)
            | Expr::Macro(_) => (self.argument(value), Kind::Holder),
            _ => self.expression(value),
        }
    }

    fn around(&mut self, inner: &Expr, wrap: impl Fn(TokenStream) -> TokenStream) -> (TokenStream, Kind) {
        let (tokens, kind) = self.expression(inner);
        (wrap(tokens), kind)
    }

    fn awaited(&mut self, base: &Expr) -> (TokenStream, Kind) {
        match base {
            Expr::Call(call) => self.call(call, true),
            Expr::Paren(inner) => self.awaited(&inner.expr),
            _ => self.unsupported(base, "`.await` stands right behind the call in a workflow: write `task(…).await`. Calls that don't need one another run in parallel anyway"),
        }
    }

    /// `?` falls away behind a promise; on a constant it is carried out when the graph is traced.
    fn tried(&mut self, inner: &Expr) -> (TokenStream, Kind) {
        let (tokens, kind) = self.expression(inner);
        if kind.is_constant() {
            (quote_spanned!(inner.span()=> __a::settled(#tokens)), kind)
        } else {
            (tokens, kind)
        }
    }

    fn choice(&mut self, choice: &ExprIf) -> (TokenStream, Kind) {
        self.scopes.enter();
        let condition = self.condition(
            &choice.cond,
            "`if` on a promise is not supported yet (it will become a branch of the graph)",
        );
        let (then, then_kind) = self.block(&choice.then_branch);
        self.scopes.leave();
        let Some((_, otherwise)) = &choice.else_branch else {
            return (quote!(if #condition #then), Kind::Constant);
        };
        let (otherwise, else_kind) = self.expression(otherwise);
        let all = then_kind.or(else_kind);
        let (then, otherwise) = (lifted(then, then_kind, all), lifted(otherwise, else_kind, all));
        (quote!(if #condition { #then } else { #otherwise }), all)
    }

    /// A condition decides while the graph is traced, so it is made of constants.
    fn condition(&mut self, condition: &Expr, what: &str) -> TokenStream {
        if let Expr::Let(binding) = condition {
            let (value, kind) = self.expression(&binding.expr);
            self.require_constant(&binding.expr, kind, what);
            self.declare(&binding.pat, Kind::Constant);
            let pattern = &binding.pat;
            return quote!(let #pattern = #value);
        }
        let (tokens, kind) = self.expression(condition);
        self.require_constant(condition, kind, what);
        tokens
    }

    fn matched(&mut self, choice: &ExprMatch) -> (TokenStream, Kind) {
        let (value, kind) = self.expression(&choice.expr);
        self.require_constant(&choice.expr, kind, "`match` on a promise can't be a graph");
        let mut all = Kind::Constant;
        let mut arms = Vec::new();
        for arm in &choice.arms {
            self.scopes.enter();
            self.declare(&arm.pat, Kind::Constant);
            let guard = arm.guard.as_ref().map(|(_, guard)| {
                let guard = self.condition(guard, "a guard on a promise can't be a graph");
                quote!(if #guard)
            });
            let (body, kind) = self.expression(&arm.body);
            self.scopes.leave();
            all = all.or(kind);
            arms.push((&arm.pat, guard, body, kind));
        }
        let arms = arms.into_iter().map(|(pattern, guard, body, kind)| {
            let body = lifted(body, kind, all);
            quote!(#pattern #guard => #body)
        });
        (quote!(match #value { #(#arms),* }), all)
    }

    fn assign(&mut self, assign: &ExprAssign) -> (TokenStream, Kind) {
        let (value, kind) = self.expression(&assign.right);
        let (target, target_kind) = self.expression(&assign.left);
        if let Expr::Path(path) = &*assign.left {
            if let Some(variable) = path.path.get_ident().and_then(|name| self.scopes.find(name)) {
                self.scopes.receives(variable, kind);
            }
        }
        let value = lifted(value, kind, target_kind);
        (quote_spanned!(assign.span()=> #target = #value), Kind::Constant)
    }

    fn flow(&mut self, value: &Expr) -> (TokenStream, Kind) {
        let tokens = match value {
            Expr::ForLoop(each) => {
                let (items, kind) = self.expression(&each.expr);
                if kind == Kind::Promise {
                    return self.promise_used(&each.expr, "a loop over a promise can't be a graph: how often it runs is only known when the value is there");
                }
                self.scopes.enter();
                self.declare(&each.pat, if kind.is_constant() { kind } else { Kind::Promise });
                let (body, _) = self.block(&each.body);
                self.scopes.leave();
                let (label, pattern) = (&each.label, &each.pat);
                quote!(#label for #pattern in #items #body)
            }
            Expr::While(each) => {
                self.scopes.enter();
                let condition =
                    self.condition(&each.cond, "a loop that waits for a promise can't be a graph");
                let (body, _) = self.block(&each.body);
                self.scopes.leave();
                let label = &each.label;
                quote!(#label while #condition #body)
            }
            Expr::Loop(each) => {
                let (body, _) = self.block(&each.body);
                let label = &each.label;
                return (quote!(#label loop #body), Kind::Holder);
            }
            Expr::Break(out) => {
                let value = out.expr.as_ref().map(|value| self.expression(value).0);
                let label = &out.label;
                quote!(break #label #value)
            }
            Expr::Return(out) => {
                let value = out.expr.as_ref().map(|value| self.outputs(value).0);
                quote!(return #value)
            }
            _ => value.to_token_stream(),
        };
        (tokens, Kind::Constant)
    }

    /// What is ordinary Rust on constants and impossible on promises.
    fn operation(&mut self, value: &Expr) -> (TokenStream, Kind) {
        match value {
            Expr::Binary(both) => {
                let (left, right) = (self.expression(&both.left), self.expression(&both.right));
                if !left.1.or(right.1).is_constant() {
                    return self.promise_used(value, "an operator needs the values themselves");
                }
                let (left, operator, right) = (left.0, &both.op, right.0);
                (quote_spanned!(value.span()=> #left #operator #right), Kind::Constant)
            }
            Expr::Unary(one) => {
                let (inner, kind) = self.expression(&one.expr);
                let operator = &one.op;
                if matches!(operator, syn::UnOp::Deref(_)) {
                    return (quote_spanned!(value.span()=> #operator #inner), kind);
                }
                if !kind.is_constant() {
                    return self.promise_used(value, "an operator needs the value itself");
                }
                (quote_spanned!(value.span()=> #operator #inner), Kind::Constant)
            }
            Expr::Cast(cast) => {
                let (inner, kind) = self.expression(&cast.expr);
                if !kind.is_constant() {
                    return self.promise_used(value, "`as` needs the value itself");
                }
                let ty = &cast.ty;
                (quote_spanned!(value.span()=> #inner as #ty), Kind::Constant)
            }
            Expr::Field(field) => {
                let (inner, kind) = self.expression(&field.base);
                if let (false, Member::Named(name)) = (kind.is_constant(), &field.member) {
                    let name = name.clone();
                    return self.unsupported(value, &format!("reading the field `{name}` of a promise is not supported yet: let the task return it as an output of its own, or a task take it out"));
                }
                let member = &field.member;
                (
                    quote_spanned!(value.span()=> #inner.#member),
                    if kind.is_constant() { kind } else { Kind::Promise },
                )
            }
            Expr::Index(index) => {
                let (inner, kind) = self.expression(&index.expr);
                let (place, place_kind) = self.expression(&index.index);
                if kind == Kind::Promise || !place_kind.is_constant() {
                    return self.unsupported(
                        value,
                        "indexing a promise is not supported yet: let a task take the element out",
                    );
                }
                (
                    quote_spanned!(value.span()=> #inner[#place]),
                    if kind.is_constant() { kind } else { Kind::Promise },
                )
            }
            Expr::Range(range) => {
                let ends =
                    [&range.start, &range.end].map(|end| end.as_ref().map(|end| (end, self.expression(end))));
                for (end, (_, kind)) in ends.iter().flatten() {
                    self.require_constant(end, *kind, "a range over a promise can't be a graph");
                }
                let [start, end] = ends.map(|end| end.map(|(_, (tokens, _))| tokens));
                let limits = &range.limits;
                (quote_spanned!(value.span()=> (#start #limits #end)), Kind::Constant)
            }
            Expr::Repeat(list) => {
                let (inner, kind) = self.expression(&list.expr);
                let length = &list.len;
                (quote_spanned!(value.span()=> [#inner; #length]), kind.held())
            }
            Expr::Struct(fields) => {
                let (_, kind) = self.each(fields.fields.iter().map(|field| &field.expr));
                self.require_constant(value, kind, "a struct with promises in it is not supported yet");
                (value.to_token_stream(), Kind::Constant)
            }
            other => self.unsupported(
                other,
                &format!("{} not supported in a workflow yet: do it in a task", name_of(other)),
            ),
        }
    }

    pub(super) fn macro_call(&mut self, call: &Macro) -> (TokenStream, Kind) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let (path, span) = (&call.path, call.span());
        let list = Punctuated::<Expr, Token![,]>::parse_terminated;
        match name.as_str() {
            "vec" => {
                if let Ok(repeat) = syn::parse2::<syn::ExprRepeat>(quote_brackets(&call.tokens)) {
                    let (inner, kind) = self.expression(&repeat.expr);
                    let length = &repeat.len;
                    return (quote_spanned!(span=> #path![#inner; #length]), kind.held());
                }
                match list.parse2(call.tokens.clone()) {
                    Ok(parts) => {
                        let (parts, kind) = self.alike(&parts);
                        (quote_spanned!(span=> #path![#(#parts),*]), kind.held())
                    }
                    Err(error) => {
                        self.errors.push(error);
                        (TokenStream::new(), Kind::Constant)
                    }
                }
            }
            "format" | "concat" | "env" | "option_env" | "include_str" | "stringify" | "line" | "file" | "module_path" => {
                let (parts, kind) = match list.parse2(call.tokens.clone()) {
                    Ok(parts) => self.each(&parts),
                    Err(_) => (Vec::new(), Kind::Constant),
                };
                if !kind.is_constant() || self.captures_promise(&call.tokens) {
                    return self.promise_used(call, &format!("`{name}!` needs the values themselves"));
                }
                let tokens = if parts.is_empty() { call.tokens.clone() } else { quote!(#(#parts),*) };
                (quote_spanned!(span=> #path!(#tokens)), Kind::Constant)
            }
            "println" | "print" | "eprintln" | "eprint" | "dbg" | "write" | "writeln" => {
                self.unsupported(call, &format!("`{name}!` would print when the graph is made, not when the workflow runs: do it in a task"))
            }
            _ => self.unsupported(call, &format!("`{name}!` is not supported in a workflow yet: call it in a task")),
        }
    }

    /// Whether a format string names a promise: `"{count}"`.
    fn captures_promise(&self, tokens: &TokenStream) -> bool {
        let Some(proc_macro2::TokenTree::Literal(text)) = tokens.clone().into_iter().next() else {
            return false;
        };
        let text = text.to_string().replace("{{", "");
        text.split('{').skip(1).any(|rest| {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            syn::parse_str::<syn::Ident>(&name)
                .is_ok_and(|name| self.scopes.find(&name).is_some_and(|v| !v.kind.is_constant()))
        })
    }

    pub(super) fn require_constant(&mut self, value: &Expr, kind: Kind, what: &str) {
        if !kind.is_constant() {
            self.promise_used(value, what);
        }
    }

    pub(super) fn promise_used(&mut self, place: &impl ToTokens, what: &str) -> (TokenStream, Kind) {
        self.unsupported(
            place,
            &format!(
                "{what}, but a promise has none until Flyte has run the task that gives it: do this in a task"
            ),
        )
    }

    /// The mistake, told on the very expression; something harmless stands for it.
    pub(super) fn unsupported(&mut self, place: &impl ToTokens, message: &str) -> (TokenStream, Kind) {
        self.errors.on(place, message);
        (TokenStream::new(), Kind::Constant)
    }
}

fn is_ok(call: &syn::ExprCall) -> bool {
    matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Ok"))
}

fn quote_brackets(tokens: &TokenStream) -> TokenStream {
    quote!([#tokens])
}

fn name_of(value: &Expr) -> &'static str {
    match value {
        Expr::Closure(_) => "a closure is",
        Expr::Async(_) => "an `async` block is",
        Expr::Unsafe(_) => "an `unsafe` block is",
        Expr::TryBlock(_) => "a `try` block is",
        Expr::Yield(_) => "`yield` is",
        Expr::Let(_) => "`let` in a longer condition is",
        _ => "this expression is",
    }
}
