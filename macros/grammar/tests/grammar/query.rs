use aileron_grammar::query::{at, percent};

fn messages(problems: &[aileron_grammar::Problem], query: &str) -> Vec<String> {
    problems.iter().map(|problem| query[problem.at.clone()].to_owned()).collect()
}

#[test]
fn takes_what_names_an_input_or_is_no_parameter() {
    for query in [
        "SELECT @day, @DAY, x@day + @@version + @@session.time_zone, @{hint}",
        "SELECT 'me@acme.org', \"me@acme.org\", `acme@dataset.t`, r'\\'@x', 'it''s @x', 'it\\'s @x'",
        "SELECT '''it's @x''', \"\"\"say \"@x\" \"\"\" -- @x\n# it's @x\n/* it's\n@x */ // @x",
        "SELECT @ x, @1, 'open @x",
        "SELECT '\u{e9}@x', $$ @x it's $$, @day\u{e9}",
    ] {
        assert_eq!(at(query, &["day"]), [], "{query}");
    }
    for query in ["", "%(day)s%(day)s", "LIKE '%%' -- 5 %%", "'%(day)s'"] {
        assert_eq!(percent(query, &["day"]), [], "{query}");
    }
    for query in ["a % b", "LIKE '%(x)s%' -- %(x)s"] {
        assert_eq!(percent(query, &[]), [], "{query}");
    }
}

#[test]
fn refuses_an_at_that_names_no_input() {
    for (query, wrong) in [
        ("WHERE day=@dya", &["@dya"][..]),
        ("SELECT '@a' + @b, \"it's\" + @c", &["@b", "@c"]),
        ("-- it's\n@a", &["@a"]),
        ("/* ' */@_a1-@day", &["@_a1"]),
        ("'''it's'''@a", &["@a"]),
        ("'\u{e9}'@a", &["@a"]),
    ] {
        assert_eq!(messages(&at(query, &["day"]), query), wrong, "{query}");
    }
}

#[test]
fn refuses_a_percent_that_names_no_input() {
    for (query, wrong) in [
        ("WHERE day > %(dya)s", &["%(dya)s"][..]),
        ("'%(a)s' -- %(b)s", &["%(a)s", "%(b)s"]),
        ("LIKE 'a%' AND %(day)s", &["%"]),
        ("%(day)d %day %(day)s", &["%", "%"]),
        ("%%%(a)s", &["%(a)s"]),
    ] {
        assert_eq!(messages(&percent(query, &["day"]), query), wrong, "{query}");
    }
    let problems = percent("a > %(day)s AND b LIKE '%(x)s'", &[]);
    assert_eq!(
        problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["`%(day)s` is not an input of the task; it has none at all; declare `day` among its parameters"]
    );
    assert!(percent("\nLIKE 'a%'", &["day"])[0].to_string().contains("line 2"));
}
