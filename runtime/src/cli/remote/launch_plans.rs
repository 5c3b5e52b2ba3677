//! The verb `launch-plans`.

use super::remote_options;
#[cfg(not(feature = "remote"))]
pub(in crate::cli) use super::without_client as run;
#[cfg(feature = "remote")]
pub(in crate::cli) use ask::run;
use clap::{Arg, ArgAction, Command};

pub(in crate::cli) fn command() -> Command {
    let name = |help: &'static str| Arg::new("name").value_name("NAME").help(help);
    let version = |help: &'static str| Arg::new("version").long("version").value_name("V").help(help);
    let full = "its full name, or the end of one of this program's";
    let verbs = [
        Command::new("list")
            .about("Lists launch plans: their active versions, or all versions of one")
            .arg(name("A launch plan, of which all versions are listed: its full name, or the end of one of this program's"))
            .arg(Arg::new("next").long("next").action(ArgAction::SetTrue).help(
                "Shows the next three times at which Flyte launches each active launch plan by its schedule, as if it were activated now",
            )),
        Command::new("activate")
            .about("Makes a version of a launch plan the active one, instead of the one that was")
            .arg(name("Name of the launch plan").help(format!("The launch plan: {full}")).required(true))
            .arg(version("The version; by default the newest")),
        Command::new("deactivate")
            .about("Makes a launch plan inactive: Flyte no longer launches it by its schedule")
            .arg(name("Name of the launch plan").help(format!("The launch plan: {full}")).required(true))
            .arg(version("The version; by default the active one")),
    ];
    Command::new("launch-plans")
        .about("Lists, activates and deactivates launch plans on a server")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(verbs.map(|verb| {
            verb.arg(
                Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints JSON for programs"),
            )
            .args(remote_options::arguments())
        }))
}

#[cfg(feature = "remote")]
mod ask {
    use crate::cli::failure::{Failure, note};
    use crate::cli::remote::remote_options;
    use crate::embed;
    use crate::entity::{Kind, Registry};
    use crate::program::ProgramInfo;
    use crate::remote::LaunchPlan;
    use chrono::{DateTime, SecondsFormat, Utc};
    use clap::ArgMatches;
    use serde_json::{Value, json};
    use std::io::{self, Write};
    use std::time::SystemTime;

    /// How many versions of a launch plan are listed.
    const VERSIONS: usize = 100;
    /// How many times of a schedule are shown.
    const TIMES: usize = 3;

    pub(in crate::cli) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
        let Some((verb, matches)) = matches.subcommand() else { return Ok(()) };
        let name = matches.get_one::<String>("name").map(|name| full_name(name));
        let is_json = matches.get_flag("json");
        let settings = remote_options::settings(matches)?;
        remote_options::connected(settings, async |client| {
            let plans = client.launch_plans();
            if verb == "list" {
                let found = match &name {
                    Some(name) => plans.versions(name, VERSIONS).await?,
                    None => plans.list().await?,
                };
                let now = matches.get_flag("next").then(|| DateTime::from(SystemTime::now()));
                return listed(&found, now, is_json);
            }
            let name = name.unwrap_or_default();
            let version = matches.get_one::<String>("version").map(String::as_str);
            let (plan, said) = if verb == "activate" {
                let plan = plans.activate(&name, version).await?;
                let said = format!(
                    "the version `{}` of `{name}` is active",
                    plan.version.as_deref().unwrap_or_default()
                );
                (Some(plan), said)
            } else {
                let plan = plans.deactivate(&name, version).await?;
                let said = match plan.as_ref().and_then(|plan| plan.version.as_deref()) {
                    Some(version) => format!("the version `{version}` of `{name}` is inactive"),
                    None => format!("no version of `{name}` was active"),
                };
                (plan, said)
            };
            if is_json {
                let described = plan.map_or(Value::Null, |plan| described(&plan, None));
                return Ok(writeln!(io::stdout().lock(), "{described:#}")?);
            }
            note(said);
            Ok(())
        })
    }

    /// The full name of a launch plan of this program, or the name as it is.
    fn full_name(name: &str) -> String {
        let registry = Registry::collect().ok();
        // A workflow has a launch plan of its name.
        let kinds = [Kind::LaunchPlan, Kind::Workflow];
        let found = registry.and_then(|registry| embed::find(&registry, name, &kinds).ok());
        found.filter(|found| kinds.contains(&found.kind())).map_or(name, |found| found.name).to_owned()
    }

    fn listed(plans: &[LaunchPlan], now: Option<DateTime<Utc>>, is_json: bool) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        if is_json {
            let plans: Value = plans.iter().map(|plan| described(plan, now)).collect();
            return Ok(writeln!(stdout, "{plans:#}")?);
        }
        let (header, lines) = table(plans, now);
        note(header);
        for line in lines {
            writeln!(stdout, "{line}")?;
        }
        Ok(())
    }

    /// The header and the lines of a list, with the next times if `now` is given.
    fn table(plans: &[LaunchPlan], now: Option<DateTime<Utc>>) -> (String, Vec<String>) {
        let name = plans.iter().map(|plan| plan.name.chars().count()).max().unwrap_or(0).max(4);
        let versions = plans.iter().map(|plan| version(plan).chars().count());
        let wide = versions.max().unwrap_or(0).max(7);
        let line = |plan: &LaunchPlan| {
            let schedule = plan.schedule.as_ref().map(ToString::to_string).unwrap_or_default();
            let next =
                times(plan, now).map(|times| format!("  next {}", times.join(", "))).unwrap_or_default();
            let text =
                format!("{:8}  {:name$}  {:wide$}  {schedule}{next}", state(plan), plan.name, version(plan));
            text.trim_end().to_owned()
        };
        let header = format!("{:8}  {:name$}  {:wide$}  SCHEDULE", "STATE", "NAME", "VERSION");
        (header, plans.iter().map(line).collect())
    }

    fn state(plan: &LaunchPlan) -> &'static str {
        if plan.is_active { "active" } else { "inactive" }
    }

    fn version(plan: &LaunchPlan) -> &str {
        plan.version.as_deref().unwrap_or("-")
    }

    /// The next times, as texts; only an active launch plan has any.
    fn times(plan: &LaunchPlan, now: Option<DateTime<Utc>>) -> Option<Vec<String>> {
        let schedule = plan.schedule.as_ref().filter(|_| plan.is_active)?;
        match schedule.next(now?, TIMES) {
            Ok(times) => {
                Some(times.iter().map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)).collect())
            }
            Err(error) => {
                note(format_args!("warning: `{}`: {error}", plan.name));
                None
            }
        }
    }

    fn described(plan: &LaunchPlan, now: Option<DateTime<Utc>>) -> Value {
        let mut described = json!({
            "name": plan.name,
            "version": plan.version,
            "active": plan.is_active,
            "workflow": Some(&plan.workflow).filter(|name| !name.is_empty()),
            "schedule": plan.schedule.as_ref().map(ToString::to_string),
            "created": plan.created.map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)),
        });
        if let Some(times) = times(plan, now) {
            described["next"] = json!(times);
        }
        described
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use aileron_idl::admin::schedule::ScheduleExpression;
        use aileron_idl::admin::{
            self, CronSchedule, LaunchPlanClosure, LaunchPlanMetadata, LaunchPlanSpec, LaunchPlanState,
            Schedule,
        };
        use aileron_idl::core::Identifier;

        fn plan(name: &str, version: &str, state: LaunchPlanState, cron: Option<&str>) -> LaunchPlan {
            let schedule = cron.map(|line| Schedule {
                schedule_expression: Some(ScheduleExpression::CronSchedule(CronSchedule {
                    schedule: line.to_owned(),
                    ..CronSchedule::default()
                })),
                ..Schedule::default()
            });
            LaunchPlan::of(admin::LaunchPlan {
                id: Some(Identifier { name: name.into(), version: version.into(), ..Identifier::default() }),
                spec: Some(LaunchPlanSpec {
                    workflow_id: Some(Identifier { name: "etl.pipeline".into(), ..Identifier::default() }),
                    entity_metadata: Some(LaunchPlanMetadata { schedule, ..LaunchPlanMetadata::default() }),
                    ..LaunchPlanSpec::default()
                }),
                closure: Some(LaunchPlanClosure { state: state.into(), ..LaunchPlanClosure::default() }),
            })
        }

        fn plans() -> [LaunchPlan; 3] {
            [
                plan("etl.nightly", "v2", LaunchPlanState::Active, Some("0 6 * * *")),
                plan("etl.pipeline", "version-1", LaunchPlanState::Active, None),
                plan("old", "v1", LaunchPlanState::Inactive, Some("0 7 * * *")),
            ]
        }

        #[test]
        fn a_list_is_a_table() {
            let (header, lines) = table(&plans(), None);
            assert_eq!(header, "STATE     NAME          VERSION    SCHEDULE");
            assert_eq!(
                lines,
                [
                    "active    etl.nightly   v2         0 6 * * *",
                    "active    etl.pipeline  version-1",
                    "inactive  old           v1         0 7 * * *",
                ]
            );
        }

        #[test]
        fn only_an_active_launch_plan_has_next_times() {
            let now = DateTime::from_timestamp(1_769_810_400, 0);
            let (_, lines) = table(&plans(), now);
            let next = "next 2026-01-31T06:00:00Z, 2026-02-01T06:00:00Z, 2026-02-02T06:00:00Z";
            assert_eq!(lines[0], format!("active    etl.nightly   v2         0 6 * * *  {next}"));
            assert!(!lines[2].contains("next"), "{}", lines[2]);
        }

        #[test]
        fn a_launch_plan_is_told_to_programs() {
            let [nightly, ..] = plans();
            assert_eq!(
                described(&nightly, DateTime::from_timestamp(1_769_810_400, 0)),
                json!({
                    "name": "etl.nightly",
                    "version": "v2",
                    "active": true,
                    "workflow": "etl.pipeline",
                    "schedule": "0 6 * * *",
                    "created": null,
                    "next": ["2026-01-31T06:00:00Z", "2026-02-01T06:00:00Z", "2026-02-02T06:00:00Z"],
                })
            );
        }
    }
}
