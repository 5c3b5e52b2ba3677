//! Each workflow is called, and run by its graph, in one process and in one for each attempt: all give the same result, which is the
//! one of the Python example.

use ported::{chain, conditional, dynamics, failing, mapped, plans, resources};
use serde_json::{Value, json};
use std::process::{Command, Output};

fn started(name: &str, flags: &[&str]) -> Output {
    let mut run = Command::new(env!("CARGO_BIN_EXE_ported"));
    run.arg("run").arg(format!("ported.{name}")).args(flags).output().expect("the program starts")
}

/// The same run with a process for each attempt.
fn apart(name: &str, flags: &[&str]) -> Option<Output> {
    cfg!(unix).then(|| started(name, &[flags, &["--processes"]].concat()))
}

/// The outputs of a local run: the only one, or all of them.
fn run(name: &str, flags: &[&str]) -> Value {
    let run = started(name, flags);
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    if let Some(apart) = apart(name, flags) {
        let said = String::from_utf8_lossy(&apart.stderr);
        assert_eq!(String::from_utf8(apart.stdout), String::from_utf8(run.stdout.clone()), "{name}: {said}");
    }
    let mut outputs: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    if outputs.as_object().is_some_and(|outputs| outputs.len() == 1 && outputs.contains_key("o0")) {
        return outputs["o0"].take();
    }
    outputs
}

/// What a failed local run says.
fn failure(name: &str, flags: &[&str]) -> String {
    let run = started(name, flags);
    assert_eq!(run.status.code(), Some(1), "{name}");
    if let Some(apart) = apart(name, flags) {
        assert_eq!(apart.status.code(), Some(1), "{name} with `--processes`");
    }
    String::from_utf8_lossy(&run.stderr).into_owned()
}

#[test]
fn order() {
    chain::tasks_in_order();
    chain::workflows_in_order();
    chain::launch_plans_in_order();
    for name in ["tasks_in_order", "workflows_in_order", "launch_plans_in_order"] {
        assert_eq!(run(&format!("chain.{name}"), &[]), json!({}));
    }
    assert_eq!(chain::opened_and_closed(10.0).to_bits(), 81.0_f64.to_bits());
    assert_eq!(run("chain.opened_and_closed", &["--x", "10"]), json!(81.0));
}

#[test]
fn branches() {
    for (radius, of_a_range, of_three) in [(0.5, 3.0, 27.0), (3.0, 27.0, 2187.0)] {
        assert_eq!(json!(conditional::of_a_range(radius)), json!(of_a_range));
        assert_eq!(conditional::of_three_ranges(radius).map(|result| json!(result)), Ok(json!(of_three)));
        let flag = format!("--radius={radius}");
        assert_eq!(run("conditional.of_a_range", &[&flag]), json!(of_a_range));
        assert_eq!(run("conditional.of_three_ranges", &[&flag]), json!(of_three));
    }
    assert!(failure("conditional.of_three_ranges", &["--radius=30"]).contains("between 0.1 and 10"));
    assert_eq!((conditional::of_a_boolean(5), conditional::of_an_input(true)), (0, 1));
    assert_eq!(run("conditional.of_a_boolean", &[]), json!(0));
    assert_eq!(run("conditional.of_an_input", &["--heads=true"]), json!(1));
    assert_eq!(json!(conditional::within_another(0.2)), json!(1.200_000_000_000_000_2));
    assert_eq!(run("conditional.within_another", &["--radius=0.2"]), json!(1.200_000_000_000_000_2));
    assert!(failure("conditional.within_another", &["--radius=0.95"]).contains("outlier"));
    assert_eq!(run("conditional.handing_on", &["--radius=4", "--seed=3"]), json!(4.0));
    assert_eq!(run("conditional.handing_on", &["--radius=4", "--seed=2"]), json!(24.0));
}

#[test]
fn a_step_that_asks_whether_the_one_before_has_worked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("text");
    std::fs::write(&path, "one\ntwo\nthree\n").expect("a file");
    let text = format!("--text={}", path.display());
    assert_eq!(run("conditional.guarded", &[&text, "--letter=o"]), json!("two"));
    assert!(failure("conditional.guarded", &[&text, "--letter=z"]).contains("no line has the letter"));
}

#[test]
fn maps() {
    assert_eq!(mapped::of_one_list(vec![10, 12, 11]), [false, true, false]);
    assert_eq!(run("mapped.of_one_list", &["--points=[10, 12, 11]"]), json!([false, true, false]));
    assert_eq!(json!(mapped::with_an_output(vec![1, 2], 0.5)), json!([7.5, 14.5]));
    assert_eq!(run("mapped.with_an_output", &["--quantities=[1, 2]", "--shipping=0.5"]), json!([7.5, 14.5]));
    let flags = ["--quantities=[1, 2]", "--price=7", "--shipping=0.5"];
    assert_eq!(run("mapped.with_inputs", &flags), json!([7.5, 14.5]));
    let flags = ["--quantities=[1, 2]", "--prices=[7, 8]", "--shipping=0.5"];
    assert_eq!(run("mapped.of_two_lists", &flags), json!([7.5, 16.5]));
    assert_eq!(run("mapped.four_at_a_time", &["--points=[12, 1]"]), json!([true, false]));
    assert_eq!(mapped::with_holes(vec![2, 3, 8]), [Some(1), None, Some(4)]);
    assert_eq!(run("mapped.with_holes", &["--quantities=[2, 3, 8]"]), json!([1, null, 4]));
    assert!(
        failure("mapped.with_holes", &["--quantities=[1, 3, 8]"])
            .contains("1 of 3 tasks of the map succeeded")
    );
}

#[test]
fn dynamic_workflows() {
    let words = |one: &str, other: &str| dynamics::letters_in_common(one.to_owned(), other.to_owned());
    assert_eq!(words("Pear", "Earth"), 3);
    assert_eq!(run("dynamics.letters_in_common", &["--one=Pear", "--other=Earth"]), json!(3));
    let numbers = vec![5, 3, 9, 1, 4, 8, 2];
    assert_eq!(dynamics::merge_sort(numbers, 7, 2), [1, 2, 3, 4, 5, 8, 9]);
    let flags = ["--numbers=[5,3,9,1,4,8,2]", "--count=7", "--few=2"];
    assert_eq!(run("dynamics.merge_sort", &flags), json!([1, 2, 3, 4, 5, 8, 9]));
    let flags = ["--regions=[\"SFO\", \"DEN1\"]", "--houses=10"];
    assert_eq!(run("dynamics.models", &flags), json!([30.0, 40.0]));
    assert!(failure("dynamics.models", &["--regions=[\"SFO\"]", "--houses=0"]).contains("SFO has no houses"));
}

#[test]
fn failures() {
    assert_eq!(failing::with_a_task("mine".to_owned(), false), Ok(1));
    assert_eq!(run("failing.with_a_task", &["--name=mine", "--fails=false"]), json!(1));
    for (name, deleted) in [
        ("failing.with_a_task", "deletes mine after Some("),
        ("failing.around_another", "deletes another after Some("),
        ("failing.with_a_workflow", "deletes mine"),
    ] {
        let said = failure(name, &["--name=mine", "--fails=true"]);
        assert!(said.contains(deleted) && said.contains("cluster "), "{name}: {said}");
    }
}

#[test]
fn gates() {
    let title = "--signal=title=Means";
    assert_eq!(run("waiting.sleeping", &["--number=4"]), json!(8));
    assert_eq!(run("waiting.titled", &["--data=[1, 2]", title]), json!({ "mean": 1.5, "title": "Means" }));
    let flags = ["--data=[1, 2]", "--signal=report-title=Means", "--approve=final-report"];
    assert_eq!(run("waiting.approved", &flags), json!({ "mean": 1.5, "title": "Means" }));
    let flags = ["--data=[1, 2]", "--signal=later-title=Means", "--approve=raw-report"];
    assert_eq!(run("waiting.approved_in_between", &flags), json!({ "mean": 1.5, "title": "Means" }));
    let flags = |passed| ["--data=[1, 2]", "--signal=reviewed-title=Means", passed];
    let passed = run("waiting.reviewed", &flags("--signal=review=true"));
    assert_eq!(passed, json!({ "mean": 1.5, "title": "Means" }));
    let rejected = run("waiting.reviewed", &flags("--signal=review=false"));
    assert_eq!(rejected, json!({ "mean": 0.0, "title": null }));
    assert!(failure("waiting.titled", &["--data=[1, 2]"]).contains("--signal"));
}

#[test]
fn launch_plans() {
    assert_eq!(json!(plans::regression_at_seven(7)), json!(-7.5));
    assert_eq!(run("plans.regression_at_seven", &[]), json!(-7.5));
    assert_eq!(run("plans.of_a_launch_plan", &["--at=7"]), json!(-7.5));
    assert_eq!(run("plans.regression", &[]), json!(-4.5));
    assert_eq!(run("plans.praise_often", &[]), json!("Ada does well"));
    let stamp = "--kickoff_time=2026-01-31T08:00:00Z";
    assert_eq!(run("plans.stamp_each_minute", &[stamp]), json!("2026-01-31 08:00"));
    assert_eq!(run("plans.told_of", &[]), json!("8"));
    assert_eq!(run("plans.each_day", &[]), json!("8"));
    let built = run("built.line", &["--x=[-3, 0, 3]", "--y=[7, 4, -2]"]);
    assert_eq!(built, json!({ "intercept": 3.0 }));
}

#[test]
fn references() {
    let said = failure("references.normalized", &[]);
    assert!(said.contains("queries.no_io"), "{said}");
}

#[test]
fn settings_of_nodes() {
    assert_eq!(resources::with_more(vec![1, 1, 2]), 4);
    assert_eq!(run("resources.with_more", &["--numbers=[1, 1, 2]"]), json!(4));
}
