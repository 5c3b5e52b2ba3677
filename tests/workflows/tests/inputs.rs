//! The inputs that `--example-inputs` prints are inputs.

use aileron::embed::{EntityKind, Program};
use workflow_tests as _;

#[test]
fn the_example_of_each_interface_is_read() {
    let program = Program::load().expect("the workflows are linked");
    let mut count = 0;
    for entity in program.entities().filter(|entity| entity.kind() != EntityKind::Reference) {
        let example = entity.example_inputs();
        entity
            .call(example.clone())
            .check()
            .unwrap_or_else(|error| panic!("{}: {error}\n{example:#}", entity.name()));
        count += 1;
    }
    assert!(count > 100, "{count}");
}
