//! The packages of the examples: Flyte accepts them, flytekit reads them, and each task has the intended image.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use aileron_conformance::entity::{Entity, document};
use aileron_conformance::options::Options;
use aileron_conformance::package::Package;
use aileron_conformance::{flytekit, judge, program};
use serde_json::Value;

/// An example, how it is packaged, and the images of its tasks.
struct Case {
    example: &'static LazyLock<PathBuf>,
    options: Options,
    images: &'static [(&'static str, &'static str)],
}

static QUICKSTART: LazyLock<PathBuf> = LazyLock::new(|| program::built("quickstart"));
static BRANCHES: LazyLock<PathBuf> = LazyLock::new(|| program::built("branches"));
static DYNAMIC: LazyLock<PathBuf> = LazyLock::new(|| program::built("dynamic"));
static NIGHTLY: LazyLock<PathBuf> = LazyLock::new(|| program::built("nightly"));
static REVIEW: LazyLock<PathBuf> = LazyLock::new(|| program::built("review"));
static QUERY: LazyLock<PathBuf> = LazyLock::new(|| program::built("query"));
static RAW_CONTAINER: LazyLock<PathBuf> = LazyLock::new(|| program::built("raw-container"));
static CLUSTERS: LazyLock<PathBuf> = LazyLock::new(|| program::built("clusters"));
static SHELL: LazyLock<PathBuf> = LazyLock::new(|| program::built("shell"));
static GPU: LazyLock<PathBuf> = LazyLock::new(|| program::built("gpu"));
static POD_TEMPLATE: LazyLock<PathBuf> = LazyLock::new(|| program::built("pod-template"));
static MULTI_IMAGE: LazyLock<PathBuf> = LazyLock::new(|| program::built("multi-image"));

const DIGEST: &str = "app@sha256:6c3c624b58dbbcd3c0dd82b4c53f04194d1247c6eebdaab7c610cf7d66709b3b";
const IDS: Option<[&str; 3]> = Some(["flights", "staging", "v7"]);

const CASES: [Case; 14] = [
    Case {
        example: &QUICKSTART,
        options: Options { images: &[("default", "ghcr.io/acme/app:v1")], ..Options::NONE },
        images: &[
            ("quickstart.count", "ghcr.io/acme/app:v1"),
            ("quickstart.longest", "ghcr.io/acme/app:v1"),
            ("quickstart.summary", "ghcr.io/acme/app:v1"),
            ("quickstart.words", "ghcr.io/acme/app:v1"),
        ],
    },
    Case {
        example: &QUICKSTART,
        options: Options {
            images: &[("default", DIGEST)],
            env: &[("TEAM", "wings")],
            ids: IDS,
            ..Options::NONE
        },
        images: &[
            ("quickstart.count", DIGEST),
            ("quickstart.longest", DIGEST),
            ("quickstart.summary", DIGEST),
            ("quickstart.words", DIGEST),
        ],
    },
    Case {
        example: &CLUSTERS,
        options: Options { images: &[("default", "ghcr.io/acme/app:v2")], ..Options::NONE },
        images: &[
            ("clusters.primes", "ghcr.io/acme/dask:2026.1"),
            ("clusters.squares", "ghcr.io/acme/app:spark-v2"),
            ("clusters.tell", "ghcr.io/acme/app:v2"),
            ("clusters.train", "ghcr.io/acme/app:v2"),
        ],
    },
    // The images that its Cargo.toml configures.
    Case {
        example: &MULTI_IMAGE,
        options: Options::NONE,
        images: &[
            ("multi_image.aggregate", "ghcr.io/acme/app:spark-v1"),
            ("multi_image.clean", "ghcr.io/acme/clean:v1"),
            ("multi_image.learn", "ghcr.io/acme/torch:2.9-cuda12"),
            ("multi_image.measure", "ghcr.io/acme/app:v1"),
            ("multi_image.report", "ghcr.io/acme/app:v1"),
            ("multi_image.train", "ghcr.io/acme/app:sagemaker-v1"),
        ],
    },
    Case {
        example: &MULTI_IMAGE,
        options: Options {
            images: &[("default", "registry.local:5000/team/app:2026.1"), ("torch", "torch:nightly")],
            ids: IDS,
            ..Options::NONE
        },
        images: &[
            ("multi_image.aggregate", "registry.local:5000/team/app:spark-2026.1"),
            ("multi_image.clean", "ghcr.io/acme/clean:2026.1"),
            ("multi_image.learn", "torch:nightly"),
            ("multi_image.measure", "registry.local:5000/team/app:2026.1"),
            ("multi_image.report", "registry.local:5000/team/app:2026.1"),
            ("multi_image.train", "registry.local:5000/team/app:sagemaker-2026.1"),
        ],
    },
    Case {
        example: &POD_TEMPLATE,
        options: Options { env: &[("TEAM", "wings")], ids: IDS, ..Options::NONE },
        images: &[("pod_template.ask", "ghcr.io/acme/app:v1"), ("pod_template.count", "ghcr.io/acme/app:v1")],
    },
    Case {
        example: &RAW_CONTAINER,
        options: Options { env: &[("TEAM", "wings")], ids: IDS, ..Options::NONE },
        images: &[
            ("raw_container.count", "docker.io/library/busybox:1.37"),
            ("raw_container.sort", "docker.io/library/busybox:1.37"),
            ("raw_container.tell", "ghcr.io/acme/app:v1"),
            ("raw_container.write", "ghcr.io/acme/app:v1"),
        ],
    },
    Case {
        example: &GPU,
        options: Options { ids: IDS, ..Options::NONE },
        images: &[
            ("gpu.compare", "ghcr.io/acme/app:v1-cuda13"),
            ("gpu.embed", "ghcr.io/acme/app:v1-cuda13"),
            ("gpu.train", "ghcr.io/acme/app:v1-cuda13"),
            ("gpu.train_on_tpus", "ghcr.io/acme/app:v1"),
        ],
    },
    // A query has no image.
    Case {
        example: &QUERY,
        options: Options { ids: IDS, ..Options::NONE },
        images: &[
            ("query.keep", ""),
            ("query.large", ""),
            ("query.least", "ghcr.io/acme/app:v1"),
            ("query.list", "ghcr.io/acme/app:v1"),
        ],
    },
    Case {
        example: &SHELL,
        options: Options { images: &[("default", "ghcr.io/acme/app:v2")], ..Options::NONE },
        images: &[
            ("shell.frequent", "ghcr.io/acme/app:v2"),
            ("shell.tell", "ghcr.io/acme/app:v2"),
            ("shell.write", "ghcr.io/acme/app:v2"),
        ],
    },
    Case {
        example: &BRANCHES,
        options: Options { ids: IDS, ..Options::NONE },
        images: &[
            ("branches.count", "ghcr.io/acme/app:v1"),
            ("branches.language", "ghcr.io/acme/app:v1"),
            ("branches.shorten", "ghcr.io/acme/app:v1"),
            ("branches.translate", "ghcr.io/acme/app:v1"),
        ],
    },
    Case {
        example: &DYNAMIC,
        options: Options { ids: IDS, ..Options::NONE },
        images: &[
            ("dynamic.halves", "ghcr.io/acme/app:v1"),
            ("dynamic.merge", "ghcr.io/acme/app:v1"),
            ("dynamic.rate", "ghcr.io/acme/app:v1"),
            ("dynamic.rate_words", "ghcr.io/acme/app:v1"),
            ("dynamic.sort_halves", "ghcr.io/acme/app:v1"),
            ("dynamic.sort_here", "ghcr.io/acme/app:v1"),
            ("dynamic.total", "ghcr.io/acme/app:v1"),
        ],
    },
    Case {
        example: &NIGHTLY,
        options: Options { ids: IDS, ..Options::NONE },
        images: &[
            ("nightly.day_before", "ghcr.io/acme/app:v1"),
            ("nightly.sales", "ghcr.io/acme/app:v1"),
            ("nightly.total", "ghcr.io/acme/app:v1"),
        ],
    },
    Case {
        example: &REVIEW,
        options: Options { ids: IDS, ..Options::NONE },
        images: &[
            ("review.draft", "ghcr.io/acme/app:v1"),
            ("review.entitle", "ghcr.io/acme/app:v1"),
            ("review.send", "ghcr.io/acme/app:v1"),
            ("review.withdraw", "ghcr.io/acme/app:v1"),
        ],
    },
];

#[test]
fn packages_are_accepted_and_read() {
    let packages: Vec<PathBuf> =
        CASES.iter().enumerate().map(|(at, case)| packaged(&at.to_string(), case)).collect();
    let read = flytekit::parse(&packages.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    for ((case, package), read) in CASES.iter().zip(&packages).zip(&read) {
        judge::compile(package).assert_accepted();
        assert_eq!(flytekit::lost(read), [""; 0]);
        assert_eq!(images(read), case.images);
        assert_eq!(document(read), document(&program::serialized(case.example, &case.options)));
    }
}

#[test]
fn every_example_is_judged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let entries =
        fs::read_dir(folder).expect("the folder of the examples").map(|entry| entry.expect("an entry"));
    let all: BTreeSet<_> = entries.map(|entry| entry.file_name()).collect();
    let judged = CASES.iter().filter_map(|case| Some(case.example.file_name()?.to_owned()));
    // These are judged together with their modules in Python, in the crate `engine`.
    assert_eq!(judged.chain(["polyglot".into(), "references".into()]).collect::<BTreeSet<_>>(), all);
}

/// All that a body may contain.
#[test]
fn the_package_of_every_form_of_body_is_accepted_and_read() {
    let program = program::built("workflow-tests");
    let options = Options { images: &[("default", "ghcr.io/acme/app:v1")], ..Options::NONE };
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workflow-tests.tgz");
    program::package(&program, &options, &package);
    let [own, far] = elsewhere();
    judge::compile_with(&package, &[&own, &far]).assert_accepted();
    let missing = judge::compile_with(&package, &[&own]);
    let references = ["TaskReferenceNotFound", "WorkflowReferenceNotFound"];
    let codes: BTreeSet<&str> = missing.findings().into_iter().map(|(_, code, _)| code).collect();
    assert_eq!(codes, BTreeSet::from(references));
    let [read] = &flytekit::parse(&[&package])[..] else { panic!("one package") };
    assert_eq!(flytekit::lost(read), [""; 0]);
    assert_eq!(document(read), document(&program::serialized(&program, &options)));
}

/// What the examples of flytesnacks show. Nobody has registered what its references name.
#[test]
fn the_package_of_ported_examples_is_accepted() {
    let program = program::built("ported");
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ported.tgz");
    program::package(&program, &Options::NONE, &package);
    let report = judge::compile(&package);
    let refused: BTreeSet<&str> = report
        .workflows
        .iter()
        .filter(|workflow| !workflow.errors.is_empty())
        .map(|workflow| &*workflow.name)
        .collect();
    assert_eq!(refused, BTreeSet::from(["ported.references.normalized"]));
}

/// What that package refers to, as registered with it, and elsewhere.
fn elsewhere() -> [PathBuf; 2] {
    let program = program::built("elsewhere");
    [None, Some(["far", "away", "v1"])].map(|ids| {
        let options = Options { images: &[("default", "ghcr.io/acme/app:v1")], ids, ..Options::NONE };
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("elsewhere-{}.tgz", ids.is_some()));
        program::package(&program, &options, &path);
        path
    })
}

#[test]
fn a_package_without_one_of_its_tasks_is_refused() {
    let path = packaged("lost-task", &CASES[0]);
    let mut package = Package::read(&path).expect("an archive");
    package.files.retain(|(name, _)| !name.contains("quickstart.longest"));
    package.write(&path).expect("a file");
    let report = judge::compile(&path);
    assert_eq!(report.findings(), BTreeSet::from([("compile", "TaskReferenceNotFound", "start-node")]));
}

#[test]
fn a_package_whose_workflow_comes_before_its_tasks_is_refused() {
    let path = packaged("wrong-order", &CASES[0]);
    let mut package = Package::read(&path).expect("an archive");
    for (name, _) in package.files.iter_mut().filter(|(name, _)| name.ends_with("_1.pb")) {
        *name = format!("9{name}");
    }
    package.write(&path).expect("a file");
    let report = judge::compile(&path);
    let workflow = "4_quickstart.pipeline_2.pb";
    assert_eq!(report.findings(), BTreeSet::from([("package", "RegisteredLater", workflow)]));
}

fn packaged(name: &str, case: &Case) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("example-{name}.tgz"));
    program::package(case.example, &case.options, &path);
    path
}

fn images(entities: &[Entity]) -> Vec<(&str, &str)> {
    let tasks = entities.iter().filter(|entity| entity.kind == "task");
    tasks.map(|task| (task.name.as_str(), image(&task.json["template"]))).collect()
}

/// The image of a task's container, which may be in a pod, or in the request for a training job.
fn image(template: &Value) -> &str {
    let primary = &template["config"]["primary_container_name"];
    let mut pods = template["k8sPod"]["podSpec"]["containers"].as_array().into_iter().flatten();
    let container = pods.find(|container| container["name"] == *primary).unwrap_or(&template["container"]);
    let image = container["image"].as_str().or(template["custom"]["images"]["training"].as_str());
    image.unwrap_or_default()
}
