//! `if` and `match`: by constants they are decided while the graph is traced, by promises they are branches of it.

use super::conditions::Condition;
use super::lift::lift;
use super::shape::Shape;
use super::{Last, Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{BinOp, Expr, ExprIf, ExprMatch};

impl Tracer<'_> {
    /// The last expression of a block or a branch.
    pub(super) fn last(&mut self, value: &Expr, last: Last) -> Traced {
        match last {
            Last::Value => self.expression(value),
            Last::Outputs => self.outputs(value),
        }
    }

    pub(super) fn choice(&mut self, choice: &ExprIf, last: Last) -> Traced {
        if binds(&choice.cond) {
            self.scopes.enter();
            let condition = self.condition(Rule::PromiseBranch, &choice.cond, "`if let` needs a value");
            return self.choice_on_constant(choice, &condition, last);
        }
        let condition = self.asked(&choice.cond);
        self.choice_of(choice, condition, last)
    }

    /// An `if` whose condition was read already.
    pub(super) fn choice_of(&mut self, choice: &ExprIf, condition: Condition, last: Last) -> Traced {
        match condition.question(&choice.cond) {
            Ok(question) => self.branch_if(choice, question, last),
            Err((condition, kind)) => {
                self.require_constant(Rule::PromiseBranch, &choice.cond, &kind, "`if` needs a value");
                self.scopes.enter();
                self.choice_on_constant(choice, &condition, last)
            }
        }
    }

    /// An `if` that is decided while the graph is traced. The scope of its condition is open.
    fn choice_on_constant(&mut self, choice: &ExprIf, condition: &TokenStream, last: Last) -> Traced {
        let then = self.in_scope(&choice.then_branch, last);
        self.scopes.leave();
        let Some((_, otherwise)) = &choice.else_branch else {
            let then = then.0;
            return (quote!(if #condition #then), Shape::Nothing);
        };
        let otherwise = match &**otherwise {
            Expr::Block(block) => self.in_scope(&block.block, last),
            Expr::If(choice) => self.choice(choice, last),
            other => self.last(other, last),
        };
        let (branches, kind) = self.alike(choice, vec![then, otherwise]);
        let [then, otherwise] = branches.as_slice() else { return (TokenStream::new(), kind) };
        (quote!(if #condition { #then } else { #otherwise }), kind)
    }

    /// The condition of `if` and `while`.
    pub(super) fn condition(&mut self, rule: Rule, condition: &Expr, what: &str) -> TokenStream {
        match condition {
            Expr::Let(binding) => {
                let value = self.looked_at(rule, &binding.expr, what);
                self.declare_as_is(&binding.pat, &value.1);
                let (pattern, value) = (&binding.pat, value.0);
                quote!(let #pattern = #value)
            }
            Expr::Binary(both)
                if matches!(both.op, BinOp::And(_)) && (binds(&both.left) || binds(&both.right)) =>
            {
                let (left, right) =
                    (self.condition(rule, &both.left, what), self.condition(rule, &both.right, what));
                quote!(#left && #right)
            }
            _ => self.deciding(rule, condition, what, |tracer| {
                let (tokens, kind) = tracer.expression(condition);
                tracer.require_constant(rule, condition, &kind, what);
                tokens
            }),
        }
    }

    pub(super) fn matched(&mut self, choice: &ExprMatch, last: Last) -> Traced {
        let (value, kind) = self.side(&choice.expr);
        if kind == Shape::Promise {
            return self.branch_match(choice, &value, last);
        }
        let mut heads = Vec::new();
        let mut bodies = Vec::new();
        for arm in &choice.arms {
            self.scopes.enter();
            self.declare_as_is(&arm.pat, &kind);
            let guard = arm.guard.as_ref().map(|(_, guard)| {
                let guard = self.condition(Rule::PromiseBranch, guard, "a guard needs a value");
                quote!(if #guard)
            });
            bodies.push(self.last(&arm.body, last));
            self.scopes.leave();
            let pattern = &arm.pat;
            heads.push(quote!(#pattern #guard));
        }
        let (bodies, kind) = self.alike(choice, bodies);
        (quote!(match #value { #(#heads => { #bodies })* }), kind)
    }

    /// The value that a pattern is compared with. The tracer knows how many values there are, but not the value of a promise.
    pub(super) fn looked_at(&mut self, rule: Rule, value: &Expr, what: &str) -> Traced {
        self.deciding(rule, value, what, |tracer| {
            let (tokens, kind) = tracer.expression(value);
            if kind != Shape::Promise {
                return (tokens, kind);
            }
            tracer.promise_used(rule, value, what)
        })
    }

    /// Values of one type: where some hold promises, all do.
    pub(super) fn alike(
        &mut self,
        place: &impl quote::ToTokens,
        values: Vec<Traced>,
    ) -> (Vec<TokenStream>, Shape) {
        let all = values.iter().try_fold(Shape::Nothing, |all, (_, kind)| all.join(kind.clone()));
        let lifted = all.as_ref().and_then(|all| {
            values.iter().map(|(tokens, kind)| lift(tokens.clone(), kind, all)).collect::<Option<Vec<_>>>()
        });
        if let (Some(tokens), Some(all)) = (lifted, all) {
            return (tokens, all);
        }
        let message = "this mixes promises and constants in a way that is not supported yet: let a task return the constants";
        self.unsupported(Rule::MixedValues, place, message);
        (values.into_iter().map(|(tokens, _)| tokens).collect(), Shape::Nothing)
    }
}

/// Whether a condition holds a `let`.
fn binds(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(both) => binds(&both.left) || binds(&both.right),
        _ => false,
    }
}
