//! Writes a graph as a drawing in SVG.

use super::place::{Placed, place};
use super::scene::scene;
use crate::graph::{Graph, Nest};
use askama::Template;
use std::fmt;
use std::thread::Builder;

/// The largest number of nodes in a drawing. Nobody could find one of more.
const MOST: u64 = 20_000;
/// The stack of the thread that places the boxes, in bytes: the layout goes into depth along a chain.
const STACK: usize = 512 << 20;

/// Why a graph is not drawn.
#[derive(Debug)]
pub(crate) enum SvgError {
    /// It has too many nodes.
    TooLarge { name: String, nodes: u64 },
    /// No thread can be started, or the template can't be written.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for SvgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SvgError::TooLarge { name, nodes } => write!(
                f,
                "`{name}` has {nodes} nodes with those of the workflows in it, and a drawing takes no more than {MOST}; write \
                 `--format dot` or `--format json` for programs that can read it"
            ),
            SvgError::Failed(_) => f.write_str("the drawing can't be made"),
        }
    }
}

impl std::error::Error for SvgError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SvgError::TooLarge { .. } => None,
            SvgError::Failed(cause) => Some(&**cause),
        }
    }
}

#[derive(Template)]
#[template(path = "graph.svg", escape = "html")]
struct Drawing<'d> {
    name: &'d str,
    placed: &'d Placed,
}

/// The graph in SVG, with those of the workflows in it.
///
/// # Errors
/// Fails if it has too many nodes.
pub(crate) fn svg(graph: &Graph, nest: &Nest, nodes: u64) -> Result<String, SvgError> {
    let placed = placed(graph, nest, nodes)?;
    let drawing = Drawing { name: &graph.name, placed: &placed };
    // A template drops its last line break.
    let text = drawing.render().map_err(|error| SvgError::Failed(error.into()))?;
    Ok(text + "\n")
}

/// Where all of the graph is drawn.
///
/// # Errors
/// Fails if it has too many nodes.
pub(super) fn placed(graph: &Graph, nest: &Nest, nodes: u64) -> Result<Placed, SvgError> {
    if nodes > MOST {
        return Err(SvgError::TooLarge { name: graph.name.clone(), nodes });
    }
    let scene = scene(graph, nest);
    std::thread::scope(|scope| {
        let thread = Builder::new().name("layout".into()).stack_size(STACK);
        let placing =
            thread.spawn_scoped(scope, || place(&scene)).map_err(|error| SvgError::Failed(error.into()))?;
        placing.join().map_err(|_| SvgError::Failed("the layout panicked".into()))
    })
}
