//! Replaces `$(NAME)` in the command, arguments and environment of a container, as Kubernetes does.

/// The variables, with `$(NAME)` replaced by the variables before each (kubernetes `pkg/kubelet/kubelet_pods.go`).
pub(super) fn environment(variables: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (name, value) in variables {
        let value = expand(&value, &out);
        out.push((name, value));
    }
    out
}

/// Replaces each `$(NAME)` by the variable's value if there is such a variable; `$$` is an escaped `$` (kubernetes
/// `third_party/forked/golang/expansion`).
pub(super) fn expand(text: &str, variables: &[(String, String)]) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
            // If two have the same name, the later one wins.
            match variables.iter().rev().find(|(other, _)| other == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["$(", name, ")"]),
            }
            rest = after;
        } else {
            out.push('$');
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{environment, expand};

    #[test]
    fn a_variable_may_contain_those_before_it() {
        let variables = [("A", "$(B)"), ("B", "b$$$$"), ("C", "$(A) $(B)"), ("A", "2")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let values: Vec<String> = environment(variables).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["$(B)", "b$$", "$(B) b$$", "2"]);
    }

    /// Cases of Kubernetes' documentation and tests (`expand_test.go`), rewritten.
    #[test]
    fn variables_are_replaced_unless_escaped() {
        let variables = [("A", "1"), ("B", "$(A)"), ("A", "2")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for (text, expected) in [
            ("$(A)", "2"),
            ("a $(A)$(A) b", "a 22 b"),
            ("$$(A)", "$(A)"),
            ("$$$(A)", "$2"),
            ("$(B)", "$(A)"),
            ("$(C) $A ${A} $", "$(C) $A ${A} $"),
            ("$(A", "$(A"),
            ("$$$$", "$$"),
            ("$()", "$()"),
            ("$(ä) ä$(A)ä", "$(ä) ä2ä"),
        ] {
            assert_eq!(expand(text, &variables), expected, "{text}");
        }
    }
}
