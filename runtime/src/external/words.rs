//! A container's command, arguments and environment.

use super::container_attempt::ContainerAttempt;
use super::{ExternalError, environment, variables};
use crate::pod::{Names, Places};
use crate::setup::Engine;
use aileron_idl::core::LiteralMap;

/// The command, arguments and environment, filled in.
pub(super) struct Words {
    pub(super) command: Vec<String>,
    pub(super) arguments: Vec<String>,
    pub(super) env: Vec<(String, String)>,
}

impl ContainerAttempt<'_> {
    pub(super) fn words(&self, inputs: &LiteralMap) -> Result<Words, ExternalError> {
        // The environment is the one that Kubernetes would set, except what only an installation knows.
        let env = environment::of_flyte(self.task, self.settings, |value| self.mapped(value));
        let (places, names) = (Places::within(&self.room.seen(), &self.raw), Names::local());
        let filled = |templates: &[&str]| -> Result<Vec<String>, ExternalError> {
            // Only templates are mapped: the value of an input may look like one of the folders.
            let templates: Vec<_> = templates.iter().map(|template| self.mapped(template)).collect();
            let words = places.fill(templates.iter().map(String::as_str), &names, inputs);
            let words = words.map_err(ExternalError::new)?;
            Ok(words.iter().map(|text| variables::expand(text, &env)).collect())
        };
        Ok(Words { command: filled(self.own.command)?, arguments: filled(self.own.arguments)?, env })
    }

    /// Replaces the paths of volumes by those on this machine, for processes.
    fn mapped(&self, template: &str) -> String {
        match &self.own.data {
            Some(data) if self.engine == Engine::Process => {
                let inputs = moved(template, data.inputs, &self.room.text("inputs"));
                moved(&inputs, data.outputs, &self.room.text("outputs"))
            }
            _ => template.to_owned(),
        }
    }
}

/// The text with a folder replaced wherever it is a whole path or the beginning of one.
fn moved(text: &str, from: &str, to: &str) -> String {
    let in_a_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        out.push_str(before);
        let begins = !before.ends_with(|c| in_a_name(c) || c == '/');
        out.push_str(if begins && !after.starts_with(in_a_name) { to } else { from });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_folder_is_replaced_as_a_whole_path() {
        let moved = |text| moved(text, "/var/inputs", "/tmp/1");
        assert_eq!(moved("/var/inputs"), "/tmp/1");
        assert_eq!(moved("--in=/var/inputs/a:/var/inputs/b"), "--in=/tmp/1/a:/tmp/1/b");
        assert_eq!(moved("cat '/var/inputs/a b' >/var/inputs"), "cat '/tmp/1/a b' >/tmp/1");
        for same in ["/var/inputs2", "/srv/var/inputs", "/var/inputs.d/x", "/var/input", "a/var/inputs"] {
            assert_eq!(moved(same), same);
        }
    }
}
