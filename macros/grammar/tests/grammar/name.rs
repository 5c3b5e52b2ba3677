use aileron_grammar::name::{
    annotation_key, entity, env_var, folder, image, label_key, label_value, pod_template, program, variable,
};

use crate::{assert_refused, assert_taken};

fn long(length: usize) -> String {
    "n".repeat(length)
}

#[test]
fn label_keys() {
    assert_taken(
        label_key,
        &[
            "a",
            "A.b_c-0",
            "example.com/A_b",
            "app.kubernetes.io/part-of",
            &long(63),
            &format!("{}/a", long(253)),
        ],
    );
    assert_refused(
        label_key,
        &[
            ("", 0..0, "is empty"),
            ("-a", 0..1, "starts or ends with `-`"),
            ("a.", 1..2, "starts or ends with `.`"),
            ("my team", 2..3, "' '"),
            ("größe", 2..4, "'ö'"),
            ("/a", 0..0, "DNS name before the label's key is empty"),
            ("a/", 2..2, "is empty"),
            ("a.io/b/c", 6..7, "second `/`"),
            ("A.io/b", 0..1, "write `a.io`"),
            ("a..io/b", 1..3, "empty segment"),
            ("a_b/c", 1..2, "'_'"),
            ("a.io/-b", 5..6, "starts or ends"),
        ],
    );
    assert_eq!(label_key(&long(65)).unwrap_err().at, 63..65);
    assert_eq!(label_key(&format!("{}/a", long(254))).unwrap_err().at, 253..254);
}

#[test]
fn label_values() {
    assert_taken(label_value, &["", "a", "A.b_c-0", &long(63)]);
    assert_refused(
        label_value,
        &[("a/b", 1..2, "'/'"), ("_a", 0..1, "starts or ends"), ("a b", 1..2, "' '")],
    );
    assert_eq!(label_value(&long(64)).unwrap_err().at, 63..64);
}

#[test]
fn annotation_keys() {
    assert_taken(annotation_key, &["a", "Example.COM/Owner"]);
    assert_refused(annotation_key, &[("", 0..0, "annotation's key is empty"), ("a/b/c", 3..4, "second `/`")]);
}

#[test]
fn environment_variables() {
    assert_taken(env_var, &["PATH", "_", "a.b-c_d", "-a", ".a", "RUST_LOG2", &long(1000)]);
    assert_refused(
        env_var,
        &[
            ("", 0..0, "is empty"),
            ("2ND", 0..1, "write `_2ND`"),
            ("A=B", 1..2, "'='"),
            ("A B", 1..2, "' '"),
            (".", 0..1, "path"),
            ("..", 0..2, "path"),
            ("..a", 0..3, "path"),
            ("É", 0..2, "'É'"),
        ],
    );
}

#[test]
fn entities() {
    assert_taken(entity, &["a", "my_crate.etl.word_count", "A-1.b-2", "_x", &long(240)]);
    assert_refused(
        entity,
        &[
            ("", 0..0, "is empty"),
            (".a", 0..1, "empty segment"),
            ("a.", 1..2, "empty segment"),
            ("a..b", 1..3, "empty segment"),
            (".", 0..1, "empty segment"),
            ("a::b", 1..2, "':'"),
            ("a/b", 1..2, "'/'"),
            ("größe", 2..4, "'ö'"),
            ("-a", 0..1, "option"),
        ],
    );
    assert_eq!(entity(&long(241)).unwrap_err().at, 240..241);
}

#[test]
fn pod_templates() {
    assert_taken(pod_template, &["a", "gpu-large.v2", "0", &long(253)]);
    assert_refused(
        pod_template,
        &[
            ("", 0..0, "is empty"),
            ("gpu_large", 3..4, "'_'"),
            ("Gpu", 0..1, "write `gpu`"),
            ("a-.b", 1..2, "starts or ends"),
            ("a.-b", 2..3, "starts or ends"),
            (".a", 0..1, "empty segment"),
            ("a.", 1..2, "empty segment"),
        ],
    );
    assert_eq!(pod_template(&long(254)).unwrap_err().at, 253..254);
}

#[test]
fn variables_and_images() {
    assert_taken(variable, &["x", "o0", "_", "0"]);
    assert_refused(
        variable,
        &[("", 0..0, "is empty"), ("-o0", 0..1, "'-'"), ("a.b", 1..2, "'.'"), ("é", 0..2, "'é'")],
    );
    assert_taken(image, &["default", "gpu-12_x", "-", "_", "x-"]);
    assert_refused(
        image,
        &[("", 0..0, "is empty"), ("a.b", 1..2, "'.'"), ("a b", 1..2, "' '"), ("ſ", 0..2, "'ſ'")],
    );
}

#[test]
fn programs() {
    assert_taken(program, &["/app", "/usr/local/bin/my app-2.0"]);
    assert_refused(
        program,
        &[
            ("app", 0..0, "write one such as `/usr/local/bin/app`"),
            ("target/release/app", 0..0, "absolute path"),
            ("./app", 0..0, "absolute path"),
            ("", 0..0, "absolute path"),
            ("/", 0..1, "empty"),
            ("/usr/local/bin/", 14..15, "empty"),
            ("/usr/../app", 5..7, "`..` can't be a part"),
            ("/bin/$(NAME)", 5..6, "there is `$`"),
            ("/bin/{{.input}}", 5..7, "there is `{{`"),
        ],
    );
}

#[test]
fn folders() {
    assert_taken(folder, &["/a", "/var/inputs", "/a b/.c/..d"]);
    assert_refused(
        folder,
        &[
            ("", 0..0, "absolute"),
            ("var/inputs", 0..0, "write one such as `/var/inputs`"),
            ("/", 0..1, "empty"),
            ("/a/", 2..3, "drop the `/`"),
            ("/a//b", 2..4, "empty"),
            ("/a/../b", 3..5, "`..` can't be a part"),
            ("/a:b", 2..3, "this character"),
        ],
    );
}
