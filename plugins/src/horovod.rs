//! Horovod: many processes of this program, started by `horovodrun`.

use crate::World;
use crate::mpi::Mpi;
use crate::world::variable;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use serde_json::Value;

/// A job of Kubeflow's MPI operator in which `horovodrun` starts the processes.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::horovod::{self, Horovod};
/// use aileron_plugins::mpi::Mpi;
///
/// #[task(plugin = Horovod::new(Mpi::new(4).slots(2)))]
/// fn train(epochs: i64) -> String {
///     let world = horovod::world();
///     format!("{epochs} epochs as {} of {}", world.rank, world.size)
/// }
/// # assert_eq!(train(2), "2 epochs as 0 of 1");
/// ```
///
/// Everything except the launcher is as with [`Mpi`]. Horovod is a Python library, so the task usually starts a script. It
/// finds the other processes through the variables that begin with `HOROVOD_`.
///
/// # Errors
/// Those of [`Mpi`].
#[derive(Clone, Debug)]
pub struct Horovod {
    job: Mpi,
    verbose: bool,
    log_level: String,
    discovery_script_path: String,
    elastic_timeout: u32,
}

impl Default for Horovod {
    fn default() -> Self {
        Horovod::new(Mpi::default())
    }
}

impl Horovod {
    /// A job with the pods and slots of this one.
    #[must_use]
    pub fn new(job: Mpi) -> Self {
        Horovod {
            job,
            verbose: false,
            log_level: "INFO".to_owned(),
            discovery_script_path: "/etc/mpi/discover_hosts.sh".to_owned(),
            elastic_timeout: 1200,
        }
    }

    exact_setters! {
        /// Whether `horovodrun` logs what it does.
        verbose: bool,
        /// How many seconds `horovodrun` waits for hosts. The default is 1200.
        elastic_timeout: u32,
    }

    setters! {
        /// Its log level. The default is `INFO`.
        log_level: String,
        /// The script in the image that prints the hosts. The default is the operator's.
        discovery_script_path: String,
    }
}

/// The rank of this process among those that `horovodrun` started; rank 0 of 1 elsewhere.
#[must_use]
pub fn world() -> World {
    World::from_variables(&[("HOROVOD_RANK", "HOROVOD_SIZE")], variable)
}

impl Plugin for Horovod {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "mpi"
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        self.job.custom(task, settings)
    }

    fn command(&self, command: Vec<String>) -> Vec<String> {
        let (processes, slots) = (self.job.processes().to_string(), self.job.slots_per_worker().to_string());
        let timeout = self.elastic_timeout.to_string();
        let pairs = [
            ("-np", &*processes),
            ("--log-level", &self.log_level),
            ("--network-interface", "eth0"),
            ("--min-np", &processes),
            ("--max-np", &processes),
            ("--slots-per-host", &slots),
            ("--host-discovery-script", &self.discovery_script_path),
            ("--elastic-timeout", &timeout),
        ];
        let options = pairs.into_iter().flat_map(|(flag, value)| [flag, value]);
        let verbose = self.verbose.then_some("--verbose");
        let horovodrun = ["horovodrun"].into_iter().chain(options).chain(verbose).map(str::to_owned);
        horovodrun.chain(command).collect()
    }

    fn leads(&self) -> bool {
        world().rank == 0
    }
}
