//! The verb `completions`.

use super::failure::Failure;
use crate::program::ProgramInfo;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;
use std::io::Write;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

pub(super) fn command() -> Command {
    let shell =
        Arg::new("shell").value_name("SHELL").required(true).value_parser(PossibleValuesParser::new(SHELLS));
    Command::new("completions")
        .about("Prints the completions for a shell")
        .long_about(
            "Prints the completions for a shell, such as `source <(app completions bash)`. In bash, zsh and fish they know the \
             program's entities, the inputs of each with the values of enums, and the names of images",
        )
        .arg(shell)
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let shell: Option<Shell> = matches.get_one::<String>("shell").and_then(|name| name.parse().ok());
    let Some(shell) = shell else { return Err(Failure::call("the shell is unknown")) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::whole(program), program.name, &mut script);
    let asking = asking(shell).replace("FUNCTION", &function(program.name)).replace("PROGRAM", program.name);
    script.extend_from_slice(asking.as_bytes());
    Ok(std::io::stdout().lock().write_all(&script)?)
}

/// The name of the program as a part of a function's name.
fn function(program: &str) -> String {
    program.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_")
}

/// What makes a shell ask the program itself, which knows more than any script.
fn asking(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => {
            r#"
_FUNCTION_asks() {
    local IFS=$'\n'
    COMPREPLY=($("$1" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _FUNCTION_asks -o bashdefault -o default PROGRAM
"#
        }
        Shell::Zsh => {
            r#"
_FUNCTION_asks() {
    local -a found open
    found=(${(f)"$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    open=(${(M)found:#*=})
    found=(${found:#*=})
    if (( ${#found} + ${#open} )); then
        compadd -S '' -- $open
        compadd -- $found
    else
        _files
    fi
}
compdef _FUNCTION_asks PROGRAM
"#
        }
        Shell::Fish => {
            r#"
function __FUNCTION_asks
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    $words[1] __complete $words[2..-1] "$current" 2>/dev/null
end
complete -c PROGRAM -a '(__FUNCTION_asks)'
"#
        }
        _ => "",
    }
}
