//! Flyte's own compiler and resource builder, asked about a package.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::go;

/// What a registration, followed by a launch, would say of a package.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether nothing was refused.
    pub ok: bool,
    /// What is wrong with the archive.
    pub package: Vec<Finding>,
    /// Files that registration passes over.
    pub skipped: Vec<String>,
    /// The tasks, in the order of registration.
    pub tasks: Vec<Verdict>,
    /// The workflows, in the order of registration.
    pub workflows: Vec<Verdict>,
    /// The launch plans, in the order of registration.
    pub launch_plans: Vec<Verdict>,
}

/// What was said of one entity.
#[derive(Debug, Deserialize)]
pub struct Verdict {
    /// The entity's name.
    pub name: String,
    /// Its file in the archive.
    pub file: String,
    /// Why it was refused, if it was.
    pub errors: Vec<Finding>,
}

/// One reason for a refusal.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// `package`, `admin`, `compile` or `crd`: whose check it is, in the order in which they are met.
    pub stage: String,
    /// The kind of mistake; for `compile` and `crd`, Flyte's own code.
    pub code: String,
    /// Where it is: a node, a field or a file.
    pub node: String,
    /// For people; it varies from run to run.
    pub description: String,
}

impl Report {
    /// Every `(stage, code, node)` found, which is what may be compared: descriptions vary from run to run.
    #[must_use]
    pub fn findings(&self) -> BTreeSet<(&str, &str, &str)> {
        self.all().map(|(_, f)| (f.stage.as_str(), f.code.as_str(), f.node.as_str())).collect()
    }

    /// Fails the test with everything that was found, if anything was.
    ///
    /// # Panics
    /// Where the package was refused.
    #[track_caller]
    pub fn assert_accepted(&self) {
        let told: Vec<String> = self
            .all()
            .map(|(who, f)| format!("\n  {who}: {} {} at {:?}: {}", f.stage, f.code, f.node, f.description))
            .collect();
        assert!(self.ok && told.is_empty(), "Flyte refuses the package:{}", told.concat());
        assert!(!self.tasks.is_empty(), "the package holds no task, so nothing was judged");
    }

    fn all(&self) -> impl Iterator<Item = (&str, &Finding)> {
        let entities = [&self.tasks, &self.workflows, &self.launch_plans].into_iter().flatten();
        let of_entities = entities.flat_map(|v| v.errors.iter().map(|f| (v.name.as_str(), f)));
        self.package.iter().map(|f| ("the package", f)).chain(of_entities)
    }
}

/// Asks the judge about a `.tgz` (or bare `.tar`) of specs.
///
/// # Panics
/// Where the judge cannot be built or run.
#[must_use]
#[track_caller]
pub fn compile(package: &Path) -> Report {
    match ask("compile", package, &[]) {
        Ok(answer) => answer,
        // Not in a closure, so that the caller is blamed.
        Err(why) => panic!("{why}"),
    }
}

/// What Flyte's renderer makes of each case, or why it refuses it.
///
/// # Panics
/// Where the judge cannot be built or run.
#[must_use]
#[track_caller]
pub fn render(cases: &serde_json::Value) -> Vec<Result<Vec<String>, String>> {
    match ask_renderer(cases) {
        Ok(answers) => answers,
        Err(why) => panic!("{why}"),
    }
}

fn ask_renderer(cases: &serde_json::Value) -> Result<Vec<Result<Vec<String>, String>>, String> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default)]
        args: Vec<String>,
        #[serde(default)]
        error: String,
    }
    let answers: Vec<Answer> = ask("render-batch", Path::new("/dev/stdin"), cases.to_string().as_bytes())?;
    let result = |answer: Answer| if answer.error.is_empty() { Ok(answer.args) } else { Err(answer.error) };
    Ok(answers.into_iter().map(result).collect())
}

/// Runs the judge on a file, with something to read.
fn ask<T: DeserializeOwned>(verb: &str, file: &Path, input: &[u8]) -> Result<T, String> {
    let mut judge = Command::new(go::program("judge")?);
    let judge = judge.arg(verb).arg(file).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let answer = judge.and_then(|mut judge| {
        // It answers when it has read everything; dropped, the pipe ends.
        if let Some(mut pipe) = judge.stdin.take() {
            pipe.write_all(input)?;
        }
        judge.wait_with_output()
    });
    let answer = answer.map_err(|error| format!("cannot run the judge: {error}"))?;
    if !answer.status.success() {
        return Err(format!("the judge stopped with {} on {}", answer.status, file.display()));
    }
    serde_json::from_slice(&answer.stdout)
        .map_err(|error| format!("the judge's answer does not read: {error}"))
}
