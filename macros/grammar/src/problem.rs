use crate::Rule;
use std::error::Error;
use std::fmt;
use std::ops::Range;

/// What is wrong with a text, and at which bytes of it.
///
/// Its `Display` is one message in the order: what is wrong; why; what to write instead. [`Problem::coded`] ends the
/// message with the code of the [`Rule`], for those who wrote the text in a program.
///
/// ```
/// use aileron_grammar::{Problem, Quantity, Rule};
///
/// let problem = "1gi".parse::<Quantity>().unwrap_err();
/// assert_eq!(problem.at, 1..3);
/// assert_eq!(problem.column("1gi"), 2);
/// assert!(problem.to_string().ends_with("write `1Gi`"));
///
/// let own = Problem::new(Rule::Quantity, 0..4, "`fast` is not a quantity").why("it has no number").instead("write `1`");
/// assert_eq!(own.to_string(), "`fast` is not a quantity; it has no number; write `1`");
/// assert_eq!(own.coded(), "`fast` is not a quantity; it has no number; write `1` [AIL0411]");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the text that are at fault, always on character boundaries; empty only where something
    /// is missing.
    pub at: Range<usize>,
    rule: Rule,
    what: String,
    why: String,
    instead: String,
}

impl Problem {
    /// A problem with the rule that is broken, its place and what is wrong.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn new(rule: Rule, at: Range<usize>, what: impl Into<String>) -> Self {
        Self { at, rule, what: what.into(), why: String::new(), instead: String::new() }
    }

    /// The same problem with its reason.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// The same problem with the way out.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn instead(mut self, instead: impl Into<String>) -> Self {
        self.instead = instead.into();
        self
    }

    /// The same problem in a text of which the judged one is a part that starts at byte `by`.
    #[must_use]
    pub fn moved(mut self, by: usize) -> Self {
        self.at = self.at.start + by..self.at.end + by;
        self
    }

    /// The rule that the text breaks.
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// The message, ended by the code of the rule.
    #[must_use]
    pub fn coded(&self) -> String {
        self.rule.end(self)
    }

    /// The column in `text`, counted in characters from 1, at which the problem starts.
    #[must_use]
    pub fn column(&self, text: &str) -> usize {
        text.char_indices().take_while(|(byte, _)| *byte < self.at.start).count() + 1
    }

    /// The same problem, found in the text that a template became.
    pub(crate) fn seen_in(mut self, made: &str, at: Range<usize>) -> Self {
        self.what = format!("{}, in `{made}`, which the template becomes", self.what);
        self.at = at;
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        [&self.why, &self.instead]
            .into_iter()
            .filter(|part| !part.is_empty())
            .try_for_each(|part| write!(f, "; {part}"))
    }
}

impl Error for Problem {}
