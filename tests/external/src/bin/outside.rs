//! A program whose tasks run other software.
use aileron::ExternalError;
use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

/// Returns its arguments, in brackets.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "for word in \"$@\"; do printf '<%s>' \"$word\"; done > /var/outputs/o0", "sh"],
    arguments = ["{{.inputs.text}}", "{{ $Inputs.number }}", "--x={{.inputs.ratio}}", "{{.inputs.when}}", "{{.inputs.list}}", "$(LEVEL)$$(LEVEL)$(FLYTE_INTERNAL_TASK_NAME)"],
    env(LEVEL = "high")
)]
fn arguments(text: String, number: i64, ratio: f64, when: DateTime<Utc>, list: Vec<i64>) -> String;

/// Returns the paths that it gets, one per line.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "for word in \"$@\"; do echo \"$word\"; done > /var/outputs/o0", "sh"],
    arguments = ["{{.inputPrefix}}", "{{.input}}", "{{.outputPrefix}}", "{{.taskTemplatePath}}", "{{.rawOutputDataPrefix}}", "{{.checkpointOutputPrefix}}", "{{.prevCheckpointPrefix}}", "{{.namespace}}"]
)]
fn places() -> String;

/// Returns its inputs, each through its file.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "n=0; for name in i f b s d t file; do cp /var/inputs/$name /var/outputs/o$n; n=$$((n + 1)); done; cp -r /var/inputs/folder /var/outputs/o7"]
)]
#[allow(clippy::many_single_char_names)]
fn files(
    i: i64,
    f: f64,
    b: bool,
    s: String,
    d: Duration,
    t: DateTime<Utc>,
    file: File,
    folder: Directory,
) -> (i64, f64, bool, String, Duration, DateTime<Utc>, File, Directory);

/// Returns the file with all inputs.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "ls -R /var/inputs && cp /var/inputs/inputs.json /var/outputs/o0.json"],
    data(inputs = "/var/inputs", outputs = "/var/outputs", format = "json")
)]
fn together(
    names: Vec<String>,
    sizes: BTreeMap<String, i64>,
    maybe: Option<bool>,
    file: File,
    long: Duration,
) -> File;

/// The same in YAML, with other folders.
#[container_task(
    image = "busybox",
    command = ["cp", "/in/inputs.yaml", "/out/o0"],
    data(inputs = "/in", outputs = "/out", format = "yaml")
)]
fn yaml(x: i64) -> File;

/// Reads and writes Flyte's own files: the input `o0` becomes the output `o0`.
#[container_task(
    image = "busybox",
    command = ["cp", "{{.input}}", "{{.outputPrefix}}/outputs.pb"],
    data = false
)]
fn own_files(o0: Vec<BTreeMap<String, i64>>) -> Vec<BTreeMap<String, i64>>;

/// Writes something to the path of the error document.
#[container_task(image = "busybox", command = ["sh", "-c", "echo no error > \"$0\"", "{{.inputs.error}}"], data = false)]
fn own_error(error: String) -> i64;

/// Fails in the first two attempts.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "echo \"$0 $(FLYTE_ATTEMPT_NUMBER)\" >> \"$1\"; echo text on stdout; echo text on stderr >&2; test $$(wc -l < \"$1\") -ge 3 || exit 7; echo 3 > /var/outputs/o0"],
    arguments = ["{{.perRetryUniqueKey}}", "{{.inputs.log}}"],
    retries = 2
)]
fn third_time(log: String) -> Result<i64, ExternalError>;

/// Fails in the way that co-pilot reports.
#[container_task(image = "busybox", command = ["sh", "-c", "echo no luck > /var/outputs/_ERROR"])]
fn error_file(x: i64) -> i64;

/// Has no outputs, but writes to the folder where they would be.
#[container_task(image = "busybox", command = ["sh", "-c", "echo no luck > ../outputs/_ERROR"])]
fn no_outputs();

/// Runs a script.
#[container_task(image = "busybox", command = ["sh", "-c", "{{.inputs.script}}"])]
fn leaves(script: String) -> i64;

/// Takes too long, and so does the process that it starts.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "sleep 300 & echo $! > \"$0\"; sleep 300"],
    arguments = ["{{.inputs.pids}}"],
    timeout = "300ms"
)]
fn too_long(pids: String);

/// Leaves a process behind.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "sleep 300 & echo $! > \"$0\""],
    arguments = ["{{.inputs.pids}}"]
)]
fn leaves_a_process(pids: String);

/// Waits until it is ended.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "echo $$$$ > \"$0\"; sleep 300"],
    arguments = ["{{.inputs.pids}}"]
)]
fn waits(pids: String);

/// Names a program that does not exist.
#[container_task(image = "busybox", command = ["no-such-program"])]
fn missing();

/// Runs its image's entrypoint.
#[container_task(image = "{{.image.default.fqn}}:tools-{{.image.default.version}}", arguments = ["--day={{.inputs.day}}"], env(KEY = "a b"))]
fn entrypoint(day: i64) -> i64;

/// Needs secrets.
#[container_task(image = "busybox", command = ["no-such-program"], secrets("db/password", "tls/key"(mount = "file", env_var = "KEY_FILE")))]
fn secret() -> i64;

/// Returns its environment.
#[shell_task(script = r#"env > "$outputs/o0""#)]
fn environment() -> String;

/// Returns its inputs, each through its variable.
#[shell_task(
    script = r#"
    # It's the variable that the placeholder becomes.
    printf '%s' "{{.inputs.s}}" > "$outputs/o0"
    echo "$inputs_i" > "$outputs/o1"
    echo "{{.inputs.f}}" > "$outputs/o2"
    echo "{{ $Inputs.b }}" > "$outputs/o3"
    echo "$inputs_d" > "$outputs/o4"
    echo "$inputs_t" > "$outputs/o5"
    # Some shells' echo reads a `\n`.
    printf '%s' "$inputs_list" > "$outputs/o6"
    echo "$inputs_map" > "$outputs/o7"
    if [ -n "$inputs_maybe" ]; then echo "$inputs_maybe"; else echo null; fi > "$outputs/o8"
    cp "$inputs_file" "$outputs/o9"
    cp -r "$inputs_folder" "$outputs/o10"
    echo "$LEVEL"
"#,
    env(LEVEL = "the level is high")
)]
#[allow(clippy::many_single_char_names, clippy::type_complexity)]
fn variables(
    s: String,
    i: i64,
    f: f64,
    b: bool,
    d: Duration,
    t: DateTime<Utc>,
    list: Vec<String>,
    map: BTreeMap<String, i64>,
    maybe: Option<i64>,
    file: File,
    folder: Directory,
) -> (
    String,
    i64,
    f64,
    bool,
    Duration,
    DateTime<Utc>,
    Vec<String>,
    BTreeMap<String, i64>,
    Option<i64>,
    File<aileron::data::Csv>,
    Directory,
);

/// Returns the size of a file.
#[shell_task(script = r#"wc -c < "{{.inputs.file}}" > "$outputs/o0""#)]
fn size(file: File) -> i64;

/// Runs a script.
#[shell_task(script = r#"eval "{{.inputs.script}}""#, timeout = "400ms", retries = 1)]
fn script(script: String) -> i64;

/// Names a shell that does not exist.
#[shell_task(script = "true", shell = "/no/such/shell")]
fn no_shell();

/// Calls two tasks.
#[workflow]
fn both(x: i64) -> (i64, i64) {
    (leaves("exit 0".to_owned()), entrypoint(x))
}

/// Calls a container in another image than its own. Its attribute is so long that rustc prints it on two lines.
#[workflow]
fn elsewhere(x: i64) -> i64 {
    #[node(interruptible = false, limits(cpu = "1", mem = "1Gi"), container_image = "ghcr.io/acme/other:v2")]
    let y = error_file(x);
    y
}

/// Writes the file, and returns when it is asked to end.
#[task]
async fn heeds(file: String) -> std::io::Result<i64> {
    std::fs::write(file, "began")?;
    Context::current().cancelled().await;
    Ok(1)
}

/// Writes the file, and does not end.
#[task]
fn stubborn(file: String) -> std::io::Result<i64> {
    let _scratch = Context::current().working_directory()?;
    std::fs::write(file, "began")?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(1)
}

/// Writes the file.
#[task]
fn comes_later(x: i64, file: String) -> std::io::Result<i64> {
    std::fs::write(file, "began")?;
    Ok(x)
}

#[workflow]
async fn heeds_and_more(file: String, later: String) -> std::io::Result<i64> {
    let x = heeds(file).await?;
    comes_later(x, later)
}

aileron::main!();
