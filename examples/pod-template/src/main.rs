//! Tasks in pods of their own.
//!
//! The templates are ordinary functions that return Kubernetes' own types. They are called when the specs are made; a local
//! run ignores them:
//!
//! ```text
//! cargo run -p pod-template -- run report --text "one two"
//! cargo run -p pod-template -- serialize
//! ```

mod pods;

use aileron::prelude::*;

/// Counts the words of a text, on a node with fast disks.
#[task(pod_template = pods::on_fast_disks(), requests(cpu = "500m", mem = "1Gi"))]
fn count(text: String) -> i64 {
    text.split_whitespace().count() as i64
}

/// Uses the sidecar service, and logs the node, whose name is in a variable of the template.
#[task(pod_template = pods::with_a_service(), secrets("service/token"), retries = 1)]
fn ask(words: i64) -> String {
    eprintln!("asked on {}", std::env::var("NODE").as_deref().unwrap_or("this machine"));
    format!("{words} words")
}

#[workflow]
fn report(text: String) -> String {
    ask(count(text))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pod_is_needed_here() {
        assert_eq!(report("one two".to_owned()), "2 words");
    }
}
