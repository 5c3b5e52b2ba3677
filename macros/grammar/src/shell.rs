//! Where in a script a shell replaces variables, and where it does not.

mod lexer;

use crate::{Problem, Rule};
use lexer::Dead;
use std::ops::Range;

/// What is wrong with the variables of a script at `places`: the shell would not replace them, because they are quoted,
/// escaped, or a part of something else.
///
/// `places` are in the order of the text. The text at a place is read as a word, so it may also be a placeholder for the
/// variable.
///
/// ```
/// use aileron_grammar::shell;
///
/// let script = "echo X '$X' \"X\" <<'E'\nX\nE\n";
/// let places: Vec<_> = script.match_indices('X').map(|(at, _)| at..at + 1).collect();
/// let problems = shell::check(script, &places);
/// assert_eq!(problems.len(), 2);
/// assert!(problems[0].to_string().starts_with("this is in single quotes"));
/// assert!(problems[1].to_string().starts_with("this is in a here-document whose end is quoted"));
/// ```
#[must_use]
pub fn check(script: &str, places: &[Range<usize>]) -> Vec<Problem> {
    let mut bytes = script.as_bytes().to_vec();
    // The text at a place is not a part of the shell's syntax.
    for at in places {
        bytes[at.clone()].fill(b'x');
    }
    let dead = lexer::dead(&bytes);
    places.iter().filter_map(|at| problem(script, &bytes, &dead, at)).collect()
}

fn problem(script: &str, bytes: &[u8], dead: &[(Range<usize>, Dead)], at: &Range<usize>) -> Option<Problem> {
    let text = &script[at.clone()];
    let problem = |what: &str| {
        Problem::new(Rule::ShellQuoting, at.clone(), what)
            .why("it becomes a variable, and the shell replaces none there")
    };
    if let Some((_, why)) = dead.iter().find(|(range, _)| range.contains(&at.start)) {
        return Some(match why {
            Dead::Comment => return None,
            Dead::SingleQuotes => problem("this is in single quotes")
                .instead(format!("close the quotes before it, and write `\"{text}\"` between them")),
            Dead::HereDocument(end) => problem("this is in a here-document whose end is quoted")
                .instead(format!("write `<<{end}`, and `\\$` for each `$` in it that is to stay as it is")),
            Dead::End => {
                problem("this is in the word that ends a here-document").instead("write a word of your own")
            }
        });
    }
    let before = &bytes[..at.start];
    let run = |byte: u8| before.iter().rev().take_while(|other| **other == byte).count();
    if run(b'\\') % 2 == 1 {
        return Some(
            problem("the backslash before this makes it a plain text")
                .instead(format!("write `{text}` without it, or two for a backslash itself")),
        );
    }
    let dollars = run(b'$');
    let escaped =
        before[..before.len() - dollars].iter().rev().take_while(|byte| **byte == b'\\').count() % 2;
    if dollars > escaped && (dollars - escaped) % 2 == 1 {
        return Some(
            Problem::new(
                Rule::ShellQuoting,
                at.start - 1..at.end,
                "the `$` before this begins another variable",
            )
            .why("the placeholder becomes a whole variable, and `$$` is the number of the shell's process")
            .instead(format!("write `{text}` without it, or `\\$` for the character")),
        );
    }
    let named = before.ends_with(b"${") || before.ends_with(b"${#") || before.ends_with(b"${!");
    if named {
        let begin = before.iter().rposition(|byte| *byte == b'$').unwrap_or(at.start);
        return Some(
            Problem::new(
                Rule::ShellQuoting,
                begin..at.end,
                "this is the place of a variable's name, and this becomes a value",
            )
            .instead("assign it to a variable first: `name=\"…\"`, then `${name}`"),
        );
    }
    None
}
