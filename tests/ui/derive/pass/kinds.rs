#![deny(warnings, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
//! Every kind of type that can be derived, without a word from the lints.

mod inner {
    use aileron::prelude::FlyteType;

    #[derive(Debug, FlyteType)]
    pub(super) struct Private {
        pub(super) r#type: i64,
    }
}

/// A struct with what the derive looks at.
#[derive(Debug, aileron::prelude::FlyteType)]
#[serde(rename_all = "camelCase", default = "whole")]
pub struct Whole {
    /// A field whose name is a word of the language.
    r#fn: i64,
    /// As an enum.
    choice: Choice,
    /// As a union.
    either: Vec<Option<Either>>,
    #[serde(skip)]
    cache: std::rc::Rc<i64>,
}

fn whole() -> Whole {
    Whole { r#fn: 1, choice: Choice::One, either: Vec::new(), cache: std::rc::Rc::default() }
}

/// An enum.
#[derive(Debug, aileron::prelude::FlyteType)]
pub enum Choice {
    /// One.
    One,
    /// Two.
    #[serde(rename = "the second")]
    Two,
}

/// A union.
#[derive(Debug, aileron::prelude::FlyteType)]
enum Either {
    Choice(Choice),
    Newtype(Newtype),
    Private(inner::Private),
}

/// A newtype.
#[derive(Debug, aileron::prelude::FlyteType)]
struct Newtype(Vec<i64>);

// A name that the derives' code must not take for its own.
#[allow(dead_code)]
type Result = ();

fn main() {
    let private = inner::Private { r#type: 1 };
    println!("{:?} {:?} {:?}", private.r#type, Choice::Two, whole());
    for either in [Either::Choice(Choice::One), Either::Newtype(Newtype(Vec::new())), Either::Private(private)] {
        println!("{either:?}");
    }
}
