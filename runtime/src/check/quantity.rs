//! Whether Kubernetes reads a text as a quantity (apimachinery `pkg/api/resource/quantity.go`).
//!
//! It reads more than our own grammar does, which refuses what Kubernetes would round or cap silently.

/// Whether Kubernetes reads this.
pub(super) fn is_read(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let without_digits = |text: &'_ str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &unsigned[unsigned.len() - without_digits(unsigned)..];
    let suffix = rest.strip_prefix('.').map_or(rest, |rest| &rest[rest.len() - without_digits(rest)..]);
    // No digits are a zero, but not before the largest suffixes.
    let has_number = suffix.len() < unsigned.len() || !["Pi", "Ei"].contains(&suffix);
    !text.is_empty() && has_number && is_suffix(suffix)
}

fn is_suffix(text: &str) -> bool {
    const SUFFIXES: [&str; 16] =
        ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    let exponent = text.strip_prefix(['e', 'E']);
    SUFFIXES.contains(&text) || exponent.is_some_and(|exponent| exponent.parse::<i64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::is_read;

    #[test]
    fn kubernetes_reads_more_than_it_should() {
        for right in
            ["0", "1", "1.5", "500m", "1Gi", "1e3", "1E", "-1", "+", ".", "Ki", "1.G", "99999999999999999999"]
        {
            assert!(is_read(right), "{right}");
        }
        for wrong in ["", "many", "1 ", "1e", "1.5.5", "1gb", "Ei", "1-5", "1kk"] {
            assert!(!is_read(wrong), "{wrong}");
        }
    }
}
