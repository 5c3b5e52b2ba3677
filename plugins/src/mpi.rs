//! MPI: many processes of this program, started by `mpirun`.

use crate::World;
use crate::kubeflow::{Replicas, RunPolicy, int, no_workers};
use crate::problems::Problems;
use crate::world::variable;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::kubeflow::{DistributedMpiTrainingReplicaSpec, DistributedMpiTrainingTask};
use serde_json::Value;

/// What flytekit's plugin starts its program with; the hosts are found by `OMPI_MCA_orte_default_hostfile`, which the
/// operator sets.
const MPIRUN: [&str; 18] = [
    "mpirun",
    "--allow-run-as-root",
    "-bind-to",
    "none",
    "-map-by",
    "slot",
    "-x",
    "LD_LIBRARY_PATH",
    "-x",
    "PATH",
    "-x",
    "NCCL_DEBUG=INFO",
    "-mca",
    "pml",
    "ob1",
    "-mca",
    "btl",
    "^openib",
];

/// A job of Kubeflow's MPI operator: a launcher, and workers on which it starts processes of this program.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::mpi::{self, Mpi};
///
/// /// Sums up its share of the numbers.
/// #[task(plugin = Mpi::new(4).slots(2))]
/// fn sum(upto: u32) -> i64 {
///     let world = mpi::world();
///     (0..upto).filter(|number| number % world.size == world.rank).map(i64::from).sum()
/// }
/// # assert_eq!(sum(5), 10);
/// ```
///
/// The launcher runs `mpirun … -np <workers × slots> app execute …`, so every process runs the whole task, each with a
/// [`world`] of its own. The image has an Open MPI 4, since 5 refuses the command line, which is flytekit's, and the
/// workers an SSH server. Only what rank 0 returns are the task's outputs: have it gather what the others know (the crate
/// `mpi`, for one, speaks to them).
///
/// # Errors
/// No workers or slots, an image or an amount that can't be.
#[derive(Clone, Debug)]
pub struct Mpi {
    workers: u32,
    slots: u32,
    worker: Replicas,
    worker_command: Vec<String>,
    launcher: Replicas,
    launcher_command: Vec<String>,
    run_policy: Option<RunPolicy>,
}

impl Default for Mpi {
    fn default() -> Self {
        Mpi::new(1)
    }
}

impl Mpi {
    /// So many workers with one process each.
    #[must_use]
    pub fn new(workers: u32) -> Self {
        Mpi {
            workers,
            slots: 1,
            worker: Replicas::new(),
            worker_command: Vec::new(),
            launcher: Replicas::new(),
            launcher_command: Vec::new(),
            run_policy: None,
        }
    }

    exact_setters! {
        /// How many processes run on each worker, such as one a GPU.
        slots: u32,
    }

    setters! {
        /// The pods of the workers.
        worker: Replicas,
        /// The pod of the launcher.
        launcher: Replicas,
        /// How the job ends.
        run_policy: Option<RunPolicy>,
    }

    /// What the workers run while they wait; the operator's default if it isn't said.
    #[must_use]
    pub fn worker_command(mut self, command: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.worker_command = command.into_iter().map(Into::into).collect();
        self
    }

    /// What the launcher runs in place of `mpirun …`.
    #[must_use]
    pub fn launcher_command(mut self, command: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.launcher_command = command.into_iter().map(Into::into).collect();
        self
    }

    pub(crate) fn processes(&self) -> u32 {
        self.workers.saturating_mul(self.slots)
    }

    pub(crate) fn slots_per_worker(&self) -> u32 {
        self.slots
    }
}

/// This process among those that `mpirun` started; alone elsewhere.
///
/// Open MPI and the launchers of MPICH and Intel MPI are understood.
#[must_use]
pub fn world() -> World {
    World::told(&[("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE")], variable)
}

impl Plugin for Mpi {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "mpi"
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        problems.extend(no_workers(self.workers, "an MPI job"));
        if self.slots == 0 {
            problems.push("workers without slots run no process; write `.slots(1)` or more");
        }
        let group = |replicas: &Replicas, whose, count, command: &[String]| -> Result<_, Error> {
            let group = replicas.group(whose, count, settings)?;
            #[expect(deprecated, reason = "flytekit writes these fields")]
            Ok(DistributedMpiTrainingReplicaSpec {
                replicas: group.replicas,
                image: group.image,
                resources: group.resources,
                restart_policy: group.restart_policy,
                command: command.to_vec(),
                common: None,
            })
        };
        let job = DistributedMpiTrainingTask {
            worker_replicas: problems.keep(group(
                &self.worker,
                "its workers",
                self.workers,
                &self.worker_command,
            )),
            launcher_replicas: problems.keep(group(
                &self.launcher,
                "its launcher",
                1,
                &self.launcher_command,
            )),
            run_policy: self.run_policy.map(RunPolicy::message),
            slots: int(self.slots),
        };
        problems.end(Some(job.to_json()))
    }

    fn command(&self, command: Vec<String>) -> Vec<String> {
        let mpirun = MPIRUN.into_iter().map(str::to_owned);
        mpirun.chain(["-np".to_owned(), self.processes().to_string()]).chain(command).collect()
    }

    fn leads(&self) -> bool {
        world().rank == 0
    }
}
