//! Registration: specs become entities on a server.
//!
//! Everything is sent in an order in which nothing comes before what it needs, four calls at a time. Whatever happens, it
//! may be done again: what is there already with the same content is left as it is.

mod answer;
mod calls;
mod compare;
mod outcome;
mod plan;
mod queue;
mod run;
mod version;

pub use crate::diff::Field;
pub use outcome::{RegisterError, Registered, Registration, State};

use super::Client;
use crate::check::{Message, Package};
use crate::embed::Specs;
use crate::spec::Ids;
use plan::Plan;
use run::Work;
use std::collections::BTreeSet;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

impl Client {
    /// Prepares to register specs; `.await` does it.
    ///
    /// ```no_run
    /// use aileron::embed::Program;
    /// use aileron::remote::{Client, Settings};
    ///
    /// # async fn registered() -> Result<(), Box<dyn std::error::Error>> {
    /// let settings = Settings::new("localhost:30080").insecure().project("flytesnacks").domain("development");
    /// let client = Client::connect(settings).await?;
    /// let specs = Program::load()?.specs().image("ghcr.io/acme/app:v1").make()?;
    /// let registration = client.register(&specs).await?;
    /// for entity in &registration.entities {
    ///     println!("{} {} {}: {}", entity.kind.as_str(), entity.name, entity.version, entity.state.as_str());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Project and domain are those of the specs, else those of the settings.
    pub fn register(&self, specs: &Specs) -> Register<'_> {
        let tasks = specs.tasks.iter().cloned().map(Message::Task);
        let workflows = specs.workflows.iter().cloned().map(Message::Workflow);
        let plans = specs.launch_plans.iter().cloned().map(Message::LaunchPlan);
        let mut package = Package::default();
        tasks.chain(workflows).chain(plans).for_each(|message| package.push(String::new(), message));
        self.register_package(package, specs.activated.iter().cloned().collect())
    }

    /// Prepares to register a package. The launch plans with these names are activated.
    pub(crate) fn register_package(&self, package: Package, activated: BTreeSet<String>) -> Register<'_> {
        Register {
            client: self,
            package,
            activated,
            activates_all: false,
            version: String::new(),
            stop: Arc::default(),
            hear: Box::new(|_| ()),
        }
    }
}

/// A registration that is not sent yet: `.await` sends it, [`dry_run`](Self::dry_run) only looks.
///
/// ```no_run
/// # async fn registered(client: aileron::remote::Client, specs: aileron::embed::Specs) -> Result<(), aileron::remote::register::RegisterError> {
/// let planned = client.register(&specs).version("v2").dry_run().await?;
/// let new = planned.entities.iter().filter(|entity| !entity.state.is_registered()).count();
/// println!("{new} entities would be new");
/// client.register(&specs).version("v2").activate_launch_plans().await?;
/// # Ok(())
/// # }
/// ```
///
/// Dropped while it is under way, it stops. What is registered stays, and the same call goes on from there.
#[must_use = "nothing is sent yet: add `.await`"]
pub struct Register<'c> {
    client: &'c Client,
    package: Package,
    activated: BTreeSet<String>,
    activates_all: bool,
    version: String,
    stop: Arc<AtomicBool>,
    hear: Hear<'c>,
}

/// Hears of each entity.
type Hear<'c> = Box<dyn FnMut(&Registered) + Send + 'c>;

impl<'c> Register<'c> {
    /// Sets the version of what has none in the specs. By default it is a digest of this program and of the specs, the same for
    /// the same build: 32 characters, of which Flyte allows 63.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Activates all launch plans; by default only those with `auto_activate`. A schedule begins, and a call without a version
    /// launches this one.
    pub fn activate_launch_plans(mut self) -> Self {
        self.activates_all = true;
        self
    }

    /// Sets what hears of each entity as soon as it is known what became of it.
    pub fn listen(mut self, hear: impl FnMut(&Registered) + Send + 'c) -> Self {
        self.hear = Box::new(hear);
        self
    }

    /// Sets what stops it: once the flag is set, nothing more is sent, and what is under way ends.
    pub(crate) fn stop_by(mut self, stop: &Arc<AtomicBool>) -> Self {
        self.stop = Arc::clone(stop);
        self
    }

    /// Says what would become of each entity, and changes nothing on the server. Content that differs is no error here.
    ///
    /// # Errors
    /// Fails if nobody names the project, or the server does not answer.
    pub async fn dry_run(self) -> Result<Registration, RegisterError> {
        let registration = self.work(Work::Look).await?;
        let is_known =
            |entity: &Registered| entity.state.is_registered() || matches!(entity.state, State::Different(_));
        if registration.entities.iter().all(is_known) {
            Ok(registration)
        } else {
            Err(RegisterError::after(registration))
        }
    }

    /// Registers everything.
    ///
    /// # Errors
    /// Fails if nobody names the project, or something is not registered. What needs nothing of that is registered all the same.
    async fn send(self) -> Result<Registration, RegisterError> {
        let registration = self.work(Work::Register).await?;
        if registration.entities.iter().all(|entity| entity.state.is_registered()) {
            Ok(registration)
        } else {
            Err(RegisterError::after(registration))
        }
    }

    async fn work(mut self, work: Work) -> Result<Registration, RegisterError> {
        if self.version.is_empty() {
            self.version = version::of(&self.package).map_err(|error| {
                let text = "the version is a digest of this program, which can't be read; name a version";
                RegisterError::because(text, error)
            })?;
        }
        let scope = self.client.scope();
        let ids = Ids {
            project: scope.project.clone(),
            domain: scope.domain.clone(),
            version: self.version.clone(),
        };
        let activates = |plan: &str| self.activates_all || self.activated.contains(plan);
        let plan = Plan::new(self.package, &ids, activates);
        if plan.items.iter().any(|item| item.id.project.is_empty()) {
            let text = "nothing says in which project to register; name one in the settings or in the specs";
            return Err(RegisterError::before(text));
        }
        let entities = run::run(self.client, &plan, work, &self.stop, &mut *self.hear).await;
        Ok(Registration { version: self.version, entities })
    }
}

impl<'c> IntoFuture for Register<'c> {
    type Output = Result<Registration, RegisterError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for Register<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Register")
            .field("version", &self.version)
            .field("activates_all", &self.activates_all)
            .finish_non_exhaustive()
    }
}
