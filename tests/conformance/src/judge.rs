//! Asks Flyte's own compiler and resource builder about a package.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::go;

/// The answer about a package: what its registration, followed by a launch, would report.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether nothing was refused.
    pub ok: bool,
    /// Problems of the archive.
    pub package: Vec<Finding>,
    /// Files that registration skips.
    pub skipped: Vec<String>,
    /// The tasks, in the order of registration.
    pub tasks: Vec<Verdict>,
    /// The workflows, in the order of registration.
    pub workflows: Vec<Verdict>,
    /// The launch plans, in the order of registration.
    pub launch_plans: Vec<Verdict>,
}

/// The answer about one entity.
#[derive(Debug, Deserialize)]
pub struct Verdict {
    /// The entity's name.
    pub name: String,
    /// Its file in the archive.
    pub file: String,
    /// Why it was refused, if it was.
    pub errors: Vec<Finding>,
}

/// A reason for a refusal.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// Whose check it is, `package`, `admin`, `compile` or `crd`, in the order in which they happen.
    pub stage: String,
    /// The kind of mistake; for `compile` and `crd`, Flyte's own code.
    pub code: String,
    /// Where it is: a node, a field or a file.
    pub node: String,
    /// A text for people; it varies from run to run.
    pub description: String,
}

impl Report {
    /// Every `(stage, code, node)` found. Compare these only: descriptions vary from run to run.
    #[must_use]
    pub fn findings(&self) -> BTreeSet<(&str, &str, &str)> {
        self.all().map(|(_, f)| (f.stage.as_str(), f.code.as_str(), f.node.as_str())).collect()
    }

    /// Fails the test with all findings, if there are any.
    ///
    /// # Panics
    /// If the package was refused.
    #[track_caller]
    pub fn assert_accepted(&self) {
        let findings: Vec<String> = self
            .all()
            .map(|(who, f)| format!("\n  {who}: {} {} at {:?}: {}", f.stage, f.code, f.node, f.description))
            .collect();
        assert!(self.ok && findings.is_empty(), "Flyte refuses the package:{}", findings.concat());
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
/// If the judge can't be built or run.
#[must_use]
#[track_caller]
pub fn compile(package: &Path) -> Report {
    compile_with(package, &[])
}

/// Asks the judge about a package that refers to other packages.
///
/// # Panics
/// If the judge can't be built or run.
#[must_use]
#[track_caller]
pub fn compile_with(package: &Path, others: &[&Path]) -> Report {
    match ask("compile", package, others, &[]) {
        Ok(answer) => answer,
        // Not in a closure, so that the panic names the caller.
        Err(why) => panic!("{why}"),
    }
}

/// Renders each case with Flyte's renderer; returns the result or the reason for a refusal.
///
/// # Panics
/// If the judge can't be built or run.
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
    let answers: Vec<Answer> =
        ask("render-batch", Path::new("/dev/stdin"), &[], cases.to_string().as_bytes())?;
    let result = |answer: Answer| if answer.error.is_empty() { Ok(answer.args) } else { Err(answer.error) };
    Ok(answers.into_iter().map(result).collect())
}

/// Runs the judge on a file, after those with which it was registered, with a text as its input.
fn ask<T: DeserializeOwned>(verb: &str, file: &Path, others: &[&Path], input: &[u8]) -> Result<T, String> {
    let mut judge = Command::new(go::program("judge")?);
    judge.arg(verb).arg(file);
    for other in others {
        judge.arg("--with").arg(other);
    }
    let judge = judge.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let answer = judge.and_then(|mut judge| {
        // It answers after it has read everything; dropping the pipe closes it.
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
        .map_err(|error| format!("the judge's answer can't be read: {error}"))
}
