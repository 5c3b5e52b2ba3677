//! Runs on real clusters: Spark, Dask and Open MPI get what Flyte would give them, and the task writes its outputs.

use super::{OPTIONS, program, scratch};
use aileron::FlyteType;
use aileron::idl::core::LiteralMap;
use aileron::idl::prost::Message;
use aileron_conformance::options::Options;
use aileron_conformance::program::{built, output, serialized};
use aileron_conformance::python::command_of_clusters;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use test_support::Toolchain;

const JAVA: Toolchain = Toolchain {
    package: "plugged",
    language: "Java",
    program: "java",
    version: "--version",
    minimum: (17, 0),
    purpose: "to run Spark",
};

/// Submits the program as Spark's operator does, except for the master (flyteplugins `plugins/k8s/spark/spark.go`).
#[test]
fn spark_starts_the_program_beside_its_driver() {
    JAVA.check(Path::new(".")).unwrap_or_else(|why| panic!("{why}"));
    let start = Start::new("spark", built("clusters"), "clusters.squares", ("upto", 100));
    let tasks = serialized(&start.program, &Options::NONE);
    let task = tasks.iter().find(|task| task.name == start.task).expect("the task");
    let job = &task.json["template"]["custom"];
    let python = start.here(text(&job["executorPath"]));
    let conf = job["sparkConf"].as_object().expect("settings").iter();
    let conf = conf.map(|(name, value)| format!("{name}={}", text(value)));
    let ours = ["spark.pyspark.python", "spark.pyspark.driver.python"].map(|name| format!("{name}={python}"));
    let mut submit = command_of_clusters("spark-submit");
    submit.args(["--master", "local[2]"]);
    submit.args(conf.chain(ours).flat_map(|conf| ["--conf".to_owned(), conf]));
    submit.arg(start.here(text(&job["mainApplicationFile"]).trim_start_matches("local://")));
    succeeds(submit.args(start.command()));
    assert_eq!(start.output(), Some(328_350));
}

#[test]
fn a_script_finds_the_dask_cluster() {
    const CLUSTER: &str = "import sys
from distributed import LocalCluster
with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, protocol='tcp', dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()";
    let mut cluster = command_of_clusters("python");
    let mut cluster =
        cluster.args(["-c", CLUSTER]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut address = String::new();
    BufReader::new(cluster.stdout.take().unwrap()).read_line(&mut address).unwrap();

    let start = Start::new("dask", built("clusters"), "clusters.primes", ("upto", 100));
    let [program, arguments @ ..] = &start.command()[..] else { panic!("a command") };
    succeeds(command_of_clusters(program).args(arguments).env("DASK_SCHEDULER_ADDRESS", address.trim()));
    assert_eq!(start.output(), Some(25));
    // The job waits for this to end.
    drop(cluster.stdin.take());
    cluster.wait().unwrap();
}

/// Here each process has a folder of its own; all are asked to write their outputs into it.
#[test]
fn the_first_process_of_mpirun_writes_the_outputs() {
    let start = Start::new("mpi", program().to_owned(), "plugged.mpi.plain", ("x", 5));
    let wrapper = start.folder.join("wrapper");
    let lines = format!(
        "#!/bin/sh\nmkdir $OMPI_COMM_WORLD_RANK && cd $OMPI_COMM_WORLD_RANK && exec {} \"$@\"\n",
        start.program.display()
    );
    fs::write(&wrapper, lines).unwrap();
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).unwrap();
    let start = Start { program: wrapper, ..start };
    let rendered = render(program(), &start.task, &start.inputs, ".");
    let [mpirun, arguments @ ..] = &start.these(&rendered)[..] else { panic!("a command") };
    assert_eq!(mpirun, "mpirun");
    succeeds(command_of_clusters(mpirun).args(arguments).current_dir(&start.folder));
    assert_eq!(read(&start.folder.join("0/outputs.pb")), Some(5));
    assert_eq!(fs::read_dir(start.folder.join("1")).expect("the second process ran").count(), 0);
}

/// A task that another program starts.
struct Start {
    program: PathBuf,
    task: String,
    folder: PathBuf,
    inputs: PathBuf,
}

impl Start {
    fn new(name: &str, program: PathBuf, task: &str, (input, value): (&str, i64)) -> Self {
        let folder = scratch(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        let inputs = folder.join("inputs.pb");
        let literals = [(input.to_owned(), value.into_literal().unwrap())].into();
        fs::write(&inputs, LiteralMap { literals }.encode_to_vec()).unwrap();
        Start { program, task: task.to_owned(), folder, inputs }
    }

    /// The command of the container, with the program of this machine.
    fn command(&self) -> Vec<String> {
        self.these(&render(&self.program, &self.task, &self.inputs, &self.folder.display().to_string()))
    }

    fn these(&self, command: &[String]) -> Vec<String> {
        command.iter().map(|word| self.here(word)).collect()
    }

    /// The program's path on this machine, instead of its path in the image.
    fn here(&self, word: &str) -> String {
        let package = self.task.split('.').next().unwrap_or_default();
        word.replace(&format!("/usr/local/bin/{package}"), &self.program.display().to_string())
    }

    fn output(&self) -> Option<i64> {
        read(&self.folder.join("outputs.pb"))
    }
}

/// The arguments of the container, as Flyte fills them in.
fn render(program: &Path, task: &str, inputs: &Path, output_prefix: &str) -> Vec<String> {
    let inputs = inputs.to_str().expect("a path in Unicode");
    let arguments = ["render", task, "--inputs", inputs, "--output-prefix", output_prefix, "--json"];
    let arguments = arguments.into_iter().map(str::to_owned).chain(OPTIONS.arguments());
    let shown: Value =
        serde_json::from_slice(&output(program, &arguments.collect::<Vec<_>>())).expect("JSON");
    shown["args"].as_array().expect("arguments").iter().map(|word| text(word).to_owned()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn read(path: &Path) -> Option<i64> {
    let outputs = LiteralMap::decode(&*fs::read(path).ok()?).expect("a map of literals");
    Some(i64::from_literal(outputs.literals["o0"].clone()).expect("an integer"))
}

#[track_caller]
fn succeeds(command: &mut Command) {
    let answer = command.stdin(Stdio::null()).output().expect("a program that starts");
    let [stdout, stderr] = [&answer.stdout, &answer.stderr].map(|said| String::from_utf8_lossy(said));
    assert!(answer.status.success(), "{command:?} stopped with {}: {stdout}{stderr}", answer.status);
}
