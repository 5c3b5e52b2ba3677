//! Constants where promises are wanted.

use super::shape::Shape;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// The value, its constant parts made promises where `to` has them; none where that can't be written.
pub(super) fn lift(value: TokenStream, from: &Shape, to: &Shape) -> Option<TokenStream> {
    match (from, to) {
        _ if from == to => Some(value),
        (Shape::Nothing, _) | (_, Shape::Nothing | Shape::Constant) => Some(value),
        (Shape::Constant, Shape::Promise) => Some(quote_spanned!(value.span()=> __a::lift(#value))),
        (Shape::Constant, Shape::Several(item) | Shape::Map(_, item)) if **item == Shape::Promise => {
            Some(quote_spanned!(value.span()=> __a::LiftEach::lift_each(#value)))
        }
        (Shape::Constant | Shape::Tuple(_) | Shape::Promise, Shape::Tuple(parts)) => {
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
        let tuple = Shape::Tuple(vec![Shape::Promise, Shape::Constant]);
        let to = Shape::Tuple(vec![Shape::Promise, Shape::Promise]);
        let lifted = lift(quote!(pair), &tuple, &to).unwrap();
        let expected = "{ let (__0 , __1 ,) = pair ; (__0 , __a :: lift (__1) ,) }";
        assert_eq!(lifted.to_string(), expected);
    }

    #[test]
    fn what_has_no_such_form_is_refused() {
        let nested = Shape::several(Shape::several(Shape::Promise));
        assert!(lift(quote!(list), &Shape::Constant, &nested).is_none());
    }
}
