//! Likely mistakes in an argument.

use std::ops::Range;

use super::placeholder::{Argument, Placeholder, is_space, opens};
use crate::suggest::{any_of, nearest};
use crate::{Problem, Rule};

impl Argument<'_> {
    /// Likely mistakes in it, which Flyte itself would report late or never.
    ///
    /// These are placeholders that Flyte does not know, which the program would get as they are, and inputs that are not
    /// among `inputs`.
    ///
    /// ```
    /// use aileron_grammar::Argument;
    ///
    /// let problems = Argument::new("--day={{.inputs.dya}} {{.outputprefix}} {{.ouput}}").check(&["day"]);
    /// let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
    /// assert_eq!(texts[0], "the task has no input `dya`; did you mean `day`?");
    /// assert_eq!(problems.len(), 2);
    /// ```
    #[must_use]
    pub fn check(&self, inputs: &[&str]) -> Vec<Problem> {
        let mut problems = self.unknown_inputs(inputs);
        problems.extend(self.unknown_placeholders());
        problems.sort_by_key(|problem| problem.at.start);
        problems
    }

    fn unknown_inputs(&self, inputs: &[&str]) -> Vec<Problem> {
        let named = self.placeholders().filter_map(|(placeholder, at)| match placeholder {
            Placeholder::Inputs(name) if !inputs.contains(&name) => Some((name, at)),
            _ => None,
        });
        named.map(|(name, at)| unknown_input(name, at, inputs)).collect()
    }

    /// What has the form of a placeholder, but not the name of one.
    fn unknown_placeholders(&self) -> impl Iterator<Item = Problem> {
        let known: Vec<Range<usize>> = self.placeholders().map(|(_, at)| at).collect();
        let unknown = opens(self.text).filter(move |open| !known.iter().any(|at| at.contains(open)));
        unknown.filter_map(|open| {
            let inside = &self.text[open + 2..];
            let end = inside.find(['{', '}']).unwrap_or(inside.len());
            if inside[end..].starts_with("}}") {
                return unknown_placeholder(&inside[..end], open..open + 2 + end + 2);
            }
            unclosed_placeholder(&inside[..end], open)
        })
    }
}

fn unknown_input(name: &str, at: Range<usize>, inputs: &[&str]) -> Problem {
    let problem = Problem::new(Rule::UnknownInput, at, format!("the task has no input `{name}`"));
    let all = inputs.iter().copied();
    match (inputs.is_empty(), nearest(name, all.clone())) {
        (true, _) => problem
            .why("it has none at all, and Flyte would leave the placeholder as it is")
            .instead(format!("declare `{name}` among its parameters")),
        (_, Some(near)) => problem.instead(format!("did you mean `{near}`?")),
        (_, None) => problem
            .why("Flyte would fail the task when it starts")
            .instead(format!("write {} behind `.inputs.`", any_of(all))),
    }
}

fn unknown_placeholder(inside: &str, at: Range<usize>) -> Option<Problem> {
    let words = inside.trim();
    let name = words.strip_prefix(['.', '$']);
    let near = near_name(name.unwrap_or(words));
    if name.is_none() && near.is_none() {
        // Nothing says that it was to be one.
        return None;
    }
    let problem =
        Problem::new(Rule::UnknownPlaceholder, at, format!("`{{{{{inside}}}}}` is not a placeholder"));
    let well_named = name.is_none() || inside.trim_matches(is_space) != words;
    Some(match (near, name) {
        (Some(near), _) if well_named => problem
            .why("one starts with a `.`, and has no white space but ASCII's")
            .instead(format!("write `{{{{.{near}}}}}`")),
        (Some(near), _) => problem.instead(format!("did you mean `{{{{.{near}}}}}`?")),
        (None, Some(name)) if name.to_ascii_lowercase().starts_with("image") => problem
            .why("an image is known when the task is registered, and only in `container_image`")
            .instead("write the image's name out"),
        (None, _) => problem.why("Flyte would leave it as it is").instead(format!(
            "write {} or `{{{{.inputs.NAME}}}}`, or double the braces of a text, `{{{{{{{{{inside}}}}}}}}}`",
            Placeholder::FIXED.map(|(_, name)| format!("`{{{{.{name}}}}}`")).join(", ")
        )),
    })
}

/// What begins like a placeholder and never ends.
fn unclosed_placeholder(inside: &str, open: usize) -> Option<Problem> {
    let name = inside.trim_start_matches(is_space).strip_prefix(['.', '$'])?;
    let name = name.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').next()?;
    let near = near_name(name)?;
    let problem =
        Problem::new(Rule::UnknownPlaceholder, open..open + 2, "`{{` begins a placeholder that does not end");
    Some(problem.why("Flyte would leave it as it is").instead(format!("write `{{{{.{near}}}}}`")))
}

/// The placeholder whose name is nearest, that of an input with the input's name.
fn near_name(name: &str) -> Option<String> {
    if let Some((first, input)) = name.split_once('.').filter(|(_, input)| !input.is_empty()) {
        return nearest(first, ["inputs"]).map(|inputs| format!("{inputs}.{}", input.trim()));
    }
    nearest(name, Placeholder::FIXED.map(|(_, name)| name)).map(str::to_owned)
}
