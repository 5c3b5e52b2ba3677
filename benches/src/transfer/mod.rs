//! A file of 1 GiB from an S3 server to this machine and back: the whole process.

mod inputs;
mod python;
pub(crate) mod server;

use crate::cargo::{cargo, room, succeed, target, workspace};
use crate::compare::{Subject, compare_by};
use crate::process::{metered, program};
use crate::{Options, Result};
use server::Server;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const SIZE: u64 = 1 << 30;
/// The key of the object that is read.
const KEY: &str = "given/file.bin";

/// An operation, and its title.
const WAYS: [(&str, &str); 3] = [
    ("take", "1 GiB from S3 to a file"),
    ("read", "1 GiB from S3, read piece by piece"),
    ("give", "1 GiB from a file to S3"),
];

pub(crate) fn run(options: &Options) -> Result {
    let bench = Bench::prepare()?;
    for (verb, title) in WAYS {
        let mut subjects = vec![
            Subject { title: "`object_store`", command: bench.object_store(verb) },
            Subject { title: "Aileron", command: bench.aileron(verb)? },
        ];
        if let Some(python) = &options.python {
            subjects.push(Subject { title: "flytekit", command: bench.flytekit(python, verb)? });
        }
        compare_by(title, options.rounds(5), &subjects, 0, |subject| {
            bench.clear()?;
            metered(&subject.command)
        })?;
    }
    bench.clear()
}

/// The programs that the benchmarks of stores need.
pub(crate) fn programs() -> Result<PathBuf> {
    let build = ["build", "--release", "--package", "aileron-store-benches", "--bins", "--target-dir"];
    eprintln!("building the programs, and at the first time the server");
    succeed(cargo(workspace(), build).arg(target()?))?;
    Ok(target()?.join("release"))
}

/// The programs, the server, and the file here and there.
struct Bench {
    programs: PathBuf,
    room: PathBuf,
    server: Server,
}

impl Bench {
    fn prepare() -> Result<Self> {
        let (programs, room) = (programs()?, room()?.join("transfer"));
        let server = Server::start(&programs.join("store-server"))?;
        let bench = Bench { programs, room, server };
        bench.clear()?;
        write_noise(&bench.file())?;
        let file = bench.file().display().to_string();
        succeed(&mut bench.plain(["give", &file, KEY]))?;
        Ok(bench)
    }

    fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name).with_extension(std::env::consts::EXE_EXTENSION)
    }

    /// What is sent.
    fn file(&self) -> PathBuf {
        self.room.join("file.bin")
    }

    /// The folder for copies and outputs.
    fn scratch(&self) -> PathBuf {
        self.room.join("scratch")
    }

    /// Removes the files of a run, so that each run begins with the same disk.
    fn clear(&self) -> Result {
        // The server's bucket is a folder of the same disk.
        for folder in [self.scratch(), self.server.folder.join("bucket/raw")] {
            if folder.exists() {
                fs::remove_dir_all(folder)?;
            }
        }
        Ok(fs::create_dir_all(self.scratch())?)
    }

    fn with_store(&self, mut command: Command) -> Command {
        command.env("FLYTE_AWS_ENDPOINT", &self.server.endpoint).env("TMPDIR", self.scratch());
        command.env("FLYTE_AWS_ACCESS_KEY_ID", "somebody").env("FLYTE_AWS_SECRET_ACCESS_KEY", "something");
        command
    }

    fn plain<const N: usize>(&self, arguments: [&str; N]) -> Command {
        self.with_store(program(&self.program("store-plain"), arguments))
    }

    fn object_store(&self, verb: &str) -> Command {
        let text = |path: PathBuf| path.display().to_string();
        match verb {
            "take" => self.plain([verb, KEY, &text(self.scratch().join("copy"))]),
            "read" => self.plain([verb, KEY]),
            _ => self.plain([verb, &text(self.file()), "raw/file.bin"]),
        }
    }

    fn aileron(&self, verb: &str) -> Result<Command> {
        let task = format!("store_aileron.{verb}");
        let arguments = ["execute".to_owned(), "--task".to_owned(), task];
        let arguments = arguments.into_iter().chain(self.contract(verb)?);
        Ok(self.with_store(program(&self.program("store-aileron"), arguments)))
    }

    fn flytekit(&self, python: &Path, verb: &str) -> Result<Command> {
        let start = python::start(&self.room)?;
        let arguments = ["-c".to_owned(), start].into_iter().chain(self.contract(verb)?);
        let resolver =
            "--resolver flytekit.core.python_auto_container.default_task_resolver -- task-module transfer";
        let loader = resolver.split(' ').chain(["task-name", verb]).map(str::to_owned);
        Ok(self.with_store(program(python, arguments.chain(loader))))
    }

    /// The arguments of the container, for both.
    fn contract(&self, verb: &str) -> Result<[String; 6]> {
        let inputs = self.room.join(verb).with_extension("pb");
        let bytes = if verb == "give" {
            inputs::text("path", &self.file().display().to_string())
        } else {
            inputs::file("file", &format!("s3://bucket/{KEY}"))
        };
        fs::write(&inputs, bytes)?;
        Ok([
            "--inputs".to_owned(),
            inputs.display().to_string(),
            "--output-prefix".to_owned(),
            self.scratch().join("outputs").display().to_string(),
            "--raw-output-data-prefix".to_owned(),
            "s3://bucket/raw".to_owned(),
        ])
    }
}

/// Bytes that can't be compressed.
fn write_noise(path: &Path) -> Result {
    if fs::metadata(path).is_ok_and(|told| told.len() == SIZE) {
        return Ok(());
    }
    let (mut file, mut state) = (File::create(path)?, 1_u64);
    let mut piece = Vec::with_capacity(1 << 20);
    for _ in 0..SIZE >> 20 {
        piece.clear();
        while piece.len() < 1 << 20 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            piece.extend((state >> 32).to_le_bytes().into_iter().take(4));
        }
        file.write_all(&piece)?;
    }
    Ok(())
}
