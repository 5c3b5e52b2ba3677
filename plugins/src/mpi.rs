//! MPI: many processes of this program, started by `mpirun`.

use crate::World;
use crate::kubeflow::{Replicas, RunPolicy, int, no_workers};
use crate::problems::Problems;
use crate::world::variable;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::kubeflow::{DistributedMpiTrainingReplicaSpec, DistributedMpiTrainingTask};
use serde_json::Value;

/// The command with which flytekit's plugin starts its program. It finds the hosts through
/// `OMPI_MCA_orte_default_hostfile`, which the operator sets.
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
/// /// Adds up this process's share of the numbers.
/// #[task(plugin = Mpi::new(4).slots(2))]
/// fn sum(upto: u32) -> i64 {
///     let world = mpi::world();
///     (0..upto).filter(|number| number % world.size == world.rank).map(i64::from).sum()
/// }
/// # assert_eq!(sum(5), 10);
/// ```
///
/// The launcher runs `mpirun … -np <workers × slots> app execute …`, so every process runs the whole task, each with its own
/// rank in the [`world`]. The image must have Open MPI 4, since version 5 refuses the command line, which is flytekit's;
/// the workers need an SSH server. The outputs of the task are those of rank 0, so collect the results there, for example
/// with the crate `mpi`.
///
/// # Errors
/// When specs are made: there are no workers or no slots, or an image or a quantity is invalid.
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
    /// A job with this number of workers, each with one process.
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
        /// How many processes run on each worker, for example one for each GPU.
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

    /// The command that the workers run while they wait. The default is the operator's.
    #[must_use]
    pub fn worker_command(mut self, command: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.worker_command = command.into_iter().map(Into::into).collect();
        self
    }

    /// The command that the launcher runs instead of `mpirun …`.
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

/// The rank of this process among those that `mpirun` started; rank 0 of 1 elsewhere.
///
/// It understands the variables of Open MPI and of the launchers of MPICH and Intel MPI.
#[must_use]
pub fn world() -> World {
    World::from_variables(
        &[("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE")],
        variable,
    )
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
            problems.push("workers without slots run no processes; write `.slots(1)` or more");
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
