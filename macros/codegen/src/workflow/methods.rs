//! Method calls: free on constants; on lists of promises those that move promises about without asking their values.

use super::assignments::variable;
use super::kind::Kind;
use super::{Traced, Tracer};
use crate::errors::pretty;
use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, ExprMethodCall};

impl Tracer<'_> {
    pub(super) fn method(&mut self, call: &ExprMethodCall) -> Traced {
        let before = self.errors.count();
        let (receiver, kind) = self.expression(&call.receiver);
        let (arguments, given) = self.each(&call.args);
        let (name, turbofish) = (call.method.to_string(), &call.turbofish);
        let method = &call.method;
        let tokens = quote_spanned!(call.span()=> #receiver.#method #turbofish(#(#arguments),*));
        if self.errors.count() > before {
            return (tokens, Kind::Nothing);
        }
        match (&kind, name.as_str()) {
            (Kind::Promise | Kind::Tuple(_), "clone") => (tokens, kind),
            (Kind::Promise, "unwrap" | "expect") => self.unsupported(call, "a failed task ends the whole workflow, so there is nothing to unwrap: let the workflow return a `Result` and write `?`"),
            (Kind::Promise | Kind::Tuple(_), _) => self.promise_used(call, &format!("`.{name}()` works on a value")),
            (Kind::Several(item), "collect") => self.collect(call, &receiver, item),
            (Kind::Constant | Kind::Nothing, _) if given.iter().all(Kind::is_constant) => (tokens, Kind::Constant),
            (Kind::Several(_), _) | (Kind::Constant, "zip") => match moves(&name, &kind.item(), &given) {
                Some(kind) => (tokens, kind),
                None => self.fill(call, tokens, &given),
            },
            (Kind::Constant | Kind::Nothing, _) => self.fill(call, tokens, &given),
        }
    }

    /// A list of promises has another type than the one the user may have named.
    fn collect(&mut self, call: &ExprMethodCall, receiver: &TokenStream, item: &Kind) -> Traced {
        let named = call.turbofish.as_ref().map(pretty);
        if named.is_some_and(|named| !named.contains("Vec<")) {
            return self.unsupported(call, "promises can be collected into a `Vec` only, so far");
        }
        let tokens = quote_spanned!(call.span()=> #receiver.collect::<__a::std::vec::Vec<_>>());
        (tokens, Kind::several(item.clone()))
    }

    /// `list.push(promise)`: from its declaration on, the list holds promises.
    fn fill(&mut self, call: &ExprMethodCall, tokens: TokenStream, given: &[Kind]) -> Traced {
        let item = match (call.method.to_string().as_str(), given) {
            ("push" | "push_back" | "push_front", [item]) | ("insert", [_, item]) => {
                Kind::several(item.clone())
            }
            ("extend" | "append", [list @ Kind::Several(_)]) => list.clone(),
            ("extend" | "append", [Kind::Constant]) if is_list(&call.args[0]) => {
                return self.unsupported(
                    call,
                    "constants can't be added to a list of promises in one go yet: push one by one",
                );
            }
            (name, _) => return self.promise_used(call, &format!("`.{name}()` works on values")),
        };
        let Some(name) = variable(&call.receiver) else {
            return self.unsupported(
                call,
                "a promise can only be put into a list in a variable so far: give the list a name",
            );
        };
        match self.scopes.give(name, item.clone()) {
            Some(wanted) => self.filled(call, &wanted, &item).unwrap_or((tokens, Kind::Nothing)),
            None => self.unsupported(call, "this list holds something else already: use another one"),
        }
    }

    /// The same with what is put in made a promise, where it is a constant and the list holds promises.
    fn filled(&mut self, call: &ExprMethodCall, wanted: &Kind, item: &Kind) -> Option<Traced> {
        if !item.is_constant() || wanted.is_constant() {
            return None;
        }
        let (receiver, method) = (&call.receiver, &call.method);
        let (mut arguments, _) = self.each(&call.args);
        let last = arguments.pop()?;
        let last = super::lift::lift(last, item, &wanted.item())?;
        Some((quote_spanned!(call.span()=> #receiver.#method(#(#arguments,)* #last)), Kind::Nothing))
    }
}

fn is_list(value: &Expr) -> bool {
    !matches!(value, Expr::Lit(_))
}

/// What a method gives that moves promises about; none for those that would need their values, or fill the list.
fn moves(name: &str, item: &Kind, given: &[Kind]) -> Option<Kind> {
    let same = || Kind::several(item.clone());
    let constants = given.iter().all(Kind::is_constant);
    match name {
        "zip" => Some(Kind::several(Kind::tuple(vec![item.clone(), given.first()?.item()]))),
        "chain" if given.first()?.item() == *item => Some(same()),
        _ if !constants => None,
        "len" | "is_empty" | "capacity" | "is_some" | "is_none" => Some(Kind::Constant),
        "clear" | "reverse" | "rotate_left" | "rotate_right" | "swap" | "truncate" => Some(Kind::Nothing),
        "unwrap" | "expect" | "remove" | "swap_remove" => Some(item.clone()),
        "chunks" | "windows" | "chunks_exact" => Some(Kind::several(same())),
        "enumerate" => Some(Kind::several(Kind::tuple(vec![Kind::Constant, item.clone()]))),
        "as_slice" | "back" | "clone" | "cloned" | "copied" | "drain" | "first" | "front" | "get"
        | "into_iter" | "iter" | "last" | "next" | "nth" | "pop" | "pop_back" | "pop_front" | "rev"
        | "skip" | "split_off" | "step_by" | "take" | "to_vec" => Some(same()),
        "values" | "into_values" => Some(Kind::several(item.part(1))),
        "keys" | "into_keys" => Some(item.part(0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_and_moving_need_no_values() {
        let pair = Kind::several(Kind::Tuple(vec![Kind::Constant, Kind::Promise]));
        assert_eq!(moves("len", &Kind::Promise, &[]), Some(Kind::Constant));
        assert_eq!(moves("enumerate", &Kind::Promise, &[]), Some(pair));
        assert_eq!(moves("remove", &Kind::Promise, &[Kind::Constant]), Some(Kind::Promise));
    }

    #[test]
    fn what_needs_values_is_none_of_them() {
        for name in ["sort", "contains", "sum", "max", "join", "dedup", "map"] {
            assert_eq!(moves(name, &Kind::Promise, &[]), None, "{name}");
        }
        assert_eq!(moves("get", &Kind::Promise, &[Kind::Promise]), None);
    }
}
