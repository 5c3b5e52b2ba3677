//! An argument as it is written in source, where doubled braces mean the braces themselves.

use super::placeholder::{Argument, Placeholder};
use crate::{Problem, Rule};
use std::borrow::Cow;
use std::ops::Range;

/// An argument in the attribute of a task: text with placeholders, in which doubled braces mean the braces themselves.
///
/// `{{{{.Names}}}}` is the text `{{.Names}}`, as in `format!`. Between the doubled braces is anything except braces; all
/// other braces are what they are.
///
/// ```
/// use aileron_grammar::Written;
///
/// let written = Written::new("docker ps --format '{{{{.Names}}}}' {{.inputs.options}} ${A:-{}}");
/// assert_eq!(written.text(), "docker ps --format '{{.Names}}' {{.inputs.options}} ${A:-{}}");
/// assert_eq!(written.placeholders().count(), 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Written<'a> {
    text: &'a str,
}

const OPEN: &str = "{{{{";
const CLOSE: &str = "}}}}";

impl<'a> Written<'a> {
    /// The argument that is written so.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Written { text }
    }

    /// The argument itself, as a task's specification has it.
    #[must_use]
    pub fn text(&self) -> Cow<'a, str> {
        let (mut text, mut done) = (String::new(), 0);
        for at in self.doubled() {
            text.push_str(&self.text[done..at.start]);
            text.push_str(&self.text[at.start + 2..at.end - 2]);
            done = at.end;
        }
        if done == 0 { Cow::Borrowed(self.text) } else { (text + &self.text[done..]).into() }
    }

    /// The placeholders that would be filled, with their bytes, in the order of the text.
    pub fn placeholders(&self) -> impl Iterator<Item = (Placeholder<'a>, Range<usize>)> + use<'a> {
        let doubled: Vec<Range<usize>> = self.doubled().collect();
        let all = Argument::new(self.text).placeholders();
        all.filter(move |(_, place)| !doubled.iter().any(|at| at.contains(&place.start)))
    }

    /// What is a mistake in it, most likely, as [of an argument](Argument::check).
    #[must_use]
    pub fn check(&self, inputs: &[&str]) -> Vec<Problem> {
        let doubled: Vec<Range<usize>> = self.doubled().collect();
        let mut problems = Argument::new(self.text).check(inputs);
        problems.retain(|problem| !doubled.iter().any(|at| at.contains(&problem.at.start)));
        problems
    }

    /// Doubled braces that do not help where Flyte delivers the text: Flyte fills in the placeholder in them anyway.
    ///
    /// ```
    /// use aileron_grammar::Written;
    ///
    /// assert_eq!(Written::new("{{{{.Names}}}}").filled_all_the_same(), []);
    /// assert_eq!(Written::new("--x={{{{.input}}}}").filled_all_the_same()[0].at, 4..18);
    /// ```
    #[must_use]
    pub fn filled_all_the_same(&self) -> Vec<Problem> {
        let filled = |at: &Range<usize>| {
            Argument::new(&self.text[at.start + 2..at.end - 2]).placeholders().next().is_some()
        };
        let problem = |at: Range<usize>| {
            let inner = &self.text[at.start + 2..at.end - 2];
            Problem::new(Rule::FilledBraces, at, format!("the text `{inner}` can't be delivered"))
                .why("doubled braces stand for themselves, and Flyte fills in what it knows wherever it is")
                .instead("hand it over in a variable of `env` or in an input")
        };
        self.doubled().filter(filled).map(problem).collect()
    }

    /// The places of doubled braces around a text without braces.
    fn doubled(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let text = self.text;
        let mut done = 0;
        std::iter::from_fn(move || {
            loop {
                let open = done + text[done..].find(OPEN)?;
                let inside = open + OPEN.len();
                let end = inside + text[inside..].find(['{', '}'])?;
                if text[end..].starts_with(CLOSE) {
                    done = end + CLOSE.len();
                    return Some(open..done);
                }
                // A brace more than four: the last four count.
                done = open + 1;
            }
        })
    }
}
