//! Gates of executions that wait for a person or another program, and their answers.

use super::executions::Execution;
use super::pages::Pages;
use super::{Error, State};
use crate::types::{self, FlyteType, parse};
use aileron_grammar::suggest::{all_of, nearest};
use aileron_idl::admin::{Signal, SignalListRequest, SignalSetRequest};
use aileron_idl::core::{Literal, LiteralType, SignalIdentifier, SimpleType, literal_type::Type};
use aileron_idl::service::signal_service::{LIST_SIGNALS, SET_SIGNAL};
use serde_json::Value;

/// A gate of an execution that is answered by a signal.
///
/// ```no_run
/// # async fn approve(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
/// let execution = client.execution("f6a51b9d2c0e4d7f8a1b");
/// for gate in execution.gates().await?.iter().filter(|gate| gate.answer.is_none()) {
///     println!("`{}` waits for {}", gate.name, gate.awaits());
/// }
/// # Ok(())
/// # }
/// ```
///
/// A gate is known to the server from the moment when the execution comes to it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// The type of what it waits for; an approval is a boolean.
    pub ty: LiteralType,
    /// What it was answered with, as JSON; `None` if it still waits.
    pub answer: Option<Value>,
}

impl Gate {
    fn of(signal: Signal) -> Self {
        Gate {
            name: signal.id.unwrap_or_default().signal_id,
            ty: signal.r#type.unwrap_or_default(),
            answer: signal.value.map(|value| types::json::write(&value)),
        }
    }

    #[cfg(test)]
    pub(crate) fn new(name: &str, ty: LiteralType, answer: Option<Value>) -> Self {
        Gate { name: name.to_owned(), ty, answer }
    }

    /// What it waits for: `an approval or a boolean` or the name of a type, such as `a float`.
    #[must_use]
    pub fn awaits(&self) -> String {
        // Flyte keeps no difference between the two.
        if self.is_approval() { "an approval or a boolean".to_owned() } else { types::one(&self.ty) }
    }

    /// Whether it can be approved and rejected.
    fn is_approval(&self) -> bool {
        self.ty.r#type == Some(Type::Simple(SimpleType::Boolean.into()))
    }
}

impl Execution {
    /// The gates that it has come to, answered ones included, in the order of their names.
    ///
    /// # Errors
    /// Fails if the server has no such execution, or does not answer.
    pub async fn gates(&self) -> Result<Vec<Gate>, Error> {
        // For an unknown execution, the server answers that there is no signal.
        self.without_nodes().await?;
        self.known_gates().await
    }

    /// Lets a gate pass. For [`gate::approve`](crate::gate::approve).
    ///
    /// # Errors
    /// Fails if no gate of this name waits for an approval, the server has no such execution, or does not answer.
    pub async fn approve(&self, gate: &str) -> Result<(), Error> {
        self.answer(gate, |gate| approval(gate, true)).await.map(drop)
    }

    /// Makes a gate fail. For [`gate::approve`](crate::gate::approve).
    ///
    /// # Errors
    /// Fails if no gate of this name waits for an approval, the server has no such execution, or does not answer.
    pub async fn reject(&self, gate: &str) -> Result<(), Error> {
        self.answer(gate, |gate| approval(gate, false)).await.map(drop)
    }

    /// Gives a gate the value that it waits for. For [`gate::wait_for`](crate::gate::wait_for).
    ///
    /// ```no_run
    /// # async fn answer(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
    /// client.execution("f6a51b9d2c0e4d7f8a1b").signal("threshold", 0.5).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails if no gate of this name waits for a value of this type, the server has no such execution, or does not answer. The type is
    /// checked before the value is sent.
    pub async fn signal<T: FlyteType>(&self, gate: &str, value: T) -> Result<(), Error> {
        let literal = value.into_literal().map_err(|error| Error::wrong(error.to_string()))?;
        self.answer(gate, |gate| typed(gate, &T::literal_type(), literal)).await.map(drop)
    }

    /// Answers a gate with a text as a person writes it; without one, approves it. Returns what was sent, as JSON.
    pub(crate) async fn signal_text(&self, gate: &str, text: Option<&str>) -> Result<Value, Error> {
        self.answer(gate, |gate| written(gate, text)).await
    }

    async fn answer(
        &self,
        name: &str,
        value: impl FnOnce(&Gate) -> Result<Literal, String>,
    ) -> Result<Value, Error> {
        let state = self.without_nodes().await?.state;
        let gates = self.known_gates().await?;
        let gate = waiting(self.name(), state, &gates, name).map_err(Error::unready)?;
        let value = value(gate).map_err(Error::wrong)?;
        let id = SignalIdentifier { signal_id: name.to_owned(), execution_id: Some(self.id.clone()) };
        let sent = types::json::write(&value);
        self.client.call(SET_SIGNAL, SignalSetRequest { id: Some(id), value: Some(value) }).await?;
        Ok(sent)
    }

    async fn known_gates(&self) -> Result<Vec<Gate>, Error> {
        let mut signals = Vec::new();
        let mut pages = Pages::of(usize::MAX);
        while let Some((limit, token)) = pages.next(signals.len()) {
            let request = SignalListRequest {
                workflow_execution_id: Some(self.id.clone()),
                limit,
                token,
                ..SignalListRequest::default()
            };
            let page = self.client.call(LIST_SIGNALS, request).await?;
            signals.extend(page.signals);
            pages.follow(page.token);
        }
        let mut gates: Vec<Gate> = signals.into_iter().map(Gate::of).collect();
        gates.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(gates)
    }
}

/// The gate of this name, if it waits for an answer.
fn waiting<'g>(execution: &str, state: State, gates: &'g [Gate], name: &str) -> Result<&'g Gate, String> {
    if state.is_over() {
        return Err(format!("the execution `{execution}` is over ({state}), so no gate of it waits"));
    }
    let waiting = || gates.iter().filter(|gate| gate.answer.is_none()).map(|gate| gate.name.as_str());
    match gates.iter().find(|gate| gate.name == name) {
        Some(Gate { answer: Some(answer), .. }) => {
            Err(format!("the gate `{name}` is answered already, with {answer}; a gate takes one answer"))
        }
        Some(gate) => Ok(gate),
        None => {
            let hint = match (nearest(name, waiting()), waiting().count()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, 0) => {
                    "none waits; a gate waits from the moment when the execution comes to it".to_owned()
                }
                (None, 1) => format!("{} waits", all_of(waiting())),
                (None, _) => format!("{} wait", all_of(waiting())),
            };
            Err(format!("no gate `{name}` of the execution `{execution}` waits; {hint}"))
        }
    }
}

fn approval(gate: &Gate, is_approved: bool) -> Result<Literal, String> {
    if gate.is_approval() {
        is_approved.into_literal().map_err(|error| error.to_string())
    } else {
        Err(format!("the gate `{}` waits for {}, not for an approval", gate.name, gate.awaits()))
    }
}

/// The value, if the gate takes its type.
fn typed(gate: &Gate, ty: &LiteralType, literal: Literal) -> Result<Literal, String> {
    if gate.ty.r#type == ty.r#type {
        return Ok(literal);
    }
    let Some(Type::UnionType(union)) = &gate.ty.r#type else { return Err(unfit(gate, ty)) };
    let variant = union.variants.iter().find(|variant| variant.r#type == ty.r#type);
    variant.map(|variant| types::literal::union(literal, variant.clone())).ok_or_else(|| unfit(gate, ty))
}

fn unfit(gate: &Gate, ty: &LiteralType) -> String {
    format!("the gate `{}` waits for {}, not for {}", gate.name, gate.awaits(), types::one(ty))
}

/// The value that a person wrote.
fn written(gate: &Gate, text: Option<&str>) -> Result<Literal, String> {
    match text {
        Some(text) => parse(text, &gate.ty)
            .map_err(|error| format!("the gate `{}` waits for {}: {error}", gate.name, gate.awaits())),
        None if gate.is_approval() => approval(gate, true),
        None => Err(format!(
            "the gate `{}` waits for {}, so the call needs a value; write it behind the name of the gate",
            gate.name,
            gate.awaits()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn gate<T: FlyteType>(name: &str, answer: Option<Value>) -> Gate {
        Gate { name: name.to_owned(), ty: T::literal_type(), answer }
    }

    #[test]
    fn a_gate_is_what_the_signal_says() {
        let id = SignalIdentifier { signal_id: "sum".into(), ..SignalIdentifier::default() };
        let signal = Signal {
            id: Some(id),
            r#type: Some(i64::literal_type()),
            value: Some(6.into_literal().unwrap()),
        };
        assert_eq!(Gate::of(signal.clone()), gate::<i64>("sum", Some(json!(6))));
        assert_eq!(Gate::of(Signal { value: None, ..signal }), gate::<i64>("sum", None));
    }

    #[test]
    fn a_gate_says_what_it_waits_for() {
        assert_eq!(gate::<bool>("a", None).awaits(), "an approval or a boolean");
        assert_eq!(gate::<f64>("a", None).awaits(), "a float");
        assert_eq!(gate::<Vec<String>>("a", None).awaits(), "a list of string");
    }

    #[test]
    fn only_a_gate_that_waits_is_answered() {
        let gates = [gate::<bool>("the-sum", None), gate::<i64>("title", Some(json!(1)))];
        let found = |state, name| waiting("f1", state, &gates, name).map(|gate| gate.name.as_str());
        assert_eq!(found(State::Running, "the-sum"), Ok("the-sum"));
        assert_eq!(
            found(State::Running, "title").unwrap_err(),
            "the gate `title` is answered already, with 1; a gate takes one answer"
        );
        assert_eq!(
            found(State::Running, "thesum").unwrap_err(),
            "no gate `thesum` of the execution `f1` waits; did you mean `the-sum`?"
        );
        assert_eq!(
            found(State::Running, "other").unwrap_err(),
            "no gate `other` of the execution `f1` waits; `the-sum` waits"
        );
        assert_eq!(
            found(State::Aborted, "the-sum").unwrap_err(),
            "the execution `f1` is over (aborted), so no gate of it waits"
        );
        assert_eq!(
            waiting("f1", State::Running, &gates[1..], "other").unwrap_err(),
            "no gate `other` of the execution `f1` waits; none waits; a gate waits from the moment when the execution comes to it"
        );
    }

    #[test]
    fn a_text_is_read_as_the_type_of_the_gate() {
        let literal = |value: f64| value.into_literal().unwrap();
        assert_eq!(written(&gate::<f64>("a", None), Some("0.5")), Ok(literal(0.5)));
        let error = written(&gate::<f64>("a", None), Some("half")).unwrap_err();
        assert!(error.starts_with("the gate `a` waits for a float: `half` is not a float"), "{error}");
        let error = written(&gate::<f64>("a", None), None).unwrap_err();
        assert!(error.contains("needs a value"), "{error}");
    }

    #[test]
    fn an_approval_needs_no_text_and_false_rejects() {
        let literal = |value: bool| value.into_literal().unwrap();
        let gate = gate::<bool>("a", None);
        assert_eq!(written(&gate, None), Ok(literal(true)));
        assert_eq!(written(&gate, Some("false")), Ok(literal(false)));
        assert_eq!(approval(&gate, false), Ok(literal(false)));
        assert!(written(&gate, Some("maybe")).is_err());
    }

    #[test]
    fn a_value_of_another_type_is_not_sent() {
        let six = || 6.into_literal().unwrap();
        assert_eq!(typed(&gate::<i64>("a", None), &i64::literal_type(), six()), Ok(six()));
        assert_eq!(
            typed(&gate::<f64>("a", None), &i64::literal_type(), six()),
            Err("the gate `a` waits for a float, not for an integer".into())
        );
        let maybe = Option::<i64>::literal_type();
        let some = Some(6).into_literal().unwrap();
        assert_eq!(typed(&gate::<Option<i64>>("a", None), &i64::literal_type(), six()), Ok(some.clone()));
        assert_eq!(typed(&gate::<Option<i64>>("a", None), &maybe, some.clone()), Ok(some));
    }
}
