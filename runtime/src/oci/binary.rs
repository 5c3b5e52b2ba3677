//! A program of this machine that is to run in an image: what it is, and which platforms it is for.

use super::elf::{self, Elf, Machine};
use super::misfit::Misfit;
use super::{OciError, Platform};
use object::ReadCache;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// A program of Linux.
#[derive(Clone, Debug)]
pub(crate) struct Binary {
    pub(crate) path: PathBuf,
    pub(super) elf: Elf,
}

impl Binary {
    /// Reads what a program says of itself, which takes a few pages of it.
    pub(crate) fn read(path: &Path) -> Result<Self, OciError> {
        let failed = || OciError::file("read the program", path);
        let mut file = File::open(path).map_err(failed())?;
        let mut start = Vec::new();
        file.by_ref().take(START).read_to_end(&mut start).map_err(failed())?;
        file.rewind().map_err(failed())?;
        let elf = elf::read(&ReadCache::new(file)).ok().filter(|elf| elf.is_program);
        let wrong = || Box::new(Misfit::NoProgram { path: path.to_owned(), is: kind(&start) });
        let elf = elf.ok_or_else(wrong)?;
        if elf.interpreter.is_none() && !elf.needed.is_empty() {
            return Err(wrong().into());
        }
        Ok(Binary { path: path.to_owned(), elf })
    }

    /// Whether it needs nothing of its image.
    pub(crate) fn is_static(&self) -> bool {
        self.elf.interpreter.is_none()
    }

    /// Checks that the processors of a platform understand the program.
    pub(crate) fn runs_on(&self, platform: &Platform) -> Result<(), Box<Misfit>> {
        let own = self.elf.machine;
        let wanted = machine(&platform.architecture).filter(|_| platform.os == "linux");
        let Some(wanted) = wanted else {
            return Err(Box::new(Misfit::UnknownPlatform { platform: platform.clone() }));
        };
        if own == Some(wanted) {
            return Ok(());
        }
        let is = own.and_then(architecture);
        Err(Box::new(Misfit::OtherPlatform { path: self.path.clone(), is, wanted: platform.clone() }))
    }
}

/// How much of a file tells what it is.
const START: u64 = 20;

/// The architectures that Rust and images know, by the names of Go, and their numbers in the System V ABI.
const MACHINES: &[(&str, Machine)] = &[
    ("amd64", of(object::elf::EM_X86_64.0, true, true)),
    ("arm64", of(object::elf::EM_AARCH64.0, true, true)),
    ("arm", of(object::elf::EM_ARM.0, false, true)),
    ("386", of(object::elf::EM_386.0, false, true)),
    ("ppc64le", of(object::elf::EM_PPC64.0, true, true)),
    ("s390x", of(object::elf::EM_S390.0, true, false)),
    ("riscv64", of(object::elf::EM_RISCV.0, true, true)),
    ("loong64", of(object::elf::EM_LOONGARCH.0, true, true)),
];

const fn of(number: u16, is_64: bool, is_little: bool) -> Machine {
    Machine { number, is_64, is_little }
}

fn machine(architecture: &str) -> Option<Machine> {
    MACHINES.iter().find(|(name, _)| *name == architecture).map(|(_, machine)| *machine)
}

fn architecture(machine: Machine) -> Option<&'static str> {
    MACHINES.iter().find(|(_, known)| *known == machine).map(|(name, _)| *name)
}

/// What a file is that is no program of Linux.
fn kind(start: &[u8]) -> &'static str {
    match start {
        [0x7f, b'E', b'L', b'F', ..] => {
            "an ELF file, but no program: a library, an object file or a broken one"
        }
        [b'M', b'Z', ..] => "a program for Windows",
        [0xfe, 0xed, 0xfa, 0xce | 0xcf, ..]
        | [0xce | 0xcf, 0xfa, 0xed, 0xfe, ..]
        | [0xca, 0xfe, 0xba, 0xbe, ..] => "a program for macOS",
        [0, b'a', b's', b'm', ..] => "a WebAssembly module",
        [b'#', b'!', ..] => "a script",
        [] => "an empty file",
        _ => "no program that is known here",
    }
}
