//! Images as others unpack and run them.

use crate::Registry;
use crate::registry::succeeds;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The root filesystem of an image, as umoci unpacks what skopeo has copied.
#[derive(Debug)]
pub struct Root {
    folder: TempDir,
}

impl Root {
    /// Fetches and unpacks an image of the repository `acme/app`.
    ///
    /// # Panics
    /// If a tool is missing, or finds a fault.
    #[must_use]
    pub fn of(registry: &Registry, tag: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let reference = format!("docker://{}/acme/app:{tag}", registry.address());
        let copied = format!("oci:{}:v1", folder.path().join("copied").display());
        succeeds(tool("skopeo").args(["copy", "--quiet", "--src-tls-verify=false", &reference, &copied]));
        Root::unpack(folder, "copied:v1")
    }

    /// Unpacks an archive that was built, as skopeo reads it.
    ///
    /// # Panics
    /// If a tool is missing, or finds a fault.
    #[must_use]
    pub fn of_archive(archive: &Path, kind: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let copied = format!("oci:{}:v1", folder.path().join("copied").display());
        let from = format!("{kind}:{}", archive.display());
        succeeds(tool("skopeo").args(["copy", "--quiet", &from, &copied]));
        Root::unpack(folder, "copied:v1")
    }

    fn unpack(folder: TempDir, image: &str) -> Self {
        let mut umoci = tool("umoci");
        umoci.current_dir(folder.path()).args(["unpack", "--image", image, "bundle"]);
        succeeds(&mut umoci);
        Root { folder }
    }

    /// The folder that is `/` in a container.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("bundle/rootfs")
    }

    /// Runs a command in it, as a container does: with these arguments and variables alone.
    ///
    /// # Panics
    /// If there is no `chroot`, which needs root.
    #[must_use]
    pub fn run(&self, arguments: &[&str], env: &[(&str, &str)]) -> Output {
        let mut chroot = tool("chroot");
        chroot.arg(self.path()).args(arguments).env_clear().envs(env.iter().copied());
        chroot.output().expect("`chroot` starts")
    }
}

/// A program of the system.
fn tool(name: &str) -> Command {
    let folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"].map(Path::new);
    let found = folders.iter().map(|folder| folder.join(name)).find(|path| path.exists());
    Command::new(
        found.unwrap_or_else(|| panic!("`{name}` is missing: apt-get install skopeo umoci coreutils")),
    )
}

/// A folder with this machine's C library, in which its programs run.
///
/// # Panics
/// If the machine has no such library.
#[must_use]
pub fn glibc() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let libraries = folder.path().join("lib/x86_64-linux-gnu");
    fs::create_dir_all(&libraries).expect("a folder");
    fs::create_dir_all(folder.path().join("lib64")).expect("a folder");
    let copy = |from: &str, to: PathBuf| {
        fs::copy(from, &to).unwrap_or_else(|error| panic!("{from}: {error}"));
    };
    copy("/lib64/ld-linux-x86-64.so.2", folder.path().join("lib64/ld-linux-x86-64.so.2"));
    for name in ["libc.so.6", "libm.so.6", "libgcc_s.so.1", "libdl.so.2", "libpthread.so.0"] {
        copy(&format!("/lib/x86_64-linux-gnu/{name}"), libraries.join(name));
    }
    folder
}
