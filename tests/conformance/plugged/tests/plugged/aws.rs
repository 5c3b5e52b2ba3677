//! Services of AWS: the tasks' messages, and the requests that the real connectors make for them.

use std::fs;
use std::time::Duration;

use aileron::chrono::DateTime;
use aileron::idl::core::literal_type::Type;
use aileron::idl::core::{Blob, BlobMetadata, Literal, LiteralMap, Scalar, literal, scalar};
use aileron::idl::prost::Message;
use aileron::{Directory, File, FlyteType};
use aileron_conformance::difference::{Intended, between};
use aileron_conformance::intended::{ARGUMENTS, DOCS, FLAVOR, NO_DOCS, VERSION};
use aileron_conformance::{hex, program as run, python};
use serde_json::{Map, Value, json};

use super::{assert_same, program, scratch, serialized};

const INTENDED: [Intended; 5] = [ARGUMENTS, DOCS, FLAVOR, VERSION, NO_DOCS];

#[test]
fn tasks_of_aws_equal_those_of_flytekit() {
    assert_same("aws", &["boto", "sagemaker"], &INTENDED);
}

/// The requests that the real connectors send to AWS for some tasks, and the outputs.
fn done(cases: Vec<(&str, Vec<(&str, Literal)>)>) -> Vec<Value> {
    let entities = serialized();
    let question = cases.into_iter().map(|(task, inputs)| {
        let name = format!("plugged.sagemaker.{task}");
        let entity = entities.iter().find(|entity| entity.name == name).expect("a task of the program");
        let literals = inputs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let inputs = LiteralMap { literals }.encode_to_vec();
        json!({"template": entity.json["template"], "inputs": hex::encode(&inputs)})
    });
    let answer = python::ask_with("aws", "connectors.py", &Value::Array(question.collect()));
    answer.as_array().expect("a list of answers").clone()
}

fn literal<T: FlyteType>(value: T) -> Literal {
    value.into_literal().expect("a value that Flyte carries")
}

/// A file or a directory in a store.
fn blob<T: FlyteType>(uri: &str) -> Literal {
    let Some(Type::Blob(ty)) = T::literal_type().r#type else { panic!("no blob") };
    let blob =
        scalar::Value::Blob(Blob { metadata: Some(BlobMetadata { r#type: Some(ty) }), uri: uri.to_owned() });
    let scalar = Scalar { value: Some(blob) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}

fn inputs_of_whole() -> Vec<(&'static str, Literal)> {
    let since = DateTime::from_timestamp_micros(1_769_846_400_250_000).expect("a moment");
    vec![
        ("epochs", literal(12_i64)),
        ("rate", literal(1e-5)),
        ("quick", literal(true)),
        ("name", literal(" a \"b\" {c} ".to_owned())),
        ("penalty", literal("Lasso".to_owned())),
        ("since", literal(since)),
        ("budget", literal(Duration::from_millis(5_400_500))),
        ("notes", blob::<File>("s3://acme-data/notes.txt")),
        ("data", blob::<Directory>("s3://acme-data/2026")),
    ]
}

#[test]
fn the_request_for_a_training_job_is_complete() {
    let done = done(vec![("whole", inputs_of_whole())]);
    let [(operation, request)] = &*asked(&done[0]) else { panic!("{done:?}") };
    assert_eq!(*operation, "CreateTrainingJob");
    let token = done[0]["outputs"]["idempotence_token"].as_str().expect("a token");
    let source = |uri: &str| json!({"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": uri, "S3DataDistributionType": "FullyReplicated"}});
    let wanted = json!({
        "TrainingJobName": format!("plugged-sagemaker-whole-{token}"),
        "RoleArn": "arn:aws:iam::123456789012:role/training",
        "AlgorithmSpecification": {
            "TrainingImage": "ghcr.io/acme/app:sagemaker-v1",
            "TrainingInputMode": "File",
            "ContainerEntrypoint": ["/usr/local/bin/plugged"],
            "ContainerArguments": ["train"],
        },
        "HyperParameters": {
            "aileron-task": "plugged.sagemaker.whole",
            "epochs": "12",
            "rate": "1e-05",
            "quick": "True",
            "name": " a \"b\" {c} ",
            "penalty": "Lasso",
            "since": "2026-01-31T08:00:00.250000+00:00",
            "budget": "5400.5",
        },
        "InputDataConfig": [
            {"ChannelName": "notes", "DataSource": source("s3://acme-data/notes.txt")},
            {"ChannelName": "data", "DataSource": source("s3://acme-data/2026")},
        ],
        "OutputDataConfig": {"S3OutputPath": "s3://acme-models"},
        "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 50},
        "StoppingCondition": {"MaxRuntimeInSeconds": 7200, "MaxWaitTimeInSeconds": 9000},
        "EnableManagedSpotTraining": true,
    });
    assert_eq!(between(request, &wanted), []);
}

/// Runs the training as Amazon does: prepares the files that were requested, and starts the program.
#[test]
fn the_requested_training_job_runs() {
    let done = done(vec![("whole", inputs_of_whole())]);
    let [(_, request)] = &*asked(&done[0]) else { panic!("{done:?}") };
    let folder = scratch("ml");
    let _ = fs::remove_dir_all(&folder);
    let write = |name: &str, text: &str| {
        let path = folder.join("input").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("room");
        fs::write(path, text).expect("room");
    };
    write("config/hyperparameters.json", &request["HyperParameters"].to_string());
    write("config/resourceconfig.json", r#"{"current_host": "algo-1", "hosts": ["algo-1"]}"#);
    let channels = request["InputDataConfig"].as_array().expect("channels").iter();
    let names: Value = channels
        .map(|channel| (channel["ChannelName"].as_str().unwrap_or_default().to_owned(), json!({})))
        .collect::<Map<_, _>>()
        .into();
    write("config/inputdataconfig.json", &names.to_string());
    write("data/notes/notes.txt", "hush");
    write("data/data/more/a.csv", "1");
    let arguments = request["AlgorithmSpecification"]["ContainerArguments"].as_array().expect("arguments");
    let arguments: Vec<&str> = arguments.iter().filter_map(Value::as_str).collect();
    let folder_name = folder.to_str().expect("a path in Unicode");
    let _ = run::output_in(program(), &arguments, &[("SAGEMAKER_BASE_DIR", folder_name)]);
    assert_eq!(
        fs::read_to_string(folder.join("model/inputs.txt")).expect("a model"),
        r#"(12, 1e-5, true, " a \"b\" {c} ", Lasso, 2026-01-31T08:00:00.250Z, 5400.5s, "hush", ["more/a.csv"])"#
    );
}

#[test]
fn a_job_is_awaited_under_the_name_that_it_was_created_with() {
    let waits = vec![("num_round", literal(3_i64)), ("region", literal("eu-west-1".to_owned()))];
    let transform = vec![("model", literal("m".to_owned())), ("data", blob::<File>("s3://acme-data/a.csv"))];
    let done = done(vec![("waits", waits), ("transform", transform)]);
    for (done, name, prefix) in
        [(&done[0], "TrainingJobName", "nightly-"), (&done[1], "TransformJobName", "judge-")]
    {
        let [(created, request), (described, question)] = &*asked(done) else { panic!("{done}") };
        assert!(created.starts_with("Create") && described.starts_with("Describe"), "{created}, {described}");
        assert_eq!(request[name], question[name]);
        let token = request[name].as_str().and_then(|name| name.strip_prefix(prefix));
        assert!(token.is_some_and(|token| token.len() == 16), "{request}");
        assert_eq!(done["outputs"]["result"][name], request[name]);
    }
    // A local run returns these keys as well.
    let keys: Vec<&String> = done[0]["outputs"]["result"].as_object().expect("an object").keys().collect();
    let ours = [
        "BillableTimeInSeconds",
        "FinalMetricDataList",
        "ModelArtifacts",
        "OutputDataConfig",
        "TrainingJobArn",
        "TrainingJobName",
        "TrainingTimeInSeconds",
    ];
    assert_eq!(keys, ours);
}

/// The operations and requests of an answer.
fn asked(done: &Value) -> Vec<(&str, &Value)> {
    let asked = done["asked"].as_array().into_iter().flatten();
    asked.map(|asked| (asked[0].as_str().unwrap_or_default(), &asked[1])).collect()
}
