//! What the fuzzer kept, for every test run.

use super::TARGETS;
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use tar::Archive;

/// As little as a thread may have: a decoder that goes deep shows here.
const STACK: usize = 512 * 1024;

#[test]
fn nothing_that_the_fuzzer_kept_breaks_a_promise() {
    for (name, target) in TARGETS {
        let kept = corpus(name);
        assert!(!kept.is_empty(), "the corpus of `{name}` is empty");
        for (input, bytes) in kept {
            let replay = std::thread::Builder::new().stack_size(STACK).spawn(move || target(&bytes)).unwrap();
            assert!(replay.join().is_ok(), "{input} of `{name}` broke a promise");
        }
    }
}

/// Name and bytes of each input in a target's archive.
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
