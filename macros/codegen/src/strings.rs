//! Texts in quotes where a `String` is meant: in the arguments of a call, and in the outputs of the workflow. No type there
//! is a reference, so a literal can mean nothing else.
//!
//! They become `String`s before everything else, so that the plain function and the tracer have the same body.

use crate::names::{is_associated, is_type_name, map_order};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Block, Expr, ExprLit, ExprPath, ExprRepeat, Lit, Macro, Stmt, Token, parse_quote};

/// The item with the texts of its body made `String`s; what can't be read stays as it is.
pub(crate) fn with_strings(item: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let Some(TokenTree::Group(body)) = tokens.last() else { return item.clone() };
    if body.delimiter() != Delimiter::Brace || !holds_text(&body.stream()) {
        return item.clone();
    }
    let Ok(mut block) = syn::parse2::<Block>(TokenTree::Group(body.clone()).into()) else {
        return item.clone();
    };
    let mut texts = Texts { found: false };
    texts.block(&mut block, TextType::String);
    if !texts.found {
        return item.clone();
    }
    let statements = &block.stmts;
    let mut changed = Group::new(Delimiter::Brace, quote!(#(#statements)*));
    changed.set_span(body.span());
    tokens.pop();
    tokens.push(changed.into());
    tokens.into_iter().collect()
}

/// A value that was written for an input.
pub(crate) fn make_string(value: &mut Expr) {
    Texts { found: false }.walk(value, TextType::String);
}

fn holds_text(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Literal(literal) => literal.to_string().contains('"'),
        TokenTree::Group(group) => holds_text(&group.stream()),
        _ => false,
    })
}

/// The type that a literal has in its place.
#[derive(Clone, Copy)]
enum TextType {
    /// A `String`.
    String,
    /// What it is.
    Literal,
}

struct Texts {
    found: bool,
}

impl Texts {
    /// A block, and the type of literals in its last expression.
    fn block(&mut self, block: &mut Block, last: TextType) {
        let count = block.stmts.len();
        for (index, statement) in block.stmts.iter_mut().enumerate() {
            let place = if index + 1 == count { last } else { TextType::Literal };
            match statement {
                Stmt::Local(local) => {
                    if let Some(init) = &mut local.init {
                        self.walk(&mut init.expr, TextType::Literal);
                        if let Some((_, otherwise)) = &mut init.diverge {
                            self.walk(otherwise, TextType::Literal);
                        }
                    }
                }
                Stmt::Expr(value, None) => self.walk(value, place),
                Stmt::Expr(value, Some(_)) => self.walk(value, TextType::Literal),
                Stmt::Macro(call) if call.semi_token.is_none() => self.vector(&mut call.mac, place),
                Stmt::Macro(call) => self.vector(&mut call.mac, TextType::Literal),
                Stmt::Item(_) => {}
            }
        }
    }

    fn walk(&mut self, value: &mut Expr, place: TextType) {
        match (&mut *value, place) {
            (Expr::Lit(ExprLit { lit: Lit::Str(text), .. }), TextType::String)
                if text.suffix().is_empty() =>
            {
                let text = text.clone();
                let made = quote_spanned!(text.span()=> ::std::string::String::from(#text));
                *value = parse_quote!(#made);
                self.found = true;
            }
            (Expr::Call(call), _) => {
                let place = match &*call.func {
                    Expr::Path(path) => argument(path, place),
                    _ => TextType::Literal,
                };
                call.args.iter_mut().for_each(|argument| self.walk(argument, place));
            }
            (Expr::Return(out), _) => self.all(out.expr.as_deref_mut(), TextType::String),
            // The value of such an expression is the value of one of its parts.
            (Expr::Paren(inner), _) => self.walk(&mut inner.expr, place),
            (Expr::Group(inner), _) => self.walk(&mut inner.expr, place),
            (Expr::Tuple(parts), _) => self.all(&mut parts.elems, place),
            (Expr::Array(parts), _) => self.all(&mut parts.elems, place),
            (Expr::Struct(parts), _) => self.all(parts.fields.iter_mut().map(|field| &mut field.expr), place),
            (Expr::Macro(call), _) => self.vector(&mut call.mac, place),
            (Expr::Block(inner), _) => self.block(&mut inner.block, place),
            (Expr::If(choice), _) => {
                self.walk(&mut choice.cond, TextType::Literal);
                self.block(&mut choice.then_branch, place);
                if let Some((_, otherwise)) = &mut choice.else_branch {
                    self.walk(otherwise, place);
                }
            }
            (Expr::Match(choice), _) => {
                self.walk(&mut choice.expr, TextType::Literal);
                for arm in &mut choice.arms {
                    self.walk(&mut arm.body, place);
                }
            }
            (inner, _) => self.within(inner),
        }
    }

    /// The parts of an expression whose value is none of them.
    fn within(&mut self, value: &mut Expr) {
        let place = TextType::Literal;
        match value {
            Expr::MethodCall(call) => {
                self.walk(&mut call.receiver, place);
                self.all(&mut call.args, place);
            }
            Expr::Await(inner) => self.walk(&mut inner.base, place),
            Expr::Try(inner) => self.walk(&mut inner.expr, place),
            Expr::Reference(inner) => self.walk(&mut inner.expr, place),
            Expr::Unary(inner) => self.walk(&mut inner.expr, place),
            Expr::Cast(inner) => self.walk(&mut inner.expr, place),
            Expr::Field(inner) => self.walk(&mut inner.base, place),
            Expr::Let(inner) => self.walk(&mut inner.expr, place),
            Expr::Repeat(inner) => self.walk(&mut inner.expr, place),
            Expr::Assign(both) => self.all([&mut *both.left, &mut *both.right], place),
            Expr::Binary(both) => self.all([&mut *both.left, &mut *both.right], place),
            Expr::Index(both) => self.all([&mut *both.expr, &mut *both.index], place),
            Expr::ForLoop(each) => {
                self.walk(&mut each.expr, place);
                self.block(&mut each.body, place);
            }
            Expr::While(each) => {
                self.walk(&mut each.cond, place);
                self.block(&mut each.body, place);
            }
            Expr::Loop(each) => self.block(&mut each.body, place),
            Expr::Break(out) => self.all(out.expr.as_deref_mut(), place),
            _ => {}
        }
    }

    fn all<'e>(&mut self, values: impl IntoIterator<Item = &'e mut Expr>, place: TextType) {
        values.into_iter().for_each(|value| self.walk(value, place));
    }

    /// The items of a `vec![…]`. What other macros make of theirs isn't known.
    fn vector(&mut self, call: &mut Macro, place: TextType) {
        if call.path.segments.last().is_none_or(|last| last.ident != "vec") {
            return;
        }
        let tokens = &call.tokens;
        if let Ok(mut repeat) = syn::parse2::<ExprRepeat>(quote!([#tokens])) {
            self.walk(&mut repeat.expr, place);
            let (item, length) = (&repeat.expr, &repeat.len);
            call.tokens = quote!(#item; #length);
        } else if let Ok(mut items) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone()) {
            self.all(&mut items, place);
            call.tokens = items.to_token_stream();
        }
    }
}

/// The type of a literal as an argument of this function, where a literal in place of the call has the type `place`.
fn argument(function: &ExprPath, place: TextType) -> TextType {
    let mut names = function.path.segments.iter().rev().map(|segment| &segment.ident);
    let (Some(last), before) = (names.next().map(ToString::to_string), names.next()) else {
        return TextType::Literal;
    };
    if last == "Err" {
        // An error is not an output.
        return TextType::Literal;
    }
    if is_type_name(&last) {
        // `Some(…)`, `Name(…)`, `Shape::Named(…)`: a part of the value.
        return place;
    }
    if function.qself.is_none() && !is_associated(&function.path) {
        return TextType::String;
    }
    let container = before.is_some_and(|name| name == "Vec" || map_order(name).is_some());
    if container && ["from", "from_iter"].contains(&&*last) { place } else { TextType::Literal }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The body with `String::from("x")` written as `S("x")`.
    fn made(body: &TokenStream) -> String {
        let item = with_strings(&quote!(fn flow() -> R #body)).to_string();
        let item = item.replace(":: std :: string :: String :: from", "S");
        item.split_once("-> R ").unwrap().1.replace(' ', "")
    }

    #[test]
    fn arguments_of_calls_are_strings() {
        assert_eq!(
            made(&quote!({
                f("a", x)?;
                g(("b", 1)).await;
            })),
            r#"{f(S("a"),x)?;g((S("b"),1)).await;}"#
        );
        assert_eq!(
            made(&quote!({
                f(vec!["a"; 2], ["b"], Some("c"));
            })),
            r#"{f(vec![S("a");2],[S("b")],Some(S("c")));}"#
        );
        assert_eq!(
            made(&quote!({
                f(Shop { name: "a" }, HashMap::from([("k", x)]));
            })),
            r#"{f(Shop{name:S("a")},HashMap::from([(S("k"),x)]));}"#
        );
        assert_eq!(
            made(&quote!({
                f(if a { "b" } else { "c" });
            })),
            r#"{f(ifa{S("b")}else{S("c")});}"#
        );
        assert_eq!(
            made(&quote!({
                list.push(f("a"));
            })),
            r#"{list.push(f(S("a")));}"#
        );
    }

    #[test]
    fn what_leaves_is_a_string() {
        assert_eq!(made(&quote!({ "a" })), r#"{S("a")}"#);
        assert_eq!(
            made(&quote!({
                if b {
                    return Ok("a");
                }
                Ok((f(x), "b"))
            })),
            r#"{ifb{returnOk(S("a"));}Ok((f(x),S("b")))}"#
        );
    }

    #[test]
    fn all_else_stays() {
        for body in [
            quote!({
                let name = "a";
            }),
            quote!({
                f("a".len(), String::from("b"), Duration::parse("c"), format!("d"), &"e");
            }),
            quote!({
                for name in ["a", "b"] {
                    f(name);
                }
            }),
            quote!({
                list.push("a");
            }),
            quote!({ panic!("a") }),
            quote!({ Err("a") }),
            quote!({
                f(map["a"], b"x", 'c', "d" == x);
            }),
        ] {
            assert_eq!(made(&body), body.to_string().replace(' ', ""));
        }
    }
}
