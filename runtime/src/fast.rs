//! Fast registration: a program that is not in the image. Its address and its SHA-256 are in the registered arguments, and the program
//! in the image fetches it, compares the digest and becomes it.

/// The verb of the program in the image.
pub(crate) const VERB: &str = "fast-execute";
/// What the fetched program is called with: never with [`VERB`], so no program fetches another in a circle.
pub(crate) const THEN: &str = "execute";

/// How many bytes of a program are read or written at once.
pub(crate) const PIECE: usize = 1 << 18;

/// A program that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FastProgram {
    /// Where it is.
    pub(crate) uri: String,
    /// Its SHA-256 in hexadecimal.
    pub(crate) sha256: String,
}

impl FastProgram {
    /// The arguments that come before those of `execute`.
    pub(crate) fn arguments(&self) -> [&str; 6] {
        [VERB, "--program", &self.uri, "--sha256", &self.sha256, "--"]
    }
}

/// How many bytes of a file [`check_elf`] looks at.
pub(crate) const HEADER: usize = 20;

/// The processors that a program can be checked for, as images and Rust name them, with the number that an ELF has.
const MACHINES: [(&str, &str, u16); 2] = [("amd64", "x86_64", 0x3e), ("arm64", "aarch64", 0xb7)];

/// Checks that a file begins as a program of Linux for this processor, by its name in images or in Rust. Of other processors than the
/// usual ones only the form is checked.
///
/// # Errors
/// Says what the file is instead.
pub(crate) fn check_elf(header: &[u8], processor: &str) -> Result<(), String> {
    let number = |at: usize| Some(u16::from_le_bytes([*header.get(at)?, *header.get(at + 1)?]));
    if !header.starts_with(b"\x7fELF") {
        return Err("it is no program of Linux (no ELF file)".to_owned());
    }
    let Some((image, _, wanted)) =
        MACHINES.iter().find(|(image, rust, _)| [*image, *rust].contains(&processor))
    else {
        return Ok(());
    };
    // 2 and 3: a program, and one that can be anywhere in memory.
    if !matches!(number(16), Some(2 | 3)) {
        return Err("it is an ELF file, but no program".to_owned());
    }
    match number(18) {
        Some(machine) if machine == *wanted => Ok(()),
        Some(machine) => Err(match MACHINES.iter().find(|(_, _, number)| *number == machine) {
            Some((other, _, _)) => format!("it is a program for `{other}`, not for `{image}`"),
            None => format!("it is a program for the processor {machine:#x}, not for `{image}`"),
        }),
        None => Err("it is cut off".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_told_from_other_files_and_from_those_of_other_processors() {
        let program = |kind: u8, machine: u8| {
            let mut header = [0; HEADER];
            header[..4].copy_from_slice(b"\x7fELF");
            (header[16], header[18]) = (kind, machine);
            header
        };
        assert_eq!(check_elf(&program(3, 0x3e), "amd64"), Ok(()));
        assert_eq!(check_elf(&program(2, 0xb7), "aarch64"), Ok(()));
        assert_eq!(check_elf(&program(1, 0), "riscv64"), Ok(()));
        let wrong = |header: &[u8], what: &str| {
            let error = check_elf(header, "amd64").expect_err("no such program");
            assert!(error.contains(what), "{error}");
        };
        wrong(b"#!/bin/sh\n", "no ELF file");
        wrong(&program(1, 0x3e), "no program");
        wrong(&program(3, 0xb7), "for `arm64`, not for `amd64`");
        wrong(&program(3, 0xf3), "the processor 0xf3");
        wrong(&program(3, 0x3e)[..18], "cut off");
    }
}
