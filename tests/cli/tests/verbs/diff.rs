//! The verb `diff`.

use crate::program::Room;
use aileron::idl::admin::{TaskSpec, WorkflowSpec};
use aileron::idl::core::task_template::Target;
use aileron::idl::prost::Message;
use serde_json::{Value, json};
use std::fs;

/// A room with the program's specs in a folder.
fn room() -> Room {
    let room = Room::new();
    room.app(&["serialize", "--format", "pb", "--output", "specs"]).done();
    room
}

#[test]
fn a_package_of_this_program_is_the_program() {
    let room = room();
    room.app(&["package", "--version", "v7"]).done();
    for arguments in [&["diff", "specs"][..], &["diff", "specs", "flyte-package.tgz"]] {
        let ended = room.app(arguments);
        assert_eq!((ended.status, &*ended.stdout), (0, ""), "{}", ended.stderr);
    }
    assert_eq!(
        serde_json::from_str::<Value>(&room.app(&["diff", "--json", "specs"]).done()).unwrap(),
        json!({"same": true, "changes": []})
    );
}

#[test]
fn changes_are_told_by_entity_and_field() {
    let room = room();
    let files = room.files("specs");
    let path = |end: &str| room.path("specs").join(files.iter().find(|name| name.ends_with(end)).unwrap());
    let task = path("_1.pb");
    let mut spec = TaskSpec::decode(&*fs::read(&task).unwrap()).unwrap();
    let template = spec.template.as_mut().unwrap();
    let name = template.id.as_ref().unwrap().name.clone();
    let Some(Target::Container(container)) = &mut template.target else { panic!("{template:?}") };
    let image = std::mem::replace(&mut container.image, "old:1".to_owned());
    template.metadata.as_mut().unwrap().retries.get_or_insert_default().retries = 77;
    fs::write(&task, spec.encode_to_vec()).unwrap();
    let workflow = path("app.pipeline_2.pb");
    let mut spec = WorkflowSpec::decode(&*fs::read(&workflow).unwrap()).unwrap();
    drop(spec.template.as_mut().unwrap().nodes.pop());
    fs::write(&workflow, spec.encode_to_vec()).unwrap();
    fs::remove_file(path("app.pipeline_3.pb")).unwrap();

    let ended = room.app(&["diff", "specs"]);
    assert_eq!((ended.status, &*ended.stderr), (1, ""));
    for line in [
        format!("the task `{name}` changed\n"),
        format!("  image: was `old:1`, is `{image}`\n"),
        "  retries: was 77, ".to_owned(),
        "the workflow `app.pipeline` changed\n  node `".to_owned(),
        "the launch plan `app.pipeline` is new\n".to_owned(),
    ] {
        assert!(ended.stdout.contains(&line), "{line} is not in\n{}", ended.stdout);
    }
    let ended = room.app(&["diff", "--json", "specs"]);
    assert_eq!(ended.status, 1);
    let printed: Value = serde_json::from_str(&ended.stdout).unwrap();
    let plan = json!({"kind": "launch_plan", "name": "app.pipeline", "change": "added", "fields": []});
    assert!(printed["changes"].as_array().unwrap().contains(&plan), "{printed:#}");
    let image = json!({
        "field": "image", "from": "`old:1`", "to": format!("`{image}`"),
        "message": format!("image: was `old:1`, is `{image}`"),
    });
    let fields =
        printed["changes"].as_array().unwrap().iter().flat_map(|change| change["fields"].as_array().unwrap());
    assert!(fields.clone().any(|field| *field == image), "{printed:#}");
}
