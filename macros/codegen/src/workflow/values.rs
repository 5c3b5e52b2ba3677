//! Real values in a dynamic workflow: what touches no promise and calls no task is ordinary Rust, closures included.

use super::branches::is_err;
use super::lift::lift;
use super::shape::Shape;
use super::{InArm, Inputs, Traced, Tracer};
use crate::names::{is_associated, is_type_name};
use aileron_grammar::Rule;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ExprMethodCall, ExprPath, GenericArgument, PathArguments, Token, Type};

/// The methods of an iterator that may call a task for each item.
const ITERATING: [&str; 3] = ["fold", "for_each", "map"];

impl Tracer<'_> {
    /// Whether the body runs with real values.
    pub(super) fn has_values(&self) -> bool {
        self.inputs == Inputs::Values
    }

    /// Whether an expression of a dynamic workflow is ordinary Rust, as it is written.
    pub(super) fn is_real(&self, value: &Expr) -> bool {
        self.has_values()
            && !is_followed(value)
            && !(self.arm.is_some() && is_err(value))
            && self.are_real(&value.to_token_stream())
    }

    /// The same for any tokens: they name no promise, call nothing by its name, and do not leave the body.
    pub(super) fn are_real(&self, tokens: &TokenStream) -> bool {
        !self.mentions_promise(tokens) && !self.calls_by_name(tokens) && !self.leaves(tokens)
    }

    /// Whether something is called that is neither a method, nor an associated function, nor a closure in a variable; or
    /// is given by its name to a method that calls it: `.map(square)`.
    fn calls_by_name(&self, tokens: &TokenStream) -> bool {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        tokens.iter().enumerate().any(|(index, token)| match token {
            TokenTree::Group(group) => self.calls_by_name(&group.stream()),
            TokenTree::Ident(name) => {
                let after = &tokens[index + 1..];
                is_called(after)
                    && (self.is_entity(&name.to_string(), &tokens[..index])
                        || self.is_given_task(name, after))
            }
            _ => false,
        })
    }

    /// Whether a method calls what may be a task for each item.
    fn is_given_task(&self, method: &proc_macro2::Ident, after: &[TokenTree]) -> bool {
        let [TokenTree::Group(arguments), ..] = after else { return false };
        let parse = Punctuated::<Expr, Token![,]>::parse_terminated;
        ITERATING.iter().any(|name| method == name)
            && parse.parse2(arguments.stream()).is_ok_and(
                |arguments| matches!(arguments.last(), Some(Expr::Path(path)) if self.is_task(path)),
            )
    }

    /// Whether a name with these tokens before it can be that of a task.
    fn is_entity(&self, name: &str, before: &[TokenTree]) -> bool {
        const WORDS: [&str; 17] = [
            "as", "break", "dyn", "else", "fn", "for", "if", "impl", "in", "let", "match", "move", "mut",
            "pub", "ref", "return", "while",
        ];
        if WORDS.contains(&name) || is_type_name(name) {
            return false;
        }
        match before {
            [.., TokenTree::Ident(word)] if word == "fn" => false,
            [.., TokenTree::Punct(dot)] if dot.as_char() == '.' => is_range(before),
            [.., TokenTree::Ident(home), TokenTree::Punct(one), TokenTree::Punct(other)]
                if one.as_char() == ':' && other.as_char() == ':' =>
            {
                !is_home_of_others(home, &before[..before.len() - 3])
            }
            // `<T as Trait>::function(…)`, `Vec::<i64>::new()`
            [.., TokenTree::Punct(end), TokenTree::Punct(one), TokenTree::Punct(_)]
                if one.as_char() == ':' && end.as_char() == '>' =>
            {
                false
            }
            _ => syn::parse_str(name).is_ok_and(|name| self.scopes.find(&name).is_none()),
        }
    }

    /// Whether these tokens leave the body, or in an arm, which is a closure, what is outside of the arm.
    fn leaves(&self, tokens: &TokenStream) -> bool {
        let in_arm = self.arm.is_some();
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        tokens.iter().enumerate().any(|(index, token)| match token {
            TokenTree::Ident(word) if word == "return" => true,
            TokenTree::Ident(word) => {
                in_arm && ["await", "bail", "break", "continue", "ensure"].iter().any(|out| word == out)
            }
            TokenTree::Punct(punct) => {
                // `?` behind a value, not `?Sized`.
                in_arm && punct.as_char() == '?' && index > 0
            }
            TokenTree::Group(group) => self.leaves(&group.stream()),
            TokenTree::Literal(_) => false,
        })
    }

    /// `.map(square)`, `.map(|x| square(x))` and their like, on an iterator of real values or of promises.
    pub(super) fn each_item(
        &mut self,
        call: &ExprMethodCall,
        receiver: &TokenStream,
        kind: &Shape,
    ) -> Option<Traced> {
        if !self.has_values() || !matches!(kind, Shape::Constant | Shape::Several(_)) {
            return None;
        }
        let (method, arguments) = (&call.method, call.args.iter().collect::<Vec<_>>());
        match (method.to_string().as_str(), arguments.as_slice()) {
            ("map" | "for_each", [function]) => {
                let (closure, given) = self.closure(function, &[kind.item()])?;
                let kind = if method == "map" { Shape::several(given) } else { Shape::Nothing };
                Some((quote_spanned!(call.span()=> #receiver.#method(#closure)), kind))
            }
            ("fold", [first, function]) => {
                let (tokens, first_kind) = self.expression(first);
                let (closure, _) = self.closure(function, &[Shape::Promise, kind.item()])?;
                let Some(first) = lift(tokens, &first_kind, &Shape::Promise) else {
                    let message = "this first value can't become a promise: let a task return it";
                    return Some(self.unsupported(Rule::MixedValues, *first, message));
                };
                Some((quote_spanned!(call.span()=> #receiver.fold(#first, #closure)), Shape::Promise))
            }
            _ => None,
        }
    }

    /// `….collect::<Result<Vec<_>, _>>()` in front of a `?`: the call that collects promises, which have no errors.
    pub(super) fn collected_results(&self, value: &Expr) -> Option<ExprMethodCall> {
        let Expr::MethodCall(call) = value else { return None };
        if !self.has_values() || call.method != "collect" || self.is_real(value) {
            return None;
        }
        let named = call.turbofish.as_ref()?.args.first()?;
        let GenericArgument::Type(Type::Path(result)) = named else { return None };
        let last = result.path.segments.last().filter(|last| last.ident == "Result")?;
        let PathArguments::AngleBracketed(inner) = &last.arguments else { return None };
        let turbofish = match inner.args.first()? {
            GenericArgument::Type(Type::Infer(_)) => None,
            ty => syn::parse2(quote!(::<#ty>)).ok(),
        };
        Some(ExprMethodCall { turbofish, ..call.clone() })
    }

    /// A function for items of these kinds, and the kind of what it gives; none if it is no function with calls in it.
    fn closure(&mut self, function: &Expr, items: &[Shape]) -> Option<Traced> {
        match function {
            Expr::Paren(inner) => self.closure(&inner.expr, items),
            Expr::Group(inner) => self.closure(&inner.expr, items),
            Expr::Closure(closure) => self.closure_on(closure, items),
            Expr::Path(path) if self.is_task(path) => {
                let names: Vec<_> =
                    (0..items.len()).map(|index| quote::format_ident!("__item{index}")).collect();
                let bound =
                    names.iter().zip(items).map(|(name, kind)| self.bound(function, quote!(#name), kind));
                let bound: Vec<_> = bound.collect();
                self.goes_on = true;
                self.calls += 1;
                let call = quote_spanned!(path.span()=> (#path, #(#bound),*).__node().__reply());
                Some((quote_spanned!(path.span()=> |#(#names),*| #call), Shape::Promise))
            }
            _ => None,
        }
    }

    /// A closure with calls or promises in it.
    fn closure_on(&mut self, closure: &ExprClosure, items: &[Shape]) -> Option<Traced> {
        let holds_promises = items.iter().any(|item| !item.is_constant());
        if closure.inputs.len() != items.len() || closure.asyncness.is_some() {
            return None;
        }
        if !holds_promises && self.are_real(&closure.to_token_stream()) {
            return None;
        }
        self.scopes.enter();
        for (pattern, item) in closure.inputs.iter().zip(items) {
            self.declare_as_is(pattern, item);
        }
        let outside = self.scopes.depth().saturating_sub(1);
        let outer = self.arm.replace(InArm { leaves: false, loops: 0, outside });
        let (body, kind) = self.expression(&closure.body);
        self.arm = outer;
        self.scopes.leave();
        let patterns = closure.inputs.iter().zip(items).map(|(pattern, kind)| match pattern {
            syn::Pat::Type(typed) if !kind.is_constant() => typed.pat.to_token_stream(),
            pattern => pattern.to_token_stream(),
        });
        let capture = &closure.capture;
        Some((quote_spanned!(closure.span()=> #capture |#(#patterns),*| #body), kind))
    }

    /// Whether a path names what can be a task: a free function.
    fn is_task(&self, path: &ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let root = path.path.segments.first().map(|root| root.ident.to_string()).unwrap_or_default();
        path.qself.is_none()
            && !is_type_name(&last.ident.to_string())
            && !is_associated(&path.path)
            && (path.path.segments.len() == 1 || !is_standard(&root))
            && path.path.get_ident().is_none_or(|name| self.scopes.find(name).is_none())
    }
}

/// Whether an expression is always walked over: it may bind or assign something, or never end.
fn is_followed(value: &Expr) -> bool {
    matches!(
        value,
        Expr::Assign(_)
            | Expr::Break(_)
            | Expr::Continue(_)
            | Expr::Return(_)
            | Expr::Macro(_)
            | Expr::Let(_)
    )
}

/// Whether these tokens begin with the arguments of a call, or with generics and then those.
fn is_called(after: &[TokenTree]) -> bool {
    match after {
        [TokenTree::Group(group), ..] => group.delimiter() == Delimiter::Parenthesis,
        [TokenTree::Punct(one), TokenTree::Punct(other), TokenTree::Punct(open), rest @ ..]
            if one.as_char() == ':' && other.as_char() == ':' && open.as_char() == '<' =>
        {
            let mut depth = 1_usize;
            let end = rest.iter().position(|token| {
                match token {
                    TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
                    TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            end.is_some_and(|end| is_called(&rest[end + 1..]))
        }
        _ => false,
    }
}

/// Whether the last token is the end of `..`, not the dot before a method.
fn is_range(before: &[TokenTree]) -> bool {
    matches!(before, [.., TokenTree::Punct(one), TokenTree::Punct(_)] if one.as_char() == '.')
}

/// Whether a path to a function begins or ends with what no task can be in: a type, or the standard library.
fn is_home_of_others(home: &proc_macro2::Ident, before: &[TokenTree]) -> bool {
    let associated = syn::parse_str(&format!("{home}::call")).is_ok_and(|path| is_associated(&path));
    let mut root = home.to_string();
    let mut rest = before;
    while let [outer @ .., TokenTree::Ident(name), TokenTree::Punct(one), TokenTree::Punct(two)] = rest
        && one.as_char() == ':'
        && two.as_char() == ':'
    {
        root = name.to_string();
        rest = outer;
    }
    associated || is_standard(&root)
}

fn is_standard(root: &str) -> bool {
    ["std", "core", "alloc"].contains(&root)
}
