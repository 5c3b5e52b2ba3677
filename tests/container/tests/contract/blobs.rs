//! Files and directories in other values that a task returns.

use crate::attempt::Attempt;
use aileron::idl::ToJson;

#[test]
fn files_in_values_are_uploaded_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let (own, raw) = (folder.path().join("own"), folder.path().join("raw"));
    let mut attempt = Attempt::of_task("mail").input("folder", own.to_str().unwrap().to_owned());
    attempt.command().arg("--raw-output-data-prefix").arg(&raw);
    let mut outputs = attempt.run().outputs();
    // The reader may run on another machine.
    std::fs::remove_dir_all(&own).unwrap();
    assert_eq!(outputs["o2"].hash, "the hash");
    let uri = outputs["o2"].to_json()["scalar"]["blob"]["uri"].as_str().unwrap().to_owned();
    assert!(uri.starts_with(raw.to_str().unwrap()), "{uri}");
    let given = [("mail", "o0"), ("attachment", "o1"), ("hashed", "o2")];
    let attempt = given.into_iter().fold(Attempt::of_task("letters"), |attempt, (input, output)| {
        attempt.literal(input, outputs.remove(output).unwrap())
    });
    assert_eq!(attempt.run().value::<String>(), "abcdefg abcdefg the hash");
}
