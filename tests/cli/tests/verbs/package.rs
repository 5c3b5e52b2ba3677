//! The verb `package`.

use crate::program::Room;
use aileron::idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use aileron::idl::prost::Message;
use std::fs;
use std::io::Read;
use std::path::Path;

/// The names and contents of the files in a package.
fn open(path: &Path) -> Vec<(String, Vec<u8>)> {
    opened(&fs::read(path).unwrap())
}

fn opened(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(package));
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        assert_eq!((entry.header().mtime().unwrap(), entry.header().mode().unwrap()), (0, 0o644));
        let name = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    });
    entries.collect()
}

#[test]
fn files_are_in_the_order_in_which_flytectl_reads_them() {
    let room = Room::new();
    assert_eq!(room.app(&["package"]).done(), "");
    let files = open(&room.path("flyte-package.tgz"));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(names, sorted);
    assert_eq!(names[4..7], ["4_app.inner_2.pb", "5_app.middle_2.pb", "6_app.pipeline_2.pb"]);
    assert_eq!(names.len(), 10);
}

#[test]
fn each_file_is_the_message_that_its_name_implies() {
    let room = Room::new();
    room.app(&["package"]).done();
    for (name, bytes) in open(&room.path("flyte-package.tgz")) {
        let entity = name.split_once('_').unwrap().1;
        let id = match &name[name.len() - 4..] {
            "1.pb" => TaskSpec::decode(&*bytes).unwrap().template.unwrap().id,
            "2.pb" => WorkflowSpec::decode(&*bytes).unwrap().template.unwrap().id,
            "3.pb" => LaunchPlan::decode(&*bytes).unwrap().id,
            _ => panic!("{name}"),
        };
        assert_eq!(id.unwrap().name, entity[..entity.len() - "_1.pb".len()]);
    }
}

#[test]
fn the_same_call_writes_the_same_bytes() {
    let room = Room::new();
    room.app(&["package", "--output", "one.tgz"]).done();
    room.app(&["package", "-o", "two.tgz"]).done();
    assert_eq!(fs::read(room.path("one.tgz")).unwrap(), fs::read(room.path("two.tgz")).unwrap());
    room.app(&["package", "-o", "three.tgz", "--version", "v2"]).done();
    assert_ne!(fs::read(room.path("one.tgz")).unwrap(), fs::read(room.path("three.tgz")).unwrap());
}

#[test]
fn only_force_replaces_a_package() {
    let room = Room::new();
    room.write("flyte-package.tgz", "an older package");
    let error = room.app(&["package"]).refused();
    assert!(error.contains("`--force`"), "{error}");
    assert_eq!(fs::read(room.path("flyte-package.tgz")).unwrap(), b"an older package");
    room.app(&["package", "--force"]).done();
    assert_eq!(open(&room.path("flyte-package.tgz")).len(), 10);
}

#[test]
fn a_failure_leaves_no_files_behind() {
    let room = Room::new();
    fs::create_dir(room.path("folder")).unwrap();
    let error = room.app(&["package", "--output", "folder", "--force"]).refused();
    assert!(error.contains("`folder` can't be written"), "{error}");
    assert_eq!(room.files("."), ["folder", "home"]);
    assert_eq!(room.files("folder"), [""; 0]);
}

#[test]
fn a_missing_folder_is_created() {
    let room = Room::new();
    room.app(&["package", "--output", "deep/folder/package.tgz"]).done();
    assert_eq!(open(&room.path("deep/folder/package.tgz")).len(), 10);
}

#[test]
fn a_workflow_of_many_nodes_is_packaged_with_a_warning() {
    let room = Room::new();
    let ended = room.run(env!("CARGO_BIN_EXE_wide"), &["package"], &[]);
    assert!(ended.stderr.contains("warning: the workflow `wide.long` has 101 nodes"), "{}", ended.stderr);
    ended.done();
    assert_eq!(open(&room.path("flyte-package.tgz")).len(), 3);
    assert!(!room.app(&["package", "--force"]).stderr.contains("warning"));
}

#[test]
fn placeholders_of_flytectl_register_are_accepted() {
    let room = Room::new();
    let parts = ["project", "domain", "version"]
        .map(|part| [format!("--{part}"), format!("{{{{ registration.{part} }}}}")]);
    let arguments: Vec<&str> =
        ["package"].into_iter().chain(parts.iter().flatten().map(String::as_str)).collect();
    room.app(&arguments).done();
    let (_, bytes) = open(&room.path("flyte-package.tgz")).swap_remove(0);
    let id = TaskSpec::decode(&*bytes).unwrap().template.unwrap().id.unwrap();
    assert_eq!(
        (id.project, id.version),
        ("{{ registration.project }}".to_owned(), "{{ registration.version }}".to_owned())
    );
}

#[cfg(unix)]
#[test]
fn a_replaced_package_keeps_its_mode() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let room = Room::new();
    for (file, mode) in [("secret.tgz", 0o600), ("shared.tgz", 0o664), ("kept.tgz", 0o440)] {
        room.write(file, "an older package");
        fs::set_permissions(room.path(file), fs::Permissions::from_mode(mode)).unwrap();
        room.app(&["package", "--force", "--output", file]).done();
        assert_eq!(fs::metadata(room.path(file)).unwrap().mode() & 0o777, mode, "{file}");
        assert_eq!(open(&room.path(file)).len(), 10);
    }
    room.write("graph.md", "");
    fs::set_permissions(room.path("graph.md"), fs::Permissions::from_mode(0o600)).unwrap();
    room.run(env!("CARGO_BIN_EXE_app"), &["graph", "inner", "--output", "graph.md"], &[]).done();
    assert_eq!(fs::metadata(room.path("graph.md")).unwrap().mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_kept_even_if_its_target_does_not_exist() {
    use std::os::unix::fs::symlink;
    let room = Room::new();
    fs::create_dir(room.path("folder")).unwrap();
    symlink("folder/next", room.path("first.tgz")).unwrap();
    symlink("deep/package.tgz", room.path("folder/next")).unwrap();
    room.app(&["package", "--force", "--output", "first.tgz"]).done();
    for link in ["first.tgz", "folder/next"] {
        assert!(room.path(link).is_symlink(), "{link}");
    }
    assert_eq!(open(&room.path("folder/deep/package.tgz")).len(), 10);
    symlink("circle.tgz", room.path("circle.tgz")).unwrap();
    let ended = room.app(&["package", "--force", "--output", "circle.tgz"]);
    assert!(ended.status == 1 && ended.stderr.contains("`circle.tgz` can't be written: "), "{ended:?}");
    assert!(room.path("circle.tgz").is_symlink());
}

#[test]
fn a_dash_is_stdout() {
    let room = Room::new();
    let package = room.bytes(env!("CARGO_BIN_EXE_app"), &["package", "--output", "-"]);
    assert_eq!(opened(&package).len(), 10);
    let drawn = room.app(&["package", "--output", "./-"]).done();
    assert_eq!((drawn.as_str(), fs::read(room.path("-")).unwrap()), ("", package));
    assert_eq!(room.files("."), ["-", "home"]);
    let app = |call: &[&str]| room.run(env!("CARGO_BIN_EXE_app"), call, &[]).done();
    assert_eq!(app(&["graph", "inner", "--output", "-"]), app(&["graph", "inner"]));
    assert_eq!(room.app(&["serialize", "--output", "-"]).done(), room.app(&["serialize"]).done());
    assert_eq!(room.files("."), ["-", "home"]);
}
