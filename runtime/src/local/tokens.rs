//! What this machine has for tasks, if a person says so: tasks wait until their requests fit.

use crate::entity::{Entity, Resource, Settings};
use crate::graph::Node;
use crate::lock::lock;
use crate::logs;
use aileron_grammar::Quantity;
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Amounts of what tasks request, in billionths: of CPUs, and of bytes of memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amounts {
    cpu: i128,
    memory: i128,
}

impl Amounts {
    /// More than any task requests.
    pub(crate) const ALL: Amounts = Amounts { cpu: i128::MAX, memory: i128::MAX };

    pub(crate) fn with_cpu(self, cpu: &Quantity) -> Self {
        Amounts { cpu: cpu.nanos(), ..self }
    }

    pub(crate) fn with_memory(self, memory: &Quantity) -> Self {
        Amounts { memory: memory.nanos(), ..self }
    }

    /// What a node's task requests: as its call says, else as the task does. As in Kubernetes, a limit alone is a request too.
    pub(super) fn of(node: &Node) -> Self {
        let call = node.settings.map(|settings| settings.others);
        let all: Vec<&Settings> = call.into_iter().chain(node.entity().and_then(Entity::settings)).collect();
        let of = |resource: Resource| {
            let quantities = all.iter().flat_map(|settings| settings.requests.iter().chain(settings.limits));
            let found = quantities.into_iter().find(|(other, _)| *other == resource);
            found.and_then(|(_, amount)| amount.parse::<Quantity>().ok()).map_or(0, |amount| amount.nanos())
        };
        Amounts { cpu: of(Resource::Cpu), memory: of(Resource::Memory) }
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Amounts::default()
    }

    fn fits(self, free: Self) -> bool {
        self.cpu <= free.cpu && self.memory <= free.memory
    }
}

/// The jobs that wait until there is enough for them, in the order in which they became ready.
pub(super) struct Tokens<T> {
    all: Amounts,
    state: Mutex<State<T>>,
}

struct State<T> {
    free: Amounts,
    waiting: VecDeque<(T, Amounts)>,
    /// The tasks that request more than there is.
    too_large: BTreeSet<&'static str>,
}

impl<T> Tokens<T> {
    pub(super) fn new(all: Amounts) -> Self {
        let state = State { free: all, waiting: VecDeque::new(), too_large: BTreeSet::new() };
        Tokens { all, state: Mutex::new(state) }
    }

    /// Takes what a job wants, and returns the job; or keeps it until there is enough, and all that came before it have begun.
    pub(super) fn admit(&self, job: T, wanted: Amounts) -> Option<T> {
        let wanted = self.bounded(wanted);
        let mut state = lock(&self.state);
        if state.waiting.is_empty() && wanted.fits(state.free) {
            state.take(wanted);
            return Some(job);
        }
        state.waiting.push_back((job, wanted));
        None
    }

    /// Gives back what a job had. Returns the jobs that begin now.
    pub(super) fn give_back(&self, had: Amounts) -> Vec<T> {
        let had = self.bounded(had);
        let mut state = lock(&self.state);
        state.free.cpu += had.cpu;
        state.free.memory += had.memory;
        let mut admitted = Vec::new();
        while let Some((job, wanted)) = state.next() {
            state.take(wanted);
            admitted.push(job);
        }
        admitted
    }

    /// Notes, once for each task, that it requests more than there is.
    pub(super) fn note_if_too_large(&self, task: &'static str, wanted: Amounts) {
        if !wanted.fits(self.all) && lock(&self.state).too_large.insert(task) {
            logs::note(&format!("`{task}` requests more than `--resources` has, so it runs alone"));
        }
    }

    /// The jobs that never began.
    pub(super) fn into_rest(self) -> impl Iterator<Item = T> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.waiting.into_iter().map(|(job, _)| job)
    }

    /// What a job takes: all, if it wants more than there is.
    fn bounded(&self, wanted: Amounts) -> Amounts {
        if wanted.fits(self.all) { wanted } else { self.all }
    }
}

impl<T> State<T> {
    fn take(&mut self, wanted: Amounts) {
        self.free.cpu -= wanted.cpu;
        self.free.memory -= wanted.memory;
    }

    /// The first job that waits, if there is enough for it.
    fn next(&mut self) -> Option<(T, Amounts)> {
        let (_, wanted) = self.waiting.front()?;
        if wanted.fits(self.free) { self.waiting.pop_front() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::{Amounts, Tokens};
    use aileron_grammar::Quantity;

    fn cpus(amount: &str) -> Amounts {
        Amounts::default().with_cpu(&amount.parse::<Quantity>().unwrap())
    }

    #[test]
    fn a_job_waits_until_there_is_enough() {
        let tokens = Tokens::new(Amounts::ALL.with_cpu(&"2".parse().unwrap()));
        assert_eq!(tokens.admit("a", cpus("1500m")), Some("a"));
        assert_eq!(tokens.admit("b", cpus("1")), None);
        // What comes later does not overtake it.
        assert_eq!(tokens.admit("c", cpus("500m")), None);
        assert_eq!(tokens.give_back(cpus("1500m")), ["b", "c"]);
        assert_eq!(tokens.admit("d", cpus("1")), None);
        assert_eq!(tokens.into_rest().collect::<Vec<_>>(), ["d"]);
    }

    #[test]
    fn what_wants_more_than_there_is_runs_alone() {
        let memory = "1Gi".parse::<Quantity>().unwrap();
        let tokens = Tokens::new(Amounts::ALL.with_cpu(&"2".parse().unwrap()).with_memory(&memory));
        assert_eq!(tokens.admit("a", cpus("8")), Some("a"));
        assert_eq!(tokens.admit("b", Amounts::default().with_memory(&"1Mi".parse().unwrap())), None);
        assert_eq!(tokens.give_back(cpus("8")), ["b"]);
    }
}
