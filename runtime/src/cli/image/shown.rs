//! How images are shown: sizes, layers, and what a push did.

use crate::build::{Assembled, Facts, Target};
use crate::oci::{Blob, Image, Linkage};
use crate::registry::Pushed;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A size for people: `3.4 MB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What became of an image that was pushed, in a line.
pub(super) fn line(reference: &str, pushed: &Pushed) -> String {
    if pushed.is_unchanged {
        return format!("{reference}: the registry has it already, nothing is sent");
    }
    let mut line = format!("{reference}: {} sent", size(pushed.sent));
    for (bytes, how) in
        [(pushed.mounted, "taken from the base's repository"), (pushed.there, "there already")]
    {
        if bytes > 0 {
            // Writing to a string does not fail.
            let _ = write!(line, ", {} {how}", size(bytes));
        }
    }
    line
}

/// The bytes of an image in a registry.
fn bytes(image: &Image) -> u64 {
    image.layers.iter().chain([&image.config, &image.manifest]).map(|blob| blob.descriptor.size()).sum()
}

fn digest(blob: &Blob) -> String {
    blob.descriptor.digest().to_string()
}

/// How the program of an image is linked.
fn linked(linkage: &Linkage) -> &'static str {
    match linkage {
        Linkage::Static => "static",
        Linkage::Dynamic { .. } => "with libraries of the image",
    }
}

/// What is in an image, for people.
pub(super) fn described(target: &Target, made: &Assembled) -> String {
    let root = made.built.root().map(digest).unwrap_or_default();
    let mut text = format!("{}@{root}\n", target.reference);
    for (image, facts) in made.built.images.iter().zip(&made.facts) {
        let _ = writeln!(
            text,
            "  {}  {}  the program is {}",
            image.platform,
            size(bytes(image)),
            linked(&facts.linkage)
        );
        if !facts.entrypoint.is_empty() {
            let _ = writeln!(text, "    started by `{}`", facts.entrypoint.join(" "));
        }
        let base = image.layers.len().saturating_sub(facts.own.len());
        for (index, layer) in image.layers.iter().enumerate() {
            let whose = if index < base { "base" } else { "own " };
            let _ = writeln!(text, "    {whose}  {:>9}  {}", size(layer.descriptor.size()), digest(layer));
        }
    }
    text
}

/// The same for programs.
pub(super) fn json(target: &Target, made: &Assembled) -> Value {
    let images = made.built.images.iter().zip(&made.facts).map(|(image, facts)| of_platform(image, facts));
    json!({
        "reference": target.reference,
        "digest": made.built.root().map(digest),
        "platforms": images.collect::<Vec<_>>(),
    })
}

fn of_platform(image: &Image, facts: &Facts) -> Value {
    let base = image.layers.len().saturating_sub(facts.own.len());
    let layers = image.layers.iter().enumerate().map(|(index, layer)| {
        json!({"digest": digest(layer), "bytes": layer.descriptor.size(), "own": index >= base})
    });
    json!({
        "platform": image.platform.to_string(),
        "digest": digest(&image.manifest),
        "config": digest(&image.config),
        "bytes": bytes(image),
        "static": matches!(facts.linkage, Linkage::Static),
        "layers": layers.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Pushed, line, size};

    #[test]
    fn a_size_has_a_unit() {
        assert_eq!([size(7), size(1_250), size(3_460_000)], ["7 B", "1.2 kB", "3.4 MB"]);
    }

    #[test]
    fn a_line_says_what_was_sent() {
        let pushed = Pushed { sent: 2_000, mounted: 5, there: 7, ..Pushed::default() };
        assert_eq!(
            line("a:1", &pushed),
            "a:1: 2.0 kB sent, 5 B taken from the base's repository, 7 B there already"
        );
        let unchanged = Pushed { is_unchanged: true, ..Pushed::default() };
        assert_eq!(line("a:1", &unchanged), "a:1: the registry has it already, nothing is sent");
    }
}
