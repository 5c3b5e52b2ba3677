//! Runs each workflow as a plain function and by its graph, in one process and in one for each attempt: the same inputs must
//! return the same outputs.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::future::Future;
use std::process::Command;
use workflow_tests::{
    bodies, calls, constants, dynamic, lists, mapped, maps, order, parts, plans, references,
};

/// The outputs of a run by the graph, in the order of the interface: the same in both modes. A map of a thousand elements runs in
/// one process only, to save time.
fn by_graph(name: &str, inputs: &[(&str, String)]) -> Vec<Value> {
    let is_long = inputs.iter().any(|(_, value)| value.len() > 1000);
    let modes = if is_long { &MODES[..1] } else { MODES };
    let mut runs: Vec<_> = modes.iter().map(|flags| run_by_graph(name, inputs, flags)).collect();
    let outputs = runs.pop().expect("a run");
    assert!(runs.iter().all(|run| *run == outputs), "{name}: {runs:?}, with `--processes` {outputs:?}");
    outputs
}

/// The flags of a run in one process, and in one for each attempt.
const MODES: &[&[&str]] = if cfg!(unix) { &[&[], &["--processes"]] } else { &[&[]] };

fn run_by_graph(name: &str, inputs: &[(&str, String)], flags: &[&str]) -> Vec<Value> {
    let mut run = Command::new(env!("CARGO_BIN_EXE_workflow-tests"));
    run.args(["run", name]).args(flags);
    for (input, value) in inputs {
        run.arg(format!("--{}={value}", input.trim_start_matches("r#")));
    }
    let run = run.output().expect("the program starts");
    let text = String::from_utf8_lossy(&run.stdout);
    match serde_json::from_str(&text) {
        Ok(Value::Object(mut outputs)) => {
            let mut numbered = (0..outputs.len()).filter_map(|place| outputs.remove(&format!("o{place}")));
            let numbered: Vec<Value> = numbered.by_ref().collect();
            if outputs.is_empty() { numbered } else { vec![Value::Object(outputs)] }
        }
        _ => panic!("`run {name}` printed {text}{}", String::from_utf8_lossy(&run.stderr)),
    }
}

/// The outputs by the graph, and those of the plain call, both as JSON.
macro_rules! both {
    ($module:ident::$name:ident($($input:ident = $value:expr),*)$($rest:tt)*) => {
        (
            by_graph(concat!("workflow_tests.", stringify!($module), ".", stringify!($name)), &[$((stringify!($input), $value.to_string())),*]),
            json!($module::$name($($value.into()),*)$($rest)*),
        )
    };
}

macro_rules! one {
    ($($call:tt)*) => {{
        let (graph, plain) = both!($($call)*);
        assert_eq!(graph, [plain], stringify!($($call)*));
    }};
}

macro_rules! several {
    ($($call:tt)*) => {{
        let (graph, plain) = both!($($call)*);
        assert_eq!(Value::Array(graph), plain, stringify!($($call)*));
    }};
}

macro_rules! none {
    ($($call:tt)*) => {{
        let (graph, plain) = both!($($call)*);
        assert_eq!((graph, plain), (vec![], Value::Null), stringify!($($call)*));
    }};
}

/// A list that prints as JSON.
struct Numbers(Vec<i64>);

impl std::fmt::Display for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl From<Numbers> for Vec<i64> {
    fn from(numbers: Numbers) -> Self {
        numbers.0
    }
}

/// A map that prints as JSON.
struct Texts(BTreeMap<String, i64>);

impl std::fmt::Display for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl From<Texts> for BTreeMap<String, i64> {
    fn from(texts: Texts) -> Self {
        texts.0
    }
}

fn texts<const N: usize>(pairs: [(&str, i64); N]) -> Texts {
    Texts(pairs.map(|(text, number)| (text.to_owned(), number)).into())
}

trait Wait: Future + Sized {
    fn wait(self) -> Self::Output {
        tokio::runtime::Builder::new_current_thread().build().expect("tokio starts").block_on(self)
    }
}

impl<F: Future> Wait for F {}

#[test]
fn calls() -> Result<(), Box<dyn Error + Send + Sync>> {
    one!(calls::nested(x = 3));
    one!(calls::by_path(x = 1));
    one!(calls::module_of_one_name(x = 1));
    one!(calls::used_inside(x = 2));
    one!(calls::no_inputs());
    one!(calls::question_mark(x = 9)?);
    one!(calls::result_as_it_is(x = 9)?);
    one!(calls::awaited(x = 1).wait()?);
    one!(calls::workflow_in_workflow(x = 2)?);
    one!(calls::async_in_async(x = 1).wait()?);
    one!(calls::discarded(x = 2));
    none!(calls::unit(name = "ada"));
    none!(calls::unit_at_the_end(name = "ada"));
    none!(calls::unit_result(x = 2)?);
    several!(calls::several_outputs(x = 123));
    several!(calls::tuple_as_it_is(x = 123));
    one!(calls::raw_names(r#fn = 5));
    one!(calls::boxed_error(x = 5)?);
    one!(calls::made_by_a_macro(x = 1));
    Ok(())
}

#[test]
fn plans() {
    one!(plans::nightly(y = 4));
    // It has the name of its workflow.
    assert_eq!(by_graph("plans.sum", &[]), [plans::replaced(1, 2)]);
    assert_eq!(by_graph("plans.sum", &[("y", "7".to_owned())]), [plans::replaced(1, 7)]);
    several!(plans::of_none(x = 123));
    one!(plans::launched(x = 3));
    one!(plans::launched_with_a_constant());
    several!(plans::launched_by_a_workflow(x = 200));
    one!(plans::launched_in_order(x = 2));
}

#[test]
fn references() -> Result<(), Box<dyn Error + Send + Sync>> {
    one!(references::of_a_task(x = 3));
    one!(references::of_each_kind(x = 9).wait()?);
    one!(references::alone(x = 1));
    one!(references::in_arms(x = 4));
    one!(references::in_arms(x = 5));
    one!(references::in_order(x = 6));
    Ok(())
}

#[test]
fn constants() -> Result<(), Box<dyn Error + Send + Sync>> {
    one!(constants::literals(x = 1));
    one!(constants::texts());
    one!(constants::arithmetic(x = 1));
    one!(constants::values_of_types(x = 1));
    one!(constants::parsed(x = 1)?);
    one!(constants::maps(x = 1));
    several!(constants::outputs(x = 2));
    one!(constants::output_alone(x = 1)?);
    one!(constants::decided(x = 1));
    one!(constants::early(x = 1));
    one!(constants::either_way(x = 1)?);
    one!(constants::checked(x = 1));
    one!(constants::list_of_constants());
    several!(constants::quoted(x = 1));
    one!(constants::quoted_alone(x = 1)?);
    Ok(())
}

#[test]
fn dynamic() -> Result<(), Box<dyn Error + Send + Sync>> {
    one!(dynamic::common_characters(s1 = "Pear", s2 = "earth"));
    for count in [0, 1, 2, 5] {
        one!(dynamic::sorts_by_itself(x = count));
    }
    one!(dynamic::squares_of(xs = Numbers(vec![3, -1, 2]))?);
    for x in 0..6 {
        several!(dynamic::forms(x = x, texts = texts([("a", 1), ("bcd", 2)]))?);
    }
    several!(dynamic::forms(x = 60, texts = texts([("a", 1)]))?);
    one!(dynamic::waits_for_it(x = 2).wait()?);
    one!(dynamic::of_values(x = 2));
    one!(dynamic::nested(x = 4));
    one!(dynamic::decides_often(x = 4)?);
    one!(dynamic::decides_often(x = 12)?);
    several!(dynamic::parts(x = 31));
    one!(dynamic::maps_inside(xs = Numbers(vec![3, 4]))?);
    one!(dynamic::maps_inside(xs = Numbers(vec![]))?);
    Ok(())
}

#[test]
fn bodies() {
    one!(bodies::shadowing(x = 1));
    one!(bodies::borrowed(x = 1));
    one!(bodies::changed(x = 1));
    one!(bodies::constant_first(x = 1));
    one!(bodies::pair_of_variables(x = 1));
    one!(bodies::conditional_value(x = 1));
    one!(bodies::parts_of_tuples(x = 10));
    one!(bodies::blocks(x = 1));
    one!(bodies::unused(x = 1));
    none!(bodies::statements_without_semicolons(x = 1));
    none!(bodies::nothing_at_some_ends(x = 1));
    one!(bodies::macro_at_the_end(x = 1));
}

#[test]
fn lists() -> Result<(), Box<dyn Error + Send + Sync>> {
    one!(lists::vec_of_promises(x = 1));
    one!(lists::vec_repeated(x = 1));
    one!(lists::list_output(x = 1));
    one!(lists::pushed(x = 6)?);
    one!(lists::pushed_typed(x = 1));
    one!(lists::pushed_to_constants(x = 1));
    one!(lists::ranges(x = 1));
    none!(lists::over_names());
    one!(lists::over_promises(x = 1));
    one!(lists::enumerated(x = 1));
    one!(lists::zipped(x = 1));
    one!(lists::tree(x = 1));
    one!(lists::popped(x = 1));
    one!(lists::matched(x = 1));
    one!(lists::optional(x = 1));
    one!(lists::counted(x = 1));
    one!(lists::element_assigned(x = 1));
    one!(lists::collected(x = 1));
    one!(lists::fanned_out_by_places(x = 1));
    one!(lists::fanned_out_by_items(x = 1));
    one!(lists::changed_in_place(x = 1));
    one!(lists::flattened(x = 1));
    Ok(())
}

#[test]
fn maps() -> Result<(), Box<dyn Error + Send + Sync>> {
    one!(maps::filled(x = 5));
    one!(maps::filled_in_a_loop(x = 6)?);
    one!(maps::typed_and_empty(x = 1));
    one!(maps::begun_with_constants(x = 1));
    one!(maps::begun_with_promises(x = 1));
    one!(maps::collected_from_pairs(x = 1));
    one!(maps::read(x = 1));
    one!(maps::gone_through(x = 1));
    one!(maps::output(x = 1));
    Ok(())
}

#[test]
fn parts() -> Result<(), Box<dyn Error + Send + Sync>> {
    several!(parts::named_outputs(x = 7));
    one!(parts::taken_apart(x = 7));
    one!(parts::awaited_outputs(x = 7).wait()?);
    one!(parts::put_together_first(x = 7)?);
    for put_together in ["put_together", "as_they_are"] {
        let parts::Halves { low, high, r#type } = parts::put_together(7);
        let named = json!({"low": low, "upper": high, "type": r#type});
        assert_eq!(by_graph(&format!("parts.{put_together}"), &[("x", "7".to_owned())]), [named]);
    }
    several!(parts::fields(x = 7));
    several!(parts::fields(x = 0));
    one!(parts::struct_taken_apart(x = 7));
    several!(parts::elements(x = 7));
    one!(parts::entries(x = 7));
    one!(parts::structs_within(x = 7));
    one!(parts::parts_of_what_is_passed(x = 7));
    several!(parts::parts_as_outputs(x = 7));
    Ok(())
}

/// Which tasks ran, in order: by the graph, and by the plain call.
macro_rules! noted {
    ($name:ident(file $(, $input:ident = $value:expr)*)$($rest:tt)*) => {{
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(stringify!($name));
        let read = |file: &std::path::Path| std::fs::read_to_string(file).expect("the tasks write the file");
        let _ = std::fs::remove_file(&file);
        let path = file.to_str().expect("a path in UTF-8").to_owned();
        let name = concat!("workflow_tests.order.", stringify!($name));
        let inputs = [("file", path.clone()) $(, (stringify!($input), $value.to_string()))*];
        let mut runs = Vec::new();
        for flags in MODES {
            runs.push((run_by_graph(name, &inputs, flags), read(&file)));
            std::fs::remove_file(&file)?;
        }
        let (graph, by_graph) = runs.pop().expect("a run");
        assert!(runs.iter().all(|run| *run == (graph.clone(), by_graph.clone())), "{name}: {runs:?}");
        let plain = json!(order::$name(path $(, $value)*)$($rest)*);
        assert_eq!(by_graph, read(&file), stringify!($name));
        let graph = match graph.len() {
            0 => Value::Null,
            1 => graph[0].clone(),
            _ => Value::Array(graph),
        };
        assert_eq!(graph, plain, stringify!($name));
    }};
}

#[test]
fn order() -> Result<(), Box<dyn Error + Send + Sync>> {
    noted!(after_units(file, x = 3)?);
    noted!(on_the_last_expression(file, x = 3)?);
    noted!(after_two(file, x = 3)?);
    one!(order::after_a_part(x = 3));
    noted!(after_what_was_moved(file)?);
    noted!(after_the_last_of_a_loop(file)?);
    noted!(after_all_of_a_loop(file, x = 3)?);
    one!(order::after_an_element(x = 3));
    noted!(in_a_loop(file)?);
    noted!(declared_first(file)?);
    noted!(after_what_is_awaited(file).wait()?);
    noted!(a_block_in_order(file, x = 3)?);
    noted!(a_value_in_order(file, x = 3)?);
    noted!(all_in_order(file, x = 3)?);
    for x in [3, 4] {
        one!(order::after_an_element(x = x));
        noted!(after_a_branch(file, x = x)?);
        noted!(after_a_choice(file, x = x)?);
        noted!(branches_in_order(file, x = x)?);
        noted!(a_guard_in_order(file, x = x)?);
    }
    Ok(())
}

/// The outputs of a map by the graph are those of the plain call, both as JSON.
macro_rules! map_of {
    ($name:ident($($input:ident = $value:expr),*)$($rest:tt)*) => {{
        // A flag takes a text without quotes.
        let inputs = [$((stringify!($input), serde_json::to_string(&$value)?.trim_matches('"').to_owned())),*];
        let graph = by_graph(concat!("workflow_tests.mapped.", stringify!($name)), &inputs);
        let plain = json!(mapped::$name($($value),*)$($rest)*);
        assert_eq!(graph.first().unwrap_or(&Value::Null), &plain, stringify!($name));
    }};
}

#[test]
fn mapped() -> Result<(), Box<dyn Error + Send + Sync>> {
    let texts = || ["a", "b", ""].map(str::to_owned).to_vec();
    for xs in [vec![], vec![4], (0..1000).collect::<Vec<i64>>()] {
        let xs = || xs.clone();
        map_of!(alone(xs = xs()));
        map_of!(by_path(xs = xs()));
        map_of!(closure(xs = xs(), y = 7));
        map_of!(beside_a_promise(quantities = xs(), shipping = 0.5));
        map_of!(beside_a_constant(xs = xs()));
        map_of!(two_lists(quantities = xs(), prices = vec![0.25; xs().len()], shipping = 1.0));
        map_of!(cloned(xs = xs(), text = "no. ".to_owned()));
        map_of!(question_mark(xs = xs())?);
        map_of!(result_as_it_is(xs = xs())?);
        map_of!(awaited(xs = xs()).wait());
        map_of!(awaited_question_mark(xs = xs()).wait()?);
        map_of!(units(xs = xs()));
        map_of!(units_or_errors(xs = xs())?);
        map_of!(some(xs = xs()));
        map_of!(most(xs = xs()));
        map_of!(one_after_the_other(xs = xs()));
        map_of!(in_an_arm(xs = xs(), y = 7));
        map_of!(in_an_arm(xs = xs(), y = 2));
    }
    let holes = || vec![9, -1, 4, 1, 0];
    map_of!(some(xs = holes()));
    map_of!(some_as_they_are(xs = holes()));
    map_of!(most(xs = holes()));
    map_of!(at_least_one(xs = holes()));
    map_of!(some_awaited(xs = holes()).wait());
    map_of!(list_beside_a_constant(xs = vec![1, 2]));
    map_of!(list_of_constants());
    map_of!(list_of_promises(x = 3));
    map_of!(fields(n = 4));
    map_of!(fields_taken_apart(n = 4));
    map_of!(elements_of_fields(n = 3));
    map_of!(structs(n = 4));
    map_of!(lists_in_lists(lists = vec![vec![1], vec![], vec![2, 3]], more = vec![10]));
    map_of!(numbers(texts = texts()));
    map_of!(own_task_of_that_name(x = 1));
    Ok(())
}

/// What a run by the graph says when it fails.
fn failing(name: &str, xs: &[i64]) -> String {
    let mut run = Command::new(env!("CARGO_BIN_EXE_workflow-tests"));
    run.arg("run").arg(format!("workflow_tests.mapped.{name}")).arg(format!("--xs={xs:?}"));
    let run = run.output().expect("the program starts");
    assert!(!run.status.success(), "{name} succeeds");
    String::from_utf8_lossy(&run.stderr).into_owned()
}

#[test]
fn maps_that_fail() {
    let error = failing("question_mark", &[9, -1, 4, -2]);
    assert!(
        error.contains("the task `workflow_tests.mapped.root` failed for element 1 at node n0"),
        "{error}"
    );
    assert!(error.contains(": -1 has no root"), "{error}");
    assert_eq!(mapped::question_mark(vec![9, -1, 4, -2]), Err("-1 has no root".to_owned()));
    let few = "1 of 2 tasks of the map succeeded, and it asks for 2";
    let error = failing("most", &[9, -1]);
    assert!(error.contains(few), "{error}");
    let plain = std::panic::catch_unwind(|| mapped::most(vec![9, -1])).expect_err("too few");
    let plain = plain.downcast_ref::<String>().expect("a text");
    assert!(
        plain.contains(few) && plain.ends_with("the one for element 1 failed: -1 has no root"),
        "{plain}"
    );
    let error = failing("list_beside_a_constant", &[1]);
    assert!(error.contains("the lists of a map have different lengths: [1, 2]"), "{error}");
    // Each attempt of a retried task is its own, so the plain call fails where the run does not.
    assert!(failing("units_or_errors", &[-5]).contains("-5 is negative"));
}

#[test]
fn each_element_is_tried_again() {
    let inputs = [("xs", "[1, 5]".to_owned())];
    assert_eq!(by_graph("workflow_tests.mapped.retried", &inputs), [json!([2, 6])]);
    assert_eq!(by_graph("workflow_tests.mapped.of_a_script", &inputs), [json!([3, 15])]);
}
