//! The program as SageMaker starts it: with the argument `train`, and a folder instead of `/opt/ml`.

#![cfg(unix)]

use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const SCHOOL: &str = env!("CARGO_BIN_EXE_school");

/// A job's `/opt/ml`.
struct Machine {
    folder: TempDir,
}

impl Machine {
    /// A job for the trainer of this task, with these hyperparameters.
    fn new(task: &str, hyperparameters: &Value) -> Self {
        let machine = Machine { folder: tempfile::tempdir().unwrap() };
        let mut all = hyperparameters.clone();
        all["aileron-task"] = format!("school.{task}").into();
        machine.config("hyperparameters", &all);
        machine.config("resourceconfig", &json!({"current_host": "algo-2", "hosts": ["algo-1", "algo-2"]}));
        machine.config("inputdataconfig", &json!({}));
        machine
    }

    fn config(&self, name: &str, content: &Value) {
        self.write(&format!("input/config/{name}.json"), &content.to_string());
    }

    /// Adds a channel with these files.
    fn channel(&self, name: &str, files: &[(&str, &str)]) {
        let path = self.path("input/config/inputdataconfig.json");
        let mut channels: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        channels[name] = json!({"TrainingInputMode": "File"});
        self.config("inputdataconfig", &channels);
        for (file, content) in files {
            self.write(&format!("input/data/{name}/{file}"), content);
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.arg("train").env("SAGEMAKER_BASE_DIR", self.folder.path());
        command
    }

    fn train(&self) -> Output {
        self.command(SCHOOL).output().unwrap()
    }

    /// Trains, and asserts that it succeeds.
    #[track_caller]
    fn trains(&self) {
        let ended = self.train();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{}: {said}", ended.status);
        assert!(!self.path("output/failure").exists());
    }

    /// Trains, asserts that it fails, and returns the reason that SageMaker reads, which is also in the log.
    #[track_caller]
    fn fails(&self) -> String {
        let ended = self.train();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(1), "{said}");
        let reason = self.read("output/failure");
        assert!(said.contains(&format!("error: {reason}\n")), "{said}");
        reason
    }
}

fn everything() -> Machine {
    let machine = Machine::new(
        "told",
        &json!({
            "epochs": "12", "rate": "1e-05", "quick": "True", "name": " a \"b\" ", "penalty": "Lasso",
            "since": "2026-01-31T08:00:00.250000+00:00", "budget": "5400.5", "another": "of SageMaker's own",
        }),
    );
    machine.channel("notes", &[("notes-7.txt", "hush")]);
    machine.channel("data", &[("a.csv", "1"), ("more/b.csv", "2")]);
    machine
}

#[test]
fn every_input_arrives_and_the_model_is_written() {
    let machine = everything();
    machine.trains();
    assert_eq!(
        machine.read("model/told.txt"),
        "12 1e-5 true \" a \\\"b\\\" \" Lasso 2026-01-31T08:00:00.250Z 5400.5s \"hush\" [\"a.csv\", \"more/b.csv\"] \"algo-2\" of \
         [\"algo-1\", \"algo-2\"]"
    );
}

#[test]
fn a_directory_is_written_with_its_folders() {
    let machine = Machine::new("ended", &json!({"way": "well"}));
    machine.trains();
    assert_eq!(
        (machine.read("model/a.txt"), machine.read("model/b/c.txt")),
        ("a.txt".into(), "b/c.txt".into())
    );
}

/// The reason for a failure with one hyperparameter changed or removed.
fn with(name: &str, value: Option<Value>) -> String {
    let machine = everything();
    let mut all: Value = serde_json::from_str(&machine.read("input/config/hyperparameters.json")).unwrap();
    match value {
        Some(value) => all[name] = value,
        None => drop(all.as_object_mut().unwrap().remove(name)),
    }
    machine.config("hyperparameters", &all);
    machine.fails()
}

#[test]
fn a_missing_hyperparameter_is_named() {
    assert_eq!(with("rate", None), "the hyperparameter `rate` is missing");
    assert!(with("aileron-task", None).starts_with("the hyperparameter `aileron-task` is missing"));
}

#[test]
fn a_hyperparameter_of_another_type_is_named() {
    let text = |text: &str| Some(json!(text));
    assert_eq!(with("epochs", text("many")), "the hyperparameter `epochs`: `many` is not an integer");
    assert!(
        with("epochs", text("70000")).starts_with("the input `epochs` can't be read: 70000 doesn't fit u16")
    );
    assert_eq!(
        with("quick", text("1")),
        "the hyperparameter `quick`: `1` is not a boolean: `True` or `False`"
    );
    assert!(with("penalty", text("Elastic")).starts_with("the input `penalty` can't be read: "));
    assert!(with("since", text("now")).starts_with("the hyperparameter `since`: `now` is not a datetime"));
    assert!(with("budget", text("long")).starts_with("the hyperparameter `budget`: `long` is not a number"));
    assert_eq!(with("epochs", Some(json!(12))), "the hyperparameter `epochs` must be a string, but is 12");
}

#[test]
fn a_task_of_another_image_is_reported() {
    let reason = with("aileron-task", Some(json!("school.other")));
    assert!(
        reason.starts_with(
            "this program has no trainer for the task `school.other`, only for `school.begun`, `school.ended`, `school.endless`, `school.told`"
        ),
        "{reason}"
    );
}

#[test]
fn missing_or_broken_files_of_the_job_are_reported() {
    for name in ["hyperparameters", "resourceconfig", "inputdataconfig"] {
        let machine = everything();
        let path = machine.path(&format!("input/config/{name}.json"));
        fs::remove_file(&path).unwrap();
        let reason = machine.fails();
        assert!(reason.starts_with(&format!("{} can't be read: No such file", path.display())), "{reason}");
        assert!(
            reason.ends_with("SageMaker writes this file and starts `train`; on your machine use `run`"),
            "{reason}"
        );
        machine.write(&format!("input/config/{name}.json"), "[]");
        let reason = machine.fails();
        assert!(reason.starts_with(&format!("{} can't be read: invalid type", path.display())), "{reason}");
    }
}

#[test]
fn a_missing_channel_is_named() {
    let machine = everything();
    fs::remove_dir_all(machine.path("input/data/data")).unwrap();
    assert!(machine.fails().starts_with("the channel `data` has no folder"));
    machine.config("inputdataconfig", &json!({"notes": {}}));
    assert!(machine.fails().starts_with("the channel `data` is not in inputdataconfig.json"));
}

#[test]
fn a_file_must_be_the_only_one_in_its_channel() {
    let machine = everything();
    machine.write("input/data/notes/more.txt", "");
    assert!(machine.fails().starts_with("the channel `notes` is a `File`, but there are 2 in "));
    fs::remove_dir_all(machine.path("input/data/notes")).unwrap();
    fs::create_dir(machine.path("input/data/notes")).unwrap();
    assert!(machine.fails().starts_with("the channel `notes` is a `File`, but there are 0 in "));
}

#[test]
fn an_error_is_the_reason() {
    let machine = Machine::new("ended", &json!({"way": "badly"}));
    assert_eq!(machine.fails(), "it diverged: the loss grows");
}

#[test]
fn a_panic_is_the_reason() {
    let reason = Machine::new("ended", &json!({"way": "panic"})).fails();
    assert!(
        reason.starts_with("the trainer panicked at ") && reason.ends_with(": the loss is not a number"),
        "{reason}"
    );
}

#[test]
fn a_model_that_cannot_be_written_is_the_reason() {
    let machine = Machine::new("ended", &json!({"way": "well"}));
    machine.write("model", "a file where the folder should be");
    assert!(machine.fails().starts_with("the folder of the model, "));
    fs::remove_file(machine.path("model")).unwrap();
    machine.write("model/a.txt/in-the-way", "");
    assert!(machine.fails().starts_with("the model can't be written to "));
}

#[test]
fn if_nothing_can_be_written_the_exit_status_reports_it() {
    let machine = Machine::new("ended", &json!({"way": "badly"}));
    machine.write("output", "a file where the folder should be");
    let ended = machine.train();
    assert_eq!(ended.status.code(), Some(1));
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("error: it diverged: the loss grows\n"), "{said}");
    assert!(said.contains("SageMaker does not get this error, since its file can't be written: "), "{said}");
}

/// Trains until a file appears, and then asks the trainer to stop.
fn stopped(asks: &str, file: &str) -> (Machine, Option<i32>) {
    let machine = Machine::new("endless", &json!({"asks": asks}));
    let mut command = machine.command(SCHOOL);
    let mut child: Child = command.stderr(Stdio::null()).spawn().unwrap();
    while !machine.path("model").join(file).exists() {
        assert_eq!(child.try_wait().unwrap(), None, "it must still be running");
        std::thread::yield_now();
    }
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let status = child.wait().unwrap().code();
    (machine, status)
}

#[test]
fn a_trainer_that_checks_for_the_end_ends_by_itself() {
    let (machine, status) = stopped("True", "asked");
    assert_eq!(status, Some(0));
    assert!(machine.path("model/stopped").exists());
}

#[test]
fn a_trainer_that_does_not_check_is_ended() {
    let (machine, status) = stopped("False", "begun");
    assert_eq!(status, Some(128 + 15));
    assert!(!machine.path("model/stopped").exists());
}

#[test]
fn a_program_without_trainers_has_no_verb_for_them() {
    let machine = Machine::new("told", &json!({}));
    let ended = machine.command(env!("CARGO_BIN_EXE_untrained")).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(!machine.path("output").exists());
    let help = |program: &str| {
        let said = Command::new(program).arg("--help").output().unwrap();
        String::from_utf8(said.stdout).unwrap().contains("Trains a model in its container, for SageMaker")
    };
    assert!(help(SCHOOL) && !help(env!("CARGO_BIN_EXE_untrained")));
}
