use crate::{Problem, Rule};

/// The factor 2ᵇ·10ᵈ that a suffix stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) binary: i64,
    pub(super) decimal: i64,
}

const SUFFIXES: [(&str, Scale); 16] = [
    ("", Scale { binary: 0, decimal: 0 }),
    ("n", Scale { binary: 0, decimal: -9 }),
    ("u", Scale { binary: 0, decimal: -6 }),
    ("m", Scale { binary: 0, decimal: -3 }),
    ("k", Scale { binary: 0, decimal: 3 }),
    ("M", Scale { binary: 0, decimal: 6 }),
    ("G", Scale { binary: 0, decimal: 9 }),
    ("T", Scale { binary: 0, decimal: 12 }),
    ("P", Scale { binary: 0, decimal: 15 }),
    ("E", Scale { binary: 0, decimal: 18 }),
    ("Ki", Scale { binary: 10, decimal: 0 }),
    ("Mi", Scale { binary: 20, decimal: 0 }),
    ("Gi", Scale { binary: 30, decimal: 0 }),
    ("Ti", Scale { binary: 40, decimal: 0 }),
    ("Pi", Scale { binary: 50, decimal: 0 }),
    ("Ei", Scale { binary: 60, decimal: 0 }),
];

/// An exponent beyond this gives a number beyond every limit.
const FAR: i64 = 1_000_000;

/// Reads the suffix that starts at byte `start` and ends the text.
pub(super) fn read(text: &str, start: usize) -> Result<Scale, Problem> {
    let suffix = &text[start..];
    let known = SUFFIXES.iter().find(|(name, _)| *name == suffix).map(|(_, scale)| *scale);
    known.or_else(|| exponent(suffix)).ok_or_else(|| unknown(text, start))
}

/// `e` or `E`, a sign or none, and digits; `E` alone is the suffix.
fn exponent(suffix: &str) -> Option<Scale> {
    let signed = suffix.strip_prefix(['e', 'E'])?;
    let digits = signed.strip_prefix(['+', '-']).unwrap_or(signed);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(FAR).min(FAR);
    Some(Scale { binary: 0, decimal: if signed.starts_with('-') { -size } else { size } })
}

fn unknown(text: &str, start: usize) -> Problem {
    let (number, suffix) = text.split_at(start);
    let blank = suffix.len() - suffix.trim_start().len();
    if blank > 0 {
        let rest = suffix.trim();
        let problem = Problem::new(
            Rule::Quantity,
            start..start + blank,
            format!("there is white space in the quantity `{text}`"),
        );
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return problem.why("a quantity is one number and its suffix");
        }
        let hint = meant(number, rest).unwrap_or_else(|| format!("`{number}{rest}`"));
        return problem.why("the suffix follows the number directly").instead(format!("write {hint}"));
    }
    if suffix.starts_with(',') {
        return Problem::new(
            Rule::Quantity,
            start..start + 1,
            format!("there is a `,` in the quantity `{text}`"),
        )
        .why("the decimal mark is `.`, and digits are not grouped")
        .instead(format!("write `{}`", text.replace(',', ".")));
    }
    let rule = "the suffixes are `n`, `u`, `m`, none, `k`, `M`, `G`, `T`, `P`, `E` and `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei`";
    let problem =
        Problem::new(Rule::Quantity, start..text.len(), format!("`{suffix}` is not a suffix of a quantity"))
            .why(rule);
    match meant(number, suffix.trim_end()) {
        Some(hint) => problem.instead(format!("write {hint}")),
        None => problem,
    }
}

/// The quantities that someone may have meant who wrote `GB`, `gi` or `K`.
fn meant(number: &str, suffix: &str) -> Option<String> {
    if SUFFIXES.iter().any(|(name, _)| *name == suffix) {
        return Some(format!("`{number}{suffix}`"));
    }
    let lower = suffix.to_ascii_lowercase();
    let stem = lower.strip_suffix('b').unwrap_or(&lower);
    if suffix == "B" || suffix == "b" {
        return Some(format!("`{number}`"));
    }
    let binary = format!("{}i", stem.strip_suffix('i').unwrap_or(stem));
    let (binary, _) = SUFFIXES.iter().find(|(name, _)| name.eq_ignore_ascii_case(&binary))?;
    let decimal = match &binary[..1] {
        "K" => "k",
        letter => letter,
    };
    Some(if stem.ends_with('i') {
        format!("`{number}{binary}`")
    } else {
        format!("`{number}{decimal}` (powers of 1000) or `{number}{binary}` (of 1024)")
    })
}
