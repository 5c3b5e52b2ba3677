//! `#[node(…)]` on the statements of a workflow: what rustc gets in its place.
//!
//! A tracer reads the attribute; the plain function does not know it. A variable that only `after(…)` names is one that
//! the plain function never reads, so the lints about that are off for this one variable.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::{HashMap, HashSet};

/// The body without `#[node(…)]`; none if it has no such attribute. `aileron` is the path to Aileron, by
/// which the plain function learns what a node asks of a map; none for a tracer, which knows it.
pub(crate) fn taken_off(body: &TokenStream, aileron: Option<&TokenStream>) -> Option<TokenStream> {
    is_in(body).then(|| {
        let mut first = Body { aileron, ..Body::default() };
        first.group(body.clone(), false);
        let mut second = Body { predecessors: first.predecessors, aileron, ..Body::default() };
        second.group(body.clone(), false)
    })
}

/// The variables that are named in `after(…)`.
pub(crate) fn predecessors(body: &TokenStream) -> HashSet<String> {
    let mut found = HashSet::new();
    each(body, &mut |attribute| found.extend(names_in(attribute)));
    found
}

/// Calls `found` with the inside of the brackets of each `#[node(…)]`.
pub(crate) fn each(tokens: &TokenStream, found: &mut impl FnMut(&Group)) {
    let mut hash = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) if hash && is_node(&group) => {
                found(&group);
                hash = false;
            }
            TokenTree::Group(group) => {
                each(&group.stream(), found);
                hash = false;
            }
            TokenTree::Punct(punct) => hash = punct.as_char() == '#',
            _ => hash = false,
        }
    }
}

fn is_in(body: &TokenStream) -> bool {
    let mut is_in = false;
    each(body, &mut |_| is_in = true);
    is_in
}

fn is_node(group: &Group) -> bool {
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "node")
}

/// The names in the parentheses behind `after`.
fn names_in(attribute: &Group) -> Vec<String> {
    let mut names = Vec::new();
    let mut after = false;
    let options = attribute.stream().into_iter().filter_map(group_of).flat_map(|options| options.stream());
    for token in options {
        match token {
            TokenTree::Group(list) if after => {
                names.extend(list.stream().into_iter().filter_map(ident_of).map(|name| name.to_string()));
                after = false;
            }
            TokenTree::Ident(option) => after = option == "after",
            _ => after = false,
        }
    }
    names
}

fn group_of(token: TokenTree) -> Option<Group> {
    if let TokenTree::Group(group) = token { Some(group) } else { None }
}

fn ident_of(token: TokenTree) -> Option<Ident> {
    if let TokenTree::Ident(name) = token { Some(name) } else { None }
}

/// A walk over the tokens of a body, which follows the scopes of its variables.
#[derive(Default)]
struct Body<'a> {
    /// The variables of `let` in sight, each with the number of its `let`.
    scopes: Vec<HashMap<String, usize>>,
    lets: usize,
    /// The numbers of the `let`s whose variables `after(…)` names.
    predecessors: HashSet<usize>,
    aileron: Option<&'a TokenStream>,
}

impl Body<'_> {
    fn find(&self, name: &Ident) -> Option<usize> {
        let name = name.to_string();
        self.scopes.iter().rev().find_map(|scope| scope.get(&name).copied())
    }

    /// The inside of a group, rewritten; `is_block` says whether it is one of braces.
    fn group(&mut self, tokens: TokenStream, is_block: bool) -> TokenStream {
        if is_block {
            self.scopes.push(HashMap::new());
        }
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut written = TokenStream::new();
        // Whether a statement begins here, and whether it has a `#[node(…)]`.
        let (mut begins, mut has_node) = (is_block, false);
        let mut assigned: Vec<TokenTree> = Vec::new();
        // The attributes of the statement that begins.
        let mut attributes = TokenStream::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1);
            if begins {
                assigned = self.assigned(&tokens[at..]);
            }
            at += 1;
            if !matches!((token, next), (TokenTree::Punct(hash), Some(TokenTree::Group(_))) if hash.as_char() == '#')
            {
                written.extend(std::mem::take(&mut attributes));
            }
            match (token, next) {
                (TokenTree::Punct(hash), Some(TokenTree::Group(attribute))) if hash.as_char() == '#' => {
                    at += 1;
                    if is_node(attribute) {
                        has_node = true;
                        for name in names_in(attribute) {
                            self.predecessors
                                .extend(self.scopes.iter().rev().find_map(|scope| scope.get(&name)));
                        }
                        written.extend(self.asked_of_maps(attribute));
                    } else {
                        attributes.extend([token.clone(), TokenTree::Group(attribute.clone())]);
                    }
                    continue;
                }
                (TokenTree::Ident(word), _) if begins && word == "let" => {
                    written.extend(self.declare(&tokens[at..], has_node));
                    written.extend([token.clone()]);
                }
                (TokenTree::Punct(punct), _) if punct.as_char() == ';' => {
                    written.extend([token.clone()]);
                    written.extend(assigned.drain(..).map(|name| quote!(let _ = &#name;)));
                    (begins, has_node) = (is_block, false);
                    continue;
                }
                (TokenTree::Group(group), _) => {
                    let is_inner_block = group.delimiter() == Delimiter::Brace;
                    let mut inner = Group::new(group.delimiter(), self.group(group.stream(), is_inner_block));
                    inner.set_span(group.span());
                    written.extend([TokenTree::Group(inner)]);
                    (begins, has_node) = (is_block && is_inner_block, false);
                    continue;
                }
                _ => written.extend([token.clone()]),
            }
            (begins, has_node) = (false, false);
        }
        if !assigned.is_empty() {
            written.extend(quote!(; #(let _ = &#assigned;)*));
        }
        if is_block {
            self.scopes.pop();
        }
        written
    }

    /// What tells the next `map_some` how many successes it needs, if the node asks for some.
    fn asked_of_maps(&self, attribute: &Group) -> Option<TokenStream> {
        let aileron = self.aileron?;
        let options =
            attribute.stream().into_iter().filter_map(group_of).flat_map(|options| options.stream());
        let options: Vec<TokenTree> = options.collect();
        let given = options.windows(3).find_map(|option| match option {
            [TokenTree::Ident(name), TokenTree::Punct(equals), TokenTree::Literal(value)]
                if equals.as_char() == '=' =>
            {
                least(&name.to_string(), &value.to_string())
            }
            _ => None,
        })?;
        Some(quote!(#aileron::__::least(#aileron::__::Least::#given);))
    }

    /// The variables that a statement assigns and that `after(…)` names: `a = …`, `a[0] = …`, `(a, b) = …`.
    fn assigned(&self, statement: &[TokenTree]) -> Vec<TokenTree> {
        let is_index = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        let is = |token: Option<&TokenTree>, wanted: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
        let Some((target, behind)) = statement.split_first() else { return Vec::new() };
        let behind = &behind[behind.iter().take_while(is_index).count()..];
        if !is(behind.first(), '=') || is(behind.get(1), '=') || is(behind.get(1), '>') {
            return Vec::new();
        }
        let mut names = Vec::new();
        idents(target.clone().into(), &mut names);
        names.retain(|name| self.find(name).is_some_and(|number| self.predecessors.contains(&number)));
        names.into_iter().map(TokenTree::Ident).collect()
    }

    /// A `let` with this pattern behind it. Returns the attributes that it needs.
    fn declare(&mut self, behind: &[TokenTree], has_node: bool) -> Option<TokenStream> {
        let number = self.lets;
        self.lets += 1;
        let ends = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if ['=', ';', ':'].contains(&punct.as_char()));
        let pattern = behind.iter().take_while(|token| !ends(token)).map(ToTokens::to_token_stream);
        let mut names = Vec::new();
        pattern.for_each(|part| idents(part, &mut names));
        if let Some(scope) = self.scopes.last_mut() {
            scope.extend(names.into_iter().map(|name| (name.to_string(), number)));
        }
        let is_named = self.predecessors.contains(&number);
        let unread = is_named.then(|| quote!(unused_variables, unused_assignments, clippy::let_unit_value,));
        // clippy would say that the last expression needs no name.
        (is_named || has_node).then(|| quote!(#[allow(#unread clippy::let_and_return)]))
    }
}

/// How many tasks of a map must succeed, as a variant of `Least`.
pub(crate) fn least(option: &str, value: &str) -> Option<TokenStream> {
    let value = value.replace('_', "");
    match option {
        "min_successes" => {
            let number = value.trim_end_matches("u32").parse::<u32>().ok()?;
            Some(quote!(Successes(#number)))
        }
        "min_success_ratio" => {
            let ratio = value.trim_end_matches("f64").trim_end_matches("f32").parse::<f64>().ok()?;
            let ratio = at_most(ratio).filter(|ratio| (0.0..=1.0).contains(ratio))?;
            Some(quote!(Ratio(#ratio)))
        }
        _ => None,
    }
}

/// The largest number of 32 bits that is not above this one. Flyte multiplies it and rounds up: with the nearest number to 0.8, which
/// is larger, it would ask for all of five.
fn at_most(number: f64) -> Option<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "it is corrected")]
    let near = number.is_finite().then_some(number as f32)?;
    Some(if f64::from(near) > number { near.next_down() } else { near })
}

fn idents(tokens: TokenStream, found: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => found.push(name),
            TokenTree::Group(group) => idents(group.stream(), found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(body: &TokenStream) -> String {
        taken_off(body, Some(&quote!(::aileron))).expect("it has an attribute").to_string()
    }

    #[test]
    fn only_node_settings_are_taken_off() {
        let body = quote!({
            #[node(retries = 3)]
            work([
                #[allow(unused)]
                f(1),
            ]);
        });
        let expected = quote!({
            work([
                #[allow(unused)]
                f(1),
            ]);
        });
        assert_eq!(off(&body), expected.to_string());
        assert!(
            taken_off(
                &quote!({
                    work(
                        #[nodes]
                        3,
                    )
                }),
                Some(&quote!(::aileron))
            )
            .is_none()
        );
    }

    #[test]
    fn a_map_learns_how_many_must_succeed() {
        let body = quote!({
            #[allow(unused)]
            #[node(concurrency = 3, min_success_ratio = 0.8)]
            let some = map_some(work, xs);
            #[node(min_successes = 2)]
            map_some(work, some)
        });
        let ratio = 0.8_f32.next_down();
        let expected = quote!({
            ::aileron::__::least(::aileron::__::Least::Ratio(#ratio));
            #[allow(unused)]
            #[allow(clippy::let_and_return)]
            let some = map_some(work, xs);
            ::aileron::__::least(::aileron::__::Least::Successes(2u32));
            map_some(work, some)
        });
        assert_eq!(off(&body), expected.to_string());
    }

    #[test]
    fn lints_are_off_for_the_named_variable_alone() {
        let body = quote!({
            let ready = other();
            let ready = setup();
            {
                let ready = 3;
            }
            let (unused, pair) = two();
            #[node(after(ready))]
            work();
        });
        let expected = quote!({
            let ready = other();
            #[allow(unused_variables, unused_assignments, clippy::let_unit_value, clippy::let_and_return)]
            let ready = setup();
            {
                let ready = 3;
            }
            let (unused, pair) = two();
            work();
        });
        assert_eq!(off(&body), expected.to_string());
    }

    #[test]
    fn what_is_assigned_is_read() {
        let body = quote!({
            let mut last = setup();
            for i in 0..3 {
                #[node(after(last))]
                last = work(i);
            }
            if c {
                last = work(3)
            }
        });
        let expected = quote!({
            #[allow(unused_variables, unused_assignments, clippy::let_unit_value, clippy::let_and_return)]
            let mut last = setup();
            for i in 0..3 {
                last = work(i);
                let _ = &last;
            }
            if c {
                last = work(3);
                let _ = &last;
            }
        });
        assert_eq!(off(&body), expected.to_string());
    }
}
