//! The flags of `launch` itself.

use crate::cli::remote::{fast, remote_options};
use crate::cli::{check, image, spec_options};
use clap::{Arg, ArgAction, value_parser};
use std::path::PathBuf;

/// The flags that `launch` has for every entity.
pub(super) fn arguments() -> Vec<Arg> {
    let own = [
        Arg::new("wait")
            .long("wait")
            .action(ArgAction::SetTrue)
            .help("Shows the execution until it is over, and prints its outputs instead of its name; Ctrl-C asks whether to abort it"),
        Arg::new("name")
            .long("name")
            .value_name("EXECUTION")
            .help("Name of the execution; by default one is made"),
        Arg::new("inputs")
            .long("inputs")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Inputs: a file with one JSON object, Flyte's own `inputs.pb`, or `-` for JSON on stdin; flags override it"),
        pairs("labels").help("Kubernetes label of all that the execution creates; may be repeated"),
        pairs("annotations").help("Kubernetes annotation of all that the execution creates; may be repeated"),
        Arg::new("overwrite-cache")
            .long("overwrite-cache")
            .action(ArgAction::SetTrue)
            .help("Runs tasks even if their results are cached, and replaces those"),
        Arg::new("interruptible")
            .long("interruptible")
            .action(ArgAction::SetTrue)
            .help("Lets tasks run on machines that can be taken away"),
        Arg::new("no-interruptible")
            .long("no-interruptible")
            .action(ArgAction::SetTrue)
            .help("Keeps tasks off machines that can be taken away"),
        Arg::new("max-parallelism")
            .long("max-parallelism")
            .value_name("N")
            .value_parser(most)
            .allow_negative_numbers(true)
            .help("How many of its tasks run at once"),
        Arg::new("cluster")
            .long("cluster")
            .value_name("LABEL")
            .help("Label of the clusters on one of which it runs"),
        Arg::new("cluster-pool")
            .long("cluster-pool")
            .value_name("POOL")
            .help("Pool of clusters on one of which it runs"),
        Arg::new("raw-output-data-prefix")
            .long("raw-output-data-prefix")
            .value_name("URI")
            .help("Address below which files, directories and tables of its tasks go"),
        Arg::new("tags")
            .long("tags")
            .value_name("TAG")
            .action(ArgAction::Append)
            .help("Word by which people find the execution; may be repeated"),
    ];
    let spec = spec_options::arguments().into_iter().map(|flag| match flag.get_id().as_str() {
        "project" => flag.help("Project in which it is launched"),
        "domain" => flag.help("Domain in which it is launched; by default `development`"),
        "version" => {
            flag.help("Version of the entity: the one to register under, or one that the server has")
        }
        "env" => flag.help("Environment variable of all containers of the execution; may be repeated"),
        "service-account" => flag.help("Kubernetes service account of the execution's pods"),
        _ => flag,
    });
    let help = Arg::new("help").long("help").short('h').action(ArgAction::Help).help("Print help");
    let images = [image::flag(), fast::flag()].into_iter().chain(image::options::of_images());
    let own = own.into_iter().chain([check::skip()]).chain(images).chain(spec);
    own.chain(remote_options::beside_spec_options()).chain([help]).collect()
}

fn pairs(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("K=V").action(ArgAction::Append)
}

fn most(text: &str) -> Result<u32, String> {
    match text.parse::<i32>() {
        Ok(most @ 1..) => Ok(most.unsigned_abs()),
        _ => Err(format!("this is not a number of tasks; write 1 to {}", i32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use super::{arguments, most};
    use std::collections::BTreeSet;

    #[test]
    fn no_two_flags_have_one_name() {
        let flags = arguments();
        let names: BTreeSet<_> = flags.iter().filter_map(|flag| flag.get_long()).collect();
        assert_eq!(names.len(), flags.len());
    }

    #[test]
    fn at_least_one_task_runs_at_once() {
        assert_eq!(most("1"), Ok(1));
        for wrong in ["0", "-1", "many", "2147483648"] {
            assert!(most(wrong).is_err(), "{wrong}");
        }
    }
}
