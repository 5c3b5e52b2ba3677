//! Gates: points at which a workflow waits for a person or for a time to pass.
//!
//! Each is called in the body of a [workflow](macro@crate::workflow) as a task is, and becomes a node that runs no container.
//! On Flyte, a person answers it in the console or by `flytectl`; in a local run, `run --approve NAME` and
//! `run --signal NAME=VALUE` do; in a test, [`testing::answer`](crate::testing::answer()) does.
//!
//! ```
//! use aileron::prelude::*;
//! use aileron::testing::answer;
//! use std::time::Duration;
//!
//! #[task]
//! fn report(data: Vec<f64>) -> f64 {
//!     data.iter().sum()
//! }
//!
//! #[task]
//! fn publish(sum: f64, title: String) -> String {
//!     format!("{title}: {sum}")
//! }
//!
//! #[workflow]
//! fn reviewed(data: Vec<f64>) -> String {
//!     let pause = gate::sleep(Duration::from_millis(5));
//!     #[node(after(pause))]
//!     let sum = report(data);
//!     let sum = gate::approve("the-sum", sum);
//!     #[node(timeout = "1h")]
//!     let title = gate::wait_for::<String>("title");
//!     publish(sum, title)
//! }
//!
//! answer("the-sum", true);
//! answer("title", "All of it".to_owned());
//! assert_eq!(reviewed(vec![1.0, 2.0]), "All of it: 3");
//! ```
//!
//! `#[node(timeout = "1h")]` says how long Flyte waits; without it, Flyte waits as long as the execution may take.

use crate::types::FlyteType;
use aileron_idl::core::Literal;
use std::cell::RefCell;
use std::collections::HashMap;
use std::thread;
use std::time::Duration;

/// The name of a gate: any text.
#[diagnostic::on_unimplemented(
    message = "the name of a gate is a text, not `{Self}` [AIL0761]",
    label = "a person answers the gate by this name",
    note = "write it first, as in `gate::approve(\"name\", value)`"
)]
pub trait Named: AsRef<str> {}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str>> Named for T {}

/// Waits until a person has approved a value, and passes the value on. A rejection fails the workflow: on Flyte with the code
/// `ReceivedRejectSignal` (flytepropeller `controller/nodes/gate/handler.go`).
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::answer;
///
/// #[task]
/// fn draft(text: String) -> String {
///     text.to_uppercase()
/// }
///
/// #[workflow]
/// fn letter(text: String) -> String {
///     let draft = draft(text);
///     gate::approve("letter", draft)
/// }
///
/// answer("letter", true);
/// assert_eq!(letter("dear".into()), "DEAR");
/// ```
///
/// # Panics
///
/// The plain function panics with the name of the gate if it was rejected, and if it has no answer.
#[must_use = "what does not take this value does not wait for the approval"]
pub fn approve<T: FlyteType>(name: impl Named, value: T) -> T {
    let name = name.as_ref();
    let approved: bool = given(name);
    assert!(approved, "the gate `{name}` was rejected");
    value
}

/// Waits until a person has given a value of this type.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::answer;
///
/// #[task]
/// fn scale(x: f64, by: f64) -> f64 {
///     x * by
/// }
///
/// #[workflow]
/// fn scaled(x: f64) -> f64 {
///     let by = gate::wait_for::<f64>("factor");
///     scale(x, by)
/// }
///
/// answer("factor", 0.5);
/// assert_eq!(scaled(3.0), 1.5);
/// ```
///
/// # Panics
///
/// The plain function panics with the name of the gate if it has no answer, or one of another type.
#[must_use = "nothing uses the value that a person gives"]
pub fn wait_for<T: FlyteType>(name: impl Named) -> T {
    given(name.as_ref())
}

/// Waits for a time. Calls that name its variable in [`#[node(after(…))]`](macro@crate::node) begin then.
///
/// ```
/// use aileron::prelude::*;
/// use std::time::Duration;
///
/// #[task]
/// fn hello() -> String {
///     "hello".to_owned()
/// }
///
/// #[workflow]
/// fn later() -> String {
///     let pause = gate::sleep(Duration::from_millis(1));
///     #[node(after(pause))]
///     hello()
/// }
///
/// assert_eq!(later(), "hello");
/// ```
///
/// The time is known when the graph is made. Flyte looks at it once in a round, so it may take some seconds more.
pub fn sleep(duration: Duration) {
    thread::sleep(duration);
}

thread_local! {
    static ANSWERS: RefCell<HashMap<String, Literal>> = RefCell::default();
}

/// Answers a gate that the plain function of a workflow comes to.
pub(crate) fn answer(name: String, value: Literal) {
    ANSWERS.with_borrow_mut(|answers| answers.insert(name, value));
}

/// The answers that this thread has.
pub(crate) fn answers() -> HashMap<String, Literal> {
    ANSWERS.with_borrow(Clone::clone)
}

fn given<T: FlyteType>(name: &str) -> T {
    let answer = ANSWERS.with_borrow(|answers| answers.get(name).cloned());
    let Some(answer) = answer else {
        panic!(
            "the gate `{name}` has no answer: in a test, give one before the call, as in `aileron::testing::answer({name:?}, …)`"
        )
    };
    T::from_literal(answer)
        .unwrap_or_else(|error| panic!("the answer to the gate `{name}` does not fit: {error}"))
}
