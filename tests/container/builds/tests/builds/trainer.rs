//! A SageMaker trainer whose panics abort.

use crate::{ABORTS, built};
use std::fs;
use std::process::Command;

#[test]
fn a_panic_is_the_reason() {
    let job = tempfile::tempdir().unwrap();
    let config = job.path().join("input/config");
    fs::create_dir_all(&config).unwrap();
    for (name, content) in [
        ("hyperparameters", r#"{"way": "panic", "aileron-task": "school.ended"}"#),
        ("resourceconfig", r#"{"current_host": "algo-1", "hosts": ["algo-1"]}"#),
        ("inputdataconfig", "{}"),
    ] {
        fs::write(config.join(name).with_extension("json"), content).unwrap();
    }
    let program = built("plugin-tests", "school", &ABORTS);
    let ended = Command::new(program).arg("train").env("SAGEMAKER_BASE_DIR", job.path()).output().unwrap();
    let stderr = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{stderr}");
    let reason = fs::read_to_string(job.path().join("output/failure")).expect("the job reads the reason");
    assert!(stderr.contains(&format!("error: {reason}\n")), "{stderr}");
    assert!(
        reason.starts_with("the trainer panicked at ") && reason.ends_with(": the loss is not a number"),
        "{reason}"
    );
}
