//! What a push makes of a network and of registries that break.

use super::{one, push};
use image_tests::{Call, Counts, Fault, Kind, Registry, glibc};

/// The path of uploads, and of the layer's own bytes.
const UPLOADS: &str = "/blobs/uploads/";
const TAG: &str = "/manifests/v1$";

fn status(method: &'static str, path: &'static str, status: u16, times: usize) -> Fault {
    Fault { kind: "status", method, path, status, times, ..Fault::default() }
}

fn cut(method: &'static str, path: &'static str, bytes: u64) -> Fault {
    Fault { kind: "sent", method, path, bytes, ..Fault::default() }
}

fn lost(method: &'static str, path: &'static str) -> Fault {
    Fault { kind: "lost", method, path, ..Fault::default() }
}

/// Pushes through faults, all of which happen, and looks whether all is there.
#[track_caller]
fn survives(kind: Kind, faults: &[Fault]) -> Counts {
    let registry = Registry::start(kind, &[]);
    registry.breaks(faults);
    let pushed = push(&registry).json();
    let counts = registry.counts();
    assert_eq!(counts.left, 0, "{counts:?}");
    registry.reset();
    let again = push(&registry).json();
    assert_eq!(one(&again)["unchanged"], true, "{again}");
    assert_eq!(one(&again)["digest"], one(&pushed)["digest"]);
    counts
}

#[test]
fn what_can_not_be_done_now_is_done_later() {
    survives(
        Kind::Distribution,
        &[
            status("POST", UPLOADS, 503, 2),
            Fault { after: "1", ..status("HEAD", "/blobs/", 429, 1) },
            status("PATCH", UPLOADS, 502, 1),
            status("PUT", TAG, 500, 1),
        ],
    );
}

#[test]
fn an_upload_goes_on_where_it_broke() {
    let layer = survives(Kind::Distribution, &[]).received;
    // The configuration is small, so only the layer is cut after so many bytes.
    let counts =
        survives(Kind::Distribution, &[cut("PATCH", UPLOADS, layer / 2), cut("PATCH", UPLOADS, layer / 4)]);
    assert!(counts.received < layer + layer / 4, "{} bytes for {layer}", counts.received);
}

#[test]
fn an_upload_that_the_registry_forgets_begins_anew() {
    let layer = survives(Kind::Simple, &[]).received;
    survives(Kind::Simple, &[cut("PATCH", UPLOADS, layer / 2)]);
}

#[test]
fn a_lost_answer_loses_nothing() {
    survives(
        Kind::Distribution,
        &[lost("POST", UPLOADS), lost("PATCH", UPLOADS), lost("PUT", UPLOADS), lost("PUT", TAG)],
    );
    survives(
        Kind::Simple,
        &[lost("POST", UPLOADS), lost("PATCH", UPLOADS), lost("PUT", UPLOADS), lost("PUT", TAG)],
    );
}

#[test]
fn nothing_half_pushed_has_a_name() {
    let registry = Registry::start(Kind::Distribution, &[]);
    registry.breaks(&[status("PATCH", UPLOADS, 400, 100)]);
    let said = push(&registry).fails(1);
    assert!(said.contains("can't push the image") && said.contains("400"), "{said}");
    assert_eq!(registry.get("/v2/acme/app/manifests/v1").0, 404);
    registry.reset();
    push(&registry).json();
    assert_eq!(registry.get("/v2/acme/app/manifests/v1").0, 200);
}

#[test]
fn a_registry_that_asks_to_wait_for_long_is_left() {
    let registry = Registry::start(Kind::Simple, &[]);
    registry.breaks(&[Fault { after: "3600", ..status("HEAD", "/blobs/", 429, 100) }]);
    let said = push(&registry).fails(1);
    assert!(said.contains("429") && said.contains("it asks to wait 3600 seconds"), "{said}");
}

/// A registry with a base, which does this with the next requests for parts of it.
fn with_base(faults: &[Fault]) -> Registry {
    let other = Registry::start(Kind::Distribution, &[]);
    other.base(glibc().path(), &[]);
    other.reset();
    other.breaks(faults);
    other
}

fn got(kind: &'static str, times: usize) -> Fault {
    Fault { kind, method: "GET", path: "/blobs/", times, bytes: 100, ..Fault::default() }
}

fn on_base(other: &Registry, registry: &Registry) -> Call {
    let based = format!("{}/acme/app:based-v1", registry.address());
    Call::on_base_of(other, registry, &["image", "push", &based])
}

#[test]
fn a_base_comes_from_another_registry_through_what_breaks() {
    let other = with_base(&[got("got", 2), got("flip", 1), got("slow", 1)]);
    let registry = Registry::start(Kind::Distribution, &[]);
    let pushed = on_base(&other, &registry).json();
    assert!(one(&pushed)["sent"].as_u64() > Some(500_000), "{pushed}");
    assert_eq!(other.counts().left, 0);
    registry.validate("based-v1");
}

#[test]
fn a_base_with_other_bytes_than_its_digest_is_refused() {
    let other = with_base(&[got("flip", 100)]);
    let registry = Registry::start(Kind::Distribution, &[]);
    let call = on_base(&other, &registry);
    let kept = call.home().join(".cache/aileron/images/sha256");
    let said = call.fails(1);
    assert!(said.contains("the registry sends sha256:") && said.contains("in its place"), "{said}");
    assert!(!kept.exists(), "what has another digest is kept");
    assert_eq!(registry.get("/v2/acme/app/manifests/based-v1").0, 404);
}
