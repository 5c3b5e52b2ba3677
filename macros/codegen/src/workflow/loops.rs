//! Loops: run while the graph is traced, so over what is known then.

use super::assignments::variable;
use super::lift::lift;
use super::patterns::names;
use super::shape::Shape;
use super::{InArm, Traced, Tracer};
use crate::names::MapOrder;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Block, Expr, ExprBreak, ExprContinue, ExprForLoop, ExprLoop, ExprReturn, ExprWhile, Ident, Lifetime,
};

const HOW_OFTEN: &str = "the number of rounds of a loop is a value";

impl Tracer<'_> {
    pub(super) fn for_loop(&mut self, each: &ExprForLoop) -> Traced {
        self.counts |= matches!(&*each.expr, Expr::Range(_));
        let (items, kind) = self.looked_at(Rule::PromiseLoop, &each.expr, HOW_OFTEN);
        if kind.order() == Some(MapOrder::Random) {
            return self.gone_through(&each.expr);
        }
        let item = kind.item();
        self.scopes.enter();
        let wanted = self.declare(&each.pat, item.clone());
        if let Some(list) = changed(&each.expr) {
            names(&each.pat, &mut |name| self.scopes.is_element(name, list));
        }
        let body = self.loop_body(&each.body);
        self.scopes.leave();
        let (label, pattern) = (&each.label, &each.pat);
        if wanted == item {
            return (quote!(#label for #pattern in #items #body), Shape::Nothing);
        }
        match lift(quote!(__item), &item, &wanted) {
            Some(lifted) => {
                (quote!(#label for __item in #items { let #pattern = #lifted; #body }), Shape::Nothing)
            }
            None => self.unsupported(Rule::MixedValues, pattern, "the loop assigns promises to this, but it starts with constants that can't become promises: let a task return the first value"),
        }
    }

    pub(super) fn while_loop(&mut self, each: &ExprWhile) -> Traced {
        self.scopes.enter();
        let condition = self.condition(Rule::PromiseLoop, &each.cond, HOW_OFTEN);
        let body = self.loop_body(&each.body);
        self.scopes.leave();
        let label = &each.label;
        (quote!(#label while #condition #body), Shape::Nothing)
    }

    /// The value of `break` is a constant, so the loop's value is one.
    pub(super) fn endless_loop(&mut self, each: &ExprLoop) -> Traced {
        let body = self.loop_body(&each.body);
        let label = &each.label;
        (quote!(#label loop #body), if breaks_with_value(each) { Shape::Constant } else { Shape::Nothing })
    }

    fn loop_body(&mut self, body: &Block) -> TokenStream {
        let count = |arm: &mut Option<InArm>, by: isize| {
            if let Some(arm) = arm {
                arm.loops = arm.loops.saturating_add_signed(by);
            }
        };
        count(&mut self.arm, 1);
        let (tokens, _) = self.block(body);
        count(&mut self.arm, -1);
        tokens
    }

    /// Whether `break` or `continue` would leave the arm of a branch. How often the loop runs would depend on a promise.
    fn leaves_arm(&mut self, place: &impl ToTokens, label: Option<&Lifetime>) -> bool {
        let leaves = self.arm.is_some_and(|arm| arm.loops == 0 || label.is_some());
        if leaves {
            self.promise_used(Rule::PromiseLoop, place, HOW_OFTEN);
        }
        leaves
    }

    pub(super) fn next_round(&mut self, out: &ExprContinue) -> Traced {
        self.leaves_arm(out, out.label.as_ref());
        (out.to_token_stream(), Shape::Nothing)
    }

    pub(super) fn leave_loop(&mut self, out: &ExprBreak) -> Traced {
        if self.leaves_arm(out, out.label.as_ref()) {
            return (TokenStream::new(), Shape::Nothing);
        }
        let value = out.expr.as_ref().map(|value| {
            let (tokens, kind) = self.expression(value);
            if !kind.is_constant() {
                self.unsupported(Rule::UnsupportedSyntax, value, "`break` with a promise is not supported yet: assign it to a variable that is declared before the loop");
            }
            tokens
        });
        let label = &out.label;
        (quote!(break #label #value), Shape::Nothing)
    }

    pub(super) fn leave_body(&mut self, out: &ExprReturn) -> Traced {
        if self.arm.is_some_and(|arm| !arm.leaves) {
            return self.unsupported(Rule::PromiseBranch, out, "`return` with a value can't leave an arm from inside of the graph: make the `if` the last expression of the workflow, with what follows in its `else`");
        }
        let value = match &out.expr {
            Some(value) => self.outputs(value).0,
            None => self.leave(out, &quote!(())).0,
        };
        (quote!(return #value), Shape::Nothing)
    }
}

/// The list whose elements a loop may change: `&mut parts`, `parts.iter_mut().enumerate()`.
pub(super) fn changed(items: &Expr) -> Option<&Ident> {
    match items {
        Expr::Paren(inner) => changed(&inner.expr),
        Expr::Reference(inner) if inner.mutability.is_some() => variable(&inner.expr),
        Expr::MethodCall(call) if ["iter_mut", "values_mut"].iter().any(|name| call.method == name) => {
            variable(&call.receiver)
        }
        Expr::MethodCall(call) => changed(&call.receiver).or_else(|| call.args.iter().find_map(changed)),
        _ => None,
    }
}

/// Whether the loop, as an expression, has a value. A `break` of an inner loop that is taken for one of this does no
/// harm: a loop with a value that nobody uses is as good as one without.
fn breaks_with_value(each: &ExprLoop) -> bool {
    fn any(tokens: proc_macro2::TokenStream) -> bool {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                proc_macro2::TokenTree::Ident(word) if word == "break" => {
                    let ended = match tokens.peek() {
                        None => true,
                        Some(proc_macro2::TokenTree::Punct(punct)) => matches!(punct.as_char(), ';' | ','),
                        Some(_) => false,
                    };
                    if !ended {
                        return true;
                    }
                }
                proc_macro2::TokenTree::Group(group) if any(group.stream()) => return true,
                _ => {}
            }
        }
        false
    }
    any(quote::ToTokens::to_token_stream(&each.body))
}
