//! `notifications(email(to = ["team@example.com"], on(failed, timed_out)))`.

use crate::errors::{Errors, Fault};
use crate::options::{Given, OptionKind, Row};
use aileron_grammar::{Problem, Rule, suggest};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) const FORM: &str = "notifications(email(to = [\"team@example.com\"], on(failed, timed_out)))";

/// The ways to send one, as they are written and as variants of `Messenger`.
const MESSENGERS: [(&str, &str); 3] = [("email", "Email"), ("pager_duty", "PagerDuty"), ("slack", "Slack")];

/// The ends of an execution, as they are written and as variants of `Phase`.
const PHASES: [(&str, &str); 4] =
    [("succeeded", "Succeeded"), ("failed", "Failed"), ("aborted", "Aborted"), ("timed_out", "TimedOut")];

pub(super) fn read(given: &Given<'_>, errors: &mut Errors) -> Option<TokenStream> {
    let entries = errors.keep(given.list())?;
    let notifications: Vec<_> = entries
        .iter()
        .filter_map(|entry| {
            let Some((_, variant)) = MESSENGERS.iter().find(|(name, _)| *name == entry.key) else {
                let hint = suggest::did_you_mean(&entry.key, MESSENGERS.map(|(name, _)| name));
                let message = format!("`{}` sends no notification: {hint}", entry.key);
                errors.push(entry.error(Rule::UnknownOption, message));
                return None;
            };
            let by = format_ident!("{variant}");
            let details = details(&given.part(entry, FORM), errors)?;
            Some(quote!(__a::Notification { by: __a::Messenger::#by, #details }))
        })
        .collect();
    Some(quote!(notifications: &[#(#notifications),*]))
}

#[derive(Default)]
struct Details {
    to: Option<Vec<TokenStream>>,
    phases: Option<Vec<TokenStream>>,
}

const DETAILS: &[Row<Details>] = &[
    Row::new(
        "to",
        "to = [\"team@example.com\"]",
        &["recipients", "recipients_email"],
        |details, given, errors| {
            details.to = errors.keep(recipients(given));
        },
    ),
    Row::new("on", "on(failed, timed_out)", &["phases", "when", "phase"], |details, given, errors| {
        details.phases = errors.keep(phases(given));
    }),
];

/// The fields `to` and `phases`.
fn details(given: &Given<'_>, errors: &mut Errors) -> Option<TokenStream> {
    const KIND: OptionKind = OptionKind { one: "a part of a notification", main: "to" };
    let mut details = Details::default();
    let before = errors.count();
    given.reading(errors)?.by(DETAILS, &mut details, errors).finish(&KIND, errors);
    if errors.count() > before {
        return None;
    }
    let missing = match (&details.to, &details.phases) {
        (None, _) => "who gets it",
        (_, None) => "in which phases it is sent",
        _ => "",
    };
    if !missing.is_empty() {
        let message = format!("this notification does not say {missing}: write `{}`", given.form);
        errors.push(given.error(Rule::Notification, message));
        return None;
    }
    let (to, phases) = (details.to?, details.phases?);
    Some(quote!(to: &[#(#to),*], phases: &[#(#phases),*]))
}

fn recipients(given: &Given<'_>) -> Result<Vec<TokenStream>, Fault> {
    let texts = given.texts()?;
    if texts.is_empty() {
        let message = format!("nobody gets this notification: write an address, as in `{}`", given.form);
        return Err(given.error(Rule::Notification, message));
    }
    let address = |text: &crate::text::Text| {
        let address = text.value();
        let (name, domain) = address.split_once('@').unwrap_or_default();
        if name.is_empty() || domain.is_empty() || address.contains(char::is_whitespace) {
            let message = format!(
                "`{address}` is not an address of e-mail, and Flyte sends every notification by e-mail, those for PagerDuty and \
                 Slack too: write it as in `team@example.com`"
            );
            return Err(text.problem(&Problem::new(Rule::Notification, 0..address.len(), message)));
        }
        Ok(quote!(#address))
    };
    texts.iter().map(address).collect()
}

fn phases(given: &Given<'_>) -> Result<Vec<TokenStream>, Fault> {
    let phase = |entry| {
        let given = given.part(entry, "on(failed, timed_out)");
        let word = given.flag()?;
        let Some((_, variant)) = PHASES.iter().find(|(name, _)| *name == word) else {
            let hint = suggest::did_you_mean(word, PHASES.map(|(name, _)| name));
            let message =
                format!("`{word}` is not the end of an execution, and Flyte notifies only then: {hint}");
            return Err(given.error(Rule::Notification, message));
        };
        let phase = format_ident!("{variant}");
        Ok(quote!(__a::Phase::#phase))
    };
    given.list()?.iter().map(phase).collect()
}
