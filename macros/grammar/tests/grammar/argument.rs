use aileron_grammar::{Argument, Placeholder, Written};

/// The problems of the text, each as the bytes at fault and the message; the task has the inputs `day` and `n`.
fn messages(text: &str) -> Vec<(String, String)> {
    let argument = Argument::new(text);
    let problems = argument.check(&["day", "n"]).into_iter().chain(argument.expanded(|name| name == "HOME"));
    problems.map(|problem| (text[problem.at.clone()].to_owned(), problem.to_string())).collect()
}

#[track_caller]
fn assert_told(text: &str, at: &str, words: &str) {
    let messages = messages(text);
    assert!(
        matches!(&messages[..], [(place, message)] if place == at && message.contains(words)),
        "{text}: {messages:#?}"
    );
}

#[test]
fn takes_what_flyte_fills_in_and_what_is_no_placeholder() {
    for text in [
        "",
        "--x={{.input}}{{ .OutputPrefix\t}}/{{$namespace}}",
        "{{.inputs.day}} {{ $INPUTS.n }}",
        "awk '{{print}}' {a} }} ${HOME} $1 $$(date)",
        "$(HOME)/bin",
        "$$$(HOME) $$$$ $$$$(date) $$$$$$",
        "{{",
        "{{.items",
        "{{$x := 1}",
    ] {
        assert_eq!(messages(text), [], "{text}");
    }
}

#[test]
fn refuses_an_unknown_placeholder() {
    assert_told("a {{.ouputPrefix}}", "{{.ouputPrefix}}", "did you mean `{{.outputPrefix}}`?");
    assert_told("{{ $Inptu }}", "{{ $Inptu }}", "did you mean `{{.input}}`?");
    assert_told("{{.when}}", "{{.when}}", "Flyte would leave it as it is; write `{{.input}}`,");
    assert_told("{{ .when }}", "{{ .when }}", "or double the braces of a text, `{{{{ .when }}}}`");
    assert_told("{{{.when}}}", "{{.when}}", "is not a placeholder");
    assert_told("{{.image.default.fqn}}", "{{.image.default.fqn}}", "only in `container_image`");
    assert_told("{{.inputs.}}", "{{.inputs.}}", "is not a placeholder");
}

#[test]
fn refuses_a_placeholder_without_its_dot() {
    assert_told("{{ input }}", "{{ input }}", "write `{{.input}}`");
    assert_told("{{\u{a0}.input}}", "{{\u{a0}.input}}", "no white space but ASCII's; write `{{.input}}`");
    assert_told("{{inputs.day}}", "{{inputs.day}}", "write `{{.inputs.day}}`");
}

#[test]
fn refuses_a_placeholder_without_its_end() {
    assert_told("{{.input", "{{", "does not end; Flyte would leave it as it is; write `{{.input}}`");
    assert_told("--day={{ .inputs.day} --n=1", "{{", "write `{{.inputs.day}}`");
    assert_told("{{.outputprefix/a.csv", "{{", "write `{{.outputPrefix}}`");
}

#[test]
fn refuses_an_input_that_is_not_there() {
    assert_told("{{.inputs.dya}}", "{{.inputs.dya}}", "did you mean `day`?");
    assert_told("{{.inputs.Day}}", "{{.inputs.Day}}", "did you mean `day`?");
    assert_told("{{.inputs.night}}", "{{.inputs.night}}", "write `day` or `n` behind `.inputs.`");
    let problems = Argument::new("{{.inputs.x}}").check(&[]);
    assert!(problems[0].to_string().ends_with("declare `x` among its parameters"), "{}", problems[0]);
}

#[test]
fn refuses_what_kubernetes_would_expand() {
    assert_told("now: $(date)", "$(", "write `$$(`");
    assert_told("$$$(date)", "$(", "write `$$(`");
    assert_told("$(", "$(", "write `$$(`");
}

#[test]
fn refuses_what_kubernetes_would_halve() {
    assert_told(
        "kill $$",
        "$$",
        "`$$` reaches the program as `$`; Kubernetes takes each `$$` for one `$`; write `$$$$`",
    );
    assert_told("$$HOME", "$$", "to keep it as it is, or `$` alone");
    assert_told("a $$$ b", "$$$", "`$$$` reaches the program as `$$`");
}

#[test]
fn tells_everything_in_the_order_of_the_text() {
    let messages = messages("{{.inptu}} {{.inputs.x}} {{.when}}");
    assert_eq!(
        messages.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(),
        ["{{.inptu}}", "{{.inputs.x}}", "{{.when}}"]
    );
}

#[test]
fn finds_the_placeholders() {
    let found: Vec<_> =
        Argument::new("{{{.Input}}{{.inputs.a.b}}{{.inputs.é }}{{$CHEC\u{212a}POINTOUTPUTPREFIX}}")
            .placeholders()
            .collect();
    let wanted = [
        (Placeholder::Input, 1..11),
        (Placeholder::Inputs("a.b"), 11..26),
        (Placeholder::Inputs("é"), 26..41),
        (Placeholder::CheckpointOutputPrefix, 41..70),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn doubled_braces_stand_for_themselves() {
    for (written, text) in [
        ("", ""),
        ("{{.input}} {} {{{{", "{{.input}} {} {{{{"),
        ("{{{{.Names}}}}", "{{.Names}}"),
        ("a {{{{ input }}}}{{{{}}}} b", "a {{ input }}{{}} b"),
        ("{{{{{.a}}}}}", "{{{.a}}}"),
        ("{{{{{{.a}}}}}}", "{{{{.a}}}}"),
        ("{{{{.a}}}", "{{{{.a}}}"),
        ("{{{{a{b}}}}}", "{{{{a{b}}}}}"),
        ("{{{{é}}}}{{{{\u{1f600}}}}}", "{{é}}{{\u{1f600}}}"),
    ] {
        assert_eq!(Written::new(written).text(), text, "{written}");
    }
}

#[test]
fn what_is_doubled_is_no_placeholder() {
    let written = Written::new("{{{{.inputs.day}}}} {{.inputs.n}} {{{{.when}}}} {{.when}}");
    let found: Vec<_> = written.placeholders().collect();
    assert_eq!(found, [(Placeholder::Inputs("n"), 20..33)]);
    let problems = written.check(&["day", "n"]);
    assert!(matches!(&problems[..], [one] if one.at == (48..57)), "{problems:?}");
    let filled = written.filled_all_the_same();
    assert!(matches!(&filled[..], [one] if one.at == (0..19)), "{filled:?}");
}
