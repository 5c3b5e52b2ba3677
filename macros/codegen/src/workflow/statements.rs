//! Blocks and statements.

use super::branches::{Branch, Source, is_err};
use super::calls::Callee;
use super::conditions::Condition;
use super::lift::lift;
use super::nodes::{attributes, with};
use super::patterns::names;
use super::shape::Shape;
use super::{Last, Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use std::borrow::Cow;
use syn::spanned::Spanned;
use syn::{
    Block, Expr, ExprIf, ExprMacro, ExprMethodCall, GenericArgument, Item, Local, Pat, PatType,
    PathArguments, Stmt, Token, Type, TypeInfer,
};

impl Tracer<'_> {
    pub(super) fn block(&mut self, block: &Block) -> Traced {
        self.in_scope(block, Last::Value)
    }

    /// A block in a scope of its own, its last expression read as `last` says.
    pub(super) fn in_scope(&mut self, block: &Block, last: Last) -> Traced {
        self.statements(&block.stmts, last)
    }

    /// The statements of a block in a scope of their own.
    pub(super) fn statements(&mut self, block: &[Stmt], last: Last) -> Traced {
        self.scopes.enter();
        let (statements, value) = match End::of(block) {
            Some(End { before, value, has_semicolon: false }) => (before, Some(value)),
            _ => (block, None),
        };
        let mut tokens: Vec<TokenStream> = Vec::with_capacity(block.len());
        let mut kind = Shape::Nothing;
        let mut is_over = false;
        for (index, statement) in statements.iter().enumerate() {
            match (returning(statement), last) {
                (Some(choice), Last::Outputs) => {
                    let rest = &block[index + 1..];
                    let (setting, (choice, ends)) =
                        self.node_of(attributes(statement), true, |tracer| tracer.early(choice, rest, last));
                    tokens.push(with(setting, choice));
                    is_over = ends;
                }
                _ => tokens.push(self.statement_of_node(statement)),
            }
            if is_over {
                break;
            }
        }
        if is_over {
            // What follows is the last arm of a branch.
        } else if let Some(value) = value {
            let (value, value_kind) = self.last_of_node(&value, last);
            tokens.push(value);
            kind = value_kind;
        } else if matches!(last, Last::Outputs) {
            // A block without a last expression has the value `()`, or never reaches its end.
            tokens.push(self.leave(&place(block), &quote!(())).0);
        }
        self.scopes.leave();
        (quote!({ #(#tokens)* }), kind)
    }

    /// An `if` that returns from the workflow. Says whether the statements behind it are its last arm.
    fn early(&mut self, choice: &ExprIf, rest: &[Stmt], last: Last) -> (TokenStream, bool) {
        let condition = self.asked(&choice.cond);
        match condition.question(&choice.cond) {
            Ok(question) => {
                let cases = vec![(question, Source::Block(&choice.then_branch))];
                let branch = Branch { place: choice, cases, otherwise: Source::Rest(rest) };
                (self.branch(&branch, last).0, true)
            }
            Err(value) => {
                let choice = self.choice_of(choice, Condition::Value(value), Last::Value).0;
                (quote!(#choice;), false)
            }
        }
    }

    pub(super) fn statement(&mut self, statement: &Stmt) -> TokenStream {
        let tokens = match statement {
            Stmt::Local(local) => return self.local(local),
            Stmt::Item(item @ (Item::Use(_) | Item::Const(_) | Item::Type(_))) => return quote!(#item),
            Stmt::Item(item) => {
                self.unsupported(Rule::InnerItem, item, "the body of a workflow exists twice, and so would this item: move it out of the function").0
            }
            // `if`, `match` and loops need no semicolon in the middle of a block.
            Stmt::Expr(value, _) => self.alone(value).0,
            Stmt::Macro(call) => self.macro_call(&call.mac).0,
        };
        quote!(#tokens;)
    }

    fn local(&mut self, local: &Local) -> TokenStream {
        let Some(init) = &local.init else {
            let kind = self.declare(&local.pat, Shape::Nothing);
            names(&local.pat, &mut |name| self.scopes.is_unset(name));
            let pattern = typed_where_constant(&local.pat, &kind);
            return quote!(let #pattern;);
        };
        self.typed = match (&local.pat, &*init.expr) {
            (Pat::Type(typed), Expr::Call(call)) if matches!(self.callee(&call.func), Callee::Entity(_)) => {
                Some((*typed.ty).clone())
            }
            _ => None,
        };
        let (value, kind) = match (&init.diverge, collecting(local)) {
            (Some(_), _) => self.looked_at(Rule::PromiseBranch, &init.expr, "`let … else` needs a value"),
            (None, Some(call)) if !self.is_real(&init.expr) => self.method(&call),
            (None, _) if is_unused(&local.pat) => self.alone(&init.expr),
            (None, _) => self.expression(&init.expr),
        };
        let otherwise = init.diverge.as_ref().map(|(_, otherwise)| {
            let (otherwise, _) = self.expression(otherwise);
            quote!(else #otherwise)
        });
        if let (Pat::Struct(parts), Shape::Promise) = (untyped(&local.pat), &kind) {
            return self.take_apart(parts, &value, 0);
        }
        let value = match parts(&local.pat) {
            Some(count) if kind == Shape::Promise => {
                quote_spanned!(init.expr.span()=> __a::Taken::<#count, _>(#value).__parts())
            }
            _ => value,
        };
        let wanted = self.declare(&local.pat, kind.clone());
        self.declare_map(local);
        let pattern = typed_where_constant(&local.pat, &wanted);
        let lifted = empty_untyped(&init.expr, &wanted).or_else(|| lift(value, &kind, &wanted));
        let Some(value) = lifted else {
            let message = "this is assigned promises further down, but it starts with constants that can't become promises: let a task return the first value";
            return self.unsupported(Rule::MixedValues, &init.expr, message).0;
        };
        quote!(let #pattern = #value #otherwise;)
    }
}

/// The last statement of a block as an expression, which may be a macro's call, and the statements before it.
pub(super) struct End<'b> {
    pub(super) before: &'b [Stmt],
    pub(super) value: Cow<'b, Expr>,
    pub(super) has_semicolon: bool,
}

impl<'b> End<'b> {
    /// The end of a block, if that is an expression.
    pub(super) fn of(block: &'b [Stmt]) -> Option<Self> {
        let (last, before) = block.split_last()?;
        let (value, semicolon) = match last {
            Stmt::Expr(value, semicolon) => (Cow::Borrowed(value), semicolon),
            Stmt::Macro(call) => {
                let value = ExprMacro { attrs: call.attrs.clone(), mac: call.mac.clone() };
                (Cow::Owned(Expr::Macro(value)), &call.semi_token)
            }
            Stmt::Local(_) | Stmt::Item(_) => return None,
        };
        Some(End { before, value, has_semicolon: semicolon.is_some() })
    }
}

/// An `if` without `else` that ends the workflow with a value: what follows it is the other arm.
fn returning(statement: &Stmt) -> Option<&ExprIf> {
    let Stmt::Expr(Expr::If(choice), _) = statement else { return None };
    let returns = match choice.then_branch.stmts.last()? {
        Stmt::Expr(Expr::Return(out), _) => !out.expr.as_deref().is_some_and(is_err),
        _ => false,
    };
    (returns && choice.else_branch.is_none() && !matches!(&*choice.cond, Expr::Let(_))).then_some(choice)
}

fn place(statements: &[Stmt]) -> TokenStream {
    statements.iter().map(ToTokens::to_token_stream).collect()
}

/// The pattern without the type that the user gave to values which are promises here.
fn typed_where_constant<'p>(pattern: &'p Pat, kind: &Shape) -> Cow<'p, Pat> {
    let typed = match pattern {
        _ if kind.is_constant() => return Cow::Borrowed(pattern),
        Pat::Type(typed) => typed,
        other => return Cow::Borrowed(other),
    };
    match (kind, outermost(&typed.ty)) {
        (Shape::Several(_) | Shape::Map(..), Some(outermost)) => {
            Cow::Owned(Pat::Type(PatType { ty: Box::new(outermost), ..typed.clone() }))
        }
        _ => Cow::Borrowed(&typed.pat),
    }
}

/// `Vec<_>` of `Vec<i64>`: what holds promises where the type holds values.
pub(super) fn outermost(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let mut path = path.clone();
    let PathArguments::AngleBracketed(arguments) = &mut path.path.segments.last_mut()?.arguments else {
        return None;
    };
    for argument in &mut arguments.args {
        if let GenericArgument::Type(ty) = argument {
            *ty = Type::Infer(TypeInfer { underscore_token: Token![_](ty.span()) });
        }
    }
    Some(Type::Path(path))
}

/// How many parts a pattern takes a tuple apart into.
pub(super) fn parts(pattern: &Pat) -> Option<usize> {
    const MOST: usize = 12;
    match untyped(pattern) {
        Pat::Tuple(parts) if !parts.elems.iter().any(|part| matches!(part, Pat::Rest(_))) => {
            Some(parts.elems.len()).filter(|count| (1..=MOST).contains(count))
        }
        _ => None,
    }
}

/// `_` and `_name`: nothing takes the value.
fn is_unused(pattern: &Pat) -> bool {
    match untyped(pattern) {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.ident.to_string().starts_with('_'),
        _ => false,
    }
}

/// `let pairs: BTreeMap<…> = ….collect()`: the call with the type that it is declared to give.
fn collecting(local: &Local) -> Option<ExprMethodCall> {
    let (Pat::Type(typed), Some(init)) = (&local.pat, &local.init) else { return None };
    let Expr::MethodCall(call) = &*init.expr else { return None };
    if call.method != "collect" || call.turbofish.is_some() {
        return None;
    }
    let ty = &typed.ty;
    Some(ExprMethodCall { turbofish: syn::parse2(quote!(::<#ty>)).ok(), ..call.clone() })
}

pub(super) fn untyped(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Type(typed) => &typed.pat,
        other => other,
    }
}

/// `Vec::<i64>::new()` without the type, where promises will go in.
fn empty_untyped(value: &Expr, wanted: &Shape) -> Option<TokenStream> {
    let (Expr::Call(call), Shape::Several(_) | Shape::Map(..)) = (value, wanted) else { return None };
    let Expr::Path(path) = &*call.func else { return None };
    let mut path = path.clone();
    let last = path.path.segments.last()?.ident.to_string();
    if !["new", "with_capacity", "default"].contains(&last.as_str()) {
        return None;
    }
    for segment in &mut path.path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    let arguments = &call.args;
    Some(quote!(#path(#arguments)))
}
