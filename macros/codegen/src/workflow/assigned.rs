//! The variables that an arm of a branch assigns.

use super::patterns::names;
use syn::{Expr, ExprIf, Ident, Stmt};

/// The names that are assigned in what was walked: `a = …`, `(a, b) = …`. A name that is declared in there is its own.
/// The tokens of macros are not looked at.
#[derive(Default)]
pub(super) struct Assigned {
    names: Vec<Ident>,
    declared: Vec<Ident>,
}

impl Assigned {
    pub(super) fn into_names(self) -> Vec<Ident> {
        self.names
    }

    /// The statements of a block.
    pub(super) fn statements(&mut self, statements: &[Stmt]) {
        self.within(|walk| {
            for statement in statements {
                match statement {
                    Stmt::Local(local) => {
                        if let Some(init) = &local.init {
                            walk.value(&init.expr);
                            init.diverge.iter().for_each(|(_, otherwise)| walk.value(otherwise));
                        }
                        names(&local.pat, &mut |name| walk.declared.push(name.clone()));
                    }
                    Stmt::Expr(value, _) => walk.value(value),
                    Stmt::Item(_) | Stmt::Macro(_) => {}
                }
            }
        });
    }

    /// An `if` with its `else`.
    pub(super) fn choice(&mut self, choice: &ExprIf) {
        self.within(|walk| {
            walk.value(&choice.cond);
            walk.statements(&choice.then_branch.stmts);
        });
        choice.else_branch.iter().for_each(|(_, otherwise)| self.value(otherwise));
    }

    pub(super) fn value(&mut self, value: &Expr) {
        match value {
            Expr::Assign(assign) => {
                self.value(&assign.right);
                self.target(&assign.left);
            }
            Expr::Block(block) => self.statements(&block.block.stmts),
            Expr::Unsafe(block) => self.statements(&block.block.stmts),
            Expr::Loop(each) => self.statements(&each.body.stmts),
            Expr::If(choice) => self.choice(choice),
            Expr::While(each) => self.within(|walk| {
                walk.value(&each.cond);
                walk.statements(&each.body.stmts);
            }),
            Expr::ForLoop(each) => {
                self.value(&each.expr);
                self.within(|walk| {
                    names(&each.pat, &mut |name| walk.declared.push(name.clone()));
                    walk.statements(&each.body.stmts);
                });
            }
            Expr::Match(choice) => {
                self.value(&choice.expr);
                for arm in &choice.arms {
                    self.within(|walk| {
                        names(&arm.pat, &mut |name| walk.declared.push(name.clone()));
                        arm.guard.iter().for_each(|(_, guard)| walk.value(guard));
                        walk.value(&arm.body);
                    });
                }
            }
            // The pattern of an `if let` holds in the block behind it.
            Expr::Let(binding) => {
                self.value(&binding.expr);
                names(&binding.pat, &mut |name| self.declared.push(name.clone()));
            }
            other => parts(other, &mut |part| self.value(part)),
        }
    }

    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|part| self.target(part)),
            Expr::Paren(inner) => self.target(&inner.expr),
            Expr::Path(path) => {
                let name = path.path.get_ident();
                let name = name.filter(|name| !self.declared.contains(name) && !self.names.contains(name));
                self.names.extend(name.cloned());
            }
            _ => {}
        }
    }

    /// Walks over what has declarations of its own.
    fn within(&mut self, walk: impl FnOnce(&mut Self)) {
        let outside = self.declared.len();
        walk(self);
        self.declared.truncate(outside);
    }
}

/// The expressions of which an expression without blocks is made.
fn parts(value: &Expr, found: &mut impl FnMut(&Expr)) {
    match value {
        Expr::Await(inner) => found(&inner.base),
        Expr::Cast(inner) => found(&inner.expr),
        Expr::Field(inner) => found(&inner.base),
        Expr::Group(inner) => found(&inner.expr),
        Expr::Paren(inner) => found(&inner.expr),
        Expr::Reference(inner) => found(&inner.expr),
        Expr::Try(inner) => found(&inner.expr),
        Expr::Unary(inner) => found(&inner.expr),
        Expr::Return(out) => out.expr.iter().for_each(|value| found(value)),
        Expr::Break(out) => out.expr.iter().for_each(|value| found(value)),
        Expr::Binary(both) => [&both.left, &both.right].into_iter().for_each(|side| found(side)),
        Expr::Index(both) => [&both.expr, &both.index].into_iter().for_each(|side| found(side)),
        Expr::Array(list) => list.elems.iter().for_each(found),
        Expr::Tuple(list) => list.elems.iter().for_each(found),
        Expr::Call(call) => call.args.iter().for_each(found),
        Expr::MethodCall(call) => {
            found(&call.receiver);
            call.args.iter().for_each(found);
        }
        Expr::Struct(made) => made.fields.iter().for_each(|field| found(&field.expr)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn assignments_are_found_and_arguments_of_macros_are_not() {
        let block: syn::Block = syn::parse2(quote!({
            a = 1;
            let b = 2;
            b = 3;
            let text = format!("{c}", c = 4);
            if let d = e() {
                (d, f) = two()
            } else {
                d = 5
            }
            for g in list {
                g = 6;
                h = 7
            }
            match i {
                j => j = 8,
                _ => call({
                    k = 9;
                    k
                }),
            }
            l == m;
            n[0] = 10;
            b
        }))
        .expect("a block");
        let mut assigned = Assigned::default();
        assigned.statements(&block.stmts);
        let names: Vec<String> = assigned.into_names().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["a", "f", "d", "h", "k"]);
    }
}
