use aileron_grammar::OutputDocs;

fn two(doc: &str) -> Result<Vec<String>, String> {
    OutputDocs::parse(doc).expect("there is a section").descriptions(&["o0", "o1"])
}

#[track_caller]
fn assert_two(doc: &str, first: &str, second: &str) {
    assert_eq!(two(doc), Ok(vec![first.to_owned(), second.to_owned()]), "{doc}");
}

#[test]
fn a_list_describes_each_output() {
    for doc in [
        "# Returns\n- a b\n- c",
        "Text.\n\n## returns:\n\n* a\n  b\n* c\n\n# Errors\n\n- none",
        "# Returns\nBoth:\n\n1. a\nb\n2. c\n\nThat is all.",
        "# Returns\n\n- a\n\n  b\n\n- c",
        "```\n# Returns\n- x\n```\n# Returns\n- `o1`: c\n- `o0` - a b",
    ] {
        assert_two(doc, "a b", "c");
    }
    assert_two("# Returns\n\n- a\n  - nested\n- c", "a - nested", "c");
    assert_two("# Returns\n- `o1`: only this", "", "only this");
    assert_two("# Returns\n- `x` of it\n- `y`: of it", "`x` of it", "`y`: of it");
}

#[test]
fn a_text_describes_one_output_alone() {
    let one = |doc: &str| OutputDocs::parse(doc).expect("a section").descriptions(&["o0"]);
    assert_eq!(one("# Returns\n\nThe sum,\nor 0."), Ok(vec!["The sum,\nor 0.".to_owned()]));
    assert_eq!(one("# Returns\n- the sum"), Ok(vec!["the sum".to_owned()]));
    assert_eq!(one("# Returns\n- `o0`: the sum"), Ok(vec!["the sum".to_owned()]));
    assert_eq!(one("# Returns\n- 0 if so\n- 1 if not"), Ok(vec!["- 0 if so\n- 1 if not".to_owned()]));
    assert_two("# Returns\nThe mean and the deviation.", "", "");
}

#[test]
fn no_section_describes_nothing() {
    for doc in
        ["", "Returns a", "# Returns", "# Returns\n\n# Errors\na", "#Returns\na", "```\n# Returns\na\n```"]
    {
        assert_eq!(OutputDocs::parse(doc), None, "{doc}");
    }
}

#[test]
fn a_list_of_other_outputs_is_refused() {
    let error = |doc: &str| two(doc).expect_err(doc);
    assert!(error("# Returns\n- a\n- b\n- c").contains("lists 3 outputs, and there are 2"));
    assert!(error("# Returns\n- a").contains("lists 1 outputs, and there are 2"));
    assert!(error("# Returns\n- `o0`: a\n- `o2`: b").contains("describes `o2`, which is not an output: "));
    assert!(error("# Returns\n- `o0`: a\n- b").contains("but not \"b\""));
}
