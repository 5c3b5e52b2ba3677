//! Calls with a function: `map(task, list)` and `map(|x| task(x, y), list)`.
//!
//! No task takes a function, so such a call is one of a construct, known by its type like every other function. The tracer
//! writes the closure again, with a node in the place of its call.

use super::Tracer;
use super::calls::Callee;
use super::shape::Shape;
use super::statements::{parts, untyped};
use crate::names::{is_associated, is_type_name};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprCall, ExprClosure, ExprPath, Pat, ReturnType, Stmt};

/// What is written in a map's closure.
const ONE_CALL: &str = "a map is one call of a task for each element, so this closure must be one: write `|x| task(x)`, with \
                        promises, constants or clones beside the element";

impl Tracer<'_> {
    /// The call of a function that takes a function; none for other calls.
    pub(super) fn mapping(&mut self, call: &ExprCall, path: &ExprPath) -> Option<TokenStream> {
        let mut arguments = call.args.iter();
        let (Some(task), Some(lists), None) = (arguments.next(), arguments.next(), arguments.next()) else {
            return None;
        };
        let closure = match task {
            Expr::Closure(closure) => Some(closure),
            Expr::Path(function) if self.is_function(function) => None,
            _ => return None,
        };
        let lists = match lists {
            Expr::Tuple(lists) => {
                let lists = lists.elems.iter().map(|list| self.argument(list));
                let lists: Vec<TokenStream> = lists.collect();
                quote!((#(#lists,)*))
            }
            list => self.argument(list),
        };
        let calls = self.calls;
        let task = if let Some(closure) = closure {
            self.task_of(closure)
        } else {
            quote_spanned!(task.span()=> |__item| (#task, __item).__node())
        };
        // The node is that of the map.
        self.calls = calls;
        Some(
            quote_spanned!(call.span()=> { let (__f, __l) = __a::each(#lists, #task); (#path, __f, __l).__node() }),
        )
    }

    /// Whether a path as an argument names a function: neither a variable nor a constant.
    fn is_function(&self, path: &ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let is_variable = path.path.get_ident().is_some_and(|name| self.scopes.find(name).is_some());
        !is_variable
            && path.qself.is_none()
            && !is_associated(&path.path)
            && !is_type_name(&last.ident.to_string())
    }

    /// The closure with a node in the place of its call.
    fn task_of(&mut self, closure: &ExprClosure) -> TokenStream {
        let [pattern] = &closure.inputs.iter().collect::<Vec<_>>()[..] else {
            return self.unsupported(Rule::MapCall, closure, ONE_CALL).0;
        };
        let Some((call, path)) = only_call(closure).and_then(|call| match self.callee(&call.func) {
            Callee::Entity(path) => Some((call, path)),
            _ => None,
        }) else {
            return self.unsupported(Rule::MapCall, &closure.body, ONE_CALL).0;
        };
        self.scopes.enter();
        let taken = match untyped(pattern) {
            Pat::Struct(fields) => self.take_apart(fields, &quote!(__item), 0),
            pattern => {
                let value = if let Some(count) = parts(pattern) {
                    quote_spanned!(pattern.span()=> __a::Taken::<#count, _>(__item).__parts())
                } else {
                    quote!(__item)
                };
                self.declare_as_is(pattern, &Shape::Promise);
                quote!(let #pattern = #value;)
            }
        };
        let calls = self.calls;
        let node = self.recorded(call, path);
        if self.calls > calls + 1 {
            self.unsupported(Rule::MapCall, &closure.body, ONE_CALL);
        }
        self.scopes.leave();
        quote_spanned!(closure.span()=> |__item| { #taken #node })
    }
}

/// The call that is all of a closure.
fn only_call(closure: &ExprClosure) -> Option<&ExprCall> {
    if closure.asyncness.is_some() || !matches!(closure.output, ReturnType::Default) {
        return None;
    }
    let mut body = &*closure.body;
    loop {
        body = match body {
            Expr::Call(call) => return Some(call),
            Expr::Paren(inner) => &inner.expr,
            Expr::Group(inner) => &inner.expr,
            Expr::Block(block) => match &block.block.stmts[..] {
                [Stmt::Expr(only, None)] => only,
                _ => return None,
            },
            _ => return None,
        };
    }
}
