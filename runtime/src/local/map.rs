//! Maps: one task for each element of lists.
//!
//! A map has lanes, each of which runs one task after the other. A lane is an entry in the workers' queue, so there are as many at once
//! as workers have time, and never more than the map's `concurrency`.

use super::course::Tries;
use super::event::What;
use super::failed::Failed;
use super::frame::NodeRef;
use super::run::{Job, Worker};
use crate::entity::{Entity, Failure};
use crate::graph::{Expanded, MapWork, too_few};
use crate::lock::lock;
use crate::types::path::{self, Step};
use crate::types::{ValueError, literal};
use aileron_idl::core::{Literal, LiteralCollection, literal::Value};
use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The most elements that a lane takes at once.
const MOST_AT_ONCE: usize = 256;

/// A map under way.
pub(super) struct MapRun<'p> {
    node: NodeRef<'p>,
    map: &'p MapWork,
    elements: Elements<'p>,
    /// How many elements a lane takes at once.
    at_once: usize,
    /// The first element that no lane has taken.
    next: AtomicUsize,
    /// How many lanes are under way.
    lanes: AtomicUsize,
    /// The first element whose task failed the map.
    failing: AtomicUsize,
    done: Mutex<Done<'p>>,
    has_ended: AtomicBool,
}

/// What the tasks of a map gave.
#[derive(Default)]
struct Done<'p> {
    /// The first elements of parts that are done, each with a list of values for each output.
    parts: Vec<(usize, Vec<Vec<Literal>>)>,
    count: usize,
    successes: usize,
    /// The failure of the first element that failed the map.
    failed: Option<Box<Failed<'p>>>,
    /// The first element that became a hole, and why.
    hole: Option<(usize, Failure)>,
}

/// Too few tasks of a map succeeded.
#[derive(Debug)]
pub(crate) struct TooFew {
    pub(crate) text: String,
    /// The first element that failed.
    pub(crate) element: usize,
    pub(crate) failure: Failure,
}

impl fmt::Display for TooFew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; the first that failed has element {}", self.text, self.element)
    }
}

impl Error for TooFew {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match &self.failure {
            Failure::User(error) => &**error,
            other => other,
        })
    }
}

impl<'p> Worker<'_, '_, 'p> {
    /// Runs a task for each element. Returns a node that is ready then.
    pub(super) fn map(
        self,
        map: &'p MapWork,
        node: NodeRef<'p>,
        inputs: Vec<Literal>,
    ) -> Option<NodeRef<'p>> {
        self.tell(|| What::Started { node: &node, attempt: 0, inputs: &inputs });
        let elements = match Elements::new(map, inputs) {
            Ok(elements) => elements,
            Err(why) => return self.fail(Failed::because(node, why)),
        };
        let most = map.concurrency.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        let is_polled = self.polls(map.task, &node);
        let at_a_time = if is_polled { self.most_polled() } else { self.workers() };
        let lanes = at_a_time.min(elements.count).min(most).max(1);
        let at_once = if is_polled { 1 } else { (elements.count / (lanes * 16)).clamp(1, MOST_AT_ONCE) };
        let run = Arc::new(MapRun {
            node,
            map,
            elements,
            at_once,
            next: AtomicUsize::new(0),
            lanes: AtomicUsize::new(0),
            failing: AtomicUsize::new(usize::MAX),
            done: Mutex::default(),
            has_ended: AtomicBool::new(false),
        });
        if is_polled || self.has_tokens() {
            let lanes = (0..lanes).filter_map(|_| self.admit(&run.node, Job::Lane(Arc::clone(&run))));
            let lanes = lanes.collect();
            if is_polled {
                self.call(lanes);
            } else {
                self.add(lanes);
            }
            return None;
        }
        self.add((1..lanes).map(|_| Job::Lane(Arc::clone(&run))));
        self.lane(&run)
    }

    /// Runs tasks of a map, one after the other, until none is left. Returns a node that is ready then.
    pub(super) fn lane(self, run: &MapRun<'p>) -> Option<NodeRef<'p>> {
        run.enter();
        while let Some(part) = run.take() {
            if self.is_over() {
                return None;
            }
            self.part(run, part);
        }
        self.give_back(&run.node);
        self.leave_lane(run)
    }

    /// Ends a lane. Returns a node that is ready if it was the last one.
    pub(super) fn leave_lane(self, run: &MapRun<'p>) -> Option<NodeRef<'p>> {
        let is_last = run.lanes.fetch_sub(1, Ordering::AcqRel) == 1;
        if !is_last || run.has_more() || run.has_ended.swap(true, Ordering::AcqRel) {
            return None;
        }
        match run.outputs() {
            Ok(outputs) => self.end(run.node.clone(), 0, outputs),
            Err(failed) => self.fail(*failed),
        }
    }

    fn part(self, run: &MapRun<'p>, part: Range<usize>) {
        let mut given = Given::new(&run.node, part.start, part.len());
        for number in part {
            // The failure of the map is that of the first element, as in the plain function.
            if number > run.failing.load(Ordering::Relaxed) {
                break;
            }
            let outcome = run.inputs(number).and_then(|inputs| {
                let (task, node) = (run.map.task, &run.node);
                let (tries, result) = self.attempts().run(task, node, Some(number), self.number(), inputs);
                run.outcome(number, tries, result)
            });
            if given.add(run, number, outcome) {
                break;
            }
        }
        lock(&run.done).add(given);
    }
}

/// What the tasks of a part gave.
struct Given<'p> {
    first: usize,
    count: usize,
    /// A list of values for each output.
    outputs: Vec<Vec<Literal>>,
    successes: usize,
    failed: Option<Box<Failed<'p>>>,
    hole: Option<(usize, Failure)>,
}

impl<'p> Given<'p> {
    fn new(node: &NodeRef<'p>, first: usize, count: usize) -> Self {
        let outputs = vec![Vec::with_capacity(count); node.node().signature.outputs.len()];
        Given { first, count, outputs, successes: 0, failed: None, hole: None }
    }

    /// Adds what an element gave. Returns whether it fails the map.
    fn add(
        &mut self,
        run: &MapRun<'p>,
        number: usize,
        outcome: Result<Vec<Literal>, Box<Failed<'p>>>,
    ) -> bool {
        match outcome {
            Ok(values) => {
                self.successes += 1;
                self.outputs.iter_mut().zip(values).for_each(|(list, value)| list.push(value));
            }
            Err(failed) if run.map.holes => {
                self.outputs.iter_mut().for_each(|list| list.push(literal::none()));
                self.hole.get_or_insert((number, failed.failure));
            }
            Err(failed) => {
                run.failing.fetch_min(number, Ordering::Relaxed);
                self.failed = Some(failed);
                return true;
            }
        }
        false
    }
}

impl<'p> Done<'p> {
    fn add(&mut self, given: Given<'p>) {
        let Given { first, count, outputs, successes, failed, hole } = given;
        self.parts.push((first, outputs));
        self.count += count;
        self.successes += successes;
        if let Some((number, failure)) = hole
            && self.hole.as_ref().is_none_or(|(other, _)| *other > number)
        {
            self.hole = Some((number, failure));
        }
        if let Some(failed) = failed
            && self.failed.as_ref().is_none_or(|other| other.element > failed.element)
        {
            self.failed = Some(failed);
        }
    }
}

impl<'p> MapRun<'p> {
    pub(super) fn node(&self) -> &NodeRef<'p> {
        &self.node
    }

    pub(super) fn task(&self) -> &'static Entity {
        self.map.task
    }

    /// Begins a lane.
    pub(super) fn enter(&self) {
        self.lanes.fetch_add(1, Ordering::AcqRel);
    }

    /// The next element for a lane that takes one at once.
    pub(super) fn take_one(&self) -> Option<usize> {
        self.take().map(|part| part.start)
    }

    /// The inputs of the task for an element.
    pub(super) fn inputs(&self, number: usize) -> Result<Vec<Literal>, Box<Failed<'p>>> {
        self.elements.of(number).map_err(|error| {
            let why = format!("a part of element {number} does not exist: {error}");
            Box::new(self.failed(number, Tries::default(), Failure::User(why.into())))
        })
    }

    /// What a task gave for an element.
    pub(super) fn outcome(
        &self,
        number: usize,
        tries: Tries,
        result: Result<Expanded, Failure>,
    ) -> Result<Vec<Literal>, Box<Failed<'p>>> {
        match result {
            Ok(Expanded::Outputs(outputs)) => Ok(outputs),
            // An attempt for an element that ends with a graph has failed.
            Ok(Expanded::Graph(_)) => Ok(Vec::new()),
            Err(failure) => Err(Box::new(self.failed(number, tries, failure))),
        }
    }

    /// Keeps what the task gave for an element.
    pub(super) fn record(&self, number: usize, outcome: Result<Vec<Literal>, Box<Failed<'p>>>) {
        let mut given = Given::new(&self.node, number, 1);
        given.add(self, number, outcome);
        lock(&self.done).add(given);
    }

    fn failed(&self, number: usize, tries: Tries, failure: Failure) -> Failed<'p> {
        let failed = Failed::because(self.node.clone(), String::new());
        Failed { element: Some(number), tries, failure, ..failed }
    }

    /// The next elements for a lane.
    fn take(&self) -> Option<Range<usize>> {
        if self.failing.load(Ordering::Relaxed) != usize::MAX {
            return None;
        }
        let first = self.next.fetch_add(self.at_once, Ordering::Relaxed);
        let count = self.elements.count;
        (first < count).then(|| first..first.saturating_add(self.at_once).min(count))
    }

    /// Whether another lane has to end first.
    fn has_more(&self) -> bool {
        self.failing.load(Ordering::Relaxed) == usize::MAX && lock(&self.done).count < self.elements.count
    }

    /// What the map gives.
    fn outputs(&self) -> Result<Vec<Literal>, Box<Failed<'p>>> {
        let Done { mut parts, count, successes, failed, hole } = std::mem::take(&mut *lock(&self.done));
        if let Some(failed) = failed {
            return Err(failed);
        }
        let least = self.map.least(count);
        if successes < least {
            let text = too_few(successes, count, least);
            let failure = Failure::User(match hole {
                Some((element, failure)) => TooFew { text, element, failure }.into(),
                None => text.into(),
            });
            return Err(Box::new(Failed { failure, ..Failed::because(self.node.clone(), String::new()) }));
        }
        parts.sort_unstable_by_key(|(first, _)| *first);
        let mut outputs = vec![Vec::with_capacity(count); self.node.node().signature.outputs.len()];
        for (_, part) in parts {
            outputs.iter_mut().zip(part).for_each(|(list, mut values)| list.append(&mut values));
        }
        let list = |literals| literal::with(Value::Collection(LiteralCollection { literals }));
        Ok(outputs.into_iter().map(list).collect())
    }
}

/// The inputs of the tasks of a map.
struct Elements<'p> {
    inputs: Vec<Input<'p>>,
    count: usize,
}

/// An input of the tasks.
enum Input<'p> {
    /// All tasks get the same value.
    Whole(Literal),
    /// Each task gets that part of its element.
    Each(Vec<Literal>, &'p [Step]),
}

impl<'p> Elements<'p> {
    /// Takes the lists apart.
    fn new(map: &'p MapWork, inputs: Vec<Literal>) -> Result<Self, String> {
        let mut lengths = Vec::new();
        let inputs = inputs.into_iter().zip(&map.each).map(|(input, each)| match (each, input.value) {
            (Some(path), Some(Value::Collection(list))) => {
                lengths.push(list.literals.len());
                Ok(Input::Each(list.literals, path))
            }
            (Some(_), other) => {
                Err(ValueError::mismatch("a list", literal::describe(other.as_ref())).to_string())
            }
            (None, value) => Ok(Input::Whole(Literal { value, ..input })),
        });
        let inputs = inputs.collect::<Result<Vec<_>, String>>()?;
        match lengths.first() {
            Some(first) if lengths.iter().all(|length| length == first) => {
                Ok(Elements { inputs, count: *first })
            }
            _ => Err(format!("the lists of a map have different lengths: {lengths:?}")),
        }
    }

    /// The inputs of one task.
    fn of(&self, index: usize) -> Result<Vec<Literal>, ValueError> {
        let input = |input: &Input<'_>| match input {
            Input::Whole(literal) => Ok(literal.clone()),
            Input::Each(list, path) => path::part(&list[index], path),
        };
        self.inputs.iter().map(input).collect()
    }
}
