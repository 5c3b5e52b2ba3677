//! The same tasks in a local run, and the errors when specs are made.

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::fs;
use std::io::Read;
use std::process::{Command, Output};
use tempfile::TempDir;

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_school"));
    command.arg("run").args(arguments).current_dir(folder.path()).env("TMPDIR", folder.path());
    command.output().unwrap()
}

fn outputs(folder: &TempDir, arguments: &[&str]) -> Value {
    let ended = run(folder, arguments);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    serde_json::from_slice(&ended.stdout).unwrap()
}

/// The files in a model's archive.
fn model(uri: &str) -> Vec<(String, String)> {
    let mut archive = tar::Archive::new(GzDecoder::new(fs::File::open(uri).unwrap()));
    let mut files = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        if entry.header().entry_type().is_file() {
            let name = entry.path().unwrap().to_string_lossy().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            files.push((name, text));
        }
    }
    files.sort();
    files
}

#[test]
fn a_job_that_is_waited_for_returns_the_path_of_its_model() {
    let folder = tempfile::tempdir().unwrap();
    let mut result = outputs(&folder, &["ended", "--way", "well"])["result"].take();
    let uri = result["ModelArtifacts"]["S3ModelArtifacts"].take();
    let names = |files: &[(&str, &str)]| -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    };
    assert_eq!(model(uri.as_str().unwrap()), names(&[("a.txt", "a.txt"), ("b/c.txt", "b/c.txt")]));
    let keys: Vec<&String> = result.as_object().unwrap().keys().collect();
    let wanted = [
        "BillableTimeInSeconds",
        "FinalMetricDataList",
        "ModelArtifacts",
        "OutputDataConfig",
        "TrainingJobArn",
        "TrainingJobName",
        "TrainingTimeInSeconds",
    ];
    assert_eq!(keys, wanted);
    let name = result["TrainingJobName"].as_str().unwrap();
    assert!(name.starts_with("school-ended-") && name.len() == "school-ended-".len() + 16, "{name}");
    assert_eq!(result["TrainingJobArn"], format!("arn:aws:sagemaker:local:000000000000:training-job/{name}"));
}

#[test]
fn a_trainer_finds_the_same_in_a_local_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("data/more")).unwrap();
    for (name, text) in [("notes.txt", "hush"), ("data/a.csv", "1"), ("data/more/b.csv", "2")] {
        fs::write(path(name), text).unwrap();
    }
    let inputs = json!({
        "epochs": 12, "rate": 1e-5, "quick": true, "name": " a \"b\" ", "penalty": "Lasso",
        "since": "2026-01-31T08:00:00.25Z", "budget": "1h30m500ms", "notes": path("notes.txt"), "data": path("data"),
    });
    fs::write(path("inputs.json"), inputs.to_string()).unwrap();
    let outputs = outputs(&folder, &["told", "--inputs", "inputs.json"]);
    let archive = outputs["result"]["ModelArtifacts"]["S3ModelArtifacts"].as_str().unwrap();
    let wanted = "12 1e-5 true \" a \\\"b\\\" \" Lasso 2026-01-31T08:00:00.250Z 5400.5s \"hush\" [\"a.csv\", \"more/b.csv\"] \
                  \"algo-1\" of [\"algo-1\"]";
    assert_eq!(model(archive), [("told.txt".to_owned(), wanted.to_owned())]);
}

#[test]
fn a_job_that_is_not_waited_for_returns_its_token() {
    let folder = tempfile::tempdir().unwrap();
    let outputs = outputs(&folder, &["begun", "--way", "well"]);
    let token = outputs["idempotence_token"].as_str().unwrap();
    let arn = format!("arn:aws:sagemaker:local:000000000000:training-job/school-begun-{token}");
    assert_eq!(outputs["result"], json!({"TrainingJobArn": arn}));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no model is left");
}

#[test]
fn a_trainer_that_fails_fails_the_run() {
    let folder = tempfile::tempdir().unwrap();
    for (way, wanted) in [("badly", "it diverged"), ("panic", "the loss is not a number")] {
        let ended = run(&folder, &["ended", "--way", way]);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{said}");
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn a_text_that_no_job_would_accept_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let long = "a".repeat(2501);
    for (way, wanted) in [
        (&*long, "a SageMaker hyperparameter has 2500 characters at most, and this string has 2501"),
        ("a\nb", "a SageMaker hyperparameter is one line"),
        ("{a.b}", "the connector takes `{a.b}` in this string for a placeholder"),
        ("{idempotence_token}", "the connector takes `{idempotence_token}` in this string"),
    ] {
        let ended = run(&folder, &["ended", "--way", way]);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{said}");
        assert!(said.contains(&format!("the input `way`: {wanted}")), "{said}");
    }
}

#[test]
fn training_in_another_image_needs_a_stand_in() {
    let ended = Command::new(env!("CARGO_BIN_EXE_untrained"))
        .args(["run", "boost", "--num_round", "3", "--train", "/tmp"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(
        said.contains("a service runs `untrained.boost`, and can't be called from this machine"),
        "{said}"
    );
}

#[test]
fn a_task_that_no_connector_would_accept_is_refused() {
    let ended = Command::new(env!("CARGO_BIN_EXE_mistaken")).arg("serialize").output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ended.stderr);
    let told: Vec<&str> = said.lines().collect();
    for (task, problems) in [
        ("a_list", &["the input `layers` can be neither", "the input `rate` can be neither"][..]),
        ("boto_that_waits", &["its outputs are result; return `SageMakerOutputs`, as it waits"]),
        ("no_token", &["its outputs are idempotence_token and result; return `BotoOutputs`"]),
        (
            "function",
            &[
                "a job's name can't begin with `my_jobs`",
                "there is no AWS region",
                "its `volume_size_in_gb` is 0",
            ],
        ),
        (
            "settings",
            &[
                "\"training\" is not the ARN of an IAM role",
                "the prefix of the model must be an address in S3, such as `s3://bucket/models`, not `acme-models`",
                "the job's name must begin with letters or digits",
                "it trains with 0 instances",
                "it trains with 0 seconds",
                "`request` takes a JSON object, not []",
                "the input `region` sets the AWS region",
            ],
        ),
        (
            "unknown_input",
            &["`{inputs.user}` is not an input; there are inputs `rate`", "there is no AWS region"],
        ),
        (
            "placeholders",
            &[
                "`{inputs.key}` is not an input; there are no inputs",
                "`{images.one}` is not an image; there are no images",
                "`{a.b}` is not a placeholder of the connector",
            ],
        ),
        ("text", &["its configuration is not a JSON object, but \"all\""]),
        ("transform_image", &["this type of job takes no images"]),
        ("unknown_image", &["the image `{{.image.none}}`: "]),
    ] {
        let start = format!("the plugin of the task `mistaken.{task}`: ");
        let line = told.iter().find(|line| line.contains(&start)).unwrap_or_else(|| panic!("{task}: {said}"));
        for problem in problems {
            assert!(line.contains(problem), "{problem}: {line}");
        }
    }
}
