//! Constants where promises are wanted.

use super::kind::Kind;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// The value, its constant parts made promises where `to` has them; none where that can't be written.
pub(super) fn lift(value: TokenStream, from: &Kind, to: &Kind) -> Option<TokenStream> {
    match (from, to) {
        _ if from == to => Some(value),
        (Kind::Nothing, _) | (_, Kind::Nothing | Kind::Constant) => Some(value),
        (Kind::Constant, Kind::Promise) => Some(quote_spanned!(value.span()=> __a::lift(#value))),
        (Kind::Constant, Kind::Several(item) | Kind::Map(_, item)) if **item == Kind::Promise => {
            Some(quote_spanned!(value.span()=> __a::LiftEach::lift_each(#value)))
        }
        (Kind::Constant | Kind::Tuple(_) | Kind::Promise, Kind::Tuple(parts)) => {
            let names: Vec<_> = (0..parts.len()).map(|index| format_ident!("__{index}")).collect();
            let lifted = parts.iter().enumerate().map(|(index, part)| {
                let name = &names[index];
                lift(quote!(#name), &from.part(index), part)
            });
            let lifted = lifted.collect::<Option<Vec<_>>>()?;
            Some(quote!({ let (#(#names,)*) = #value; (#(#lifted,)*) }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_constant_parts_are_lifted() {
        let tuple = Kind::Tuple(vec![Kind::Promise, Kind::Constant]);
        let to = Kind::Tuple(vec![Kind::Promise, Kind::Promise]);
        let lifted = lift(quote!(pair), &tuple, &to).unwrap();
        let expected = "{ let (__0 , __1 ,) = pair ; (__0 , __a :: lift (__1) ,) }";
        assert_eq!(lifted.to_string(), expected);
    }

    #[test]
    fn what_has_no_such_form_is_refused() {
        let nested = Kind::several(Kind::several(Kind::Promise));
        assert!(lift(quote!(list), &Kind::Constant, &nested).is_none());
    }
}
