//! Starts the program the way Spark starts it beside a driver, with a script instead of Python.

use aileron::FlyteType;
use aileron::idl::core::LiteralMap;
use aileron::idl::prost::Message;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_clusters");

/// A script instead of Python. It checks that executors use the same Python, and that the driver's port is set.
const PYTHON: &str = r#"#!/bin/sh
test "$1" = -c && test "$PYSPARK_PYTHON" = python3 && test "$PYSPARK_GATEWAY_PORT" = 25333 || exit 7
echo "$3$3"
"#;

#[test]
fn a_script_runs_beside_the_driver() {
    let folder = tempfile::tempdir().unwrap();
    let output = beside_a_driver(folder.path(), PYTHON);
    assert!(output.status.success(), "{output:?}");
    let outputs = LiteralMap::decode(&*fs::read(folder.path().join("outputs.pb")).unwrap()).unwrap();
    assert_eq!(i64::from_literal(outputs.literals["o0"].clone()).unwrap(), 1212);
}

#[test]
fn a_script_that_fails_fails_the_task() {
    let folder = tempfile::tempdir().unwrap();
    let output = beside_a_driver(folder.path(), "#!/bin/sh\necho no luck >&2\nexit 3\n");
    assert!(output.status.success(), "{output:?}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("no luck\n") && stderr.contains("the script failed (exit status: 3)"),
        "{stderr}"
    );
    assert!(folder.path().join("error.pb").exists() && !folder.path().join("outputs.pb").exists());
}

/// Starts the program with a main file before the arguments of the container, as Spark's command line requires.
fn beside_a_driver(folder: &Path, python: &str) -> Output {
    let script = folder.join("python3");
    fs::write(&script, python).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let inputs = folder.join("inputs.pb");
    let literals = [("upto".to_owned(), 12_i64.into_literal().unwrap())].into();
    fs::write(&inputs, LiteralMap { literals }.encode_to_vec()).unwrap();
    let path = std::env::join_paths([folder, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    Command::new(PROGRAM)
        .args([&format!("{PROGRAM}.py"), "/usr/local/bin/clusters"])
        .args(["execute", "--task", "clusters.squares", "--inputs"])
        .arg(inputs)
        .arg("--output-prefix")
        .arg(folder)
        .envs([
            ("PYSPARK_GATEWAY_PORT", "25333"),
            ("PYSPARK_GATEWAY_SECRET", "s"),
            ("PYSPARK_PYTHON", PROGRAM),
        ])
        .env("PATH", path)
        .output()
        .unwrap()
}
