//! Images that are built and pushed without a daemon, on real registries, and behind what breaks.

mod broken;
mod launched;
mod pushed;
mod refused;
mod unpacked;

use image_tests::{Call, Registry};
use serde_json::Value;

/// A push of the image from scratch.
fn push(registry: &Registry) -> Call {
    Call::new(registry, &["image", "push", "{{.image.default}}"])
}

/// The image of an answer that has one.
#[track_caller]
fn one(answer: &Value) -> &Value {
    let images = answer["images"].as_array().expect("images");
    assert_eq!(images.len(), 1, "{answer}");
    &images[0]
}
