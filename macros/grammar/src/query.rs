//! The parameters of a query, which name the inputs of its task.

use crate::suggest::did_you_mean;
use crate::{Problem, Rule};
use std::ops::Range;

/// What is wrong with the parameters `@x` of a query: one that is not among `inputs`.
///
/// One in a string, a quoted name or a comment is none, nor is `@@x`, a variable of the system. Case is free, as it is in
/// `GoogleSQL`.
///
/// ```
/// use aileron_grammar::query;
///
/// assert_eq!(query::at("SELECT @day, @@time_zone, 'me@acme.org' -- @all", &["day"]), []);
/// let problems = query::at("SELECT @dya", &["day"]);
/// assert_eq!(problems[0].to_string(), "`@dya` is not an input of the task; did you mean `day`?");
/// ```
#[must_use]
pub fn at(query: &str, inputs: &[&str]) -> Vec<Problem> {
    let is_input = |name: &str| inputs.iter().any(|input| input.eq_ignore_ascii_case(name));
    let named = code(query).into_iter().flat_map(|code| ats(query, code));
    named.filter(|at| !is_input(&query[at.start + 1..at.end])).map(|at| unknown(query, at, inputs)).collect()
}

/// What is wrong with the parameters `%(x)s` of a query, which the driver fills in as Python formats a text: one that is not
/// among `inputs`, and, if there are inputs, a `%` that begins no parameter and is not `%%`.
///
/// Python looks into strings and comments as well; a query without inputs it leaves as it is.
///
/// ```
/// use aileron_grammar::query;
///
/// assert_eq!(query::percent("WHERE day > %(day)s AND name LIKE 'a%%'", &["day"]), []);
/// assert_eq!(query::percent("WHERE name LIKE 'a%'", &[]), []);
/// let problems = query::percent("WHERE day > %(dya)s AND name LIKE 'a%'", &["day"]);
/// assert_eq!(problems[0].to_string(), "`%(dya)s` is not an input of the task; did you mean `day`?");
/// assert_eq!(problems[1].at, 36..37);
/// ```
#[must_use]
pub fn percent(query: &str, inputs: &[&str]) -> Vec<Problem> {
    let (formats, code) = (!inputs.is_empty(), code(query));
    let is_read = |at: &Range<usize>| formats || code.iter().any(|code| code.contains(&at.start));
    let problem = |(sign, at): (Sign<'_>, Range<usize>)| match sign {
        Sign::Parameter(name) if !inputs.contains(&name) && is_read(&at) => Some(unknown(query, at, inputs)),
        Sign::Other if formats => Some(no_parameter(query, at)),
        _ => None,
    };
    signs(query).filter_map(problem).collect()
}

/// A `%` in a text that Python formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign<'q> {
    /// `%(x)s`
    Parameter(&'q str),
    /// `%%`, which is a `%`.
    Itself,
    /// What is neither.
    Other,
}

/// Every `%` of a query, and where it is.
///
/// ```
/// use aileron_grammar::query::{Sign, signs};
///
/// let found: Vec<_> = signs("%(a)s %%").collect();
/// assert_eq!(found, [(Sign::Parameter("a"), 0..5), (Sign::Itself, 6..8)]);
/// ```
pub fn signs(query: &str) -> impl Iterator<Item = (Sign<'_>, Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let begin = done + query[done..].find('%')?;
        let behind = &query[begin + 1..];
        let name = behind.strip_prefix('(').and_then(|inside| inside.split_once(')'));
        let (sign, length) = match name {
            Some((name, after)) if after.starts_with('s') => {
                (Sign::Parameter(name), name.len() + "%()s".len())
            }
            _ if behind.starts_with('%') => (Sign::Itself, 2),
            _ => (Sign::Other, 1),
        };
        done = begin + length;
        Some((sign, begin..done))
    })
}

/// A `%` that is a mistake where Python formats the query.
#[must_use]
pub fn no_parameter(query: &str, at: Range<usize>) -> Problem {
    let line = query[..at.end].lines().count();
    Problem::new(Rule::QueryParameter, at, format!("the `%` in line {line} of the query begins no parameter"))
        .instead("write `%(name)s` for an input, and `%%` for a `%`")
}

/// A parameter that is none of the inputs.
#[must_use]
pub fn unknown(query: &str, at: Range<usize>, inputs: &[&str]) -> Problem {
    let parameter = &query[at.clone()];
    let name = parameter.strip_prefix("%(").and_then(|name| name.strip_suffix(")s"));
    let name =
        name.unwrap_or_else(|| parameter.trim_start_matches(|c: char| c.is_ascii_punctuation() && c != '_'));
    let problem =
        Problem::new(Rule::QueryParameter, at, format!("`{parameter}` is not an input of the task"));
    match inputs {
        [] => problem.why("it has none at all").instead(format!("declare `{name}` among its parameters")),
        _ => problem.instead(did_you_mean(name, inputs.iter().copied())),
    }
}

/// How strings, quoted names and comments begin and end, and whether a backslash escapes what follows it
/// (`GoogleSQL`'s and Snowflake's lexical structure).
const OTHERS: [(&str, &str, bool); 10] = [
    ("'''", "'''", true),
    ("\"\"\"", "\"\"\"", true),
    ("'", "'", true),
    ("\"", "\"", true),
    ("`", "`", true),
    ("$$", "$$", false),
    ("--", "\n", false),
    ("//", "\n", false),
    ("#", "\n", false),
    ("/*", "*/", false),
];

/// The stretches of a query that are neither strings, nor quoted names, nor comments.
fn code(query: &str) -> Vec<Range<usize>> {
    let bytes = query.as_bytes();
    let (mut code, mut begin, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let other = OTHERS.iter().find(|(open, ..)| bytes[at..].starts_with(open.as_bytes()));
        let Some((open, close, escapes)) = other else {
            at += 1;
            continue;
        };
        code.push(begin..at);
        at = end(bytes, at + open.len(), close.as_bytes(), *escapes);
        begin = at;
    }
    code.push(begin..bytes.len());
    code
}

/// The end of a string, a quoted name or a comment.
fn end(bytes: &[u8], mut at: usize, close: &[u8], escapes: bool) -> usize {
    while at < bytes.len() {
        if bytes[at..].starts_with(close) {
            return at + close.len();
        }
        at += if escapes && bytes[at] == b'\\' { 2 } else { 1 };
    }
    bytes.len()
}

/// The parameters `@x` in a stretch of code.
fn ats(query: &str, code: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let text = &query[code.clone()];
    let begins = text.match_indices('@').map(|(at, _)| at).filter(|at| !text[..*at].ends_with('@'));
    begins.filter_map(move |at| {
        let name = &text[at + 1..];
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let named = length > 0 && !name.starts_with(|c: char| c.is_ascii_digit());
        named.then(|| code.start + at..code.start + at + 1 + length)
    })
}
