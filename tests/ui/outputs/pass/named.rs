#![deny(warnings)]
//! Outputs by name, of a task and of a workflow that passes them on.

use aileron::prelude::*;

#[derive(Outputs)]
pub struct Counts {
    pub words: i64,
    #[serde(rename = "all_lines")]
    lines: Vec<String>,
}

#[task]
fn count(text: String) -> Counts {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    Counts { words: text.split_whitespace().count().try_into().unwrap_or(i64::MAX), lines }
}

#[task]
async fn slowly(text: String) -> Result<Counts, String> {
    Ok(count(text))
}

#[workflow]
fn passed_on(text: String) -> Counts {
    count(text)
}

#[workflow]
async fn tried(text: String) -> Result<Counts, String> {
    slowly(text).await
}

fn main() {
    assert_eq!(passed_on("a b".to_owned()).words, 2);
    assert_eq!(count("a\nb".to_owned()).lines.len(), 2);
}
