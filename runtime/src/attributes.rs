//! The macros, documented where their examples are tested.

/// Makes a function a Flyte task.
///
/// The function stays what it was: it is called and tested as any other. It may be `async`; it returns a value, `()`, a
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
/// doc comment of a parameter the description of that input. A section `# Returns` describes what comes out: its text the
/// one output, or the items of its list several of them, in order or by their names, as in ``- `o1`: the rest``.
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
/// `#[default(…)]` on a parameter says what that input is where nobody gives it: an expression of the parameter's type,
/// made anew each time (a text in quotes stands for a `String`, also within a list, a tuple, a struct or `Some("…")`).
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
/// A workflow's defaults are those of its launch plan. A task has none on Flyte, which wants every input of a task that
/// is launched alone; `run` and a container take the task's own (flytekit `core/interface.py`). A call in Rust gives every
/// argument, in a workflow too: a default that is wanted in both places is a constant.
///
/// # Services
///
/// Where the plugin calls a service that does the work, the task is a signature, and `local` names the function that
/// does it on this machine; in a test another one may [stand in](crate::testing::stand_in()).
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
/// Flyte hears of every end but two. Outputs and errors are told by the task itself; a panic, a crash, a signal that ends
/// the process, and `exit` by what the program becomes then, as an error that may pass. SIGKILL can't be told: the kernel
/// sends it where memory is over, of which Kubernetes tells Flyte. Nor can `_exit(0)`, which runs nothing on the way out:
/// Flyte finds no outputs, and takes a task that has none for done.
///
/// A child that the task forks ends alone, by whatever it dies of; one that comes back from the task, or panics, ends there.
/// A local run ends as well where a task calls `exit` or crashes, says which task it was, and its exit status is not 0.
///
/// # Options
///
/// Each stands once. `accelerator`, `local`, `plugin` and `pod_template` take an expression; every other value is a
/// literal, checked when the crate compiles. No text holds the character NUL.
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `name = "etl.count"` | the name on the wire: letters, digits, `_`, `-`, in segments joined by `.` | the module path |
/// | `container_image = "…"` | a reference, or a template with `{{.image.NAME.fqn}}`, `{{.image.NAME.version}}` or `{{.image.NAME}}`; a name other than `default` is declared in `[package.metadata.aileron.images]`, or the workspace's; of a reference with neither tag nor digest, registries read `latest`, and commands that make specs warn of it | the image `default` |
/// | `retries = 3` | attempts after the first, granted to errors that may pass: [`Recoverable`](struct@crate::Recoverable) ones, a crash, a container of its own that fails; every other error and a panic end the workflow at once | 0 |
/// | `timeout = "1h30m"` | how long one attempt may take, in `d`, `h`, `m`, `s`, `ms` … | no limit |
/// | `cache(version = "1", serialize, ignore(seed))` | reuses results of equal inputs until the version changes; `serialize` lets equal calls wait for the first one; `ignore` names inputs that don't decide the result | no cache |
/// | `interruptible`, `interruptible = false` | whether it may run on a node that can be taken away | the workflow's |
/// | `deprecated = "use … instead"` | what to use instead, shown by Flyte | not deprecated |
/// | `env(KEY = "value")` | the container's environment; Kubernetes replaces `$(NAME)` in a value by a variable before it | none |
/// | `requests(cpu = "500m", mem = "1Gi", gpu = "1", ephemeral_storage = "10Gi")` | what the container gets at least, in Kubernetes' quantities: CPUs are counted, memory and storage have a unit | the platform's |
/// | `limits(…)` | the same at most; never below the request, and for `gpu` equal to it | the platform's |
/// | `accelerator = accelerators::T4` | the device that it runs on, a constant: one of [`accelerators`](crate::accelerators), a part of one, or another by its name; how many is the amount of `gpu` | the platform's |
/// | `shared_memory`, `shared_memory = "2Gi"` | a `/dev/shm` as large as the container's memory, or of that size | Kubernetes' 64 MB |
/// | `labels(team = "core", "example.com/x" = "1")` | the pod's labels | none |
/// | `annotations(…)` | the pod's annotations; values are free | none |
/// | `pod_template = template()` | the pod that it runs in, a `PodTemplate` of the feature `pod`, made when the specs are; not for a service | a container alone |
/// | `pod_template_name = "gpu-large"` | the pod template of the cluster to start from | the platform's |
/// | `secrets("db/password", "api/token"(mount = "file", env_var = "TOKEN", version = "2"))` | the secrets that it may read, by [`Context::secret`](crate::Context::secret): a group and a key, mounted as the cluster prefers, or as `"env_var"` or `"file"`; `env_var` is a further variable with the value, or with the path of the file | none |
/// | `plugin = Spark::default()` | what Flyte hands the task to besides a container: a [`Plugin`](crate::plugin::Plugin), made anew by this expression when specs are made | none |
/// | `local = a_function` | for a task of a service: the function of the same types that does its work on this machine | what the plugin does itself |
/// | `deck` | has Flyte's console offer the page that the task writes by [`Context::deck`](crate::Context::deck) | `deck = false` |
/// | `crate = "crate::flyte"` | the path of this crate, where it is known by a re-export only | found in Cargo.toml |
///
/// # Errors
///
/// It is an error of the compiler if the item is no free function, or one that is generic, `const`, `unsafe`, `extern`,
/// has more than 16 inputs, or takes or returns a reference, `impl Trait` or a type that is no Flyte type; and if an
/// option breaks a rule of Flyte's, of Kubernetes' or of the image references' grammar. Each tells what to write instead.
pub use aileron_macros::task;

/// Makes a signature a Flyte task that runs a container of its own: any program of any image.
///
/// The function has no body; called in Rust, it runs the container on this machine.
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
/// `command` replaces the entrypoint of the image, `arguments` follow it. Both are filled in by Flyte when it starts the
/// task, with the [placeholders](crate::arguments::Placeholder) that they hold, and checked when the crate compiles:
/// placeholders that there aren't, inputs that there aren't, inputs whose type Flyte can't print, and what Kubernetes would
/// change: it takes `$(NAME)` for a variable, and `$$` for a `$`.
///
/// Doubled braces stand for themselves, as in `format!`: `{{{{.Names}}}}` is the text `{{.Names}}`. What Flyte knows can't be
/// written so, since Flyte fills it in wherever it stands.
///
/// A text may be a file of its own, `arguments = [include_str!("run.py")]`, as
/// [a script](macro@crate::shell_task#a-file-of-its-own) may.
///
/// Each input is a file as well, `/var/inputs/NAME`, and all of them are in `/var/inputs/inputs.json`: Flyte's co-pilot
/// puts them there. A text, a number, a truth value stand in it as they are, a datetime by RFC 3339, a duration as in
/// `1h30m0s`, a struct as `MessagePack`; a file is the file, a directory and a list are directories (flytecopilot
/// `data/download.go`), and so is a map, whose keys name the files: a key that is no plain name of a file, such as `../x`,
/// fails the task here. An argument such as `/var/inputs/table` is the way to a file's content; `{{.inputs.table}}` is its
/// address.
///
/// # What comes out
///
/// Each output is a file `/var/outputs/NAME` that the program writes: `o0` for a single one, the field's name for a
/// struct that derives [`Outputs`](derive@crate::Outputs). Values have up to 1024 bytes, white space around them falls
/// away, a struct is JSON; a [`File`](crate::File) is the file, with or without an extension, which is lost, a
/// [`Directory`](crate::Directory) a directory of files. A link that leads out of the folder, a pipe, a socket or a device
/// is no output, and fails the task.
///
/// To fail, the program writes why to stderr and ends with another status than 0: Flyte shows the end of the log. A file
/// `/var/outputs/_ERROR` makes the task fail as well, but its text is shown by a run on this machine only: co-pilot writes
/// it to an `errors.pb` that nobody reads (flytecopilot `cmd/root.go`), and Flyte tells that there are no outputs.
///
/// With `data = false` there are no such files: the program reads `{{.input}}` and writes `outputs.pb` to
/// `{{.outputPrefix}}` by itself. The files that it names there are inputs, in a store, or below
/// `{{.rawOutputDataPrefix}}`.
///
/// # On this machine
///
/// A call, in a workflow or not, runs the container by Docker or Podman, whichever answers. `run --containers=process`
/// runs its command as a process of this machine instead, for which the paths of the two folders in command, arguments and
/// `env` lead to folders here; in a test, where there is no such flag, the variable `AILERON_CONTAINERS` says the same. A
/// function may [stand in](crate::testing::stand_in()) for it.
///
/// What it writes to stdout and stderr is shown on stderr. It fails if its exit status is not 0, if it takes longer than
/// its `timeout`, or leaves no outputs; `retries` are granted for that. A function that returns a plain value panics then;
/// one that returns a `Result` gives an error made from an [`ExternalError`](crate::ExternalError).
///
/// It gets what it would have on Flyte, and nothing else of this program's environment, which holds whatever its user has
/// at hand, keys and passwords as well: its `env`, the variables that Flyte sets, and the secrets that it asks for, as far
/// as this machine has them, in variables or files as [there](crate::Context::secret). A process has `PATH`, `HOME`, `LANG`,
/// `LC_…` and `TZ` besides, and a `TMPDIR` of its own. `run --pass-env NAME` hands on more; in a test the variable
/// `AILERON_PASS_ENV=NAME,…` does.
///
/// Its files lie in a folder that no other user of the machine sees into, and that goes with the attempt. A container gets
/// them by its mounts, as whatever user it runs. SIGINT, SIGTERM and SIGHUP end it first, and then this program; a second
/// signal waits for nothing. A process has all rights of this user all the same. On Windows it can't be run so: a function has to stand in.
///
/// # Options
///
/// Those of [a task](macro@crate::task#options) but `container_image`, `deck`, `local` and `plugin`, and these:
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `image = "…"` | a reference, or a template as for `container_image` | none: it must be given |
/// | `command = ["…", …]` | what replaces the image's entrypoint | the image's |
/// | `arguments = ["…", …]` | what follows it | the image's, if there is no command |
/// | `data(inputs = "/var/inputs", outputs = "/var/outputs", format = "json")` | where the files are, and whether all inputs are in an `inputs.json`, an `inputs.yaml` (`"yaml"`) or only the `inputs.pb` that there is always (`"proto"`) | as written here |
/// | `data = false` | no files | files |
///
/// # Errors
///
/// As for [a task](macro@crate::task#errors); and if there is a body, no image, or a mistake in command or arguments; and
/// if an output's type is none that co-pilot reads from a file: an `Option`, a list, a map, an enum.
pub use aileron_macros::container_task;

/// Makes a signature a Flyte task that runs a query: no container, but a service that its plugin names.
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
/// Flyte fills the placeholders in as in the arguments of a container: those of inputs, `{{.perRetryUniqueKey}}` for the
/// name of a temporary table, `{{.rawOutputDataPrefix}}` for where a result may be written. They are checked when the crate
/// compiles. What a value holds is not quoted: a text that anyone can give may say anything in the query.
///
/// So a text stands in quotes, `'{{.inputs.word}}'`, and comes from where nobody writes such a thing. Some services are given
/// the inputs as values instead, of which [`Parameters`](crate::plugin::Parameters) tells; in their queries a
/// placeholder, and a parameter that names no input, is an error of the compiler.
///
/// A query has no output, or one: the rows that it gives, a `StructuredDataset`, which Flyte knows as `results` (flytekit's
/// plugins of warehouses).
///
/// A query may stand in a file of its own, `query = include_str!("words.sql")`, as
/// [a script](macro@crate::shell_task#a-file-of-its-own) may. Doubled braces are texts, as in
/// [a container's arguments](macro@crate::container_task#what-goes-in).
///
/// # On this machine
///
/// A function named by `local` does the work, or in a test one that [stands in](crate::testing::stand_in()). Else, with the
/// feature `sqlite`, the query runs on a database of SQLite: the one that `run --database FILE` names, or the variable
/// `AILERON_DATABASE`, a file of SQLite or a script `tables.sql` that fills a fresh one; in a test, the connection that is
/// given to `aileron::testing::database`. Where none is named it is an empty one, in memory, which all queries of a run
/// share.
///
/// Placeholders are filled in and parameters are bound as on Flyte; each attempt has another `{{.perRetryUniqueKey}}`, whose
/// table stays there unless the query drops it. A query may be several statements: the rows of the last that gives any are
/// the output, written as parquet (or CSV, if the type says so) where the task's files go. Columns are of the type that the
/// output's row declares, else of the table's, else of what they hold: integers, floats, texts, blobs, and by the names of
/// their declared types booleans, dates and datetimes. A statement that fails is told with its line and column, and
/// `retries` are granted for it. What SQLite has no words for, such as an export to `{{.rawOutputDataPrefix}}`, is the
/// work of a `local` function.
///
/// # Options
///
/// Those of [a task](macro@crate::task#options) but `container_image` and `deck`, and `query = "…"`, the query. A service has
/// no pod for which a `pod_template` could be.
///
/// # Errors
///
/// As for [a task](macro@crate::task#errors); and if there is a body, no plugin, no query, a mistake in the query, or an
/// output that is no dataset.
pub use aileron_macros::query_task;

/// Makes a signature a Flyte task that runs a script of a shell.
///
/// ```
/// use aileron::prelude::*;
///
/// /// The lines of a file that hold a word, and how many they are.
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
/// On Flyte the container is that of any task: this program, which has the shell run the script, in an image that holds a
/// shell and the tools of the script. Called in Rust, or by `run`, it does the same on this machine. In a test a function
/// may [stand in](crate::testing::stand_in()) for it.
///
/// # Values
///
/// Each input is a variable, `$inputs_NAME`, and `{{.inputs.NAME}}` in the script becomes `${inputs_NAME}`. So no value is
/// ever read as a part of the script, whatever quotes, spaces or line ends are in it. Write it between double quotes, as
/// any variable that is to stay in one word. Where a shell replaces no variable, a placeholder is an error of the compiler:
/// between single quotes, in a here-document whose end is quoted (`<<'END'`), behind a backslash. (What the script itself
/// hands to `eval`, `sh -c` or `awk` as a program is beyond that.)
///
/// Doubled braces stand for themselves, as in `format!`: `docker ps --format '{{{{.Names}}}}'` reaches the shell as
/// `docker ps --format '{{.Names}}'`.
///
/// A text is as it is; numbers, truth values, datetimes and durations are as `run` takes them; a [`File`](crate::File) and
/// a [`Directory`](crate::Directory) are paths of this machine; an `Option` that is none is empty; all else is JSON. A
/// value that is larger than 128 KB or holds the character NUL fails the task: take it as a file.
///
/// # A file of its own
///
/// `script = include_str!("count.sh")` takes the script from a file. The path begins at the folder of the source file, or is
/// one such as `concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/count.sh")`. The file is checked when the crate compiles, which
/// tells a mistake with line and column, and the crate is built again when it changes.
///
/// # Outputs
///
/// The script writes each output to a file, `$outputs/NAME`: `o0` for a single one. It is read as `run` takes it, without
/// the end of its last line; for a `File` it is the file, for a `Directory` the directory. A link that leads out of that
/// folder, a pipe, a socket or a device is no output.
///
/// The shell runs with `-eu`: a command that fails ends the script, and so does a variable that is not set. Of a pipe only
/// the last command counts, unless the script begins with `set -o pipefail`, which `shell = "/bin/bash"` knows. It runs in
/// an empty folder of its own, which is removed. A script fails if its exit status is not 0, if it takes longer than its
/// `timeout`, or leaves no outputs; Flyte tries it again then, as often as `retries` allow, and the error tells the end of
/// what it wrote to stdout and stderr. Types and errors of the function are those of a
/// [container task](macro@crate::container_task#on-this-machine).
///
/// # Environment
///
/// On Flyte the script has the environment of its container. Called in Rust, or by `run`, it gets
/// [what it would have there](macro@crate::container_task#on-this-machine): its `env`, the variables that Flyte sets, the
/// secrets that it asks for, `PATH`, `HOME`, `LANG`, `LC_…`, `TZ`, a `TMPDIR` of its own, and what `run --pass-env NAME`
/// names; nothing else of what this program was started with, keys and passwords of its user least of all.
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
/// As for [a task](macro@crate::task#errors); and if there is a body, no script, a placeholder that there isn't, or one
/// where the shell replaces no variable; and if a file of the script is missing, is no UTF-8, begins with a byte order
/// mark, or has lines that end by a carriage return.
pub use aileron_macros::shell_task;

/// Makes a function a Flyte workflow.
///
/// The body is written once and lives twice. As a function it runs in place: its tasks are called as the functions that
/// they are. As a graph it is traced: each call of a task or of another workflow becomes a node, and what the calls give
/// are promises of values, which can be passed on but not looked at.
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
/// Several results may be given on under names:
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
/// # What a body may hold
///
/// - calls of tasks and workflows by any path or alias, nested, with `?` and `.await` right behind them; a text in quotes
///   stands for a `String` in their arguments and in what leaves the workflow, also within lists, tuples, structs and
///   `Some("…")`;
/// - constants: literals, `const` items, arithmetic on them, associated functions such as `String::from("x")` or
///   `Duration::from_secs(3)`, `format!`;
/// - `let` with patterns, shadowing, `mut`, assignment; tuples; `.clone()`, `&` and `*`;
/// - parts of what a task gives: a field of a struct, `list[0]`, `map["key"]`, named [`Outputs`](derive@crate::Outputs) by
///   `counts.words` or `let Counts { words, .. } = …`, and such a struct written out as the workflow's own outputs;
/// - `vec![…]`, arrays and `Option`s of promises, and methods that move promises about: `push`, `pop`, `len`, `iter`,
///   `enumerate`, `zip`, `rev`, `take`, …; `*part = task(…)` in a loop over `&mut parts`;
/// - a `HashMap` or `BTreeMap` of promises under keys that are constants: `HashMap::from([…])`, `insert` into an empty one,
///   `get`, `remove`, `map["key"]`; a loop over a `BTreeMap`, whose order is the same each time;
/// - `if`, `match`, `for`, `while` and `loop` over constants: they are run when the graph is traced;
/// - `return`, `Ok(…)`, `panic!` and `assert!` on constants.
///
/// Anything else is an error of the compiler, on the very expression: what needs the value of a promise belongs in a
/// task, and a body that calls nothing has no graph. A call of a function that is neither task nor workflow is told when
/// the graph is traced: by `run`, `graph`, `serialize` and `package`, and by the test that [`main!`](crate::main) brings.
/// So is a workflow that contains itself.
///
/// Constants and defaults go to Flyte with the graph, so they hold on every machine and are the same each time they are
/// made: a file, a directory or a table has an address in a store, and what a clock, a random number or the order of a
/// `HashMap` tells comes from a task. A local run takes them all the same.
///
/// A parameter may have a `#[default(…)]`, as [a task's](macro@crate::task#defaults) may.
///
/// # Options
///
/// | Option | Meaning | Default |
/// |---|---|---|
/// | `name = "etl.pipeline"` | the name on the wire: ASCII letters, digits, `_`, `-` and `.`, 240 characters at most | the module path, with dots |
/// | `crate = "crate::flyte"` | the path of this crate, where it is known by a re-export only | found in Cargo.toml |
pub use aileron_macros::workflow;

/// Makes the program of a crate of tasks and workflows: its `main`, and a test that makes the specs of all of them, in which
/// something stands in for what only options give, such as the default image.
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
/// What is to happen before anything else, such as setting a subscriber of `tracing`, stands in a `main` of your own,
/// which then calls this one:
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
/// Tasks that stand in a library are linked only if the program names it: `aileron::main!(the_lib)`, or several with
/// commas between them.
///
/// # Cargo.toml
///
/// The table `[package.metadata.aileron]`, or `[workspace.metadata.aileron]` for what the package does not say, becomes part
/// of the program. Any other key is an error of the compiler.
///
/// | Key | Meaning | Default |
/// |---|---|---|
/// | `binary = "/opt/app/bin/run"` | where the program lies in its images: an absolute path | `/usr/local/bin/` and the program's name |
/// | `images = { spark = "ghcr.io/acme/spark:v3" }` | the images that tasks name, each a reference, or `""` if that is only given when the specs are made | none |
pub use aileron_macros::main;

/// A struct with named fields is a struct on the wire, with the JSON Schema that flytekit gives a dataclass of the same
/// fields; a newtype is carried as what it holds. An enum without data is an enum; one whose variants carry one value
/// each is a union of their types.
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
/// Names and defaults follow serde's attributes, whether or not serde's derives stand beside this one: `rename`,
/// `rename_all`, `alias`, `default`, `skip`. Those that make serde write something else are errors. A field whose type no
/// wire type carries is an error on that field.
pub use aileron_macros::FlyteType;

/// ```
/// use aileron::prelude::*;
///
/// #[derive(Outputs)]
/// struct Counts {
///     /// What stands between blanks.
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
/// A field's docs become the description of that output; `#[serde(rename = "…")]` gives it another name on the wire.
pub use aileron_macros::Outputs;
