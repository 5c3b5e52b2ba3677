//! Attributes inside a body: the tracer is built before rustc reads them, so it can't follow what they do.

use crate::errors::Errors;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Those that change nothing but which lints are shown, and those on items, which are refused as a whole.
const HARMLESS: [&str; 9] =
    ["allow", "expect", "warn", "deny", "doc", "rustfmt", "clippy", "task", "workflow"];

/// Looks at every token, so that none hides in a place that the walk doesn't visit.
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
        "node" => "settings of a single node are not supported yet: give them to the task, `#[task(retries = 3)]`".into(),
        "cfg" | "cfg_attr" => "`#[cfg]` inside a workflow is not supported: put it on the whole function, once for each case, or write `if cfg!(…)`".into(),
        _ => format!("`#[{name}]` is not supported inside a workflow: do this in a task"),
    };
    errors.on(attribute, message);
}

/// The body without the attributes that only a tracer reads and rustc would refuse once more.
pub(crate) fn without_settings(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && tokens.next_if(is_node).is_some() => {}
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_settings(group.stream()));
                inner.set_span(group.span());
                kept.push(TokenTree::Group(inner));
            }
            other => kept.push(other),
        }
    }
    kept.into_iter().collect()
}

fn is_node(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "node")
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn only_node_settings_are_taken_off() {
        let body = quote!({
            #[node(retries = 3)]
            let x = [
                #[allow(unused)]
                f(1),
            ];
        });
        assert_eq!(
            without_settings(body).to_string(),
            quote!({
                let x = [
                    #[allow(unused)]
                    f(1),
                ];
            })
            .to_string()
        );
    }
}
