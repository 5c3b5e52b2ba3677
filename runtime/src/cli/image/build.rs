//! `image build`.

use super::{shown, work};
use crate::build::{Assembled, Target};
use crate::cli::failure::{Failure, note};
use crate::oci::Layout;
use crate::program::ProgramInfo;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where images are written if the call does not say it.
const FOLDER: &str = "images";

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let runtime = work::runtime()?;
    let (mut maker, _progress) = work::maker(program, matches, &runtime)?;
    let plan = work::plan(program, matches)?;
    let built = work::built(&plan, matches)?;
    let output = matches.get_one::<PathBuf>("output").map_or(Path::new(FOLDER), PathBuf::as_path);
    let is_archive = output.extension().is_some_and(|ending| ending == "tar");
    let is_dry = matches.get_flag("dry-run");
    if is_archive && built.len() > 1 && !is_dry {
        let names: Vec<&str> = built.iter().map(|(target, _)| target.reference.as_str()).collect();
        return Err(Failure::call(format_args!(
            "`{}` is an archive of one image, and there are {}: name one of {}, or write a folder",
            output.display(),
            names.len(),
            aileron_grammar::suggest::any_of(names)
        )));
    }
    let as_json = matches.get_flag("json");
    let mut all: Vec<Value> = Vec::new();
    for (target, recipe) in built {
        let made = maker.make(target, recipe)?;
        let mut described = shown::json(target, &made);
        if !is_dry {
            let place = if is_archive { output.to_owned() } else { output.join(name(&target.reference)) };
            write(target, &made, maker.layers(), &place, is_archive)?;
            note(format_args!("{} is in `{}`", target.reference, place.display()));
            described["path"] = place.to_string_lossy().into();
        }
        if as_json {
            all.push(described);
        } else {
            write!(std::io::stdout().lock(), "{}", shown::described(target, &made))?;
        }
    }
    if as_json {
        writeln!(std::io::stdout().lock(), "{:#}", json!({"images": all}))?;
    }
    Ok(())
}

fn write(
    target: &Target,
    made: &Assembled,
    layers: &dyn crate::oci::Layers,
    place: &Path,
    is_archive: bool,
) -> Result<(), Failure> {
    let tag = target.reference.rsplit_once(':').map(|(_, tag)| tag);
    let layout = Layout::new(&made.built, &target.reference, tag, layers);
    let written = if is_archive { layout.write_archive(place) } else { layout.write_folder(place) };
    Ok(written.map_err(crate::build::BuildError::from)?)
}

/// The name of an image's folder.
fn name(reference: &str) -> String {
    reference.replace(['/', ':'], "-")
}
