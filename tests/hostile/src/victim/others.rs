//! Tasks that run other software, and tasks with files on this machine.

use aileron::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::time::Duration;

/// Gets a file for each key.
#[container_task(image = "busybox", command = ["sh", "-c", "ls -A /var/inputs/sizes | wc -l > /var/outputs/o0"])]
pub(crate) fn keys(sizes: BTreeMap<String, i64>) -> i64;

/// Runs a script in the folder `outputs`.
#[container_task(image = "busybox", command = ["sh", "-c", "cd /var/outputs; eval \"$0\"", "{{.inputs.script}}"])]
pub(crate) fn container_file(script: String) -> File;

#[container_task(image = "busybox", command = ["sh", "-c", "cd /var/outputs; eval \"$0\"", "{{.inputs.script}}"])]
pub(crate) fn container_folder(script: String) -> Directory;

#[container_task(image = "busybox", command = ["sh", "-c", "cd /var/outputs; eval \"$0\"", "{{.inputs.script}}"])]
pub(crate) fn container_text(script: String) -> String;

/// Runs a script that writes Flyte's own files.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "mkdir -p \"$2\"; eval \"$0\"", "{{.inputs.script}}", "{{.outputPrefix}}", "{{.rawOutputDataPrefix}}"],
    data = false
)]
pub(crate) fn container_own(script: String) -> File;

#[shell_task(script = r#"cd "$outputs"; eval "{{.inputs.script}}""#)]
pub(crate) fn script_file(script: String) -> File;

#[shell_task(script = r#"cd "$outputs"; eval "{{.inputs.script}}""#)]
pub(crate) fn script_folder(script: String) -> Directory;

#[shell_task(script = r#"cd "$outputs"; eval "{{.inputs.script}}""#, timeout = "1m")]
pub(crate) fn script_text(script: String) -> String;

#[shell_task(
    script = r#"
    env > "$outputs/o0"
"#,
    env(OWN = "own"),
    secrets("db/password", "db/user"(env_var = "DB_USER"), "tls/key"(mount = "file", env_var = "KEY_FILE"))
)]
pub(crate) fn script_environment() -> String;

#[container_task(
    image = "busybox",
    command = ["sh", "-c", "env > /var/outputs/o0.txt"],
    env(OWN = "own")
)]
pub(crate) fn container_environment() -> File;

/// Writes the path of its folder to a file, and then waits.
#[task]
pub(crate) fn sleeps(told: String) -> io::Result<File> {
    let folder = Context::current().working_directory()?;
    fs::write(folder.join("private"), "private")?;
    let file = File::write("a.csv", "a")?;
    fs::write(&told, folder.display().to_string())?;
    std::thread::sleep(Duration::from_mins(5));
    Ok(file)
}

/// Returns a file, and leaves others behind.
#[task]
pub(crate) fn writes(text: String) -> io::Result<File> {
    let _: File = File::write("between.txt", &text)?;
    fs::write(Context::current().working_directory()?.join("notes"), &text)?;
    File::write("text.txt", text)
}

#[task]
pub(crate) fn hands_on(file: File) -> File {
    file
}

/// Returns a file with any path.
#[task]
pub(crate) fn gives(path: String) -> File {
    File::new(path)
}

#[task]
pub(crate) fn gives_folder(path: String) -> Directory {
    Directory::new(path)
}

/// Returns its input, so its outputs are a file of another task's inputs.
#[task]
pub(crate) fn name(told: String) -> Told {
    Told { told }
}

#[derive(Outputs)]
pub(crate) struct Told {
    pub(crate) told: String,
}
