//! What came of a run.

use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A run that is over, and all that it left; that goes when this does.
#[derive(Debug)]
pub struct Run {
    folder: TempDir,
    report: Report,
}

#[derive(Debug, Deserialize)]
struct Report {
    execution: String,
    phase: String,
    error: Option<Failure>,
    nodes: Vec<Node>,
}

/// What the console shows of a node.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "some is there to be shown")]
struct Node {
    #[serde(default)]
    deck_uri: String,
    id: String,
    phase: String,
    attempts: usize,
    error: Option<Failure>,
}

/// Why something failed, in the engine's terms.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Failure {
    /// Of the engine, or of the task.
    pub code: String,
    /// Whose fault it is: `USER`, `SYSTEM` or `UNKNOWN`.
    pub kind: String,
    /// For people.
    pub message: String,
}

impl Run {
    pub(crate) fn new(folder: TempDir, report: &[u8]) -> Self {
        let report = serde_json::from_slice(report).expect("the engine prints a report");
        Run { folder, report }
    }

    /// The execution's name.
    #[must_use]
    pub fn execution(&self) -> &str {
        &self.report.execution
    }

    /// The outputs of a success.
    ///
    /// # Panics
    /// Where it is none, with all that is known.
    #[must_use]
    #[track_caller]
    pub fn outputs(&self) -> LiteralMap {
        assert!(self.report.phase == "SUCCEEDED", "{}", self.story());
        let bytes = fs::read(self.folder.path().join("outputs.pb")).expect("a success leaves outputs");
        LiteralMap::decode(&*bytes).expect("a map of literals")
    }

    /// Why it failed, if it did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        self.report.error.as_ref()
    }

    /// How often the task of a node was tried.
    ///
    /// # Panics
    /// Where there is no node of that name.
    #[must_use]
    #[track_caller]
    pub fn attempts(&self, id: &str) -> usize {
        self.node(id).attempts
    }

    /// The phase that a node came to, such as `SUCCEEDED`.
    ///
    /// # Panics
    /// Where there is no node of that name.
    #[must_use]
    #[track_caller]
    pub fn phase(&self, id: &str) -> &str {
        &self.node(id).phase
    }

    /// Where the page is that the console offers; empty for none.
    ///
    /// # Panics
    /// Where there is no node of that name.
    #[must_use]
    #[track_caller]
    pub fn deck(&self, id: &str) -> &str {
        &self.node(id).deck_uri
    }

    #[track_caller]
    fn node(&self, id: &str) -> &Node {
        let node = self.report.nodes.iter().find(|node| node.id == id);
        node.unwrap_or_else(|| panic!("no node {id}: {}", self.story()))
    }

    /// A map of literals that lies with a node's data: `inputs.pb`, or `0/outputs.pb` of the first attempt.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    #[track_caller]
    pub fn data(&self, node: &str, file: &str) -> LiteralMap {
        let execution = &self.report.execution;
        let uri = format!("s3://flyte/metadata/propeller/judge-development-{execution}/{node}/data/{file}");
        match fs::read(self.path(&uri)) {
            Ok(bytes) => LiteralMap::decode(&*bytes).expect("a map of literals"),
            Err(error) => panic!("{uri}: {error}: {}", self.story()),
        }
    }

    /// The pods that were started, as Kubernetes got them.
    ///
    /// # Panics
    /// Where one can't be read.
    #[must_use]
    pub fn pods(&self) -> Vec<Value> {
        let folders = fs::read_dir(self.folder.path().join("pods")).into_iter().flatten().flatten();
        let pods = folders.map(|folder| fs::read(folder.path().join("pod.json")).expect("a pod"));
        pods.map(|pod| serde_json::from_slice(&pod).expect("JSON")).collect()
    }

    /// Where on this machine an object is: `s3://flyte/a` is a file of the engine's folder.
    #[must_use]
    pub fn path(&self, uri: &str) -> PathBuf {
        uri.strip_prefix("s3://").map_or_else(|| uri.into(), |key| self.folder.path().join("s3").join(key))
    }

    /// What happened, for a test that fails: the error, the nodes, and what the containers said.
    fn story(&self) -> String {
        let mut story = format!("{:?}\n{:#?}\n", self.report.error, self.report.nodes);
        let pods = fs::read_dir(self.folder.path().join("pods")).into_iter().flatten().flatten();
        for file in pods.flat_map(|pod| fs::read_dir(pod.path()).into_iter().flatten().flatten()) {
            let path = file.path();
            if path.extension().is_some_and(|extension| extension == "log") {
                let log = fs::read(&path).unwrap_or_default();
                // A text takes whatever is written.
                let _ = writeln!(story, "{}:\n{}", path.display(), String::from_utf8_lossy(&log));
            }
        }
        story
    }
}
