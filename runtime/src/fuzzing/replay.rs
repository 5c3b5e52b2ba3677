//! What the fuzzer kept, for every test run.

use super::TARGETS;
use std::fs;
use std::path::Path;

/// As little as a thread may have: a decoder that goes deep shows here.
const STACK: usize = 512 * 1024;

#[test]
fn nothing_that_the_fuzzer_kept_breaks_a_promise() {
    for (name, target) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        assert!(!entries.is_empty(), "{} is empty", folder.display());
        for entry in entries {
            let bytes = fs::read(&entry).unwrap();
            let replay = std::thread::Builder::new().stack_size(STACK).spawn(move || target(&bytes)).unwrap();
            assert!(replay.join().is_ok(), "{} broke a promise", entry.display());
        }
    }
}
