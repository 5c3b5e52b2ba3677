//! The Python module `mirror`, written in Rust: the same names, interfaces, options and graphs, in the same order.
#![allow(missing_docs, reason = "the two would have to share descriptions, too")]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "the numbers are small")]
#![allow(
    clippy::many_single_char_names,
    clippy::type_complexity,
    reason = "one input and one output of each type"
)]

use std::collections::{BTreeMap, HashMap};

use aileron::PodTemplate;
use aileron::accelerators::{A100, A100_80GB, Accelerator, T4, V5E, V5P};
use aileron::chrono::{DateTime, TimeDelta, Utc};
use aileron::k8s_openapi::api::core::v1::{
    Container, ContainerPort, EmptyDirVolumeSource, EnvVar, EnvVarSource, ObjectFieldSelector, PodSpec,
    ResourceRequirements, Toleration, Volume, VolumeMount,
};
use aileron::k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use aileron::prelude::*;

// Types

#[task]
pub fn simple(
    i: i64,
    f: f64,
    b: bool,
    s: String,
    d: TimeDelta,
    t: DateTime<Utc>,
) -> (i64, f64, bool, String, TimeDelta, DateTime<Utc>) {
    (i, f, b, s, d, t)
}

#[task]
pub fn lists(xs: Vec<i64>, names: Vec<String>) -> Vec<f64> {
    xs.iter().map(|_| names.len() as f64).collect()
}

#[task]
pub fn dicts(m: BTreeMap<String, i64>) -> BTreeMap<String, String> {
    m.into_iter().map(|(name, value)| (name, value.to_string())).collect()
}

#[task]
pub fn nested(xss: Vec<Vec<i64>>, m: BTreeMap<String, Vec<f64>>) -> Vec<BTreeMap<String, bool>> {
    vec![m.into_iter().map(|(name, values)| (name, xss.len() > values.len())).collect()]
}

#[task]
pub fn optional(x: Option<i64>, names: Option<Vec<String>>, xs: Vec<Option<String>>) -> Option<f64> {
    drop((names, xs));
    x.map(|x| x as f64)
}

#[task]
pub fn narrow(a: u8, b: i32, c: u64, f: f32) -> (u8, i32, u64, f32) {
    (a, b, c, f)
}

#[task]
pub fn optionals(
    i: Option<i64>,
    f: Option<f64>,
    b: Option<bool>,
    s: Option<String>,
    d: Option<TimeDelta>,
    t: Option<DateTime<Utc>>,
    m: Option<HashMap<String, i64>>,
) -> (
    Option<i64>,
    Option<f64>,
    Option<bool>,
    Option<String>,
    Option<TimeDelta>,
    Option<DateTime<Utc>>,
    Option<HashMap<String, i64>>,
) {
    (i, f, b, s, d, t, m)
}

#[task]
pub fn no_inputs() -> String {
    "hello".to_owned()
}

#[task]
pub fn no_outputs(x: i64) {
    let _ = x;
}

#[task]
pub fn nothing() {}

#[task]
pub async fn later(x: i64) -> i64 {
    std::future::ready(x).await
}

// Options

#[task(retries = 3)]
pub fn retried(x: i64) -> i64 {
    x
}

#[task(timeout = "10m")]
pub fn timed(x: i64) -> i64 {
    x
}

#[task(cache(version = "1"))]
pub fn cached(x: i64) -> i64 {
    x
}

#[task(cache(version = "v2.1", serialize, ignore(verbose)))]
pub fn cached_serially(x: i64, verbose: bool) -> i64 {
    let _ = verbose;
    x
}

#[task(interruptible)]
pub fn interruptible(x: i64) -> i64 {
    x
}

#[task(interruptible = false)]
pub fn uninterruptible(x: i64) -> i64 {
    x
}

#[task(deprecated = "use retried")]
pub fn deprecated(x: i64) -> i64 {
    x
}

#[task(env(RUST_LOG = "info", MODE = "fast"))]
pub fn environment(x: i64) -> i64 {
    x
}

#[task(requests(cpu = "500m", mem = "1Gi"))]
pub fn requests(x: i64) -> i64 {
    x
}

#[task(
    requests(cpu = "500m", mem = "1Gi", gpu = "1", ephemeral_storage = "2Gi"),
    limits(cpu = "1", mem = "2Gi", gpu = "1", ephemeral_storage = "4Gi")
)]
pub fn requests_and_limits(x: i64) -> i64 {
    x
}

#[task(limits(cpu = "2"))]
pub fn limits(x: i64) -> i64 {
    x
}

#[task(labels("acme.com/team" = "wings"), annotations("acme.com/note" = "steady as she goes"))]
pub fn labelled(x: i64) -> i64 {
    x
}

#[task(pod_template_name = "large")]
pub fn templated(x: i64) -> i64 {
    x
}

#[task(secrets("db/password", "api/Token.1"(mount = "file", env_var = "TOKEN_FILE", version = "2"), "api/key"(mount = "env_var")))]
pub fn secretive(x: i64) -> i64 {
    x
}

#[task(deck)]
pub fn shown(x: i64) -> i64 {
    x
}

#[task(accelerator = T4, requests(gpu = "1"), limits(gpu = "1"))]
pub fn accelerated(x: i64) -> i64 {
    x
}

#[task(accelerator = A100.partition("2g.10gb"), requests(gpu = "1"), shared_memory)]
pub fn partitioned(x: i64) -> i64 {
    x
}

#[task(accelerator = A100_80GB.unpartitioned(), limits(gpu = "2"), shared_memory = "2Gi")]
pub fn unpartitioned(x: i64) -> i64 {
    x
}

#[task(accelerator = V5E.slice("2x4"), requests(gpu = "8"))]
pub fn sliced(x: i64) -> i64 {
    x
}

#[task(accelerator = V5P, requests(gpu = "4"))]
pub fn unsliced(x: i64) -> i64 {
    x
}

#[task(accelerator = Accelerator::new("nvidia-b200"), requests(gpu = "1"))]
pub fn on_another_device(x: i64) -> i64 {
    x
}

#[task(shared_memory)]
pub fn sharing(x: i64) -> i64 {
    x
}

#[task(
    retries = 2,
    timeout = "90s",
    cache(version = "7"),
    interruptible,
    container_image = "{{.image.spark}}",
    env(A = "1"),
    requests(cpu = "1")
)]
pub fn everything(x: i64) -> i64 {
    x
}

// Images

#[task(container_image = "ghcr.io/acme/fixed:1.2")]
pub fn image_fixed(x: i64) -> i64 {
    x
}

#[task(container_image = "ghcr.io/acme/other:{{.image.default.version}}")]
pub fn image_version_derived(x: i64) -> i64 {
    x
}

#[task(container_image = "{{.image.default.fqn}}:gpu-{{.image.default.version}}")]
pub fn image_both_derived(x: i64) -> i64 {
    x
}

#[task(container_image = "{{ .image.spark.fqn }}:{{ .images.spark.version }}")]
pub fn image_of_another_name(x: i64) -> i64 {
    x
}

// Failures

#[task]
pub fn fails(x: i64) -> Result<i64, String> {
    Err(format!("no luck with {x}"))
}

#[task(retries = 1)]
pub fn fails_recoverably(x: i64) -> anyhow::Result<i64> {
    Err(Recoverable(anyhow::anyhow!("no luck yet with {x}")).into())
}

#[task]
#[expect(clippy::missing_panics_doc, reason = "its name says so")]
pub fn panics(x: i64) -> i64 {
    panic!("{x} is too much")
}

#[task]
pub fn checked(x: i64) -> anyhow::Result<i64> {
    anyhow::ensure!(x >= 0, "{x} is less than nothing");
    Ok(x)
}

// Descriptions

/// Weighs a text.
///
/// The longer it is, the heavier; twice as heavy with a factor of two.
#[task]
pub fn documented(
    /// what is weighed
    text: String,
    /// how much heavier
    factor: i64,
) -> i64 {
    text.chars().count() as i64 * factor
}

// Defaults

#[task]
pub fn defaulted(
    required: i64,
    #[default(3)] i: i64,
    #[default(0.5)] f: f64,
    #[default(true)] b: bool,
    #[default("wing")] s: String,
    #[default(TimeDelta::seconds(90))] d: TimeDelta,
    #[default(DateTime::UNIX_EPOCH)] t: DateTime<Utc>,
    #[default(vec![1, 2])] xs: Vec<i64>,
    #[default([("a".to_owned(), 0.5)].into())] m: BTreeMap<String, f64>,
    #[default(Some(7))] some: Option<i64>,
    #[default(None)] none: Option<String>,
) -> (i64, i64, f64, bool, String, Vec<i64>, BTreeMap<String, f64>, Option<i64>, Option<String>) {
    let _ = (d, t);
    (required, i, f, b, s, xs, m, some, none)
}

#[workflow]
pub fn defaults(
    required: i64,
    #[default(3)] i: i64,
    #[default(0.5)] f: f64,
    #[default(true)] b: bool,
    #[default("wing")] s: String,
    #[default(TimeDelta::seconds(90))] d: TimeDelta,
    #[default(DateTime::UNIX_EPOCH)] t: DateTime<Utc>,
    #[default(vec![1, 2])] xs: Vec<i64>,
    #[default([("a".to_owned(), 0.5)].into())] m: BTreeMap<String, f64>,
    #[default(Some(7))] some: Option<i64>,
    #[default(None)] none: Option<String>,
) -> (i64, i64, f64, bool, String, Vec<i64>, BTreeMap<String, f64>, Option<i64>, Option<String>) {
    defaulted(required, i, f, b, s, d, t, xs, m, some, none)
}

const YOU: &str = "you";
const TWICE: i64 = 2;

#[task]
pub fn greet(#[default(YOU.to_owned())] name: String, #[default(TWICE)] times: i64) -> String {
    vec![name; usize::try_from(times).unwrap_or_default()].join(" ")
}

// A call in Rust gives every argument, also one with a default.
#[workflow]
pub fn greetings() -> (String, String) {
    (greet(YOU.to_owned(), TWICE), greet("me".to_owned(), TWICE))
}

#[derive(Outputs)]
pub struct Described {
    /// the smaller half
    pub low: i64,
    /// the other one
    pub upper: i64,
}

/// Halves a number.
#[task]
pub fn documented_outputs(
    /// what is halved
    x: i64,
) -> Described {
    Described { low: x / 2, upper: x - x / 2 }
}

// Structs and named outputs

#[derive(FlyteType, Clone)]
pub struct Point {
    pub x: i64,
    #[serde(rename = "why")]
    pub y: i64,
}

#[derive(FlyteType, Clone)]
pub struct Shape {
    pub corners: Vec<Point>,
    pub named: BTreeMap<String, Point>,
    pub center: Point,
    pub sizes: Vec<i64>,
    pub weight: Option<i64>,
}

#[derive(Outputs)]
pub struct Halves {
    pub low: i64,
    #[serde(rename = "upper")]
    pub high: i64,
}

fn point(x: i64) -> Point {
    Point { x, y: x + 1 }
}

#[task]
pub fn shape(x: i64) -> Shape {
    Shape {
        corners: vec![point(x), point(x + 2)],
        named: [("a".to_owned(), point(x + 4))].into(),
        center: point(x + 6),
        sizes: vec![x, 7],
        weight: None,
    }
}

#[task]
pub fn halves(x: i64) -> Halves {
    Halves { low: x / 2, high: x - x / 2 }
}

#[task]
pub fn across(start: Point, end: Point) -> i64 {
    end.x - start.x + end.y
}

#[task]
pub fn table(x: i64) -> BTreeMap<String, Vec<i64>> {
    [("a".to_owned(), vec![x, x + 1])].into()
}

#[workflow]
pub fn parts(x: i64) -> (i64, i64, i64, i64) {
    let s = shape(x);
    let a = add(s.center.x, s.sizes[1]);
    let b = across(s.corners[1].clone(), s.named["a"].clone());
    let c = add(s.corners[0].y, table(x)["a"][0]);
    (a, b, c, s.center.y)
}

#[workflow]
pub fn parts_of_inputs(point: Point, list: Vec<i64>) -> i64 {
    add(point.y, list[0])
}

#[workflow]
pub fn named_outputs(x: i64) -> Halves {
    let h = halves(x);
    let Halves { low, high } = halves(h.high);
    Halves { low: add(h.low, low), high }
}

// Workflows

#[task]
pub fn word_count(text: String) -> i64 {
    text.split_whitespace().count() as i64
}

#[task]
pub fn double(x: i64) -> i64 {
    x * 2
}

#[task]
pub fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[task]
pub fn total(xs: Vec<i64>) -> i64 {
    xs.into_iter().sum()
}

#[task]
pub fn split(text: String) -> (i64, String) {
    (text.chars().count() as i64, text.to_uppercase())
}

#[workflow]
pub fn chain(text: String) -> i64 {
    double(double(word_count(text)))
}

#[workflow]
pub fn fan(x: i64) -> i64 {
    total(vec![double(x), double(x), x])
}

#[workflow]
pub fn constants(x: i64) -> (i64, i64) {
    (add(x, 40), total(vec![1, 2, 3]))
}

#[workflow]
pub fn constants_of_all_types() -> (i64, f64, bool, String, TimeDelta, DateTime<Utc>) {
    simple(
        -1,
        0.5,
        true,
        "text".to_owned(),
        TimeDelta::seconds(90),
        DateTime::from_timestamp_nanos(1_769_846_400_000_000_000),
    )
}

#[workflow]
pub fn several_outputs(text: String) -> (String, i64) {
    let (length, upper) = split(text);
    (upper, double(length))
}

#[workflow]
pub fn passed_through(x: i64, text: String) -> (i64, String) {
    no_outputs(x);
    (double(x), text)
}

#[workflow]
pub fn without_outputs(x: i64) {
    no_outputs(x);
    nothing();
}

#[workflow]
pub fn options_on_nodes(x: i64) -> i64 {
    everything(uninterruptible(timed(retried(x))))
}

/// Its tasks may be interrupted.
#[workflow(interruptible)]
pub fn interruptible_nodes(x: i64, text: String) -> (i64, String) {
    (uninterruptible(double(x)), text)
}

#[workflow(interruptible = false)]
pub fn steady_nodes(x: i64, text: String) -> (i64, String) {
    interruptible_nodes(x, text)
}

#[workflow]
pub fn inner(x: i64) -> i64 {
    add(x, double(x))
}

#[workflow]
pub fn outer(text: String) -> i64 {
    inner(inner(word_count(text)))
}

#[workflow]
pub fn outermost(text: String) -> (i64, i64) {
    (outer(text.clone()), chain(text))
}

#[workflow]
pub fn optional_inputs(x: Option<i64>, names: Option<Vec<String>>, text: String) -> Option<f64> {
    optional(x, names, vec![Some(text)])
}

#[workflow]
pub fn optional_constants() -> (Option<f64>, Option<f64>) {
    let given = optional(Some(3), Some(vec!["a".to_owned()]), vec![Some("b".to_owned()), None]);
    (given, optional(None, None, vec![]))
}

#[workflow]
pub fn constant_maps() -> (BTreeMap<String, String>, Vec<BTreeMap<String, bool>>) {
    let lengths = BTreeMap::from([("a".to_owned(), vec![0.5]), (String::from("b"), vec![])]);
    (
        dicts(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), -2)])),
        nested(vec![vec![1], vec![]], lengths),
    )
}

#[workflow]
pub fn constant_outputs(x: i64) -> (i64, f64, String, Vec<i64>) {
    (double(x), 0.5, "text".to_owned(), vec![1, 2])
}

#[workflow]
pub fn nested_bindings(x: i64) -> Vec<BTreeMap<String, bool>> {
    nested(vec![vec![double(x), 1], vec![x]], BTreeMap::new())
}

#[workflow]
pub fn wrapped(x: i64) -> Option<f64> {
    optional(Some(double(x)), None, vec![Some(no_inputs()), None])
}

const STEP: i64 = 10;

#[workflow]
pub fn repeated(x: i64) -> i64 {
    let mut sum = x;
    for step in 1..=3 {
        sum = add(sum, step * STEP);
    }
    sum
}

#[workflow]
pub fn swapped(text: String) -> (i64, String, String) {
    let (upper, doubled) = several_outputs(text.clone());
    let (_, again) = split(upper);
    (doubled, again, text)
}

#[workflow]
pub fn unused_results(x: i64) -> i64 {
    let x = double(x);
    add(x, 1);
    without_outputs(x);
    x
}

#[workflow]
pub fn collected(a: i64, b: i64) -> (Vec<i64>, Vec<f64>) {
    let sum = add(a, b);
    (vec![sum, a, 7], lists(vec![sum, b], vec!["x".to_owned(), no_inputs()]))
}

#[workflow]
pub async fn awaited(x: i64) -> i64 {
    later(later(x).await).await
}

#[workflow]
pub fn fallible(x: i64) -> anyhow::Result<i64> {
    let first = checked(x)?;
    Ok(double(checked(first)?))
}

/// Doubles a weight.
///
/// Once.
#[workflow]
pub fn documented_workflow(
    /// what is weighed
    text: String,
) -> i64 {
    documented(text, 2)
}

// Branches

#[workflow]
pub fn chosen(x: i64) -> i64 {
    if x > 10 {
        double(x)
    } else if x == 5 {
        add(x, 1)
    } else {
        inner(x)
    }
}

#[workflow]
pub fn compared_integers(x: i64) -> i64 {
    if x == 1 {
        add(x, 1)
    } else if x > 40 {
        add(x, 2)
    } else if x >= 30 {
        add(x, 3)
    } else if x < -40 {
        add(x, 4)
    } else if x <= -30 {
        add(x, 5)
    } else if x != 7 {
        add(x, 6)
    } else {
        add(x, 7)
    }
}

#[workflow]
#[expect(clippy::float_cmp, reason = "the twin compares like this")]
pub fn compared_floats(f: f64) -> i64 {
    if f == 0.5 {
        double(1)
    } else if f > 4.5 {
        double(2)
    } else if f >= 4.0 {
        double(3)
    } else if f != -1.0 {
        double(4)
    } else {
        double(5)
    }
}

#[workflow]
pub fn compared_floats_from_below(f: f64) -> i64 {
    if f < 0.5 {
        double(1)
    } else if f <= 4.0 {
        double(2)
    } else {
        double(3)
    }
}

#[workflow]
pub fn compared_texts(text: String) -> i64 {
    if text == "a" {
        double(1)
    } else if text.as_str() > "z" {
        double(2)
    } else if text.as_str() >= "y" {
        double(3)
    } else if text.as_str() < "b" {
        double(4)
    } else if text.as_str() <= "c" {
        double(5)
    } else if text != "m" {
        double(6)
    } else {
        double(7)
    }
}

#[workflow]
pub fn compared_booleans(a: bool, b: bool) -> i64 {
    if a && b {
        double(1)
    } else if !a && !b {
        double(2)
    } else if a != b {
        double(3)
    } else {
        double(4)
    }
}

#[workflow]
pub fn connected(x: i64, y: i64) -> i64 {
    if x > 1 && y > 1 || x == y {
        add(x, y)
    } else if x < 0 && (x > -5 || y > 7 || y < x) {
        double(x)
    } else {
        double(y)
    }
}

#[workflow]
pub fn compared_promises(x: i64) -> i64 {
    let a = double(x);
    let b = add(x, 3);
    let c = if a == b {
        add(a, b)
    } else if b >= a {
        add(b, x)
    } else if x != a && b < x {
        add(x, a)
    } else {
        double(b)
    };
    let d = if c > x { double(c) } else { double(x) };
    add(d, c)
}

#[workflow]
pub fn matched(x: i64) -> i64 {
    match x {
        1 => add(x, 1),
        2 | 3 => add(x, 2),
        _ => add(x, 3),
    }
}

#[workflow]
pub fn nested_branches(x: i64) -> i64 {
    let y = double(x);
    if x > 10 {
        if y > 100 {
            add(x, y)
        } else if x == 15 {
            double(y)
        } else {
            double(x)
        }
    } else if x > 5 {
        inner(y)
    } else if y > 2 {
        add(y, 1)
    } else {
        add(y, 2)
    }
}

#[workflow]
pub fn failing(x: i64) -> Result<i64, String> {
    if x > 10 {
        Ok(double(x))
    } else if x > 5 {
        Ok(add(x, 1))
    } else {
        Err("too small".to_owned())
    }
}

#[workflow]
pub fn failing_within(x: i64) -> Result<i64, String> {
    let y =
        if x > 10 { if x < 20 { double(x) } else { return Err("too large".to_owned()) } } else { add(x, 1) };
    Ok(double(y))
}

#[workflow]
pub fn branched_tuples(text: String) -> (String, i64) {
    let (length, upper) = if text.as_str() > "m" { split(text) } else { split("early") };
    (upper, double(length))
}

#[workflow]
pub fn branched_names(x: i64) -> Halves {
    let y = double(x);
    if x > 3 { halves(y) } else { halves(x) }
}

#[workflow]
pub fn branched_units(x: i64) -> i64 {
    if x > 3 {
        no_outputs(x);
    } else {
        nothing();
    }
    double(x)
}

#[workflow]
pub fn branched_constants(x: i64) -> i64 {
    let y = if x > 3 { total(vec![x, 1]) } else { total(vec![2, 3]) };
    let z = if y > 10 { add(y, y) } else { add(10, 10) };
    if z == y { add(z, 1) } else { double(z) }
}

// Pods

fn fast_disks() -> PodTemplate {
    let disk = ("disk".to_owned(), "fast".to_owned());
    PodTemplate::new(&PodSpec { node_selector: Some([disk].into()), ..PodSpec::default() })
}

#[task(pod_template = fast_disks())]
pub fn in_a_pod(x: i64) -> i64 {
    x
}

fn own(name: &str) -> Container {
    Container { name: name.to_owned(), ..Container::default() }
}

fn image(name: &str, image: &str) -> Container {
    Container { image: Some(image.to_owned()), ..own(name) }
}

fn main_container(scratch: VolumeMount) -> Container {
    let field = ObjectFieldSelector { field_path: "spec.nodeName".to_owned(), ..Default::default() };
    let node = EnvVarSource { field_ref: Some(field), ..EnvVarSource::default() };
    let one = ("nvidia.com/gpu".to_owned(), Quantity("1".to_owned()));
    Container {
        env: Some(vec![
            EnvVar { name: "MODE".to_owned(), value: Some(String::new()), value_from: None },
            EnvVar { name: "NODE".to_owned(), value: None, value_from: Some(node) },
        ]),
        resources: Some(ResourceRequirements { limits: Some([one].into()), ..Default::default() }),
        ports: Some(vec![ContainerPort { container_port: 8080, ..ContainerPort::default() }]),
        volume_mounts: Some(vec![scratch]),
        ..image("main", "{{.image.spark.fqn}}:{{.image.default.version}}")
    }
}

fn whole_pod() -> PodSpec {
    let mount = VolumeMount {
        name: "scratch".to_owned(),
        mount_path: "/scratch".to_owned(),
        ..VolumeMount::default()
    };
    let beside = Container {
        args: Some(vec!["{{.input}}".to_owned()]),
        volume_mounts: Some(vec![mount.clone()]),
        ..image("beside", "{{.image.default}}")
    };
    let before = Container { command: Some(vec!["true".to_owned()]), ..image("before", "busybox:1.37") };
    let memory = EmptyDirVolumeSource {
        medium: Some("Memory".to_owned()),
        size_limit: Some(Quantity("1Gi".to_owned())),
        ..EmptyDirVolumeSource::default()
    };
    let ours = Toleration {
        key: Some("ours".to_owned()),
        operator: Some("Exists".to_owned()),
        toleration_seconds: Some(60),
        ..Toleration::default()
    };
    PodSpec {
        init_containers: Some(vec![
            before,
            image("before-too", "{{.image.default.fqn}}:{{.image.default.version}}"),
        ]),
        containers: vec![
            beside,
            main_container(mount),
            Container { args: Some(vec![]), tty: Some(false), ..own("by-default") },
        ],
        volumes: Some(vec![Volume {
            name: "scratch".to_owned(),
            empty_dir: Some(memory),
            ..Volume::default()
        }]),
        tolerations: Some(vec![ours]),
        service_account_name: Some("reader".to_owned()),
        termination_grace_period_seconds: Some(90),
        ..PodSpec::default()
    }
}

fn whole() -> PodTemplate {
    PodTemplate::new(&whole_pod())
        .primary_container("main")
        .label("team", "wings")
        .annotation("acme.com/note", "steady as she goes")
}

#[task(pod_template = whole())]
pub fn in_a_whole_pod(x: i64) -> i64 {
    x
}

#[task(
    pod_template = whole(),
    container_image = "{{.image.spark}}",
    env(MODE = "fast"),
    requests(cpu = "500m", gpu = "1", ephemeral_storage = "2Gi"),
    limits(gpu = "1"),
    labels("acme.com/team" = "wings"),
    pod_template_name = "large",
    secrets("db/password"),
    accelerator = T4,
    shared_memory
)]
pub fn in_a_pod_of_its_own(x: i64) -> i64 {
    x
}

#[workflow]
pub fn around_a_pod(x: i64) -> i64 {
    in_a_pod(x)
}

// Maps

#[workflow]
pub fn mapped(xs: Vec<i64>) -> Vec<i64> {
    map(double, xs)
}

#[workflow]
pub fn mapped_beside(xs: Vec<i64>, b: i64) -> Vec<i64> {
    #[node(concurrency = 4)]
    map(|a| add(a, b), xs)
}

#[workflow]
pub fn mapped_in_part(xs: Vec<i64>) -> Vec<Option<i64>> {
    #[node(min_success_ratio = 0.75)]
    map_some(cached, xs)
}

// Dynamic workflows

#[dynamic(requests(cpu = "1", mem = "1Gi"), retries = 2, cache(version = "1"), interruptible)]
pub fn grown(x: i64) -> i64 {
    let mut last = x;
    for _ in 0..x {
        last = passed(last);
    }
    last
}

#[task]
pub fn passed(x: i64) -> i64 {
    x
}

#[dynamic]
pub fn spread(n: i64) -> Vec<i64> {
    let xs: Vec<i64> = (0..n).collect();
    let doubled = map(double, xs);
    mapped(doubled)
}

#[workflow]
pub fn around_grown(x: i64) -> i64 {
    grown(x)
}

// Containers of other programs

#[container_task(
    image = "ghcr.io/acme/geometry:v2",
    command = ["area", "--unit=m"],
    arguments = ["{{.inputs.a}}", "{{.inputs.b}}", "/var/outputs/o0"],
    requests(cpu = "500m"),
    limits(cpu = "1", mem = "1Gi"),
    env(LEVEL = "high"),
    retries = 2
)]
pub fn geometry(a: f64, b: f64) -> (f64, String);

#[container_task(
    image = "{{.image.spark.fqn}}:{{.image.spark.version}}",
    arguments = ["--to={{.outputPrefix}}"],
    data(inputs = "/in", outputs = "/out", format = "yaml"),
    cache(version = "3"),
    interruptible,
    timeout = "1h"
)]
pub fn geometry_elsewhere(x: i64);

fn sandbox() -> PodTemplate {
    PodTemplate::new(&PodSpec { runtime_class_name: Some("gvisor".to_owned()), ..PodSpec::default() })
}

#[container_task(
    image = "ghcr.io/acme/geometry:v2",
    command = ["area"],
    arguments = ["{{.inputs.x}}"],
    requests(mem = "1Gi"),
    pod_template = sandbox()
)]
pub fn geometry_in_a_pod(x: i64);

#[workflow]
pub fn around_geometry(a: f64) -> f64 {
    let (area, _) = geometry(a, 2.0);
    area
}

// Nodes

#[workflow]
pub fn settings_of_nodes(x: i64) -> i64 {
    #[node(name = "the first", retries = 3, timeout = "90s", interruptible)]
    let a = double(x);
    #[node(
        requests(cpu = "500m", mem = "1Gi", ephemeral_storage = "2Gi"),
        limits(cpu = "1", mem = "2Gi", ephemeral_storage = "3Gi"),
        shared_memory = "1Gi"
    )]
    let b = double(a);
    #[node(requests(gpu = "1"), limits(gpu = "1"), accelerator = T4)]
    let c = double(b);
    #[node(container_image = "ghcr.io/acme/other:v3", interruptible = false)]
    let d = double(c);
    #[node(cache(version = "7", serialize))]
    let e = double(d);
    #[node(cache(version = "8"), retries = 0)]
    no_outputs(e);
    #[node(name = "the last")]
    add(e, 1)
}

#[workflow]
pub fn pods_of_nodes(x: i64) -> i64 {
    #[node(pod_template = fast_disks())]
    let y = double(x);
    #[node(pod_template = whole(), name = "another pod")]
    in_a_pod(y)
}

#[workflow]
pub fn settings_of_others(x: i64) -> i64 {
    #[node(name = "a whole workflow", timeout = "1h")]
    let y = around_a_pod(x);
    #[node(name = "another")]
    around_a_pod(y)
}

#[workflow]
pub fn order_of_nodes(x: i64) -> i64 {
    let first = nothing();
    #[node(after(first))]
    let second = double(x);
    #[node(after(first, second))]
    let third = no_outputs(x);
    #[node(after(third), name = "the last")]
    double(second)
}

#[workflow(in_order)]
pub fn in_order(x: i64) -> i64 {
    nothing();
    let y = double(x);
    no_outputs(x);
    nothing();
    y
}

// Gates

#[workflow]
pub fn gated(x: i64) -> (i64, f64) {
    #[node(timeout = "1h")]
    let pause = gate::sleep(std::time::Duration::from_secs(60));
    #[node(after(pause))]
    let y = double(x);
    #[node(timeout = "1h")]
    let y = gate::approve("the-double", y);
    #[node(timeout = "90m")]
    let given = gate::wait_for::<f64>("a-number");
    (add(y, 1), given)
}

#[workflow]
pub fn gated_in_other_ways(x: i64) -> Vec<i64> {
    #[node(timeout = "1h")]
    let xs = gate::wait_for::<Vec<i64>>("some-numbers");
    let (_, text) = geometry(1.0, 2.0);
    #[node(timeout = "1h")]
    let _ = gate::approve("the-text", text);
    #[node(timeout = "1h")]
    let point: Point = gate::wait_for("a-point");
    across(point.clone(), point);
    no_outputs(x);
    xs
}

// Failure

#[task]
pub fn clean(x: i64, err: Option<FlyteError>) {
    let _ = (x, err);
}

#[allow(unused_variables)]
#[workflow]
pub fn clean_up(x: i64, #[default(None)] err: Option<FlyteError>) {
    no_outputs(x);
}

#[workflow(on_failure = clean(x, err))]
pub fn cleaned(x: i64) -> i64 {
    double(x)
}

#[workflow(
    on_failure = clean_up(x, err),
    failure_policy = "fail_after_executable_nodes_complete",
    interruptible
)]
pub fn cleaned_by_a_workflow(x: i64) -> i64 {
    double(double(x))
}

#[workflow(failure_policy = "fail_after_executable_nodes_complete")]
pub fn going_on(x: i64) -> i64 {
    double(x)
}

// References to this very package, as it is registered elsewhere

#[reference_task(project = "far", domain = "away", name = "mirror.add", version = "v1", local = add)]
pub fn add_elsewhere(a: i64, b: i64) -> i64;

#[reference_task(project = "far", domain = "away", name = "mirror.no_inputs", version = "v1", local = no_inputs)]
pub fn no_inputs_elsewhere() -> String;

#[reference_launch_plan(project = "far", domain = "away", name = "mirror.chosen", version = "v1", local = chosen)]
pub fn chosen_elsewhere(x: i64) -> i64;

#[workflow]
pub fn referring(x: i64) -> (i64, String) {
    let sum = add_elsewhere(x, chosen_elsewhere(x));
    let told = no_inputs_elsewhere();
    #[node(after(told))]
    let last = chosen_elsewhere(sum);
    (last, told)
}

#[workflow]
pub fn referring_in_arms(x: i64) -> i64 {
    if x > 10 { add_elsewhere(x, 1) } else { chosen_elsewhere(x) }
}

// Launch plans

#[workflow]
pub fn sum_of(x: i64, y: i64) -> i64 {
    add(double(x), y)
}

#[workflow]
pub fn stamped(s: String, t: Option<DateTime<Utc>>, d: DateTime<Utc>) -> i64 {
    stamp(s, t, d);
    double(1)
}

#[task]
pub fn stamp(s: String, t: Option<DateTime<Utc>>, d: DateTime<Utc>) -> i64 {
    let _ = (t, d);
    s.len() as i64
}

#[launch_plan(
    schedule = "0 6 * * MON-FRI",
    notifications(
        email(to = ["a@acme.org", "b@acme.org"], on(failed, timed_out)),
        slack(to = ["c@acme.org"], on(succeeded)),
        pager_duty(to = ["d@acme.org"], on(aborted))
    ),
    labels(team = "etl"),
    annotations(owner = "the night shift"),
    raw_output_data_prefix = "s3://flyte/raw",
    max_parallelism = 10,
    concurrency = 2,
    service_account = "etl",
    iam_role = "arn:aws:iam::1:role/etl",
    overwrite_cache
)]
pub fn nightly(#[default(7)] y: i64) -> i64 {
    sum_of(-3, y)
}

#[launch_plan(schedule = every("2h"))]
pub fn hourly(t: Option<DateTime<Utc>>, #[kickoff] d: DateTime<Utc>) -> i64 {
    stamped("text", t, d)
}

#[launch_plan]
pub fn plain(#[default(1)] x: i64, y: i64) -> i64 {
    sum_of(x, y)
}

#[workflow]
pub fn launches(x: i64) -> i64 {
    add(nightly(x), plain(x, 2))
}

#[workflow]
pub fn around_launches(x: i64) -> i64 {
    launches(x)
}
