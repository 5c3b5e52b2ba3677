//! Several processes that run one task together.

use crate::attempt::Attempt;
use aileron::idl::core::ErrorDocument;
use aileron::idl::prost::Message;

#[test]
fn only_the_first_process_writes_the_outputs() {
    let ended = Attempt::of_task("crew").input("fails", false).env("CREW_RANK", "0").run();
    assert_eq!(ended.value::<String>(), "rank 0");
    let ended = Attempt::of_task("crew").input("fails", false).env("CREW_RANK", "1").run();
    assert_eq!((ended.status, ended.files.len()), (Some(0), 0), "{ended:?}");
}

#[test]
fn each_process_that_fails_reports_it() {
    let ended = Attempt::of_task("crew").input("fails", true).env("CREW_RANK", "1").run();
    assert!(ended.error().message.contains("overboard"));
    assert_eq!(ended.error().worker, "");
}

#[test]
fn errors_do_not_replace_each_other_if_the_engine_uses_the_earliest() {
    let attempt =
        Attempt::of_task("crew").input("fails", true).env("_F_DES", "Earliest").env("_F_WN", "job-worker-1");
    let ended = attempt.run();
    assert_eq!(ended.status, Some(0));
    let files: Vec<_> = ended.files.iter().collect();
    let [(name, bytes)] = files[..] else { panic!("{ended:?}") };
    let unique = name.strip_prefix("error-").and_then(|rest| rest.strip_suffix(".pb")).unwrap();
    assert!(unique.len() == 32 && unique.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    let error = ErrorDocument::decode(&**bytes).unwrap().error.unwrap();
    assert_eq!(error.worker, "job-worker-1");
}
