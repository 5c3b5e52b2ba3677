//! What the macros read in Cargo.toml: small crates, written, built and changed.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate with one task, whose image is a template.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn new(name: &str, manifest: &str, template: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(folder.join("src")).expect("a folder can be made");
        let package = Package { folder };
        package.write("src/lib.rs", &task("aileron", template));
        package.write(
            "Cargo.toml",
            &format!("{}\n[workspace]\n{manifest}", head(name, "aileron = { path = \"{}\" }")),
        );
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    /// What the compiler says; empty where it is content.
    fn check(&self) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        std::fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))
            .expect("the versions can be copied");
        let check = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline"])
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"))
            .env("RUSTFLAGS", "-Awarnings")
            .current_dir(&self.folder)
            .output()
            .expect("cargo starts");
        let said = String::from_utf8_lossy(&check.stderr).into_owned();
        assert_eq!(check.status.success(), !said.contains("error"), "{said}");
        if check.status.success() { String::new() } else { said }
    }

    #[track_caller]
    fn accepts(&self) {
        assert_eq!(self.check(), "");
    }

    #[track_caller]
    fn refuses(&self, message: &str) {
        let said = self.check();
        assert!(said.contains(message), "`{message}` is not in\n{said}");
        assert_eq!(said.matches("\nerror").count(), 1, "one mistake, one message:\n{said}");
    }
}

fn head(name: &str, dependency: &str) -> String {
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../../runtime");
    let dependency = dependency.replace("{}", runtime);
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n"
    )
}

fn task(aileron: &str, template: &str) -> String {
    format!("use {aileron}::prelude::*;\n#[task(container_image = \"{template}\")]\npub fn step() {{}}\n")
}

const SPARK: &str = "{{.image.spark.fqn}}:v1";

#[test]
fn declared_images_are_accepted() {
    let images = "[package.metadata.aileron.images]\nspark = \"ghcr.io/org/spark:v1\"\nlater = \"\"\n";
    Package::new("image-declared", images, SPARK).accepts();
    Package::new("image-declared-empty", images, "{{.image.later}}").accepts();
}

#[test]
fn a_mistyped_image_is_told_its_neighbour() {
    let images = "[package.metadata.aileron.images]\nspark = \"ghcr.io/org/spark:v1\"\n";
    let package = Package::new("image-mistyped", images, "app:{{.image.sprak.version}}");
    package.refuses(
        "no image `sprak` is declared in `[package.metadata.aileron.images]` of the package's Cargo.toml",
    );
    package.refuses("did you mean `spark`?");
    package.refuses("column 14");
}

#[test]
fn a_declared_image_must_be_a_reference() {
    let images = "[package.metadata.aileron.images]\nspark = \"ghcr.io/org/Spark:v1\"\nnumber = 3\n";
    let package = Package::new("image-fault", images, SPARK);
    let said = package.check();
    for message in [
        "Cargo.toml:10: the image `spark` can't be used: ",
        "`Spark` has upper-case letters",
        "Cargo.toml:11: the image `number` can't be used: a reference is a string",
    ] {
        assert!(said.contains(message), "`{message}` is not in\n{said}");
    }
    assert_eq!(said.matches("\nerror").count(), 2, "each is told once:\n{said}");
}

#[test]
fn what_is_no_key_of_the_manifest_is_told() {
    for (table, message) in [
        (
            "[package.metadata.aileron]\nimage = \"ubuntu\"",
            "Cargo.toml:10: `image` is not a setting of Aileron: did you mean `images = {",
        ),
        ("[package.metadata.aileron]\nbinry = \"/app\"", "did you mean `binary = \"/usr/local/bin/app\"`?"),
        ("[package.metadata.aileron.image]\nspark = \"a:1\"", "`image` is not a setting of Aileron"),
        (
            "[package.metadata.aileron]\nregistry = \"a\"",
            "write `binary = \"/usr/local/bin/app\"`, `images = {",
        ),
        ("[workspace.metadata.aileron]\nimgaes = {}", "did you mean `images"),
    ] {
        Package::new("manifest-key", table, "ubuntu").refuses(message);
    }
}

#[test]
fn what_is_no_value_of_the_manifest_is_told() {
    for (table, message) in [
        ("[package.metadata]\naileron = 3", "`[package.metadata.aileron]` is a table"),
        ("[package.metadata.aileron]\nimages = \"ubuntu\"", "`images` is a table: write"),
        ("[package.metadata.aileron]\nimages = [\"ubuntu\"]", "`images` is a table: write"),
        ("[package.metadata.aileron.images]\n\"my image\" = \"a:1\"", "the image `my image` can't be used"),
        (
            "[package.metadata.aileron]\nbinary = 3",
            "`binary` is the program's path in its images: it is a string",
        ),
        (
            "[package.metadata.aileron]\nbinary = \"target/release/app\"",
            "a program in an image has an absolute path",
        ),
        ("[package.metadata.aileron]\nbinary = \"/usr/local/bin/\"", "a part of this path is empty"),
    ] {
        Package::new("manifest-value", table, "ubuntu").refuses(message);
    }
}

/// A package with the table of an image to build.
fn building(name: &str, table: &str) -> Package {
    let images = "[package.metadata.aileron.images]\nspark = \"ghcr.io/acme/spark:v1\"\n";
    Package::new(name, &format!("{images}[[package.metadata.aileron.build]]\n{table}"), SPARK)
}

#[test]
fn what_can_be_built_is_accepted() {
    let table = "image = \"{{.image.spark.fqn}}:v1\"\nbase = \"docker.io/apache/spark:4.0.1\"\n\
                 files = { \"assets/\" = \"/opt/app/assets/\", \"model.bin\" = \"/opt/model.bin\" }\nenv = { SPARK_HOME = \"/opt/spark\" }\n\
                 user = \"185:0\"\nworking-dir = \"/opt/app\"\nentrypoint = []\nlabels = { team = \"a b\" }\n\
                 platforms = [\"linux/amd64\", \"linux/arm/v7\"]\n[[package.metadata.aileron.build]]\nimage = \"{{.image.default}}\"\n";
    building("build-right", table).accepts();
}

#[test]
fn what_can_not_be_built_is_told() {
    for (table, message) in [
        (
            "image = \"a:1\"\nbas = \"b:1\"",
            "`bas` is not a setting of an image to build: did you mean `base =",
        ),
        ("base = \"b:1\"", "this table does not say which image it builds"),
        ("image = 3", "`image` of an image to build: it is a string"),
        (
            "image = \"{{.image.sprak}}\"",
            "no image `sprak` is declared in `[package.metadata.aileron.images]`",
        ),
        ("image = \"{{.image.spark}\"", "`image` of an image to build: "),
        ("image = \"a:1\"\nbase = \"debian\"", "it has no tag and no digest"),
        ("image = \"a:1\"\nbase = \"Debian:1\"", "`Debian` has upper-case letters"),
        ("image = \"a:1\"\nfiles = [\"a\"]", "`files` of an image to build: it is a table of strings"),
        ("image = \"a:1\"\nfiles = { \"../a\" = \"/a\" }", "`..` can't be a part of the path `../a`"),
        ("image = \"a:1\"\nfiles = { \"/a\" = \"/a\" }", "`/a` is not a relative path"),
        ("image = \"a:1\"\nfiles = { a = \"b\" }", "what is put into an image has an absolute path"),
        ("image = \"a:1\"\nfiles = { a = \"/c\", b = \"/c/\" }", "two of them are put at `/c`"),
        ("image = \"a:1\"\nenv = { \"A B\" = \"c\" }", "`env` of an image to build: "),
        ("image = \"a:1\"\nuser = \"a b\"", "`a b` is not a user of an image"),
        ("image = \"a:1\"\nworking-dir = \"app\"", "`working-dir` of an image to build: "),
        (
            "image = \"a:1\"\nentrypoint = \"sh\"",
            "`entrypoint` of an image to build: it is a list of strings",
        ),
        ("image = \"a:1\"\nlabels = { \"a b\" = \"c\" }", "`a b` is not a label's name"),
        ("image = \"a:1\"\nplatforms = [\"linux/x86_64\"]", "did you mean `amd64`?"),
        ("image = \"a:1\"\nplatforms = [\"darwin/arm64\"]", "`darwin` is not the system of any pod"),
        ("image = \"a:1\"\nplatforms = []", "leave `platforms` out"),
        ("image = \"a:1\"\nplatforms = [\"linux/amd64\", \"linux/amd64\"]", "`linux/amd64` is there twice"),
        (
            "image = \"a:1\"\n[[package.metadata.aileron.build]]\nimage = \"a:1\"",
            "the image `a:1` is built twice: keep one of the two tables",
        ),
    ] {
        building("build-wrong", table).refuses(message);
    }
    let table = "[package.metadata.aileron.build]\nimage = \"a:1\"";
    Package::new("build-no-list", table, "ubuntu").refuses("write `[[package.metadata.aileron.build]]`");
}

#[test]
fn what_is_built_may_be_in_the_workspace() {
    let package = Package::new("build-workspace", "", SPARK);
    let images = "[package.metadata.aileron.images]\nspark = \"ghcr.io/acme/spark:v1\"\n";
    let workspace = "[workspace]\nmembers = [\"member\"]\nresolver = \"3\"\n";
    let build = |place: &str, key: &str, image: &str| {
        format!("[[{place}.metadata.aileron.build]]\n{key} = \"{image}\"\n")
    };
    let write = |shared: &str, own: &str| {
        package.write("Cargo.toml", &format!("{workspace}{shared}"));
        let head = head("build-member", "aileron = { path = \"{}\" }");
        package.write("member/Cargo.toml", &format!("{head}{own}"));
    };
    package.write("member/src/lib.rs", &task("aileron", SPARK));
    // Each manifest builds an image that the other one names.
    write(&build("workspace", "image", "{{.image.spark.fqn}}:v1"), images);
    package.accepts();
    write(&images.replace("package", "workspace"), &build("package", "image", "{{.image.spark.fqn}}:v1"));
    package.accepts();
    // Both are looked at again when they change.
    write(&images.replace("package", "workspace"), &build("package", "imag", "{{.image.spark.fqn}}:v1"));
    package.refuses("`imag` is not a setting of an image to build");
    write(&build("workspace", "image", "a:1"), images);
    package.accepts();
    write(&build("workspace", "imag", "a:1"), images);
    package.refuses("../Cargo.toml:5: `imag` is not a setting of an image to build");
}

#[test]
fn what_the_manifest_may_say_is_accepted() {
    let table = "[package.metadata.aileron]\nbinary = \"/opt/app/bin/run\"\nimages = { spark = \"\" }\n[package.metadata.docs]\nx = 1\n";
    Package::new("manifest-right", table, "{{.image.spark}}").accepts();
}

#[test]
fn a_key_that_is_mistyped_later_is_told() {
    let package = Package::new("manifest-later", "[package.metadata.aileron]\nbinary = \"/app\"\n", "ubuntu");
    package.accepts();
    let manifest = std::fs::read_to_string(package.folder.join("Cargo.toml")).expect("it was written");
    package.write("Cargo.toml", &manifest.replace("binary", "binry"));
    package.refuses("`binry` is not a setting");
}

#[test]
fn images_of_the_workspace_are_used_where_the_package_has_none() {
    let package = Package::new("image-workspace", "", SPARK);
    package.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"member\"]\nresolver = \"3\"\n[workspace.metadata.aileron.images]\nspark = \"ghcr.io/org/spark:v1\"\n",
    );
    package.write("member/Cargo.toml", &head("image-member", "aileron = { path = \"{}\" }"));
    package.write("member/src/lib.rs", &task("aileron", SPARK));
    package.accepts();
    package.write("member/src/lib.rs", &task("aileron", "{{.image.spork}}"));
    package.refuses("of ../Cargo.toml");
    let images = "[workspace.metadata.aileron.images]\nspark = \"ghcr.io/org/spark:v1\"\n";
    Package::new("image-root", images, SPARK).accepts();
}

#[test]
fn a_changed_manifest_is_looked_at_again() {
    let package = Package::new("image-changed", "[package.metadata.aileron.images]\nspark = \"\"\n", SPARK);
    package.accepts();
    let manifest = std::fs::read_to_string(package.folder.join("Cargo.toml")).expect("it was written");
    package.write("Cargo.toml", &manifest.replace("spark = \"\"", "other = \"\""));
    package.refuses("no image `spark` is declared");
    package.write("Cargo.toml", &manifest);
    package.accepts();
}

#[test]
fn a_changed_script_is_looked_at_again() {
    let package = Package::new("script-changed", "", "ubuntu");
    let _ = std::fs::remove_file(package.folder.join("scripts/say.sh"));
    package.write(
        "src/lib.rs",
        "use aileron::prelude::*;\n#[shell_task(script = include_str!(\"../scripts/say.sh\"))]\npub fn say(x: i64);\n",
    );
    package.refuses("there is no file `src/../scripts/say.sh`");
    package.write("scripts/say.sh", "echo {{.inputs.x}}\n");
    package.accepts();
    package.write("scripts/say.sh", "echo a\necho {{.inputs.y}}\n");
    package.refuses("in src/../scripts/say.sh:2:6");
    package.write("scripts/say.sh", "echo \"{{.inputs.x}}\"\n");
    package.accepts();
}

#[test]
fn a_renamed_dependency_is_found() {
    let package = Package::new("renamed", "", "ubuntu");
    package.write(
        "Cargo.toml",
        &format!("{}\n[workspace]\n", head("renamed", "flyte = { package = \"aileron\", path = \"{}\" }")),
    );
    package.write("src/lib.rs", &task("flyte", "ubuntu"));
    package.accepts();
}

#[test]
fn another_path_can_be_named() {
    let package = Package::new("renamed-path", "", "ubuntu");
    package.write(
        "src/lib.rs",
        &task("aileron", "ubuntu").replace("#[task(", "#[task(crate = \"crate::flyte\", "),
    );
    let text = std::fs::read_to_string(package.folder.join("src/lib.rs")).expect("it was written");
    package.write("src/lib.rs", &format!("{text}pub use aileron as flyte;\n"));
    package.accepts();
}
