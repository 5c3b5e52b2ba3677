//! Wrong calls and the program's answers.
//!
//! `faults/*.txt` hold shell commands, each after a `$`. Below each command is its stderr, then its exit status.
//! `BLESS=1 cargo test -p cli-tests` writes the current answers. The assertions below hold for all answers, blessed
//! or not.
//!
//! A program without the client of a server builds in half the time, so that is what `cargo test` has. The pages of
//! `faults/client` are for one with it: `cargo test -p cli-tests --features aileron/remote --test faults`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_fault_is_reported() {
    let pages: Vec<(PathBuf, String)> = pages();
    assert_ne!(pages.len(), 0);
    for (path, page) in pages {
        let answered: String = page.split_inclusive("\n\n").map(answered).collect();
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, answered).unwrap();
        } else {
            assert_eq!(page, answered, "{}", path.display());
        }
    }
}

fn pages() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults");
    // Features of `aileron` are unified with those of other packages, so only the program knows.
    let has_client = !answer("acme signal f1").contains("feature `remote`");
    let more = folder.join(if has_client { "client" } else { "without-client" });
    let entries = [folder, more].map(|folder| fs::read_dir(folder).unwrap());
    let paths =
        entries.into_iter().flatten().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The block with the current answer to its call. A block without a call is a comment.
fn answered(block: &str) -> String {
    let Some(call) = block.lines().find_map(|line| line.strip_prefix("$ ")) else { return block.to_owned() };
    let question: Vec<&str> = block.lines().take_while(|line| line.starts_with(['#', '$'])).collect();
    let end = &block[block.trim_end().len()..];
    format!("{}\n{}{end}", question.join("\n"), answer(call))
}

fn answer(call: &str) -> String {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
    let programs = Path::new(env!("CARGO_BIN_EXE_acme")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-c", call]).current_dir(room).env_clear().env("PATH", path).env("HOME", room);
    let output = shell.output().unwrap();
    let status = output.status.code().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(status == 0 || output.stdout.is_empty(), "{call}: {}", String::from_utf8_lossy(&output.stdout));
    assert!(status <= 2 && !stderr.contains("panicked"), "{call}: {status}\n{stderr}");
    assert!(!stderr.contains("\n\n"), "{call}: more than a paragraph\n{stderr}");
    assert!(!stderr.contains('\x1b'), "{call}: colour where there is no terminal\n{stderr}");
    assert_eq!(unfinished(room), [""; 0], "{call}");
    format!("{}[{status}]", stderr.replace(room.to_str().unwrap(), "ROOM"))
}

/// Temporary files that are left over.
fn unfinished(room: &Path) -> Vec<String> {
    let names = fs::read_dir(room).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".tmp")).collect()
}
