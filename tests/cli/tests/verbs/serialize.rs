//! The verb `serialize`.

use crate::program::{Room, assert_golden};
use serde_json::Value;
use std::fs;

fn specs(arguments: &[&str]) -> Value {
    let printed = Room::new().app(&[&["serialize"], arguments].concat()).done();
    serde_json::from_str(&printed).unwrap()
}

#[test]
fn the_document_is_the_golden_one() {
    let call = ["serialize", "--env", "LEVEL=low", "--env", "ALSO=1"];
    assert_golden("app.json", &Room::new().app(&call).done());
    assert_golden("others.json", &Room::new().others(&call).done());
}

#[test]
fn ids_are_empty_unless_given() {
    let id = specs(&[])["tasks"][0]["template"]["id"].clone();
    assert_eq!(id, serde_json::json!({"resourceType": "TASK", "name": "app.count"}));
    let given = ["--project", "p", "--domain", "d", "--version", "v"];
    let specs = specs(&given);
    let ids = [
        &specs["tasks"][0]["template"]["id"],
        &specs["workflows"][2]["template"]["id"],
        &specs["workflows"][2]["subWorkflows"][0]["id"],
        &specs["workflows"][2]["template"]["nodes"][0]["taskNode"]["referenceId"],
        &specs["workflows"][2]["template"]["nodes"][2]["workflowNode"]["subWorkflowRef"],
        &specs["launchPlans"][0]["id"],
        &specs["launchPlans"][0]["spec"]["workflowId"],
    ];
    for id in ids {
        assert_eq!(
            (&id["project"], &id["domain"], &id["version"]),
            (&"p".into(), &"d".into(), &"v".into()),
            "{id}"
        );
    }
}

#[test]
fn a_service_account_is_set_on_launch_plans() {
    let plans = |arguments: &[&str]| specs(arguments)["launchPlans"].as_array().cloned().unwrap_or_default();
    assert!(plans(&[]).iter().all(|plan| plan["spec"]["securityContext"].is_null()));
    let given = serde_json::json!({"runAs": {"k8sServiceAccount": "reader"}});
    let plans = plans(&["--service-account", "reader"]);
    assert_eq!(plans.iter().filter(|plan| plan["spec"]["securityContext"] == given).count(), 3);
}

#[test]
fn a_folder_gets_a_file_per_entity() {
    let room = Room::new();
    for (format, extension) in [("json", "json"), ("pb", "pb")] {
        let folder = format!("deep/{format}");
        assert_eq!(room.app(&["serialize", "--format", format, "--output", &folder]).done(), "");
        let names = [
            "0_app.count_1",
            "1_app.double_1",
            "2_app.every_1",
            "3_app.nothing_1",
            "4_app.inner_2",
            "5_app.middle_2",
            "6_app.pipeline_2",
            "7_app.inner_3",
            "8_app.middle_3",
            "9_app.pipeline_3",
        ];
        assert_eq!(room.files(&folder), names.map(|name| format!("{name}.{extension}")));
    }
    let plan: Value =
        serde_json::from_slice(&fs::read(room.path("deep/json/9_app.pipeline_3.json")).unwrap()).unwrap();
    assert_eq!(plan["id"]["resourceType"], "LAUNCH_PLAN");
}

#[test]
fn files_of_earlier_specs_cause_a_warning() {
    let room = Room::new();
    fs::create_dir(room.path("specs")).unwrap();
    room.write("specs/10_app.gone_1.pb", "");
    room.write("specs/notes.txt", "");
    let ended = room.app(&["serialize", "--format", "pb", "--output", "specs"]);
    assert!(ended.stderr.contains("10_app.gone_1.pb"), "{}", ended.stderr);
    assert!(!ended.stderr.contains("notes.txt"), "{}", ended.stderr);
    ended.done();
}
