//! Ends a process with all that it has started.
//!
//! A process of this program that runs a script starts it in a process group of its own, so that it can end the script. If it has
//! to be killed before it has done that, the script must not stay.

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// Kills all processes of the group, and those that its first process has started in other groups.
pub(super) fn kill(group: Pid) {
    // A stopped process collects no child that has ended, so no id is another process's meanwhile. The group may have no processes
    // any more.
    let _ = kill_process_group(group, Signal::STOP);
    for process in descendants(group) {
        let _ = kill_process(process, Signal::KILL);
    }
    let _ = kill_process_group(group, Signal::KILL);
}

/// The living processes that this one has started, and those that they have. Only Linux tells.
fn descendants(process: Pid) -> Vec<Pid> {
    let mut found = vec![process];
    let mut next = 0;
    while let Some(process) = found.get(next) {
        let threads = format!("/proc/{}/task", process.as_raw_nonzero());
        let children = std::fs::read_dir(threads).into_iter().flatten().flatten();
        let children =
            children.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
        let children: Vec<Pid> = children
            .flat_map(|ids| ids.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<i32>>())
            .filter_map(Pid::from_raw)
            .collect();
        found.extend(children);
        next += 1;
    }
    found.split_off(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};

    #[test]
    #[cfg(target_os = "linux")]
    fn what_is_in_another_group_is_killed_too() {
        // A shell with job control gives each job a group of its own.
        let script = "set -m; sleep 300 & echo $!; wait";
        let mut shell = Command::new("bash");
        let mut shell =
            shell.args(["-c", script]).stdout(Stdio::piped()).process_group(0).spawn().expect("bash");
        let mut line = String::new();
        BufReader::new(shell.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        kill(Pid::from_child(&shell));
        shell.wait().expect("it has ended");
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", line.trim())).unwrap_or_default();
        let has_ended = || state().is_empty() || state().contains(") Z ");
        let ends = (0..100).any(|_| {
            has_ended() || {
                std::thread::sleep(std::time::Duration::from_millis(20));
                false
            }
        });
        assert!(ends, "{}", state());
    }
}
