//! Mistakes that a tracer finds: on the expression itself, with the reason and the way out.

use super::shape::Shape;
use super::{Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Expr;

impl Tracer<'_> {
    pub(super) fn require_constant(&mut self, rule: Rule, value: &Expr, kind: &Shape, what: &str) {
        if !kind.is_constant() {
            self.promise_used(rule, value, what);
        }
    }

    /// Walks over a part that decides something. Where its only mistakes are that it needs the values of promises, they
    /// become one mistake of the part: in `while n > 3` the loop is the mistake, not `>`.
    pub(super) fn deciding<T>(
        &mut self,
        rule: Rule,
        place: &impl ToTokens,
        what: &str,
        walk: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let (errors, asked) = (self.errors.count(), self.asked);
        let walked = walk(self);
        let (found, asked) = (self.errors.count() - errors, self.asked - asked);
        if found > 0 && found == asked {
            self.errors.truncate(errors);
            self.asked -= asked;
            self.promise_used(rule, place, what);
        }
        walked
    }

    /// `what` needs a value that does not exist yet.
    pub(super) fn promise_used(&mut self, rule: Rule, place: &impl ToTokens, what: &str) -> Traced {
        self.asked += 1;
        let message =
            format!("{what}, but a promise has none until Flyte has run its task: do this in a task");
        self.unsupported(rule, place, &message)
    }

    /// Reports the mistake, and puts nothing in place of the expression.
    pub(super) fn unsupported(&mut self, rule: Rule, place: &impl ToTokens, message: &str) -> Traced {
        self.errors.on(rule, place, message);
        (TokenStream::new(), Shape::Nothing)
    }

    /// An expression that no tracer knows yet.
    pub(super) fn unknown(&mut self, value: &Expr) -> Traced {
        let what = match value {
            Expr::Closure(_) if self.has_values() => {
                return self.unsupported(Rule::ValueClosure, value, "a closure that calls a task or holds a promise gets no value, so it can be given only to `map`, `for_each` and `fold` of an iterator: write that, or a `for` loop");
            }
            Expr::Closure(_) => {
                return self.unsupported(Rule::FunctionValue, value, "a closure is supported in a workflow only as the task of a `map`: write `map(|x| task(x), list)` for a promise of a list, a `for` loop that pushes into a `Vec` for a list that is known, or do it in a task");
            }
            Expr::Async(_) => {
                return self.unsupported(Rule::UnsupportedSyntax, value, "an `async` block is not supported in a workflow: call the task and write `.await` right behind it. Calls that don't need one another run in parallel anyway");
            }
            Expr::Unsafe(_) => "an `unsafe` block is",
            Expr::Let(_) => "`let` in a longer condition is",
            Expr::RawAddr(_) => "a raw pointer is",
            _ => "this expression is",
        };
        self.unsupported(
            Rule::UnsupportedSyntax,
            value,
            &format!("{what} not supported in a workflow yet: do it in a task"),
        )
    }
}
