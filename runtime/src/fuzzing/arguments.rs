//! Fills placeholders in the arguments of a container with values that anyone may have written.

use crate::arguments::{Surroundings, render};
use aileron_grammar::Argument;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::prost::Message;

/// Takes a line with the argument, then the bytes of a literal.
pub(super) fn fill(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let (Some(text), literal) = (parts.next(), parts.next().unwrap_or_default()) else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let argument = Argument::new(text);
    for (_, at) in argument.placeholders() {
        assert!(text.get(at.clone()).is_some(), "{at:?} in {text:?}");
    }
    for problem in argument.check(&["x"]).iter().chain(&argument.expanded(|name| name == "known")) {
        assert!(text.get(problem.at.clone()).is_some(), "{problem:?} in {text:?}");
    }
    let Ok(literal) = Literal::decode(literal) else { return };
    // Templates of Go's regular expressions, and further placeholders, must have no effect.
    let at = Surroundings {
        input: "$0 ${1}x $$ {{.namespace}}",
        namespace: "$x{{.inputs.x}}",
        generated_name: "9-é_a",
        ..Surroundings::default()
    };
    let inputs = LiteralMap { literals: [("x".to_owned(), literal)].into() };
    let _ = render([text, "{{.inputs.x}}"], &at, &inputs);
}
