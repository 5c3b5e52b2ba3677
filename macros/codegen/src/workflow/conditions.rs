//! Conditions: ordinary Rust on constants, questions to Flyte where they compare promises.

use super::assignments::variable;
use super::shape::Shape;
use super::{Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{BinOp, Expr, ExprBinary, ExprMethodCall, ExprUnary, RangeLimits, UnOp};

/// A condition in the tracer.
#[derive(Clone)]
pub(super) enum Condition {
    /// A value, with its kind.
    Value(Traced),
    /// A question about promises.
    Asked(TokenStream),
}

impl Condition {
    /// The question; the value if the condition asks nothing.
    pub(super) fn question(self, place: &Expr) -> Result<TokenStream, Traced> {
        match self {
            Condition::Asked(tokens) => Ok(tokens),
            Condition::Value((tokens, Shape::Promise)) => {
                Ok(quote_spanned!(place.span()=> __a::holds(#tokens)))
            }
            Condition::Value(traced) => Err(traced),
        }
    }
}

impl Tracer<'_> {
    /// A condition that may compare promises.
    pub(super) fn asked(&mut self, condition: &Expr) -> Condition {
        match condition {
            Expr::Paren(inner) => match self.asked(&inner.expr) {
                Condition::Value((tokens, kind)) => Condition::Value((quote!((#tokens)), kind)),
                asked @ Condition::Asked(_) => asked,
            },
            Expr::Group(inner) => self.asked(&inner.expr),
            Expr::Binary(both) => match both.op {
                BinOp::And(_) | BinOp::Or(_) => self.joined(both),
                _ => self.compared(both),
            },
            Expr::Unary(one) if matches!(one.op, UnOp::Not(_)) => self.opposite(one),
            Expr::MethodCall(call) if call.method == "contains" => self.within(call),
            Expr::Macro(call) if call.mac.path.is_ident("matches") => self.matches(&call.mac),
            _ => Condition::Value(self.expression(condition)),
        }
    }

    /// A condition as a value: the answer to its question is a promise.
    pub(super) fn answer(&mut self, condition: &Expr) -> Traced {
        match self.asked(condition) {
            Condition::Value(traced) => traced,
            Condition::Asked(tokens) => {
                self.goes_on = true;
                (quote_spanned!(condition.span()=> __a::answer(#tokens)), Shape::Promise)
            }
        }
    }

    /// `left && right`. Where the right side calls tasks, they run only if the left side does not decide, as in Rust.
    fn joined(&mut self, both: &ExprBinary) -> Condition {
        let is_and = matches!(both.op, BinOp::And(_));
        let left = self.asked(&both.left);
        let before = self.calls;
        let right = self.asked(&both.right);
        let calls = self.calls > before;
        let operator = &both.op;
        let (left, right) = match (left.question(&both.left), right.question(&both.right)) {
            (Err((left, kind)), Err((right, other))) => {
                if kind.is_constant() && other.is_constant() {
                    let tokens = quote_spanned!(both.span()=> #left #operator #right);
                    return Condition::Value((tokens, Shape::Constant));
                }
                return Condition::Value(self.promise_used(
                    Rule::PromiseValue,
                    both,
                    "this condition needs values",
                ));
            }
            (Ok(left), Ok(right)) => (left, right),
            _ => {
                let message = "this mixes a constant and a promise in one condition: write an `if` on the constant around an `if` on the promise";
                return Condition::Value(self.unsupported(Rule::MixedValues, both, message));
            }
        };
        let span = both.span();
        Condition::Asked(match (calls, is_and) {
            (false, true) => quote_spanned!(span=> #left.and(#right)),
            (false, false) => quote_spanned!(span=> #left.or(#right)),
            (true, true) => quote_spanned!(span=> __a::holds(
                __a::Choice::new().when(#left, || __a::answer(#right)).otherwise(|| __a::lift(false))
            )),
            (true, false) => quote_spanned!(span=> __a::holds(
                __a::Choice::new().when(#left, || __a::lift(true)).otherwise(|| __a::answer(#right))
            )),
        })
    }

    fn compared(&mut self, both: &ExprBinary) -> Condition {
        let Some(asked) = operator_of(&both.op) else {
            return Condition::Value(self.operation(&both.clone().into()));
        };
        let (left, right) = (self.side(&both.left), self.side(&both.right));
        let operator = &both.op;
        match (&left.1, &right.1) {
            (one, other) if one.is_constant() && other.is_constant() => {
                let (left, right) = (left.0, right.0);
                Condition::Value((quote_spanned!(both.span()=> #left #operator #right), Shape::Constant))
            }
            (Shape::Promise | Shape::Constant, Shape::Promise | Shape::Constant) => {
                let (left, right) = (operand(&both.left, left), operand(&both.right, right));
                Condition::Asked(asked.compare(both.op.span(), &left, &right))
            }
            _ => {
                let what = format!("`{}` needs values", quote!(#operator));
                Condition::Value(self.promise_used(Rule::PromiseValue, both, &what))
            }
        }
    }

    /// One side of a comparison. A text may be looked at as a `&str`.
    pub(super) fn side(&mut self, value: &Expr) -> Traced {
        match value {
            Expr::MethodCall(call)
                if call.args.is_empty() && ["as_str", "as_ref"].iter().any(|name| call.method == name) =>
            {
                let (inner, kind) = self.side(&call.receiver);
                if kind == Shape::Promise { (inner, kind) } else { self.expression(value) }
            }
            Expr::Reference(inner) if inner.mutability.is_none() => {
                let (tokens, kind) = self.side(&inner.expr);
                if kind == Shape::Promise { (tokens, kind) } else { (quote!(&#tokens), kind) }
            }
            Expr::Unary(one) if matches!(one.op, UnOp::Deref(_)) && self.is_own_promise(&one.expr) => {
                self.side(&one.expr)
            }
            _ => self.expression(value),
        }
    }

    /// Whether this is a variable that holds a promise by value, so that `*` looks through a smart pointer in Rust.
    fn is_own_promise(&self, value: &Expr) -> bool {
        variable(value)
            .and_then(|name| self.scopes.find(name))
            .is_some_and(|found| found.kind == Shape::Promise)
    }

    fn opposite(&mut self, one: &ExprUnary) -> Condition {
        let inner = self.asked(&one.expr);
        match inner.question(&one.expr) {
            Ok(asked) => Condition::Asked(quote_spanned!(one.span()=> (!#asked))),
            Err((tokens, kind)) if kind.is_constant() => {
                Condition::Value((quote_spanned!(one.span()=> !#tokens), Shape::Constant))
            }
            Err(_) => Condition::Value(self.promise_used(Rule::PromiseValue, one, "`!` needs a value")),
        }
    }

    /// `(1..5).contains(&x)`
    fn within(&mut self, call: &ExprMethodCall) -> Condition {
        let mut receiver = &*call.receiver;
        while let Expr::Paren(inner) = receiver {
            receiver = &inner.expr;
        }
        let (Expr::Range(range), Some(value), 1) = (receiver, call.args.first(), call.args.len()) else {
            return Condition::Value(self.method(call));
        };
        let value_side = self.side(value);
        let mut ends = [&range.start, &range.end].map(|end| end.as_deref().map(|end| (end, self.side(end))));
        let promised = |kind: &Shape| *kind == Shape::Promise;
        let any = promised(&value_side.1) || ends.iter().flatten().any(|(_, (_, kind))| promised(kind));
        if !any {
            return Condition::Value(self.method(call));
        }
        let tested = operand(value, value_side);
        let upper = upper_limit(&range.limits);
        let mut parts = Vec::new();
        for (end, operator) in ends.iter_mut().zip([Operator::GreaterOrEqual, upper]) {
            let Some((place, side)) = end.take() else { continue };
            let limit = operand(place, side);
            parts.push(operator.compare(call.method.span(), &tested, &limit));
        }
        match parts.as_slice() {
            [both] => Condition::Asked(both.clone()),
            [lower, upper] => Condition::Asked(quote_spanned!(call.span()=> #lower.and(#upper))),
            _ => Condition::Value((quote!(true), Shape::Constant)),
        }
    }
}

/// A side of a comparison as the tracer takes it: constants are marked as such.
fn operand(place: &Expr, (tokens, kind): Traced) -> TokenStream {
    if kind.is_constant() { quote_spanned!(place.span()=> __a::constant(#tokens)) } else { tokens }
}

/// The operator, if it compares.
fn operator_of(operator: &BinOp) -> Option<Operator> {
    Some(match operator {
        BinOp::Eq(_) => Operator::Equal,
        BinOp::Ne(_) => Operator::NotEqual,
        BinOp::Lt(_) => Operator::Less,
        BinOp::Le(_) => Operator::LessOrEqual,
        BinOp::Gt(_) => Operator::Greater,
        BinOp::Ge(_) => Operator::GreaterOrEqual,
        _ => return None,
    })
}

/// How two values compare, as the runtime names it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    /// The comparison of two operands.
    pub(super) fn compare(self, span: Span, left: &TokenStream, right: &TokenStream) -> TokenStream {
        let method = match self {
            Operator::Equal | Operator::NotEqual => format_ident!("__equated", span = span),
            _ => format_ident!("__ordered", span = span),
        };
        let operator = format_ident!("{self:?}");
        quote_spanned!(span=> __a::Sides(#left, #right).#method(__a::Operator::#operator))
    }
}

/// How a value compares with the upper end of a range that it is in.
pub(super) fn upper_limit(limits: &RangeLimits) -> Operator {
    match limits {
        RangeLimits::HalfOpen(_) => Operator::Less,
        RangeLimits::Closed(_) => Operator::LessOrEqual,
    }
}

/// Whether an expression may be a question about promises.
pub(super) fn may_ask(value: &Expr) -> bool {
    match value {
        Expr::Binary(both) => {
            operator_of(&both.op).is_some() || matches!(both.op, BinOp::And(_) | BinOp::Or(_))
        }
        Expr::Unary(one) => matches!(one.op, UnOp::Not(_)),
        Expr::MethodCall(call) => call.method == "contains",
        Expr::Macro(call) => call.mac.path.is_ident("matches"),
        _ => false,
    }
}
