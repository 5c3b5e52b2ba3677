//! A workflow that waits for people: an editor names the newsletter, a publisher approves it. If one of them refuses, or a
//! task fails, a handler withdraws the draft.

use aileron::prelude::*;

/// What is sent.
#[derive(Clone, Debug, FlyteType, PartialEq)]
struct Newsletter {
    title: String,
    body: String,
}

/// Writes the body of the newsletter.
#[task(retries = 2)]
fn draft(topics: Vec<String>) -> Result<String, String> {
    if topics.is_empty() {
        return Err("a newsletter needs a topic".to_owned());
    }
    Ok(topics.join("\n"))
}

/// Puts a title above it.
#[task]
fn entitle(title: String, body: String) -> Newsletter {
    Newsletter { title, body }
}

/// Sends the newsletter.
#[task]
fn send(newsletter: Newsletter, readers: Vec<String>) -> String {
    format!("`{}` went to {} readers", newsletter.title, readers.len())
}

/// Tells the readers that nothing will come, and why.
#[task]
fn withdraw(readers: Vec<String>, err: Option<FlyteError>) {
    let why = err.map_or_else(|| "no reason".to_owned(), |err| err.message);
    eprintln!("told {} readers: {why}", readers.len());
}

/// Sends a newsletter when a person has named it and another has approved it.
#[workflow(on_failure = withdraw(readers, err))]
fn newsletter(topics: Vec<String>, readers: Vec<String>) -> Result<String, String> {
    let body = draft(topics)?;
    // Flyte asks as soon as there is a draft, and waits a day for the answer.
    #[node(after(body), timeout = "24h")]
    let title = gate::wait_for::<String>("title");
    let newsletter = entitle(title, body);
    // The value goes through the gate: what uses it waits for the approval.
    let newsletter = gate::approve("ready", newsletter);
    Ok(send(newsletter, readers))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::newsletter;
    use aileron::testing::answer;

    #[test]
    fn an_approved_newsletter_is_sent() {
        answer("title", "Wings".to_owned());
        answer("ready", true);
        let readers = vec!["ada@acme.org".to_owned()];
        assert_eq!(
            newsletter(vec!["ailerons".to_owned()], readers),
            Ok("`Wings` went to 1 readers".to_owned())
        );
    }

    #[test]
    #[should_panic = "the gate `ready` was rejected"]
    fn a_rejected_one_is_not() {
        answer("title", "Wings".to_owned());
        answer("ready", false);
        let _ = newsletter(vec!["ailerons".to_owned()], vec![]);
    }
}
