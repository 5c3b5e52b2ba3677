//! Ctrl-C while `launch` waits: a person is asked whether the execution shall end as well.

use crate::cli::failure::{Failure, note};
use crate::cli::remote::interrupt::ctrl_c;
use crate::cli::remote::watching::Watching;
use crate::remote::{Execution, Snapshot};
use futures_util::future::{Either, select};
use std::io::{self, BufRead, IsTerminal, Write};
use std::pin::pin;

/// What Flyte shows to everyone as the reason.
const CAUSE: &str = "aborted by Ctrl-C where it was launched";

/// Shows the execution until it is over. Ctrl-C asks whether to abort it; without a terminal, it goes on alone.
pub(super) async fn until_over(execution: &Execution, call: &str) -> Result<Snapshot, Failure> {
    let mut watching = Watching::of(execution);
    let mut is_aborted = false;
    loop {
        if let Either::Left((snapshot, _)) = select(pin!(watching.until_over()), pin!(ctrl_c())).await {
            return Ok(snapshot?);
        }
        watching.clear();
        // Who interrupts once more does not want to wait for the end of an abort.
        if !is_aborted && wants_abort(execution).await {
            note(format_args!("the execution `{}` is being aborted", execution.name()));
            execution.terminate(CAUSE).await?;
            is_aborted = true;
            continue;
        }
        return Err(Failure::Interrupted(left(execution.name(), call, is_aborted)));
    }
}

/// What happens to an execution that nobody waits for.
fn left(name: &str, call: &str, is_aborted: bool) -> String {
    if is_aborted {
        return format!("interrupted before the execution `{name}` was over, which is being aborted");
    }
    format!(
        "interrupted, but the execution `{name}` goes on; `{call} executions watch {name}` shows it, and `{call} executions terminate \
         {name}` ends it"
    )
}

/// Asks on the terminal. Another Ctrl-C means no.
async fn wants_abort(execution: &Execution) -> bool {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return false;
    }
    let _ = write!(io::stderr(), "\nAbort the execution `{}` as well? [y/N] ", execution.name());
    let answer = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map(|_| line).unwrap_or_default()
    });
    match select(answer, pin!(ctrl_c())).await {
        Either::Left((answer, _)) => is_yes(&answer.unwrap_or_default()),
        Either::Right(_) => false,
    }
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::{is_yes, left};

    #[test]
    fn only_a_yes_aborts() {
        assert!(is_yes("y\n") && is_yes("YES\n"));
        assert!(!is_yes("\n") && !is_yes("no\n") && !is_yes(""));
    }

    #[test]
    fn what_goes_on_can_be_ended() {
        assert!(left("f1", "app", false).ends_with("and `app executions terminate f1` ends it"));
    }
}
