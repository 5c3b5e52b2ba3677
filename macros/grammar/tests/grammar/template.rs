use aileron_grammar::{Images, Problem, Template};

use crate::{assert_refused, assert_taken, digest};

fn parse(text: &str) -> Result<Template, Problem> {
    text.parse()
}

/// The default image with a tag, and one image of every kind.
fn images() -> Images {
    let mut images =
        Images::from_args(["r.io/a/b:v1", "x-=r.io/x:v2", "_=r.io/u:v3", "fqn=r.io/f:v4"]).unwrap();
    images.add_arg(&format!("dig=r.io/d@{}", digest())).unwrap();
    images.add_arg(&format!("both=r.io/e:t@{}", digest())).unwrap();
    images.declare("bare", "r.io/bare").unwrap();
    images.declare("port", "localhost:5000/p").unwrap();
    images.declare("later", "").unwrap();
    images
}

fn with_default(reference: &str) -> Images {
    let mut images = Images::default();
    images.declare("default", reference).unwrap();
    images.declare("bare", "r.io/bare").unwrap();
    images
}

#[track_caller]
fn assert_gives(images: &Images, table: &[(&str, &str)]) {
    for (template, expected) in table {
        let given = parse(template).and_then(|template| template.resolve(images));
        let expected = expected.replace("DIGEST", &digest());
        assert_eq!(given.as_deref(), Ok(expected.as_str()), "{template}");
    }
}

/// Run with flytekit 1.16.31, which gives the same.
#[test]
fn gives_what_flytekit_gives() {
    let table = [
        ("{{.image.default.fqn}}:{{.image.default.version}}", "r.io/a/b:v1"),
        ("{{ .image.default.fqn }}:spark-{{\t.images.default.version\n}}", "r.io/a/b:spark-v1"),
        ("{{.IMAGE.default}}", "r.io/a/b:v1"),
        ("{{.iMaGeS.default}}", "r.io/a/b:v1"),
        ("{{\u{a0}.image.default}}", "r.io/a/b:v1"),
        ("{{.image.default.fqn}}", "r.io/a/b"),
        ("{{.image.default}}-gpu", "r.io/a/b:v1-gpu"),
        ("{{.image.default.fqn}}-x:{{.image.default.version}}", "r.io/a/b-x:v1"),
        ("mirror.io/{{.image.default}}", "mirror.io/r.io/a/b:v1"),
        ("mirror.io/{{.image.default.fqn}}:v9", "mirror.io/r.io/a/b:v9"),
        ("q.io/z:{{.image.default.version}}", "q.io/z:v1"),
        ("q.io/z:{{.image.default.version}}-{{.image.default.version}}", "q.io/z:v1-v1"),
        ("{{.image.x-.fqn}}:{{.image.x-.version}}", "r.io/x:v2"),
        ("{{.image._}}", "r.io/u:v3"),
        ("{{.image.fqn}}", "r.io/f:v4"),
        ("{{.image.bare.fqn}}", "r.io/bare"),
        ("{{.image.bare.fqn}}:{{.image.bare.version}}", "r.io/bare:v1"),
        ("{{.image.port.fqn}}:{{.image.default.version}}", "localhost:5000/p:v1"),
        ("{{.image.dig}}", "r.io/d@DIGEST"),
        ("{{.image.dig.fqn}}:{{.image.dig.version}}", "r.io/d@DIGEST"),
        ("{{.image.dig.fqn}}@{{.image.dig.version}}", "r.io/d@DIGEST"),
        ("q.io/z:{{.image.dig.version}}", "q.io/z@DIGEST"),
        ("{{.image.default}}@{{.image.dig.version}}", "r.io/a/b:v1@DIGEST"),
        ("{{.image.both}}", "r.io/e:t@DIGEST"),
        ("{{.image.both.fqn}}:{{.image.both.version}}", "r.io/e:t@DIGEST"),
        ("ghcr.io/org/app:v7", "ghcr.io/org/app:v7"),
    ];
    assert_gives(&images(), &table);
    let digested = with_default(&format!("r.io/a/b@{}", digest()));
    assert_gives(
        &digested,
        &[
            ("{{.image.default.fqn}}:{{.image.default.version}}", "r.io/a/b@DIGEST"),
            ("{{.image.bare.fqn}}:{{.image.bare.version}}", "r.io/bare@DIGEST"),
            ("{{.image.default.fqn}}-x:{{.image.default.version}}", "r.io/a/b-x@DIGEST"),
        ],
    );
}

/// Run with flytekit 1.16.31, which gives `r.io/bare:None` and `r.io/e:t:v1`.
#[test]
fn gives_a_valid_reference_where_flytekit_does_not() {
    assert_gives(
        &images(),
        &[
            ("{{.image.bare}}", "r.io/bare:v1"),
            ("{{.image.port}}", "localhost:5000/p:v1"),
            ("{{.image.both.fqn}}:{{.image.default.version}}", "r.io/e:v1"),
            ("{{.image.both.fqn}}:v9", "r.io/e:v9"),
            ("{{.image.both.fqn}}-x:{{.image.both.version}}", "r.io/e-x@DIGEST"),
            ("{{.image.dig.fqn}}:{{.image.both.version}}", "r.io/d@DIGEST"),
            ("q.io/z:{{.image.both.version}}", "q.io/z@DIGEST"),
        ],
    );
    assert_gives(&with_default(&format!("r.io/a@{}", digest())), &[("{{.image.bare}}", "r.io/bare@DIGEST")]);
}

#[test]
fn the_template_of_no_template_is_the_default_image() {
    let template = Template::default();
    assert_eq!(template, parse(template.as_str()).unwrap());
    assert_eq!(template.to_string(), "{{.image.default.fqn}}:{{.image.default.version}}");
    let both = format!("r.io/e:t@{}", digest());
    assert_eq!(template.resolve(&with_default(&both)).unwrap(), both);
    let missing = template.resolve(&Images::default()).unwrap_err().to_string();
    assert!(missing.contains("no default image") && missing.contains("--image REF"), "{missing}");
}

/// flytekit leaves all of these in the image's name, but for the unknown attributes.
#[test]
fn refuses_what_is_no_placeholder() {
    assert_refused(
        parse,
        &[
            ("{{.image.default", 0..16, "no matching `}}`"),
            ("{{.image.default}", 0..17, "no matching `}}`"),
            ("app:{.image.default}", 4..5, "stray `{`"),
            ("app:v7}}", 6..7, "stray `}`"),
            ("{{.image.default}}}", 18..19, "stray `}`"),
            ("{{{.image.default}}}", 0..19, "not a placeholder of an image"),
            ("a{{}}", 1..5, "not a placeholder of an image"),
            ("{{image.default.fqn}}", 0..21, "write `{{.image.default.fqn}}`"),
            ("a:{{.img.default.version}}", 2..26, "only `.image` placeholders"),
            ("a:{{.inputs.tag}}", 2..17, "only `.image` placeholders"),
            ("{{.imagedefault}}", 0..17, "not a placeholder of an image"),
            ("{{ . image.default}}", 0..20, "not a placeholder of an image"),
            ("{{.image .default}}", 0..19, "not a placeholder of an image"),
            ("{{.image}}", 0..10, "names no image"),
            ("{{.image.}}", 0..11, "names no image"),
            ("{{.image..fqn}}", 8..10, "name is missing"),
            ("{{.image. default}}", 9..10, "' '"),
            ("{{.image.default .fqn}}", 16..17, "' '"),
            ("{{.image.größe.fqn}}", 11..13, "'ö'"),
            ("{{.image.my:image}}", 11..12, "':'"),
            ("{{.image.my.gpu.fqn}}", 15..19, "too many parts"),
            ("{{.image.default.fqn.x.y}}", 20..24, "too many parts"),
            ("{{.image.default.}}", 16..17, "attribute is missing"),
            ("{{.image.default.verson}}", 17..23, "did you mean `version`?"),
            ("{{.image.default.FQN}}", 17..20, "did you mean `fqn`?"),
            ("{{.image.default.tag}}", 17..20, "did you mean `version`?"),
            ("{{.image.default.name}}", 17..21, "did you mean `fqn`?"),
            ("{{.image.default.size}}", 17..21, "write `fqn` or `version`"),
            ("{{.image.default. fqn}}", 17..21, "did you mean `fqn`?"),
        ],
    );
}

#[test]
fn refuses_what_fits_no_image() {
    assert_refused(
        parse,
        &[
            ("{{.image.default.version}}", 0..26, "a version alone names no image"),
            ("{{.image.default.version}}/app:v7", 0..26, "a version alone"),
            ("{{.image.default}}:v7", 0..21, "one tag"),
            ("{{.image.default}}:{{.image.default.version}}", 0..45, "one tag"),
            ("{{.image.default}}/app", 0..18, "before a `/`"),
            ("{{.image.a}}{{.image.b}}", 0..24, "before a `/`"),
            ("App:{{.image.default.version}}", 0..3, "write `app`"),
            ("{{.image.default.fqn}}/App", 23..26, "write `app`"),
            ("app:v 7-{{.image.default.version}}", 5..6, "white space"),
            ("docker run {{.image.default}}", 6..7, "white space"),
            ("https://{{.image.default}}", 0..8, "scheme"),
            ("app:+{{.image.default.version}}", 4..5, "'+'"),
            ("app:{{.image.default.version}}+gpu", 30..31, "'+'"),
            ("app:{{.image.default.version}}:x", 3..32, "one tag"),
            ("app:-{{.image.default.version}}", 4..5, "starts with `-`"),
            ("app:{{.image.default.fqn}}", 3..26, "not a port"),
            ("app@{{.image.default.fqn}}", 4..26, "not a digest"),
            ("app@x{{.image.default.version}}", 4..31, "not a digest"),
            ("app:{{.image.default.version}}@sha256:00", 38..40, "has 2 hexadecimal digits"),
            ("ghcr.io/org/App:v7", 12..15, "write `app`"),
            ("", 0..0, "is empty"),
        ],
    );
}

#[test]
fn takes_what_fits_some_image() {
    assert_taken(
        parse,
        &[
            "app:{{.image.default.version}}-gpu",
            "app:gpu-{{.image.default.version}}",
            "app:{{.image.a.version}}-{{.image.b.version}}_{{.image.c.version}}",
            "app@{{.image.default.version}}",
            "{{.image.a}}@{{.image.b.version}}",
            "{{.image.a.fqn}}/{{.image.b.fqn}}:{{.image.c.version}}",
            "app-{{.image.default.version}}:latest",
        ],
    );
    let template = parse("{{.image.a}}@{{ .images.b.version }}").unwrap();
    assert_eq!(template.names().collect::<Vec<_>>(), [("a", 9..10), ("b", 24..25)]);
}

#[test]
fn refuses_text_attached_to_a_digest() {
    let images = images();
    assert_refused(
        |text| parse(text).unwrap().resolve(&images),
        &[
            ("{{.image.dig.fqn}}:spark-{{.image.dig.version}}", 19..47, "attaches text to a digest"),
            ("r.io/x:{{.image.dig.version}}-gpu", 7..33, "`{{.image.dig.version}}-gpu` attaches"),
            ("r.io/x:a-{{.image.dig.version}}-b", 7..33, "`a-{{.image.dig.version}}-b`"),
            ("{{.image.dig}}-gpu", 0..18, "--image dig=REPOSITORY:TAG"),
            ("{{.image.both}}-gpu", 0..19, "the image `both`"),
            ("r.io/x:{{.image.dig.version}}-{{.image.default.version}}", 7..56, "attaches"),
            ("r.io/x:{{.image.default.version}}-{{.image.dig.version}}", 33..56, "attaches"),
            ("r.io/x-{{.image.dig.version}}", 5..29, "attaches"),
            ("r.io/x-{{.image.dig.version}}:v1", 5..32, "attaches"),
        ],
    );
}

#[test]
fn refuses_what_the_images_do_not_give() {
    let images = images();
    assert_refused(
        |text| parse(text).unwrap().resolve(&images),
        &[
            ("{{.image.baer.fqn}}:v1", 9..13, "did you mean `bare`?"),
            ("{{.image.Default}}", 9..16, "did you mean `default`?"),
            ("{{.image.version}}", 9..16, "did you mean `default.version`?"),
            ("{{.image.spark-3}}", 9..16, "`--image spark-3=REF`"),
            ("a:{{.image.later.version}}", 11..16, "write `--image later=REF`"),
            ("a@{{.image.default.version}}", 2..28, "`:` before a tag"),
            ("m.io/{{.image.port.fqn}}:v1", 5..24, "`:5000` is before a `/`"),
        ],
    );
    let unversioned = with_default("r.io/a/b");
    assert_refused(
        |text| parse(text).unwrap().resolve(&unversioned),
        &[
            ("{{.image.default}}", 0..18, "the default image `r.io/a/b` has no version"),
            ("{{.image.default.fqn}}:{{.image.default.version}}", 23..49, "--image default=r.io/a/b:TAG"),
            (
                "a:{{.image.bare.version}}",
                2..25,
                "neither the image `bare` (`r.io/bare`) nor the default image",
            ),
        ],
    );
}

#[test]
fn tells_the_outcome_of_which_a_reference_is_wrong() {
    let mut images = Images::default();
    images.add_arg(&format!("default=r.io/a:{}", "t".repeat(128))).unwrap();
    let problem =
        parse("{{.image.default.fqn}}:gpu-{{.image.default.version}}").unwrap().resolve(&images).unwrap_err();
    assert_eq!(problem.at, 27..53);
    assert!(problem.to_string().starts_with("the tag has 132 characters, in `r.io/a:gpu-ttt"), "{problem}");
    let port = with_default("localhost:5000/p:v1");
    let problem = parse("m.io/{{.image.default}}").unwrap().resolve(&port).unwrap_err();
    assert_eq!(problem.at, 5..23);
}

#[test]
fn unknown_names_are_all_told() {
    let mut images = Images::default();
    images.declare("gpu", "").unwrap();
    let template =
        parse("{{.image.gup.fqn}}:{{.image.default.version}}-{{.image.gpu.version}}-{{.image.x.version}}")
            .unwrap();
    let problems = template.unknown_names(&images);
    assert_eq!(problems.iter().map(|problem| problem.at.clone()).collect::<Vec<_>>(), [9..12, 78..79]);
    assert_eq!(
        problems[0].to_string(),
        "no image is named `gup`; the images are `gpu` and `default`; did you mean `gpu`?"
    );
}
