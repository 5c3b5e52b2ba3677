//! The trainer: a function of this program, or the program of another image.

use super::model::Model;
use aileron::FlyteType;
use aileron::idl::core::Literal;
use aileron::plugin::{Error, work};
use std::fmt;
use std::path::Path;

/// An input for a trainer, with its name.
pub(super) type Given = (String, Literal);

/// A function of up to twelve inputs, those of the task, which returns a [`Model`].
#[diagnostic::on_unimplemented(
    message = "this can't be a trainer",
    label = "a trainer is a plain function whose inputs are Flyte types, and which returns a `Model`: `File`, `Directory`, `()`, or a `Result` of these"
)]
pub trait Trainer<Inputs>: Send + Sync + 'static {
    /// Reads the inputs, trains, and writes the model to the folder.
    ///
    /// # Errors
    /// When an input has another type, the training fails, or the model can't be written.
    fn train(&self, inputs: Vec<Given>, model: &Path) -> Result<(), Error>;
}

macro_rules! arities {
    ($($($ty:ident $input:ident)*;)*) => { $(
        impl<Function, Left, $($ty),*> Trainer<($($ty,)*)> for Function
        where
            Function: Fn($($ty),*) -> Left + Send + Sync + 'static,
            Left: Model,
            $($ty: FlyteType),*
        {
            #[allow(unused_mut, unused_variables)] // there is nothing to read without inputs
            fn train(&self, inputs: Vec<Given>, model: &Path) -> Result<(), Error> {
                let mut inputs = inputs.into_iter();
                $(let $input: $ty = read(inputs.next())?;)*
                self($($input),*).leave(model)
            }
        }
    )* };
}

arities! {
    ;
    A a;
    A a B b;
    A a B b C c;
    A a B b C c D d;
    A a B b C c D d E e;
    A a B b C c D d E e F f;
    A a B b C c D d E e F f G g;
    A a B b C c D d E e F f G g H h;
    A a B b C c D d E e F f G g H h I i;
    A a B b C c D d E e F f G g H h I i J j;
    A a B b C c D d E e F f G g H h I i J j K k;
    A a B b C c D d E e F f G g H h I i J j K k L l;
}

fn read<T: FlyteType>(given: Option<Given>) -> Result<T, Error> {
    let (name, literal) = given.ok_or("the task has fewer inputs than its trainer")?;
    T::from_literal(literal).map_err(|error| format!("the input `{name}` can't be read: {error}").into())
}

/// What trains: [`Elsewhere`] or [`ThisProgram`].
pub trait Trains: 'static {
    /// The plugin's [`Work`](work::Work).
    type Work: work::Work;
    /// Whether this program trains.
    const HERE: bool;

    /// Like [`Trainer::train`].
    ///
    /// # Errors
    /// Those of [`Trainer::train`].
    fn train(&self, inputs: Vec<Given>, model: &Path) -> Result<(), Error>;
}

/// The program of another image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere;

impl Trains for Elsewhere {
    type Work = work::Service;
    const HERE: bool = false;

    fn train(&self, _: Vec<Given>, _: &Path) -> Result<(), Error> {
        Err("the trainer is not a function of this program".into())
    }
}

/// A function of this program; the tuple has the types of its inputs.
pub struct ThisProgram<Inputs>(Box<dyn Trainer<Inputs>>);

impl<Inputs> ThisProgram<Inputs> {
    pub(super) fn new(trainer: impl Trainer<Inputs>) -> Self {
        ThisProgram(Box::new(trainer))
    }
}

impl<Inputs: 'static> Trains for ThisProgram<Inputs> {
    type Work = work::ServiceWith<Inputs>;
    const HERE: bool = true;

    fn train(&self, inputs: Vec<Given>, model: &Path) -> Result<(), Error> {
        self.0.train(inputs, model)
    }
}

impl<Inputs> fmt::Debug for ThisProgram<Inputs> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::any::type_name::<Self>())
    }
}
