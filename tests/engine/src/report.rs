//! The results of a run.

use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A run that has ended, and its files, which are removed when this is dropped.
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

/// What the console shows about a node.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "some fields are only shown")]
struct Node {
    #[serde(default)]
    deck_uri: String,
    id: String,
    phase: String,
    attempts: usize,
    error: Option<Failure>,
}

/// Why a run failed, as the engine reports it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Failure {
    /// The code of the engine or of the task.
    pub code: String,
    /// Whose fault it is: `USER`, `SYSTEM` or `UNKNOWN`.
    pub kind: String,
    /// The message.
    pub message: String,
}

impl Run {
    pub(crate) fn new(folder: TempDir, report: &[u8]) -> Self {
        let report = serde_json::from_slice(report).expect("the engine prints a report");
        Run { folder, report }
    }

    /// Returns the execution's name.
    #[must_use]
    pub fn execution(&self) -> &str {
        &self.report.execution
    }

    /// Returns the outputs of a run that succeeded.
    ///
    /// # Panics
    /// Panics if it failed, with everything that is known.
    #[must_use]
    #[track_caller]
    pub fn outputs(&self) -> LiteralMap {
        assert!(self.report.phase == "SUCCEEDED", "{}", self.story());
        let bytes = fs::read(self.folder.path().join("outputs.pb")).expect("a success leaves outputs");
        LiteralMap::decode(&*bytes).expect("a map of literals")
    }

    /// Returns why the run failed, if it did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        self.report.error.as_ref()
    }

    /// Returns how often the task of a node was tried.
    ///
    /// # Panics
    /// Panics if there is no node with that id.
    #[must_use]
    #[track_caller]
    pub fn attempts(&self, id: &str) -> usize {
        self.node(id).attempts
    }

    /// Returns the phase in which a node ended, such as `SUCCEEDED`.
    ///
    /// # Panics
    /// Panics if there is no node with that id.
    #[must_use]
    #[track_caller]
    pub fn phase(&self, id: &str) -> &str {
        &self.node(id).phase
    }

    /// Returns the address of the node's deck in the console; empty if there is none.
    ///
    /// # Panics
    /// Panics if there is no node with that id.
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

    /// Returns a map of literals among a node's data: `inputs.pb`, or `0/outputs.pb` of the first attempt.
    ///
    /// # Panics
    /// Panics if it does not exist.
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

    /// Returns the pods that were started, as Kubernetes got them.
    ///
    /// # Panics
    /// Panics if a pod can't be read.
    #[must_use]
    pub fn pods(&self) -> Vec<Value> {
        let folders = fs::read_dir(self.folder.path().join("pods")).into_iter().flatten().flatten();
        let pods = folders.map(|folder| fs::read(folder.path().join("pod.json")).expect("a pod"));
        pods.map(|pod| serde_json::from_slice(&pod).expect("JSON")).collect()
    }

    /// Returns the path of an object on this machine: `s3://flyte/a` is a file in the engine's folder.
    #[must_use]
    pub fn path(&self, uri: &str) -> PathBuf {
        uri.strip_prefix("s3://").map_or_else(|| uri.into(), |key| self.folder.path().join("s3").join(key))
    }

    /// What happened, for a test that fails: the error, the nodes, and the logs of the containers.
    fn story(&self) -> String {
        let mut story = format!("{:?}\n{:#?}\n", self.report.error, self.report.nodes);
        let pods = fs::read_dir(self.folder.path().join("pods")).into_iter().flatten().flatten();
        for file in pods.flat_map(|pod| fs::read_dir(pod.path()).into_iter().flatten().flatten()) {
            let path = file.path();
            if path.extension().is_some_and(|extension| extension == "log") {
                let log = fs::read(&path).unwrap_or_default();
                // Writing to a string does not fail.
                let _ = writeln!(story, "{}:\n{}", path.display(), String::from_utf8_lossy(&log));
            }
        }
        story
    }
}
