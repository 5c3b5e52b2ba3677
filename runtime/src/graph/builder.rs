//! Workflows that code builds, for graphs whose shape is data: the same calls as in [`#[workflow]`](macro@crate::workflow),
//! typed, without the macro.
//!
//! ```no_run
//! use aileron::builder::{Builder, Label};
//! use aileron::prelude::*;
//!
//! #[task]
//! fn word_count(text: String) -> i64 {
//!     text.split_whitespace().count() as i64
//! }
//!
//! #[task]
//! fn scale(x: i64, by: i64) -> i64 {
//!     x * by
//! }
//!
//! #[task]
//! fn sum(parts: Vec<i64>) -> i64 {
//!     parts.iter().sum()
//! }
//!
//! const FACTORS: [i64; 3] = [2, 3, 5];
//!
//! fn pipeline(workflow: &Builder) {
//!     let text = workflow.input::<String>(Label::new("text").doc("what is counted"));
//!     let most = workflow.input_or("most", 100);
//!     let words = workflow.call(word_count, (text,));
//!     let scaled = FACTORS.map(|factor| workflow.call(scale, (words, factor)));
//!     let total = workflow.call(sum, (workflow.list(scaled),));
//!     let bounded = workflow
//!         .when(total.gt(most), || most)
//!         .otherwise(|| total);
//!     workflow.output("total", bounded);
//! }
//!
//! aileron::register! {
//!     /// Counts words, and bounds what they are worth.
//!     pipeline
//! }
//!
//! aileron::main!();
//! ```
//!
//! [`register!`](crate::register) makes a workflow of the function: `list`, `run`, `graph`, `serialize` and `package` know it
//! by its name. The function runs each time that the graph is made, so it may read plain data and loop over it, but what it
//! does must not depend on the moment. It has no values to compute with: a call returns promises, as in a workflow.
//!
//! A built workflow is launched by its name. It has no function of its inputs, so other workflows can't call it.
//!
//! In flytekit this is the imperative `Workflow`.

use super::branch::{Condition as Question, Operator};
use super::callee::Reply;
use super::choice::ArmValue;
use super::compare::{Equated, Ordered};
use super::mapped_in_tracer::built;
use super::part::{Held, Whole};
use super::{Asked, Binding, NodeSettings, configuring, failure, lift, order, trace};
use crate::arities::each_arity;
use crate::entity::{Parameter, Variable, keep};
use crate::types::{CastTo, FlyteError, FlyteType, ValueError, by_hand};
use aileron_grammar::{Rule, name};
use aileron_idl::core::Literal;
use serde_json::Value as Json;
use std::any::{TypeId, type_name};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

pub use super::choice::Choice;
pub use super::compare::Asked as Condition;
pub use super::mapped_in_tracer::{Item, Listed};
pub use super::promise::Promise;

/// A workflow while it is built.
///
/// ```
/// use aileron::builder::Builder;
/// use aileron::prelude::*;
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// fn repeated(workflow: &Builder) {
///     let mut x = workflow.input::<i64>("x");
///     for _ in 0..3 {
///         x = workflow.call(double, (x,));
///     }
///     workflow.output("x", x);
/// }
///
/// aileron::register!(repeated);
/// # fn main() {}
/// ```
///
/// What is wrong with the graph is reported by every verb that makes it, each mistake with the position of its call: a function
/// that is neither a task nor a workflow, a promise of another graph or of an arm that is over, two inputs or two outputs of one
/// name, a workflow without a node.
pub struct Builder {
    /// The inputs that are known already, by their names; none while they are still to be learnt.
    known: Option<HashMap<String, usize>>,
    inputs: RefCell<Vec<Variable>>,
    outputs: RefCell<Vec<(Variable, u32)>>,
}

/// Nodes for which others can wait, see [`Builder::step`].
#[derive(Clone, Copy, Debug)]
pub struct Step(order::Made);

/// Settings of nodes, see [`Builder::with`].
#[derive(Clone, Copy, Debug)]
pub struct Settings(NodeSettings);

/// Settings for a builder.
#[doc(hidden)]
#[must_use]
pub fn of_builder(settings: NodeSettings) -> Settings {
    Settings(settings)
}

/// The name of an input or an output, with its description.
#[derive(Clone, Debug)]
pub struct Label {
    name: String,
    doc: String,
}

impl Label {
    /// Returns a name without a description.
    pub fn new(name: impl Into<String>) -> Self {
        Label { name: name.into(), doc: String::new() }
    }

    /// Sets the description, which Flyte's console shows.
    #[must_use]
    pub fn doc(self, doc: impl Into<String>) -> Self {
        Label { doc: doc.into(), ..self }
    }
}

impl<T: Into<String>> From<T> for Label {
    fn from(name: T) -> Self {
        Label::new(name)
    }
}

impl Builder {
    /// A builder of a workflow whose inputs are known.
    pub(super) fn knowing(inputs: &[Variable]) -> Self {
        let known = inputs.iter().enumerate().map(|(index, input)| (input.name.clone(), index)).collect();
        Builder { known: Some(known), ..Builder::learning() }
    }

    /// A builder that learns the inputs.
    pub(super) fn learning() -> Self {
        Builder { known: None, inputs: RefCell::default(), outputs: RefCell::default() }
    }

    /// The inputs, and the outputs with the indices of their values.
    pub(super) fn into_parts(self) -> (Vec<Variable>, Vec<(Variable, u32)>) {
        (self.inputs.into_inner(), self.outputs.into_inner())
    }

    /// Adds an input, which must be given when the workflow is launched.
    #[track_caller]
    pub fn input<T: FlyteType>(&self, label: impl Into<Label>) -> Promise<T> {
        self.add_input(label.into(), None)
    }

    /// Adds an input with a default.
    #[track_caller]
    pub fn input_or<T: FlyteType + Clone + Send + Sync>(
        &self,
        label: impl Into<Label>,
        default: T,
    ) -> Promise<T> {
        self.add_input(label.into(), Some(Box::new(move || default.clone())))
    }

    #[track_caller]
    fn add_input<T: FlyteType>(&self, label: Label, default: Option<MakeDefault<T>>) -> Promise<T> {
        let mut inputs = self.inputs.borrow_mut();
        check_name("input", &label, inputs.iter());
        let index = match &self.known {
            None => Some(inputs.len()),
            Some(known) => known.get(&label.name).copied(),
        };
        if index.is_none() {
            trace::report(
                Rule::Momentary,
                format!(
                    "there was no input `{}` when the graph was made before: what is built must not depend on the moment",
                    label.name
                ),
            );
        }
        let parameter: &'static dyn Parameter = keep(BuiltInput { default });
        inputs.push(variable::<T>(label, Some(parameter)));
        Promise::input(index.unwrap_or_default())
    }

    /// Adds an output.
    #[track_caller]
    pub fn output<T: FlyteType>(&self, label: impl Into<Label>, value: Promise<T>) {
        let label = label.into();
        let mut outputs = self.outputs.borrow_mut();
        check_name("output", &label, outputs.iter().map(|(output, _)| output));
        // The check of the place is here, where its position is known.
        let binding = value.binding();
        let place = trace::keep_typed(binding, Some(Arc::new(T::literal_type())));
        outputs.push((variable::<T>(label, None), place.index()));
    }

    /// Calls a task or a workflow, which becomes a node. An input is a promise or a constant of the parameter's type.
    ///
    /// The result is what the function returns, as promises: one, a tuple, or the named outputs, of which
    /// [`field`](Builder::field) takes the parts. An error of the task ends the workflow, so a `Result` is the promise of its
    /// value.
    #[track_caller]
    pub fn call<F: 'static, A, R: Reply>(&self, function: F, inputs: impl Inputs<F, A, R>) -> R::Promises {
        R::promises(self.node(function, inputs))
    }

    /// Calls an `async` task, which becomes a node.
    #[track_caller]
    pub fn call_async<F: 'static, A, R: Future<Output: Reply>>(
        &self,
        function: F,
        inputs: impl Inputs<F, A, R>,
    ) -> <R::Output as Reply>::Promises {
        R::Output::promises(self.node(function, inputs))
    }

    #[track_caller]
    #[expect(clippy::unused_self, reason = "a call is one of its builder")]
    fn node<F: 'static, A, R>(&self, _: F, inputs: impl Inputs<F, A, R>) -> usize {
        trace::call(TypeId::of::<F>(), type_name::<F>(), inputs.bindings(), Location::caller())
    }

    /// Calls a task for each element of a list, or of several lists in a tuple. It becomes one node, as
    /// [`map`](fn@crate::map) does in a workflow, and gives the list of what the tasks gave.
    ///
    /// ```
    /// use aileron::builder::Builder;
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn scale(x: i64, by: i64) -> i64 {
    ///     x * by
    /// }
    ///
    /// fn scaled(workflow: &Builder) {
    ///     let numbers = workflow.input::<Vec<i64>>("numbers");
    ///     let by = workflow.input_or("by", 2);
    ///     let settings = aileron::node_settings!(concurrency = 4);
    ///     let scaled = workflow.with(settings, || {
    ///         workflow.each(numbers, |number| workflow.call(scale, (number, by)))
    ///     });
    ///     workflow.output("scaled", scaled);
    /// }
    ///
    /// aileron::register!(scaled);
    /// # fn main() {}
    /// ```
    ///
    /// What a workflow's map can't run, this can't run either; it is reported with the graph.
    #[track_caller]
    pub fn each<L: Listed, P: Item>(&self, lists: L, task: impl FnOnce(L::Item) -> P) -> P::All {
        P::all(built(lists, task, false, Location::caller()))
    }

    /// Calls a task for each element, of which some may fail, as [`map_some`](fn@crate::map_some) does: each leaves a `None`.
    #[track_caller]
    pub fn each_some<L: Listed, P: Item>(&self, lists: L, task: impl FnOnce(L::Item) -> P) -> P::Some {
        P::some(built(lists, task, true, Location::caller()))
    }

    /// Sets the failure handler: the call that the closure makes is run once the workflow has failed. It gets inputs of the
    /// workflow, constants, and for its parameter `err` the error.
    ///
    /// ```
    /// use aileron::builder::Builder;
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn train(cluster: String) -> Result<f64, String> {
    ///     Err(format!("{cluster} is too small"))
    /// }
    ///
    /// #[task]
    /// fn delete(cluster: String, err: Option<FlyteError>) {
    ///     eprintln!("deletes {cluster}: {err:?}");
    /// }
    ///
    /// fn trained(workflow: &Builder) {
    ///     let cluster = workflow.input::<String>("cluster");
    ///     workflow.on_failure(|err| workflow.call(delete, (cluster, err)));
    ///     workflow.output("score", workflow.call(train, (cluster,)));
    /// }
    ///
    /// aileron::register!(trained);
    /// # fn main() {}
    /// ```
    ///
    /// It is what `on_failure` is in [`#[workflow]`](macro@crate::workflow#options).
    #[track_caller]
    pub fn on_failure<P>(&self, call: impl FnOnce(Promise<Option<FlyteError>>) -> P) {
        let inputs = self.known.as_ref().map_or_else(|| self.inputs.borrow().len(), HashMap::len);
        trace::handle(failure::recorded(inputs, call), Location::caller());
    }

    /// Begins a branch: if the condition is true when the workflow runs, what the first closure calls is run, and its value is
    /// that of the branch. It ends with [`otherwise`](Choice::otherwise) or [`fails`](Choice::fails).
    #[track_caller]
    pub fn when<P: ArmValue>(&self, asked: Condition, arm: impl FnOnce() -> P) -> Choice<P> {
        Choice::new().when(asked, arm)
    }

    /// Begins a branch with a condition for which the workflow fails with this text.
    #[track_caller]
    pub fn fails_when<P: ArmValue>(&self, asked: Condition, text: impl Into<String>) -> Choice<P> {
        Choice::new().fails_when(asked, text)
    }

    /// Runs what the closure calls in the order of the calls: each node waits for the one before it.
    #[track_caller]
    pub fn in_order<P>(&self, calls: impl FnOnce() -> P) -> P {
        let _order = order::in_order(&[]);
        calls()
    }

    /// The nodes of what the closure calls as a step, for which others can wait, and the closure's value.
    ///
    /// ```
    /// use aileron::builder::Builder;
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn set_up() {}
    ///
    /// #[task]
    /// fn work(x: i64) -> i64 {
    ///     x
    /// }
    ///
    /// fn ordered(workflow: &Builder) {
    ///     let x = workflow.input::<i64>("x");
    ///     let (ready, ()) = workflow.step(|| workflow.call(set_up, ()));
    ///     workflow.output("x", workflow.after([ready], || workflow.call(work, (x,))));
    /// }
    ///
    /// aileron::register!(ordered);
    /// # fn main() {}
    /// ```
    pub fn step<P>(&self, calls: impl FnOnce() -> P) -> (Step, P) {
        let since = order::here();
        let value = calls();
        (Step(order::made(since, &order::Promises::default())), value)
    }

    /// Runs what the closure calls once these steps have ended, without a value of them.
    #[track_caller]
    pub fn after<P>(&self, steps: impl IntoIterator<Item = Step>, calls: impl FnOnce() -> P) -> P {
        let steps: Vec<_> = steps.into_iter().map(|Step(made)| ("step", made)).collect();
        let _waiting = order::waiting(&steps);
        calls()
    }

    /// Gives each node of what the closure calls settings of its own; [`node_settings!`](crate::node_settings) makes them.
    pub fn with<P>(&self, settings: Settings, calls: impl FnOnce() -> P) -> P {
        let _configuring = configuring(settings.0);
        calls()
    }

    /// The same file, directory or table as one of another declared type. It is no node of the graph.
    ///
    /// ```
    /// use aileron::builder::Builder;
    /// use aileron::data::Csv;
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn download(url: String) -> File {
    ///     File::new(url)
    /// }
    ///
    /// #[task]
    /// fn rows(table: File<Csv>) -> i64 {
    ///     table.uri().len() as i64
    /// }
    ///
    /// fn counted(workflow: &Builder) {
    ///     let url = workflow.input::<String>("url");
    ///     let table = workflow.cast(workflow.call(download, (url,)));
    ///     workflow.output("rows", workflow.call(rows, (table,)));
    /// }
    ///
    /// aileron::register!(counted);
    /// # fn main() {}
    /// ```
    ///
    /// As the method `cast` of these types, it converts nothing. A type that Flyte refuses is reported with the graph.
    pub fn cast<A: CastTo<B>, B>(&self, value: Promise<A>) -> Promise<B> {
        value.retyped()
    }

    /// A promise of a constant.
    #[track_caller]
    pub fn constant<T: FlyteType>(&self, value: T) -> Promise<T> {
        lift(value)
    }

    /// A promise of a list of promised values.
    #[track_caller]
    pub fn list<T>(&self, items: impl IntoIterator<Item = Promise<T>>) -> Promise<Vec<T>> {
        Promise::new(Binding::List(items.into_iter().map(Promise::binding).collect()))
    }

    /// A promise of a map of promised values.
    #[track_caller]
    pub fn map<T>(
        &self,
        items: impl IntoIterator<Item = (impl Into<String>, Promise<T>)>,
    ) -> Promise<BTreeMap<String, T>> {
        let items = items.into_iter().map(|(key, item)| (key.into(), item.binding()));
        Promise::new(Binding::Map(items.collect()))
    }

    /// A promise of an optional value that is there.
    #[track_caller]
    pub fn some<T>(&self, value: Promise<T>) -> Promise<Option<T>> {
        Promise::new(value.binding())
    }

    /// A field of a promised struct, or one of several named outputs: `workflow.field(counts, "words", |counts| &counts.words)`.
    #[track_caller]
    pub fn field<W: Whole, A>(&self, whole: W, name: &'static str, part: fn(&W::Value) -> &A) -> Promise<A> {
        super::field(whole, name, part)
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outputs: Vec<_> = self.outputs.borrow().iter().map(|(output, _)| output.name.clone()).collect();
        let inputs: Vec<_> = self.inputs.borrow().iter().map(|input| input.name.clone()).collect();
        f.debug_struct("Builder").field("inputs", &inputs).field("outputs", &outputs).finish_non_exhaustive()
    }
}

fn variable<T: FlyteType>(label: Label, parameter: Option<&'static dyn Parameter>) -> Variable {
    Variable {
        name: label.name,
        ty: Arc::new(T::literal_type()),
        doc: label.doc.into(),
        schema: T::schema,
        parameter,
    }
}

#[track_caller]
fn check_name<'v>(what: &str, label: &Label, mut others: impl Iterator<Item = &'v Variable>) {
    if others.any(|other| other.name == label.name) {
        trace::report(Rule::InterfaceName, format!("two {what}s are named `{}`: rename one", label.name));
    }
    if let Err(problem) = name::variable(&label.name) {
        trace::report(problem.rule(), format!("the name of this {what}: {problem}"));
    }
}

type MakeDefault<T> = Box<dyn Fn() -> T + Send + Sync>;

/// An input of a built workflow.
struct BuiltInput<T> {
    default: Option<MakeDefault<T>>,
}

impl<T> fmt::Debug for BuiltInput<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BuiltInput")
    }
}

impl<T: FlyteType> Parameter for BuiltInput<T> {
    fn has_default(&self) -> bool {
        self.default.is_some()
    }
    fn default(&self) -> Option<Result<Literal, ValueError>> {
        self.default.as_ref().map(|make| make().into_literal())
    }
    fn read_json(&self, json: Json) -> Result<Literal, ValueError> {
        by_hand::from_json::<T>(json)
    }
    fn read_text(&self, text: &str) -> Result<Literal, ValueError> {
        by_hand::from_text::<T>(text)
    }
}

/// What an input of type `A` can be: a promise, or a constant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be an input of type `{A}` [AIL0742]",
    label = "neither a promise of a `{A}` nor such a value",
    note = "`Builder::list`, `Builder::map` and `Builder::some` make one promise of several"
)]
pub trait Value<A> {
    /// Returns the source of the value.
    #[doc(hidden)]
    fn source(self) -> Binding;
}

impl<T> Value<T> for Promise<T> {
    #[track_caller]
    fn source(self) -> Binding {
        self.binding()
    }
}

impl<T> Value<T> for &Promise<T> {
    #[track_caller]
    fn source(self) -> Binding {
        self.binding()
    }
}

impl<T: FlyteType> Value<T> for T {
    #[track_caller]
    fn source(self) -> Binding {
        trace::constant(Location::caller(), self)
    }
}

impl Value<String> for &str {
    #[track_caller]
    fn source(self) -> Binding {
        trace::constant(Location::caller(), self.to_owned())
    }
}

/// The inputs of a call: a tuple of promises and constants, in the order of the function's parameters.
#[diagnostic::on_unimplemented(
    message = "these are not the inputs of the function [AIL0742]",
    label = "each has to be a promise of the parameter's type, or a constant, in a tuple"
)]
pub trait Inputs<F, A, R> {
    /// Returns the sources of the values.
    #[doc(hidden)]
    fn bindings(self) -> Vec<Binding>;
}

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bind:ident $value:ident $index:tt),*;)*) => { $(
        impl<F: Fn($($ty),*) -> R, R, $($ty, $bind: Value<$ty>),*> Inputs<F, ($($ty,)*), R> for ($($bind,)*) {
            #[track_caller]
            fn bindings(self) -> Vec<Binding> {
                let ($($value,)*) = self;
                vec![$($value.source()),*]
            }
        }
    )* };
}

each_arity!(arities);

macro_rules! questions {
    ($($name:ident $operator:ident $bound:ident $doc:literal;)*) => {
        impl<T> Promise<T> {
            $(
                #[doc = $doc]
                #[track_caller]
                pub fn $name(self, other: impl Value<T>) -> Condition
                where
                    T: $bound,
                {
                    let (left, right) = (self.binding(), other.source());
                    Asked(Question::Compare { left, operator: Operator::$operator, right })
                }
            )*
        }
    };
}

questions! {
    eq Equal Equated "Whether both are equal, for [`Builder::when`]. The other side is a promise or a constant.";
    ne NotEqual Equated "Whether both differ.";
    lt Less Ordered "Whether this is less than the other.";
    le LessOrEqual Ordered "Whether this is less than the other, or equal.";
    gt Greater Ordered "Whether this is greater than the other.";
    ge GreaterOrEqual Ordered "Whether this is greater than the other, or equal.";
}

impl Promise<bool> {
    /// Whether this is true.
    #[must_use]
    #[track_caller]
    pub fn holds(self) -> Condition {
        super::holds(self)
    }
}
