use std::ops::Range;

/// The meaning of a placeholder in an argument.
///
/// Its name is written `{{.name}}` or `{{$name}}`, in any case, with ASCII white space only before the `.` or `$` and
/// behind the name: `{{ .outputPrefix }}` (flyteplugins `core/template/template.go`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placeholder<'a> {
    /// `{{.input}}`: the file with the inputs, `inputs.pb`.
    Input,
    /// `{{.outputPrefix}}`: where `outputs.pb` is expected.
    OutputPrefix,
    /// `{{.inputPrefix}}`: the folder of the file with the inputs.
    InputPrefix,
    /// `{{.rawOutputDataPrefix}}`: where the files go that the task makes; another one for each attempt.
    RawOutputDataPrefix,
    /// `{{.prevCheckpointPrefix}}`: what the previous attempt left; `""`, two quotation marks, if there was none.
    PrevCheckpointPrefix,
    /// `{{.checkpointOutputPrefix}}`: where this attempt may leave something for the next one.
    CheckpointOutputPrefix,
    /// `{{.perRetryUniqueKey}}`: an identifier of letters, digits and `_` that is this attempt's alone.
    PerRetryUniqueKey,
    /// `{{.taskTemplatePath}}`: the file with the task's template.
    TaskTemplatePath,
    /// `{{.namespace}}`: the Kubernetes namespace of the execution.
    Namespace,
    /// `{{.inputs.NAME}}`: the value of an input.
    Inputs(&'a str),
}

impl Placeholder<'_> {
    /// Those without a name of their own in them, in the order in which Flyte fills them.
    pub(super) const FIXED: [(Placeholder<'static>, &'static str); 9] = [
        (Placeholder::Input, "input"),
        (Placeholder::OutputPrefix, "outputPrefix"),
        (Placeholder::InputPrefix, "inputPrefix"),
        (Placeholder::RawOutputDataPrefix, "rawOutputDataPrefix"),
        (Placeholder::PrevCheckpointPrefix, "prevCheckpointPrefix"),
        (Placeholder::CheckpointOutputPrefix, "checkpointOutputPrefix"),
        (Placeholder::PerRetryUniqueKey, "perRetryUniqueKey"),
        (Placeholder::TaskTemplatePath, "taskTemplatePath"),
        (Placeholder::Namespace, "namespace"),
    ];
}

/// An argument as a task's specification has it: text with placeholders.
///
/// ```
/// use aileron_grammar::{Argument, Placeholder};
///
/// let argument = Argument::new("--out={{.outputPrefix}}/{{ .Inputs.day }}.csv");
/// let placeholders: Vec<_> = argument.placeholders().map(|(placeholder, _)| placeholder).collect();
/// assert_eq!(placeholders, [Placeholder::OutputPrefix, Placeholder::Inputs("day")]);
/// ```
///
/// Every text is one: Flyte delivers what it does not know as it is. [`Argument::check`] reports likely mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Argument<'a> {
    pub(super) text: &'a str,
}

impl<'a> Argument<'a> {
    /// The argument of that text.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Argument { text }
    }

    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// The placeholders that Flyte would fill, with their bytes, in the order of the text.
    pub fn placeholders(&self) -> impl Iterator<Item = (Placeholder<'a>, Range<usize>)> + use<'a> {
        let text = self.text;
        opens(text).filter_map(move |start| {
            let (placeholder, end) = read(&text[start..])?;
            Some((placeholder, start..start + end))
        })
    }
}

/// The places of `{{`, also overlapping ones: in `{{{` there are two.
pub(super) fn opens(text: &str) -> impl Iterator<Item = usize> {
    text.as_bytes().windows(2).enumerate().filter(|(_, pair)| pair == b"{{").map(|(at, _)| at)
}

/// The placeholder that `text` starts with, and its length.
fn read(text: &str) -> Option<(Placeholder<'_>, usize)> {
    let fixed =
        Placeholder::FIXED.iter().find_map(|(placeholder, name)| Some((*placeholder, fixed(text, name)?)));
    fixed.or_else(|| inputs(text).map(|(name, end)| (Placeholder::Inputs(name), end)))
}

/// The length of the placeholder of that name, if `text` starts with it.
pub(super) fn fixed(text: &str, name: &str) -> Option<usize> {
    let rest = folded(after_open(text)?, name)?;
    Some(text.len() - close(rest)?.len())
}

/// The input's name in the placeholder that `text` starts with, and the placeholder's length.
pub(super) fn inputs(text: &str) -> Option<(&str, usize)> {
    let rest = folded(after_open(text)?, "inputs.")?;
    let name = &rest[..rest.find(|c| c == '}' || is_space(c)).filter(|end| *end > 0)?];
    Some((name, text.len() - close(&rest[name.len()..])?.len()))
}

/// Behind `{{`, white space, and a `.` or `$`.
fn after_open(text: &str) -> Option<&str> {
    text.strip_prefix("{{")?.trim_start_matches(is_space).strip_prefix(['.', '$'])
}

/// Behind white space and `}}`.
fn close(text: &str) -> Option<&str> {
    text.trim_start_matches(is_space).strip_prefix("}}")
}

/// What Go's `\s` matches: no vertical tab, nothing beyond ASCII.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0c' | '\r' | ' ')
}

/// Behind the word, its case folded as Go's `(?i)` does: `ſ` is an s as well, and the Kelvin sign a k.
fn folded<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let same = match rest.next()? {
            'ſ' => wanted.eq_ignore_ascii_case(&'s'),
            '\u{212a}' => wanted.eq_ignore_ascii_case(&'k'),
            c => c.eq_ignore_ascii_case(&wanted),
        };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}
