//! `#[node(…)]` on a statement: the order of its nodes, and the settings of one.
//!
//! A value tells which node made it, but a unit does not. So the tracer notes behind each statement that gives a value to a
//! variable which nodes made it, if some `after(…)` names the variable.

use super::assignments::variable;
use super::loops::changed;
use super::patterns::names;
use super::scope::BoundBy;
use super::shape::Shape;
use super::{Last, Traced, Tracer};
use crate::errors::{Errors, Fault};
use crate::manifest::Manifest;
use crate::node_attributes;
use crate::options::settings::{self, Settings};
use crate::options::{Entries, Given, OptionKind, Options, Reading, Row};
use aileron_grammar::{Rule, suggest};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Ident, Meta, Stmt};

/// The item, and why `#[node(…)]` on it does nothing.
pub(crate) fn outside(item: &TokenStream) -> TokenStream {
    let message = "`#[node(…)]` is about a call in the body of a workflow, and no `#[workflow]` has read it here: put it before a \
                   statement there; a task has its own settings in `#[task(…)]`";
    let error = Fault::at(Rule::NodeStatement, Span::call_site(), message).into_compile_error();
    // Where a statement stands, `compile_error!` stands as one.
    quote!(#error #item)
}

/// `node_settings!(…)`: the settings of nodes that a builder makes.
pub(crate) fn alone(tokens: TokenStream) -> TokenStream {
    let manifest = Manifest::of_this_package();
    let aileron = manifest.aileron();
    let mut errors = Errors::default();
    let options = NodeOptions::of(tokens, &mut errors);
    let mut wrong = |message: &str| {
        if errors.is_empty() {
            errors.push(Fault::at(Rule::OptionSyntax, Span::call_site(), message));
        }
    };
    if !options.after.is_empty() || options.in_order {
        wrong("a builder knows no variables: call its `after` or `in_order` in place of these options");
    }
    let settings = options.settings();
    if settings.is_none() {
        wrong("`node_settings!` takes the settings of a node: write `node_settings!(retries = 3)`");
    }
    if !errors.is_empty() {
        return errors.into_tokens();
    }
    quote!({
        use #aileron::__ as __a;
        __a::of_builder(#settings)
    })
}

/// What a walk knows of `#[node(…)]`.
pub(super) struct Nodes<'a> {
    /// The variables that some `after(…)` names.
    predecessors: &'a HashSet<String>,
    /// All variables of `let` that the walk has met.
    bound: HashSet<String>,
    /// The names in `after(…)` that are no variables there.
    unbound: Vec<(String, Span)>,
    /// The attributes that the walk has read.
    read: Vec<String>,
}

impl<'a> Nodes<'a> {
    pub(super) fn new(predecessors: &'a HashSet<String>) -> Self {
        Nodes { predecessors, bound: HashSet::new(), unbound: Vec::new(), read: Vec::new() }
    }
}

/// The options of `#[node]`.
#[derive(Default)]
pub(crate) struct NodeOptions {
    after: Vec<(String, Span)>,
    in_order: bool,
    name: Option<String>,
    settings: Settings,
    has_retries: bool,
    /// How many tasks of a map may run at once.
    concurrency: Option<u32>,
    /// How many tasks of a map must succeed: a variant of `Least`.
    least: Option<TokenStream>,
}

const ORDER: &[Row<NodeOptions>] = &[
    Row::new(
        "after",
        "after(a, b)",
        &["depends_on", "runs_after", "wait_for", "waits_for", "before"],
        |options, given, errors| {
            options.after = errors.keep(after(given)).unwrap_or_default();
        },
    ),
    Row::new("in_order", "in_order", &["ordered", "sequential"], |options, given, errors| {
        options.in_order = errors.keep(given.boolean()).unwrap_or_default();
    }),
];

const NAME: &[Row<NodeOptions>] =
    &[Row::new("name", "name = \"score\"", &["node_name", "title"], |options, given, errors| {
        let name = given.string().and_then(|text| {
            let name = text.value();
            if name.trim().is_empty() {
                return Err(given.wrong(
                    Rule::OptionValue,
                    "the name of a node can't be empty: write what the console shall show, or remove `name`",
                ));
            }
            Ok(name)
        });
        options.name = errors.keep(name);
    })];

/// The settings of maps.
const MAP: &[Row<NodeOptions>] = &[
    Row::new(
        "concurrency",
        "concurrency = 4",
        &["parallelism", "max_parallelism", "jobs", "max_concurrency"],
        |options, given, errors| {
            options.concurrency = errors.keep(concurrency(given));
        },
    ),
    Row::new(
        "min_successes",
        "min_successes = 3",
        &["min_success", "minimum_successes", "least_successes"],
        |options, given, errors| {
            options.least = errors.keep(least(given, given.integer().map(ToString::to_string)));
        },
    ),
    Row::new(
        "min_success_ratio",
        "min_success_ratio = 0.8",
        &["success_ratio", "min_ratio", "minimum_success_ratio"],
        |options, given, errors| {
            options.least = errors.keep(least(given, given.number()));
        },
    ),
];

fn concurrency(given: &Given<'_>) -> Result<u32, Fault> {
    let number = given.integer()?;
    number.base10_parse().ok().filter(|number| *number > 0).ok_or_else(|| {
        given.wrong(Rule::OptionValue, format!("{number} tasks can't run at once: write a number from 1 to {}, or remove `concurrency` for as many as there is room for", u32::MAX))
    })
}

fn least(given: &Given<'_>, value: Result<String, Fault>) -> Result<TokenStream, Fault> {
    let value = value?;
    node_attributes::least(&given.key, &value).ok_or_else(|| {
        let takes = if given.key == "min_successes" { "a number of tasks" } else { "a ratio from 0 to 1" };
        given.wrong(Rule::OptionValue, format!("{value} is not {takes}: write `{}`", given.form))
    })
}

fn after(given: &Given<'_>) -> Result<Vec<(String, Span)>, Fault> {
    let names = given.list()?.iter().map(|entry| {
        let name = given.part(entry, given.form).flag()?;
        Ok((name.to_owned(), entry.span))
    });
    names.collect()
}

impl Options for NodeOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a node", main: "name" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        let reading = reading.by(ORDER, self, errors).by(NAME, self, errors).by(MAP, self, errors);
        let settings = &mut self.settings;
        [settings::ATTEMPTS, settings::HARDWARE, settings::IMAGE, settings::POD_TEMPLATE]
            .into_iter()
            .fold(reading, |reading, table| reading.by(table, settings, errors))
    }
}

impl NodeOptions {
    /// Reads the options in these tokens.
    fn of(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut options = NodeOptions::default();
        let entries = Entries::parse(tokens, errors);
        let reading = entries.reading(&[]);
        options.read(reading, errors).finish(&NodeOptions::KIND, errors);
        settings::check_amounts(&entries, errors);
        if let (true, Some(ratio)) = (entries.has("min_successes"), entries.get("min_success_ratio")) {
            let message = "a map asks for a number of successes or for a ratio, not for both: keep one";
            errors.push(ratio.error(Rule::MapSetting, message));
        }
        options.has_retries = entries.has("retries");
        options
    }

    /// The settings of nodes as an expression; none if there are none.
    fn settings(&self) -> Option<TokenStream> {
        let is_of_map = self.concurrency.is_some() || self.least.is_some();
        if self.name.is_none() && self.settings.is_empty() && !is_of_map {
            return None;
        }
        let optional =
            |value: Option<TokenStream>| value.map_or(quote!(__a::None), |value| quote!(__a::Some(#value)));
        let concurrency = optional(self.concurrency.map(|number| quote!(#number)));
        let least = optional(self.least.as_ref().map(|least| quote!(__a::Least::#least)));
        let (name, has_retries) = (self.name.as_deref().unwrap_or_default(), self.has_retries);
        let others = self.settings.tokens();
        Some(quote!(__a::NodeSettings {
            name: #name, has_retries: #has_retries, concurrency: #concurrency, least: #least, others: #others,
        }))
    }
}

impl Tracer<'_> {
    /// A statement with its `#[node(…)]`.
    pub(super) fn statement_of_node(&mut self, statement: &Stmt) -> TokenStream {
        let mut made = Vec::new();
        if !self.nodes.predecessors.is_empty() {
            given(statement, &mut |name| {
                if self.nodes.predecessors.contains(&name.to_string()) && !made.contains(name) {
                    made.push(name.clone());
                }
            });
        }
        let (setting, tokens) = self
            .node_of(attributes(statement), may_be_ordered(statement), |tracer| tracer.statement(statement));
        let tokens = with(setting, tokens);
        let is_let = if let Stmt::Local(local) = statement {
            names(&local.pat, &mut |name| {
                self.scopes.is_bound_by(name, BoundBy::Let);
                self.nodes.bound.insert(name.to_string());
            });
            Some(local.init.is_some())
        } else {
            None
        };
        if made.is_empty() {
            return tokens;
        }
        let notes = made.iter().map(|name| {
            let noted = noted(name);
            match is_let {
                Some(true) => quote!(let mut #noted = __a::made(__here, &__a::waited(&#name).__promises());),
                // It has no value yet.
                Some(false) => quote!(let mut #noted = __a::made(__here, &__a::waited(&()).__promises());),
                None => quote!(#noted = __a::made_again(#noted, __here, &__a::waited(&#name).__promises());),
            }
        });
        quote!(let __here = __a::here(); #tokens #(#notes)*)
    }

    /// Notes behind a branch that it made the variables that its arms assign: an arm may give one a value from outside.
    /// `__before` is the moment before it.
    pub(super) fn made_by_branch(&self, names: &[&Ident]) -> TokenStream {
        let waited = names.iter().filter(|name| self.nodes.predecessors.contains(&name.to_string()));
        let notes = waited.map(|name| {
            let noted = noted(name);
            quote!(#noted = __a::made_again(#noted, __before, &__a::waited(&#name).__promises());)
        });
        notes.collect()
    }

    /// The last expression of a block, with its `#[node(…)]`.
    pub(super) fn last_of_node(&mut self, value: &Expr, last: Last) -> Traced {
        let attributes = attributes_of(value);
        let (setting, traced) =
            self.node_of(attributes, is_several(value), |tracer| tracer.last(value, last));
        match setting {
            Some(setting) => {
                let (tokens, kind) = traced;
                (quote!({ #setting #tokens }), kind)
            }
            None => traced,
        }
    }

    /// What `walk` gives, and before it the `let` of the variable `__node`, if there is a `#[node(…)]`.
    pub(super) fn node_of<T>(
        &mut self,
        attributes: &[Attribute],
        may_be_ordered: bool,
        walk: impl FnOnce(&mut Self) -> T,
    ) -> (Option<TokenStream>, T) {
        let mut attributes = attributes.iter().filter(|attribute| attribute.path().is_ident("node"));
        let Some(attribute) = attributes.next() else { return (None, walk(self)) };
        self.nodes.read.push(text(attribute));
        for another in attributes {
            self.nodes.read.push(text(another));
            self.errors.on(
                Rule::OneAttribute,
                another,
                "`#[node(…)]` is here twice: write all options into one",
            );
        }
        let options = self.options(attribute);
        let variables: Vec<_> =
            options.after.iter().filter_map(|(name, span)| self.predecessor(name, *span)).collect();
        let (mistakes, calls) = (self.errors.count(), self.calls);
        let walked = walk(self);
        let calls = self.calls - calls;
        if self.errors.count() == mistakes && !options.in_order && calls != 1 {
            let message = if calls == 0 {
                "this statement has no call, so there is no node that this could be about: put `#[node(…)]` on the statement with the call"
            } else {
                "this statement has several calls, and `#[node(…)]` is about one: bind the others to variables with `let` first"
            };
            self.errors.on(Rule::NodeStatement, attribute, message);
        }
        if options.in_order && !may_be_ordered {
            let message = "`in_order` is about the statements of a block: write `#[node(in_order)] { first(); second(); }`";
            self.errors.on(Rule::NodeStatement, attribute, message);
        }
        let settings = options.settings().map(|settings| quote!(__a::configuring(#settings)));
        if let (true, Some(_)) = (options.in_order, &settings) {
            let message = "`in_order` is about several nodes, and the other options are about one: put those on the calls in the block";
            self.errors.on(Rule::NodeStatement, attribute, message);
        }
        let function = if options.in_order { quote!(in_order) } else { quote!(waiting) };
        let order = quote_spanned!(attribute.span()=> __a::#function(&[#(#variables),*]));
        let setting = quote!(let __node = (#order, #settings););
        (Some(setting), walked)
    }

    fn options(&mut self, attribute: &Attribute) -> NodeOptions {
        let tokens = match &attribute.meta {
            Meta::List(list) => list.tokens.clone(),
            Meta::Path(_) | Meta::NameValue(_) => TokenStream::new(),
        };
        if tokens.is_empty() {
            self.errors.on(
                Rule::OptionSyntax,
                attribute,
                "`#[node]` takes options: write `#[node(after(a))]`, or remove it",
            );
            return NodeOptions::default();
        }
        NodeOptions::of(tokens, self.errors)
    }

    /// A variable in `after(…)`, and the nodes that made it.
    fn predecessor(&mut self, name: &str, span: Span) -> Option<TokenStream> {
        let ident = syn::parse_str::<Ident>(name).unwrap_or_else(|_| Ident::new_raw(name, span));
        let Some(variable) = self.scopes.find(&ident) else {
            self.nodes.unbound.push((name.to_owned(), span));
            return None;
        };
        let why = match variable.bound_by {
            BoundBy::Input => format!(
                "`{name}` is an input, which is there before any node runs, so there is nothing to wait for: remove it"
            ),
            BoundBy::Pattern => format!(
                "the pattern of a loop, an `if let` or a `match` binds `{name}`, and `after` knows only variables of `let`: write `let {name} = {name};` first"
            ),
            BoundBy::Let if variable.kind == Shape::Constant => format!(
                "`{name}` is a constant, which no node makes, so there is nothing to wait for: remove it"
            ),
            BoundBy::Let => {
                let noted = noted(&ident);
                return Some(quote!((#name, #noted)));
            }
        };
        self.errors.push(Fault::at(Rule::NodeOrder, span, why));
        None
    }

    /// At the end of a walk: what is wrong with names, and with attributes in places that the walk did not meet.
    pub(super) fn check_nodes(&mut self, body: &TokenStream) {
        for (name, span) in std::mem::take(&mut self.nodes.unbound) {
            let why = if self.nodes.bound.contains(&name) {
                format!(
                    "`{name}` is bound further down, or in a block that ends before: a node can wait only for what an earlier statement in sight made"
                )
            } else {
                let hint = suggest::did_you_mean(&name, self.nodes.bound.iter().map(String::as_str));
                format!("there is no variable `{name}` here: {hint}")
            };
            self.errors.push(Fault::at(Rule::NodeOrder, span, why));
        }
        if !self.errors.is_empty() {
            return;
        }
        node_attributes::each(body, &mut |attribute| {
            let text = text(attribute);
            match self.nodes.read.iter().position(|read| *read == text) {
                Some(read) => drop(self.nodes.read.swap_remove(read)),
                None => self.errors.on(Rule::InnerAttribute, attribute, "`#[node(…)]` belongs before a statement with one call, or before the last expression of a block: move it there"),
            }
        });
    }
}

/// A statement between the `let` of its `#[node(…)]` and the end of that.
pub(super) fn with(setting: Option<TokenStream>, statement: TokenStream) -> TokenStream {
    match setting {
        Some(setting) => quote!(#setting #statement __a::core::mem::drop(__node);),
        None => statement,
    }
}

/// The attribute, without its `#`, and without spaces: rustc breaks the lines of long ones where it likes.
fn text(attribute: &impl ToTokens) -> String {
    let text: String = attribute.to_token_stream().to_string().split_whitespace().collect();
    text.trim_start_matches('#').to_owned()
}

/// The variable of the tracer that knows which nodes made this one.
fn noted(name: &Ident) -> Ident {
    format_ident!("__made_{}", name.unraw())
}

pub(super) fn attributes(statement: &Stmt) -> &[Attribute] {
    match statement {
        Stmt::Local(local) => &local.attrs,
        Stmt::Expr(value, _) => attributes_of(value),
        Stmt::Macro(call) => &call.attrs,
        Stmt::Item(_) => &[],
    }
}

/// The attributes of an expression as a statement. Those of an assignment are on its target, as syn reads it.
fn attributes_of(value: &Expr) -> &[Attribute] {
    match value {
        Expr::Assign(value) => attributes_of(&value.left),
        Expr::Binary(value) => attributes_of(&value.left),
        Expr::Cast(value) => attributes_of(&value.expr),
        Expr::Array(value) => &value.attrs,
        Expr::Await(value) => &value.attrs,
        Expr::Block(value) => &value.attrs,
        Expr::Break(value) => &value.attrs,
        Expr::Call(value) => &value.attrs,
        Expr::Field(value) => &value.attrs,
        Expr::ForLoop(value) => &value.attrs,
        Expr::If(value) => &value.attrs,
        Expr::Index(value) => &value.attrs,
        Expr::Lit(value) => &value.attrs,
        Expr::Loop(value) => &value.attrs,
        Expr::Macro(value) => &value.attrs,
        Expr::Match(value) => &value.attrs,
        Expr::MethodCall(value) => &value.attrs,
        Expr::Paren(value) => &value.attrs,
        Expr::Path(value) => &value.attrs,
        Expr::Reference(value) => &value.attrs,
        Expr::Return(value) => &value.attrs,
        Expr::Struct(value) => &value.attrs,
        Expr::Try(value) => &value.attrs,
        Expr::Tuple(value) => &value.attrs,
        Expr::Unary(value) => &value.attrs,
        Expr::While(value) => &value.attrs,
        _ => &[],
    }
}

/// Whether a statement has a block, whose statements may be in order.
fn may_be_ordered(statement: &Stmt) -> bool {
    match statement {
        Stmt::Local(local) => local.init.as_ref().is_some_and(|init| is_several(&init.expr)),
        Stmt::Expr(Expr::Assign(value), _) => is_several(&value.right),
        Stmt::Expr(value, _) => is_several(value),
        Stmt::Item(_) | Stmt::Macro(_) => false,
    }
}

fn is_several(value: &Expr) -> bool {
    matches!(
        value,
        Expr::Block(_) | Expr::ForLoop(_) | Expr::If(_) | Expr::Loop(_) | Expr::Match(_) | Expr::While(_)
    )
}

/// Calls `found` with the variables to which a statement gives a value.
fn given(statement: &Stmt, found: &mut impl FnMut(&Ident)) {
    match statement {
        Stmt::Local(local) => names(&local.pat, found),
        Stmt::Expr(Expr::Assign(assign), _) => targets(&assign.left, found),
        Stmt::Expr(Expr::MethodCall(call), _) => variable(&call.receiver).into_iter().for_each(found),
        Stmt::Expr(Expr::ForLoop(each), _) => changed(&each.expr).into_iter().for_each(found),
        _ => {}
    }
}

fn targets(target: &Expr, found: &mut impl FnMut(&Ident)) {
    match target {
        Expr::Tuple(parts) => parts.elems.iter().for_each(|part| targets(part, found)),
        Expr::Paren(inner) => targets(&inner.expr, found),
        Expr::Index(element) => targets(&element.expr, found),
        _ => variable(target).into_iter().for_each(found),
    }
}
