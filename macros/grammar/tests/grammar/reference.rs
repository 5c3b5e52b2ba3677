use aileron_grammar::{Problem, Reference, Version};
use proptest::prelude::*;

use crate::{assert_refused, assert_taken, digest};

fn parse(text: &str) -> Result<Reference, Problem> {
    text.parse()
}

#[test]
fn takes_the_grammar_of_distribution() {
    let plain = [
        "a",
        "app:v7",
        "org/app",
        "ghcr.io/org/app:v7",
        "localhost/app",
        "localhost:5000/app:v7",
        "localhost:5000",
        "R.io/app",
        "10.0.0.1:5000/a/b/c",
        "[::1]/app",
        "[fe80::1]:5000/app:v7",
        "a.b_c__d-e---f/g",
        "foo_bar.com/app",
        "foo_bar.com:8080",
        "a--b.io/app",
        "app:_",
        "app:V7.0-rc_1",
        "0/1:2",
        "app:65536",
        "r.io:65535/app",
    ];
    assert_taken(parse, &plain);
    let hex = |length| "0".repeat(length);
    for version in [
        format!("@{}", digest()),
        format!(":v7@{}", digest()),
        format!("@sha384:{}", hex(96)),
        format!("@sha512:{}", hex(128)),
        format!("@blake3+b:{}", "F".repeat(32)),
        format!("@BLAKE3:{}", "0".repeat(32)),
        format!(":{}", "t".repeat(128)),
        format!("/{}", "n".repeat(251)),
    ] {
        assert_taken(parse, &[&format!("app{version}")]);
    }
}

#[test]
fn splits_a_reference() {
    let with_digest = format!("localhost:5000/app@{}", digest());
    let with_both = format!("app:v7@{}", digest());
    let table: [(&str, &str, Option<&str>, Option<Version>); 5] = [
        ("localhost:5000/app", "localhost:5000/app", None, None),
        ("localhost:5000", "localhost", Some("5000"), Some(Version::Tag("5000"))),
        ("[::1]:80/app:v7", "[::1]:80/app", Some("v7"), Some(Version::Tag("v7"))),
        (&with_digest, "localhost:5000/app", None, Some(Version::Digest(&with_digest[19..]))),
        (&with_both, "app", Some("v7"), Some(Version::Digest(&with_both[7..]))),
    ];
    for (text, fqn, tag, version) in table {
        let reference = parse(text).unwrap();
        assert_eq!((reference.fqn(), reference.tag(), reference.version()), (fqn, tag, version), "{text}");
        assert_eq!((reference.as_str(), reference.to_string().as_str()), (text, text));
    }
}

#[test]
fn refuses_what_is_no_reference() {
    assert_refused(
        parse,
        &[
            ("", 0..0, "is empty"),
            ("https://ghcr.io/org/app", 0..8, "write `ghcr.io/org/app`"),
            ("docker://app:v7", 0..9, "scheme"),
            ("app :v7", 3..4, "white space"),
            (" \tapp", 0..2, "' '"),
            ("app:v7\n", 6..7, "'\\n'"),
            ("größe:v7", 2..4, "'ö'"),
            ("app:v\u{3000}7", 5..8, "white space"),
            (
                concat!("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef"),
                0..64,
                "image's id",
            ),
        ],
    );
}

#[test]
fn refuses_a_bad_repository() {
    assert_refused(
        parse,
        &[
            (":v7", 0..0, "missing before the version"),
            ("@sha256:", 0..0, "missing before the version"),
            ("App:v7", 0..3, "write `app`"),
            ("Org/app", 0..3, "write `org`"),
            ("ghcr.io/Org/app", 8..11, "lower case"),
            ("A.b/C", 4..5, "write `c`"),
            ("/app", 0..1, "is empty"),
            ("app/", 3..4, "is empty"),
            ("r.io//app", 4..5, "is empty"),
            ("a/b/:v7", 3..4, "is empty"),
            ("org/-app", 4..5, "starts or ends with `-`"),
            ("org/app_", 7..8, "starts or ends with `_`"),
            ("org/a..b", 5..7, "`..` is not a separator"),
            ("org/a___b", 5..8, "`___` is not a separator"),
            ("org/a._b", 5..7, "`._` is not a separator"),
            ("org/a+b", 5..6, "'+'"),
            ("org/$app", 4..5, "'$'"),
            ("[::1]", 0..1, "'['"),
            ("r.io/app:v7/x", 8..11, "before a `/`"),
        ],
    );
}

#[test]
fn refuses_a_bad_registry() {
    assert_refused(
        parse,
        &[
            ("r..io/app", 2..3, "host is empty"),
            (".io/app", 0..1, "host is empty"),
            ("r.io./app", 4..5, "host is empty"),
            ("-r.io/app", 0..1, "registry's host"),
            ("r-.io/app", 1..2, "registry's host"),
            ("R_r.io/app", 1..2, "registry's host"),
            ("r.io:/app", 4..5, "is not a port"),
            ("r.io:80a/app", 4..8, "is not a port"),
            ("r.io:+80/app", 4..8, "is not a port"),
            ("r.io:65536/app", 4..10, "up to 65535"),
            ("[::1/app", 0..4, "not closed"),
            ("[]/app", 0..2, "IPv6 address is empty"),
            ("[::g]/app", 3..4, "'g'"),
            ("[::1]80/app", 5..7, "is not a port"),
        ],
    );
}

#[test]
fn refuses_a_bad_tag() {
    assert_refused(
        parse,
        &[
            ("app:", 3..4, "tag is missing"),
            ("r.io/app:v7:v8", 8..14, "one tag"),
            ("app:sha256:00", 3..13, "write `app@sha256:00`"),
            ("app:v7+build", 6..7, "'+'"),
            ("app:-v7", 4..5, "starts with `-`"),
            ("app:.v7", 4..5, "starts with `.`"),
        ],
    );
    let problem = parse(&format!("app:{}", "t".repeat(130))).unwrap_err();
    assert_eq!(problem.at, 132..134);
}

#[test]
fn refuses_a_bad_digest() {
    assert_refused(
        parse,
        &[
            ("app@", 3..4, "digest is missing"),
            ("app@v7", 4..6, "`:` before a tag"),
            ("app@sha256:", 11..11, "has 64"),
            ("app@sha256:0123", 11..15, "has 4 hexadecimal digits; a sha256 digest has 64"),
            ("app@sha256:01g3", 13..14, "'g'"),
            ("app@sha256:AB", 11..12, "write `ab`"),
            ("app@SHA256:ab", 4..10, "write `sha256`"),
            ("app@:ab", 4..5, "not a digest algorithm"),
            ("app@md5+:ab", 4..8, "not a digest algorithm"),
            ("app@5md:ab", 4..7, "not a digest algorithm"),
            ("app@md5:ab", 8..10, "at least 32"),
            ("app@md5:ab@md5:ab", 10..11, "one digest"),
        ],
    );
    let bare = format!("app@{}", "0".repeat(64));
    assert!(parse(&bare).unwrap_err().to_string().contains("write `sha256:0000"));
    for (algorithm, length) in [("sha256", 64), ("sha384", 96), ("sha512", 128)] {
        for wrong in [length - 1, length + 1] {
            assert!(parse(&format!("app@{algorithm}:{}", "0".repeat(wrong))).is_err());
        }
    }
}

#[test]
fn refuses_a_name_over_255_bytes() {
    let name = |length: usize| format!("r.io/{}", "n".repeat(length - 5));
    assert!(parse(&format!("{}:v7", name(255))).is_ok());
    assert_eq!(parse(&format!("{}:v7", name(257))).unwrap_err().at, 255..257);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_join_to_the_whole(
        domain in "([a-zA-Z0-9]{1,5}(-[a-z]){0,2}\\.[a-z]{2,3}|localhost|\\[[0-9a-f:]{1,9}\\])(:[0-9]{1,4})?/|",
        path in "[a-z0-9]{1,4}((\\.|_|__|-{1,3})[a-z0-9]{1,3}){0,2}(/[a-z0-9]{1,4}){0,2}",
        tag in "(:[\\w&&[:ascii:]][\\w.\\-&&[:ascii:]]{0,20})?",
        hash in "(@sha256:[0-9a-f]{64})?",
    ) {
        let text = format!("{domain}{path}{tag}{hash}");
        let reference: Reference = text.parse().map_err(|problem| TestCaseError::fail(format!("{text}: {problem}")))?;
        prop_assert_eq!(reference.to_string(), text);
        prop_assert_eq!(reference.fqn(), format!("{domain}{path}"));
        prop_assert_eq!(reference.tag(), tag.strip_prefix(':'));
        let version = if hash.is_empty() { &tag } else { &hash };
        prop_assert_eq!(reference.version().map_or("", Version::as_str), version.get(1..).unwrap_or(""));
    }
}
