//! The values of generated workflows: small integers, texts and booleans.

use crate::random::Random;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Type {
    Integer,
    Text,
    Boolean,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Value {
    Integer(i64),
    Text(String),
    Boolean(bool),
}

impl Type {
    pub(crate) const ALL: [Type; 3] = [Type::Integer, Type::Text, Type::Boolean];

    /// The type in Rust.
    pub(crate) fn rust(self) -> &'static str {
        match self {
            Type::Integer => "i64",
            Type::Text => "String",
            Type::Boolean => "bool",
        }
    }

    /// A value out of few, so that comparisons are often true.
    pub(crate) fn sample(self, random: &mut Random) -> Value {
        match self {
            Type::Integer => Value::Integer(*random.pick(&[-1, 0, 1, 2, 3, 4])),
            Type::Text => Value::Text((*random.pick(&["", "a", "b", "ab"])).to_owned()),
            Type::Boolean => Value::Boolean(random.percent(50)),
        }
    }
}

impl Value {
    /// The literal in Rust.
    pub(crate) fn literal(&self) -> String {
        match self {
            Value::Integer(value) => value.to_string(),
            Value::Text(value) => format!("{value:?}"),
            Value::Boolean(value) => value.to_string(),
        }
    }
}

/// A type in Rust of which a value can be an input.
pub trait Input: Sized {
    /// The type of the values.
    const TYPE: Type;
    /// Returns the value in Rust.
    fn read(value: &Value) -> Self;
    /// Returns the value of this.
    fn value(self) -> Value;
}

macro_rules! inputs {
    ($($rust:ty = $variant:ident;)*) => {$(
        impl Input for $rust {
            const TYPE: Type = Type::$variant;

            fn read(value: &Value) -> Self {
                let Value::$variant(value) = value else { panic!("{value:?} is of another type") };
                value.clone()
            }

            fn value(self) -> Value {
                Value::$variant(self)
            }
        }
    )*};
}

inputs! {
    i64 = Integer;
    String = Text;
    bool = Boolean;
}

/// What a function returns.
pub trait Output {
    /// The types of the values.
    const TYPES: &'static [Type];
    /// Whether it may be an error.
    const FAILS: bool = false;
    /// Returns the values, or the text of the error.
    fn values(self) -> Result<Vec<Value>, String>;
}

impl Output for () {
    const TYPES: &'static [Type] = &[];

    fn values(self) -> Result<Vec<Value>, String> {
        Ok(vec![])
    }
}

impl<A: Input> Output for A {
    const TYPES: &'static [Type] = &[A::TYPE];

    fn values(self) -> Result<Vec<Value>, String> {
        Ok(vec![self.value()])
    }
}

impl<A: Input, B: Input> Output for (A, B) {
    const TYPES: &'static [Type] = &[A::TYPE, B::TYPE];

    fn values(self) -> Result<Vec<Value>, String> {
        Ok(vec![self.0.value(), self.1.value()])
    }
}

impl<A: Input, B: Input, C: Input> Output for (A, B, C) {
    const TYPES: &'static [Type] = &[A::TYPE, B::TYPE, C::TYPE];

    fn values(self) -> Result<Vec<Value>, String> {
        Ok(vec![self.0.value(), self.1.value(), self.2.value()])
    }
}

impl<T: Output> Output for Result<T, String> {
    const TYPES: &'static [Type] = T::TYPES;
    const FAILS: bool = true;

    fn values(self) -> Result<Vec<Value>, String> {
        self.and_then(T::values)
    }
}
