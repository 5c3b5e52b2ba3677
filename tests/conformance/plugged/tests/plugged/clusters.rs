//! Clusters that run the program of a task.

use super::assert_same;
use aileron_conformance::difference::Intended;
use aileron_conformance::intended::{ARGUMENTS, DOCS, FLAVOR, VERSION, is_ours};
use serde_json::{Value, json};

const INTENDED: [Intended; 10] = [
    ARGUMENTS,
    Intended { place: "*/template/k8sPod/podSpec/containers/*/args", ..ARGUMENTS },
    FLAVOR,
    VERSION,
    DOCS,
    Intended {
        place: "*/template/container/args",
        why: "the same launcher starts another program",
        allows: |ours, theirs| {
            let ours = ours.and_then(|args| split(args, &["/usr/local/bin/plugged"]));
            let theirs = theirs.and_then(|args| split(args, &["python", "pyflyte-execute"]));
            let (Some(ours), Some(theirs)) = (ours, theirs) else { return false };
            !ours.0.is_empty() && ours.0 == theirs.0 && is_ours(&ours.1)
        },
    },
    Intended {
        place: "*/template/custom/executorPath",
        why: "this program is started instead of Python",
        allows: |ours, theirs| {
            ours == Some(&json!("/usr/local/bin/plugged")) && theirs == Some(&json!("/opt/venv/bin/python3"))
        },
    },
    Intended {
        place: "*/template/custom/mainApplicationFile",
        why: "no file is read, but Spark requires a name with this ending",
        allows: |ours, theirs| {
            ours == Some(&json!("local:///usr/local/bin/plugged.py"))
                && theirs == Some(&json!("local:///opt/venv/bin/entrypoint.py"))
        },
    },
    Intended {
        place: "*/template/custom/runtimeEnv",
        why: "Python's JSON has more spaces",
        allows: |ours, theirs| {
            ours == Some(&json!("eyJwaXAiOlsibnVtcHkiLCJwYW5kYXMiXX0="))
                && theirs == Some(&json!("eyJwaXAiOiBbIm51bXB5IiwgInBhbmRhcyJdfQ=="))
        },
    },
    Intended {
        place: "*/template/custom/runtimeEnvYaml",
        why: "JSON is YAML as well",
        allows: |ours, theirs| {
            ours == Some(&json!(r#"{"pip":["numpy","pandas"]}"#))
                && theirs == Some(&json!("pip:\n- numpy\n- pandas\n"))
        },
    },
];

/// The arguments of the launcher, and those from the first of these programs on.
fn split<'a>(args: &'a Value, programs: &[&str]) -> Option<(&'a [Value], Value)> {
    let args = args.as_array()?;
    let at = args.iter().position(|arg| programs.iter().any(|program| arg == program))?;
    Some((args.get(..at)?, Value::from(args.get(at..)?)))
}

#[test]
fn tasks_of_clusters_equal_those_of_flytekit() {
    let modules = ["dask", "databricks", "mpi", "pytorch", "ray", "spark", "tensorflow"];
    assert_same("clusters", &modules, &INTENDED);
}
