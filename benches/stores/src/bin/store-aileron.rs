//! Tasks that move a file.
use aileron::prelude::*;
use std::io::{self, Read};

/// From the store to this machine's disk.
#[task]
fn take(file: File) -> io::Result<u64> {
    Ok(file.path()?.metadata()?.len())
}

/// From the store through this process.
#[task]
fn read(file: File) -> io::Result<u64> {
    let mut file = file.open()?;
    let (mut piece, mut sum) = (vec![0; 1 << 20], 0);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(sum),
            count => sum += count as u64,
        }
    }
}

/// From this machine's disk to the store.
#[task]
fn give(path: String) -> File {
    File::new(path)
}

aileron::main!();
