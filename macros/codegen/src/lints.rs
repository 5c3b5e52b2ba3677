//! The lints that object to the form of a task or a workflow: its inputs are taken by value because they arrive as
//! values, and its signature is an interface rather than a helper's.
//!
//! Only lints that the signature can trigger are turned off: each costs every build of every task.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, ReturnType, Signature, Type, Visibility};

pub(crate) fn for_function(visibility: &Visibility, signature: &Signature) -> Option<TokenStream> {
    let mut lints = Vec::new();
    let types: Vec<&Type> = signature.inputs.iter().filter_map(type_of).collect();
    if types.iter().any(|ty| !is_plain(ty)) {
        lints.push(quote!(clippy::needless_pass_by_value));
        lints.push(quote!(clippy::large_types_passed_by_value));
        if !matches!(visibility, Visibility::Inherited) {
            lints.push(quote!(clippy::implicit_hasher));
        }
    }
    if types.len() > 3 {
        lints.push(quote!(clippy::fn_params_excessive_bools));
    }
    if types.len() > 7 {
        lints.push(quote!(clippy::too_many_arguments));
    }
    if signature.asyncness.is_some() {
        lints.push(quote!(clippy::unused_async));
    }
    if let ReturnType::Type(_, ty) = &signature.output {
        if !matches!(visibility, Visibility::Inherited) {
            lints.push(quote!(clippy::must_use_candidate));
        }
        if !is_plain(ty) {
            lints.push(quote!(clippy::unnecessary_wraps));
        }
    }
    (!lints.is_empty()).then(|| quote!(#[allow(#(#lints),*)]))
}

fn type_of(argument: &FnArg) -> Option<&Type> {
    match argument {
        FnArg::Typed(typed) => Some(&typed.ty),
        FnArg::Receiver(_) => None,
    }
}

/// A number or a truth value, by its name: what is passed by value anyway.
fn is_plain(ty: &Type) -> bool {
    const PLAIN: [&str; 13] =
        ["bool", "f32", "f64", "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];
    matches!(ty, Type::Path(path) if PLAIN.contains(&path.to_token_stream().to_string().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn lints(item: &syn::ItemFn) -> String {
        for_function(&item.vis, &item.sig).unwrap_or_default().to_string().replace(' ', "")
    }

    #[test]
    fn numbers_meet_no_lint() {
        assert_eq!(
            lints(&parse_quote!(
                fn f(x: i64) -> i64 {}
            )),
            ""
        );
    }

    #[test]
    fn a_public_text_meets_several() {
        let lints = lints(&parse_quote!(
            pub fn f(x: String) -> Result<i64, E> {}
        ));
        for name in ["needless_pass_by_value", "must_use_candidate", "unnecessary_wraps"] {
            assert!(lints.contains(name), "{lints}");
        }
    }
}
