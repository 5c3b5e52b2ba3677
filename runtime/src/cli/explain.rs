//! `explain`.

use super::failure::Failure;
use crate::program::ProgramInfo;
use aileron_grammar::Rule;
use clap::{Arg, ArgMatches, Command};
use std::io::Write;

/// How many codes a message about an unknown one names.
const NEAR: usize = 3;

pub(super) fn command() -> Command {
    let code =
        Arg::new("code").value_name("CODE").help("The code, such as AIL0101; lists all codes if not given");
    Command::new("explain").about("Explains the code of an error").arg(code)
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    if let Some(code) = matches.get_one::<String>("code") {
        let rule = find(code).map_err(|message| unknown(&message, program))?;
        return Ok(stdout.write_all(page(rule)?.as_bytes())?);
    }
    // Without the pages the list would lead nowhere.
    page(Rule::ImageTemplate)?;
    Ok(Rule::ALL.iter().try_for_each(|rule| writeln!(stdout, "{}  {}", rule.code(), rule.title()))?)
}

fn unknown(message: &str, program: &ProgramInfo) -> Failure {
    Failure::call(format_args!("{message}; `{} explain` lists all codes", program.name))
}

/// The rule with this code, in any case, or why there is none.
fn find(code: &str) -> Result<Rule, String> {
    let wanted = code.trim_matches(['[', ']']).to_ascii_uppercase();
    if let Some(rule) = Rule::of_code(&wanted) {
        return Ok(rule);
    }
    let Some(number) = number(&wanted) else {
        return Err(format!("`{code}` is not a code: a code looks like `{}`", Rule::ImageTemplate.code()));
    };
    let distance = |rule: &Rule| self::number(rule.code()).unwrap_or_default().abs_diff(number);
    let mut near = Rule::ALL.to_vec();
    near.sort_by_key(distance);
    near.truncate(NEAR);
    near.sort_by_key(|rule| rule.code());
    let near: Vec<String> = near.iter().map(|rule| format!("`{}` ({})", rule.code(), rule.title())).collect();
    Err(format!("no rule has the code `{code}`: near it are {}", near.join(", ")))
}

fn number(code: &str) -> Option<u32> {
    code.strip_prefix("AIL").unwrap_or(code).parse().ok()
}

#[cfg(feature = "explain")]
macro_rules! page_of {
    ($($name:ident $code:literal $title:literal;)*) => {
        fn page(rule: Rule) -> Result<&'static str, Failure> {
            Ok(match rule {
                $(Rule::$name => include_str!(concat!("../../docs/rules/", $code, ".md")),)*
            })
        }
    };
}

#[cfg(feature = "explain")]
aileron_grammar::with_rules!(page_of);

#[cfg(not(feature = "explain"))]
fn page(_: Rule) -> Result<&'static str, Failure> {
    Err(Failure::call(
        "this program can't explain codes, because it was built without their pages: build it with the feature `explain` \
         of the crate `aileron`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_any_form() {
        for code in ["AIL0101", "ail0101", "[AIL0101]"] {
            assert_eq!(find(code), Ok(Rule::ImageTemplate), "{code}");
        }
    }

    #[test]
    fn an_unknown_code_is_answered_with_near_ones() {
        let near = find("AIL0100").unwrap_err();
        assert!(
            near.contains("`AIL0101`") && near.contains("`AIL0103`") && !near.contains("AIL09"),
            "{near}"
        );
        assert!(find("E0308").unwrap_err().contains("looks like `AIL0101`"));
    }

    #[test]
    fn a_page_needs_the_feature() {
        match page(Rule::ImageTemplate) {
            Ok(page) => assert!(cfg!(feature = "explain") && page.starts_with("# AIL0101"), "{page}"),
            Err(Failure::Call(message)) => assert!(message.contains("feature `explain`"), "{message}"),
            Err(other) => panic!("{other:?}"),
        }
    }
}
