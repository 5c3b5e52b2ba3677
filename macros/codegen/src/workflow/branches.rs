//! `if` and `match` on promises: each arm is traced into a block of its own.
//!
//! An arm is a closure, so a variable that it assigns is a copy in there, and leaves it beside the arm's value.

use super::assigned::Assigned;
use super::conditions::Condition;
use super::lift::lift;
use super::shape::Shape;
use super::statements::End;
use super::{InArm, Last, Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::borrow::Cow;
use syn::spanned::Spanned;
use syn::{Block, Expr, ExprIf, Ident, Lit, Stmt, UnOp};

/// A branch as it is read: conditions with arms, and the last arm.
pub(super) struct Branch<'e> {
    pub(super) place: &'e dyn ToTokens,
    pub(super) cases: Vec<(TokenStream, Source<'e>)>,
    pub(super) otherwise: Source<'e>,
}

/// The source of an arm.
#[derive(Clone)]
pub(super) enum Source<'e> {
    Block(&'e Block),
    Value(&'e Expr),
    /// An `if` whose condition was read already.
    If(&'e ExprIf, Condition),
    /// An arm of a `match`, with the promise and the name that its pattern gives it.
    Named(Ident, TokenStream, &'e Expr),
    /// A block that goes on with these statements.
    Rest(&'e [Stmt]),
    /// There is no `else`.
    Missing,
}

/// An arm in the tracer.
enum Arm {
    /// Its own copies of variables, the tokens of its value, the kind of that, and of each variable that leaves it.
    Block { copies: TokenStream, tokens: TokenStream, kind: Shape, assigned: Vec<Shape>, literal: bool },
    /// The text with which the workflow fails.
    Fails(TokenStream),
}

/// Why a text can't name a promise.
pub(super) const TEXT_OF_PROMISE: &str = "this text is made when the graph is made, so it can't hold the value of a promise: write a text without it, or let a task fail";

impl Tracer<'_> {
    /// An `if` whose condition asks about promises.
    pub(super) fn branch_if(&mut self, choice: &ExprIf, question: TokenStream, last: Last) -> Traced {
        let mut cases = vec![(question, Source::Block(&choice.then_branch))];
        let mut otherwise = &choice.else_branch;
        let last_arm = loop {
            let inner = match otherwise {
                None => break Source::Missing,
                Some((_, value)) => match &**value {
                    Expr::Block(block) => break Source::Block(&block.block),
                    Expr::If(inner) if !matches!(&*inner.cond, Expr::Let(_)) => inner,
                    other => break Source::Value(other),
                },
            };
            let before = self.calls;
            let condition = self.asked(&inner.cond);
            if self.calls > before {
                // Its calls belong into the arm: they run only if the conditions before are false.
                break Source::If(inner, condition);
            }
            match condition.question(&inner.cond) {
                Ok(question) => cases.push((question, Source::Block(&inner.then_branch))),
                Err(value) => break Source::If(inner, Condition::Value(value)),
            }
            otherwise = &inner.else_branch;
        };
        self.branch(&Branch { place: choice, cases, otherwise: last_arm }, last)
    }

    /// Emits a branch.
    pub(super) fn branch(&mut self, branch: &Branch<'_>, last: Last) -> Traced {
        self.goes_on = true;
        let calls = self.calls;
        let sources: Vec<_> =
            branch.cases.iter().map(|(_, source)| source).chain([&branch.otherwise]).collect();
        let assigned = match last {
            Last::Value => self.assigned(&sources),
            // Nothing comes behind it.
            Last::Outputs => Vec::new(),
        };
        let shared = self.shared(&sources);
        let arms: Vec<_> = sources.iter().map(|source| self.arm(source, &assigned, &shared, last)).collect();
        self.calls = calls + 1;
        if arms.iter().all(|arm| matches!(arm, Arm::Fails(_))) {
            return self.unsupported(
                Rule::OwnError,
                &branch.place.to_token_stream(),
                "every arm of this branch fails, so the workflow always does: let one arm go on",
            );
        }
        let Some((values, kind)) = self.values(branch, &arms, last) else {
            return (TokenStream::new(), Shape::Nothing);
        };
        let Some(leaving) = self.leaving(branch, &arms, &assigned) else {
            return (TokenStream::new(), Shape::Nothing);
        };
        let names: Vec<_> = assigned.iter().map(|(name, _)| name).collect();
        let notes = self.made_by_branch(&names);
        let (tokens, kind) = emitted(branch, &arms, &values, kind, (&names, &notes), &leaving);
        match last {
            Last::Value => (tokens, kind),
            Last::Outputs => (self.ended(tokens), kind),
        }
    }

    /// The tokens of each arm's value: of one kind, which is a promise, or nothing at all.
    fn values(&mut self, branch: &Branch<'_>, arms: &[Arm], last: Last) -> Option<(Vec<TokenStream>, Shape)> {
        if matches!(last, Last::Outputs) {
            let tokens = arms.iter().map(|arm| match arm {
                Arm::Block { tokens, .. } => tokens.clone(),
                Arm::Fails(_) => TokenStream::new(),
            });
            return Some((tokens.collect(), Shape::Nothing));
        }
        let kinds = arms.iter().filter_map(|arm| match arm {
            Arm::Block { kind, .. } => Some(kind),
            Arm::Fails(_) => None,
        });
        let all = kinds.clone().try_fold(Shape::Nothing, |all, kind| all.join(kind.clone()));
        let all = all.map(promised);
        let lifted = all.as_ref().and_then(|all| {
            let lifted = arms.iter().map(|arm| match arm {
                Arm::Block { tokens, kind, literal: true, .. } if !matches!(all, Shape::Nothing) => {
                    lift(suffixed(tokens.clone()), kind, all)
                }
                Arm::Block { tokens, kind, .. } => lift(tokens.clone(), kind, all),
                Arm::Fails(_) => Some(TokenStream::new()),
            });
            lifted.collect::<Option<Vec<_>>>()
        });
        if let (Some(tokens), Some(all)) = (lifted, all)
            && !matches!(all, Shape::Several(_) | Shape::Map(..))
        {
            return Some((tokens, all));
        }
        let message = "only promises, and tuples of them, can leave an arm of a branch: let a task make one value of it";
        self.unsupported(Rule::Collection, &branch.place.to_token_stream(), message);
        None
    }

    /// For each arm, the variables as they leave it.
    fn leaving(
        &mut self,
        branch: &Branch<'_>,
        arms: &[Arm],
        assigned: &[(Ident, Shape)],
    ) -> Option<Vec<Vec<TokenStream>>> {
        let mut wanted = Vec::new();
        for (index, (name, _)) in assigned.iter().enumerate() {
            let kinds = arms.iter().filter_map(|arm| match arm {
                Arm::Block { assigned, .. } => Some(assigned[index].clone()),
                Arm::Fails(_) => None,
            });
            let all = kinds.into_iter().try_fold(Shape::Promise, Shape::join);
            let all = all.filter(|all| matches!(all, Shape::Promise | Shape::Tuple(_)));
            let Some(all) = all.and_then(|all| self.scopes.give(name, all)) else {
                let message = format!(
                    "only promises, and tuples of them, can leave an arm of a branch, but `{name}` holds something else"
                );
                self.unsupported(Rule::Collection, &branch.place.to_token_stream(), &message);
                return None;
            };
            wanted.push(all);
            self.scopes.is_set(name);
        }
        let of_arm = |arm: &Arm| match arm {
            Arm::Fails(_) => Some(Vec::new()),
            Arm::Block { assigned: kinds, .. } => {
                let names = assigned.iter().map(|(name, _)| name).zip(kinds).zip(&wanted);
                names.map(|((name, kind), wanted)| lift(quote!(#name), kind, wanted)).collect()
            }
        };
        arms.iter().map(of_arm).collect()
    }

    fn arm(&mut self, source: &Source<'_>, assigned: &[(Ident, Shape)], shared: &[Ident], last: Last) -> Arm {
        if let Some(text) = self.failure(source) {
            return Arm::Fails(text);
        }
        self.scopes.enter();
        let outer = self.enter_arm(last);
        let mut copies = TokenStream::new();
        for (name, kind) in assigned {
            let is_set = self.scopes.find(name).is_some_and(|variable| variable.is_set);
            self.scopes.declare(name, kind.clone());
            copies.extend(if is_set { quote!(let mut #name = #name;) } else { quote!(let mut #name;) });
            if !is_set {
                self.scopes.is_unset(name);
            }
        }
        let cloned = shared.iter().filter(|name| !assigned.iter().any(|(other, _)| other == *name));
        for name in cloned {
            copies.extend(quote!(let mut #name = __a::std::clone::Clone::clone(&#name);));
        }
        let (tokens, kind) = self.arm_value(source, last);
        let kinds = assigned.iter().map(|(name, _)| {
            self.scopes.find(name).map_or(Shape::Constant, |variable| variable.kind.clone())
        });
        let kinds = kinds.collect();
        self.leave_arm(outer);
        self.scopes.leave();
        let kind = match parts(source) {
            Some(count) if kind == Shape::Constant => Shape::Tuple(vec![Shape::Constant; count]),
            _ => kind,
        };
        Arm::Block { copies, tokens, kind, assigned: kinds, literal: is_literal(source) }
    }

    fn arm_value(&mut self, source: &Source<'_>, last: Last) -> Traced {
        match source {
            Source::Block(block) => self.in_scope(block, last),
            Source::Rest(statements) => self.statements(statements, last),
            Source::Value(value) => self.last(value, last),
            Source::If(choice, condition) => self.choice_of(choice, condition.clone(), last),
            Source::Named(name, promise, value) => {
                self.scopes.declare(name, Shape::Promise);
                let (tokens, kind) = self.last(value, last);
                (quote!({ let #name = #promise; #tokens }), kind)
            }
            Source::Missing => match last {
                Last::Value => (quote!({}), Shape::Nothing),
                Last::Outputs => self.leave(&TokenStream::new(), &quote!(())),
            },
        }
    }

    /// The variables in sight that an arm assigns, with their kinds.
    fn assigned(&self, sources: &[&Source<'_>]) -> Vec<(Ident, Shape)> {
        let mut assigned = Assigned::default();
        for source in sources {
            source.assigned(&mut assigned);
        }
        let known = assigned.into_names().into_iter().filter_map(|name| {
            let kind = self.scopes.find(&name)?.kind.clone();
            Some((name, kind))
        });
        known.collect()
    }

    /// The variables that are no promises and are named in several arms: each arm gets a copy, since a closure takes what
    /// it uses.
    fn shared(&self, sources: &[&Source<'_>]) -> Vec<Ident> {
        let mut seen: Vec<(Ident, usize)> = Vec::new();
        for source in sources {
            let mut here = Vec::new();
            idents(source.tokens(), &mut here);
            for name in here {
                match seen.iter_mut().find(|(other, _)| *other == name) {
                    Some((_, count)) => *count += 1,
                    None => seen.push((name, 1)),
                }
            }
        }
        let several = seen.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name);
        let copied = several.filter(|name| {
            self.scopes.find(name).is_some_and(|variable| {
                variable.is_set && !matches!(variable.kind, Shape::Promise | Shape::Nothing)
            })
        });
        copied.collect()
    }

    /// The text with which this arm fails; none if it goes on.
    fn failure(&mut self, source: &Source<'_>) -> Option<TokenStream> {
        let (before, value) = match source {
            Source::Block(block) => {
                let End { before, value, .. } = End::of(&block.stmts)?;
                (before, value)
            }
            Source::Value(value) => (&[][..], Cow::Borrowed(*value)),
            _ => return None,
        };
        let text = self.failing(&value)?;
        if self.mentions_promise(&value.to_token_stream()) {
            self.unsupported(Rule::OwnError, &*value, TEXT_OF_PROMISE);
        }
        let calls = self.calls;
        let before: Vec<_> = before.iter().map(|statement| self.statement(statement)).collect();
        if self.calls > calls {
            self.unsupported(Rule::OwnError, &*value, "an arm that fails can't call a task first, since Flyte's error arm runs nothing: call it before the `if`");
        }
        self.goes_on = true;
        Some(if before.is_empty() { text } else { quote!({ #(#before)* #text }) })
    }

    fn failing(&mut self, value: &Expr) -> Option<TokenStream> {
        let output = &self.output;
        let of_result = |body: &dyn ToTokens| {
            let body = body.to_token_stream();
            quote_spanned!(body.span()=> __a::failure::<#output>(|| { #body }))
        };
        match value {
            Expr::Return(out) => match out.expr.as_deref() {
                Some(error) if is_err(error) => Some(of_result(value)),
                _ => None,
            },
            Expr::Try(inner) if is_err(&inner.expr) => Some(of_result(value)),
            Expr::Call(_) if is_err(value) => Some(of_result(value)),
            Expr::Macro(call) => {
                let (name, tokens) = (call.mac.path.segments.last()?.ident.to_string(), &call.mac.tokens);
                let before = match name.as_str() {
                    "bail" => return Some(of_result(value)),
                    "panic" if tokens.is_empty() => {
                        return Some(quote!(__a::std::string::String::from("explicit panic")));
                    }
                    "panic" => "",
                    "todo" => "not yet implemented",
                    "unimplemented" => "not implemented",
                    "unreachable" => "internal error: entered unreachable code",
                    _ => return None,
                };
                let span = call.span();
                Some(match (before, tokens.is_empty()) {
                    ("", _) => quote_spanned!(span=> __a::std::format!(#tokens)),
                    (before, true) => quote_spanned!(span=> __a::std::string::String::from(#before)),
                    (before, false) => {
                        quote_spanned!(span=> __a::std::format!("{}: {}", #before, __a::std::format!(#tokens)))
                    }
                })
            }
            Expr::Block(block) if block.label.is_none() => match &block.block.stmts[..] {
                [Stmt::Expr(inner, _)] => self.failing(inner),
                _ => None,
            },
            _ => None,
        }
    }

    /// Enters an arm. Its scope is open already. Returns the arm around it.
    fn enter_arm(&mut self, last: Last) -> Option<InArm> {
        let outer = self.arm;
        let leaves = matches!(last, Last::Outputs) && outer.is_none_or(|outer| outer.leaves);
        self.arm = Some(InArm { leaves, loops: 0, outside: self.scopes.depth().saturating_sub(1) });
        outer
    }

    fn leave_arm(&mut self, outer: Option<InArm>) {
        self.arm = outer;
    }

    /// Whether a variable is declared outside of the arm that is being read.
    pub(super) fn is_outside(&self, name: &Ident) -> bool {
        self.arm.is_some_and(|arm| self.scopes.depth_of(name).is_some_and(|depth| depth < arm.outside))
    }
}

fn emitted(
    branch: &Branch<'_>,
    arms: &[Arm],
    values: &[TokenStream],
    kind: Shape,
    (names, notes): (&[&Ident], &TokenStream),
    leaving: &[Vec<TokenStream>],
) -> Traced {
    let span = branch.place.to_token_stream().span();
    let mut tokens = quote_spanned!(span=> __a::Choice::new());
    for (index, arm) in arms.iter().enumerate() {
        let question = branch.cases.get(index).map(|(question, _)| question);
        let closure = |copies: &TokenStream| {
            let (value, leaving) = (&values[index], &leaving[index]);
            match (names.is_empty(), copies.is_empty()) {
                (true, true) => quote!(|| #value),
                (true, false) => quote!(|| { #copies #value }),
                (false, _) => quote!(|| { #copies let __value = #value; (__value, #(#leaving,)*) }),
            }
        };
        let step = match (arm, question) {
            (Arm::Block { copies, .. }, Some(question)) => {
                let closure = closure(copies);
                quote_spanned!(span=> .when(#question, #closure))
            }
            (Arm::Block { copies, .. }, None) => {
                let closure = closure(copies);
                quote_spanned!(span=> .otherwise(#closure))
            }
            (Arm::Fails(text), Some(question)) => quote_spanned!(span=> .fails_when(#question, #text)),
            (Arm::Fails(text), None) => quote_spanned!(span=> .fails(#text)),
        };
        tokens.extend(step);
    }
    if names.is_empty() {
        return (tokens, kind);
    }
    let given: Vec<_> = (0..names.len()).map(|index| format_ident!("__given{index}")).collect();
    let before = (!notes.is_empty()).then(|| quote!(let __before = __a::here();));
    let tokens = quote_spanned!(span=> {
        #before
        let (__value, #(#given,)*) = #tokens;
        #(#names = #given;)*
        #notes
        __value
    });
    (tokens, kind)
}

impl Source<'_> {
    fn tokens(&self) -> TokenStream {
        match self {
            Source::Block(block) => block.to_token_stream(),
            Source::Value(value) | Source::Named(_, _, value) => value.to_token_stream(),
            Source::If(choice, _) => choice.to_token_stream(),
            Source::Rest(statements) => statements.iter().map(ToTokens::to_token_stream).collect(),
            Source::Missing => TokenStream::new(),
        }
    }

    fn assigned(&self, assigned: &mut Assigned) {
        match self {
            Source::Block(block) => assigned.statements(&block.stmts),
            Source::Value(value) | Source::Named(_, _, value) => assigned.value(value),
            Source::If(choice, _) => assigned.choice(choice),
            Source::Rest(statements) => assigned.statements(statements),
            Source::Missing => {}
        }
    }
}

/// `Err(…)`
pub(super) fn is_err(value: &Expr) -> bool {
    match value {
        Expr::Call(call) => {
            matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Err"))
        }
        Expr::Paren(inner) => is_err(&inner.expr),
        Expr::Group(inner) => is_err(&inner.expr),
        _ => false,
    }
}

/// The kind of a value that leaves an arm: constants become promises.
fn promised(kind: Shape) -> Shape {
    match kind {
        Shape::Constant => Shape::Promise,
        Shape::Tuple(parts) => Shape::Tuple(parts.into_iter().map(promised).collect()),
        kind => kind,
    }
}

/// How many parts an arm's value has, if it is written as a tuple.
fn parts(source: &Source<'_>) -> Option<usize> {
    let value = match source {
        Source::Block(block) => match block.stmts.last()? {
            Stmt::Expr(value, None) => value,
            _ => return None,
        },
        Source::Value(value) | Source::Named(_, _, value) => value,
        Source::If(..) | Source::Rest(_) | Source::Missing => return None,
    };
    match value {
        Expr::Tuple(tuple) => Some(tuple.elems.len()).filter(|count| *count > 0),
        _ => None,
    }
}

/// Whether an arm is one integer: its type would be guessed without the code around it.
fn is_literal(source: &Source<'_>) -> bool {
    fn one(value: &Expr) -> bool {
        match value {
            Expr::Lit(literal) => matches!(&literal.lit, Lit::Int(number) if number.suffix().is_empty()),
            Expr::Unary(minus) => matches!(minus.op, UnOp::Neg(_)) && one(&minus.expr),
            Expr::Paren(inner) => one(&inner.expr),
            _ => false,
        }
    }
    match source {
        Source::Value(value) => one(value),
        Source::Block(block) => matches!(&block.stmts[..], [Stmt::Expr(value, None)] if one(value)),
        _ => false,
    }
}

/// The tokens of an integer as an `i64`, which every integer of Flyte is.
fn suffixed(tokens: TokenStream) -> TokenStream {
    let number = |token: TokenTree| match token {
        TokenTree::Literal(number) => {
            let text = format!("{number}_i64");
            text.parse::<TokenStream>().unwrap_or_else(|_| TokenTree::Literal(number).into())
        }
        TokenTree::Group(group) => {
            proc_macro2::Group::new(group.delimiter(), suffixed(group.stream())).into_token_stream()
        }
        other => other.into(),
    };
    tokens.into_iter().map(number).collect()
}

/// Every word, once.
fn idents(tokens: TokenStream, found: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) if !found.contains(&name) => found.push(name),
            TokenTree::Group(group) => idents(group.stream(), found),
            _ => {}
        }
    }
}
