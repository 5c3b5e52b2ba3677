//! `image list`.

use super::{options, work};
use crate::build::{BuildError, Target, platforms};
use crate::causes::Causes;
use crate::cli::failure::{Failure, note};
use crate::program::ProgramInfo;
use crate::registry::{Registries, RegistryError};
use clap::ArgMatches;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use std::io::Write;

/// How many registries are asked at once.
const AT_ONCE: usize = 8;

/// Whether a registry has an image.
enum There {
    /// Under this digest.
    Yes(String),
    No,
    /// Nobody asked.
    Unasked,
    Unknown(RegistryError),
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let plan = work::plan(program, matches)?;
    let targets = work::named(&plan, matches)?;
    let found = if matches.get_flag("offline") {
        targets.iter().map(|_| There::Unasked).collect()
    } else {
        look(&targets, matches)?
    };
    let mut stdout = std::io::stdout().lock();
    if matches.get_flag("json") {
        let all: Vec<Value> =
            targets.iter().zip(&found).map(|(target, there)| described(target, there)).collect();
        return Ok(writeln!(stdout, "{:#}", json!({"images": all}))?);
    }
    for (target, there) in targets.iter().zip(&found) {
        let how = match target.recipe {
            Some(_) if target.base.is_empty() => "built from scratch".to_owned(),
            Some(_) => format!("built on {}", target.base),
            None if target.runs_program => "not built here".to_owned(),
            None => "another's".to_owned(),
        };
        let there = match there {
            There::Yes(digest) => format!("  {digest}"),
            There::No => "  not in its registry".to_owned(),
            There::Unasked => String::new(),
            There::Unknown(error) => {
                note(format_args!("warning: {}", Causes(error)));
                "  unknown".to_owned()
            }
        };
        writeln!(stdout, "{}  {how}{there}", target.reference)?;
        for task in &target.tasks {
            writeln!(stdout, "  {task}")?;
        }
    }
    Ok(())
}

/// Asks the registries.
fn look(targets: &[&Target], matches: &ArgMatches) -> Result<Vec<There>, Failure> {
    let registries = Registries::new(options::settings(matches)?).map_err(BuildError::from)?;
    let look = async |target: &&Target| match registries.find(&target.reference).await {
        Ok(Some(found)) => There::Yes(found.digest.to_string()),
        Ok(None) => There::No,
        Err(error) => There::Unknown(error),
    };
    Ok(work::runtime()?.block_on(stream::iter(targets).map(look).buffered(AT_ONCE).collect()))
}

fn described(target: &Target, there: &There) -> Value {
    let platforms: Option<Vec<String>> = target
        .recipe
        .and_then(|recipe| platforms(recipe).ok())
        .map(|all| all.iter().map(ToString::to_string).collect());
    let mut json = json!({
        "reference": target.reference,
        "tasks": target.tasks,
        "runs_program": target.runs_program,
        "built": target.recipe.is_some(),
        "base": Some(target.base.as_str()).filter(|base| !base.is_empty()),
        "platforms": platforms,
    });
    match there {
        There::Yes(digest) => json["digest"] = digest.as_str().into(),
        There::No => json["digest"] = Value::Null,
        There::Unasked => {}
        There::Unknown(error) => json["error"] = Causes(error).to_string().into(),
    }
    json
}
