//! Interprets blocks: workers take nodes as they become ready, and do what each says.

use super::RunError;
use super::attempts::Attempts;
use super::condition::choose;
use super::course::Tries;
use super::event::{Listeners, What};
use super::executor::STACK;
use super::failed::{self, Failed, Failures};
use super::frame::{Frame, NodeRef, hand_on};
use super::gate;
use super::grown::Grown;
use super::inbox::Inbox;
use super::map::MapRun;
use super::memory::Asked;
use super::schedule::{Queue, Taken};
use super::template::{ArmTemplate, Inside};
use super::templates::{Opening, Templates};
use super::tokens::{Amounts, Tokens};
use crate::context::must_end;
use crate::entity::{Entity, Failure, FailurePolicy};
use crate::graph::{Arm, Branch, Expanded, Gate, Graph, MOST_NODES, Work};
use crate::lock::lock;
use crate::types::ValueError;
use aileron_idl::core::Literal;
use aileron_idl::prost::Message;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, Scope};

/// Runs the root of the templates. Returns its outputs, or the failure of the first failed node in the order of the body.
pub(super) fn run(
    templates: &Templates,
    inputs: Vec<Literal>,
    jobs: Jobs,
    attempts: &Attempts<'_>,
) -> Result<Vec<Literal>, RunError> {
    attempts.listeners.tell(0, || What::Planned { tasks: templates.size().tasks });
    let made = Made { templates: Grown::default(), nodes: AtomicU64::new(templates.size().nodes) };
    let root = Frame::new(templates.root(), 0, None, inputs);
    let ended = interpret(templates, &made, root, jobs, attempts);
    let files = attempts.context.files();
    if ended.is_err() && attempts.context.setup().record.is_some() {
        files.leave();
    } else {
        files.remove(|| match &ended {
            Ok(outputs) => outputs.iter().flat_map(Message::encode_to_vec).collect(),
            Err(error) => error.to_string().into_bytes(),
        });
    }
    ended
}

/// Runs a block and all that it opens; and if it fails, the failure handlers.
fn interpret<'p>(
    templates: &'p Templates,
    made: &'p Made,
    frame: Frame<'p>,
    jobs: Jobs,
    attempts: &'p Attempts<'p>,
) -> Result<Vec<Literal>, RunError> {
    let workers = templates.workers(jobs.at_work);
    let polled = jobs.polled.get();
    let run = Run {
        made,
        queue: Queue::new(workers),
        inbox: Inbox::new(jobs.at_work.get().min(polled), workers..workers + polled),
        tokens: jobs.resources.map(Tokens::new),
        most_polled: templates.has_polled(attempts.executor).then_some(polled),
        policy: templates.failure_policy(),
        has_failed: AtomicBool::new(false),
        failures: Mutex::default(),
        outputs: Mutex::default(),
        listeners: attempts.listeners,
        attempts,
    };
    let frame = Arc::new(frame);
    std::thread::scope(|scope| {
        let worker = Worker { run: &run, scope, number: 0 };
        worker.work(worker.begin(Arc::clone(&frame)));
        run.inbox.close();
    });
    run.end(&frame, |handler| {
        let tasks = handler.opening().template.size.tasks;
        attempts.listeners.tell(0, || What::Planned { tasks });
        interpret(templates, made, handler, jobs, attempts).map(drop)
    })
}

/// What dynamic workflows have made.
struct Made {
    /// The graphs, with the workflows in them.
    templates: Grown<Templates>,
    /// How many nodes there are, with those that are not made: the number of the next one.
    nodes: AtomicU64,
}

/// What the workers of a run share.
struct Run<'p> {
    made: &'p Made,
    queue: Queue<Job<'p>>,
    /// The `async` tasks that are ready.
    inbox: Inbox<Job<'p>>,
    /// What tasks may request together; `None` if nothing bounds it.
    tokens: Option<Tokens<Job<'p>>>,
    /// How many `async` tasks may be under way; `None` if there are none.
    most_polled: Option<usize>,
    policy: FailurePolicy,
    has_failed: AtomicBool,
    failures: Mutex<Vec<Failed<'p>>>,
    /// Those of the root, once all of it has ended.
    outputs: Mutex<Option<Result<Vec<Literal>, ValueError>>>,
    listeners: Listeners<'p>,
    attempts: &'p Attempts<'p>,
}

/// How many tasks may be under way.
#[derive(Clone, Copy)]
pub(super) struct Jobs {
    /// Those that keep a worker.
    pub(super) at_work: NonZeroUsize,
    /// `async` ones, which may wait.
    pub(super) polled: NonZeroUsize,
    /// What they may request together; `None` if nothing bounds it.
    pub(super) resources: Option<Amounts>,
}

/// What a worker takes from the queue, or a driver from the inbox.
pub(super) enum Job<'p> {
    /// A node that is ready.
    Node(NodeRef<'p>),
    /// A lane of a map.
    Lane(Arc<MapRun<'p>>),
}

/// A worker: a thread that takes nodes from the queue, and goes on with those that they make ready.
#[derive(Clone, Copy)]
pub(super) struct Worker<'s, 'e, 'p> {
    run: &'s Run<'p>,
    scope: &'s Scope<'s, 'e>,
    number: usize,
}

impl<'s, 'p> Worker<'s, '_, 'p> {
    /// Begins with a node that is ready, and works until nothing is left to do.
    fn work(self, first: Option<NodeRef<'p>>) {
        let mut next = first;
        loop {
            while let Some(node) = next {
                next = self.go(node);
            }
            self.heed_interruption();
            let Some(taken) = self.run.queue.next() else { return };
            next = self.taken(taken);
        }
    }

    /// Does what a node says, unless the run was interrupted. Returns a node that is ready now.
    fn go(self, node: NodeRef<'p>) -> Option<NodeRef<'p>> {
        if self.heed_interruption() {
            self.run.queue.add([Job::Node(node)]);
            return None;
        }
        self.step(node)
    }

    /// Starts no more tasks if the run was interrupted, and returns whether it was.
    pub(super) fn heed_interruption(self) -> bool {
        let must_end = must_end();
        if must_end {
            self.close();
        }
        must_end
    }

    /// Begins what was taken. Returns a node that is ready.
    fn taken(self, Taken { item, start }: Taken<Job<'p>>) -> Option<NodeRef<'p>> {
        self.start(start);
        match item {
            Job::Node(node) => Some(node),
            Job::Lane(map) => self.lane(&map),
        }
    }

    /// How many workers there may be.
    pub(super) fn workers(self) -> usize {
        self.run.queue.most()
    }

    pub(super) fn number(self) -> usize {
        self.number
    }

    pub(super) fn attempts(self) -> &'p Attempts<'p> {
        self.run.attempts
    }

    /// Whether no more tasks start, since one has failed.
    pub(super) fn is_over(self) -> bool {
        self.run.has_failed.load(Ordering::Relaxed)
    }

    pub(super) fn inbox(self) -> &'s Inbox<Job<'p>> {
        &self.run.inbox
    }

    /// This worker, as events know it while it has to do with a task of this number.
    pub(super) fn at(self, number: usize) -> Self {
        Worker { number, ..self }
    }

    /// How many `async` tasks may be under way.
    pub(super) fn most_polled(self) -> usize {
        self.run.most_polled.unwrap_or_default()
    }

    /// Whether a driver polls the attempts of a node's task.
    pub(super) fn polls(self, task: &'static Entity, node: &NodeRef<'_>) -> bool {
        let asked = Asked { task, node, element: None, inputs: &[] };
        self.run.most_polled.is_some()
            && self.run.attempts.executor.is_polled(task)
            && !self.run.attempts.memory.is_some_and(|memory| memory.may_wait(&asked))
    }

    /// Gives jobs to the drivers.
    pub(super) fn call(self, jobs: Vec<Job<'p>>) {
        if !jobs.is_empty() {
            self.run.queue.leave(jobs.len());
            self.start_driver(self.run.inbox.add(jobs));
        }
    }

    /// Whether jobs may have to wait for each other's requests.
    pub(super) fn has_tokens(self) -> bool {
        self.run.tokens.is_some()
    }

    /// Takes what a job of this node requests, and returns the job; or keeps it until there is enough.
    pub(super) fn admit(self, node: &NodeRef<'p>, job: Job<'p>) -> Option<Job<'p>> {
        let Some(tokens) = &self.run.tokens else { return Some(job) };
        let wanted = Amounts::of(node.node());
        if wanted.is_nothing() {
            return Some(job);
        }
        if let Some(task) = node.task() {
            tokens.note_if_too_large(task.name, wanted);
        }
        // It may be given back before this returns.
        self.run.queue.leave(1);
        let admitted = tokens.admit(job, wanted)?;
        self.come_back(None);
        Some(admitted)
    }

    /// Gives back what a job of this node has taken, and begins those that waited for it.
    pub(super) fn give_back(self, node: &NodeRef<'p>) {
        let Some(tokens) = &self.run.tokens else { return };
        let had = Amounts::of(node.node());
        if had.is_nothing() {
            return;
        }
        for job in tokens.give_back(had) {
            let is_polled = match &job {
                Job::Node(node) => node.task().is_some_and(|task| self.polls(task, node)),
                Job::Lane(map) => self.polls(map.task(), map.node()),
            };
            if is_polled {
                self.call(vec![job]);
                self.come_back(None);
            } else {
                self.come_back(Some(job));
            }
        }
    }

    /// Records that a job of a driver has ended, and adds what it has made ready.
    pub(super) fn come_back(self, job: Option<Job<'p>>) {
        self.start(self.run.queue.come_back(job));
    }

    /// Starts another driver, if the inbox wants one.
    pub(super) fn start_driver(self, driver: Option<usize>) {
        let Some(driver) = driver else { return };
        let builder = Builder::new().name(format!("driver {driver}")).stack_size(STACK);
        if let Err(error) = builder.spawn_scoped(self.scope, move || self.drive(driver)) {
            self.lost_driver(driver, &error);
        }
    }

    /// Starts no more tasks.
    pub(super) fn close(self) {
        self.run.has_failed.store(true, Ordering::Relaxed);
        self.run.queue.close();
        self.run.inbox.close();
    }

    /// Adds jobs to the queue.
    pub(super) fn add(self, jobs: impl IntoIterator<Item = Job<'p>>) {
        self.start(self.run.queue.add(jobs));
    }

    /// Starts another worker, if the queue wants one.
    fn start(self, worker: Option<usize>) {
        let Some(number) = worker else { return };
        let other = Worker { number, ..self };
        let builder = Builder::new().name(format!("worker {number}")).stack_size(STACK);
        let work = move || {
            if let Some(taken) = other.run.queue.first() {
                other.work(other.taken(taken));
            }
        };
        if builder.spawn_scoped(self.scope, work).is_err() {
            self.run.queue.lost_worker();
        }
    }

    /// Does what a node says. Returns a node that is ready now.
    fn step(self, node: NodeRef<'p>) -> Option<NodeRef<'p>> {
        let inputs = match node.inputs() {
            Ok(inputs) => inputs,
            Err(error) => {
                if matches!(node.node().work, Work::Task(_) | Work::Reference(_)) {
                    self.give_back(&node);
                }
                return self.fail(Failed::inputs(node, &error));
            }
        };
        match (&node.node().work, &node.template().inside) {
            (Work::Task(task) | Work::Reference(task), _) => {
                let (tries, result) = self.run.attempts.run(task, &node, None, self.number, inputs);
                self.give_back(&node);
                self.tried(node, tries, result)
            }
            (Work::Workflow(_) | Work::LaunchPlan(_), Inside::Workflow(index)) => {
                self.tell(|| What::Started { node: &node, attempt: 0, inputs: &inputs });
                let number = node.number().saturating_add(1);
                self.open(node.home().workflow(*index), number, Some(node), inputs)
            }
            (Work::Branch(branch), Inside::Arms(arms)) => self.branch(branch, arms, node, inputs),
            (Work::Map(map), _) => self.map(map, node, inputs),
            (Work::Gate(gate), _) => {
                self.tell(|| What::Started { node: &node, attempt: 0, inputs: &inputs });
                if gate::waits(gate, self.run.attempts.context.setup()) {
                    self.wait_at(gate, node, inputs)
                } else {
                    self.pass(gate, node, inputs)
                }
            }
            (Work::Workflow(_) | Work::LaunchPlan(_) | Work::Branch(_), _) => None,
        }
    }

    /// Waits at a gate in a thread of its own, since what waits must take no worker.
    fn wait_at(self, gate: &'p Gate, node: NodeRef<'p>, inputs: Vec<Literal>) -> Option<NodeRef<'p>> {
        self.run.queue.leave(1);
        let builder = Builder::new().name(format!("gate {}", node.node().title()));
        let (own, own_inputs) = (node.clone(), inputs.clone());
        let wait = move || {
            let next = self.pass(gate, own, own_inputs);
            self.come_back(next.map(Job::Node));
        };
        if builder.spawn_scoped(self.scope, wait).is_ok() {
            return None;
        }
        let next = self.pass(gate, node, inputs);
        self.come_back(None);
        next
    }

    /// Passes a gate, once it is open. Returns a node that is ready now.
    fn pass(self, gate: &Gate, node: NodeRef<'p>, inputs: Vec<Literal>) -> Option<NodeRef<'p>> {
        let timeout = node.node().settings.and_then(|settings| settings.others.timeout);
        match gate::pass(gate, inputs, timeout, self.run.attempts.context.setup()) {
            Ok(outputs) => self.end(node, 0, outputs),
            Err(why) => self.fail(Failed::because(node, why)),
        }
    }

    /// Takes the end of a task. Returns a node that is ready now.
    pub(super) fn tried(
        self,
        node: NodeRef<'p>,
        tries: Tries,
        result: Result<Expanded, Failure>,
    ) -> Option<NodeRef<'p>> {
        match result {
            Ok(Expanded::Outputs(outputs)) => self.end(node, tries.last(), outputs),
            Ok(Expanded::Graph(graph)) => self.open_made(node, tries, *graph),
            Err(failure) => self.fail(Failed { tries, failure, ..Failed::because(node, String::new()) }),
        }
    }

    /// Opens the arm for these inputs.
    fn branch(
        self,
        branch: &'p Branch,
        arms: &'p [ArmTemplate],
        node: NodeRef<'p>,
        inputs: Vec<Literal>,
    ) -> Option<NodeRef<'p>> {
        self.tell(|| What::Started { node: &node, attempt: 0, inputs: &inputs });
        let chosen = match choose(branch, &inputs) {
            Ok(chosen) => chosen,
            Err(error) => return self.fail(Failed::condition(node, &error)),
        };
        self.tell(|| What::Chosen { node: &node, arm: chosen });
        if !self.run.listeners.is_empty() {
            self.skip_others(branch, arms, &node, chosen);
        }
        match branch.arms().nth(chosen)? {
            Arm::Fail(text) => self.fail(Failed::arm(node, text)),
            // There is nothing to wait for, so there is no need of a frame.
            Arm::Block(block) if block.nodes.is_empty() => match hand_on(&block.outputs, inputs) {
                Ok(outputs) => self.end(node, 0, outputs),
                Err(error) => self.fail(Failed::outputs(node, None, &error)),
            },
            Arm::Block(block) => {
                let own = &arms[chosen];
                self.tell(|| What::Planned { tasks: own.size.tasks });
                let number = node.number().saturating_add(own.number);
                self.open(node.home().arm(block, inputs.len(), own), number, Some(node), inputs)
            }
        }
    }

    /// Tells of the nodes in the arms that a branch did not choose.
    fn skip_others(self, branch: &'p Branch, arms: &'p [ArmTemplate], node: &NodeRef<'p>, chosen: usize) {
        let others = branch.arms().zip(arms).enumerate().filter(|(index, _)| *index != chosen);
        for (_, (arm, own)) in others {
            let Arm::Block(block) = arm else { continue };
            let opening = node.home().arm(block, node.node().bindings.len(), own);
            let number = node.number().saturating_add(own.number);
            let frame = Arc::new(Frame::new(opening, number, Some(node.clone()), Vec::new()));
            for node in Frame::nodes(&frame) {
                self.tell(|| What::Skipped { node: &node });
            }
        }
    }

    /// Opens the graph that a dynamic workflow has made.
    fn open_made(self, node: NodeRef<'p>, tries: Tries, graph: Graph) -> Option<NodeRef<'p>> {
        let templates = match Templates::of_dynamic(graph) {
            Ok(templates) => self.run.made.templates.push(templates),
            Err(errors) => {
                let why: Vec<_> = errors.iter().map(ToString::to_string).collect();
                return self.fail(Failed::expansion(node, tries, why.join("\n")));
            }
        };
        let size = templates.size();
        let number = self.run.made.nodes.fetch_add(size.nodes, Ordering::Relaxed);
        if number.saturating_add(size.nodes) > MOST_NODES {
            let why = format!(
                "with the nodes that it made, this run has more than {MOST_NODES}, and a local run takes no more; if the dynamic \
                 workflow calls itself, let a branch end that"
            );
            return self.fail(Failed::expansion(node, tries, why));
        }
        self.tell(|| What::Planned { tasks: size.tasks });
        self.open(templates.root(), number, Some(node), Vec::new())
    }

    /// Opens a block. Returns a node that is ready now.
    fn open(
        self,
        opening: Opening<'p>,
        number: u64,
        caller: Option<NodeRef<'p>>,
        inputs: Vec<Literal>,
    ) -> Option<NodeRef<'p>> {
        self.begin(Arc::new(Frame::new(opening, number, caller, inputs)))
    }

    /// Begins with the block of a frame. Returns a node that is ready now.
    fn begin(self, frame: Arc<Frame<'p>>) -> Option<NodeRef<'p>> {
        let opening = frame.opening();
        if opening.block.nodes.is_empty() {
            let (caller, outputs) = self.leave(&frame)?;
            return self.end(caller, 0, outputs);
        }
        self.release(frame, &opening.template.ready)
    }

    /// Keeps the outputs of a node that has ended. Returns a node that is ready now.
    pub(super) fn end(
        self,
        mut node: NodeRef<'p>,
        mut attempt: u32,
        mut outputs: Vec<Literal>,
    ) -> Option<NodeRef<'p>> {
        loop {
            self.tell(|| What::Ended { node: &node, attempt, outputs: &outputs });
            node.keep(outputs);
            let followers = node.followers();
            if !followers.is_empty() {
                return self.release(node.frame, followers);
            }
            if !node.frame.end_one() {
                return None;
            }
            // The node whose work the block was has ended with it.
            (node, outputs) = self.leave(&node.frame)?;
            attempt = 0;
        }
    }

    /// Takes the outputs of a block that has ended. Returns the node whose work it was.
    fn leave(self, frame: &Arc<Frame<'p>>) -> Option<(NodeRef<'p>, Vec<Literal>)> {
        let outputs = frame.outputs();
        let Some(caller) = frame.caller().cloned() else {
            *lock(&self.run.outputs) = Some(outputs);
            return None;
        };
        match outputs {
            Ok(outputs) if caller.task().is_some() => {
                let outputs = self.run.attempts.keep_grown(&caller, outputs);
                Some((caller, outputs))
            }
            Ok(outputs) => Some((caller, outputs)),
            Err(error) => {
                self.fail(Failed::outputs(caller, Some(Arc::clone(frame)), &error));
                None
            }
        }
    }

    /// Tells waiting nodes that one of those has ended for which they wait. Returns the first that is ready now, and queues
    /// the others.
    fn release(self, frame: Arc<Frame<'p>>, waiting: &[usize]) -> Option<NodeRef<'p>> {
        let mut ready = waiting.iter().copied().filter(|node| frame.release(*node));
        if self.run.most_polled.is_some() || self.run.tokens.is_some() {
            let ready = ready.map(|node| NodeRef { frame: Arc::clone(&frame), node }).collect();
            return self.share_out(ready);
        }
        let first = ready.next()?;
        let others: Vec<_> = ready.map(|node| NodeRef { frame: Arc::clone(&frame), node }).collect();
        let first = NodeRef { frame, node: first };
        [&first].into_iter().chain(&others).for_each(|node| self.tell(|| What::Queued { node }));
        self.go_on(first, others)
    }

    /// Gives the nodes of `async` tasks to the drivers. Returns the first of the others, and queues the rest.
    fn share_out(self, ready: Vec<NodeRef<'p>>) -> Option<NodeRef<'p>> {
        for node in &ready {
            self.tell(|| What::Queued { node });
        }
        let is_polled = |node: &NodeRef<'p>| match node.node().work {
            Work::Task(task) => self.polls(task, node),
            _ => false,
        };
        let ready = ready.into_iter().filter_map(|node| match node.node().work {
            Work::Task(_) | Work::Reference(_) => match self.admit(&node.clone(), Job::Node(node))? {
                Job::Node(node) => Some(node),
                Job::Lane(_) => None,
            },
            _ => Some(node),
        });
        let (polled, mut others): (Vec<_>, Vec<_>) = ready.partition(is_polled);
        self.call(polled.into_iter().map(Job::Node).collect());
        if others.is_empty() {
            return None;
        }
        let first = others.remove(0);
        self.go_on(first, others)
    }

    /// Queues nodes that are ready, except for the first. Returns that one if it may start.
    fn go_on(self, first: NodeRef<'p>, others: Vec<NodeRef<'p>>) -> Option<NodeRef<'p>> {
        if !others.is_empty() {
            self.add(others.into_iter().map(Job::Node));
        }
        if self.is_over() {
            // The queue is closed, so the node does not start.
            self.run.queue.add([Job::Node(first)]);
            return None;
        }
        Some(first)
    }

    /// Records a failure. No more nodes start, unless the policy is to go on with those that do not need the failed one.
    pub(super) fn fail(self, failed: Failed<'p>) -> Option<NodeRef<'p>> {
        self.tell(|| failed.event());
        lock(&self.run.failures).push(failed);
        if self.run.policy == FailurePolicy::FailImmediately {
            self.close();
        }
        None
    }

    pub(super) fn tell<'w>(self, what: impl FnOnce() -> What<'w>) {
        self.run.listeners.tell(self.number, what);
    }
}

impl<'p> Run<'p> {
    /// The outputs, or the failure that decides. `handle` calls the failure handler of a workflow.
    fn end(
        self,
        root: &Frame<'p>,
        mut handle: impl FnMut(Frame<'p>) -> Result<(), RunError>,
    ) -> Result<Vec<Literal>, RunError> {
        let failures = self.failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failures = Failures::new(failures);
        let outputs = self.outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        let was_interrupted = outputs.is_none() && must_end();
        if was_interrupted || !failures.is_empty() {
            let rest = self.queue.into_rest().into_iter().chain(self.inbox.into_rest());
            let rest = rest.chain(self.tokens.into_iter().flat_map(Tokens::into_rest));
            let rest = rest.filter_map(|job| match job {
                Job::Node(node) => Some(node),
                Job::Lane(_) => None,
            });
            failures.tell_rest(self.listeners, &rest.collect());
        }
        if was_interrupted {
            return Err(RunError::Interrupted { failures: failures.into_errors() });
        }
        if let Some(error) = failures.into_error(self.policy, &mut handle) {
            return Err(error);
        }
        let outputs = outputs.unwrap_or_else(|| Ok(Vec::new()));
        outputs.map_err(|error| failed::handled(root, RunError::Output(error), &mut handle))
    }
}
