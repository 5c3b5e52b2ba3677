//! References: signatures of what is registered elsewhere.

use super::interface::{Input, Interface, Variable, variable, variables};
use super::{Body, Make, Registration, Returns};
use crate::arities::each_arity;
use crate::types::look::Look;
use crate::types::{FlyteType, Outputs, look};
use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

/// The parts of a reference's id except its name, and what replaces it on this machine. An empty part is that of the
/// registration which the reference itself is a part of.
pub struct Reference {
    /// What it refers to.
    pub kind: Referred,
    /// The project.
    pub project: &'static str,
    /// The domain.
    pub domain: &'static str,
    /// The version.
    pub version: &'static str,
    /// The function that replaces it in local runs.
    pub local: Option<&'static dyn Body>,
}

/// What a reference refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Referred {
    /// A task.
    Task,
    /// A workflow.
    Workflow,
    /// A launch plan.
    LaunchPlan,
}

impl Referred {
    /// It in messages, and the kind of a reference to it.
    pub(crate) fn names(self) -> [&'static str; 2] {
        match self {
            Referred::Task => ["task", "reference task"],
            Referred::Workflow => ["workflow", "reference workflow"],
            Referred::LaunchPlan => ["launch plan", "reference launch plan"],
        }
    }
}

impl Reference {
    /// The full id, such as `flytesnacks:development:etl.clean:v1`; the name alone if the rest is that of the registration.
    pub(crate) fn id(&self, name: &str) -> String {
        let Reference { project, domain, version, .. } = self;
        if [project, domain, version].iter().all(|part| part.is_empty()) {
            return name.to_owned();
        }
        format!("{project}:{domain}:{name}:{version}")
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.names()[1], self.id("…"))
    }
}

/// The types of parameters, as a tuple.
pub trait Parameters: 'static {
    /// Names and defaults.
    type Inputs: Sync + 'static;
    /// What their values look like.
    const LOOKS: &'static [&'static Look];
    /// Describes the parameters.
    fn variables(inputs: &'static Self::Inputs) -> Vec<Variable>;
}

/// A signature without a function: its parameters are `A`, and it returns `R`.
pub struct Declared<A: Parameters, R>(pub A::Inputs, pub PhantomData<fn() -> R>);

/// The entry of a reference.
#[track_caller]
#[must_use]
pub const fn reference<A: Parameters, R: Returns>(
    mark: u64,
    id: TypeId,
    make: &'static Make<(&'static str, Declared<A, R>, &'static Reference)>,
) -> Registration {
    look::check_all_options(A::LOOKS);
    look::check_all_options(R::Outputs::LOOKS);
    Registration { mark, id, make }
}

impl<A: Parameters, R: Returns> Interface for Declared<A, R> {
    fn inputs(&'static self) -> Vec<Variable> {
        A::variables(&self.0)
    }
    fn outputs(&self) -> Vec<Variable> {
        variables::<R>()
    }
}

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        impl<$($ty: FlyteType),*> Parameters for ($($ty,)*) {
            type Inputs = ($(Input<$ty>,)*);
            const LOOKS: &'static [&'static Look] = &[$(&$ty::LOOK),*];
            #[allow(unused_variables)] // there is nothing to read without parameters
            fn variables(inputs: &'static Self::Inputs) -> Vec<Variable> {
                vec![$(variable(&inputs.$index)),*]
            }
        }
    )* };
}

each_arity!(arities);
