//! `///` comments as text.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

pub(crate) fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

/// The doc comment without its indentation and its empty first and last lines.
pub(crate) fn text(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line).flat_map(|text| strip(&text)).collect();
    lines.join("\n").trim().to_owned()
}

fn line(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(meta) if is_doc(attribute) => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// One space follows `///`, and an asterisk may start the lines of `/** … */`.
fn strip(text: &str) -> Vec<String> {
    let block = text.contains('\n');
    text.split('\n')
        .map(|line| {
            let line = if block { line.trim_start().strip_prefix('*').unwrap_or(line) } else { line };
            line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()
        })
        .collect()
}
