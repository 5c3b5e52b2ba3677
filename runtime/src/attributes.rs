//! The macros, documented where their examples are tested.

/// Makes a function a Flyte task.
///
/// The function stays as it is: you call it and test it like any other. It may be `async`. It returns a value, `()`, a
/// tuple for several outputs, or a `Result` of these whose error becomes `Box<dyn Error + Send + Sync>` (so
/// `anyhow::Result` works). Inputs and outputs are [`FlyteType`](crate::FlyteType)s, taken by value.
///
/// ```
/// use aileron::prelude::*;
///
/// /// Counts the words of a text.
/// #[task(
///     container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
///     retries = 2,
///     timeout = "10m",
///     cache(version = "1", ignore(verbose)),
///     requests(cpu = "500m", mem = "1Gi"),
/// )]
/// fn word_count(
///     /// What to count in.
///     text: String,
///     verbose: bool,
/// ) -> usize {
///     text.split_whitespace().count()
/// }
///
/// assert_eq!(word_count("one two".into(), false), 2);
/// ```
///
/// The task's name is its module path with dots, `my_crate.etl.word_count`. The doc comment becomes its description, the
/// doc comment of a parameter the description of that input. A section `# Returns` describes the outputs: its text describes
/// a single output, the items of its list describe several, in order or by name, as in ``- `o1`: the rest``.
///
/// ```
/// use aileron::prelude::*;
///
/// /// Splits a sum into notes and coins.
/// ///
/// /// # Returns
/// ///
/// /// - how many notes of ten
/// /// - what is left
/// #[task]
/// fn change(sum: u64) -> (u64, u64) {
///     (sum / 10, sum % 10)
/// }
/// # assert_eq!(change(42), (4, 2));
/// ```
///
/// # Defaults
///
/// `#[default(…)]` on a parameter is the value of that input where the caller leaves it out: an expression of the parameter's
/// type, evaluated each time (a text in quotes means a `String`, also within a list, a tuple, a struct or `Some("…")`).
///
/// ```
/// use aileron::prelude::*;
///
/// const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
///
/// #[task]
/// fn fetch(url: String, #[default(PATIENCE)] patience: std::time::Duration, #[default("GET")] method: String) -> String {
///     format!("{method} {url} within {patience:?}")
/// }
///
/// #[workflow]
/// fn page(url: String, #[default("GET")] method: String) -> String {
///     fetch(url, PATIENCE, method)
/// }
/// # assert_eq!(page("/".to_owned(), "PUT".to_owned()), "PUT / within 30s");
/// ```
///
/// The defaults of a workflow become those of its launch plan. Flyte has no defaults of tasks: it requires every input of a
/// task that is launched alone. `run` and a container use the task's own defaults (flytekit `core/interface.py`). A call in
/// Rust passes every argument, in a workflow too: write a default that both need as a constant.
///
/// # Services
///
/// Where the plugin lets a service do the work, the task is a signature. `local` names the function that does the work on
/// this machine; in a test another function may [stand in](crate::testing::stand_in()).
///
/// ```
/// use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
/// use aileron::prelude::*;
/// use serde_json::{Value, json};
///
/// struct Oven {
///     celsius: u32,
/// }
///
/// impl Plugin for Oven {
///     type Work = work::Service;
///
///     fn task_type(&self) -> &str {
///         "oven"
///     }
///
///     fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
///         Ok(json!({"celsius": self.celsius}))
///     }
/// }
///
/// #[task(plugin = Oven { celsius: 230 }, local = toast, retries = 1)]
/// fn bake(dough: String) -> String;
///
/// fn toast(dough: String) -> String {
///     format!("{dough}, toasted")
/// }
///
/// assert_eq!(bake("bread".to_owned()), "bread, toasted");
/// ```
///
/// # How it ends
///
/// The program reports every end to Flyte except two. The task reports outputs and errors. After a panic, a crash, a signal
/// that ends the process, or `exit`, the program reports the failure, as an error that is worth a retry. It can't report
/// SIGKILL, which the kernel sends when memory runs out: Kubernetes reports that to Flyte. It can't report `_exit(0)` either,
/// which runs nothing on the way out: Flyte finds no outputs, and takes a task without outputs for done.
///
/// A child process that the task forks ends alone. One that returns from the task, or panics, ends there. A local run ends
/// as well if a task calls `exit` or crashes: it names the task, and its exit status is not 0.
///
/// # Options
///
/// Each may be given once. `accelerator`, `local`, `plugin` and `pod_template` take an expression; every other value is a
/// literal, which is checked when the crate compiles. No text may hold the character NUL.
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `name = "etl.count"` | the name on the wire: letters, digits, `_`, `-`, in segments joined by `.` | the module path |
/// | `container_image = "…"` | a reference, or a template with `{{.image.NAME.fqn}}`, `{{.image.NAME.version}}` or `{{.image.NAME}}`; a name other than `default` is declared in `[package.metadata.aileron.images]`, or the workspace's; registries read a reference with neither tag nor digest as `latest`, and commands that make specs warn about it | the image `default` |
/// | `retries = 3` | attempts after the first. Flyte retries after a [`Recoverable`](struct@crate::Recoverable) error, a crash, or a failed container of another image; every other error and a panic fail the workflow at once | 0 |
/// | `timeout = "1h30m"` | how long one attempt may take, in `d`, `h`, `m`, `s`, `ms` …; another one follows if `retries` allow it, and all together may take twice as long. A local run drops an `async` task then, and no longer waits for a plain one, which can't be stopped; with `--processes`, it ends the process | no limit |
/// | `cache(version = "1", serialize, ignore(seed))` | reuses results of equal inputs until the version changes; with `serialize`, equal calls wait for the first one; `ignore` names inputs that don't affect the result. A local run keeps results on this machine, see `book/src/local-runs.md` in the repository | no cache |
/// | `interruptible`, `interruptible = false` | whether it may run on a node that can be taken away | the workflow's |
/// | `deprecated = "use … instead"` | what to use instead, shown by Flyte | not deprecated |
/// | `env(KEY = "value")` | the container's environment; Kubernetes replaces `$(NAME)` in a value by a variable before it. In a local run, Rust tasks have it with `--processes` only | none |
/// | `requests(cpu = "500m", mem = "1Gi", gpu = "1", ephemeral_storage = "10Gi")` | what the container gets at least, in Kubernetes' quantities: a number of CPUs or GPUs, memory and storage with a unit | the platform's |
/// | `limits(…)` | what the container gets at most; never below the request, and equal to it for `gpu`. A local run with `--processes` limits memory | the platform's |
/// | `accelerator = accelerators::T4` | the device that it runs on, a constant: one of [`accelerators`](crate::accelerators), a part of one, or another by its name; how many is the amount of `gpu` | the platform's |
/// | `shared_memory`, `shared_memory = "2Gi"` | a `/dev/shm` as large as the container's memory, or of that size | Kubernetes' 64 MB |
/// | `labels(team = "core", "example.com/x" = "1")` | the pod's labels | none |
/// | `annotations(…)` | the pod's annotations; values are free | none |
/// | `pod_template = template()` | the pod that it runs in, a `PodTemplate` of the feature `pod`, made when the specs are; not for a service | a container alone |
/// | `pod_template_name = "gpu-large"` | the pod template of the cluster to start from | the platform's |
/// | `secrets("db/password", "api/token"(mount = "file", env_var = "TOKEN", version = "2"))` | the secrets that it may read, by [`Context::secret`](crate::Context::secret): a group and a key, mounted as the cluster prefers, or as `"env_var"` or `"file"`; `env_var` is a further variable with the value, or with the path of the file | none |
/// | `plugin = Spark::default()` | the [`Plugin`](crate::plugin::Plugin) that runs the task in Flyte; the expression is evaluated when specs are made | none |
/// | `local = a_function` | for a task of a service: the function of the same types that does its work on this machine | the plugin's own way |
/// | `deck` | lets Flyte's console show the page that the task writes with [`Context::deck`](crate::Context::deck) | `deck = false` |
/// | `crate = "crate::flyte"` | the path of this crate, where it is available only through a re-export | found in Cargo.toml |
///
/// # Errors
///
/// The compiler reports an item that is not a free function; a function that is generic, `const`, `unsafe` or `extern`, has
/// more than 16 inputs, or takes or returns a reference, `impl Trait` or a type that is not a Flyte type; and an option that
/// breaks a rule of Flyte, of Kubernetes or of the grammar of image references. Each message says what to write instead, and
/// ends with a code such as `AIL0301`. `app explain AIL0301` prints the page of the code, in programs with the feature
/// `explain`.
pub use aileron_macros::task;

/// Makes a signature a Flyte task that runs a container of its own: any program of any image.
///
/// The function has no body. Called in Rust, it runs the container on this machine.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::stand_in;
///
/// /// The area of a rectangle, which an old program computes.
/// #[container_task(
///     image = "ghcr.io/acme/geometry:v2",
///     command = ["sh", "-c"],
///     arguments = ["area --format=plain {{.inputs.a}} {{.inputs.b}} > /var/outputs/o0"],
///     requests(cpu = "500m"),
/// )]
/// fn area(a: f64, b: f64) -> f64;
///
/// #[workflow]
/// fn cuboid(a: f64, b: f64, c: f64) -> (f64, f64) {
///     (area(a, b), area(b, c))
/// }
///
/// let _standing = stand_in(area).with(|a, b| a * b);
/// assert_eq!(cuboid(1.0, 2.0, 3.0), (2.0, 6.0));
/// ```
///
/// # What goes in
///
/// `command` replaces the entrypoint of the image, `arguments` follow it. Flyte fills in their
/// [placeholders](crate::arguments::Placeholder) when it starts the task. The compiler reports placeholders that don't exist,
/// inputs that don't exist, inputs whose type Flyte can't print, and texts that Kubernetes would change: it replaces
/// `$(NAME)` by a variable, and `$$` by `$`.
///
/// Doubled braces mean the braces themselves, as in `format!`: `{{{{.Names}}}}` is the text `{{.Names}}`. Flyte's own
/// placeholders can't be written like that, since Flyte fills them in everywhere.
///
/// A text may be in a file of its own, `arguments = [include_str!("run.py")]`, as
/// [a script](macro@crate::shell_task#a-file-of-its-own) may.
///
/// Flyte's co-pilot also writes each input to a file, `/var/inputs/NAME`, and all of them to `/var/inputs/inputs.json`. The
/// file holds a string, a number or a boolean as it is, a datetime in the form of RFC 3339, a duration as in `1h30m0s`, a
/// struct as `MessagePack`. An input that is a file is that file. A directory and a list are directories (flytecopilot
/// `data/download.go`). A map is a directory whose files have the names of the keys; a key that can't be the name of a file,
/// such as `../x`, fails the task. The argument `/var/inputs/table` is the path of a file's content; `{{.inputs.table}}` is
/// its URI.
///
/// # What comes out
///
/// Each output is a file `/var/outputs/NAME` that the program writes: `o0` for a single one, the field's name for a
/// struct that derives [`Outputs`](derive@crate::Outputs). A value has up to 1024 bytes, without the white space around it. A
/// struct is JSON. A [`File`](crate::File) is the file; its extension, if any, is lost. A [`Directory`](crate::Directory) is
/// a directory of files. A link that leads out of the folder, a pipe, a socket or a device fails the task.
///
/// To fail, the program writes the reason to stderr and ends with a status other than 0: Flyte shows the end of the log. A
/// file `/var/outputs/_ERROR` also fails the task, but only a run on this machine shows its text: co-pilot writes it to an
/// `errors.pb` that nothing reads (flytecopilot `cmd/root.go`), and Flyte reports missing outputs.
///
/// With `data = false` there are no such files: the program itself reads `{{.input}}` and writes `outputs.pb` to
/// `{{.outputPrefix}}`. The files that it names there are inputs, in a store, or below `{{.rawOutputDataPrefix}}`.
///
/// # On this machine
///
/// A call, in a workflow or not, runs the container with Docker or Podman, whichever answers. `run --containers=process`
/// runs its command as a process of this machine instead; the paths of the two folders in command, arguments and `env` then
/// lead to folders here. In a test the variable `AILERON_CONTAINERS` takes the place of that flag. A function may
/// [stand in](crate::testing::stand_in()) for the container.
///
/// The container's stdout and stderr appear on stderr. It fails if its exit status is not 0, if it takes longer than its
/// `timeout`, or if outputs are missing; `retries` apply to these failures. A function that returns a plain value panics
/// then. One that returns a `Result` returns an error made from an [`ExternalError`](crate::ExternalError).
///
/// The container gets what it would have on Flyte: its `env`, the variables that Flyte sets, and the secrets that it asks
/// for, where this machine has them, in variables or files as [there](crate::Context::secret). It gets nothing else of this
/// program's environment, which may hold keys and passwords of its user. A process also gets `PATH`, `HOME`, `LANG`, `LC_…`
/// and `TZ`, and a `TMPDIR` of its own. `run --pass-env NAME` passes more variables on; in a test the variable
/// `AILERON_PASS_ENV=NAME,…` does.
///
/// Its files are in a folder that no other user of the machine can read, and that is removed with the attempt. A container
/// gets them as mounts, whichever user it runs as. SIGINT, SIGTERM and SIGHUP end the container first, and then this program;
/// a second signal ends the program at once. A process still has all rights of this user. Windows can't run it: a function
/// has to stand in.
///
/// # Options
///
/// Those of [a task](macro@crate::task#options) but `container_image`, `deck`, `local` and `plugin`, and these:
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `image = "…"` | a reference, or a template as for `container_image` | none: it must be given |
/// | `command = ["…", …]` | the command, which replaces the image's entrypoint | the image's |
/// | `arguments = ["…", …]` | the arguments behind the command | the image's, if there is no command |
/// | `data(inputs = "/var/inputs", outputs = "/var/outputs", format = "json")` | where the files are, and whether all inputs are in an `inputs.json`, an `inputs.yaml` (`"yaml"`) or only the `inputs.pb` that there is always (`"proto"`) | as written here |
/// | `data = false` | no files | files |
///
/// # Errors
///
/// As for [a task](macro@crate::task#errors). The compiler also reports a body, a missing image, a mistake in command or
/// arguments, and an output of a type that co-pilot can't read from a file: an `Option`, a list, a map, an enum.
pub use aileron_macros::container_task;

/// Makes a signature a Flyte task that runs a query, in the service that its plugin names.
///
/// ```
/// use aileron::plugin::{Plugin, work};
/// use aileron::prelude::*;
///
/// /// Some warehouse.
/// struct Warehouse;
///
/// impl Plugin for Warehouse {
///     type Work = work::Query;
///
///     fn task_type(&self) -> &str {
///         "warehouse"
///     }
/// }
///
/// #[query_task(
///     plugin = Warehouse,
///     query = "CREATE TABLE {{.perRetryUniqueKey}} AS SELECT * FROM words WHERE length > {{.inputs.least}}",
///     local = nothing,
/// )]
/// fn keep(least: i64);
///
/// fn nothing(_: i64) {}
/// # keep(3);
/// ```
///
/// Flyte fills in the placeholders as in the arguments of a container: those of inputs, `{{.perRetryUniqueKey}}` for the
/// name of a temporary table, `{{.rawOutputDataPrefix}}` for the place of a result. They are checked when the crate compiles.
/// Flyte does not quote values: a string from an untrusted source can change the query.
///
/// Write a string in quotes, `'{{.inputs.word}}'`, and take it only from a source that you trust. Some services take the
/// inputs as values instead, see [`Parameters`](crate::plugin::Parameters). In their queries the compiler reports a
/// placeholder, and a parameter that names no input.
///
/// A query has no output, or one: its rows, a `StructuredDataset`, which Flyte names `results` (flytekit's plugins of
/// warehouses).
///
/// A query may be in a file of its own, `query = include_str!("words.sql")`, as
/// [a script](macro@crate::shell_task#a-file-of-its-own) may. Doubled braces are texts, as in
/// [a container's arguments](macro@crate::container_task#what-goes-in).
///
/// # On this machine
///
/// The function that `local` names does the work, or in a test one that [stands in](crate::testing::stand_in()). Otherwise,
/// with the feature `sqlite`, the query runs on a database of SQLite. `run --database FILE` or the variable
/// `AILERON_DATABASE` names it: a file of SQLite, or a script such as `tables.sql` that fills a new one. A test passes its
/// connection to `aileron::testing::database`. Without any of these, all queries of a run share an empty database in memory.
///
/// Placeholders and parameters work as on Flyte. Each attempt has another `{{.perRetryUniqueKey}}`; a table of that name
/// stays unless the query drops it. A query may have several statements: the rows of the last one that returns any are the
/// output, written as parquet (or CSV, if the type says so) among the task's files. A column has the type that the output's
/// row declares, else that of the table, else that of its values: integers, floats, strings, blobs, and, by the name of the
/// declared type, booleans, dates and datetimes. The error of a failed statement has its line and column, and `retries`
/// apply. Use a `local` function for what SQLite can't do, such as an export to `{{.rawOutputDataPrefix}}`.
///
/// # Options
///
/// Those of [a task](macro@crate::task#options) but `container_image` and `deck`, and `query = "…"`, the query. A service has
/// no pod, so `pod_template` can't be used.
///
/// # Errors
///
/// As for [a task](macro@crate::task#errors). The compiler also reports a body, a missing plugin or query, a mistake in the
/// query, and an output that is not a dataset.
pub use aileron_macros::query_task;

/// Makes a signature a Flyte task that runs a script of a shell.
///
/// ```
/// use aileron::prelude::*;
///
/// /// The lines of a file that contain a word, and their number.
/// #[shell_task(script = r#"
///     grep -F -e "{{.inputs.word}}" "{{.inputs.file}}" > "$outputs/o0"
///     wc -l < "$outputs/o0" > "$outputs/o1"
/// "#)]
/// fn search(file: File, word: String) -> (File, u64);
///
/// # fn main() -> std::io::Result<()> {
/// let (lines, count) = search(File::write("a.txt", "it's\n\"$HOME\"\n")?, "\"$HOME\"".to_owned());
/// assert_eq!((lines.text()?.as_str(), count), ("\"$HOME\"\n", 1));
/// # Ok(())
/// # }
/// ```
///
/// On Flyte the task runs in the container of this program, which starts the shell with the script. The image has to contain
/// the shell and the tools of the script. Called in Rust, or by `run`, the task does the same on this machine. In a test a
/// function may [stand in](crate::testing::stand_in()) for it.
///
/// # Values
///
/// Each input is a variable, `$inputs_NAME`, and `{{.inputs.NAME}}` in the script becomes `${inputs_NAME}`. The shell never
/// reads a value as a part of the script, even with quotes, spaces or line ends in it. Write the placeholder in double
/// quotes, like any variable that has to stay one word. The compiler reports a placeholder where a shell does not replace
/// variables: in single quotes, in a here-document whose end is quoted (`<<'END'`), behind a backslash. (It does not look
/// into programs that the script passes to `eval`, `sh -c` or `awk`.)
///
/// Doubled braces mean the braces themselves, as in `format!`: `docker ps --format '{{{{.Names}}}}'` reaches the shell as
/// `docker ps --format '{{.Names}}'`.
///
/// A string is as it is. Numbers, booleans, datetimes and durations have the form that `run` takes. A [`File`](crate::File)
/// and a [`Directory`](crate::Directory) are paths of this machine. An `Option` that is none is empty. Everything else is
/// JSON. A value that is larger than 128 KB or holds the character NUL fails the task: take it as a file.
///
/// # A file of its own
///
/// `script = include_str!("count.sh")` takes the script from a file. The path begins at the folder of the source file, or is
/// one such as `concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/count.sh")`. The file is checked when the crate compiles; a
/// message has line and column. The crate is built again when the file changes.
///
/// # Outputs
///
/// The script writes each output to a file, `$outputs/NAME`: `o0` for a single one. The file holds a value in the form that
/// `run` takes, and the end of its last line is dropped. For a `File` it is the file, for a `Directory` the directory. A link
/// that leads out of that folder, a pipe, a socket or a device fails the task.
///
/// The shell runs with `-eu`: a command that fails ends the script, and so does a variable that is not set. Only the
/// last command of a pipe counts, unless the script begins with `set -o pipefail`, which `shell = "/bin/bash"` supports. The
/// script runs in an empty folder of its own, which is removed. It fails if its exit status is not 0, if it takes longer than
/// its `timeout`, or if outputs are missing. Flyte then tries it again, as often as `retries` allow, and the error has the end
/// of its stdout and stderr. Types and errors of the function are those of a
/// [container task](macro@crate::container_task#on-this-machine).
///
/// # Environment
///
/// On Flyte the script has the environment of its container. Called in Rust, or by `run`, it gets
/// [what it would have there](macro@crate::container_task#on-this-machine): its `env`, the variables that Flyte sets, the
/// secrets that it asks for, `PATH`, `HOME`, `LANG`, `LC_…`, `TZ`, a `TMPDIR` of its own, and the variables of
/// `run --pass-env NAME`. It gets nothing else of this program's environment, which may hold keys and passwords.
///
/// # Options
///
/// Those of [a task](macro@crate::task#options) but `deck`, `local` and `plugin`, and these:
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `script = "…"`, `script = include_str!("count.sh")` | the script | none: it must be given |
/// | `shell = "/bin/bash"` | the shell, which takes `-eu` and the path of the script | `/bin/sh` |
///
/// # Errors
///
/// As for [a task](macro@crate::task#errors). The compiler also reports a body, a missing script, a placeholder that does not
/// exist, or is where the shell does not replace variables; and a file that is missing, is not UTF-8, begins with a byte order
/// mark, or has lines that end with a carriage return.
pub use aileron_macros::shell_task;

/// Makes a signature a reference to a task that is registered elsewhere: by another package, in any language.
///
/// A workflow calls it as it calls a task of its own. The spec holds its full id, and Flyte looks it up when the workflow is
/// registered; this program neither registers it nor has its code.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::stand_in;
///
/// #[reference_task(project = "flytesnacks", domain = "development", name = "data.clean", version = "v1")]
/// fn clean(csv_url: String, columns: Vec<String>) -> Result<String, String>;
///
/// #[task]
/// fn count(text: String) -> i64 {
///     text.lines().count() as i64
/// }
///
/// #[workflow]
/// fn rows(csv_url: String) -> Result<i64, String> {
///     let text = clean(csv_url, vec!["age".to_owned()])?;
///     Ok(count(text))
/// }
///
/// let _standing = stand_in(clean).with(|url, _| Ok(format!("{url}\n3\n5")));
/// assert_eq!(rows("age".to_owned()), Ok(3));
/// ```
///
/// # The signature
///
/// The parameters have the names and types of the task's inputs; `r#type` is the input `type`. The outputs are those of the
/// task: one is `o0`, a tuple is `o0`, `o1`, …, and a struct that derives [`Outputs`](derive@crate::Outputs) has names of its
/// own, as a `NamedTuple` of flytekit does. [`FlyteType`](trait@crate::FlyteType) lists the types with their
/// counterparts in Python. rustc checks calls against the signature, and Flyte's compiler checks the signature's types against
/// the task when the workflow is registered. The function may be `async`, and may return a `Result` whose error is made from
/// [`ExternalError`](crate::ExternalError): only the plain function uses either.
///
/// # On this machine
///
/// Nothing here can run the task. So a call of the function, and a local run of a workflow with it, needs what replaces it: the
/// option `local`, or in a test a [stand-in](crate::testing::stand_in()). Without one, the call panics, or returns an
/// [`ExternalError`](crate::ExternalError) if the function returns a `Result`, and a run fails, with a message that says so.
///
/// # Options
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `name = "data.clean"` | the name under which Flyte knows it | none: it must be given |
/// | `project = "flytesnacks"` | the project | that in which the workflow is registered |
/// | `domain = "development"` | the domain | that in which the workflow is registered |
/// | `version = "v1"` | the version | that under which the workflow is registered |
/// | `local = a_function` | a function of the same signature, which runs in its place on this machine | none |
/// | `crate = "crate::flyte"` | the path of this crate, where it is available only through a re-export | found in Cargo.toml |
///
/// A node of it takes all settings of [`#[node]`](macro@crate::node), as the node of a task does.
///
/// # Errors
///
/// The compiler reports a body, a missing name, a part of the id that Flyte refuses, and a default of an input: what is
/// registered may have defaults, but a call gives every input of the signature.
pub use aileron_macros::reference_task;

/// Makes a signature a reference to a workflow that is registered elsewhere. A node of it is an execution of its own.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::stand_in;
///
/// #[reference_workflow(project = "flytesnacks", domain = "development", name = "train.pipeline", version = "v1")]
/// fn train(rows: i64) -> f64;
///
/// #[task]
/// fn is_good(score: f64) -> bool {
///     score > 0.9
/// }
///
/// #[workflow]
/// fn judged(rows: i64) -> bool {
///     is_good(train(rows))
/// }
///
/// let _standing = stand_in(train).with(|rows| 1.0 - 1.0 / rows as f64);
/// assert!(judged(1_000));
/// ```
///
/// Flyte runs a workflow in line only if the spec holds all of it (flytepropeller `compiler/workflow_compiler.go`), and this
/// program does not have it. So the node runs the workflow's default launch plan, which has the workflow's name, and which
/// flytekit, Aileron and flytectl register with it. It has the defaults of the workflow's inputs, so the signature may leave
/// out inputs with defaults. For another launch plan, use [`#[reference_launch_plan]`](macro@crate::reference_launch_plan).
///
/// Signature, stand-ins, options and errors are those of [`#[reference_task]`](macro@crate::reference_task). Of the settings of
/// [`#[node]`](macro@crate::node), its node takes the order, `name` and `timeout`.
pub use aileron_macros::reference_workflow;

/// Makes a signature a reference to a launch plan that is registered elsewhere. A node of it is an execution of its own.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::stand_in;
///
/// #[reference_launch_plan(project = "flytesnacks", domain = "development", name = "train.nightly", version = "v1")]
/// async fn nightly(rows: i64) -> Result<f64, String>;
///
/// #[workflow]
/// async fn twice(rows: i64) -> Result<(f64, f64), String> {
///     Ok((nightly(rows).await?, nightly(10).await?))
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let _standing = stand_in(nightly).with(|rows| Ok(rows as f64));
/// assert_eq!(twice(3).await, Ok((3.0, 10.0)));
/// # });
/// ```
///
/// The parameters are inputs of the launch plan, which may leave out those that it has defaults for, and must leave out its
/// fixed inputs. The outputs are those of its workflow.
///
/// Signature, stand-ins, options and errors are those of [`#[reference_task]`](macro@crate::reference_task). Of the settings of
/// [`#[node]`](macro@crate::node), its node takes the order, `name` and `timeout`.
pub use aileron_macros::reference_launch_plan;

/// Makes a function a Flyte workflow.
///
/// The body is written once and used twice. As a function it runs in place, and calls its tasks as functions. As a graph it
/// is traced: each call of a task or of another workflow becomes a node, and its outputs are promises of values, which can be
/// passed on but not looked at.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn part(text: String, index: i64) -> Result<i64, String> {
///     let word = text.split_whitespace().nth(usize::try_from(index).unwrap_or(0));
///     word.map(|word| word.len() as i64).ok_or("too few words".into())
/// }
///
/// #[task]
/// fn sum(parts: Vec<i64>) -> i64 {
///     parts.iter().sum()
/// }
///
/// /// Adds up the lengths of the first words.
/// #[workflow]
/// fn lengths(text: String) -> Result<i64, String> {
///     let mut parts = Vec::new();
///     for index in 0..3 {
///         parts.push(part(text.clone(), index)?);
///     }
///     Ok(sum(parts))
/// }
///
/// assert_eq!(lengths("a bb ccc".into()), Ok(6));
/// ```
///
/// A map passes several outputs on under names:
///
/// ```
/// use aileron::prelude::*;
/// use std::collections::HashMap;
///
/// #[task]
/// fn count(text: String) -> i64 {
///     text.len() as i64
/// }
///
/// #[task]
/// fn most(counts: HashMap<String, i64>) -> Option<String> {
///     counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name)
/// }
///
/// #[workflow]
/// fn longest(title: String, text: String) -> Option<String> {
///     let mut counts = HashMap::new();
///     for (name, part) in [("title", title), ("text", text)] {
///         counts.insert(name.to_string(), count(part));
///     }
///     most(counts)
/// }
///
/// assert_eq!(longest("a".into(), "bb".into()), Some("text".into()));
/// ```
///
/// # Maps
///
/// A list that is a promise has a length that is known only when the workflow runs. [`map`](crate::map) runs a task for each of
/// its elements, and [`map_some`](crate::map_some) one that may fail for some:
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn words(text: String) -> Vec<String> {
///     text.split_whitespace().map(str::to_owned).collect()
/// }
///
/// #[task]
/// fn spaced(word: String, by: String) -> String {
///     word.chars().map(|c| format!("{c}{by}")).collect()
/// }
///
/// #[workflow]
/// fn spelled(text: String, by: String) -> Vec<String> {
///     let words = words(text);
///     map(|word| spaced(word, by.clone()), words)
/// }
///
/// assert_eq!(spelled("up a".into(), "-".into()), ["u-p-", "a-"]);
/// ```
///
/// # Branches
///
/// An `if` or a `match` on the value of a promise is a branch of the graph: Flyte decides it once the value is there, and
/// runs the nodes of one arm. An arm may hand on a value or a constant, assign variables, return early, or fail the
/// workflow with a text.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn area(radius: f64) -> f64 {
///     3.0 * radius * radius
/// }
///
/// #[task]
/// fn is_ready(name: String) -> bool {
///     !name.is_empty()
/// }
///
/// /// The area of a plate of at most ten metres.
/// #[workflow]
/// fn plate(name: String, radius: f64) -> Result<f64, String> {
///     if !is_ready(name) {
///         return Err("the plate has no name".into());
///     }
///     if radius >= 0.5 && radius < 10.0 {
///         Ok(area(radius))
///     } else if radius < 0.5 {
///         Ok(0.0)
///     } else {
///         Err("the plate is too large".into())
///     }
/// }
///
/// assert_eq!(plate("a".into(), 1.0), Ok(3.0));
/// assert_eq!(plate("a".into(), 0.1), Ok(0.0));
/// assert_eq!(plate("".into(), 1.0), Err("the plate has no name".into()));
/// ```
///
/// Flyte compares integers, floats, texts, booleans and enums without fields with `==` and `!=`, and the first three with
/// `<`, `<=`, `>` and `>=` too: promises, their parts such as `sample.rate`, and constants on either side. Conditions may
/// be joined by `&&`, `||` and `!`, and `(1..5).contains(&x)` and `matches!(x, 1 | 2)` are conditions as well. The answers are
/// Rust's, for NaN too. A `match` may have literals, constants, variants of enums, ranges, `|`, `_`, a name, and guards.
/// A condition may call tasks; those of an `else if` and of the right side of `&&` run only if Rust would run them.
///
/// What an arm gives is a promise, or a tuple of promises. An arm that fails can't call a task first: `return Err(…)`,
/// `Err(…)`, `panic!(…)` and anyhow's `bail!(…)` are such arms, and Flyte reports their text as `UserProvidedError`. What
/// stands behind an `if` that can fail and gives no value runs after it.
///
/// An arm of one call is that node; Flyte runs any other arm as a workflow in line, which costs no pod.
///
/// # Order
///
/// The function makes its calls one after the other. The graph has no such order: a call runs as soon as it has its inputs, so
/// calls that take nothing from each other run at once. Where that is too early, because a task changes something that another
/// one needs, `#[node(after(…))]` names what a call waits for: variables that earlier calls made, also of the type `()`.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn create_table() {}
///
/// #[task]
/// fn fill_table(rows: i64) -> i64 {
///     rows
/// }
///
/// #[task]
/// fn drop_table() {}
///
/// #[workflow]
/// fn load(rows: i64) -> i64 {
///     let table = create_table();
///     #[node(after(table))]
///     let filled = fill_table(rows);
///     #[node(after(filled))]
///     drop_table();
///     filled
/// }
///
/// /// The same: each call in the block waits for the one before it.
/// #[workflow]
/// fn load_in_order(rows: i64) -> i64 {
///     #[node(in_order)]
///     {
///         create_table();
///         let filled = fill_table(rows);
///         drop_table();
///         filled
///     }
/// }
///
/// assert_eq!(load(3), load_in_order(3));
/// ```
///
/// `#[node(in_order)]` is for a block, a loop, an `if` or a `match`, and `#[workflow(in_order)]` for the whole body. A called
/// workflow counts as one call, and so does an `if` on a promise: what comes behind it waits until all of it has ended. Its arms
/// are in order as well; the calls within the called workflow are as that workflow says.
///
/// # Failure
///
/// If a node fails, the workflow fails. Before that it calls its failure handler, a task or a workflow: `on_failure` is a call
/// that gets inputs of the workflow, under any name, constants, and `err` for the error. The compiler checks it as it checks
/// any call.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn create_cluster(name: String) {}
///
/// #[task]
/// fn train(name: String) -> Result<f64, String> {
///     Err(format!("{name} is too small"))
/// }
///
/// #[task]
/// fn delete_cluster(cluster: String, force: bool, err: Option<FlyteError>) {
///     println!("deletes {cluster}, since {err:?}");
/// }
///
/// #[workflow(in_order, on_failure = delete_cluster(name, true, err))]
/// fn model(name: String) -> Result<f64, String> {
///     create_cluster(name.clone());
///     train(name)
/// }
///
/// // The function itself is plain Rust: it calls no handler.
/// assert_eq!(model("a".into()), Err("a is too small".into()));
/// ```
///
/// The graph calls it, on Flyte and in `run`; the call of the function does not. Flyte puts the error into the handler's input
/// that is called `err` and into no other (flytepropeller `controller/nodes/resolve.go`), so the parameter has this name and the
/// type `Option<`[`FlyteError`](crate::FlyteError)`>`. The workflow fails with its own error all the same; if the handler fails
/// too, with the handler's. A workflow that another one calls has its own handler, which comes before that of the other.
///
/// With `failure_policy = "fail_after_executable_nodes_complete"`, nodes that do not need the failed one run before the workflow
/// fails; otherwise no more nodes start. Flyte takes the policy of the workflow that is launched, for all workflows in it.
///
/// # What a body may hold
///
/// - calls of tasks and workflows by any path or alias, nested, with `?` and `.await` right behind them; a text in quotes
///   means a `String` in their arguments and in the outputs of the workflow, also within lists, tuples, structs and
///   `Some("…")`;
/// - constants: literals, `const` items, arithmetic on them, associated functions such as `String::from("x")` or
///   `Duration::from_secs(3)`, `format!`;
/// - `let` with patterns, shadowing, `mut`, assignment; tuples; `.clone()`, `&` and `*`;
/// - parts of a task's outputs: a field of a struct, `list[0]`, `map["key"]`, named [`Outputs`](derive@crate::Outputs) by
///   `counts.words` or `let Counts { words, .. } = …`, and such a struct written out as the workflow's own outputs;
/// - `.cast()` on files, directories and tables, as in `File`'s [`cast`](crate::File::cast): no node of the graph. If one
///   element of a list or one arm of a branch is cast, cast each;
/// - `vec![…]`, arrays and `Option`s of promises, and methods that move promises: `push`, `pop`, `len`, `iter`,
///   `enumerate`, `zip`, `rev`, `take`, …; `*part = task(…)` in a loop over `&mut parts`;
/// - a `HashMap` or `BTreeMap` of promises under keys that are constants: `HashMap::from([…])`, `insert` into an empty one,
///   `get`, `remove`, `map["key"]`; a loop over a `BTreeMap`, whose order is the same each time;
/// - `if` and `match`, on promises as [branches](#branches), on constants decided when the graph is traced;
/// - `for`, `while` and `loop` over constants: they run when the graph is traced;
/// - `return`, `Ok(…)`, `panic!` and `assert!` on constants;
/// - `#[node(…)]` before a statement with one call, or before the last expression of a block.
///
/// The compiler reports anything else on the expression itself: code that needs the value of a promise belongs in a task, and
/// a body that calls nothing has no graph. `run`, `graph`, `serialize`, `package`, and the test that [`main!`](crate::main)
/// adds report a call of a function that is neither a task nor a workflow, and a workflow that contains itself.
///
/// Constants and defaults go to Flyte with the graph. They have to be valid on every machine, and the same each time that the
/// graph is made: a file, a directory or a table needs a URI of a store, and a task has to supply what depends on a clock, a
/// random number or the order of a `HashMap`. A local run accepts these constants.
///
/// A parameter may have a `#[default(…)]`, as [a task's](macro@crate::task#defaults) may.
///
/// # Options
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `name = "etl.pipeline"` | the name on the wire: ASCII letters, digits, `_`, `-` and `.`, 240 characters at most | the module path, with dots |
/// | `interruptible`, `interruptible = false` | whether its tasks may run on nodes that can be taken away, unless a task says otherwise | `false` |
/// | `on_failure = clean_up(name, err)` | the call of the [failure handler](#failure) | no handler |
/// | `failure_policy = "fail_after_executable_nodes_complete"` | whether nodes that do not need a failed one run before the workflow fails | `"fail_immediately"` |
/// | `in_order`, `in_order = false` | whether each call waits for the one before it | `false`: calls that take nothing from each other run at once |
/// | `crate = "crate::flyte"` | the path of this crate, where it is available only through a re-export | found in Cargo.toml |
///
/// The doc comment is the description of the workflow in Flyte. Its section `# Returns` describes the outputs, as
/// [a task's](macro@crate::task) does. Of `interruptible`, Flyte takes that of the workflow that is launched, for the
/// workflows that it calls as well (flytepropeller `controller/nodes/node_exec_context.go`).
pub use aileron_macros::workflow;

/// Makes a function that calls a workflow a Flyte launch plan: the workflow with some of its inputs, and what starts it.
///
/// The body is one call of a workflow. A constant in the call is a fixed input, which nobody can change; a parameter is an input
/// of the plan, under the workflow's own name for it, with the default that the plan gives it.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn slope(x: Vec<i64>, y: Vec<i64>) -> f64 {
///     x.len() as f64 / y.len() as f64
/// }
///
/// #[workflow]
/// fn simple(x: Vec<i64>, y: Vec<i64>) -> f64 {
///     slope(x, y)
/// }
///
/// /// The slope of last night.
/// #[launch_plan(name = "nightly", schedule = "0 6 * * *")]
/// fn nightly(#[default(vec![7])] y: Vec<i64>) -> f64 {
///     simple(vec![-3, 0], y)
/// }
///
/// // Called, it does what the workflow does.
/// assert_eq!(nightly(vec![1, 2]), 1.0);
/// ```
///
/// `app run nightly` runs it on this machine, with its defaults. `app list` shows launch plans with their schedules, and
/// `app list --next` when Flyte launches them next. `app serialize` and `app package` write them.
///
/// # As a node
///
/// A call of a launch plan in a workflow is a node that Flyte runs as an execution of its own, with the settings of the plan:
///
/// ```
/// # use aileron::prelude::*;
/// # #[task]
/// # fn slope(x: Vec<i64>, y: Vec<i64>) -> f64 { x.len() as f64 / y.len() as f64 }
/// # #[workflow]
/// # fn simple(x: Vec<i64>, y: Vec<i64>) -> f64 { slope(x, y) }
/// #[launch_plan]
/// fn with_three(y: Vec<i64>) -> f64 {
///     simple(vec![1, 2, 3], y)
/// }
///
/// #[workflow]
/// fn nested(y: Vec<i64>) -> f64 {
///     with_three(y)
/// }
///
/// assert_eq!(nested(vec![1]), 3.0);
/// ```
///
/// A local run of such a node runs the plan's workflow. A package has the plan before the workflow that calls it, since
/// flyteadmin asks for the plan's interface.
///
/// # Schedules
///
/// `schedule = "0 6 * * *"` is a line of cron: minute, hour, day of the month, month, day of the week. Flyte reads `*`, `?`,
/// numbers, ranges `1-5`, steps `*/10`, lists `1,15`, `JAN` to `DEC` and `SUN` to `SAT`, and the aliases `@hourly`, `@daily`,
/// `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually` and `@every 1h30m` (`unionai/cron` `parser.go`). Without a zone in
/// front, as in `CRON_TZ=Europe/Berlin 0 6 * * *`, the times are those of the scheduler, which is UTC unless its administrator
/// chose another.
///
/// `schedule = every("10m")` is a rate of whole minutes, hours or days.
///
/// A scheduled plan starts without anyone who could give inputs, so each has a default, is an `Option`, or is the one that gets
/// the time for which the execution is scheduled:
///
/// ```
/// use aileron::chrono::{DateTime, Utc};
/// use aileron::prelude::*;
///
/// #[task]
/// fn format_date(date: DateTime<Utc>) -> String {
///     date.to_rfc3339()
/// }
///
/// #[workflow]
/// fn dated(kickoff_time: DateTime<Utc>) -> String {
///     format_date(kickoff_time)
/// }
///
/// #[launch_plan(schedule = every("1h"))]
/// fn hourly(#[kickoff] kickoff_time: DateTime<Utc>) -> String {
///     dated(kickoff_time)
/// }
/// # assert!(hourly(DateTime::UNIX_EPOCH).starts_with("1970"));
/// ```
///
/// Flyte heeds the schedule of an active launch plan: `flytectl register files --enableSchedule` or
/// `flytectl update launchplan --activate` activates it.
///
/// # Options
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `name = "nightly"` | the name on the wire: ASCII letters, digits, `_`, `-` and `.`, 240 characters at most. With its workflow's name, it replaces the workflow's default launch plan | the module path, with dots |
/// | `schedule = "0 6 * * *"`, `schedule = every("10m")` | when Flyte launches it | never by itself |
/// | `notifications(email(to = ["team@example.com"], on(failed, timed_out)))` | who is told when an execution has `succeeded`, `failed`, `aborted` or `timed_out`: `email`, `pager_duty` or `slack`, each with addresses of e-mail | nobody |
/// | `labels(team = "etl")` | labels of all that an execution creates in Kubernetes | none |
/// | `annotations(owner = "etl")` | annotations of the same | none |
/// | `raw_output_data_prefix = "s3://bucket/raw"` | where executions store files and other data | the project's place |
/// | `max_parallelism = 10` | how many tasks of an execution run at a time | the project's number |
/// | `concurrency = 1` | how many executions of this plan run at a time; Flyte skips those beyond | any number |
/// | `service_account = "etl"` | the Kubernetes service account of executions; `--service-account` replaces it | the project's |
/// | `iam_role = "arn:aws:iam::123456789012:role/etl"` | the AWS role of executions | the project's |
/// | `overwrite_cache`, `overwrite_cache = false` | whether tasks run although their results are cached, and replace them | `false` |
/// | `auto_activate`, `auto_activate = false` | whether it is to be active once it is registered. A package has no place for it, so flytectl does not heed it | `false` |
/// | `crate = "crate::flyte"` | the path of this crate, where it is available only through a re-export | found in Cargo.toml |
///
/// # Errors
///
/// The compiler reports a body that is not one call, an argument that is neither a parameter nor a constant, a line of cron, a
/// time zone or a rate that Flyte does not know, and a scheduled plan with an open input. `run`, `serialize`, `package` and the
/// test that [`main!`](crate::main) adds report a parameter with another name than the workflow's input, and a call of what is
/// no workflow.
pub use aileron_macros::launch_plan;

/// Makes a function a dynamic workflow: a task that makes a graph of the inputs that it gets, which Flyte then runs.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn square(x: i64) -> i64 {
///     x * x
/// }
///
/// #[task]
/// fn sum(xs: Vec<i64>) -> i64 {
///     xs.iter().sum()
/// }
///
/// #[dynamic(requests(cpu = "1"))]
/// fn squares(numbers: Vec<i64>) -> i64 {
///     let positive: Vec<i64> = numbers.into_iter().filter(|x| *x > 0).collect();
///     let mut all = Vec::new();
///     for x in positive {
///         all.push(square(x));
///     }
///     sum(all)
/// }
///
/// #[workflow]
/// fn positive_squares(numbers: Vec<i64>) -> i64 {
///     squares(numbers)
/// }
///
/// assert_eq!(positive_squares(vec![1, -2, 3]), 10);
/// ```
///
/// The body has the options of a task and the form of a workflow, except that its inputs are real values. Code that touches no
/// promise is ordinary Rust: loops, closures, `?`, errors of its own, output. A call of a task or a workflow **by its name** becomes
/// a node, and its result is a promise, as in a [workflow](macro@crate::workflow#values). A helper that is no task is a
/// method, an associated function, or a closure or function in a variable: `let half = halve; half(x)`. An iterator may make nodes too:
/// `xs.into_iter().map(square).collect::<Vec<_>>()`, and so `for_each` and `fold`.
///
/// A variable that holds a promise somewhere holds one everywhere: its first value, if it is real, becomes a promise of that value.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn longer(text: String, letter: String) -> String {
///     text + &letter
/// }
///
/// #[dynamic]
/// fn spelt(word: String) -> Result<String, String> {
///     if word.is_empty() {
///         return Err("there is no word".to_owned());
///     }
///     let mut text = String::new();
///     for letter in word.chars() {
///         text = longer(text, letter.to_string());
///     }
///     Ok(text)
/// }
///
/// assert_eq!(spelt("ab".to_owned()), Ok("ab".to_owned()));
/// ```
///
/// # On Flyte
///
/// In its container, the body runs once, with its inputs. A body that calls nothing gives its outputs as a task does. A dynamic
/// workflow may call others, and itself through a workflow with a branch. A node that fails fails the dynamic workflow, and Flyte does
/// not try that again. A local run does the same in one process.
///
/// It can't call a task that is registered elsewhere, since Flyte wants the specs of all that is in the graph, and it has no failure
/// handler of its own; a workflow that it calls can have one. The graph has to fit into what Flyte reads of a file, 2 MiB unless an
/// administrator has raised that (flytestdlib `storage/config.go`): several thousand nodes.
///
/// # Options
///
/// Those of [a task](macro@crate::task#options) but `deck`, `local` and `plugin`, and nothing else: `name` is one of them.
///
/// # Errors
///
/// The compiler reports what it reports about a task's signature, and code that looks into a promise.
pub use aileron_macros::dynamic;

/// Says how one call in the body of a [workflow](macro@crate::workflow) runs: what it waits for, and what is different from
/// the task's own options.
///
/// It stands before a statement with one call, or before the last expression of a block, and `#[workflow]` reads it there. The
/// plain function does not know it: only the graph does.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn download(url: String) -> Result<String, String> {
///     Ok(url)
/// }
///
/// #[task(requests(cpu = "1"))]
/// fn train(data: String) -> f64 {
///     data.len() as f64
/// }
///
/// #[workflow]
/// fn model(url: String) -> Result<f64, String> {
///     #[node(retries = 5, timeout = "10m")]
///     let data = download(url)?;
///     #[node(name = "train on all data", requests(cpu = "8", mem = "32Gi"), limits(cpu = "8", mem = "32Gi"))]
///     let score = train(data);
///     Ok(score)
/// }
///
/// assert_eq!(model("s3://bucket/x".into()), Ok(13.0));
/// ```
///
/// # Options
///
/// | Option | Meaning | Without it |
/// |---|---|---|
/// | `after(a, b)` | the variables whose makers have to end first; see [order](macro@crate::workflow#order) | what it takes decides |
/// | `in_order` | before a block, a loop, an `if` or a `match`: each call in it waits for the one before it | they run at once |
/// | `name = "score"` | the name that Flyte's console shows on the node | the last part of the task's name |
/// | `retries = 3` | how many attempts may follow the first | the task's |
/// | `timeout = "1h30m"` | how long one attempt may take | the task's |
/// | `interruptible`, `interruptible = false` | whether it may run on a node that can be taken away | the task's |
/// | `cache(version = "1", serialize)` | the cache of its result | the task's |
/// | `requests(cpu = "500m", mem = "1Gi")` | the least amounts that its container gets | the task's |
/// | `limits(cpu = "1", mem = "2Gi")` | the largest amounts that its container may use | the task's |
/// | `accelerator = aileron::accelerators::T4` | the accelerator; the container also needs a limit of GPUs | the task's |
/// | `shared_memory`, `shared_memory = "2Gi"` | the size of `/dev/shm` | the task's |
/// | `pod_template = template()` | the pod, with the task's container in it, a `PodTemplate` of the feature `pod` | the task's |
/// | `container_image = "{{.image.gpu.fqn}}:{{.image.gpu.version}}"` | the image, with [templates](macro@crate::task#images) | the task's |
///
/// # Settings of a map
///
/// On a call of [`map`](crate::map) or [`map_some`](crate::map_some), the settings above are those of each task, and there are
/// more:
///
/// | Option | Meaning | Without it |
/// |---|---|---|
/// | `concurrency = 4` | how many tasks may run at once | as the execution allows |
/// | `min_successes = 3` | for `map_some`: how many tasks must succeed | none |
/// | `min_success_ratio = 0.8` | for `map_some`: the ratio of them, rounded up | none |
///
/// The node of a called workflow, and that of a branch, has only `name` and `timeout`: Flyte starts no container for it. A local
/// run heeds a task's `retries` and `timeout`, and for a container or a script `container_image`.
///
/// # Errors
///
/// The compiler reports an option that does not exist, a wrong value, a statement without a call or with several, and a variable
/// in `after` that is not bound before or that no call made.
pub use aileron_macros::node;

/// Makes settings of nodes for [`Builder::with`](crate::builder::Builder::with): the options of [`#[node]`](macro@crate::node)
/// but `after` and `in_order`, which are methods of the builder.
///
/// ```
/// use aileron::builder::Builder;
/// use aileron::prelude::*;
///
/// #[task]
/// fn fetch(url: String) -> i64 {
///     url.len() as i64
/// }
///
/// fn patient(workflow: &Builder) {
///     let url = workflow.input::<String>("url");
///     let settings = aileron::node_settings!(name = "fetch, patiently", retries = 5, timeout = "1h");
///     workflow.output("size", workflow.with(settings, || workflow.call(fetch, (url,))));
/// }
///
/// aileron::register!(patient);
/// # fn main() {}
/// ```
///
/// # Errors
///
/// The compiler reports an option that does not exist or has a wrong value, and a call without options.
pub use aileron_macros::node_settings;

/// Makes the program of a crate of tasks and workflows: its `main`, and a test that makes all specs. The test uses stand-ins
/// for what only options set, such as the default image.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// # mod program {
/// aileron::main!();
/// # }
/// # fn main() {}
/// ```
///
/// To do something before everything else, such as setting a subscriber of `tracing`, write a `main` of your own that calls
/// this one:
///
/// ```no_run
/// mod program {
///     use aileron::prelude::*;
///
///     #[task]
///     fn double(x: i64) -> i64 {
///         x * 2
///     }
///
///     aileron::main!();
///
///     pub fn start() -> std::process::ExitCode {
///         main()
///     }
/// }
///
/// fn main() -> std::process::ExitCode {
///     program::start()
/// }
/// ```
///
/// The tasks of a library are linked only if the program names the library: `aileron::main!(the_lib)`, or several with commas
/// between them.
///
/// # Cargo.toml
///
/// The table `[package.metadata.aileron]` becomes part of the program, and so does `[workspace.metadata.aileron]` for keys that
/// the package does not set. The compiler reports any other key.
///
/// | Key | Meaning | Default |
/// |---|---|---|
/// | `binary = "/opt/app/bin/run"` | the absolute path of the program in its images | `/usr/local/bin/` and the program's name |
/// | `images = { spark = "ghcr.io/acme/spark:v3" }` | the images that tasks name, each a reference, or `""` if that is only given when the specs are made | none |
/// | `build = [{ image = "{{.image.default}}", base = "debian:13-slim" }]` | the images that `app image build`, `app image push` and `register --build` make of this program, with the feature `image`; see below | none |
///
/// An image is built of a base and one layer on top. Its table is usually written as `[[package.metadata.aileron.build]]`:
///
/// | Key | Meaning | Default |
/// |---|---|---|
/// | `image = "{{.image.default.fqn}}:spark-{{.image.default.version}}"` | which image it is: a reference or a template, as the tasks name it | |
/// | `base = "docker.io/apache/spark:4.0.1"` | the image below: a reference with a tag or a digest, or a template | none: from scratch |
/// | `files = { "assets/" = "/opt/app/assets/" }` | files and folders, below the folder of Cargo.toml, and where they are in the image | none |
/// | `env = { SPARK_HOME = "/opt/spark" }` | environment variables | the base's |
/// | `user = "185"` | a name or a number, and a group behind `:` | the base's |
/// | `working-dir = "/opt/app"` | the working directory | the base's |
/// | `entrypoint = []` | what comes before the arguments that Flyte gives to a container | the base's |
/// | `labels = { team = "data" }` | labels, which are annotations as well | the base's |
/// | `platforms = ["linux/amd64", "linux/arm64"]` | what it is built for, in the words of Go | Linux, and the architecture of the machine that builds |
pub use aileron_macros::main;

/// Makes a struct or an enum a Flyte type.
///
/// A struct with named fields is a struct on the wire, with the JSON Schema that flytekit writes for a dataclass of the same
/// fields. A newtype has the form of its value. An enum without data is an enum. An enum whose variants carry one value each
/// is a union of their types.
///
/// ```
/// use aileron::prelude::*;
///
/// #[derive(FlyteType, Debug, PartialEq)]
/// struct Model {
///     name: String,
///     layers: Vec<i64>,
///     precision: Option<Precision>,
/// }
///
/// #[derive(FlyteType, Debug, PartialEq)]
/// #[serde(rename_all = "lowercase")]
/// enum Precision {
///     Half,
///     Full,
/// }
///
/// let model = Model { name: "small".to_owned(), layers: vec![8, 2], precision: Some(Precision::Half) };
/// let again = Model::from_literal(model.into_literal()?)?;
/// assert_eq!(again.precision, Some(Precision::Half));
/// # Ok::<(), aileron::ValueError>(())
/// ```
///
/// Names and defaults follow serde's attributes, with or without serde's own derives: `rename`, `rename_all`, `alias`,
/// `default`, `skip`. The compiler reports attributes that let serde write something other than the fields, and a field
/// whose type Flyte does not know.
pub use aileron_macros::FlyteType;

/// Makes a struct several named outputs.
///
/// ```
/// use aileron::prelude::*;
///
/// #[derive(Outputs)]
/// struct Counts {
///     /// The words between blanks.
///     words: i64,
///     lines: i64,
/// }
///
/// #[task]
/// fn count(text: String) -> Counts {
///     Counts { words: text.split_whitespace().count() as i64, lines: text.lines().count() as i64 }
/// }
///
/// #[workflow]
/// fn twice(text: String, more: String) -> Counts {
///     let Counts { words, .. } = count(text);
///     Counts { words, lines: count(more).lines }
/// }
/// # assert_eq!(twice("a b".to_owned(), "c".to_owned()).words, 2);
/// ```
///
/// A field's docs become the description of that output; `#[serde(rename = "…")]` sets another name on the wire.
pub use aileron_macros::Outputs;
