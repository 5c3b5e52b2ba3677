//! How values look within a struct, where nothing names their types. With it, the compiler finds types whose values can't
//! be distinguished there.

/// How the values of a type look within a struct, as far as the compiler can know.
#[derive(Clone, Copy)]
pub enum Look {
    /// Unknown: a type that implements `FlyteType` by hand.
    Unknown,
    /// Any JSON.
    Json,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer,
    /// A float, or a duration.
    Float,
    /// Raw bytes.
    Bytes,
    /// Any text.
    Text,
    /// A text that reads like a datetime.
    Moment,
    /// A text that reads like a date.
    Day,
    /// One of these texts: an enum without data.
    One(&'static [&'static str]),
    /// A list of values that look like this.
    List(&'static Look),
    /// A map from texts to values that look like this.
    Map(&'static Look),
    /// A map with exactly these keys.
    Record(&'static [(&'static str, &'static Look)]),
    /// A value that looks like this, or none.
    Optional(&'static Look),
    /// One of these variants, each with its name.
    Union(&'static [(&'static str, &'static Look)]),
}

use Look::{
    Boolean, Bytes, Day, Float, Integer, Json, List, Map, Moment, One, Optional, Record, Text, Union, Unknown,
};

impl Look {
    /// Whether none is a value of the type.
    #[must_use]
    pub const fn accepts_none(&self) -> bool {
        match self {
            Optional(_) => true,
            Union(variants) => {
                let mut at = 0;
                while at < variants.len() {
                    if variants[at].1.accepts_none() {
                        return true;
                    }
                    at += 1;
                }
                false
            }
            _ => false,
        }
    }

    /// Whether each value of this type is also one of the other, and reads as exact there.
    const fn is_within(&self, other: &Look) -> bool {
        match (self, other) {
            (Unknown, _) | (_, Unknown) => false,
            (Union(variants), _) => {
                let mut at = 0;
                while at < variants.len() {
                    if !variants[at].1.is_within(other) {
                        return false;
                    }
                    at += 1;
                }
                true
            }
            (Optional(_), Union(_)) if !other.accepts_none() => false,
            (Optional(some), Optional(_) | Union(_)) => some.is_within(other),
            (_, Union(variants)) => {
                let mut at = 0;
                while at < variants.len() {
                    if self.is_within(variants[at].1) {
                        return true;
                    }
                    at += 1;
                }
                false
            }
            (_, Optional(some)) => self.is_within(some),
            // A `dict` of Python accepts bytes, although JSON has none.
            (_, Json)
            | (Boolean, Boolean)
            | (Integer, Integer)
            | (Float, Float)
            | (Bytes, Bytes)
            | (Moment, Moment)
            | (Day, Day)
            | (Text | Moment | Day | One(_), Text) => true,
            (One(texts), One(others)) => are_among(texts, others),
            (List(item), List(other)) | (Map(item), Map(other)) => item.is_within(other),
            (Record(fields), Map(other)) => {
                let mut at = 0;
                while at < fields.len() {
                    if !fields[at].1.is_within(other) {
                        return false;
                    }
                    at += 1;
                }
                true
            }
            (Record(fields), Record(others)) => fields.len() == others.len() && every_field(fields, others),
            _ => false,
        }
    }
}

/// Whether each field is also in the other struct, and looks alike there.
const fn every_field(fields: &[(&str, &Look)], others: &[(&str, &Look)]) -> bool {
    let mut at = 0;
    'fields: while at < fields.len() {
        let (name, look) = fields[at];
        at += 1;
        let mut other = 0;
        while other < others.len() {
            if is_same(name, others[other].0) && look.is_within(others[other].1) {
                continue 'fields;
            }
            other += 1;
        }
        return false;
    }
    true
}

const fn are_among(texts: &[&str], others: &[&str]) -> bool {
    let mut at = 0;
    'texts: while at < texts.len() {
        let mut other = 0;
        while other < others.len() {
            if is_same(texts[at], others[other]) {
                at += 1;
                continue 'texts;
            }
            other += 1;
        }
        return false;
    }
    true
}

const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Refuses an `Option` within an `Option`: the wire has only one none.
///
/// # Panics
/// If there is one; in a constant this is an error of the compiler at the caller.
#[track_caller]
pub(crate) const fn check_options(look: &Look) {
    match look {
        Optional(some) => {
            assert!(
                !some.accepts_none(),
                "an `Option` in an `Option` has two kinds of none, and Flyte has one: write `Option<T>` [AIL0304]"
            );
            check_options(some);
        }
        List(item) | Map(item) => check_options(item),
        _ => {}
    }
}

/// Calls [`check_options`] for each type.
///
/// # Panics
/// See [`check_options`].
#[track_caller]
pub(crate) const fn check_all_options(looks: &[&Look]) {
    let mut at = 0;
    while at < looks.len() {
        check_options(looks[at]);
        at += 1;
    }
}

/// Refuses a union whose variants can't be distinguished within a struct.
///
/// # Panics
/// If one variant of a union looks like another; in a constant this is an error of the compiler at the caller.
#[track_caller]
pub(crate) const fn check_unions(look: &Look) {
    match look {
        Optional(item) | List(item) | Map(item) => check_unions(item),
        Union(variants) => {
            let mut first = 0;
            while first < variants.len() {
                let mut second = first + 1;
                while second < variants.len() {
                    let (one, other) = (variants[first], variants[second]);
                    if one.1.is_within(other.1) || other.1.is_within(one.1) {
                        refuse(one.0, other.0);
                    }
                    second += 1;
                }
                check_unions(variants[first].1);
                first += 1;
            }
        }
        _ => {}
    }
}

#[track_caller]
const fn refuse(first: &str, second: &str) -> ! {
    let message = Message::EMPTY
        .and("a value within a struct has no tag, and the values of `")
        .and(first)
        .and("` and `")
        .and(second)
        .and("` read alike: put one of them into a struct with a field that the other lacks, or use the union itself as an input or an output [AIL0809]");
    panic!("{}", message.text())
}

/// A text that is built in a constant.
struct Message {
    bytes: [u8; Message::LONGEST],
    length: usize,
}

impl Message {
    const LONGEST: usize = 512;
    const EMPTY: Message = Message { bytes: [0; Message::LONGEST], length: 0 };

    /// Appends a text; what no longer fits is left out.
    const fn and(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        if self.length + text.len() <= Message::LONGEST {
            let mut at = 0;
            while at < text.len() {
                self.bytes[self.length + at] = text[at];
                at += 1;
            }
            self.length += text.len();
        }
        self
    }

    const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "these variants read alike within a struct",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
    use crate::{Bytes, Directory, File, FlyteType};
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[derive(FlyteType)]
    enum Few {
        A,
        B,
    }

    #[derive(FlyteType)]
    enum More {
        A,
        B,
        C,
    }

    #[derive(FlyteType)]
    struct Circle {
        r: f64,
    }

    #[derive(FlyteType)]
    struct Ball {
        r: TimeDelta,
    }

    #[derive(FlyteType)]
    struct Ring {
        r: f64,
        inner: f64,
    }

    #[derive(FlyteType)]
    struct Maybe {
        r: Option<f64>,
    }

    fn is_alike<A: FlyteType, B: FlyteType>() -> bool {
        A::LOOK.is_within(&B::LOOK) || B::LOOK.is_within(&A::LOOK)
    }

    #[test]
    fn some_types_read_what_another_writes() {
        assert!(is_alike::<String, DateTime<Utc>>());
        assert!(is_alike::<String, NaiveDate>());
        assert!(is_alike::<Few, String>());
        assert!(is_alike::<Few, More>());
        assert!(is_alike::<TimeDelta, f32>());
        assert!(is_alike::<u8, i64>());
        assert!(is_alike::<File, Directory>());
        assert!(is_alike::<Value, Circle>());
        assert!(is_alike::<Vec<u8>, Vec<Option<i64>>>());
        assert!(is_alike::<Circle, Ball>());
        assert!(is_alike::<Circle, Maybe>());
        assert!(is_alike::<Circle, BTreeMap<String, f64>>());
    }

    #[test]
    fn other_types_are_distinguished() {
        assert!(!is_alike::<String, i64>());
        assert!(!is_alike::<i64, f64>());
        assert!(!is_alike::<DateTime<Utc>, NaiveDate>());
        assert!(!is_alike::<Bytes, String>());
        assert!(!is_alike::<Circle, Ring>());
        assert!(!is_alike::<Circle, BTreeMap<String, i64>>());
        assert!(!is_alike::<Vec<i64>, Vec<String>>());
        assert!(!is_alike::<File, Circle>());
        assert!(!is_alike::<bool, i64>());
    }
}
