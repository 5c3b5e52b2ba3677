//! How a tracer says no: on the very expression, with the reason and the way out.

use super::shape::Shape;
use super::{Traced, Tracer};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Expr;

impl Tracer<'_> {
    pub(super) fn require_constant(&mut self, value: &Expr, kind: &Shape, what: &str) {
        if !kind.is_constant() {
            self.promise_used(value, what);
        }
    }

    /// Walks over a part that decides something. Where all that is wrong with it is that values are asked for, they are
    /// asked for by what decides, and that is told once: `while n > 3` is a loop, whatever `>` is.
    pub(super) fn deciding<T>(
        &mut self,
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
            self.promise_used(place, what);
        }
        walked
    }

    /// `what` asks for a value that isn't there yet.
    pub(super) fn promise_used(&mut self, place: &impl ToTokens, what: &str) -> Traced {
        self.asked += 1;
        let message = format!(
            "{what}, but a promise has none until Flyte has run the task that gives it: do this in a task"
        );
        self.unsupported(place, &message)
    }

    /// The mistake, told where it stands; something harmless stands for it.
    pub(super) fn unsupported(&mut self, place: &impl ToTokens, message: &str) -> Traced {
        self.errors.on(place, message);
        (TokenStream::new(), Shape::Nothing)
    }

    /// An expression that no tracer knows yet.
    pub(super) fn unknown(&mut self, value: &Expr) -> Traced {
        let what = match value {
            Expr::Closure(_) => {
                return self.unsupported(value, "a closure is not supported in a workflow yet: write a `for` loop that pushes into a `Vec`, or do it in a task");
            }
            Expr::Async(_) => {
                return self.unsupported(value, "an `async` block is not supported in a workflow: call the task and write `.await` right behind it. Calls that don't need one another run in parallel anyway");
            }
            Expr::Unsafe(_) => "an `unsafe` block is",
            Expr::Let(_) => "`let` in a longer condition is",
            Expr::RawAddr(_) => "a raw pointer is",
            _ => "this expression is",
        };
        self.unsupported(value, &format!("{what} not supported in a workflow yet: do it in a task"))
    }
}
