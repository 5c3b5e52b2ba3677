//! What others read in our images, and whether a task runs in what they unpack.

use super::{one, push};
use image_tests::{Call, Kind, Registry, Root, glibc, in_the_image, source, verbs};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The arguments that Flyte gives to the container of a task.
fn arguments(task: &str) -> Vec<String> {
    [
        "/usr/local/bin/imaged",
        "execute",
        "--task",
        task,
        "--inputs",
        "/tmp/inputs.pb",
        "--output-prefix",
        "/tmp/out",
        "--raw-output-data-prefix",
        "/tmp/raw",
        "--checkpoint-path",
        "/tmp/raw/_flytecheckpoints",
        "--prev-checkpoint",
        "\"\"",
    ]
    .map(str::to_owned)
    .into()
}

/// A map of literals with one entry: the field 1 of a message, with a key and a value.
fn inputs(name: &str, literal: &[u8]) -> Vec<u8> {
    let field = |number: u8, bytes: &[u8]| {
        let length = u8::try_from(bytes.len()).expect("a short field");
        [&[number << 3 | 2, length], bytes].concat()
    };
    field(1, &[field(1, name.as_bytes()), field(2, literal)].concat())
}

/// Runs a task in an unpacked image. Returns the bytes of its outputs.
#[track_caller]
fn runs(root: &Root, task: &str, inputs: &[u8], env: &[(&str, &str)]) -> Vec<u8> {
    let path = root.path();
    fs::create_dir_all(path.join("tmp")).expect("a folder");
    fs::write(path.join("tmp/inputs.pb"), inputs).expect("a file");
    let arguments = arguments(task);
    let output = root.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), env);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    fs::read(path.join("tmp/out/outputs.pb")).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// The literal 21: a scalar that is a primitive integer.
const INTEGER: &[u8] = &[0x0a, 4, 0x0a, 2, 0x08, 21];
/// The literal "Ada": a scalar that is a primitive text.
const TEXT: &[u8] = &[0x0a, 7, 0x0a, 5, 0x1a, 3, b'A', b'd', b'a'];

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn an_image_from_scratch_runs() {
    let registry = Registry::start(Kind::Distribution, &[]);
    push(&registry).json();
    registry.validate("v1");
    let root = Root::of(&registry, "v1");
    let program = fs::metadata(root.path().join("usr/local/bin/imaged")).expect("the program");
    assert_eq!(program.permissions().mode() & 0o7777, 0o755);
    let outputs = runs(&root, "imaged.double", &inputs("x", INTEGER), &[]);
    assert!(contains(&outputs, &[0x0a, 4, 0x0a, 2, 0x08, 42]), "{outputs:?}");
}

#[test]
fn an_image_on_a_base_has_what_both_have() {
    let library = glibc();
    for options in [&[][..], &["--docker"], &["--index"]] {
        let registry = Registry::start(Kind::Distribution, &[]);
        registry.base(library.path(), options);
        // The program that builds is linked with the libraries of this machine, which are in the base.
        let push = || Call::plain(&registry, &["image", "push"]).arg(based(&registry)).with_binary(verbs());
        let pushed = push().json();
        let image = one(&pushed);
        assert!(image["mounted"].as_u64() > Some(100_000), "{options:?}: {image}");
        assert_eq!(image["platforms"][0]["static"], false, "{image}");
        registry.validate("based-v1");
        let root = Root::of(&registry, "based-v1");
        assert_eq!(
            fs::read_to_string(root.path().join("opt/app/assets/greeting.txt")).expect("a file"),
            "good morning\n"
        );
        let outputs = runs(&root, "imaged.greet", &inputs("name", TEXT), &[("GREETING", "hello")]);
        assert!(contains(&outputs, b"hello Ada: good morning"), "{options:?}: {outputs:?}");
        registry.reset();
        assert_eq!(one(&push().json())["unchanged"], true);
        assert_eq!(registry.counts().received, 0);
    }
}

fn based(registry: &Registry) -> String {
    format!("{}/acme/app:based-v1", registry.address())
}

#[test]
fn a_program_without_its_libraries_is_not_pushed() {
    let registry = Registry::start(Kind::Distribution, &[]);
    // As an image of Alpine: another C library.
    let other = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(other.path().join("lib")).expect("a folder");
    fs::write(other.path().join("lib/ld-musl-x86_64.so.1"), "another").expect("a file");
    registry.base(other.path(), &[]);
    registry.reset();
    let push = |image: &str| Call::plain(&registry, &["image", "push", image]).with_binary(verbs()).fails(2);
    for said in [push("{{.image.default}}"), push(&based(&registry))] {
        assert!(said.contains("/lib64/ld-linux-x86-64.so.2"), "{said}");
        assert!(said.contains("cargo build --release --target x86_64-unknown-linux-musl"), "{said}");
    }
    let counts = registry.counts();
    assert_eq!((counts.received, registry.get("/v2/acme/app/manifests/v1").0), (0, 404), "{counts:?}");
}

/// A copy of the program and of its files in a folder of its own, all of which are so old.
fn copied(to: &Path, age: Duration) {
    fs::create_dir_all(to.join("assets")).expect("a folder");
    let copies = [
        (in_the_image(false).to_owned(), to.join("imaged")),
        (source().join("assets/greeting.txt"), to.join("assets/greeting.txt")),
    ];
    for (from, to) in copies {
        fs::copy(&from, &to).expect("a copy");
        let file = fs::File::options().append(true).open(&to).expect("a copy");
        file.set_modified(SystemTime::now() - age).expect("another time");
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let registry = Registry::start(Kind::Simple, &[]);
    registry.base(glibc().path(), &[]);
    let folder = tempfile::tempdir().expect("a folder");
    let build = |name: &str, age: u64, zone: &str| {
        let own = folder.path().join(name);
        copied(&own, Duration::from_secs(age));
        let output = own.join("image.tar");
        let build =
            Call::plain(&registry, &["image", "build", &based(&registry)]).with_binary(&own.join("imaged"));
        let build = build.arg(format!("--output={}", output.display())).env("CARGO_MANIFEST_DIR", &own);
        build.env("TZ", zone).json();
        fs::read(output).expect("an archive")
    };
    let first = build("first", 0, "UTC");
    assert!(first == build("deep/second", 100_000, "Asia/Tokyo"), "two builds of the same differ");
}

#[test]
fn an_archive_is_loaded_by_others() {
    let registry = Registry::start(Kind::Simple, &[]);
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("image.tar");
    let build = Call::new(&registry, &["image", "build", "{{.image.default}}"]);
    build.arg(format!("--output={}", archive.display())).json();
    for kind in ["oci-archive", "docker-archive"] {
        let root = Root::of_archive(&archive, kind);
        let outputs = runs(&root, "imaged.double", &inputs("x", INTEGER), &[]);
        assert!(contains(&outputs, &[0x08, 42]), "{kind}: {outputs:?}");
    }
}
