//! What tasks of tests do without Aileron's knowledge.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Writes a file to the prefix for the task's results.
///
/// # Panics
/// Panics outside of a task that the engine runs.
pub fn leave(name: &str, bytes: &[u8]) {
    let prefix = env::args().skip_while(|word| word != "--output-prefix").nth(1).expect("an option");
    let objects = env::var_os("OBJECTS").expect("the folder of the store");
    let folder = Path::new(&objects).join(prefix.strip_prefix("s3://").expect("an address in S3"));
    fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), bytes)).expect("a file");
}

/// Sends a signal to this process, and waits.
///
/// # Panics
/// Panics if the process does not end.
pub fn signal(name: &str) -> ! {
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} $PPID; sleep 60")]).status();
    unreachable!("the signal ends it")
}

/// Ends this process with a status. Another program replaces it, so no handler is called.
///
/// # Panics
/// Panics if there is no shell.
pub fn vanish(status: u8) -> ! {
    let error = Command::new("sh").args(["-c", &format!("exit {status}")]).exec();
    panic!("sh can't be started: {error}")
}

/// Sets the pod's status that the node reports when the process ends, as a cluster reports a pod that it took away.
///
/// # Panics
/// Panics outside of a task that the engine runs.
pub fn reported(status: &serde_json::Value) {
    let path = env::var_os("ENGINE_POD_STATUS").expect("a file of the node's");
    fs::write(path, status.to_string()).expect("a file");
}
