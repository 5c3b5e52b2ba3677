//! Patterns: the variables of `let`, `for`, `match` and `if let`.

use super::Tracer;
use super::shape::Shape;
use crate::names::is_type_name;
use aileron_grammar::Rule;
use syn::{Ident, Pat, PatIdent};

impl Tracer<'_> {
    /// Declares the variables of the pattern. Returns the kind that the value must have for it: wider than its own where a
    /// variable is assigned promises further down.
    pub(super) fn declare(&mut self, pattern: &Pat, kind: Shape) -> Shape {
        match pattern {
            Pat::Ident(name) if name.subpat.is_none() && !is_type_name(&name.ident.to_string()) => {
                self.scopes.declare(&name.ident, kind)
            }
            Pat::Wild(_) | Pat::Rest(_) => kind,
            Pat::Type(typed) => self.declare(&typed.pat, kind),
            Pat::Paren(inner) => self.declare(&inner.pat, kind),
            Pat::Reference(inner) => self.declare(&inner.pat, kind),
            Pat::Tuple(parts) => self.declare_tuple(&parts.elems.iter().collect::<Vec<_>>(), kind),
            Pat::TupleStruct(parts) if kind != Shape::Promise => self.declare_items(&parts.elems, &kind),
            Pat::Slice(parts) if kind != Shape::Promise => self.declare_items(&parts.elems, &kind),
            Pat::Or(cases) => cases.cases.iter().fold(kind, |kind, case| self.declare(case, kind)),
            Pat::Ident(name) => {
                if let Some((_, inner)) = &name.subpat {
                    self.declare(inner, kind.clone());
                    return self.scopes.declare(&name.ident, kind);
                }
                self.looked_into(pattern, kind)
            }
            Pat::Struct(parts) => {
                for field in &parts.fields {
                    self.declare(&field.pat, Shape::Constant);
                }
                self.looked_into(pattern, kind)
            }
            _ => self.looked_into(pattern, kind),
        }
    }

    /// The same where the value stays what it is.
    pub(super) fn declare_as_is(&mut self, pattern: &Pat, kind: &Shape) {
        let wanted = self.declare(pattern, kind.clone());
        if wanted != *kind && !(wanted.is_constant() && kind.is_constant()) {
            self.unsupported(Rule::MixedValues, pattern, "a variable of this pattern is assigned a promise further down, which is not supported yet: copy it with `let mut` first");
        }
    }

    fn declare_tuple(&mut self, parts: &[&Pat], kind: Shape) -> Shape {
        let given = match &kind {
            Shape::Tuple(kinds) => kinds.len(),
            _ => parts.len(),
        };
        // Behind `..` the parts count from the end.
        let rest = parts.iter().position(|part| matches!(part, Pat::Rest(_)));
        let mut kinds: Vec<Shape> = (0..given).map(|index| kind.part(index)).collect();
        for (index, part) in parts.iter().enumerate() {
            let place = match rest {
                Some(rest) if index == rest => continue,
                Some(rest) if index > rest => (given + index).saturating_sub(parts.len()),
                _ => index,
            };
            let wanted = self.declare(part, kind.part(place));
            if let Some(slot) = kinds.get_mut(place) {
                *slot = wanted;
            }
        }
        if kind == Shape::Promise { kind } else { Shape::tuple(kinds) }
    }

    fn declare_items<'p>(&mut self, parts: impl IntoIterator<Item = &'p Pat>, kind: &Shape) -> Shape {
        let item = kind.item();
        let wanted = parts.into_iter().fold(item, |item, part| match part {
            Pat::Ident(name) if is_rest(name) => {
                self.scopes.declare(&name.ident, Shape::several(item)).item()
            }
            _ => self.declare(part, item),
        });
        Shape::several(wanted)
    }

    /// A pattern that needs the value itself.
    fn looked_into(&mut self, pattern: &Pat, kind: Shape) -> Shape {
        if !kind.is_constant() {
            self.promise_used(Rule::PromisePattern, pattern, "this pattern needs a value");
        }
        kind
    }
}

/// `rest @ ..`
fn is_rest(name: &PatIdent) -> bool {
    matches!(&name.subpat, Some((_, inner)) if matches!(**inner, Pat::Rest(_)))
}

/// Every variable that a pattern binds.
pub(super) fn names(pattern: &Pat, found: &mut impl FnMut(&Ident)) {
    match pattern {
        Pat::Ident(name) => found(&name.ident),
        Pat::Type(typed) => names(&typed.pat, found),
        Pat::Paren(inner) => names(&inner.pat, found),
        Pat::Reference(inner) => names(&inner.pat, found),
        Pat::Tuple(parts) => parts.elems.iter().for_each(|part| names(part, found)),
        Pat::TupleStruct(parts) => parts.elems.iter().for_each(|part| names(part, found)),
        Pat::Slice(parts) => parts.elems.iter().for_each(|part| names(part, found)),
        Pat::Struct(parts) => parts.fields.iter().for_each(|field| names(&field.pat, found)),
        _ => {}
    }
}
