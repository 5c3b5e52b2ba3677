//! What `aileron::main!()` knows about the program.

/// Facts about the program that `main!` collects.
#[derive(Debug)]
pub struct ProgramInfo {
    /// The binary's name.
    pub name: &'static str,
    /// The package's version.
    pub version: &'static str,
    /// The package's description; may be empty.
    pub about: &'static str,
    /// The path of the binary in its images; if empty, `/usr/local/bin/` and its name.
    pub binary: &'static str,
    /// The configured images: name and reference. The reference may be empty.
    pub images: &'static [(&'static str, &'static str)],
}

impl ProgramInfo {
    /// In a test, there is no program.
    pub(crate) const NONE: &ProgramInfo =
        &ProgramInfo { name: "", version: "", about: "", binary: "", images: &[] };

    /// The path of the binary in its images: the first argument of every container.
    pub(crate) fn binary(&self) -> String {
        if self.binary.is_empty() { format!("/usr/local/bin/{}", self.name) } else { self.binary.to_owned() }
    }
}
