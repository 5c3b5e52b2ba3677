//! What does a task's work.

/// What does a task's work.
#[derive(Debug)]
pub enum Target {
    /// This very program.
    Program,
    /// A container of its own.
    Container(&'static Container),
    /// A script, which this program has a shell run.
    Shell(&'static Script),
}

impl Target {
    pub(crate) fn is_program(&self) -> bool {
        matches!(self, Target::Program)
    }
}

/// The program of another image.
#[derive(Debug)]
pub struct Container {
    /// What replaces the image's entrypoint; empty for that.
    pub command: &'static [&'static str],
    /// What follows it.
    pub arguments: &'static [&'static str],
    /// How inputs and outputs pass through files; none if the program reads and writes Flyte's own.
    pub data: Option<Data>,
}

/// Inputs and outputs as files, which Flyte's co-pilot puts there and takes away.
#[derive(Debug)]
pub struct Data {
    /// The folder of the inputs.
    pub inputs: &'static str,
    /// The folder of the outputs.
    pub outputs: &'static str,
    /// How all inputs are written into one file besides.
    pub format: DataFormat,
}

/// The file of all inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// `inputs.json`.
    Json,
    /// `inputs.yaml`.
    Yaml,
    /// `inputs.pb` alone, which the others have as well.
    Proto,
}

/// A script of a shell.
#[derive(Debug)]
pub struct Script {
    /// The shell's program.
    pub shell: &'static str,
    /// The script, in which each input is a variable.
    pub text: &'static str,
}
