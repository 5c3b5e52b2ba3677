//! Replays the inputs that the fuzzer kept in every test run.

use super::TARGETS;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use tar::Archive;

/// The smallest stack of a thread, so that a decoder with deep recursion fails here.
const STACK: usize = 512 * 1024;

#[test]
fn every_property_holds_for_the_inputs_that_the_fuzzer_kept() {
    for (name, target) in TARGETS {
        let kept = corpus(name);
        assert!(!kept.is_empty(), "the corpus of `{name}` is empty");
        for (input, bytes) in kept {
            let replay = std::thread::Builder::new().stack_size(STACK).spawn(move || target(&bytes)).unwrap();
            assert!(replay.join().is_ok(), "a property does not hold for {input} of `{name}`");
        }
    }
}

/// The name and the bytes of each input in a target's archive.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../fuzz/corpus/{target}.tar.gz"));
    let archive = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut archive = Archive::new(GzDecoder::new(archive));
    let mut inputs = Vec::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        inputs.push((entry.path().unwrap().display().to_string(), bytes));
    }
    inputs
}
