//! A text of an attribute: a literal, or a file of its own through `include_str!`.

use crate::errors::Fault;
use crate::literal::{self, TextPosition};
use aileron_grammar::{Problem, Rule, suggest};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprMacro, Lit, LitStr, Macro, Token};

const INCLUDED: &str = "write it here, or name a file with `include_str!(\"…\")`";

/// The text, and where it is.
#[derive(Clone)]
pub(crate) struct Text {
    value: String,
    origin: Origin,
}

#[derive(Clone)]
enum Origin {
    Literal(LitStr),
    /// The file, as people find it, and the expression that includes it.
    File {
        shown: String,
        expression: Box<ExprMacro>,
    },
}

impl Text {
    pub(crate) fn of_literal(text: &LitStr) -> Result<Self, Fault> {
        literal::check(text)?;
        Ok(Text { value: text.value(), origin: Origin::Literal(text.clone()) })
    }

    /// The text of an expression that is known before the crate compiles.
    pub(crate) fn read(expression: &Expr) -> Result<Self, Fault> {
        match expression {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Self::of_literal(text),
            Expr::Macro(included) if is(&included.mac, "include_str") => Self::of_file(included),
            Expr::Macro(bytes) if is(&bytes.mac, "include_bytes") => Err(Fault::on(
                Rule::TextNotLiteral,
                bytes,
                "this is a text, not bytes: write `include_str!(…)`",
            )),
            Expr::Lit(other) => Err(Fault::on(
                Rule::OptionValue,
                other,
                "this list holds only strings: write `[\"…\", \"…\"]`",
            )),
            other => Err(Fault::on(
                Rule::TextNotLiteral,
                other,
                format!("this text is checked when the crate compiles, so it must be known then: {INCLUDED}"),
            )),
        }
    }

    fn of_file(included: &ExprMacro) -> Result<Self, Fault> {
        let error = |message: String| Fault::on(Rule::IncludedFile, included, message);
        let argument = included.mac.parse_body::<Expr>().map_err(|_| {
            error("the path is missing: write `include_str!(\"path/from/this/file\")`".to_owned())
        })?;
        let named = constant(&argument)?;
        let path = beside(included.span(), &named).map_err(error)?;
        let shown = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|cause| error(unreadable(&path, &named, &cause)))?;
        let value = String::from_utf8(bytes).map_err(|cause| {
            let read = String::from_utf8_lossy(&cause.as_bytes()[..cause.utf8_error().valid_up_to()]);
            let line = read.matches('\n').count();
            error(format!("`{shown}` is not a text: line {} has bytes that are not UTF-8", line + 1))
        })?;
        let text = Text { value, origin: Origin::File { shown, expression: Box::new(included.clone()) } };
        let problem = mark(&text.value).or_else(|| literal::nul(&text.value));
        problem.map_or(Ok(text.clone()), |problem| Err(text.problem(&problem)))
    }

    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    /// Whether it is in a file of its own.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self.origin, Origin::File { .. })
    }

    /// The problem, on the attribute, with its place in the text.
    pub(crate) fn problem(&self, problem: &Problem) -> Fault {
        match &self.origin {
            Origin::Literal(text) => literal::problem(text, problem),
            Origin::File { shown, expression } => {
                let place = TextPosition::new(&self.value, &problem.at);
                let picture = format!("  in {shown}:{}:{}\n{}", place.line, place.column, place.shown());
                Fault::on(problem.rule(), expression, problem).showing(picture)
            }
        }
    }

    /// A literal at the same place of the source, with the text that this one became.
    pub(crate) fn filled(&self, value: &str) -> LitStr {
        let span = match &self.origin {
            Origin::Literal(text) => text.span(),
            Origin::File { expression, .. } => expression.span(),
        };
        LitStr::new(value, span)
    }

    /// Code that makes the compiler look again when the file changes.
    pub(crate) fn tracked(&self) -> Option<TokenStream> {
        match &self.origin {
            Origin::Literal(_) => None,
            Origin::File { expression, .. } => Some(quote!(const _: &str = #expression;)),
        }
    }
}

fn is(mac: &Macro, name: &str) -> bool {
    mac.path.segments.last().is_some_and(|last| last.ident == name)
}

/// A byte order mark, which a shell or a database takes for a part of the first word.
fn mark(text: &str) -> Option<Problem> {
    let mark = text.chars().next().filter(|first| *first == '\u{feff}')?;
    Some(
        Problem::new(Rule::IncludedFile, 0..mark.len_utf8(), "the file begins with a byte order mark")
            .why("a shell or a database takes it for a part of the first word")
            .instead("save the file as UTF-8 without it"),
    )
}

/// The text of a constant expression of `concat!`, `env!` and literals, as rustc expands it.
fn constant(expression: &Expr) -> Result<String, Fault> {
    match expression {
        Expr::Group(group) => constant(&group.expr),
        Expr::Paren(paren) => constant(&paren.expr),
        Expr::Lit(ExprLit { lit, .. }) => match lit {
            Lit::Str(text) => Ok(text.value()),
            Lit::Int(number) => Ok(number.base10_digits().to_owned()),
            Lit::Bool(value) => Ok(value.value.to_string()),
            Lit::Char(c) => Ok(c.value().to_string()),
            other => Err(no_path(other)),
        },
        Expr::Macro(call) if is(&call.mac, "concat") => {
            let parts = list(call)?;
            parts.iter().map(constant).collect()
        }
        Expr::Macro(call) if is(&call.mac, "env") => {
            let arguments = list(call)?;
            let name = arguments.first().map(constant).transpose()?.unwrap_or_default();
            std::env::var(&name).map_err(|_| {
                Fault::on(
                    Rule::IncludedFile,
                    call,
                    format!("the variable `{name}` is not set while this crate compiles: set it, or write the path"),
                )
            })
        }
        other => Err(no_path(other)),
    }
}

/// The arguments of `concat!` or `env!`.
fn list(call: &ExprMacro) -> Result<Punctuated<Expr, Token![,]>, Fault> {
    let arguments = call.mac.parse_body_with(Punctuated::parse_terminated);
    arguments.map_err(|error| Fault::of_parser(Rule::IncludedFile, &error))
}

fn no_path(tokens: &impl ToTokens) -> Fault {
    Fault::on(
        Rule::IncludedFile,
        tokens,
        "the path of this file must be known when the crate compiles: write `\"path/from/this/file\"` or \
         `concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/path/from/the/package\")`",
    )
}

/// The path as `include_str!` takes it: from the folder of the source file.
fn beside(span: Span, path: &str) -> Result<PathBuf, String> {
    let path = Path::new(path);
    if path.is_absolute() {
        return Ok(path.to_owned());
    }
    let file = source_file(span).ok_or_else(|| {
        "this compiler does not report where the source file is: begin the path with \
         `concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/…\")`"
            .to_owned()
    })?;
    Ok(file.parent().unwrap_or(Path::new("")).join(path))
}

/// The path of the source file on this disk; unknown outside of a compiler.
fn source_file(span: Span) -> Option<PathBuf> {
    proc_macro::is_available().then(|| span.unwrap().local_file()).flatten()
}

fn unreadable(path: &Path, named: &str, cause: &std::io::Error) -> String {
    let shown = path.display();
    if cause.kind() != std::io::ErrorKind::NotFound {
        return format!("`{shown}` can't be read: {cause}");
    }
    let hint =
        hint(path, named).unwrap_or_else(|| "the path begins at the folder of this source file".into());
    format!("there is no file `{shown}`: {hint}")
}

/// Where the file is, most likely.
fn hint(path: &Path, named: &str) -> Option<Cow<'static, str>> {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    if package.join(named).is_file() {
        return Some(format!("the path begins at the folder of this source file; write `include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{named}\"))` for one that begins at the package's").into());
    }
    let word = path.file_name()?.to_str()?;
    let entries =
        std::fs::read_dir(path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new(".")))
            .ok()?;
    let mut neighbours: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    neighbours.sort_unstable();
    let near = suggest::nearest(word, neighbours.iter().map(String::as_str))?;
    let folder = named.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    Some(format!("did you mean `{folder}{near}`?").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn path(name: &str) -> String {
        format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn a_path_is_what_rustc_would_make_of_it() {
        let value = |expression: Expr| constant(&expression).map_err(|fault| fault.text());
        assert_eq!(value(parse_quote!("a/b.sh")), Ok("a/b.sh".to_owned()));
        assert_eq!(value(parse_quote!(concat!("a", 1, 'c', true, concat!()))), Ok("a1ctrue".to_owned()));
        assert_eq!(value(parse_quote!(concat!(env!("CARGO_MANIFEST_DIR"), "/x"))), Ok(path("x")));
        let unset = value(parse_quote!(env!("NO_SUCH_VARIABLE_AT_ALL"))).expect_err("it is not set");
        assert!(unset.contains("NO_SUCH_VARIABLE_AT_ALL"), "{unset}");
        assert!(value(parse_quote!(stringify!(a))).is_err() && value(parse_quote!(PATH)).is_err());
    }

    #[test]
    fn a_file_is_read_and_tracked() {
        let text =
            Text::read(&parse_quote!(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))));
        let text = text.expect("there is this file");
        assert!(text.value().starts_with("[package]") && text.is_file());
        assert!(text.tracked().expect("code").to_string().contains("include_str !"));
    }

    #[test]
    fn a_mistake_shows_file_line_and_column() {
        let text =
            Text::read(&parse_quote!(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))));
        let text = text.expect("there is this file");
        let at = text.value().find("codegen").expect("its name");
        let message = text.problem(&Problem::new(Rule::IncludedFile, at..at + 7, "wrong")).text();
        assert_eq!(
            message,
            format!(
                "wrong [AIL0507]\n  in {}:2:17\n  name = \"aileron-codegen\"\n                  ^^^^^^^",
                path("Cargo.toml")
            )
        );
    }

    #[test]
    fn a_missing_file_is_reported_with_its_neighbour() {
        let error = |expression: Expr| Text::read(&expression).err().expect("there is no such file").text();
        let near = error(parse_quote!(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Crago.toml"))));
        assert!(near.starts_with("there is no file `") && near.contains("Cargo.toml`?"), "{near}");
    }
}
