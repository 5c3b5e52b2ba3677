//! A workflow of a case.

use crate::block::{Block, indented, tuple};
use crate::constructs;
use crate::growth::Growth;
use crate::random::Random;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

/// A workflow: the one that is run, or one that it calls.
#[derive(Clone, Debug)]
pub(crate) struct Workflow {
    pub(crate) name: &'static str,
    pub(crate) inputs: Vec<(String, Type)>,
    pub(crate) body: Block,
    /// Whether its statements run one after the other.
    pub(crate) in_order: bool,
    /// Whether it is `async`.
    pub(crate) waits: bool,
    /// The call of its failure handler, and its failure policy: they change no answer.
    pub(crate) handler: Option<String>,
}

/// The handlers in the program.
pub(crate) const HANDLERS: &str = "\
#[task] fn clean_up(number: i64, err: Option<FlyteError>) { let _ = (number, err); }
#[workflow] fn clean_up_again(number: i64, #[default(None)] err: Option<FlyteError>) { clean_up(number, err); }
";

impl Workflow {
    /// A random workflow that may call others.
    pub(crate) fn grow(
        random: Random,
        name: &'static str,
        statements: usize,
        others: Vec<Rc<Workflow>>,
    ) -> Workflow {
        let mut growth = Growth::new(random, vec![], others);
        let inputs: Vec<(String, Type)> = (0..growth.random.below(2) + 2)
            .map(|place| (["a", "b", "c"][place].to_owned(), *growth.random.pick(&Type::ALL)))
            .collect();
        growth.scope.clone_from(&inputs);
        growth.waits = growth.random.percent(25);
        let body = Block::grow(&mut growth, statements, Growth::types_in_scope);
        let in_order = constructs::is_on(constructs::IN_ORDER) && growth.random.percent(12);
        let waits = growth.waits;
        let handler = growth.random.percent(20).then(|| handler(&mut growth.random, &inputs));
        Workflow { name, inputs, body, in_order, waits, handler }
    }

    /// Whether it returns a `Result`.
    pub(crate) fn fails(&self) -> bool {
        self.body.fails()
    }

    /// The function in Rust.
    pub(crate) fn rust(&self) -> String {
        let inputs: Vec<String> =
            self.inputs.iter().map(|(name, ty)| format!("{name}: {}", ty.rust())).collect();
        let outputs: Vec<String> = self.body.types().iter().map(|ty| ty.rust().to_owned()).collect();
        let outputs = match (self.fails(), &*tuple(&outputs)) {
            (true, outputs) => format!(" -> Result<{outputs}, String>"),
            (false, "()") => String::new(),
            (false, outputs) => format!(" -> {outputs}"),
        };
        let Workflow { name, body, .. } = self;
        let inputs = inputs.join(", ");
        let body = indented(&body.rust(self.fails()));
        let options = self.in_order.then_some("in_order").into_iter().chain(self.handler.as_deref());
        let options = match options.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => none,
            some => format!("({some})"),
        };
        let waits = if self.waits { "async " } else { "" };
        format!("#[workflow{options}]\npub {waits}fn {name}({inputs}){outputs} {{\n{body}}}\n")
    }

    /// Runs it.
    pub(crate) fn run(&self, state: &mut State, arguments: Vec<Value>) -> Vec<Option<Value>> {
        let variables = self.inputs.iter().map(|(name, _)| name.clone()).zip(arguments.into_iter().map(Some));
        let outside = std::mem::replace(&mut state.in_order, self.in_order);
        let values = state.within(variables, |state| self.body.run(state));
        state.in_order = outside;
        values
    }
}

/// A handler with an input of the workflow if one fits, and sometimes a policy.
fn handler(random: &mut Random, inputs: &[(String, Type)]) -> String {
    let number = inputs.iter().find(|(_, ty)| *ty == Type::Integer).map_or("7", |(name, _)| name);
    let called = *random.pick(&["clean_up", "clean_up_again"]);
    let policy =
        if random.percent(50) { ", failure_policy = \"fail_after_executable_nodes_complete\"" } else { "" };
    format!("on_failure = {called}({number}, err){policy}")
}
