//! `#[node(…)]` on a statement of a workflow, which rustc does not know.

use proc_macro2::{Group, TokenStream, TokenTree};

/// The body without the attributes that only a tracer reads and rustc would refuse once more.
pub(crate) fn removed_from(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && tokens.next_if(is_node).is_some() => {}
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), removed_from(group.stream()));
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
            removed_from(body).to_string(),
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
