//! The program `imaged`: as it builds and pushes, and as it is in the images.

use crate::Registry;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use test_support::{digest, once};

/// Where libraries of the machine need not be: everything is in the program.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The program with the verbs of images and of a server.
///
/// # Panics
/// If it does not build.
#[must_use]
pub fn verbs() -> &'static Path {
    static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = scratch("verbs");
        aileron_conformance::program::built_with("verbs", &["imaged".to_owned()], &folder);
        folder.join("imaged")
    });
    &BUILT
}

/// The program that is put into images: static, and without the verbs. It reaches stores if `stores` is set.
///
/// # Panics
/// If it does not build.
#[must_use]
pub fn in_the_image(stores: bool) -> &'static Path {
    static PLAIN: LazyLock<PathBuf> = LazyLock::new(|| build("plain", &[]));
    static STORES: LazyLock<PathBuf> = LazyLock::new(|| build("stores", &["--features", "stores"]));
    if stores { &STORES } else { &PLAIN }
}

fn build(name: &str, features: &[&str]) -> PathBuf {
    let target = scratch(&format!("static-{name}"));
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Cargo sets these variables for this process; with them, build scripts and all that depends on them would run again.
    let of_package = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    std::env::vars().filter(|(name, _)| of_package(name)).for_each(|(name, _)| {
        cargo.env_remove(name);
    });
    let status = cargo
        .args(["build", "--quiet", "--locked", "--package", "imaged", "--target", TARGET, "--target-dir"])
        .arg(&target)
        .args(features)
        .env("RUSTFLAGS", "-C target-feature=+crt-static -C strip=symbols")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo starts");
    assert!(status.success(), "the static program does not build; cargo's messages are above");
    target.join(TARGET).join("debug/imaged")
}

/// A folder below the target directory that stays.
fn scratch(name: &str) -> PathBuf {
    let key = format!("images-{name}-{}", digest(env!("CARGO_MANIFEST_DIR")));
    once(&key, |part| std::fs::create_dir_all(part).map_err(|error| error.to_string())).expect("a folder")
}

/// A call of the program that builds and pushes.
#[derive(Debug)]
pub struct Call {
    command: Command,
    home: tempfile::TempDir,
}

impl Call {
    /// A call for images of this registry, whose repository is `acme/app` and whose tag is `v1`.
    ///
    /// # Panics
    /// If there is no room for a home folder.
    #[must_use]
    pub fn new(registry: &Registry, arguments: &[&str]) -> Self {
        Call::plain(registry, arguments).with_binary(in_the_image(false))
    }

    /// The same with the program that reaches stores.
    ///
    /// # Panics
    /// If there is no room for a home folder.
    #[must_use]
    pub fn with_stores(registry: &Registry, arguments: &[&str]) -> Self {
        Call::plain(registry, arguments).with_binary(in_the_image(true))
    }

    /// Sets the program for this machine's platform.
    #[must_use]
    pub fn with_binary(self, binary: &Path) -> Self {
        self.arg("--binary").arg(format!("linux/amd64={}", binary.display()))
    }

    /// A call of `image list`.
    ///
    /// # Panics
    /// If there is no room for a home folder.
    #[must_use]
    pub fn listing(registry: &Registry) -> Self {
        Call::plain(registry, &["image", "list"])
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    /// A call without a static program.
    ///
    /// # Panics
    /// If there is no room for a home folder.
    #[must_use]
    pub fn plain(registry: &Registry, arguments: &[&str]) -> Self {
        Call::untrusting(registry, registry, arguments).trusting(registry)
    }

    /// A call for images whose base is in another registry.
    ///
    /// # Panics
    /// If there is no room for a home folder.
    #[must_use]
    pub fn on_base_of(other: &Registry, registry: &Registry, arguments: &[&str]) -> Self {
        let call = Call::untrusting(registry, other, arguments).trusting(registry).trusting(other);
        call.with_binary(in_the_image(false))
    }

    /// A call that knows neither registries without TLS nor authorities of their own.
    ///
    /// # Panics
    /// If there is no room for a home folder.
    #[must_use]
    pub fn untrusting(registry: &Registry, base: &Registry, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(verbs());
        command.env_clear().env("HOME", home.path()).env("CARGO_MANIFEST_DIR", source());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).current_dir(home.path());
        command.args(arguments).args(["--image", &format!("{}/acme/app:v1", registry.address())]);
        command.args(["--image", &format!("base={}/public/base:v1", base.address())]);
        Call { command, home }
    }

    /// Reaches a registry as it wants to be reached.
    fn trusting(self, registry: &Registry) -> Self {
        if registry.ca().as_os_str().is_empty() {
            self.args(&["--plain-http", registry.address()])
        } else {
            self.arg("--registry-ca").arg(registry.ca())
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Sets a variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// The home folder, which has nothing in it.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Makes the call.
    ///
    /// # Panics
    /// If the program does not start.
    #[must_use]
    pub fn output(mut self) -> Output {
        self.command.output().expect("the program starts")
    }

    /// Makes the call, which succeeds. Returns what it prints, as JSON.
    ///
    /// # Panics
    /// If it fails, or prints something else.
    #[track_caller]
    #[allow(clippy::must_use_candidate, reason = "that it ends so is what a test wants")]
    pub fn json(self) -> serde_json::Value {
        let output = self.arg("--json").output();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
    }

    /// Makes the call, which fails with this status. Returns what it says.
    ///
    /// # Panics
    /// If it ends otherwise.
    #[track_caller]
    #[allow(clippy::must_use_candidate, reason = "that it ends so is what a test wants")]
    pub fn fails(self, status: i32) -> String {
        let output = self.output();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{said}");
        said
    }
}

/// The folder of the program's Cargo.toml.
#[must_use]
pub fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("program")
}
