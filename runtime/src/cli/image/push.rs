//! `image push`.

use super::{shown, work};
use crate::cli::failure::{Failure, note};
use crate::program::ProgramInfo;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let runtime = work::runtime()?;
    let (mut maker, _progress) = work::maker(program, matches, &runtime)?;
    let plan = work::plan(program, matches)?;
    let built = work::built(&plan, matches)?;
    let (as_json, is_dry) = (matches.get_flag("json"), matches.get_flag("dry-run"));
    let mut all: Vec<Value> = Vec::new();
    for (target, made) in work::make_all(&mut maker, built)? {
        let mut described = shown::json(target, &made);
        if is_dry {
            if !as_json {
                write!(std::io::stdout().lock(), "{}", shown::described(target, &made))?;
            }
        } else {
            let pushed = work::push(&maker, target, &made)?;
            note(shown::line(&target.reference, &pushed));
            if !as_json {
                writeln!(std::io::stdout().lock(), "{}@{}", target.reference, pushed.digest)?;
            }
            described["sent"] = pushed.sent.into();
            described["mounted"] = pushed.mounted.into();
            described["there"] = pushed.there.into();
            described["unchanged"] = pushed.is_unchanged.into();
        }
        all.push(described);
    }
    if as_json {
        writeln!(std::io::stdout().lock(), "{:#}", json!({"images": all}))?;
    }
    Ok(())
}
