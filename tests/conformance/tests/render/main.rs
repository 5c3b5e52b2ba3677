//! Arguments filled in by this crate and by Flyte's own renderer must be equal.

mod cases;
mod values;

use aileron::arguments::{self, Surroundings};
use aileron::idl::core::LiteralMap;
use aileron::idl::prost::Message;
use aileron_conformance::judge;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// Some arguments and their surroundings.
#[derive(Clone, Debug)]
struct Case {
    arguments: Vec<String>,
    /// In the order of the fields of `Surroundings`.
    surroundings: [String; 9],
    inputs: LiteralMap,
}

impl Case {
    fn ours(&self) -> Result<Vec<String>, String> {
        let [
            input,
            input_prefix,
            output_prefix,
            raw_output_data_prefix,
            checkpoint_output_prefix,
            prev_checkpoint_prefix,
            generated_name,
            task_template_path,
            namespace,
        ] = &self.surroundings;
        let at = Surroundings {
            input,
            input_prefix,
            output_prefix,
            raw_output_data_prefix,
            checkpoint_output_prefix,
            prev_checkpoint_prefix,
            generated_name,
            task_template_path,
            namespace,
        };
        let arguments = self.arguments.iter().map(String::as_str);
        arguments::render(arguments, &at, &self.inputs).map_err(|error| error.to_string())
    }

    fn question(&self) -> Value {
        const NAMES: [&str; 9] = [
            "input_path",
            "input_prefix",
            "output_prefix",
            "raw_prefix",
            "checkpoint",
            "prev_checkpoint",
            "unique_key",
            "task_template_path",
            "namespace",
        ];
        let mut question = json!({
            "args": self.arguments,
            "inputs_b64": BASE64_STANDARD.encode(self.inputs.encode_to_vec()),
        });
        for (name, value) in NAMES.iter().zip(&self.surroundings) {
            question[name] = json!(value);
        }
        question
    }
}

/// Flyte's library writes one space or two between the fields of a duration, depending on the build.
fn settled(text: &str) -> String {
    text.replace("  nanos:", " nanos:")
}

fn compare(cases: &[Case]) -> usize {
    let answers = judge::render(&cases.iter().map(Case::question).collect());
    assert_eq!(answers.len(), cases.len());
    let mut refused = 0;
    for (case, theirs) in cases.iter().zip(answers) {
        match (case.ours(), theirs) {
            (Ok(ours), Ok(theirs)) => {
                let theirs: Vec<_> = theirs.iter().map(|text| settled(text)).collect();
                assert_eq!(ours, theirs, "{case:#?}");
            }
            (Err(_), Err(_)) => refused += 1,
            (ours, theirs) => panic!("ours is {ours:?}, Flyte's is {theirs:?}, for {case:#?}"),
        }
    }
    refused
}

fn generated(count: usize, strategy: impl Strategy<Value = Case>) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("cases can be made").current()).collect()
}

#[test]
fn any_text_in_any_surroundings_is_rendered_alike() {
    let refused = compare(&generated(20_000, cases::texts()));
    assert!((100..10_000).contains(&refused), "{refused} cases were refused; the test needs others");
}

#[test]
fn any_value_is_rendered_alike() {
    let refused = compare(&generated(10_000, cases::values()));
    assert!((100..8_000).contains(&refused), "{refused} cases were refused; the test needs others");
}

#[test]
fn a_task_without_inputs_keeps_its_placeholders() {
    let case = Case {
        arguments: vec!["{{.inputs.x}} {{.namespace}}".to_owned()],
        surroundings: Default::default(),
        inputs: LiteralMap::default(),
    };
    assert_eq!(case.ours().as_deref(), Ok(&["{{.inputs.x}} ".to_owned()][..]));
    assert_eq!(compare(&[case]), 0);
}
