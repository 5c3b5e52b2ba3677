//! Tokens of a command.

use super::SignInError;
use super::error::Fault;
use super::token::Token;
use secrecy::SecretString;
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;

/// Runs a command, whose output is the token. Its errors go to this program's stderr, and it may ask its user.
pub(super) async fn sign_in(
    command: &[String],
    key: &'static str,
    limit: Duration,
) -> Result<Token, SignInError> {
    let Some((program, arguments)) = command.split_first() else {
        let message = format!(
            "no command is known that prints a token: set `{key}` to a list of a program and its arguments"
        );
        return Err(Fault::Settings(message).into());
    };
    // The arguments may be secret.
    let failed = |problem: String, source| Fault::Command { program: program.clone(), key, problem, source };
    let mut process = Command::new(program);
    process.args(arguments).stdin(Stdio::inherit()).stderr(Stdio::inherit()).kill_on_drop(true);
    let ended = timeout(limit, process.output()).await;
    let ended = ended.map_err(|_| failed(format!("did not end within {} seconds", limit.as_secs()), None))?;
    let ended = ended.map_err(|error| failed(format!("can't be run ({error})"), Some(error)))?;
    if !ended.status.success() {
        return Err(failed(format!("failed ({}); what it says of it is above", ended.status), None).into());
    }
    let output = String::from_utf8(ended.stdout).map_err(|_| failed("printed no text".to_owned(), None))?;
    let token = output.trim();
    if token.is_empty() || token.contains(|c: char| !c.is_ascii_graphic()) {
        let problem = if token.is_empty() { "printed no token" } else { "printed more than a token" };
        return Err(failed(problem.to_owned(), None).into());
    }
    Ok(Token::bare(SecretString::from(token)))
}
