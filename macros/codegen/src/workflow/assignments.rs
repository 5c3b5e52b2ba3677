//! Assignments: the assigned value decides what a variable holds from its declaration on.

use super::lift::lift;
use super::shape::Shape;
use super::{Traced, Tracer};
use crate::node_attributes;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprAssign, Ident, UnOp};

impl Tracer<'_> {
    pub(super) fn assign(&mut self, assign: &ExprAssign) -> Traced {
        let (value, kind) = self.expression(&assign.right);
        let target = &assign.left;
        let lifted = self.target(target, &kind).and_then(|wanted| lift(value, &kind, &wanted));
        match lifted {
            Some(value) => {
                let target = without_node(target);
                (quote_spanned!(assign.span()=> #target = #value), Shape::Nothing)
            }
            None => self.unsupported(Rule::Collection, assign, "a promise can be assigned only to a variable, or to an element of a list of promises: use a variable of its own"),
        }
    }

    /// The kind that the target has after the assignment; none where it can't hold the value.
    fn target(&mut self, target: &Expr, kind: &Shape) -> Option<Shape> {
        match target {
            Expr::Infer(_) => Some(kind.clone()),
            Expr::Paren(inner) => self.target(&inner.expr, kind),
            Expr::Tuple(parts) => {
                let parts = parts.elems.iter().enumerate();
                let kinds = parts.map(|(index, part)| self.target(part, &kind.part(index)));
                kinds.collect::<Option<Vec<_>>>().map(Shape::tuple)
            }
            Expr::Index(element) => {
                let (_, place) = self.expression(&element.index);
                let list = variable(&element.expr).filter(|_| place.is_constant())?.clone();
                if self.is_outside(&list) {
                    return None;
                }
                Some(self.scopes.give(&list, Shape::several(kind.clone()))?.element())
            }
            // `for part in &mut parts { *part = task(…); }`
            Expr::Unary(inner) if matches!(inner.op, UnOp::Deref(_)) && variable(&inner.expr).is_some() => {
                self.target(&inner.expr, kind)
            }
            _ => match variable(target).filter(|name| self.scopes.find(name).is_some()) {
                Some(name) => {
                    let name = name.clone();
                    let wanted = self.scopes.give(&name, kind.clone());
                    self.scopes.is_set(&name);
                    wanted
                }
                None => kind.is_constant().then_some(Shape::Constant),
            },
        }
    }
}

/// The target without the `#[node(…)]` of its statement, which syn reads there.
fn without_node(target: &Expr) -> TokenStream {
    let tokens = target.to_token_stream();
    node_attributes::taken_off(&tokens, None).unwrap_or(tokens)
}

/// The variable that an expression is.
pub(super) fn variable(value: &Expr) -> Option<&Ident> {
    match value {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Paren(inner) => variable(&inner.expr),
        Expr::Group(inner) => variable(&inner.expr),
        _ => None,
    }
}
