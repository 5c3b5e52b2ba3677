//! Gates: nodes that wait.
//!
//! A tracer knows a gate by its type: `approve` and `wait_for` are the only functions that take a [`GateName`] for their first
//! input. The name of a gate is a constant, so only calls whose first input is one are looked at.

use super::bind::Constant;
use super::callee::{Answer, Call, MistakenCall};
use super::{Binding, Node, Promise, Signature, Work, trace};
use crate::entity::Variable;
use crate::types::{FlyteType, ValueError, by_hand};
use aileron_grammar::Rule;
use aileron_idl::core::{Literal, LiteralType};
use aileron_idl::map;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

/// The name of a gate in a tracer. No function of a user takes one, so it tells that a function is a gate.
#[derive(Clone, Copy, Debug)]
pub struct GateName(());

impl AsRef<str> for GateName {
    fn as_ref(&self) -> &'static str {
        ""
    }
}

/// What a gate waits for.
#[derive(Clone, Debug)]
pub(crate) enum Gate {
    /// A person's approval of its input.
    Approve { name: String },
    /// A person's value.
    Signal {
        name: String,
        /// Reads a value from the text of a flag.
        read: fn(&str) -> Result<Literal, ValueError>,
        /// Checks that a literal is a value of the gate's type.
        check: fn(Literal) -> Result<Literal, ValueError>,
    },
    /// The end of a time.
    Sleep(Duration),
}

impl Gate {
    /// The name by which it is answered; none if nobody does.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Gate::Approve { name } | Gate::Signal { name, .. } => Some(name),
            Gate::Sleep(_) => None,
        }
    }

    /// What it does, in a few words.
    pub(crate) fn title(&self) -> String {
        match self {
            Gate::Approve { name } => format!("approve {name}"),
            Gate::Signal { name, .. } => format!("wait for {name}"),
            Gate::Sleep(duration) => format!("sleep {}", aileron_grammar::duration::print(*duration)),
        }
    }

    /// Whether both wait for the same.
    pub(super) fn is(&self, other: &Gate) -> bool {
        self.title() == other.title()
    }
}

/// A call whose first input is a constant, which may be the name of a gate.
///
/// Rustc looks for `__node` here first, then in what this dereferences to. So each step takes what those before it left: a
/// gate, a gate whose name is none, another function, and what no function takes.
pub struct NamedCall<T, Type>(Unnamed<T>, PhantomData<Type>);

/// The workflow says the type of the value.
pub struct Said;

/// The workflow does not say the type of the value, which a graph then can't infer.
pub struct Unsaid;

/// The same call, if it is not one of a gate.
pub struct Unnamed<T>(Open<T>);

/// The same call, if no function takes these inputs.
pub struct Open<T>(Cell<Option<T>>);

impl<T, Type> NamedCall<T, Type> {
    /// The call of a function with these inputs.
    pub const fn new(call: T) -> Self {
        NamedCall(Unnamed(Open(Cell::new(Some(call)))), PhantomData)
    }

    fn take(&self) -> Option<T> {
        self.0.0.0.take()
    }
}

impl<T, Type> Deref for NamedCall<T, Type> {
    type Target = Unnamed<T>;
    fn deref(&self) -> &Unnamed<T> {
        &self.0
    }
}

impl<T> Deref for Unnamed<T> {
    type Target = Open<T>;
    fn deref(&self) -> &Open<T> {
        &self.0
    }
}

/// `(wait_for, name)` and `(approve, name, value)`
pub trait GateCall<R> {
    /// A node of the graph.
    fn __node(self) -> Answer<R>;
}

impl<F: Fn(GateName) -> R, S: AsRef<str>, R: FlyteType> GateCall<R> for NamedCall<(F, Constant<S>), Said> {
    #[track_caller]
    fn __node(self) -> Answer<R> {
        let name = self.take().map(|(_, name)| name.into_parts().0.as_ref().to_owned());
        let check = |value| R::from_literal(value)?.into_literal();
        let gate = Gate::Signal { name: name.unwrap_or_default(), read: by_hand::from_text::<R>, check };
        record(gate, None, R::literal_type(), Location::caller())
    }
}

impl<F: Fn(GateName, P::Value) -> P::Value, S: AsRef<str>, P: Approvable, Type> GateCall<P::Value>
    for NamedCall<(F, Constant<S>, P), Type>
{
    #[track_caller]
    fn __node(self) -> Answer<P::Value> {
        let place = Location::caller();
        let Some((_, name, value)) = self.take() else { return Answer::new(trace::NO_NODE) };
        approve(name, value.binding(), P::Value::literal_type(), place)
    }
}

/// `(wait_for, name)` without the type of the value.
pub trait UntypedGate<R> {
    /// An error of the compiler, by the bound.
    fn __node(self) -> Answer<R>
    where
        R: GateType;
}

impl<F: Fn(GateName) -> Unsaid, N> UntypedGate<Unsaid> for NamedCall<(F, N), Unsaid> {
    fn __node(self) -> Answer<Unsaid> {
        Answer::new(trace::NO_NODE)
    }
}

/// The type of the value that a gate waits for.
#[diagnostic::on_unimplemented(
    message = "a gate that waits for a value needs the type of the value [AIL0764]",
    label = "the graph is made before anything uses the value, so its type can't be inferred",
    note = "write it: `gate::wait_for::<f64>(\"name\")`, or `let value: f64 = gate::wait_for(\"name\")`"
)]
pub trait GateType {}

/// Lets the call have a result, so that nothing but [`GateType`] is missing.
impl FlyteType for Unsaid {
    fn literal_type() -> LiteralType {
        LiteralType::default()
    }

    fn into_literal(self) -> Result<Literal, ValueError> {
        Ok(Literal::default())
    }

    fn from_literal(_: Literal) -> Result<Self, ValueError> {
        Ok(Unsaid)
    }
}

/// A gate with a name that is no text, or without a value. Rustc reports both in the plain function.
pub trait MistakenGate<R> {
    /// Returns a node that is in no graph.
    fn __node(self) -> Answer<R>;
}

impl<F: Fn(GateName) -> R, N, R> MistakenGate<R> for &NamedCall<(F, N), Said> {
    fn __node(self) -> Answer<R> {
        Answer::new(trace::NO_NODE)
    }
}

impl<F: Fn(GateName, Unsaid) -> Unsaid, N> MistakenGate<Unsaid> for &NamedCall<(F, N), Unsaid> {
    fn __node(self) -> Answer<Unsaid> {
        Answer::new(trace::NO_NODE)
    }
}

impl<F: Fn(GateName, P::Value) -> P::Value, N, P: Approvable, Type> MistakenGate<P::Value>
    for &NamedCall<(F, N, P), Type>
{
    fn __node(self) -> Answer<P::Value> {
        Answer::new(trace::NO_NODE)
    }
}

/// `(approve, name, value)` and `(wait_for, name)` with a name that a task gives.
pub trait PromisedName<R, Name> {
    /// An error of the compiler, by the bound.
    fn __node(self) -> Answer<R>
    where
        Name: KnownName;
}

impl<F: Fn(GateName) -> R, S: AsRef<str>, R> PromisedName<R, Promise<S>>
    for NamedCall<(F, Promise<S>), Said>
{
    fn __node(self) -> Answer<R> {
        Answer::new(trace::NO_NODE)
    }
}

impl<F: Fn(GateName, P::Value) -> P::Value, S: AsRef<str>, P: Approvable, Type>
    PromisedName<P::Value, Promise<S>> for NamedCall<(F, Promise<S>, P), Type>
{
    fn __node(self) -> Answer<P::Value> {
        Answer::new(trace::NO_NODE)
    }
}

/// A name that is known when the graph is made.
#[diagnostic::on_unimplemented(
    message = "the name of a gate can't be a promise [AIL0761]",
    label = "a person answers the gate by its name, so it is known before the workflow runs",
    note = "write a constant, as in `gate::approve(\"name\", value)`"
)]
pub trait KnownName {}

/// What stands for a value in a tracer, and tells its type: a gate takes a value of any type, so nothing else tells it.
pub trait Approvable {
    /// The type of the value.
    type Value: FlyteType;
    /// Where the value comes from.
    fn binding(self) -> Binding;
}

impl<T: FlyteType> Approvable for Promise<T> {
    type Value = T;
    fn binding(self) -> Binding {
        Promise::binding(self)
    }
}

impl<T: FlyteType> Approvable for Constant<T> {
    type Value = T;
    fn binding(self) -> Binding {
        Constant::binding(self)
    }
}

impl<P: Approvable> Approvable for Option<P> {
    type Value = Option<P::Value>;
    #[track_caller]
    fn binding(self) -> Binding {
        self.map_or_else(|| trace::constant(Location::caller(), None::<P::Value>), Approvable::binding)
    }
}

impl<P: Approvable> Approvable for Vec<P> {
    type Value = Vec<P::Value>;
    fn binding(self) -> Binding {
        Binding::List(self.into_iter().map(Approvable::binding).collect())
    }
}

impl<P: Approvable> Approvable for HashMap<String, P> {
    type Value = HashMap<String, P::Value>;
    fn binding(self) -> Binding {
        Binding::Map(map(self.into_iter().map(|(key, value)| (key, value.binding()))))
    }
}

impl<P: Approvable> Approvable for BTreeMap<String, P> {
    type Value = BTreeMap<String, P::Value>;
    fn binding(self) -> Binding {
        Binding::Map(map(self.into_iter().map(|(key, value)| (key, value.binding()))))
    }
}

fn approve<S: AsRef<str>, T>(
    name: Constant<S>,
    value: Binding,
    ty: LiteralType,
    place: &'static Location<'static>,
) -> Answer<T> {
    let gate = Gate::Approve { name: name.into_parts().0.as_ref().to_owned() };
    record(gate, Some(value), ty, place)
}

/// Any other call.
pub trait OtherCall<Args, R> {
    /// A node of the graph.
    fn __node(self) -> Answer<R>;
}

impl<T: Call<Args, R>, Args, R> OtherCall<Args, R> for &Unnamed<T> {
    #[track_caller]
    fn __node(self) -> Answer<R> {
        // Not in a closure, which would be the caller whose position is noted.
        match self.0.0.take() {
            Some(call) => call.__node(),
            None => Answer::new(trace::NO_NODE),
        }
    }
}

/// A call that the function does not take.
pub trait WrongCall<Args, R> {
    /// Returns a node that is in no graph.
    fn __node(self) -> Answer<R>;
}

impl<T, Args, R> WrongCall<Args, R> for &Open<T>
where
    for<'t> &'t T: MistakenCall<Args, R>,
{
    #[track_caller]
    fn __node(self) -> Answer<R> {
        match self.0.take() {
            Some(call) => (&call).__node(),
            None => Answer::new(trace::NO_NODE),
        }
    }
}

/// Adds the node of a gate that a person answers. It passes its input on under the name that the value has where it comes
/// from.
fn record<R>(
    gate: Gate,
    value: Option<Binding>,
    ty: LiteralType,
    place: &'static Location<'static>,
) -> Answer<R> {
    check_name(gate.name().unwrap_or_default(), place);
    let name = value.as_ref().and_then(|value| match value {
        Binding::Value { origin, path } if path.is_empty() => {
            trace::scope(|scope| scope.variable(*origin).map(|variable| variable.name.clone())).flatten()
        }
        _ => None,
    });
    let variable = Variable {
        name: name.unwrap_or_else(|| "o0".to_owned()),
        ty: Arc::new(ty),
        doc: "".into(),
        schema: || serde_json::Value::Null,
        parameter: None,
    };
    let inputs = value.iter().map(|_| variable.clone()).collect();
    let signature = Signature { inputs, outputs: vec![variable] };
    Answer::new(add(gate, signature, value.into_iter().collect(), place))
}

fn add(gate: Gate, signature: Signature, bindings: Vec<Binding>, place: &'static Location<'static>) -> usize {
    let signature = Arc::new(signature);
    trace::add(Node { work: Work::Gate(gate), signature, bindings, after: Vec::new(), settings: None, place })
}

/// Adds the node of a gate that sleeps.
pub(super) fn sleep(bindings: Vec<Binding>, place: &'static Location<'static>) -> usize {
    let literal = match bindings.into_iter().next() {
        Some(Binding::Constant(literal)) => Some(literal),
        _ => None,
    };
    let Some(duration) = literal.and_then(|literal| Duration::from_literal(literal).ok()) else {
        let message = "Flyte knows how long a gate sleeps before the workflow runs, so this can't be a promise: write a \
                       constant, such as `Duration::from_secs(60)`";
        trace::report_at(Rule::GateSleep, place, message.to_owned());
        return trace::NO_NODE;
    };
    add(Gate::Sleep(duration), Signature::default(), Vec::new(), place)
}

fn check_name(name: &str, place: &Location<'_>) {
    let is_fine = |c: char| c.is_alphanumeric() || ['-', '_', '.'].contains(&c);
    let why = if name.is_empty() {
        "a gate has a name, by which a person answers it: this one is empty".to_owned()
    } else if let Some(c) = name.chars().find(|c| !is_fine(*c)) {
        format!(
            "the name of a gate is written in commands that answer it, `run --signal NAME=VALUE`, so it can't have {c:?}: write \
             letters, digits, `-`, `_` and `.`"
        )
    } else {
        return;
    };
    trace::report_at(Rule::GateName, place, why);
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use crate::entity::Registry;
    use crate::gate::approve as passes;
    use crate::graph::{Binding, Constants, Graph, Origin, Work, graph};
    use crate::prelude::*;
    use std::time::Duration;

    #[task]
    fn parts(x: i64) -> (i64, String) {
        (x, x.to_string())
    }

    #[task]
    fn named(name: String, x: i64) -> i64 {
        x + i64::from(name.is_empty())
    }

    const TITLE: &str = "title";

    #[workflow]
    fn every_gate(x: i64) -> (String, i64, i64) {
        let pause = crate::gate::sleep(Duration::from_secs(60));
        #[node(after(pause))]
        let (_, text) = parts(x);
        let text = passes("text", text);
        let title: i64 = gate::wait_for(TITLE);
        (text, title, named("a", x))
    }

    /// A user's own functions are what they are.
    mod own {
        pub(super) mod gate {
            use crate::prelude::*;

            #[task]
            pub(in super::super) fn approve(name: String, x: i64) -> i64 {
                x + i64::from(name.is_empty())
            }

            #[task]
            pub(in super::super) fn wait_for(name: String) -> i64 {
                i64::from(name.is_empty())
            }
        }
    }

    #[workflow]
    fn own_gate(x: i64) -> i64 {
        let y = own::gate::wait_for("y");
        let x = own::gate::approve("x", x);
        named("sum", x);
        own::gate::approve("y", y)
    }

    #[workflow]
    fn of_one_name(x: i64) -> i64 {
        let x = named("", x);
        let x = gate::approve("same", x);
        gate::approve("same", x)
    }

    #[workflow]
    fn misnamed(x: i64) -> (i64, i64) {
        let first = gate::approve("", x);
        (named("", first), gate::wait_for::<i64>("a=b"))
    }

    #[workflow]
    fn sleepy(time: Duration) -> i64 {
        gate::sleep(time);
        named("", 1)
    }

    fn of(name: &str) -> Result<Graph, String> {
        let registry = Registry::collect().unwrap();
        let workflow = registry.named(&format!("aileron.graph.gate.tests.{name}"))[0];
        graph(workflow, Constants::Anywhere).map_err(|error| error.to_string())
    }

    #[test]
    fn gates_are_known_by_their_types() {
        let graph = of("every_gate").unwrap();
        let titles: Vec<String> = graph.block.nodes.iter().map(crate::graph::Node::title).collect();
        assert_eq!(titles, ["sleep 1m", "parts", "approve text", "wait for title", "named"]);
        let approval = &graph.block.nodes[2];
        assert_eq!(approval.bindings, [Binding::of(Origin::Output { node: 1, output: 1 })]);
        assert_eq!((&*approval.signature.inputs[0].name, &*approval.signature.outputs[0].name), ("o1", "o1"));
        assert!(matches!(graph.block.nodes[0].work, Work::Gate(Gate::Sleep(time)) if time.as_secs() == 60));
        let graph = of("own_gate").unwrap();
        assert!(graph.block.nodes.iter().all(|node| matches!(node.work, Work::Task(_))));
    }

    #[test]
    fn what_nobody_could_answer_is_reported() {
        for (workflow, rule) in
            [("of_one_name", "[AIL0762]"), ("misnamed", "[AIL0761]"), ("sleepy", "[AIL0763]")]
        {
            let error = of(workflow).unwrap_err();
            assert!(error.contains(rule), "{error}");
        }
        assert_eq!(of("misnamed").unwrap_err().matches("[AIL0761]").count(), 2);
    }
}
