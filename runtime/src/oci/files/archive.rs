//! A reader of tar archives that others wrote. It keeps nothing of an entry but its name, and never reads more than it was asked for.
//!
//! The crate `tar` reads long names and pax headers whole, however long they claim to be. Source: POSIX.1-2017, `pax`; GNU tar's
//! manual, "Basic Tar Format".

use std::io::{self, Read};
use tar::{EntryType, GnuExtSparseHeader, Header};

const BLOCK: usize = 512;
/// The longest header of names. A longer one is no name that a system has.
const LONGEST: u64 = 1 << 20;

/// What an entry is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A symbolic link, and what it leads to.
    Link(String),
    /// Another name of the file at this path of the archive.
    HardLink(String),
    /// A device or a pipe.
    Special,
}

/// An entry, whose content can be read next.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) size: u64,
}

/// What headers say about the entry that follows them.
#[derive(Default)]
struct Extended {
    path: Option<String>,
    link: Option<String>,
    size: Option<u64>,
}

/// An archive that is being read.
pub(super) struct Archive<R> {
    from: R,
    /// What is left of the content of the last entry, and of its last block.
    left: u64,
    padding: u64,
}

impl<R: Read> Archive<R> {
    pub(super) fn new(from: R) -> Self {
        Archive { from, left: 0, padding: 0 }
    }

    /// The next entry.
    pub(super) fn next(&mut self) -> io::Result<Option<Entry>> {
        let mut extended = Extended::default();
        loop {
            self.skip()?;
            let Some(header) = self.header()? else { return Ok(None) };
            let size = header.entry_size().map_err(|_| invalid("a size of the archive is no number"))?;
            match header.entry_type() {
                EntryType::GNULongName => extended.path = Some(name(&self.names(size)?)),
                EntryType::GNULongLink => extended.link = Some(name(&self.names(size)?)),
                EntryType::XHeader => extended.read(&self.names(size)?)?,
                EntryType::XGlobalHeader => self.content(size),
                kind => return self.entry(&header, kind, size, extended).map(Some),
            }
        }
    }

    /// Reads on in the content of the last entry.
    pub(super) fn read_content(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.from.read(&mut buffer[..most])?;
        self.left -= count as u64;
        if count == 0 && most > 0 { Err(ends_early()) } else { Ok(count) }
    }

    fn entry(
        &mut self,
        header: &Header,
        kind: EntryType,
        size: u64,
        extended: Extended,
    ) -> io::Result<Entry> {
        let link = extended.link.or_else(|| header.link_name_bytes().map(|bytes| name(&bytes)));
        let link = link.unwrap_or_default();
        let kind = match kind {
            EntryType::Directory => Kind::Folder,
            EntryType::Symlink => Kind::Link(link),
            EntryType::Link => Kind::HardLink(link),
            EntryType::Char | EntryType::Block | EntryType::Fifo => Kind::Special,
            _ => Kind::File,
        };
        // These have no content, whatever size they claim, for example that of the file that a link names.
        let size = match kind {
            Kind::File => extended.size.unwrap_or(size),
            _ => 0,
        };
        if header.entry_type() == EntryType::GNUSparse {
            self.skip_map(header)?;
        }
        self.content(size);
        let path = extended.path.unwrap_or_else(|| name(&header.path_bytes()));
        // The oldest archives have folders that are files whose names end so.
        let kind = if kind == Kind::File && path.ends_with('/') { Kind::Folder } else { kind };
        Ok(Entry { path, kind, size })
    }

    /// The map of a file with holes may go on in blocks of its own.
    fn skip_map(&mut self, header: &Header) -> io::Result<()> {
        let mut goes_on = header.as_gnu().is_some_and(tar::GnuHeader::is_extended);
        while goes_on {
            let mut map = GnuExtSparseHeader::new();
            self.from.read_exact(map.as_mut_bytes())?;
            goes_on = map.is_extended();
        }
        Ok(())
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::new_old();
        let block = header.as_mut_bytes();
        let mut filled = 0;
        while filled < BLOCK {
            match self.from.read(&mut block[filled..])? {
                0 if filled == 0 => return Ok(None),
                0 => return Err(ends_early()),
                count => filled += count,
            }
        }
        // The end is two blocks of zeros, or only one.
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let sum = |(position, byte): (usize, &u8)| {
            u32::from(if (148..156).contains(&position) { b' ' } else { *byte })
        };
        let sum: u32 = block.iter().enumerate().map(sum).sum();
        // The crate's own errors show the bytes, whatever they are.
        if header.cksum().ok() != Some(sum) {
            return Err(invalid("a header of the archive has a wrong checksum"));
        }
        Ok(Some(header))
    }

    /// What is read next has this size.
    fn content(&mut self, size: u64) {
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    }

    fn names(&mut self, size: u64) -> io::Result<Vec<u8>> {
        if size > LONGEST {
            return Err(invalid("a name of the archive has more than a million bytes"));
        }
        self.content(size);
        let mut names = Vec::new();
        self.from.by_ref().take(size).read_to_end(&mut names)?;
        if names.len() as u64 != size {
            return Err(ends_early());
        }
        self.left = 0;
        Ok(names)
    }

    /// Goes to the next header.
    fn skip(&mut self) -> io::Result<()> {
        for wanted in [std::mem::take(&mut self.left), std::mem::take(&mut self.padding)] {
            if io::copy(&mut self.from.by_ref().take(wanted), &mut io::sink())? < wanted {
                return Err(ends_early());
            }
        }
        Ok(())
    }
}

impl Extended {
    fn read(&mut self, header: &[u8]) -> io::Result<()> {
        let mut rest = header;
        while !rest.is_empty() {
            let (key, value, after) =
                record(rest).ok_or_else(|| invalid("a pax header of the archive is broken"))?;
            rest = after;
            match key {
                b"path" => self.path = Some(name(value)),
                b"linkpath" => self.link = Some(name(value)),
                b"size" => {
                    let size = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                    self.size = Some(size.ok_or_else(|| invalid("a size of the archive is no number"))?);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The first record of a pax header, `LENGTH KEY=VALUE` and the end of a line, and what comes after it. A value may have ends of lines
/// in it, which is why the crate `tar` can't read all of them.
fn record(header: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let space = header.iter().position(|byte| *byte == b' ')?;
    let length: usize = std::str::from_utf8(&header[..space]).ok()?.parse().ok()?;
    let (record, after) = header.split_at_checked(length)?;
    let record = record.get(space + 1..)?.strip_suffix(b"\n")?;
    let equals = record.iter().position(|byte| *byte == b'=')?;
    Some((&record[..equals], &record[equals + 1..], after))
}

/// A name, up to its zero byte. One that is not UTF-8 is not looked for, so it need not be exact.
fn name(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

fn ends_early() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in the middle of an entry")
}

fn invalid(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing;
    use super::*;

    fn read(bytes: &[u8]) -> io::Result<Vec<(String, Kind, u64)>> {
        let mut archive = Archive::new(bytes);
        let mut entries = Vec::new();
        while let Some(entry) = archive.next()? {
            entries.push((entry.path, entry.kind, entry.size));
        }
        Ok(entries)
    }

    fn header(kind: EntryType, size: u64) -> Vec<u8> {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(size);
        header.as_mut_bytes()[..4].copy_from_slice(b"name");
        header.set_cksum();
        header.as_bytes().to_vec()
    }

    /// A header of names, with its content.
    fn extended(kind: EntryType, content: &[u8]) -> Vec<u8> {
        let mut bytes = header(kind, content.len() as u64);
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
        bytes
    }

    fn pax(key: &str, value: &[u8]) -> Vec<u8> {
        let rest = key.len() + value.len() + 3;
        let length = (rest + 1..rest + 9).find(|length| length.to_string().len() + rest == *length).unwrap();
        [format!("{length} {key}=").as_bytes(), value, b"\n"].concat()
    }

    #[test]
    fn what_the_crate_tar_writes_is_read() {
        let long = format!("{}/Grüße", "d".repeat(150));
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = Header::new_gnu();
        header.set_size(3);
        tar.append_data(&mut header, &long, &b"abc"[..]).unwrap();
        header.set_entry_type(EntryType::Symlink);
        header.set_size(0);
        tar.append_link(&mut header, "link", &long).unwrap();
        header.set_entry_type(EntryType::Fifo);
        tar.append_data(&mut header, "pipe", io::empty()).unwrap();
        let expected = [
            (long.clone(), Kind::File, 3),
            ("link".to_owned(), Kind::Link(long), 0),
            ("pipe".to_owned(), Kind::Special, 0),
        ];
        assert_eq!(read(&tar.into_inner().unwrap()).unwrap(), expected);
    }

    #[test]
    fn pax_headers_count_for_the_next_entry() {
        let records = [
            pax("path", "näme".as_bytes()),
            // An attribute with the end of a line in it, as capabilities may have it.
            pax("SCHILY.xattr.security.capability", b"\x01\n\0\n"),
            pax("size", b"5"),
        ];
        let bytes = [
            extended(EntryType::XGlobalHeader, &pax("path", b"of all")),
            extended(EntryType::XHeader, &records.concat()),
            header(EntryType::Regular, 0),
            b"12345".to_vec(),
            vec![0; 507],
            extended(EntryType::XHeader, &pax("linkpath", b"target")),
            header(EntryType::Link, 1 << 40),
            header(EntryType::Regular, 0),
        ];
        let expected = [
            ("näme".to_owned(), Kind::File, 5),
            ("name".to_owned(), Kind::HardLink("target".to_owned()), 0),
            ("name".to_owned(), Kind::File, 0),
        ];
        assert_eq!(read(&bytes.concat()).unwrap(), expected);
    }

    #[test]
    fn a_file_with_holes_is_as_long_as_what_is_stored() {
        let mut sparse = Header::new_gnu();
        sparse.set_entry_type(EntryType::GNUSparse);
        sparse.set_size(512);
        sparse.as_gnu_mut().unwrap().set_is_extended(true);
        sparse.as_gnu_mut().unwrap().set_real_size(1 << 30);
        sparse.set_cksum();
        let mut more = GnuExtSparseHeader::new();
        more.set_is_extended(true);
        let bytes = [
            sparse.as_bytes().to_vec(),
            more.as_bytes().to_vec(),
            vec![0; 512],
            vec![1; 512],
            header(EntryType::Regular, 0),
        ];
        let read = read(&bytes.concat()).unwrap();
        assert_eq!((read.len(), read[0].2, read[1].0.as_str()), (2, 512, "name"));
    }

    #[test]
    fn what_is_broken_is_an_error() {
        let good = testing::Archive::default().file("a", b"1").bytes();
        assert_eq!(read(&good).unwrap().len(), 1);
        assert_eq!(read(&[]).unwrap().len(), 0);
        for (end, problem) in [(100, "middle"), (512, "middle"), (700, "middle")] {
            assert!(read(&good[..end]).unwrap_err().to_string().contains(problem), "{end}");
        }
        let mut changed = good.clone();
        changed[0] = b'b';
        assert!(read(&changed).unwrap_err().to_string().contains("wrong checksum"));
        for record in
            [&b"12 path=long"[..], b"7 path\n", b"x path=a\n", b"99999999999999999999 a=b\n", b"\xff"]
        {
            let bytes = extended(EntryType::XHeader, record);
            assert!(read(&bytes).unwrap_err().to_string().contains("pax header"), "{record:?}");
        }
        let bytes = extended(EntryType::XHeader, &pax("size", b"-1"));
        assert!(read(&bytes).unwrap_err().to_string().contains("no number"));
    }
}
