//! Registers workflows that code builds.

use super::builder::Builder;
use super::trace;
use crate::entity::{Interface, Make, Registration, Tracer, Variable, WorkflowSettings};
use aileron_grammar::{Rule, mark};
use std::any::TypeId;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::thread;

/// Makes a workflow of a function that builds it, under the function's path as its name.
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
/// fn pipeline(workflow: &Builder) {
///     let x = workflow.input::<i64>("x");
///     workflow.output("x", workflow.call(double, (x,)));
/// }
///
/// aileron::register! {
///     /// Doubles a number.
///     pipeline, name = "numbers.double", interruptible = true
/// }
/// # fn main() {}
/// ```
///
/// Name and `interruptible` may be left out; they are those of [`#[workflow]`](macro@crate::workflow#options). The doc comment
/// is the description of the workflow in Flyte. The module [`builder`](crate::builder) says how a function builds a workflow.
#[macro_export]
macro_rules! register {
    ($(#[doc = $doc:expr])* $function:ident $(, name = $name:literal)? $(, interruptible = $interruptible:literal)? $(,)?) => {
        const _: () = {
            use $crate::__ as __a;
            const SETTINGS: __a::WorkflowSettings =
                __a::WorkflowSettings { interruptible: [$($interruptible,)? false][0], ..__a::WorkflowSettings::DEFAULT };
            fn __make() -> (&'static str, __a::Built, &'static __a::WorkflowSettings) {
                let path = __a::core::concat!(
                    $($name,)? "\n", __a::core::module_path!(), "::", __a::core::stringify!($function),
                    "\n", __a::core::file!(), ":", __a::core::line!(),
                );
                (__a::described(path, &[$($doc),*]), __a::Built::new($function), &SETTINGS)
            }
            __a::submit! {
                __a::built(
                    __a::core::concat!($($name)?), __a::core::stringify!($function), __a::id($function), &__a::Make(__make),
                )
            }
        };
    };
}

/// A function that builds a workflow.
pub struct Built {
    function: fn(&Builder),
    interface: OnceLock<Learnt>,
}

/// The inputs and the outputs of a built workflow.
#[derive(Default)]
struct Learnt {
    inputs: Vec<Variable>,
    outputs: Vec<Variable>,
}

impl Built {
    /// A workflow that this function builds.
    pub fn new(function: fn(&Builder)) -> Self {
        Built { function, interface: OnceLock::new() }
    }

    /// Builds the workflow once to learn its interface. That is on another thread, since this one may have a trace open. What is
    /// wrong with it is reported when the graph is made.
    fn interface(&self) -> &Learnt {
        let learn = || {
            trace::begin(Vec::new());
            let builder = Builder::learning();
            let _ = catch_unwind(AssertUnwindSafe(|| (self.function)(&builder)));
            trace::end(Vec::new());
            let (inputs, outputs) = builder.into_parts();
            Learnt { inputs, outputs: outputs.into_iter().map(|(output, _)| output).collect() }
        };
        self.interface.get_or_init(|| thread::scope(|scope| scope.spawn(learn).join().unwrap_or_default()))
    }
}

impl Interface for Built {
    fn inputs(&'static self) -> Vec<Variable> {
        self.interface().inputs.clone()
    }

    fn outputs(&self) -> Vec<Variable> {
        self.interface().outputs.clone()
    }
}

impl Tracer for Built {
    fn trace(&self) -> Vec<u32> {
        let known = self.interface();
        let builder = Builder::knowing(&known.inputs);
        (self.function)(&builder);
        let (_, outputs) = builder.into_parts();
        let names = |variables: &[Variable]| variables.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let (outputs, places): (Vec<Variable>, Vec<u32>) = outputs.into_iter().unzip();
        if names(&outputs) != names(&known.outputs) {
            trace::report(
                Rule::Momentary,
                "the outputs differ from those of the graph that was made before: what is built must not depend on the moment"
                    .to_owned(),
            );
        }
        places
    }
}

/// The entry of a built workflow.
#[must_use]
pub const fn built(
    name: &str,
    function: &str,
    id: TypeId,
    make: &'static Make<(&'static str, Built, &'static WorkflowSettings)>,
) -> Registration {
    let name = if name.is_empty() { function } else { name };
    Registration { mark: mark(name), id, make }
}

/// The text of a built workflow: its name, path and position, and its doc comment.
#[must_use]
pub fn described(path: &str, docs: &[&str]) -> &'static str {
    let docs: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    format!("{path}\n{}", docs.join("\n")).leak()
}

#[cfg(test)]
mod tests {
    use crate::builder::{Builder, Label, Promise};
    use crate::entity::Registry;
    use crate::graph::{Constants, Graph, Work, draw, graph};
    use crate::prelude::*;
    use std::cell::RefCell;

    #[task]
    fn scale(x: i64, by: i64) -> i64 {
        x * by
    }

    #[task]
    fn sum(parts: Vec<i64>) -> Result<i64, String> {
        Ok(parts.iter().sum())
    }

    #[task]
    async fn split(text: String) -> (i64, String) {
        (i64::from(text.is_empty()), text)
    }

    #[workflow]
    fn inner(x: i64) -> i64 {
        scale(x, 2)
    }

    /// Adds up what a number is worth.
    ///
    /// # Returns
    ///
    /// - what it is worth
    /// - the text
    #[workflow(interruptible)]
    async fn written(
        /// what is counted
        text: String,
        #[default(100)] most: i64,
    ) -> Result<(i64, String), String> {
        let (length, text) = split(text).await;
        let parts = vec![scale(length, 2), scale(length, 3), inner(most)];
        Ok((sum(parts)?, text))
    }

    fn by_code(workflow: &Builder) {
        let text = workflow.input::<String>(Label::new("text").doc("what is counted"));
        let most = workflow.input_or("most", 100);
        let (length, text) = workflow.call_async(split, (text,));
        let mut parts: Vec<Promise<i64>> =
            [2, 3].into_iter().map(|factor| workflow.call(scale, (length, factor))).collect();
        parts.push(workflow.call(inner, (most,)));
        workflow
            .output(Label::new("o0").doc("what it is worth"), workflow.call(sum, (workflow.list(parts),)));
        workflow.output(Label::new("o1").doc("the text"), text);
    }

    crate::register! {
        /// Adds up what a number is worth.
        ///
        /// # Returns
        ///
        /// - what it is worth
        /// - the text
        by_code, interruptible = true
    }

    fn chosen(workflow: &Builder) {
        let x = workflow.input::<i64>("x");
        let y = workflow
            .when(x.ge(10).and(!x.eq(12)), || workflow.call(scale, (x, 2)))
            .fails_when(x.lt(0), "below zero")
            .otherwise(|| x);
        workflow.output("y", y);
    }

    crate::register!(chosen, name = "aileron.by.name");

    thread_local! {
        static LEAKED: RefCell<Option<Promise<i64>>> = const { RefCell::new(None) };
    }

    fn plain(x: i64) -> i64 {
        x
    }

    fn mistaken(workflow: &Builder) {
        let x = workflow.input::<i64>("x");
        let again = workflow.input::<i64>("x");
        let y = workflow.call(plain, (x,));
        workflow.output("-y", y);
        let old = LEAKED.with(|leaked| leaked.replace(Some(again)));
        workflow.call(scale, (old.unwrap_or(x), 1));
    }

    crate::register!(mistaken);

    fn empty(workflow: &Builder) {
        let x = workflow.input::<i64>("x");
        workflow.output("x", x);
    }

    crate::register!(empty);

    fn with_settings(workflow: &Builder) {
        let x = workflow.input::<i64>("x");
        let settings = crate::node_settings!(name = "patient", retries = 3, requests(cpu = "2"));
        let y = workflow.with(settings, || workflow.call(scale, (x, 2)));
        workflow.output("y", workflow.call(scale, (y, 3)));
    }

    crate::register!(with_settings);

    #[task]
    fn clean_up(text: String, err: Option<FlyteError>) {
        let _ = (text, err);
    }

    #[workflow(on_failure = clean_up(text, err))]
    fn guarded(text: String, xs: Vec<i64>, by: i64) -> (Vec<i64>, Vec<Option<i64>>) {
        let _ = text;
        #[node(concurrency = 2)]
        let all = map(|x| scale(x, by), xs.clone());
        let some = map_some(|(x, y)| scale(x, y), (xs.clone(), xs));
        (all, some)
    }

    fn guarded_by_code(workflow: &Builder) {
        let text = workflow.input::<String>("text");
        let xs = workflow.input::<Vec<i64>>("xs");
        workflow.on_failure(|err| workflow.call(clean_up, (text, err)));
        let by = workflow.input::<i64>("by");
        let two = crate::node_settings!(concurrency = 2);
        let all = workflow.with(two, || workflow.each(xs, |x| workflow.call(scale, (x, by))));
        let some = workflow.each_some((xs, xs), |(x, y)| workflow.call(scale, (x, y)));
        workflow.output("o0", all);
        workflow.output("o1", some);
    }

    crate::register!(guarded_by_code);

    #[test]
    fn built_maps_and_handlers_are_those_that_are_written() {
        let (built, written) = (here("guarded_by_code").unwrap(), here("guarded").unwrap());
        assert_eq!(facts(&built), facts(&written));
        let maps = built.block.nodes.iter().map(|node| match &node.work {
            Work::Map(map) => (map.holes, map.concurrency, map.each.len()),
            _ => panic!("no map"),
        });
        assert_eq!(maps.collect::<Vec<_>>(), [(false, Some(2), 2), (true, None, 2)]);
    }

    fn guarded_wrongly(workflow: &Builder) {
        let text = workflow.input::<String>("text");
        let (_, other) = workflow.call_async(split, (text,));
        workflow.on_failure(|err| workflow.call(clean_up, (other, err)));
        workflow.output("text", other);
    }

    crate::register!(guarded_wrongly);

    fn guarded_twice(workflow: &Builder) {
        let text = workflow.input::<String>("text");
        workflow.on_failure(|_| ());
        workflow.on_failure(|err| (workflow.call(clean_up, (text, err)), LEAKED_ERROR.set(Some(err))));
        workflow.call(clean_up, (text, LEAKED_ERROR.take().expect("a promise")));
    }

    thread_local! {
        static LEAKED_ERROR: RefCell<Option<Promise<Option<FlyteError>>>> = const { RefCell::new(None) };
    }

    crate::register!(guarded_twice);

    #[test]
    fn a_built_handler_is_one_call_with_what_is_there_after_a_failure() {
        let error = here("guarded_wrongly").unwrap_err();
        assert!(error.contains("what a node gives may not be there [AIL0771]"), "{error}");
        let error = here("guarded_twice").unwrap_err();
        assert!(error.contains("a workflow has one failure handler"), "{error}");
        assert!(error.contains("this promise belongs to another graph, or to an arm"), "{error}");
    }

    #[test]
    fn a_built_node_has_the_settings_of_its_call_alone() {
        let graph = here("with_settings").unwrap();
        let nodes = &graph.block.nodes;
        let settings = nodes[0].settings.unwrap();
        assert_eq!((settings.name, nodes[0].retries(), settings.others.requests.len()), ("patient", 3, 1));
        assert!(nodes[1].settings.is_none());
    }

    fn of(name: &str, constants: Constants) -> Result<Graph, String> {
        let registry = Registry::collect().unwrap();
        graph(registry.named(name)[0], constants).map_err(|error| error.to_string())
    }

    fn here(name: &str) -> Result<Graph, String> {
        of(&format!("aileron.graph.built.tests.{name}"), Constants::Anywhere)
    }

    /// All that a spec is made from, without positions.
    fn facts(graph: &Graph) -> String {
        let interface = |variables: &[crate::entity::Variable]| {
            variables
                .iter()
                .map(|one| (one.name.clone(), one.ty.clone(), one.doc.clone()))
                .collect::<Vec<_>>()
        };
        let nodes = graph.block.nodes.iter().map(|node| (node.title(), &node.bindings, &node.after));
        let nodes: Vec<_> = nodes.collect();
        let handler = graph.failure.iter().flat_map(|handler| &handler.block.nodes);
        let handler: Vec<_> = handler.map(|node| (node.title(), &node.bindings)).collect();
        format!(
            "{:?} {:?} {:?} {nodes:?} {handler:?} {:?} {:?}",
            interface(&graph.inputs),
            graph.absent,
            interface(&graph.outputs),
            graph.block.outputs,
            (graph.settings.interruptible, graph.settings.failure_policy)
        )
    }

    #[test]
    fn a_built_workflow_is_the_one_that_is_written() {
        assert_eq!(facts(&here("by_code").unwrap()), facts(&here("written").unwrap()));
        let registry = Registry::collect().unwrap();
        let entity = |name: &str| registry.named(&format!("aileron.graph.built.tests.{name}"))[0];
        assert_eq!(entity("by_code").doc, entity("written").doc);
    }

    #[test]
    fn a_built_branch_is_a_branch() {
        let graph = of("aileron.by.name", Constants::Anywhere).unwrap();
        let cases = draw::json(&graph)["nodes"][0]["cases"].clone();
        assert_eq!(cases[0]["condition"], "x >= 10 && !(x == 12)");
        assert_eq!((&cases[1]["condition"], &cases[1]["fails"]), (&"x < 0".into(), &"below zero".into()));
    }

    #[test]
    fn what_is_wrong_is_reported_where_it_is_built() {
        let _ = here("mistaken");
        let error = here("mistaken").unwrap_err();
        for part in [
            "two inputs are named `x`: rename one [AIL0208]",
            "built::tests::plain` is neither a task nor a workflow",
            "the name of this output: ",
            "this promise belongs to another graph",
        ] {
            assert!(error.contains(part), "{part}\n{error}");
        }
        assert!(error.lines().skip(1).all(|line| line.trim_start().starts_with(file!())), "{error}");
        let error = here("empty").unwrap_err();
        assert!(error.contains("Flyte refuses a workflow without nodes"), "{error}");
    }
}
