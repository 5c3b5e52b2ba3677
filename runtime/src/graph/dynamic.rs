//! Dynamic workflows: graphs that are made at run time, of real inputs.
//!
//! A dynamic workflow is a task for Flyte. What it leaves is a graph in place of outputs, or outputs if it called nothing.

use super::constructors::entry;
use super::error::TraceError;
use super::{Binding, Graph, Left, Origin, Reader, casts, trace};
use crate::arities::each_arity;
use crate::entity::{
    Body, Completion, Entity, Expand, Failure, Input, Interface, Make, Registration, Returns, Settings,
    Variable, WorkflowSettings, caught, read, settled, variable, variables,
};
use crate::types::path::Step;
use crate::types::wire::{Carried, Form};
use crate::types::{FlyteType, Outputs, literal, look};
use aileron_grammar::Rule;
use aileron_idl::core::{Literal, LiteralCollection, LiteralMap, literal::Value};
use std::any::TypeId;
use std::collections::BTreeMap;
use std::error::Error;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

/// What a dynamic workflow leaves.
#[derive(Debug)]
pub(crate) enum Expanded {
    /// Its outputs: it has called nothing.
    Outputs(Vec<Literal>),
    /// A graph, which gives its outputs. It has no inputs.
    Graph(Box<Graph>),
}

/// Runs the body of a dynamic workflow with these inputs. Its calls become the nodes of a graph.
///
/// # Errors
/// Fails if an input does not fit, the body returns an error or panics, or its calls can't be a graph.
pub(crate) fn expand(
    entity: &Entity,
    dynamic: &dyn Expand,
    inputs: Vec<Carried>,
) -> Result<Expanded, Failure> {
    trace::begin(Vec::new());
    let outputs = caught(|| settled(dynamic.expand(inputs)));
    let (block, mut problems) = trace::end(outputs.as_ref().ok().cloned().unwrap_or_default());
    outputs?;
    let outputs = entity.outputs();
    if problems.is_empty() {
        problems = casts::refused(&[], &block, &outputs, entity.place);
    }
    let literals: Option<Vec<_>> = match block.nodes[..] {
        [] => block.outputs.iter().map(|binding| binding.read(&mut Literals)).collect(),
        _ => None,
    };
    for problem in problems.iter_mut().filter(|problem| problem.rule == Rule::NotAnEntity) {
        problem.message += HELPER;
    }
    if !problems.is_empty() {
        let error = TraceError { entity: (entity.kind(), entity.name.to_owned()), problems };
        return Err(Failure::User(Box::new(error)));
    }
    if let Some(literals) = literals {
        return Ok(Expanded::Outputs(literals));
    }
    let (name, settings) = (entity.name.to_owned(), WorkflowSettings::NONE);
    let graph =
        Graph { name, inputs: Vec::new(), absent: Vec::new(), outputs, block, failure: None, settings };
    Ok(Expanded::Graph(Box::new(graph)))
}

/// What to write in place of a call that looks like that of a task.
const HELPER: &str =
    ". A function that works on real values is called through a variable: `let helper = helper; helper(x)`";

/// Reads bindings of constants alone.
struct Literals;

impl Reader for Literals {
    type Out = Option<Literal>;
    fn value(&mut self, _: Origin, _: &[Step]) -> Self::Out {
        None
    }
    fn constant(&mut self, literal: &Literal) -> Self::Out {
        Some(literal.clone())
    }
    fn list(&mut self, items: Vec<Self::Out>) -> Self::Out {
        let literals = items.into_iter().collect::<Option<_>>()?;
        Some(literal::with(Value::Collection(LiteralCollection { literals })))
    }
    fn map(&mut self, items: BTreeMap<String, Self::Out>) -> Self::Out {
        let items: Option<Vec<_>> = items.into_iter().map(|(key, item)| Some((key, item?))).collect();
        let literals = aileron_idl::map(items?);
        Some(literal::with(Value::Map(LiteralMap { literals })))
    }
}

/// A run of a tracer: over, or to be polled on the thread that began it.
pub enum Traced {
    /// The function is plain.
    Now(Ended),
    /// The function is `async`.
    Later(Pin<Box<dyn Future<Output = Ended>>>),
}

/// How a tracer ended: with outputs, or with the function's own error.
type Ended = Result<Left, Box<dyn Error + Send + Sync>>;

/// The run of a plain function that returns `R`.
pub fn traced<R: Returns>(body: impl FnOnce() -> R::With<Left>) -> Traced {
    Traced::Now(R::settle_with(body()))
}

/// The run of an `async` function that returns `R`.
pub fn traced_later<R: Returns, F: Future<Output = R::With<Left>> + 'static>(body: F) -> Traced {
    Traced::Later(Box::pin(async move { R::settle_with(body.await) }))
}

/// The end of a tracer whose function returns `R`, with outputs that a block gave.
#[must_use]
pub fn ended<R: Returns>(outputs: Left) -> R::With<Left> {
    R::with(outputs)
}

/// The end of a tracer with a real value.
#[track_caller]
pub fn ended_with<R: Returns>(value: R) -> R::With<Left> {
    value.map_outputs(|outputs| {
        let types = R::Outputs::variables().into_iter().map(|(_, ty)| Some(Arc::new(ty)));
        let literals = outputs.into_literals().unwrap_or_else(|error| {
            let message = format!("this value can't be written as a literal: {error}");
            trace::report(Rule::ConstantLiteral, message);
            Vec::new()
        });
        Left::new(literals.into_iter().map(Binding::Constant).zip(types))
    })
}

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        entry! {
            "a dynamic workflow" $workflow $workflow_type [$($ty $index),*]
            fn($($ty),*) -> Traced, Settings
        }

        impl<$($ty: FlyteType,)* R: Returns> Body for $workflow_type<$($ty,)* R> {
            fn call(&self, _: Vec<Carried>, _: Form) -> Completion<'_> {
                Completion::Done(Err(Failure::User("a dynamic workflow has a graph in place of outputs".into())))
            }
            fn dynamic(&self) -> Option<&dyn Expand> {
                Some(self)
            }
        }

        impl<$($ty: FlyteType,)* R: Returns> Expand for $workflow_type<$($ty,)* R> {
            fn expand(&self, inputs: Vec<Carried>) -> Completion<'_, Vec<u32>> {
                #[allow(unused_mut, unused_variables)] // there is nothing to read without inputs
                let mut inputs = inputs.into_iter();
                #[allow(unused_mut)]
                let mut begin = || Ok((self.0)($(read(&self.1.$index, inputs.next())?),*));
                let left = |ended: Ended| ended.map(Left::indices).map_err(Failure::User);
                match begin() {
                    Ok(Traced::Now(ended)) => Completion::Done(left(ended)),
                    Ok(Traced::Later(running)) => Completion::Pending(Box::pin(async move { left(running.await) })),
                    Err(failure) => Completion::Done(Err(failure)),
                }
            }
        }
    )* };
}

/// The constructors that the macros name: `workflow2(…)`.
pub mod entries {
    use super::{
        Body, Carried, Completion, Ended, Expand, Failure, FlyteType, Form, Input, Interface, Left, Make,
        Outputs, PhantomData, Registration, Returns, Settings, Traced, TypeId, Variable, each_arity, entry,
        look, read, variable, variables,
    };
    each_arity!(arities);
}

#[cfg(test)]
mod tests {
    use super::{Expanded, expand};
    use crate::entity::Registry;
    use crate::prelude::*;
    use crate::types::wire::Carried;
    use aileron_idl::core::Literal;

    #[task]
    fn return_index(character: String) -> i64 {
        i64::from(character.bytes().next().unwrap_or(b'a').to_ascii_lowercase() - b'a')
    }

    #[task]
    fn update_list(mut freq_list: Vec<i64>, list_index: i64) -> Vec<i64> {
        freq_list[usize::try_from(list_index).unwrap_or_default()] += 1;
        freq_list
    }

    #[task]
    fn derive_count(freq1: Vec<i64>, freq2: Vec<i64>) -> i64 {
        freq1.iter().zip(&freq2).map(|(a, b)| a.min(b)).sum()
    }

    #[dynamic(requests(cpu = "1"))]
    fn count_characters(s1: String, s2: String) -> i64 {
        let mut freq1 = vec![0; 26];
        let mut freq2 = vec![0; 26];
        for character in s1.chars() {
            let index = return_index(character.to_string());
            freq1 = update_list(freq1, index);
        }
        for character in s2.chars() {
            let index = return_index(character.to_string());
            freq2 = update_list(freq2, index);
        }
        derive_count(freq1, freq2)
    }

    #[task]
    fn square(x: i64) -> Result<i64, String> {
        Ok(x * x)
    }

    #[task]
    fn add(a: i64, b: i64) -> i64 {
        a + b
    }

    #[task]
    fn sum(xs: Vec<i64>) -> i64 {
        xs.iter().sum()
    }

    #[task]
    fn note(_x: i64) {}

    #[task]
    async fn later(x: i64) -> i64 {
        x
    }

    #[dynamic]
    fn squares(xs: Vec<i64>) -> Result<i64, String> {
        let parts = xs.into_iter().filter(|x| *x > 0).map(square).collect::<Result<Vec<_>, _>>()?;
        Ok(sum(parts))
    }

    fn halve(x: i64) -> i64 {
        x / 2
    }

    #[allow(clippy::needless_for_each)]
    #[dynamic]
    fn folded(xs: Vec<i64>, text: Option<String>) -> Result<(i64, String), String> {
        let half = halve;
        let Some(text) = text else { return Err(format!("no text beside {}", xs.len())) };
        if xs.is_empty() {
            return Ok((text.parse::<i64>().map_err(|error| error.to_string())?, text));
        }
        let twice: Vec<i64> = xs.iter().map(|x| half(*x) * 2).collect();
        let total = twice.iter().zip(&xs).map(|(x, y)| add(*x, *y)).fold(0, add);
        xs.iter().for_each(|x| note(*x));
        println!("{} numbers", xs.len());
        if total > 3 {
            Ok((square(text.parse::<i64>().map_err(|error| error.to_string())?)?, text))
        } else {
            Ok((total, text))
        }
    }

    #[dynamic]
    async fn awaited(x: i64) -> i64 {
        let pause = tokio::task::yield_now;
        pause().await;
        let mut last = x;
        for _ in 0..x {
            last = later(last).await;
        }
        last
    }

    #[dynamic]
    fn only_values(x: i64) {
        let _ = halve;
        assert!(x > 0, "{x} is not positive");
    }

    fn expanded(name: &str, inputs: Vec<Literal>) -> Result<Expanded, String> {
        let registry = Registry::collect().unwrap();
        let entity = registry.named(&format!("aileron.graph.dynamic.tests.{name}"))[0];
        let dynamic = entity.task().and_then(|task| task.dynamic).expect("a dynamic workflow");
        let inputs = inputs.into_iter().map(Carried::Literal).collect();
        expand(entity, dynamic, inputs).map_err(|failure| failure.to_string())
    }

    fn literal(value: impl FlyteType) -> Literal {
        value.into_literal().expect("a literal")
    }

    /// The titles of the nodes.
    fn nodes(name: &str, inputs: Vec<Literal>) -> Vec<String> {
        match expanded(name, inputs) {
            Ok(Expanded::Graph(graph)) => {
                graph.block.nodes.iter().map(super::super::block::Node::title).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn loops_over_real_values_make_nodes() {
        let inputs = || vec![literal("ab".to_owned()), literal("b".to_owned())];
        let one = ["return_index", "update_list"];
        assert_eq!(nodes("count_characters", inputs()), [&one[..], &one, &one, &["derive_count"]].concat());
        assert_eq!(nodes("squares", vec![literal(vec![1_i64, -1, 2])]), ["square", "square", "sum"]);
        assert_eq!(nodes("awaited", vec![literal(2_i64)]), ["later", "later"]);
        let folded_inputs = vec![literal(vec![1_i64, 2]), literal(Some("7".to_owned()))];
        let add = "add";
        assert_eq!(nodes("folded", folded_inputs), [add, add, add, add, "note", "note", "if"]);
    }

    #[test]
    fn a_body_without_calls_gives_outputs_or_its_own_error() {
        let empty = |text: Option<&str>| {
            expanded("folded", vec![literal(Vec::<i64>::new()), literal(text.map(str::to_owned))])
        };
        let Ok(Expanded::Outputs(outputs)) = empty(Some("7")) else { panic!("no outputs") };
        assert_eq!(outputs, [literal(7_i64), literal("7".to_owned())]);
        assert_eq!(empty(Some("x")).unwrap_err(), "invalid digit found in string");
        assert_eq!(empty(None).unwrap_err(), "no text beside 0");
        assert!(
            matches!(expanded("only_values", vec![literal(1_i64)]), Ok(Expanded::Outputs(none)) if none.is_empty())
        );
        let panic = expanded("only_values", vec![literal(0_i64)]).unwrap_err();
        assert!(panic.contains("0 is not positive"), "{panic}");
    }
}
