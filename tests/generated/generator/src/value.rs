//! The values of generated workflows: small integers and floats, texts, booleans, and an enum.

use crate::random::Random;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Type {
    Integer,
    Text,
    Boolean,
    Float,
    Color,
}

/// A value. A NaN is equal to itself: it is the same answer.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Value {
    Integer(i64),
    Text(String),
    Boolean(bool),
    Float(f64),
    Color(Color),
}

/// The enum of generated workflows. The program has one of its own, with the same variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Color {
    Red,
    Green,
    Blue,
}

impl Color {
    pub(crate) const ALL: [Color; 3] = [Color::Red, Color::Green, Color::Blue];
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Integer(one), Value::Integer(other)) => one == other,
            (Value::Text(one), Value::Text(other)) => one == other,
            (Value::Boolean(one), Value::Boolean(other)) => one == other,
            (Value::Float(one), Value::Float(other)) => {
                one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
            }
            (Value::Color(one), Value::Color(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Type {
    pub(crate) const ALL: [Type; 5] = [Type::Integer, Type::Text, Type::Boolean, Type::Float, Type::Color];

    /// The type in Rust.
    pub(crate) fn rust(self) -> &'static str {
        match self {
            Type::Integer => "i64",
            Type::Text => "String",
            Type::Boolean => "bool",
            Type::Float => "f64",
            Type::Color => "Color",
        }
    }

    /// A value out of few, so that comparisons are often true.
    pub(crate) fn sample(self, random: &mut Random) -> Value {
        match self {
            Type::Integer => Value::Integer(*random.pick(&[-1, 0, 1, 2, 3, 4])),
            Type::Text => Value::Text((*random.pick(&["", "a", "b", "ab"])).to_owned()),
            Type::Boolean => Value::Boolean(random.percent(50)),
            Type::Float => Value::Float(*random.pick(&[-0.5, 0.0, 0.5, 1.0, 1.5, f64::NAN])),
            Type::Color => Value::Color(*random.pick(&Color::ALL)),
        }
    }
}

impl Value {
    pub(crate) fn ty(&self) -> Type {
        match self {
            Value::Integer(_) => Type::Integer,
            Value::Text(_) => Type::Text,
            Value::Boolean(_) => Type::Boolean,
            Value::Float(_) => Type::Float,
            Value::Color(_) => Type::Color,
        }
    }

    /// The literal in Rust.
    pub(crate) fn literal(&self) -> String {
        match self {
            Value::Integer(value) => value.to_string(),
            Value::Text(value) => format!("{value:?}"),
            Value::Boolean(value) => value.to_string(),
            Value::Float(value) if value.is_nan() => "f64::NAN".to_owned(),
            Value::Float(value) => format!("{value:?}"),
            Value::Color(value) => format!("Color::{value:?}"),
        }
    }

    /// The value that Flyte or a command line writes as this text: no text of a workflow is the name of a variant, or NaN.
    #[must_use]
    pub fn from_text(text: &str) -> Value {
        let color = Color::ALL.into_iter().find(|color| format!("{color:?}") == text);
        match color {
            Some(color) => Value::Color(color),
            None if text == "NaN" => Value::Float(f64::NAN),
            None => Value::Text(text.to_owned()),
        }
    }

    /// What a person writes for the value, in a flag.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Value::Integer(value) => value.to_string(),
            Value::Text(value) => value.clone(),
            Value::Boolean(value) => value.to_string(),
            Value::Float(value) => value.to_string(),
            Value::Color(value) => format!("{value:?}"),
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
    f64 = Float;
    Color = Color;
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
