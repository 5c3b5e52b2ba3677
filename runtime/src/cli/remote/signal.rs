//! The verb `signal`.

use super::remote_options;
#[cfg(not(feature = "remote"))]
pub(in crate::cli) use super::without_client as run;
#[cfg(feature = "remote")]
pub(in crate::cli) use ask::run;
use clap::{Arg, ArgAction, Command};

pub(in crate::cli) fn command() -> Command {
    Command::new("signal")
        .about("Answers a gate of an execution: approves it, rejects it, or gives it the value that it waits for")
        .after_help(
            "Without GATE, the gates are listed that wait. Without VALUE, a gate is approved; the value `false` rejects it. A gate \
             waits from the moment when the execution comes to it.",
        )
        .arg(Arg::new("execution").value_name("EXECUTION").required(true).help("Name of the execution"))
        .arg(Arg::new("gate").value_name("GATE").help("Name of the gate"))
        .arg(
            Arg::new("value")
                .value_name("VALUE")
                .allow_negative_numbers(true)
                .help("What the gate waits for, written as for `run`; it is checked before it is sent"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints JSON for programs"))
        .args(remote_options::arguments())
}

#[cfg(feature = "remote")]
mod ask {
    use crate::cli::failure::{Failure, note};
    use crate::cli::remote::remote_options;
    use crate::program::ProgramInfo;
    use crate::remote::Gate;
    use crate::types;
    use clap::ArgMatches;
    use serde_json::{Value, json};
    use std::io::{self, Write};

    pub(in crate::cli) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
        let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let name = text("execution").unwrap_or_default();
        let is_json = matches.get_flag("json");
        let settings = remote_options::settings(matches)?;
        remote_options::connected(settings, async |client| {
            let execution = client.execution(name);
            let Some(gate) = text("gate") else {
                return listed(name, &execution.gates().await?, is_json);
            };
            let answer = execution.signal_text(gate, text("value")).await?;
            if is_json {
                let answered = json!({"execution": name, "gate": gate, "answer": answer});
                return Ok(writeln!(io::stdout().lock(), "{answered:#}")?);
            }
            note(format_args!("the gate `{gate}` of the execution `{name}` is answered: {answer}"));
            Ok(())
        })
    }

    /// Prints the gates: for people those that wait, for programs all.
    fn listed(execution: &str, gates: &[Gate], is_json: bool) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        if is_json {
            let gates: Value = gates.iter().map(described).collect();
            return Ok(writeln!(stdout, "{gates:#}")?);
        }
        let waiting: Vec<_> = gates.iter().filter(|gate| gate.answer.is_none()).collect();
        if waiting.is_empty() {
            note(format_args!("no gate of the execution `{execution}` waits"));
        }
        let width = waiting.iter().map(|gate| gate.name.chars().count()).max().unwrap_or(0);
        for gate in waiting {
            writeln!(stdout, "{:width$}  {}", gate.name, gate.awaits())?;
        }
        Ok(())
    }

    fn described(gate: &Gate) -> Value {
        json!({"name": gate.name, "type": types::name(&gate.ty), "waits": gate.answer.is_none(), "answer": gate.answer})
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::FlyteType;

        #[test]
        fn a_gate_is_told_to_programs() {
            let gate = Gate::new("threshold", f64::literal_type(), Some(json!(0.5)));
            assert_eq!(
                described(&gate),
                json!({"name": "threshold", "type": "float", "waits": false, "answer": 0.5})
            );
        }
    }
}
