//! The report of a run: one page of HTML that needs nothing else.

use super::place::Placed;
use super::recording::{Recording, State};
use super::svg::{SvgError, placed};
use crate::causes::Causes;
use crate::graph::{Graph, Nest};
use askama::Template;
use serde_json::{Value, json};
use std::error::Error;
use std::time::Duration;

/// What the page says of the whole run.
pub(crate) struct Run<'r> {
    /// The name of the task or workflow.
    pub(crate) name: &'r str,
    /// When it began, for a person.
    pub(crate) began: String,
    /// Its error; `None` if it succeeded.
    pub(crate) error: Option<&'r (dyn Error + 'static)>,
    /// What it gave, as JSON.
    pub(crate) outputs: Option<String>,
    /// The workflow's graph; `None` for a task, or if it has too many nodes for a drawing.
    pub(crate) graph: Option<(&'r Graph, &'r Nest, u64)>,
}

#[derive(Template)]
#[template(path = "report.html", escape = "html")]
struct Page<'p> {
    name: &'p str,
    began: &'p str,
    state: &'p str,
    took: String,
    counts: Vec<(&'static str, usize)>,
    error: Option<String>,
    outputs: Option<&'p str>,
    placed: Option<&'p Placed>,
    /// The nodes, as JSON that may stand in a script.
    data: String,
}

/// The page.
///
/// # Errors
/// Fails if the drawing can't be made.
pub(crate) fn page(run: &Run<'_>, recording: &Recording) -> Result<String, SvgError> {
    let took = recording.began().elapsed();
    let placed = match run.graph {
        Some((graph, nest, nodes)) => match placed(graph, nest, nodes) {
            Ok(placed) => Some(placed),
            // The page has its timeline and its list without it.
            Err(SvgError::TooLarge { .. }) => None,
            Err(error) => return Err(error),
        },
        None => None,
    };
    let (data, counts) = recording.read(|nodes| {
        let all: Value = nodes.values().map(super::recording::Recorded::to_json).collect();
        let count = |state: State| nodes.values().filter(|node| node.state == state).count();
        let states =
            [State::Succeeded, State::Reused, State::Failed, State::Running, State::Waiting, State::Skipped];
        let counts = states.map(|state| (state.name(), count(state)));
        (json!({"nodes": all, "took": took.as_secs_f64() * 1e3}), counts)
    });
    let page = Page {
        name: run.name,
        began: &run.began,
        state: if run.error.is_some() { "failed" } else { "succeeded" },
        took: lasted(took),
        counts: counts.into_iter().filter(|(_, count)| *count > 0).collect(),
        error: run.error.map(|error| Causes(error).to_string()),
        outputs: run.outputs.as_deref(),
        placed: placed.as_ref(),
        data: in_script(&data),
    };
    Ok(page.render().map_err(|error| SvgError::Failed(error.into()))? + "\n")
}

/// JSON that can't end the script around it.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

fn lasted(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        format!("{:.0} ms", seconds * 1e3)
    } else if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}
