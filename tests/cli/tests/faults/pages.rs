//! Pages of calls and their answers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compares the answers on all pages of these folders with those of the programs beside this one, or writes them down.
pub(crate) fn check(folders: &[PathBuf], program: &Path) {
    let programs = program.parent().unwrap();
    let pages: Vec<(PathBuf, String)> = pages(folders);
    assert_ne!(pages.len(), 0);
    for (path, page) in pages {
        let answered: String = page.split_inclusive("\n\n").map(|block| answered(block, programs)).collect();
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, answered).unwrap();
        } else {
            assert_eq!(page, answered, "{}", path.display());
        }
    }
}

fn pages(folders: &[PathBuf]) -> Vec<(PathBuf, String)> {
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The block with the current answer to its call. A block without a call is a comment.
fn answered(block: &str, programs: &Path) -> String {
    let Some(call) = block.lines().find_map(|line| line.strip_prefix("$ ")) else { return block.to_owned() };
    let question: Vec<&str> = block.lines().take_while(|line| line.starts_with(['#', '$'])).collect();
    let end = &block[block.trim_end().len()..];
    format!("{}\n{}{end}", question.join("\n"), answer(call, programs))
}

/// What a call prints to stderr, and its exit status.
pub(crate) fn answer(call: &str, programs: &Path) -> String {
    let room = tempfile::tempdir().unwrap();
    let room = room.path();
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
