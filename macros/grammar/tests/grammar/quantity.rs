use std::cmp::Ordering;

use aileron_grammar::{Problem, Quantity};
use proptest::prelude::*;

use crate::{assert_refused, assert_taken};

fn parse(text: &str) -> Result<Quantity, Problem> {
    text.parse()
}

#[test]
fn takes_the_grammar_of_apimachinery() {
    let table = [
        "0",
        "1",
        "+1",
        "-1",
        "1.",
        ".5",
        "1.5",
        "007",
        "100n",
        "100u",
        "500m",
        "1k",
        "1M",
        "1G",
        "1T",
        "1P",
        "1E",
        "1Ki",
        "1Mi",
        "1Gi",
        "1Ti",
        "1Pi",
        "7Ei",
        "1e3",
        "1E3",
        "1e+3",
        "1E-3",
        "1.5e0",
        "0.1Gi",
        "9223372036854775807",
        "-9223372036854775807",
        "0e99999999999999999999",
        "0.0000000000000000000000000000000000000000000000",
        "1e18",
        "0.000000000000000000000000000000000000000000000001e39",
        "0.0000000005Ki",
        "1.0000000000000000000000",
        "100000000000000000000000000000000000000000000000e-40",
    ];
    assert_taken(parse, &table);
    for text in table {
        assert_eq!(parse(text).unwrap().to_string(), text);
    }
}

#[test]
fn compares_by_value() {
    let equal = [
        ("1000m", "1"),
        ("1", "1.0"),
        ("1Ki", "1024"),
        ("1k", "1e3"),
        ("1E", "1e18"),
        ("0.5Gi", "512Mi"),
        ("-0", "0"),
        ("1E3", "1000"),
        (".001", "1m"),
        ("0.0000000005Ki", "512n"),
        ("1e-9", "1n"),
        ("1000u", "1m"),
        ("1Ei", "1024Pi"),
    ];
    for (a, b) in equal {
        assert_eq!(parse(a).unwrap(), parse(b).unwrap(), "{a} {b}");
    }
    for (small, large) in [
        ("200m", "0.3"),
        ("1G", "1Gi"),
        ("-2", "-1"),
        ("9223372036854775806", "9223372036854775807"),
        ("1n", "1.5u"),
    ] {
        assert!(parse(small).unwrap() < parse(large).unwrap(), "{small} {large}");
    }
}

#[test]
fn knows_whole_quantities() {
    for (text, whole) in
        [("1", true), ("1000m", true), ("0.5Ki", true), ("-3", true), ("1500m", false), ("0.1Gi", false)]
    {
        assert_eq!(parse(text).unwrap().is_whole(), whole, "{text}");
    }
}

#[test]
fn refuses_what_is_no_quantity() {
    assert_refused(
        parse,
        &[
            ("", 0..0, "is empty"),
            (".", 0..1, "does not start with a number"),
            ("+", 0..1, "does not start with a number"),
            ("Gi", 0..2, "does not start with a number"),
            (" 1", 0..2, "does not start with a number"),
            ("1GB", 1..3, "write `1G` (powers of 1000) or `1Gi` (of 1024)"),
            ("1.5gb", 3..5, "write `1.5G` (powers of 1000) or `1.5Gi`"),
            ("1gi", 1..3, "write `1Gi`"),
            ("1GI", 1..3, "write `1Gi`"),
            ("64MiB", 2..5, "write `64Mi`"),
            ("1K", 1..2, "write `1k` (powers of 1000) or `1Ki`"),
            ("1e", 1..2, "write `1E`"),
            ("1e+", 1..3, "is not a suffix"),
            ("1e1.5", 1..5, "is not a suffix"),
            ("1m5", 1..3, "is not a suffix"),
            ("5B", 1..2, "write `5`"),
            ("2cpu", 1..4, "the suffixes are"),
            ("1µ", 1..3, "is not a suffix"),
            ("1.2.3", 3..5, "is not a suffix"),
            ("500 m", 3..4, "write `500m`"),
            ("1 \tgb", 1..3, "write `1G`"),
            ("1 2", 1..2, "one number"),
            ("1Gi\n", 1..4, "write `1Gi`"),
            ("1,5", 1..2, "write `1.5`"),
        ],
    );
}

#[test]
fn refuses_what_kubernetes_would_change() {
    let large = [
        "9223372036854775808",
        "8Ei",
        "10E",
        "1e19",
        "-8Ei",
        "1e400",
        "1e99999999999999999999",
        "99999999999999999999999999999999999999999",
    ];
    let fine = [
        "0.1n",
        "1e-10",
        "1.5n",
        "0.0000000001",
        "1e-99999999999999999999",
        "0.00000000000000000000000000000000000000001111",
    ];
    for (texts, words) in [(&large[..], "too large"), (&fine[..], "too fine")] {
        for text in texts {
            let problem = parse(text).unwrap_err();
            assert_eq!(problem.at, 0..text.len());
            assert!(problem.to_string().contains(words), "{text}: {problem}");
        }
    }
}

#[test]
fn a_resource_is_not_negative() {
    assert_refused(Quantity::of_resource, &[("-1Gi", 0..1, "write `1Gi`"), ("-1x", 2..3, "not a suffix")]);
    assert_taken(Quantity::of_resource, &["-0", "0", "1"]);
}

/// A slow exact number: decimal digits times 10ⁿ times 2ᵇ, compared by long multiplication.
#[derive(Debug, Clone)]
struct Oracle {
    negative: bool,
    /// The digits of the value times 10³⁰, lowest first.
    digits: Vec<u8>,
}

impl Oracle {
    fn new(negative: bool, whole: &str, fraction: &str, suffix: &str) -> Self {
        let (decimal, binary) = match suffix {
            "n" => (-9, 0),
            "u" => (-6, 0),
            "m" => (-3, 0),
            "" => (0, 0),
            binary if binary.ends_with('i') => (0, 10 * (1 + "KMGTPE".find(&binary[..1]).unwrap())),
            decimal => (3 * (1 + i32::try_from("kMGTPE".find(decimal).unwrap()).unwrap()), 0),
        };
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).rev().map(|b| b - b'0').collect();
        let zeros = 30 + decimal - i32::try_from(fraction.len()).unwrap();
        digits.splice(0..0, std::iter::repeat_n(0, usize::try_from(zeros).unwrap()));
        for _ in 0..binary {
            let mut carry = 0;
            for digit in &mut digits {
                let doubled = *digit * 2 + carry;
                (*digit, carry) = (doubled % 10, doubled / 10);
            }
            digits.push(carry);
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { negative: negative && !digits.is_empty(), digits }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let size = |a: &Self, b: &Self| {
            a.digits.len().cmp(&b.digits.len()).then_with(|| a.digits.iter().rev().cmp(b.digits.iter().rev()))
        };
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(self, other),
            (true, true) => size(other, self),
        }
    }

    fn is_whole(&self) -> bool {
        self.digits.iter().take(30).all(|digit| *digit == 0)
    }
}

fn quantity() -> impl Strategy<Value = (String, Oracle)> {
    let suffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    (any::<bool>(), "[0-9]{1,12}|[01]", "|[0-9]{1,3}", proptest::sample::select(suffixes.to_vec())).prop_map(
        |(negative, whole, fraction, suffix)| {
            let sign = if negative { "-" } else { "" };
            let dot = if fraction.is_empty() { "" } else { "." };
            (
                format!("{sign}{whole}{dot}{fraction}{suffix}"),
                Oracle::new(negative, &whole, &fraction, suffix),
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_long_multiplication((a, slow_a) in quantity(), (b, slow_b) in quantity()) {
        let largest = Oracle::new(false, "9223372036854775807", "", "");
        let fits = |slow: &Oracle| {
            let size = Oracle { negative: false, ..slow.clone() };
            size.cmp(&largest) != Ordering::Greater && size.digits.iter().take(21).all(|digit| *digit == 0)
        };
        let (fast_a, fast_b) = (parse(&a), parse(&b));
        prop_assert_eq!(fast_a.is_ok(), fits(&slow_a), "{}", a);
        prop_assert_eq!(fast_b.is_ok(), fits(&slow_b), "{}", b);
        if let (Ok(fast_a), Ok(fast_b)) = (fast_a, fast_b) {
            prop_assert_eq!(fast_a.cmp(&fast_b), slow_a.cmp(&slow_b));
            prop_assert_eq!(fast_a == fast_b, slow_a.cmp(&slow_b) == Ordering::Equal);
            prop_assert_eq!(fast_a.is_whole(), slow_a.is_whole());
            prop_assert_eq!(fast_a.as_str(), a);
        }
    }
}
