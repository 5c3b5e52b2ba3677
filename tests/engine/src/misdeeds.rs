//! What a task of a test does behind Aileron's back.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Puts a file where the task's results are wanted.
///
/// # Panics
/// Outside of a task that the engine runs.
pub fn leave(name: &str, bytes: &[u8]) {
    let prefix = env::args().skip_while(|word| word != "--output-prefix").nth(1).expect("an option");
    let objects = env::var_os("OBJECTS").expect("the folder of the store");
    let folder = Path::new(&objects).join(prefix.strip_prefix("s3://").expect("an address in S3"));
    fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), bytes)).expect("a file");
}

/// Sends this process a signal, and waits.
///
/// # Panics
/// If it does not end.
pub fn signal(name: &str) -> ! {
    let _ = Command::new("sh").args(["-c", &format!("kill -{name} $PPID; sleep 60")]).status();
    unreachable!("the signal ends it")
}

/// Ends this process with a status and without a last word: another program takes its place, so that no handler acts.
///
/// # Panics
/// If there is no shell.
pub fn vanish(status: u8) -> ! {
    let error = Command::new("sh").args(["-c", &format!("exit {status}")]).exec();
    panic!("sh can't be started: {error}")
}

/// Has the node report this of the pod when the process ends: what a cluster says of one that it took away.
///
/// # Panics
/// Outside of a task that the engine runs.
pub fn reported(status: &serde_json::Value) {
    let path = env::var_os("ENGINE_POD_STATUS").expect("a file of the node's");
    fs::write(path, status.to_string()).expect("a file");
}
