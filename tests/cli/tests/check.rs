//! The test that `main!` adds, on a program with many mistakes.

use aileron::PodTemplate;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use aileron::serde_json::Value;
use std::panic::catch_unwind;

/// The program as `main!` describes it: two images whose references only options give.
const PROGRAM: aileron::__::ProgramInfo = aileron::__::ProgramInfo {
    name: "checked",
    version: "0.0.0",
    about: "",
    binary: "",
    images: &[("default", "ghcr.io/acme/app"), ("gpu", "ghcr.io/acme/gpu:2"), ("later", "")],
    builds: &[],
};

/// A plugin that fails in the method that its field names.
struct Asked(&'static str);

impl Plugin for Asked {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        if self.0 == "type" { "" } else { "asked" }
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        assert!(self.0 != "custom", "no custom today");
        settings.resolve(if self.0 == "image" { "{{.image.dusk}}" } else { "{{.image.later}}" })?;
        assert!(settings.image().starts_with("ghcr.io/acme/app:") && !settings.version().is_empty());
        Ok(if self.0 == "type" { Value::Bool(true) } else { Value::Null })
    }

    fn command(&self, command: Vec<String>) -> Vec<String> {
        assert!(self.0 != "command", "no command today");
        if self.0 == "nothing" { Vec::new() } else { command }
    }

    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        _: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        assert!(self.0 != "pod", "no pod today");
        Ok(own)
    }
}

macro_rules! asked {
    ($($task:ident: $what:literal;)*) => {$(
        #[task(plugin = Asked($what))]
        fn $task() {}
    )*};
}

asked! {
    right: "";
    wrong_command: "command";
    wrong_custom: "custom";
    wrong_image: "image";
    wrong_nothing: "nothing";
    wrong_pod: "pod";
    wrong_type: "type";
}

#[task]
fn wrong_default(#[default(u64::MAX)] x: u64) -> u64 {
    x
}

#[workflow]
fn wrong_constant(x: i64) -> i64 {
    right();
    size(x, File::new("a.csv"))
}

#[task]
fn size(x: i64, file: File) -> i64 {
    x + i64::from(file.uri().is_empty())
}

#[allow(unconditional_recursion)]
#[workflow]
#[expect(clippy::only_used_in_recursion, reason = "that is what is wrong")]
fn wrong_circle(x: i64) -> i64 {
    wrong_circle(x)
}

mod größe {
    use aileron::prelude::*;

    #[task(container_image = "{{.image.later}}")]
    pub(crate) fn wrong_name() {}
}

#[test]
fn all_problems_are_reported_at_once_and_options_are_not_needed() {
    größe::wrong_name();
    let message = catch_unwind(|| aileron::__::check(&PROGRAM)).unwrap_err();
    let message = message.downcast_ref::<String>().unwrap();
    let expected = [
        "the default of the input `x` can't be written as a literal: 18446744073709551615 doesn't fit",
        "the name of this task: there is 'ö' in the entity's name `check.größe.wrong_name`; ",
        "the plugin of the task `check.wrong_command`: it panicked: no command today",
        "the plugin of the task `check.wrong_custom`: it panicked: no custom today",
        "the plugin of the task `check.wrong_image`: the image `{{.image.dusk}}`: no image is named `dusk`; ",
        "the plugin of the task `check.wrong_nothing`: its `command` returns no arguments, ",
        "the plugin of the task `check.wrong_type`: its task type is empty, but Flyte needs it to find what runs the task; return one from \
         `task_type`, such as `spark`; its `custom` is not a JSON object, but true",
        "the pod template of the task `check.wrong_pod`: it panicked: no pod today",
        "the workflow `check.wrong_constant` can't be a graph:",
        "check.rs:76:13: this constant can't be written as a literal: `a.csv` is only on this machine, ",
        "the workflow `check.wrong_circle` contains itself, ",
        "check.rs:85: `check.wrong_circle` calls `check.wrong_circle`",
    ];
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{message}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.contains(expected), "{expected}\n{message}");
    }
}
