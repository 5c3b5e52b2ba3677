//! Drivers: threads that poll `async` tasks, so that these take no worker while they wait.

use super::attempts::Begun;
use super::course::Course;
use super::executor::Call;
use super::failed::Failed;
use super::frame::NodeRef;
use super::futures::Futures;
use super::inbox::Rest;
use super::map::MapRun;
use super::run::{Job, Worker};
use crate::context::Context;
use crate::entity::{Failure, block_on};
use crate::graph::Expanded;
use std::fmt::Display;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use tokio::runtime::Handle;

/// How many polls of tasks follow each other before tokio looks at its timers and sockets. Tokio's own number is the same.
const AT_ONCE: usize = 61;

/// A task under way.
struct Active<'p> {
    of: Of<'p>,
    course: Course,
    /// The context of its attempt.
    context: Context,
    /// The number by which events know it.
    number: usize,
}

/// What runs the task.
enum Of<'p> {
    Node(NodeRef<'p>),
    /// A lane, for this element.
    Element(Arc<MapRun<'p>>, usize),
}

impl<'p> Of<'p> {
    fn node(&self) -> &NodeRef<'p> {
        match self {
            Of::Node(node) => node,
            Of::Element(map, _) => map.node(),
        }
    }
}

type Tasks<'p> = Futures<Active<'p>, Result<Expanded, Failure>>;

impl<'p> Worker<'_, '_, 'p> {
    /// Polls tasks until there is nothing left to do. This is the whole work of a driver.
    pub(super) fn drive(self, driver: usize) {
        let mut tasks = Tasks::default();
        let driving = poll_fn(|polled| {
            self.heed_interruption();
            for _ in 0..AT_ONCE {
                if let Some(call) = self.inbox().take(driver) {
                    self.start_driver(call.start);
                    self.at(call.number).open_call(&mut tasks, call.item);
                }
                let (was_woken, end) = tasks.poll_one(polled);
                if let Some((task, result)) = end {
                    self.at(task.number).polled(&mut tasks, task, result);
                }
                if was_woken {
                    continue;
                }
                match self.inbox().rest(driver, polled.waker()) {
                    Rest::No => {}
                    Rest::Over if tasks.is_empty() => return Poll::Ready(Ok(())),
                    Rest::Yes | Rest::Over => return Poll::Pending,
                }
            }
            polled.waker().wake_by_ref();
            Poll::Pending
        });
        if let Err(failure) = block_on(driving) {
            self.lost_driver(driver, &failure);
        }
    }

    /// Fails the tasks that wait if there is no driver for them: this one could not be started.
    pub(super) fn lost_driver(self, driver: usize, why: &impl Display) {
        for job in self.inbox().lost_driver(driver) {
            let node = match job {
                Job::Node(node) => node,
                Job::Lane(map) => map.node().clone(),
            };
            let failure = Failure::System(format!("no thread polls `async` tasks: {why}").into());
            self.fail(Failed { failure, ..Failed::because(node, String::new()) });
            self.close();
        }
    }

    /// Begins with what was taken.
    fn open_call(self, tasks: &mut Tasks<'p>, item: Job<'p>) {
        match item {
            Job::Node(node) => {
                let Some(task) = node.task() else { return self.close_call(None) };
                match node.inputs() {
                    Ok(inputs) => match self.attempts().begin(task, &node, None, self.number(), inputs) {
                        Begun::Course(course) => self.next_attempt(tasks, Of::Node(node), course),
                        Begun::Known(outputs) => {
                            self.give_back(&node);
                            self.close_call(self.end(node, 0, outputs));
                        }
                    },
                    Err(error) => {
                        self.give_back(&node);
                        self.close_call(self.fail(Failed::inputs(node, &error)));
                    }
                }
            }
            Job::Lane(map) => {
                map.enter();
                self.next_element(tasks, map);
            }
        }
    }

    /// Goes on with the next element of a map.
    fn next_element(self, tasks: &mut Tasks<'p>, map: Arc<MapRun<'p>>) {
        while !self.is_over()
            && let Some(number) = map.take_one()
        {
            let begin =
                |inputs| self.attempts().begin(map.task(), map.node(), Some(number), self.number(), inputs);
            let outcome = match map.inputs(number).map(begin) {
                Ok(Begun::Course(course)) => {
                    return self.next_attempt(tasks, Of::Element(map, number), course);
                }
                Ok(Begun::Known(outputs)) => Ok(outputs),
                Err(failed) => Err(failed),
            };
            map.record(number, outcome);
        }
        self.give_back(map.node());
        self.close_call(self.leave_lane(&map));
    }

    fn next_attempt(self, tasks: &mut Tasks<'p>, of: Of<'p>, mut course: Course) {
        let (inputs, context) = self.attempts().next(&mut course, of.node(), self.number());
        let is_alone = tasks.is_empty() && !is_left_behind();
        Context::own_thread(is_alone.then_some(&context));
        let settings = of.node().node().settings.map(|settings| settings.others);
        let call = Call {
            task: course.task,
            node: None,
            settings,
            inputs,
            context: &context,
            limit: course.limit(),
        };
        let future = self.attempts().executor.poll(call);
        tasks.add(Active { of, course, context, number: self.number() }, future);
    }

    /// Takes the end of an attempt.
    fn polled(self, tasks: &mut Tasks<'p>, task: Active<'p>, result: Result<Expanded, Failure>) {
        let Active { of, mut course, context, .. } = task;
        Context::own_thread(None);
        match (self.attempts().ended(&mut course, of.node(), self.number(), &context, result), of) {
            (None, of) => self.next_attempt(tasks, of, course),
            (Some(result), Of::Node(node)) => {
                self.give_back(&node);
                self.close_call(self.tried(node, course.tries, result));
            }
            (Some(result), Of::Element(map, number)) => {
                map.record(number, map.outcome(number, course.tries, result));
                self.next_element(tasks, map);
            }
        }
    }

    /// Ends with what was taken. A worker goes on with the node that is ready then.
    fn close_call(self, ready: Option<NodeRef<'p>>) {
        self.start_driver(self.inbox().ended(self.number()));
        self.come_back(ready.map(Job::Node));
    }
}

/// Whether a task that has ended left futures behind on this thread.
fn is_left_behind() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.metrics().num_alive_tasks() > 0)
}
