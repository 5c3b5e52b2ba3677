//! `schedule = "0 6 * * *"` and `schedule = every("10m")`.

use crate::errors::Fault;
use crate::literal;
use crate::options::{Given, Value};
use aileron_grammar::{Cron, Rate, Rule, duration};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, Lit, LitStr};

pub(super) fn read(given: &Given<'_>) -> Result<TokenStream, Fault> {
    match &given.entry.value {
        Value::Literal(Lit::Str(text)) => cron(text),
        Value::Expression(value) => call(given, value),
        _ => Err(form(given)),
    }
}

fn cron(text: &LitStr) -> Result<TokenStream, Fault> {
    literal::check(text)?;
    let line = text.value();
    if duration::parse(&line).is_ok() {
        let message =
            format!("`{line}` is a duration and no line of cron: write `schedule = every(\"{line}\")`");
        return Err(Fault::at(Rule::CronLine, text.span(), message));
    }
    line.parse::<Cron>().map_err(|problem| literal::problem(text, &problem))?;
    Ok(quote!(schedule: __a::Some(__a::Schedule::Cron(#line))))
}

fn call(given: &Given<'_>, value: &Expr) -> Result<TokenStream, Fault> {
    let Expr::Call(call) = value else { return Err(form(given)) };
    let name = call.func.to_token_stream().to_string();
    let arguments: Vec<_> = call.args.iter().collect();
    let [Expr::Lit(ExprLit { lit: Lit::Str(argument), .. })] = arguments[..] else {
        return Err(form(given));
    };
    match name.as_str() {
        "every" => {
            literal::check(argument)?;
            let text = argument.value();
            Rate::parse(&text).map_err(|problem| literal::problem(argument, &problem))?;
            Ok(quote!(schedule: __a::Some(__a::Schedule::Every(#text))))
        }
        "cron" => {
            let message =
                format!("a line of cron stands alone: write `schedule = {}`", argument.to_token_stream());
            Err(given.wrong(Rule::OptionValue, message))
        }
        _ => Err(form(given)),
    }
}

fn form(given: &Given<'_>) -> Fault {
    let message = "`schedule` takes a line of cron or a rate: write `schedule = \"0 6 * * *\"` or `schedule = every(\"10m\")`";
    given.wrong(Rule::OptionValue, message)
}
