//! Ctrl-C while an image is pushed.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

const SIGINT: i32 = 2;

/// The header of a program that needs nothing. Nobody starts it.
fn static_program() -> Vec<u8> {
    let mut header = b"\x7fELF\x02\x01\x01".to_vec();
    header.resize(64, 0);
    // An executable file, for x86-64, of version 1, that begins at address 1; then the sizes of the headers.
    for (at, value) in [(16, 2), (18, 62), (20, 1), (24, 1), (52, 64), (54, 56), (58, 64)] {
        header[at] = value;
    }
    header
}

fn items(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn ctrl_c_leaves_no_layer_behind() {
    let room = tempfile::tempdir().unwrap();
    let temporary = room.path().join("temporary");
    fs::create_dir(&temporary).unwrap();
    fs::write(room.path().join("app"), static_program()).unwrap();
    // A registry that never answers.
    let registry = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = registry.local_addr().unwrap().to_string();
    let image = format!("{host}/acme/later:v1");
    let mut program = Command::new(env!("CARGO_BIN_EXE_building"));
    program.current_dir(room.path()).env_clear().env("HOME", room.path()).env("TMPDIR", &temporary);
    program.args(["image", "push", &image, "--binary", "linux/amd64=app", "--plain-http", &host]);
    program.args(["--image", &format!("later={image}")]);
    let mut program = program.stdout(Stdio::null()).spawn().unwrap();
    let _asked = registry.accept().unwrap();
    // The image is made, so its layer is there.
    assert_eq!(items(&temporary), 1);
    let sent = Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_eq!(program.wait().unwrap().signal(), Some(SIGINT));
    assert_eq!(items(&temporary), 0);
}
