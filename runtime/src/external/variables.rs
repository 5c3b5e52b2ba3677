//! `$(NAME)`, which Kubernetes replaces in the command, the arguments and the environment of a container.

/// The variables, each with the values of those before it (kubernetes `pkg/kubelet/kubelet_pods.go`).
pub(super) fn environment(variables: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (name, value) in variables {
        let value = expand(&value, &out);
        out.push((name, value));
    }
    out
}

/// The text with each `$(NAME)` replaced by the variable, if there is one; `$$` is a `$` that means nothing (kubernetes
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
            // Of two with one name the later wins.
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
    fn a_variable_has_the_values_of_those_before_it() {
        let variables = [("A", "$(B)"), ("B", "b$$$$"), ("C", "$(A) $(B)"), ("A", "2")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let values: Vec<String> = environment(variables).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["$(B)", "b$$", "$(B) b$$", "2"]);
    }

    /// Cases of Kubernetes' own documentation and of its tests (`expand_test.go`), in words of our own.
    #[test]
    fn variables_are_replaced_and_what_is_escaped_is_not() {
        let variables = [("A", "1"), ("B", "$(A)"), ("A", "2")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for (text, wanted) in [
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
            assert_eq!(expand(text, &variables), wanted, "{text}");
        }
    }
}
