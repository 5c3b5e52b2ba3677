use std::borrow::Cow;

use super::expand;
use super::placeholder::{self, Argument, Placeholder};

/// The values of the placeholders for one attempt of a task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Surroundings<'a> {
    /// The file with the inputs.
    pub input: &'a str,
    /// The folder of the file with the inputs.
    pub input_prefix: &'a str,
    /// Where `outputs.pb` is expected.
    pub output_prefix: &'a str,
    /// Where the files go that the task makes.
    pub raw_output_data_prefix: &'a str,
    /// Where this attempt may leave something for the next one.
    pub checkpoint_output_prefix: &'a str,
    /// What the previous attempt left; empty if there was none.
    pub prev_checkpoint_prefix: &'a str,
    /// The name that Flyte made up for the attempt, from which the unique key is made.
    pub generated_name: &'a str,
    /// The file with the task's template.
    pub task_template_path: &'a str,
    /// The Kubernetes namespace of the execution.
    pub namespace: &'a str,
}

/// Returns an input's value as text, or why there is none.
pub type Inputs<'a, E> = dyn Fn(&str) -> Result<String, E> + 'a;

impl Surroundings<'_> {
    fn value(&self, placeholder: Placeholder<'_>) -> Cow<'_, str> {
        match placeholder {
            Placeholder::Input => self.input.into(),
            Placeholder::OutputPrefix => self.output_prefix.into(),
            Placeholder::InputPrefix => self.input_prefix.into(),
            Placeholder::RawOutputDataPrefix => self.raw_output_data_prefix.into(),
            Placeholder::PrevCheckpointPrefix if self.prev_checkpoint_prefix.is_empty() => "\"\"".into(),
            Placeholder::PrevCheckpointPrefix => self.prev_checkpoint_prefix.into(),
            Placeholder::CheckpointOutputPrefix => self.checkpoint_output_prefix.into(),
            Placeholder::PerRetryUniqueKey => unique_key(self.generated_name).into(),
            Placeholder::TaskTemplatePath => self.task_template_path.into(),
            Placeholder::Namespace => self.namespace.into(),
            Placeholder::Inputs(_) => "".into(),
        }
    }
}

impl Argument<'_> {
    /// The argument as the task's process gets it, byte for byte what Flyte makes of it.
    ///
    /// The placeholders are filled one kind after the other, and a value may itself hold one of a later kind. In a
    /// value of the surroundings a `$` before a name means a group of Go's regular expressions, so that
    /// `$0` becomes the placeholder again, `$$` a `$`, and any other name vanishes; in the value of an input it means
    /// nothing. `inputs` returns an input's value as text; without it, as for a task that has no inputs, the
    /// placeholders of inputs stay (flyteplugins `core/template/template.go`).
    ///
    /// ```
    /// use aileron_grammar::{Argument, Surroundings};
    ///
    /// let at = Surroundings { generated_name: "9-n0-0", namespace: "prod", ..Surroundings::default() };
    /// let inputs = |name: &str| match name {
    ///     "day" => Ok("monday".to_owned()),
    ///     _ => Err(format!("there is no input `{name}`")),
    /// };
    /// let render = |text, inputs| Argument::new(text).render(&at, inputs);
    /// assert_eq!(render("{{.perRetryUniqueKey}}-{{.Namespace}}", Some(&inputs)), Ok("an0_0-prod".to_owned()));
    /// assert_eq!(render("{{.inputs.day}}, {{.unknown}}", Some(&inputs)), Ok("monday, {{.unknown}}".to_owned()));
    /// assert!(render("{{.inputs.night}}", Some(&inputs)).is_err());
    /// assert_eq!(render("{{.inputs.night}}", None), Ok("{{.inputs.night}}".to_owned()));
    /// ```
    ///
    /// # Errors
    /// All errors that `inputs` returns.
    pub fn render<E>(&self, at: &Surroundings<'_>, inputs: Option<&Inputs<'_, E>>) -> Result<String, Vec<E>> {
        let mut text = Cow::Borrowed(self.text);
        if !text.contains("{{") {
            return Ok(text.into_owned());
        }
        for (placeholder, name) in Placeholder::FIXED {
            let found = |rest: &str| placeholder::fixed(rest, name);
            replace(&mut text, found, |found, out| expand::into(&at.value(placeholder), found, out));
        }
        let Some(inputs) = inputs else { return Ok(text.into_owned()) };
        let mut errors = Vec::new();
        let found = |rest: &str| placeholder::inputs(rest).map(|(_, end)| end);
        replace(&mut text, found, |found, out| {
            let name = placeholder::inputs(found).map_or("", |(name, _)| name);
            match inputs(name) {
                Ok(value) => out.push_str(&value),
                Err(error) => errors.push(error),
            }
        });
        if errors.is_empty() { Ok(text.into_owned()) } else { Err(errors) }
    }
}

/// Replaces every match, whose length `found` returns, from left to right. Replacements are not searched again.
fn replace(
    text: &mut Cow<'_, str>,
    found: impl Fn(&str) -> Option<usize>,
    mut put: impl FnMut(&str, &mut String),
) {
    let (mut out, mut done) = (String::new(), 0);
    for start in placeholder::opens(text) {
        if start < done {
            continue;
        }
        if let Some(length) = found(&text[start..]) {
            out.push_str(&text[done..start]);
            put(&text[start..start + length], &mut out);
            done = start + length;
        }
    }
    if done > 0 {
        out.push_str(&text[done..]);
        *text = Cow::Owned(out);
    }
}

/// An identifier: the characters before the first letter or `_` become one `a`, any other run of foreign characters one
/// `_`.
fn unique_key(name: &str) -> String {
    let begin = name.find(|c: char| c.is_ascii_alphabetic() || c == '_').unwrap_or(name.len());
    let mut key = String::from(if begin > 0 { "a" } else { "" });
    let mut foreign = false;
    for c in name[begin..].chars() {
        let own = c.is_ascii_alphanumeric() || c == '_';
        if own {
            key.push(c);
        } else if !foreign {
            key.push('_');
        }
        foreign = !own;
    }
    key
}
