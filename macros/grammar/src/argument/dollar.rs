//! What Kubernetes makes of a `$`: in the command and the arguments of a container, and in the values of its environment.

use super::placeholder::Argument;
use crate::{Problem, Rule, name};

impl Argument<'_> {
    /// What Kubernetes would change in it, most likely by mistake.
    ///
    /// That is a `$(NAME)`, which becomes the value of the variable, unless that one is `known` to be there; and a `$$`,
    /// which becomes one `$`, except before a `(`, or as `$$$$` (kubernetes
    /// `third_party/forked/golang/expansion`).
    ///
    /// ```
    /// use aileron_grammar::Argument;
    ///
    /// assert_eq!(Argument::new("$(HOME) $HOME $$(date)").expanded(|name| name == "HOME"), []);
    /// let problems = Argument::new("kill $$").expanded(|_| true);
    /// assert_eq!(problems[0].at, 5..7);
    /// assert!(problems[0].to_string().starts_with("`$$` reaches the program as `$`"));
    /// ```
    #[must_use]
    pub fn expanded(&self, known: impl Fn(&str) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut done = 0;
        while let Some(at) = self.text[done..].find('$').map(|at| done + at) {
            done = at + self.text[at..].bytes().take_while(|byte| *byte == b'$').count();
            let run = done - at;
            match self.text[done..].strip_prefix('(') {
                Some(_) if run % 2 == 0 => {}
                Some(inside) if inside.find(')').is_some_and(|end| known(&inside[..end])) => {}
                Some(_) => problems.push(variable(done - 1)),
                None if run == 2 || run > 1 && run % 2 == 1 => problems.push(halved(at, run)),
                None => {}
            }
        }
        problems
    }
}

/// Checks the value of an environment variable: any [`text`](name::text), in which Kubernetes reads a `$` as
/// [in an argument](Argument::expanded).
///
/// ```
/// use aileron_grammar::env_value;
///
/// assert!(env_value("$(HOME)/bin").is_ok());
/// assert_eq!(env_value("pa$$word").unwrap_err().at, 2..4);
/// ```
pub fn env_value(value: &str) -> Result<(), Problem> {
    name::text(value)?;
    // Kubernetes leaves other names as they are, and which variables exist is not known here.
    Argument::new(value).expanded(|_| true).into_iter().next().map_or(Ok(()), Err)
}

fn variable(at: usize) -> Problem {
    Problem::new(Rule::DollarSign, at..at + 2, "`$(` has a meaning of its own here")
        .why("Kubernetes replaces `$(NAME)` by a variable of the container's environment before the program sees it")
        .instead("write `$$(` for the two characters themselves")
}

fn halved(at: usize, run: usize) -> Problem {
    let text = "$".repeat(run);
    Problem::new(
        Rule::DollarSign,
        at..at + run,
        format!("`{text}` reaches the program as `{}`", "$".repeat(run.div_ceil(2))),
    )
    .why("Kubernetes takes each `$$` for one `$`")
    .instead(format!("write `{text}{text}` to keep it as it is, or `$` alone"))
}
