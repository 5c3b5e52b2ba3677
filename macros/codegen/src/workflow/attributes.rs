//! Attributes in a body: the tracer is made before rustc reads them, so it can't follow what they do.

use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Attributes that only change lints, those of items, which are refused as a whole, and `#[node(…)]`, which is read with its
/// statement.
const HARMLESS: [&str; 12] = [
    "allow",
    "expect",
    "warn",
    "deny",
    "doc",
    "rustfmt",
    "clippy",
    "task",
    "workflow",
    "dynamic",
    "launch_plan",
    "node",
];

/// Looks at every token, so that it also finds attributes in places that the walk doesn't visit.
pub(super) fn check(tokens: &TokenStream, errors: &mut Errors) {
    let mut hash = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) if hash && group.delimiter() == Delimiter::Bracket => {
                check_one(&group, errors);
                hash = false;
            }
            TokenTree::Group(group) => {
                check(&group.stream(), errors);
                hash = false;
            }
            TokenTree::Punct(punct) => hash = punct.as_char() == '#' || (hash && punct.as_char() == '!'),
            _ => hash = false,
        }
    }
}

fn check_one(attribute: &Group, errors: &mut Errors) {
    let Some(TokenTree::Ident(name)) = attribute.stream().into_iter().next() else { return };
    let message = match name.to_string().as_str() {
        name if HARMLESS.contains(&name) => return,
        "cfg" | "cfg_attr" => "`#[cfg]` inside a workflow is not supported: put it on the whole function, once for each case, or write `if cfg!(…)`".into(),
        _ => format!("`#[{name}]` is not supported inside a workflow: do this in a task"),
    };
    errors.on(Rule::InnerAttribute, attribute, message);
}
