//! What a registry has after a push.

use super::{one, push};
use image_tests::{Call, Kind, Registry};
use serde_json::Value;

#[test]
fn an_image_from_scratch_is_pushed_once() {
    for kind in [Kind::Distribution, Kind::Simple] {
        let registry = Registry::start(kind, &[]);
        let first = push(&registry).json();
        let image = one(&first);
        let digest = image["digest"].as_str().expect("a digest").to_owned();
        assert!(image["sent"].as_u64() > Some(100_000) && image["unchanged"] == false, "{kind:?}: {image}");

        let (status, manifest) = registry.get("/v2/acme/app/manifests/v1");
        assert_eq!(status, 200, "{manifest}");
        let manifest: Value = serde_json::from_str(&manifest).expect("a manifest");
        assert_eq!(manifest["layers"].as_array().map(Vec::len), Some(1), "{manifest}");
        let config = manifest["config"]["digest"].as_str().expect("a configuration");
        let (_, config) = registry.get(&format!("/v2/acme/app/blobs/{config}"));
        let config: Value = serde_json::from_str(&config).expect("a configuration");
        assert_eq!(config["config"]["Labels"]["org.opencontainers.image.version"], "1.2.3", "{config}");

        registry.reset();
        let again = push(&registry).json();
        assert_eq!(one(&again)["digest"].as_str(), Some(digest.as_str()));
        assert_eq!(one(&again)["unchanged"], true, "{again}");
        let counts = registry.counts();
        assert_eq!((counts.received, counts.requests.get("PUT")), (0, None), "{counts:?}");
    }
}

#[test]
fn a_list_says_what_the_registry_has() {
    let registry = Registry::start(Kind::Distribution, &[]);
    let list = || {
        let answer = Call::listing(&registry).json();
        let images = answer["images"].as_array().expect("images").clone();
        images.iter().map(|image| image["digest"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(list(), [None, None]);
    let pushed = push(&registry).json();
    assert_eq!(list(), [None, one(&pushed)["digest"].as_str().map(str::to_owned)]);
}
