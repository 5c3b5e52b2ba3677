use aileron_grammar::{Images, Problem, Reference};

use crate::{assert_refused, digest};

fn add(arg: &str) -> Result<Images, Problem> {
    Images::from_args([arg])
}

#[test]
fn an_argument_is_a_name_and_a_reference() {
    let digested = format!("r.io/d@{}", digest());
    let images =
        Images::from_args(["r.io:5000/a:v1", "gpu-1_x=r.io/g:v2", &format!("d={digested}")]).unwrap();
    let text = |name| images.get(name).map(Reference::as_str);
    assert_eq!(text("default"), Some("r.io:5000/a:v1"));
    assert_eq!(images.default_image(), images.get("default"));
    assert_eq!(text("gpu-1_x"), Some("r.io/g:v2"));
    assert_eq!(text("d"), Some(digested.as_str()));
    assert_eq!(text("other"), None);
    assert_eq!(images.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["d", "default", "gpu-1_x"]);
    assert_eq!(add("default=a:v1").unwrap(), add("a:v1").unwrap());
}

#[test]
fn refuses_a_bad_argument() {
    assert_refused(
        add,
        &[
            ("", 0..0, "is empty"),
            ("gpu=", 4..4, "reference is empty"),
            ("=app:v1", 0..0, "image's name is empty"),
            ("my.gpu=app:v1", 2..3, "'.'"),
            ("app", 0..3, "write `app:TAG`"),
            ("gpu=r.io:5000/app", 4..17, "no tag or digest"),
            ("gpu=r.io/App:v1", 9..12, "write `app`"),
            ("gpu=app:v1=x", 10..11, "'='"),
        ],
    );
}

#[test]
fn a_name_is_given_once() {
    let twice = |first: &str, second: &str| Images::from_args([first, second]).unwrap_err();
    assert_eq!(twice("a:v1", "b:v1").at, 0..4);
    assert!(twice("a:v1", "default=b:v1").to_string().starts_with("the default image is given twice"));
    assert_eq!(twice("gpu=a:v1", "gpu=a:v1").at, 0..3);
}

#[test]
fn a_declaration_needs_no_version_and_no_reference() {
    let mut images = Images::default();
    images.declare("gpu", "r.io/gpu").unwrap();
    images.declare("later", "").unwrap();
    assert!(images.contains("later") && images.get("later").is_none());
    assert_eq!(images.get("gpu").unwrap().version(), None);
    assert_eq!(images.declare("x", "r.io/X").unwrap_err().at, 7..8);
    assert_eq!(images.declare("x y", "a").unwrap_err().at, 1..2);
    assert_eq!(images.declare("later", "a:v1").unwrap_err().at, 0..5);
}

#[test]
fn the_stronger_layer_wins() {
    let mut strong = Images::from_args(["a:v1"]).unwrap();
    strong.declare("later", "").unwrap();
    let mut weak = Images::from_args(["b:v2", "later=c:v3"]).unwrap();
    weak.declare("never", "").unwrap();
    strong.fill_from(weak);
    let all: Vec<_> =
        strong.iter().map(|(name, reference)| (name, reference.map(Reference::as_str))).collect();
    assert_eq!(all, [("default", Some("a:v1")), ("later", Some("c:v3")), ("never", None)]);
}
