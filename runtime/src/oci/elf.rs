//! What a program or library of Linux says of itself: its machine, its interpreter, and the libraries and versions that it needs and has.
//!
//! It is read from the program headers, as the loader does, since sections may be stripped. Source: the System V ABI, and the Linux
//! Standard Base 5.0, "Symbol Versioning".

use object::elf;
use object::pod::Pod;
use object::read::elf::{Dyn as _, FileHeader, ProgramHeader as _};
use object::{Endianness, ReadRef};
use std::collections::{BTreeMap, BTreeSet};

/// What the file is for: two files of one machine can be loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Machine {
    pub(super) number: u16,
    pub(super) is_64: bool,
    pub(super) is_little: bool,
}

/// A program or a library.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Elf {
    pub(super) machine: Option<Machine>,
    /// Whether it can be started: it has a place where it begins.
    pub(super) is_program: bool,
    /// The program that loads it. A static program has none.
    pub(super) interpreter: Option<String>,
    pub(super) soname: Option<String>,
    /// The libraries that it needs, in their order.
    pub(super) needed: Vec<String>,
    /// Where its libraries are searched first.
    pub(super) run_path: Vec<String>,
    /// Whether the folders hold for the libraries of its libraries, too (`DT_RPATH`).
    pub(super) is_run_path_inherited: bool,
    /// The versions that each library must define.
    pub(super) needed_versions: BTreeMap<String, BTreeSet<String>>,
    pub(super) versions: BTreeSet<String>,
}

/// Not a file of this format, or a broken one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Broken;

impl From<object::Error> for Broken {
    fn from(_: object::Error) -> Self {
        Broken
    }
}

impl From<()> for Broken {
    fn from((): ()) -> Self {
        Broken
    }
}

/// The most that is read of one table, and the longest name: no linker writes more, and a hostile file can't ask for more.
const MOST: usize = 4096;
const LONGEST: u64 = 4096;

/// Reads a file.
pub(super) fn read<'data, R: ReadRef<'data>>(data: R) -> Result<Elf, Broken> {
    // The number after the mark is that of the class: 32 bits or 64.
    match data.read_bytes_at(0, 5)? {
        b"\x7fELF\x01" => File::<elf::FileHeader32<Endianness>, R>::read(data),
        b"\x7fELF\x02" => File::<elf::FileHeader64<Endianness>, R>::read(data),
        _ => Err(Broken),
    }
}

/// A file that is being read.
struct File<'data, Header: FileHeader, R> {
    data: R,
    endian: Header::Endian,
    segments: &'data [Header::ProgramHeader],
    /// Where the names are, as the loader sees it.
    names: u64,
}

impl<'data, Header, R> File<'data, Header, R>
where
    Header: FileHeader<Endian = Endianness>,
    R: ReadRef<'data>,
{
    fn read(data: R) -> Result<Elf, Broken> {
        let header = Header::parse(data)?;
        let endian = header.endian()?;
        let segments = header.program_headers(endian, data)?;
        let machine = Machine {
            number: header.e_machine(endian).0,
            is_64: header.is_class_64(),
            is_little: header.is_little_endian(),
        };
        let kind = header.e_type(endian);
        let is_loaded = kind == elf::ET_EXEC || kind == elf::ET_DYN;
        let mut file = File::<Header, R> { data, endian, segments, names: 0 };
        let mut found = Elf {
            machine: Some(machine),
            is_program: is_loaded && header.e_entry(endian).into() != 0,
            ..Elf::default()
        };
        for segment in segments {
            if let Some(bytes) = segment.interpreter(endian, data)? {
                found.interpreter = Some(text(bytes));
            }
        }
        file.dynamic(&mut found)?;
        Ok(found)
    }

    /// The table that the loader reads.
    fn dynamic(&mut self, found: &mut Elf) -> Result<(), Broken> {
        let mut entries = Vec::new();
        for segment in self.segments {
            if let Some(table) = segment.dynamic(self.endian, self.data)? {
                let value = |entry: &Header::Dyn| (entry.d_tag(self.endian), entry.d_val(self.endian).into());
                entries
                    .extend(table.iter().map(value).take_while(|(tag, _)| *tag != elf::DT_NULL).take(MOST));
            }
        }
        let value = |wanted| entries.iter().find(|(tag, _)| *tag == wanted).map(|(_, value)| *value);
        let Some(names) = value(elf::DT_STRTAB) else { return Ok(()) };
        self.names = names;
        for (tag, value) in &entries {
            match *tag {
                elf::DT_NEEDED => found.needed.push(self.name(*value)?),
                elf::DT_SONAME => found.soname = Some(self.name(*value)?),
                _ => {}
            }
        }
        // The older form does not count beside the newer one.
        let inherited = value(elf::DT_RPATH).filter(|_| value(elf::DT_RUNPATH).is_none());
        if let Some(path) = value(elf::DT_RUNPATH).or(inherited) {
            let path = self.name(path)?;
            found.run_path = path.split(':').filter(|folder| !folder.is_empty()).map(str::to_owned).collect();
            found.is_run_path_inherited = inherited.is_some();
        }
        if let Some(address) = value(elf::DT_VERNEED) {
            self.needed_versions(address, value(elf::DT_VERNEEDNUM), found)?;
        }
        if let Some(address) = value(elf::DT_VERDEF) {
            self.versions(address, value(elf::DT_VERDEFNUM), found)?;
        }
        Ok(())
    }

    fn needed_versions(&self, mut address: u64, count: Option<u64>, found: &mut Elf) -> Result<(), Broken> {
        let mut left = MOST;
        for _ in 0..count.unwrap_or(u64::MAX) {
            let needed = self.at::<elf::Verneed<Endianness>>(address)?;
            let library = self.name(needed.vn_file.get(self.endian).into())?;
            let versions = found.needed_versions.entry(library).or_default();
            let mut next = add(address, needed.vn_aux.get(self.endian))?;
            for _ in 0..needed.vn_cnt.get(self.endian) {
                left = left.checked_sub(1).ok_or(Broken)?;
                let version = self.at::<elf::Vernaux<Endianness>>(next)?;
                // The loader only warns if a weak one is missing.
                if !version.vna_flags.get(self.endian).contains(elf::VER_FLG_WEAK) {
                    versions.insert(self.name(version.vna_name.get(self.endian).into())?);
                }
                next = add(next, version.vna_next.get(self.endian))?;
            }
            left = left.checked_sub(1).ok_or(Broken)?;
            match needed.vn_next.get(self.endian) {
                0 => break,
                step => address = add(address, step)?,
            }
        }
        Ok(())
    }

    fn versions(&self, mut address: u64, count: Option<u64>, found: &mut Elf) -> Result<(), Broken> {
        let mut left = MOST;
        for _ in 0..count.unwrap_or(u64::MAX) {
            left = left.checked_sub(1).ok_or(Broken)?;
            let defined = self.at::<elf::Verdef<Endianness>>(address)?;
            // The others are the versions that it inherits, which have entries of their own.
            let own = self.at::<elf::Verdaux<Endianness>>(add(address, defined.vd_aux.get(self.endian))?)?;
            found.versions.insert(self.name(own.vda_name.get(self.endian).into())?);
            match defined.vd_next.get(self.endian) {
                0 => break,
                step => address = add(address, step)?,
            }
        }
        Ok(())
    }

    /// A name of the dynamic table.
    fn name(&self, offset: u64) -> Result<String, Broken> {
        let start = self.offset(self.names.checked_add(offset).ok_or(Broken)?)?;
        let end = self.data.len()?.min(start.saturating_add(LONGEST));
        Ok(text(self.data.read_bytes_at_until(start..end, 0)?))
    }

    fn at<T: Pod>(&self, address: u64) -> Result<&'data T, Broken> {
        Ok(self.data.read_at(self.offset(address)?)?)
    }

    /// Where in the file the loader finds what is at an address.
    fn offset(&self, address: u64) -> Result<u64, Broken> {
        let mut loaded = self.segments.iter().filter(|segment| segment.p_type(self.endian) == elf::PT_LOAD);
        let found = loaded.find_map(|segment| {
            let within = address.checked_sub(segment.p_vaddr(self.endian).into())?;
            let (offset, size) = segment.file_range(self.endian);
            (within < size).then(|| offset.checked_add(within)).flatten()
        });
        found.ok_or(Broken)
    }
}

fn add(address: u64, step: u32) -> Result<u64, Broken> {
    address.checked_add(step.into()).ok_or(Broken)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::ElfFile;
    use super::*;

    fn file() -> ElfFile<'static> {
        ElfFile {
            machine: 183,
            entry: 0x400,
            interpreter: Some("/lib/ld-linux-aarch64.so.1"),
            soname: Some("libown.so.1"),
            needed: &["libm.so.6", "libc.so.6"],
            run_path: Some("$ORIGIN/../lib::/opt/lib"),
            needed_versions: &[
                ("libm.so.6", &[("GLIBC_2.29", false)]),
                ("libc.so.6", &[("GLIBC_2.17", false), ("GLIBC_2.34", false), ("GLIBC_2.38", true)]),
            ],
            versions: &["libown.so.1", "OWN_1.0", "OWN_1.1"],
            ..ElfFile::default()
        }
    }

    #[test]
    fn a_file_of_each_class_and_byte_order_is_read() {
        for (is_32, is_big) in [(false, false), (false, true), (true, false), (true, true)] {
            let elf = read(ElfFile { is_32, is_big, ..file() }.bytes().as_slice()).unwrap();
            let expected = Elf {
                machine: Some(Machine { number: 183, is_64: !is_32, is_little: !is_big }),
                is_program: true,
                interpreter: Some("/lib/ld-linux-aarch64.so.1".to_owned()),
                soname: Some("libown.so.1".to_owned()),
                needed: vec!["libm.so.6".to_owned(), "libc.so.6".to_owned()],
                run_path: vec!["$ORIGIN/../lib".to_owned(), "/opt/lib".to_owned()],
                is_run_path_inherited: false,
                needed_versions: BTreeMap::from([
                    ("libm.so.6".to_owned(), BTreeSet::from(["GLIBC_2.29".to_owned()])),
                    (
                        "libc.so.6".to_owned(),
                        BTreeSet::from(["GLIBC_2.17".to_owned(), "GLIBC_2.34".to_owned()]),
                    ),
                ]),
                versions: ["libown.so.1", "OWN_1.0", "OWN_1.1"].map(str::to_owned).into(),
            };
            assert_eq!(elf, expected, "{is_32} {is_big}");
        }
    }

    #[test]
    fn the_older_form_of_a_run_path_counts_where_the_newer_one_is_not() {
        let elf =
            read(ElfFile { run_path: None, rpath: Some("/opt/old"), ..file() }.bytes().as_slice()).unwrap();
        assert_eq!((elf.run_path, elf.is_run_path_inherited), (vec!["/opt/old".to_owned()], true));
        let elf = read(ElfFile { rpath: Some("/opt/old"), ..file() }.bytes().as_slice()).unwrap();
        assert_eq!((elf.run_path.len(), elf.is_run_path_inherited), (2, false));
    }

    #[test]
    fn a_file_that_is_cut_or_changed_is_broken_and_no_panic() {
        let bytes = file().bytes();
        for end in 0..bytes.len() {
            let _ = read(&bytes[..end]);
        }
        assert_eq!(read(&bytes[..63]), Err(Broken));
        for position in 0..bytes.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut changed = bytes.clone();
                changed[position] = byte;
                let _ = read(changed.as_slice());
            }
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_test_says_what_readelf_says_of_it() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let elf = read(own.as_slice()).unwrap();
        assert!(elf.is_program && elf.needed.iter().any(|name| name == "libc.so.6"), "{elf:?}");
        assert!(elf.interpreter.unwrap().contains("ld-linux"));
        assert!(elf.needed_versions["libc.so.6"].iter().all(|version| version.starts_with("GLIBC_")));
    }
}
