//! Maps of promises: filled and read by keys that are constants.

use super::shape::Shape;
use super::{Traced, Tracer};
use crate::names::{MapOrder, map_order};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprMethodCall, Local, Pat, Type};

impl Tracer<'_> {
    /// A method of a map with promises in it.
    pub(super) fn map_method(
        &mut self,
        call: &ExprMethodCall,
        tokens: TokenStream,
        map: &Shape,
        given: &[Shape],
    ) -> Traced {
        let value = || map.element();
        let constants = given.iter().all(Shape::is_constant);
        let kind = match call.method.to_string().as_str() {
            "len" | "is_empty" | "capacity" | "contains_key" if constants => Shape::Constant,
            "clear" | "reserve" if constants => Shape::Nothing,
            "get" | "get_mut" | "remove" if constants => Shape::several(value()),
            "clone" => map.clone(),
            "iter" | "iter_mut" | "into_iter" | "values" | "values_mut" | "into_values" | "keys"
            | "into_keys" | "drain"
                if map.order() == Some(MapOrder::Random) =>
            {
                return self.gone_through(call);
            }
            "iter" | "iter_mut" | "into_iter" => Shape::several(map.item()),
            "values" | "values_mut" | "into_values" => Shape::several(value()),
            "keys" | "into_keys" => Shape::Constant,
            _ => return self.fill(call, tokens, given),
        };
        (tokens, kind)
    }

    /// A graph would differ from trace to trace.
    pub(super) fn gone_through(&mut self, place: &impl ToTokens) -> Traced {
        self.unsupported(Rule::MapOrder, place, "a `HashMap` has another order each time, so the graph would differ from trace to trace: use a `BTreeMap`")
    }

    /// Notes that a `let` declares a map, where its type or its value shows it.
    pub(super) fn declare_map(&mut self, local: &Local) {
        let typed = match &local.pat {
            Pat::Type(typed) => type_order(&typed.ty),
            _ => None,
        };
        let made = local.init.as_ref().and_then(|init| made_order(&init.expr));
        let pattern = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pattern => pattern,
        };
        if let (Pat::Ident(name), Some(order)) = (pattern, typed.or(made)) {
            self.scopes.is_map(&name.ident, order);
        }
    }
}

/// What is under a key, if this is one entry of a map: a pair of a constant and something.
pub(super) fn entry(item: &Shape) -> Option<Shape> {
    match item {
        Shape::Tuple(parts) => match parts.as_slice() {
            [key, value] if key.is_constant() => Some(value.clone()),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn type_order(ty: &Type) -> Option<MapOrder> {
    match ty {
        Type::Path(path) => map_order(&path.path.segments.last()?.ident),
        _ => None,
    }
}

/// `HashMap::new()`, `HashMap::from(…)`
fn made_order(value: &Expr) -> Option<MapOrder> {
    match value {
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => map_order(&path.path.segments.iter().rev().nth(1)?.ident),
            _ => None,
        },
        Expr::MethodCall(call) if call.method == "collect" => match call.turbofish.as_ref()?.args.first()? {
            syn::GenericArgument::Type(ty) => type_order(ty),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn a_map_is_known_by_its_name() {
        assert_eq!(made_order(&parse_quote!(std::collections::HashMap::new())), Some(MapOrder::Random));
        assert_eq!(made_order(&parse_quote!(BTreeMap::<String, i64>::default())), Some(MapOrder::Sorted));
        assert_eq!(
            made_order(&parse_quote!(pairs.into_iter().collect::<BTreeMap<_, _>>())),
            Some(MapOrder::Sorted)
        );
        assert_eq!(type_order(&parse_quote!(HashMap<String, i64>)), Some(MapOrder::Random));
        assert_eq!(made_order(&parse_quote!(Vec::new())), None);
    }
}
