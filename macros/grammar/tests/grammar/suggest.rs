use aileron_grammar::suggest::{any_of, did_you_mean, nearest};
use proptest::prelude::*;

#[test]
fn finds_what_was_meant() {
    let options =
        ["name", "container_image", "retries", "timeout", "cache", "requests", "limits", "labels", "env"];
    let table = [
        ("retires", Some("retries")),
        ("retry", None),
        ("timout", Some("timeout")),
        ("TIMEOUT", Some("timeout")),
        ("image", None),
        ("containerimage", Some("container_image")),
        ("lables", Some("labels")),
        ("evn", Some("env")),
        ("nv", Some("env")),
        ("catch", None),
        ("x", None),
        ("", None),
        ("name", Some("name")),
        ("größe", None),
    ];
    for (word, meant) in table {
        assert_eq!(nearest(word, options), meant, "{word}");
    }
    assert_eq!(nearest("ab", ["ba", "ac"]), Some("ba"), "a swap is one edit, and the first wins");
    assert_eq!(nearest("a", ["b"]), None);
    assert_eq!(nearest("größer", ["größe"]), Some("größe"));
}

#[test]
fn says_it_in_words() {
    assert_eq!(any_of([]), "");
    assert_eq!(any_of(["a"]), "`a`");
    assert_eq!(any_of(["a", "b"]), "`a` or `b`");
    assert_eq!(did_you_mean("xy", ["cpu", "mem", "gpu"]), "write `cpu`, `mem` or `gpu`");
}

/// The definition, without a table.
fn slow_distance(a: &[char], b: &[char]) -> usize {
    let ([a_rest @ .., a_last], [b_rest @ .., b_last]) = (a, b) else { return a.len() + b.len() };
    let change = slow_distance(a_rest, b_rest) + usize::from(a_last != b_last);
    let edit = change.min(slow_distance(a_rest, b) + 1).min(slow_distance(a, b_rest) + 1);
    match (a_rest, b_rest) {
        ([a_rest @ .., a_before], [b_rest @ .., b_before]) if a_before == b_last && a_last == b_before => {
            edit.min(slow_distance(a_rest, b_rest) + 1)
        }
        _ => edit,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn is_near_exactly_within_the_cut_off(a in "[abc]{2,6}", b in "[abc]{2,6}") {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        let near = slow_distance(&chars(&a), &chars(&b)) <= (a.len().max(b.len()) / 3).max(1);
        prop_assert_eq!(nearest(&a, [b.as_str()]).is_some(), near);
    }
}
