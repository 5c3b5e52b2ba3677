//! Method calls: any on constants; on lists of promises only those that move promises without looking at their values.

use super::assignments::variable;
use super::maps::{entry, type_order};
use super::shape::Shape;
use super::statements::outermost;
use super::{Traced, Tracer};
use crate::errors::pretty;
use crate::names::MapOrder;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Expr, ExprMethodCall, GenericArgument};

impl Tracer<'_> {
    pub(super) fn method(&mut self, call: &ExprMethodCall) -> Traced {
        let before = self.errors.count();
        let (receiver, kind) = self.expression(&call.receiver);
        let (name, turbofish) = (call.method.to_string(), &call.turbofish);
        if matches!(kind, Shape::Promise | Shape::Tuple(_)) && name != "clone" {
            return self.method_of_a_promise(call, &receiver, &name);
        }
        if let Some(traced) = self.each_item(call, &receiver, &kind) {
            return traced;
        }
        // What is wrong with the receiver is wrong with a closure for its elements.
        if self.errors.count() > before
            && call.args.iter().any(|argument| matches!(argument, Expr::Closure(_)))
        {
            return (receiver, Shape::Nothing);
        }
        let (arguments, given) = self.each(&call.args);
        let method = &call.method;
        let tokens = quote_spanned!(call.span()=> #receiver.#method #turbofish(#(#arguments),*));
        if self.errors.count() > before {
            return (tokens, Shape::Nothing);
        }
        match (&kind, name.as_str()) {
            (Shape::Promise | Shape::Tuple(_), _) => (tokens, kind),
            (Shape::Several(item), "collect") => self.collect(call, &receiver, item),
            (Shape::Map(..), _) => self.map_method(call, tokens, &kind, &given),
            (Shape::Constant | Shape::Nothing, _) if given.iter().all(Shape::is_constant) => {
                (tokens, Shape::Constant)
            }
            (Shape::Several(_), _) | (Shape::Constant, "zip") => match moves(&name, &kind.item(), &given) {
                Some(kind) => (tokens, kind),
                None => self.fill(call, tokens, &given),
            },
            (Shape::Constant | Shape::Nothing, _) => self.fill(call, tokens, &given),
        }
    }

    /// A promise has no method except `clone` and `cast`. The arguments don't matter then, so they aren't looked at.
    fn method_of_a_promise(&mut self, call: &ExprMethodCall, receiver: &TokenStream, name: &str) -> Traced {
        const ENDS: &str = "a failed task ends the whole workflow, so there is";
        if name == "cast" && call.args.is_empty() {
            return (quote_spanned!(call.span()=> __a::cast(#receiver)), Shape::Promise);
        }
        let message = match name {
            "unwrap" | "expect" | "unwrap_unchecked" => {
                format!("{ENDS} nothing to unwrap: let the workflow return a `Result`, and write `?`")
            }
            "map_err" | "context" | "with_context" | "wrap_err" | "wrap_err_with" | "inspect_err"
            | "change_context" => format!(
                "{ENDS} no error to change here: write `?` right behind the call, and let the task's own error say what `.{name}()` adds"
            ),
            "unwrap_or" | "unwrap_or_else" | "unwrap_or_default" | "map_or" | "map_or_else" | "ok"
            | "err" | "or" | "or_else" | "ok_or" | "ok_or_else" | "is_ok" | "is_err" | "unwrap_err"
            | "expect_err" => format!(
                "`.{name}()` needs a value, but a promise has none until Flyte has run its task. A failed task ends the whole \
                 workflow: write `?` right behind the call. To replace a missing value, pass the `Option` to a task"
            ),
            "iter" | "into_iter" | "iter_mut" | "par_iter" | "into_par_iter" => {
                let what = format!(
                    "`.{name}()` goes through values, and this list has none until the workflow runs: to run a task for each element, write \
                     `map(task, list)` or `map(|x| task(x, y), list)`, with `?` or `.await` behind it as behind a call of the task; do \
                     anything else in a task"
                );
                self.asked += 1;
                return self.unsupported(Rule::PromiseValue, call, &what);
            }
            "is_some" | "is_none" => {
                let message = format!(
                    "`.{name}()` asks about an `Option`, and Flyte can't look into one: let a task ask, and return a `bool`"
                );
                self.asked += 1;
                return self.unsupported(Rule::PromiseBranch, call, &message);
            }
            _ => return self.promise_used(Rule::PromiseValue, call, &format!("`.{name}()` needs a value")),
        };
        self.asked += 1;
        self.unsupported(Rule::FailedTask, call, &message)
    }

    /// A list of promises has another type than the one that the user may have named.
    fn collect(&mut self, call: &ExprMethodCall, receiver: &TokenStream, item: &Shape) -> Traced {
        let named = match call.turbofish.as_ref().and_then(|named| named.args.first()) {
            Some(GenericArgument::Type(ty)) => outermost(ty),
            _ => None,
        };
        let Some(named) = named else {
            let tokens = quote_spanned!(call.span()=> #receiver.collect::<__a::std::vec::Vec<_>>());
            return (tokens, Shape::several(item.clone()));
        };
        let kind = match (type_order(&named), entry(item)) {
            (Some(order), Some(value)) => Shape::map(order, value),
            (None, _) if pretty(&named).contains("Vec<") => Shape::several(item.clone()),
            _ => {
                let message = "promises can be collected only into a `Vec`, a `BTreeMap` or a `HashMap`: name one of these";
                return self.unsupported(Rule::Collection, call, message);
            }
        };
        (quote_spanned!(call.span()=> #receiver.collect::<#named>()), kind)
    }

    /// `list.push(promise)`: from its declaration on, the list holds promises.
    pub(super) fn fill(&mut self, call: &ExprMethodCall, tokens: TokenStream, given: &[Shape]) -> Traced {
        let item = match (call.method.to_string().as_str(), given) {
            ("push" | "push_back" | "push_front" | "fill", [item]) => item.clone(),
            ("insert" | "resize", [place, item]) if place.is_constant() => item.clone(),
            ("insert" | "resize", _) => {
                return self.promise_used(
                    Rule::PromiseIndex,
                    call,
                    "the index or key of an entry is a value",
                );
            }
            ("extend" | "append" | "extend_from_slice", [list @ Shape::Several(_)]) => {
                entry(&list.item()).unwrap_or_else(|| list.item())
            }
            ("extend" | "append", [map @ Shape::Map(MapOrder::Sorted, _)]) => map.element(),
            ("extend", [Shape::Map(MapOrder::Random, _)]) => return self.gone_through(&call.args[0]),
            ("extend" | "append" | "extend_from_slice", [Shape::Constant]) if is_list(&call.args[0]) => {
                return self.unsupported(
                    Rule::MixedValues,
                    call,
                    "constants can't be added to promises in one call yet: add them one by one",
                );
            }
            ("or_insert" | "or_insert_with" | "or_insert_with_key" | "insert_entry", _) => {
                return self.unsupported(
                    Rule::Collection,
                    call,
                    "a promise can get into a map only with `map.insert(key, promise)`: write that",
                );
            }
            (name, _) => {
                return self.promise_used(Rule::PromiseValue, call, &format!("`.{name}()` needs values"));
            }
        };
        let Some(name) = variable(&call.receiver) else {
            return self.unsupported(
                Rule::Collection,
                call,
                "a promise can get only into a list or a map in a variable: assign this one to a variable first",
            );
        };
        if self.is_outside(name) {
            return self.unsupported(
                Rule::Collection,
                call,
                "an arm of a branch can't change a list or a map from outside of it, since it may not run: let the arm give a value, and add that behind the `if`",
            );
        }
        let wanted = self.scopes.give(name, self.scopes.holding(name, item.clone()));
        match wanted {
            Some(wanted) => self.filled(call, &wanted, &item).unwrap_or((tokens, Shape::Nothing)),
            None => self.unsupported(
                Rule::Collection,
                call,
                "this holds something else already: use another variable",
            ),
        }
    }

    /// The same call with its last argument made a promise, where that is a constant and the list holds promises.
    fn filled(&mut self, call: &ExprMethodCall, wanted: &Shape, item: &Shape) -> Option<Traced> {
        if !item.is_constant() || wanted.is_constant() {
            return None;
        }
        let (receiver, method) = (&call.receiver, &call.method);
        let (mut arguments, _) = self.each(&call.args);
        let last = arguments.pop()?;
        let last = super::lift::lift(last, item, &wanted.element())?;
        Some((quote_spanned!(call.span()=> #receiver.#method(#(#arguments,)* #last)), Shape::Nothing))
    }
}

fn is_list(value: &Expr) -> bool {
    !matches!(value, Expr::Lit(_))
}

/// The result of a method that moves promises; none for methods that need their values, or fill the list.
fn moves(name: &str, item: &Shape, given: &[Shape]) -> Option<Shape> {
    let same = || Shape::several(item.clone());
    let constants = given.iter().all(Shape::is_constant);
    match name {
        "zip" => Some(Shape::several(Shape::tuple(vec![item.clone(), given.first()?.item()]))),
        "chain" if given.first()?.item() == *item => Some(same()),
        _ if !constants => None,
        "len" | "is_empty" | "capacity" | "is_some" | "is_none" => Some(Shape::Constant),
        "clear" | "reserve" | "reverse" | "rotate_left" | "rotate_right" | "swap" | "truncate" => {
            Some(Shape::Nothing)
        }
        "unwrap" | "expect" | "remove" | "swap_remove" => Some(item.clone()),
        "chunks" | "windows" | "chunks_exact" => Some(Shape::several(same())),
        "enumerate" => Some(Shape::several(Shape::tuple(vec![Shape::Constant, item.clone()]))),
        "as_mut_slice" | "as_slice" | "back" | "by_ref" | "clone" | "cloned" | "copied" | "cycle"
        | "drain" | "first" | "first_mut" | "front" | "fuse" | "get" | "get_mut" | "into_iter" | "iter"
        | "iter_mut" | "last" | "last_mut" | "next" | "next_back" | "nth" | "peekable" | "pop"
        | "pop_back" | "pop_front" | "rev" | "skip" | "split_off" | "step_by" | "take" | "to_vec" => {
            Some(same())
        }
        "concat" | "flatten" if matches!(item, Shape::Several(_)) => Some(item.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_and_moving_need_no_values() {
        let pair = Shape::several(Shape::Tuple(vec![Shape::Constant, Shape::Promise]));
        assert_eq!(moves("len", &Shape::Promise, &[]), Some(Shape::Constant));
        assert_eq!(moves("enumerate", &Shape::Promise, &[]), Some(pair));
        assert_eq!(moves("remove", &Shape::Promise, &[Shape::Constant]), Some(Shape::Promise));
    }

    #[test]
    fn what_needs_values_is_none_of_them() {
        for name in ["sort", "contains", "sum", "max", "join", "dedup", "map"] {
            assert_eq!(moves(name, &Shape::Promise, &[]), None, "{name}");
        }
        assert_eq!(moves("get", &Shape::Promise, &[Shape::Promise]), None);
    }
}
