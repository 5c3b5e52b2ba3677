//! The verb `check` compared with Flyte's own compiler and resource builder: on whole packages, and on packages that are
//! broken at random.
//!
//! More of these: `AILERON_CHECK_BROKEN=5000 AILERON_CHECK_SEED=7 cargo test -p aileron-conformance --test check`.
#![allow(
    clippy::assigning_clones,
    clippy::format_collect,
    reason = "mistakes and messages, written once each"
)]

mod accepted;
mod mistakes;
mod random;
mod slice;

use aileron_conformance::options::Options;
use aileron_conformance::package::Package;
use aileron_conformance::{flytekit, judge, program};
use aileron_idl::core::LiteralType;
use random::Random;
use serde_json::Value;
use slice::Slice;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The verb is the same in every program.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| program::built("quickstart"));

const IMAGES: &[(&str, &str)] =
    &[("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v2"), ("gpu", "ghcr.io/acme/gpu:v1")];

/// How many packages are broken by default: in half a minute, on two cores.
const BROKEN: usize = 300;

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// The packages that are judged and broken.
static PACKAGES: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let options = Options { images: IMAGES, ..Options::NONE };
    let [mirror, constructs] = ["mirror.tgz", "constructs.tgz"].map(scratch);
    let _ = flytekit::mirror(&[(options, &mirror)]);
    flytekit::constructs(options, &constructs);
    let own = ["mirror"].iter().chain(EXAMPLES).map(|name| own(name));
    [mirror, constructs].into_iter().chain(own).collect()
});

/// Every example but `references`, which is right only with what it refers to.
const EXAMPLES: &[&str] = &[
    "branches",
    "clusters",
    "dynamic",
    "gpu",
    "multi-image",
    "nightly",
    "pod-template",
    "polyglot",
    "query",
    "quickstart",
    "raw-container",
    "review",
    "shell",
];

/// Programs of other tests, whose bodies have every form that there is. Nobody has registered what some of them refer to.
const TESTS: &[&str] = &["elsewhere", "generated-tests", "hygiene", "plugged", "ported", "workflow-tests"];

/// The package of one of our programs.
fn own(name: &str) -> PathBuf {
    let path = scratch(&format!("own-{name}.tgz"));
    program::package(&program::built(name), &Options { images: IMAGES, ..Options::NONE }, &path);
    path
}

/// The findings of an entity: by kind and name, the codes and nodes.
type Findings = BTreeMap<(String, String), BTreeSet<(String, String)>>;

/// What a side says about a package.
#[derive(Debug, Default, PartialEq, Eq)]
struct Answer {
    flyte: Findings,
    /// The entities on which Flyte crashes or refuses without a reason.
    crashes: BTreeSet<(String, String)>,
}

/// Our own codes for what Flyte crashes on or refuses without a reason.
const CRASHES: [&str; 3] = ["CompilerCrashes", "RecursiveWorkflow", "SubWorkflowWithoutId"];

fn ours(package: &Path) -> (Answer, Value) {
    ours_with(package, &[])
}

fn ours_with(package: &Path, others: &[&Path]) -> (Answer, Value) {
    let mut check = Command::new(&*PROGRAM);
    check.args(["check", "--json"]).arg(package);
    for other in others {
        check.arg("--with").arg(other);
    }
    let answer = check.output().unwrap();
    let printed = String::from_utf8_lossy(&answer.stderr);
    let json: Value =
        serde_json::from_slice(&answer.stdout).unwrap_or_else(|error| panic!("{error}: {printed}"));
    let found = json["findings"].as_array().unwrap();
    assert_eq!(json["ok"], found.is_empty());
    assert_eq!(answer.status.code(), Some(i32::from(!found.is_empty())), "{printed}");
    let mut ours = Answer::default();
    for finding in found {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        let entity = (text("kind"), text("name"));
        assert!(!text("message").is_empty() && finding["place"].is_null(), "{finding}");
        if text("by") == "flyte" {
            ours.flyte.entry(entity).or_default().insert((text("code"), text("node")));
        } else if CRASHES.contains(&&*text("code")) {
            ours.crashes.insert(entity);
        }
    }
    (ours, json)
}

fn theirs(package: &Path) -> (Answer, judge::Report) {
    let report = judge::compile(package);
    let mut theirs = Answer::default();
    let kinds =
        [("task", &report.tasks), ("workflow", &report.workflows), ("launch_plan", &report.launch_plans)];
    for (kind, verdicts) in kinds {
        for verdict in verdicts {
            let entity = || (kind.to_owned(), verdict.name.clone());
            for finding in
                verdict.errors.iter().filter(|finding| ["compile", "crd"].contains(&&*finding.stage))
            {
                match finding.code.as_str() {
                    "Panic" | "StackOverflow" | "Unspecified" => drop(theirs.crashes.insert(entity())),
                    // The judge found no value for an input, so it could not go on to the resource.
                    "Error" => {}
                    code => {
                        let found = (code.to_owned(), finding.node.clone());
                        theirs.flyte.entry(entity()).or_default().insert(found);
                    }
                }
            }
        }
    }
    (theirs, report)
}

/// The difference between the two, if there is one.
fn difference(package: &Path) -> Option<String> {
    let (ours, our_words) = ours(package);
    let (theirs, their_words) = theirs(package);
    let verdicts = &their_words.workflows;
    let unsampled =
        verdicts.iter().any(|verdict| verdict.errors.iter().any(|finding| finding.code == "Error"));
    if ours == theirs || unsampled {
        return None;
    }
    let (words, errors) = (
        our_words["findings"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| format!("\n    {it}"))
            .collect::<String>(),
        verdicts.iter().chain(&their_words.tasks).flat_map(|verdict| &verdict.errors),
    );
    let errors: String = errors
        .map(|it| format!("\n    {} {} at {:?}: {:.300}", it.stage, it.code, it.node, it.description))
        .collect();
    Some(format!("ours {ours:#?}\ntheirs {theirs:#?}\n  ours in words:{words}\n  theirs in words:{errors}"))
}

#[test]
fn right_packages_are_right() {
    // The mirrors refer to it.
    let far = scratch("far.tgz");
    let options = Options { images: IMAGES, ids: Some(["far", "away", "v1"]), ..Options::NONE };
    program::package(&program::built("mirror"), &options, &far);
    for package in &*PACKAGES {
        let (_, words) = ours_with(package, &[&far]);
        assert_eq!(words["findings"].as_array().unwrap(), &[] as &[Value], "{}", package.display());
        judge::compile_with(package, &[&far]).assert_accepted();
    }
}

#[test]
fn a_package_without_what_it_refers_to_is_refused_alike() {
    let references = own("references");
    assert_eq!(difference(&references), None);
    assert!(!ours(&references).0.flyte.is_empty());
}

#[test]
fn packages_of_other_tests_are_judged_alike() {
    for package in TESTS.iter().map(|name| own(name)) {
        assert_eq!(difference(&package), None, "{}", package.display());
    }
}

#[test]
fn the_list_of_examples_is_complete() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let names =
        std::fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: BTreeSet<String> = names.collect();
    let listed = EXAMPLES.iter().chain(&["references"]).map(ToString::to_string).collect();
    assert_eq!(names, listed);
}

#[test]
fn broken_packages_are_refused_alike() {
    let number = |name: &str, default: usize| {
        std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
    };
    let (count, seed) = (number("AILERON_CHECK_BROKEN", BROKEN), number("AILERON_CHECK_SEED", 1));
    let wholes: Vec<Slice> =
        PACKAGES.iter().map(|path| Slice::whole(&Package::read(path).unwrap())).collect();
    let mut types: Vec<LiteralType> = Vec::new();
    for whole in &wholes {
        whole.clone().types(&mut |ty| {
            if !types.contains(ty) {
                types.push(ty.clone());
            }
        });
    }
    let slices: Vec<Slice> = wholes.iter().flat_map(Slice::each).collect();
    let (next, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let work = |worker: usize| {
            let (next, refused, slices, types) = (&next, &refused, &slices, &types);
            move || {
                let mut failures = Vec::new();
                let path = scratch(&format!("broken-{worker}.tgz"));
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= count || failures.len() > 4 {
                        return failures;
                    }
                    let mut random = Random::new((seed * 1_000_000 + turn) as u64);
                    let mut slice = random.one(slices).unwrap().clone();
                    let mut made = Vec::new();
                    // Each mistake in turn, and with it up to two others.
                    for extra in 0..=random.below(3) {
                        let at = if extra == 0 {
                            turn % mistakes::ALL.len()
                        } else {
                            random.below(mistakes::ALL.len())
                        };
                        let (name, spoil) = mistakes::ALL[at];
                        spoil(&mut slice, &mut random, types);
                        made.push(name);
                    }
                    slice.package().write(&path).unwrap();
                    refused.fetch_add(usize::from(!ours(&path).0.flyte.is_empty()), Ordering::Relaxed);
                    if let Some(difference) = difference(&path) {
                        let kept = scratch(&format!("different-{turn}.tgz"));
                        std::fs::copy(&path, &kept).unwrap();
                        failures.push(format!("{made:?} ({}): {difference}", kept.display()));
                    }
                }
            }
        };
        let workers: Vec<_> = (0..workers).map(|worker| scope.spawn(work(worker))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n\n"));
    let refused = refused.into_inner();
    assert!(refused * 2 > count, "Flyte refuses only {refused} of {count} packages: the mistakes are none");
}
