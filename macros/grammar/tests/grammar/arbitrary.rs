//! For any text: no panic, and every range is a slice of the text.

use aileron_grammar::{
    Argument, Images, OutputDocs, Problem, Quantity, Reference, Template, Written, duration, name, query,
    shell,
};
use proptest::prelude::*;

fn in_bounds<T>(text: &str, result: Result<T, Problem>) -> Result<(), TestCaseError> {
    if let Err(problem) = result {
        prop_assert!(text.get(problem.at.clone()).is_some(), "{:?} in {:?}: {}", problem.at, text, problem);
        prop_assert!((1..=text.chars().count() + 1).contains(&problem.column(text)));
        prop_assert!(!problem.to_string().is_empty());
    }
    Ok(())
}

fn check_all(text: &str) -> Result<(), TestCaseError> {
    in_bounds(text, text.parse::<Reference>())?;
    in_bounds(text, text.parse::<Template>())?;
    in_bounds(text, text.parse::<Quantity>())?;
    in_bounds(text, Quantity::of_resource(text))?;
    in_bounds(text, duration::parse_timeout(text))?;
    in_bounds(text, Images::from_args([text]))?;
    in_bounds(&format!("{text}=a"), Images::default().declare(text, "a"))?;
    in_bounds(&format!("a={text}"), Images::default().declare("a", text))?;
    let argument = Argument::new(text);
    for problem in argument.check(&["x"]).into_iter().chain(argument.expanded(|_| false)) {
        in_bounds(text, Err::<(), _>(problem))?;
    }
    let written = Written::new(text);
    let places: Vec<_> = written.placeholders().map(|(_, at)| at).collect();
    let problems = [written.check(&["x"]), written.filled_all_the_same(), shell::check(text, &places)];
    for problem in problems.concat() {
        in_bounds(text, Err::<(), _>(problem))?;
    }
    for outputs in [&[][..], &["x"], &["x", "y"]] {
        let _ = OutputDocs::parse(text).map(|docs| docs.descriptions(outputs));
    }
    let inputs = [&[][..], &["x"]];
    for problem in
        inputs.into_iter().flat_map(|inputs| [query::at(text, inputs), query::percent(text, inputs)].concat())
    {
        in_bounds(text, Err::<(), _>(problem))?;
    }
    let checks = [
        name::label_key,
        name::label_value,
        name::annotation_key,
        name::env_var,
        name::entity,
        name::pod_template,
        name::variable,
        name::image,
        name::folder,
        name::program,
    ];
    checks.into_iter().try_for_each(|check| in_bounds(text, check(text)))
}

/// Texts of the pieces that the grammars are made of, and of what they are not.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "{{",
        "{{{{",
        "}}}}",
        "{{.inputs.x}}",
        "<<",
        "'",
        "\n",
        "$(",
        "}}",
        "{",
        "}",
        ".image",
        ".images",
        ".default",
        ".fqn",
        ".version",
        ".x",
        " ",
        "\t",
        "é",
        "\u{3000}",
        "µ",
        "a",
        "B",
        "7",
        "0",
        ".",
        "-",
        "_",
        "/",
        ":",
        "@",
        "[",
        "]",
        "[::1]",
        "sha256:",
        "sha256:00",
        "://",
        "=",
        "Gi",
        "e",
        "+",
        ",",
        "h",
        "ms",
        "..",
        "//",
        "{{.image.default.fqn}}",
        "{{.image.default.version}}",
        "{{.image.default}}",
        "{{.image.dig.version}}",
        "{{.image.dig}}",
        "{{.image.bare.version}}",
        "app:",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..8)
        .prop_map(|pieces| pieces.concat())
}

fn images() -> Images {
    let mut images = Images::from_args(["localhost:5000/a:v1"]).unwrap();
    images.add_arg(&format!("dig=r.io/d:t@{}", crate::digest())).unwrap();
    images.declare("bare", "r.io/bare").unwrap();
    images
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_judged(text in ".{0,40}") {
        check_all(&text)?;
    }

    #[test]
    fn any_pieces_are_judged(text in pieces()) {
        check_all(&text)?;
    }

    #[test]
    fn what_a_template_gives_is_a_reference(text in pieces()) {
        if let Ok(template) = text.parse::<Template>() {
            prop_assert_eq!(template.to_string(), &*text);
            for (name, at) in template.names() {
                prop_assert_eq!(&text[at], name);
            }
            let given = template.resolve(&images());
            if let Ok(given) = &given {
                prop_assert!(given.parse::<Reference>().is_ok(), "{} gives {}", text, given);
            }
            in_bounds(&text, given)?;
        }
    }
}
