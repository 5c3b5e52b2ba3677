//! `#[launch_plan]`: the function unchanged, and beside it the call in its body as a graph of one node.

mod body;
mod notifications;
mod schedule;

use crate::entity::{self, Expansion, Source};
use crate::errors::{Errors, Fault};
use crate::function::Input;
use crate::options::settings::pairs;
use crate::options::{Given, OptionKind, Options, Reading, Row};
use crate::{strings, workflow};
use aileron_grammar::{Rule, name};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Block, Type};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("launch_plan", options, &strings::with_strings(item), |source, errors| {
        let options: LaunchPlanOptions = source.options(errors);
        let body = syn::parse2::<Block>(source.function.body.clone());
        let body = errors.keep(body.map_err(|error| Fault::of_parser(Rule::LaunchPlanBody, &error)))?;
        let before = errors.count();
        body::check(&body, source, errors);
        let kickoff = kickoff(source, &options, errors);
        if errors.count() > before {
            return None;
        }
        let tracer = workflow::tracer(&body, source, errors);
        let kickoff_type = kickoff.map(|input| {
            let ty = input.ty;
            quote_spanned!(ty.span()=> const _: () = __a::kickoff::<#ty>();)
        });
        let kickoff = kickoff.map(|input| {
            let name = entity::input_name(input);
            quote!(kickoff: #name,)
        });
        let fields = &options.settings;
        let settings = if fields.is_empty() && kickoff.is_none() {
            quote!(__a::LaunchPlanSettings::NONE)
        } else {
            quote!(__a::keep(__a::LaunchPlanSettings {
                #(#fields,)* #kickoff ..__a::LaunchPlanSettings::DEFAULT
            }))
        };
        let entity = workflow::register(source, &tracer, &quote!(__a::LaunchPlanSettings), &settings);
        Some(Expansion::new(entity).beside(quote!(
            #[allow(unused_imports)]
            use __a::methods::*;
            #kickoff_type
        )))
    })
}

/// The options of `#[launch_plan]`.
#[derive(Default)]
pub(crate) struct LaunchPlanOptions {
    /// Fields of `LaunchPlanSettings`.
    settings: Vec<TokenStream>,
    has_schedule: bool,
}

const OPTIONS: &[Row<LaunchPlanOptions>] = &[
    Row::new(
        "schedule",
        "schedule = \"0 6 * * *\"",
        &["cron", "cron_schedule", "fixed_rate", "rate", "every", "trigger"],
        |options, given, errors| {
            options.has_schedule = true;
            options.keep(errors, schedule::read(given));
        },
    ),
    Row::new(
        "notifications",
        notifications::FORM,
        &["notification", "notify", "email", "slack", "pager_duty"],
        |options, given, errors| options.settings.extend(notifications::read(given, errors)),
    ),
    Row::new("labels", "labels(key = \"value\")", &["label", "tags"], |options, given, errors| {
        let list = pairs(given, "key = \"value\"", &[name::label_key], &[name::label_value], errors);
        options.settings.extend(list.map(|list| quote!(labels: #list)));
    }),
    Row::new("annotations", "annotations(key = \"value\")", &["annotation"], |options, given, errors| {
        let list = pairs(given, "key = \"value\"", &[name::annotation_key], &[], errors);
        options.settings.extend(list.map(|list| quote!(annotations: #list)));
    }),
    Row::new(
        "raw_output_data_prefix",
        "raw_output_data_prefix = \"s3://bucket/prefix\"",
        &["raw_output_data_config", "raw_output_prefix", "output_location_prefix"],
        |options, given, errors| {
            let text = given.string().map(|text| quote!(raw_output_data_prefix: #text));
            options.keep(errors, text);
        },
    ),
    Row::new("max_parallelism", "max_parallelism = 10", &["parallelism"], |options, given, errors| {
        options.keep(
            errors,
            count(given, "tasks of an execution that run at a time")
                .map(|count| quote!(max_parallelism: #count)),
        );
    }),
    Row::new(
        "concurrency",
        "concurrency = 1",
        &["concurrency_policy", "max_concurrency"],
        |options, given, errors| {
            options.keep(
                errors,
                count(given, "executions that run at a time").map(|count| quote!(concurrency: #count)),
            );
        },
    ),
    Row::new(
        "service_account",
        "service_account = \"etl\"",
        &["security_context", "kubernetes_service_account", "k8s_service_account", "auth_role"],
        |options, given, errors| {
            let text = given.checked(&[name::service_account]);
            options.keep(errors, text.map(|text| quote!(service_account: #text)));
        },
    ),
    Row::new(
        "iam_role",
        "iam_role = \"arn:aws:iam::123456789012:role/etl\"",
        &["assumable_iam_role", "role"],
        |options, given, errors| options.keep(errors, given.string().map(|text| quote!(iam_role: #text))),
    ),
    Row::new("overwrite_cache", "overwrite_cache", &["cache_overwrite"], |options, given, errors| {
        options.keep(errors, given.boolean().map(|value| quote!(overwrite_cache: #value)));
    }),
    Row::new("auto_activate", "auto_activate", &["activate", "active"], |options, given, errors| {
        options.keep(errors, given.boolean().map(|value| quote!(auto_activate: #value)));
    }),
];

impl LaunchPlanOptions {
    fn keep(&mut self, errors: &mut Errors, setting: Result<TokenStream, Fault>) {
        self.settings.extend(errors.keep(setting));
    }
}

impl Options for LaunchPlanOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a launch plan", main: "name" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        reading.by(OPTIONS, self, errors)
    }
}

/// A number that a message of Flyte holds, from 1.
fn count(given: &Given<'_>, of: &str) -> Result<u32, Fault> {
    let number = given.integer()?;
    let count = number.base10_parse::<i32>().ok().and_then(|count| u32::try_from(count).ok());
    count.filter(|count| *count > 0).ok_or_else(|| {
        let message = format!(
            "{number} can't be a number of {of}: write one from 1 to {}, or leave `{}` out",
            i32::MAX,
            given.key
        );
        Fault::at(Rule::LaunchLimit, number.span(), message)
    })
}

/// The input that gets the time, after it and the others were compared with the schedule.
fn kickoff<'s>(
    source: &'s Source<'_>,
    options: &LaunchPlanOptions,
    errors: &mut Errors,
) -> Option<&'s Input<'s>> {
    let mut marked = source.inputs.iter().filter(|input| input.kickoff.is_some());
    let first = marked.next();
    if let Some(second) = marked.next() {
        let message =
            "a schedule hands its time to one input, and another one has `#[kickoff]` already: keep one";
        errors.on(Rule::Kickoff, &second.kickoff, message);
    }
    if let Some(input) = first.filter(|_| !options.has_schedule) {
        let message = "only a schedule has a time to hand on: write `schedule = \"…\"` in `#[launch_plan(…)]`, or remove `#[kickoff]`";
        errors.on(Rule::Kickoff, &input.kickoff, message);
    }
    if options.has_schedule {
        let open = source.inputs.iter().filter(|input| {
            input.kickoff.is_none() && input.given_default.is_none() && !may_be_none(input.ty)
        });
        for input in open {
            let message = format!(
                "a schedule launches the plan without anyone who could give `{}`: write a default before it, `#[default(…)]`; \
                 or call the workflow with a constant in its place; or mark it with `#[kickoff]` if it is to be the time",
                entity::input_name(input)
            );
            errors.on(Rule::OpenInput, input.name, message);
        }
    }
    first
}

/// Whether an input of this type has none as its default.
fn may_be_none(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}
