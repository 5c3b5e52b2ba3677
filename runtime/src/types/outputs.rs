//! The outputs of a function: none, one, or several.

use super::forms::Forms;
use super::look::Look;
use super::wire::{Carried, Form};
use super::{FlyteType, ValueError};
use crate::arities::each_tuple;
use aileron_idl::core::{Literal, LiteralType};

/// Returns the JSON Schema of a type.
pub(crate) type Schema = fn() -> serde_json::Value;

/// The outputs of a task or a workflow: `()` for none, a Flyte type for one, a tuple for several.
///
/// One output is named `o0`; a tuple's are `o0`, `o1`, …, as flytekit names them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be returned by a task or a workflow [AIL0306]",
    label = "Flyte has no literal for this type",
    note = "return `()`, a type that Flyte knows (integers that fit 64 bits, `f64`, `bool`, `String`, `Vec<T>`, `HashMap<String, T>`, `Option<T>`, `chrono::DateTime<Utc>`, `std::time::Duration`), or a tuple of these for several outputs",
    note = "or implement `aileron::FlyteType` for `{Self}`"
)]
pub trait Outputs: Sized + 'static {
    /// The name and the type of each output, in order.
    fn variables() -> Vec<(String, LiteralType)>;

    /// Converts the outputs to literals, in the same order.
    ///
    /// # Errors
    /// If a value has no literal.
    fn into_literals(self) -> Result<Vec<Literal>, ValueError>;

    /// The description of each output, as far as there are any. Not public.
    #[doc(hidden)]
    const DOCS: &'static [&'static str] = &[];

    /// The JSON Schema of each output; none where it is not known. Not public.
    #[doc(hidden)]
    #[must_use]
    fn schemas() -> Vec<fn() -> serde_json::Value> {
        Vec::new()
    }

    /// Where the compiler looks at the types, as [`FlyteType::LOOK`] says. Not public.
    #[doc(hidden)]
    const LOOKS: &'static [&'static Look] = &[];

    /// Where all of them can go apart from literals. Not public.
    #[doc(hidden)]
    const FORMS: Forms = Forms::BOTH;

    /// The outputs of a task that is not written in Rust. Not public.
    #[doc(hidden)]
    fn from_literals(_: Vec<Literal>) -> Result<Self, ValueError> {
        Err(ValueError::new(format!(
            "`{}` implements `aileron::Outputs` by hand and can't be read from literals: derive it",
            std::any::type_name::<Self>()
        )))
    }

    /// The same as they are wanted. Not public.
    #[doc(hidden)]
    fn carry(self, _: Form) -> Result<Vec<Carried>, ValueError> {
        Ok(self.into_literals()?.into_iter().map(Carried::Literal).collect())
    }
}

/// Takes the next output.
pub(crate) fn take(outputs: &mut std::vec::IntoIter<Literal>) -> Result<Literal, ValueError> {
    outputs.next().ok_or_else(|| ValueError::new("this output was not given"))
}

/// One output in the wanted form.
pub(crate) fn carry<T: FlyteType>(value: T, form: Form) -> Result<Carried, ValueError> {
    match form {
        Form::Literal => value.into_literal().map(Carried::Literal),
        Form::Wire => {
            let mut bytes = Vec::new();
            value.into_wire(&mut bytes)?;
            Ok(Carried::Wire(bytes.into()))
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: FlyteType> Outputs for T {
    const LOOKS: &'static [&'static Look] = &[&T::LOOK];
    const FORMS: Forms = T::FORMS;

    fn variables() -> Vec<(String, LiteralType)> {
        vec![("o0".to_owned(), T::literal_type())]
    }
    fn schemas() -> Vec<Schema> {
        vec![T::schema]
    }
    fn into_literals(self) -> Result<Vec<Literal>, ValueError> {
        Ok(vec![self.into_literal()?])
    }
    fn from_literals(outputs: Vec<Literal>) -> Result<Self, ValueError> {
        T::from_literal(take(&mut outputs.into_iter())?)
    }
    fn carry(self, form: Form) -> Result<Vec<Carried>, ValueError> {
        Ok(vec![carry(self, form)?])
    }
}

impl Outputs for () {
    const FORMS: Forms = Forms::ANY;

    fn variables() -> Vec<(String, LiteralType)> {
        Vec::new()
    }
    fn into_literals(self) -> Result<Vec<Literal>, ValueError> {
        Ok(Vec::new())
    }
    fn from_literals(_: Vec<Literal>) -> Result<Self, ValueError> {
        Ok(())
    }
}

macro_rules! tuples {
    ($(($($ty:ident $bound:ident $index:tt),+))*) => { $(
        impl<$($ty: FlyteType),+> Outputs for ($($ty,)+) {
            const LOOKS: &'static [&'static Look] = &[$(&$ty::LOOK),+];
            const FORMS: Forms = Forms {
                argument: true $(&& $ty::FORMS.argument)+,
                file: true $(&& $ty::FORMS.file)+,
                rows: false,
            };
            fn variables() -> Vec<(String, LiteralType)> {
                vec![$((concat!("o", $index).to_owned(), $ty::literal_type())),+]
            }
            fn schemas() -> Vec<Schema> {
                vec![$($ty::schema),+]
            }
            fn into_literals(self) -> Result<Vec<Literal>, ValueError> {
                Ok(vec![$(self.$index.into_literal().map_err(|e| e.within(concat!("o", $index)))?),+])
            }
            fn from_literals(outputs: Vec<Literal>) -> Result<Self, ValueError> {
                let mut outputs = outputs.into_iter();
                Ok(($(take(&mut outputs).and_then($ty::from_literal).map_err(|e| e.within(concat!("o", $index)))?,)+))
            }
            fn carry(self, form: Form) -> Result<Vec<Carried>, ValueError> {
                Ok(vec![$(carry(self.$index, form).map_err(|e| e.within(concat!("o", $index)))?),+])
            }
        }
    )* };
}

each_tuple!(tuples);
