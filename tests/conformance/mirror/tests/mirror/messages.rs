//! The same entities have the same messages, except for what `INTENDED` lists.

use std::path::PathBuf;

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::entity::document;
use aileron_conformance::intended::{ARGUMENTS, DOCS, FLAVOR, NO_DOCS, VERSION};
use aileron_conformance::options::Options;
use aileron_conformance::{flytekit, judge, program};
use serde_json::{Value, json};

use super::scratch;

pub(crate) const OPTIONS: [Options; 2] = [
    Options {
        images: &[("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v2")],
        ..Options::NONE
    },
    Options {
        images: &[
            ("default", "registry.local:5000/team/app:2026.1"),
            ("spark", "spark@sha256:6c3c624b58dbbcd3c0dd82b4c53f04194d1247c6eebdaab7c610cf7d66709b3b"),
        ],
        env: &[("MODE", "slow"), ("TEAM", "wings")],
        ids: Some(["flights", "staging", "2026-01-31"]),
        service_account: Some("reader"),
    },
];

/// Flyte's `<` and `<=` are true of NaN, so `f < 0.5` is written as `0.5 > f`.
const SIDES_SWAPPED: &str =
    "Flyte's `<` of floats is the opposite of `>=`, which is true of NaN; Rust's is not";

/// What a dynamic workflow has to know in its container.
const PACKAGED: &str = "each SDK tells its dynamic workflows in its own words how the program was packaged: flytekit in a gzip of JSON";

const IMAGE_OF_INIT: Intended = Intended {
    place: "*/template/k8sPod/podSpec/initContainers/*/image",
    why: "flytekit does not fill in the template of an init container's image",
    allows: |ours, theirs| {
        theirs == Some(&json!("{{.image.default.fqn}}:{{.image.default.version}}"))
            && OPTIONS.iter().any(|options| ours == Some(&json!(options.images[0].1)))
    },
};

pub(crate) const MAP_ARGUMENTS: Intended = Intended {
    place: "*/template/container/args",
    why: "the task of a map is that of its target, with the inputs that are elements",
    allows: |ours, theirs| {
        let words = |args: Option<&Value>| args.and_then(Value::as_array).cloned().unwrap_or_default();
        words(theirs).first() == Some(&json!("pyflyte-map-execute"))
            && words(ours).iter().rev().nth(1) == Some(&json!("--element"))
    },
};

pub(crate) const MAP_NAME: Intended = Intended {
    place: "**/metadata/name",
    why: "Flyte's console shows the name of a map's node; flytekit writes the whole name of its task",
    allows: |ours, theirs| {
        let texts = (ours.and_then(Value::as_str), theirs.and_then(Value::as_str));
        let (Some(ours), Some(theirs)) = texts else { return false };
        ours.strip_prefix("map ") == theirs.strip_prefix("mirror.map_")
    },
};

/// Beside these, ours has forms without a twin, since Flyte refuses what flytekit writes: comparisons of a part of a
/// value or of an enum with a constant. Others have no form in flytekit: arms of several calls or of none, an error
/// before the last arm, a constant on the left side.
const INTENDED: [Intended; 19] = [
    MAP_ARGUMENTS,
    MAP_NAME,
    ARGUMENTS,
    Intended { place: "*/template/k8sPod/podSpec/containers/*/args", ..ARGUMENTS },
    Intended { place: "**/overrides/podTemplate/podSpec/containers/*/args", ..ARGUMENTS },
    IMAGE_OF_INIT,
    Intended { place: "**/overrides/podTemplate/podSpec/initContainers/*/image", ..IMAGE_OF_INIT },
    FLAVOR,
    VERSION,
    DOCS,
    NO_DOCS,
    Intended {
        place: "*/template/container/env/*/key",
        why: PACKAGED,
        allows: |ours, theirs| ours == Some(&json!("AILERON_PACKAGED")) && theirs == Some(&json!("_F_SS_C")),
    },
    Intended {
        place: "*/template/container/env/*/value",
        why: PACKAGED,
        allows: |ours, theirs| {
            let is = |value: Option<&Value>, start| {
                value.and_then(Value::as_str).is_some_and(|text| text.starts_with(start))
            };
            is(ours, "{\"binary\":\"/usr/local/bin/mirror\"") && is(theirs, "H4sI")
        },
    },
    Intended {
        place: "**/comparison/operator",
        why: SIDES_SWAPPED,
        allows: |ours, theirs| {
            let pair = (ours.and_then(Value::as_str), theirs.and_then(Value::as_str));
            [(Some("GT"), Some("LT")), (Some("GTE"), Some("LTE"))].contains(&pair)
        },
    },
    Intended {
        place: "**/leftValue/primitive",
        why: SIDES_SWAPPED,
        allows: |ours, theirs| ours.is_some_and(is_float) && theirs.is_none(),
    },
    Intended {
        place: "**/rightValue/primitive",
        why: SIDES_SWAPPED,
        allows: |ours, theirs| ours.is_none() && theirs.is_some_and(is_float),
    },
    Intended {
        place: "**/leftValue/var",
        why: SIDES_SWAPPED,
        allows: |ours, theirs| ours.is_none() && theirs == Some(&json!(".f")),
    },
    Intended {
        place: "**/rightValue/var",
        why: SIDES_SWAPPED,
        allows: |ours, theirs| ours == Some(&json!(".f")) && theirs.is_none(),
    },
    Intended {
        place: "**/error/failedNodeId",
        why: "Flyte asks for the id of a node (flyteidl `core/types.proto`); flytekit writes the name of the condition",
        allows: |ours, theirs| ours == Some(&json!("n0")) && theirs == Some(&json!("if")),
    },
];

/// The names of the tasks of maps without the marks of what they depend on, which both SDKs make in their own way.
pub(crate) fn without_marks(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(without_mark(&text)),
        Value::Array(list) => list.into_iter().map(without_marks).collect(),
        Value::Object(members) => {
            let members =
                members.into_iter().map(|(key, member)| (without_mark(&key), without_marks(member)));
            Value::Object(members.collect())
        }
        value => value,
    }
}

fn without_mark(text: &str) -> String {
    let name = text.strip_suffix("-arraynode").unwrap_or(text);
    match name.rsplit_once('_') {
        Some((name, mark))
            if name.contains("mirror.map_")
                && [16, 32].contains(&mark.len())
                && mark.chars().all(|digit| digit.is_ascii_hexdigit()) =>
        {
            name.to_owned()
        }
        _ => text.to_owned(),
    }
}

fn is_float(primitive: &Value) -> bool {
    primitive["floatValue"].is_number()
}

#[test]
fn messages_equal_those_of_flytekit() {
    let packages = paths("theirs");
    let asked: Vec<_> = OPTIONS.into_iter().zip(packages.iter().map(PathBuf::as_path)).collect();
    let mut found: Vec<Difference> = Vec::new();
    for (options, theirs) in OPTIONS.iter().zip(flytekit::mirror(&asked)) {
        let ours = program::serialized(super::program(), options);
        found.extend(between(&without_marks(document(&ours)), &without_marks(document(&theirs))));
    }
    let problems = unintended(&found, &INTENDED);
    assert!(problems.is_empty(), "{} differences:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_packages_are_accepted_and_read() {
    let packages = paths("ours");
    for (options, package) in OPTIONS.iter().zip(&packages) {
        program::package(super::program(), options, package);
        judge::compile_with(package, &[&elsewhere()]).assert_accepted();
    }
    let read = flytekit::parse(&packages.each_ref().map(PathBuf::as_path));
    for (options, read) in OPTIONS.iter().zip(&read) {
        assert_eq!(flytekit::lost(read), [""; 0]);
        let printed = program::serialized(super::program(), options);
        assert_eq!(between(&document(&printed), &document(read)), []);
    }
}

/// The package to which its references lead: itself, as it is registered elsewhere.
fn elsewhere() -> PathBuf {
    let path = scratch("elsewhere.tgz");
    program::package(super::program(), &Options { ids: Some(["far", "away", "v1"]), ..OPTIONS[0] }, &path);
    path
}

fn paths(whose: &str) -> [PathBuf; 2] {
    [0, 1].map(|at| scratch(&format!("{whose}-{at}.tgz")))
}
