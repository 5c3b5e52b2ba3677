//! Patterns: the variables of `let`, `for`, `match` and `if let`.

use super::Tracer;
use super::scope::Kind;
use syn::{Expr, Pat};

impl Tracer<'_> {
    /// Declares what the pattern binds. Gives the kind of the single variable that a plain name is.
    pub(super) fn declare(&mut self, pattern: &Pat, kind: Kind) -> Kind {
        match pattern {
            Pat::Ident(name) => self.scopes.declare(&name.ident, kind),
            Pat::Type(typed) => self.declare(&typed.pat, kind),
            Pat::Paren(inner) => self.declare(&inner.pat, kind),
            Pat::Reference(inner) => self.declare(&inner.pat, kind),
            Pat::Tuple(parts) => self.declare_all(&parts.elems, kind),
            Pat::TupleStruct(parts) => self.declare_all(&parts.elems, kind),
            Pat::Slice(parts) => self.declare_all(&parts.elems, kind),
            Pat::Or(cases) => self.declare_all(&cases.cases, kind),
            Pat::Struct(parts) => {
                for field in &parts.fields {
                    self.declare(&field.pat, part(kind));
                }
                kind
            }
            _ => kind,
        }
    }

    fn declare_all<'p>(&mut self, patterns: impl IntoIterator<Item = &'p Pat>, kind: Kind) -> Kind {
        for pattern in patterns {
            self.declare(pattern, part(kind));
        }
        kind
    }

    /// `let (a, b) = (promise, 3)`: each variable has the kind of its own expression.
    pub(super) fn declare_for(&mut self, pattern: &Pat, value: &Expr, kind: Kind) -> Kind {
        match (pattern, value) {
            (Pat::Tuple(names), Expr::Tuple(values)) if names.elems.len() == values.elems.len() => {
                for (name, value) in names.elems.iter().zip(&values.elems) {
                    let kind = self.kind_of(value);
                    self.declare_for(name, value, kind);
                }
                kind
            }
            _ => self.declare(pattern, kind),
        }
    }
}

/// What lies inside something that holds promises is a promise.
fn part(kind: Kind) -> Kind {
    if kind.is_constant() { Kind::Constant } else { Kind::Promise }
}

/// The pattern without the types that the user gave to values which are promises here.
pub(super) fn untyped(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Type(typed) => &typed.pat,
        other => other,
    }
}
