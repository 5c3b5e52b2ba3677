//! `--fast`, of verbs that register: the program is uploaded, and the one in the image becomes it.

use clap::{Arg, ArgAction};

#[cfg(feature = "remote")]
pub(super) use local::LocalProgram;

/// `--fast`.
pub(super) fn flag() -> Arg {
    Arg::new("fast").long("fast").action(ArgAction::SetTrue).help(
        "Uploads this program, or that of `--binary`, and has the one in the images fetch and run it: a changed program without a new image",
    )
}

#[cfg(feature = "remote")]
mod local {
    use crate::cli::failure::Failure;
    use crate::fast::{FastProgram, HEADER, PIECE, check_elf};
    use crate::program::{self, ProgramInfo};
    use crate::remote::{Client, Error, place_of_program, upload_program};
    use crate::sha256::Sha256;
    use clap::ArgMatches;
    use std::fs::File;
    use std::io::{self, Read};
    use std::path::PathBuf;

    /// The program of this machine that is uploaded.
    pub(in crate::cli::remote) struct LocalProgram {
        path: PathBuf,
        /// Its name in the store.
        name: &'static str,
        sha256: String,
    }

    impl LocalProgram {
        /// The program that `--fast` wants uploaded; `None` without it.
        pub(in crate::cli::remote) fn wanted(
            program: &'static ProgramInfo,
            matches: &ArgMatches,
        ) -> Result<Option<Self>, Failure> {
            if !matches.get_flag("fast") {
                return Ok(None);
            }
            if matches.get_flag("build") {
                return Err(Failure::call(
                    "`--fast` and `--build` contradict each other: the one leaves the images as they are, the other makes new ones, \
                     which have this program; remove one",
                ));
            }
            let (path, processor) = chosen(matches)?;
            let wrong = |why: String| {
                Failure::call(format_args!(
                    "`--fast` can't upload `{}`: {why}; build the program for the machines of the cluster, and name it: `--binary \
                     linux/amd64=target/x86_64-unknown-linux-musl/release/{}`",
                    path.display(),
                    program.name
                ))
            };
            let (sha256, header) =
                read(&path).map_err(|error| wrong(format!("it can't be read: {error}")))?;
            check_elf(&header, &processor).map_err(wrong)?;
            Ok(Some(LocalProgram { path, name: program.name, sha256 }))
        }

        /// What specs say of it before it has a place.
        pub(in crate::cli::remote) fn unsent(&self) -> FastProgram {
            FastProgram { uri: "unsent".to_owned(), sha256: self.sha256.clone() }
        }

        /// Uploads it. A dry run only asks where it would be.
        pub(in crate::cli::remote) async fn sent(
            &self,
            client: &Client,
            is_dry: bool,
        ) -> Result<FastProgram, Error> {
            let LocalProgram { path, name, sha256 } = self;
            let uri = if is_dry {
                place_of_program(client, path, name).await?
            } else {
                upload_program(client, path, name).await?
            };
            Ok(FastProgram { uri, sha256: sha256.clone() })
        }
    }

    /// The path of the program, and the processor that it has to be for.
    fn chosen(matches: &ArgMatches) -> Result<(PathBuf, String), Failure> {
        let mut given = matches.get_many::<String>("binary").into_iter().flatten();
        let Some(text) = given.next() else {
            return Ok((program::own_file().unwrap_or_default(), std::env::consts::ARCH.to_owned()));
        };
        let wrong = |why: &str| Err(Failure::call(format_args!("`--binary {text}`: {why}")));
        if given.next().is_some() {
            return wrong("`--fast` takes one program, which all tasks run; remove the others");
        }
        let Some((platform, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
            return wrong("this has no `=` or no path; write `--binary linux/amd64=target/…/app`");
        };
        let Some(processor) = platform.strip_prefix("linux/").filter(|name| !name.is_empty()) else {
            return wrong("pods run Linux; write `linux/amd64` or `linux/arm64`");
        };
        let processor = processor.split('/').next().unwrap_or_default();
        Ok((path.into(), processor.to_owned()))
    }

    /// The SHA-256 of a file, and its first bytes.
    fn read(path: &PathBuf) -> io::Result<(String, Vec<u8>)> {
        let mut file = File::open(path)?;
        let (mut digest, mut header) = (Sha256::new(), Vec::with_capacity(HEADER));
        let mut piece = vec![0; PIECE];
        loop {
            let count = file.read(&mut piece)?;
            if count == 0 {
                return Ok((digest.hex(), header));
            }
            digest.update(&piece[..count]);
            header.extend(piece[..count].iter().take(HEADER - header.len()));
        }
    }
}
