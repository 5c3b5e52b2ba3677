//! Tasks in pods of their own.
//!
//! The templates are ordinary functions in Kubernetes' own types. They are called when the specs are made, and play no
//! part on this machine:
//!
//! ```text
//! cargo run -p pod-template -- run report --text "one two"
//! cargo run -p pod-template -- serialize
//! ```

mod pods;

use aileron::prelude::*;

/// Counts the words of a text, on the disks that are fast.
#[task(pod_template = pods::on_fast_disks(), requests(cpu = "500m", mem = "1Gi"))]
fn count(text: String) -> i64 {
    text.split_whitespace().count() as i64
}

/// Asks the service beside it, and says on which node that was; the variable is the template's.
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
