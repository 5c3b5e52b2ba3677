//! Values of every kind are compared with flytekit's own converters: types and bytes are equal, and each side reads the
//! other's.

mod kinds;
mod others;

use std::collections::BTreeMap;
use std::fmt::Debug;

use aileron::FlyteType;
use aileron::idl::ToJson as _;
use aileron::idl::core::{Literal, LiteralType, literal::Value as Held, scalar};
use aileron::idl::prost::Message as _;
use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::{hex, python};
use serde_json::{Value, json};

const INTENDED: [Intended; 1] = [Intended {
    place: "raw/structure/dataclassType/raw/*",
    why: "outside a struct, flytekit pickles `bytes`, and we use Flyte's binary type; within a struct both are equal",
    allows: |_, _| true,
}];

#[test]
fn both_sides_write_the_same_and_read_each_other() {
    let mut ours = Ours::default();
    kinds::each(&mut ours);
    let theirs = python::ask("kinds.py", &json!(ours.0));
    assert_eq!(theirs.as_object().map(serde_json::Map::len), Some(ours.0.len()), "both have the same kinds");
    let mut judged = Judged { theirs, differences: Vec::new(), one_type: true, problems: Vec::new() };
    kinds::each(&mut judged);
    judged.problems.extend(unintended(&judged.differences, &INTENDED));
    assert!(judged.problems.is_empty(), "{}", judged.problems.join("\n"));
}

/// Their types have more, or other, parts than ours: a list of values, a schema in another dialect, a class.
#[test]
fn types_that_rust_lacks_are_carried_by_others() {
    let mut ours = Ours::default();
    others::each(&mut ours);
    let mut answer = python::ask("others.py", &json!(ours.0));
    let theirs = answer["kinds"].take();
    assert_eq!(theirs.as_object().map(serde_json::Map::len), Some(ours.0.len()), "both have the same kinds");
    let mut judged = Judged { theirs, differences: Vec::new(), one_type: false, problems: Vec::new() };
    others::each(&mut judged);
    assert!(judged.problems.is_empty(), "{}", judged.problems.join("\n"));
    let keys: Literal = decoded(&answer["keys that are not strings"]);
    assert_eq!(Value::from_literal(keys), Ok(json!({"1": "a", "-2": "b"})));
    let beyond: Literal = decoded(&answer["values that JSON lacks"]);
    let read = json!({"nan": "NaN", "inf": "-inf", "raw": "aGk=", "large": u64::MAX});
    assert_eq!(Value::from_literal(beyond), Ok(read));
}

/// Every number of a protobuf `Struct` is a float; an integer must be read as an integer again.
#[test]
fn values_of_older_flytekits_and_of_the_console_are_read() {
    let mut older = Older { theirs: python::ask("generic.py", &json!({})), problems: Vec::new() };
    kinds::each_generic(&mut older);
    assert!(older.problems.is_empty(), "{}", older.problems.join("\n"));
    assert_eq!(older.theirs, json!({}), "all kinds are read");
}

struct Older {
    theirs: Value,
    problems: Vec<String>,
}

impl kinds::Visit for Older {
    fn kind<T: FlyteType + Clone + Debug + PartialEq>(&mut self, name: &'static str, values: Vec<T>) {
        let theirs = self.theirs.as_object_mut().and_then(|kinds| kinds.remove(name)).expect("a kind");
        let theirs = theirs.as_array().expect("a list");
        assert_eq!(theirs.len(), values.len(), "{name}");
        for (value, theirs) in values.into_iter().zip(theirs) {
            let written: Literal = decoded(theirs);
            assert!(name != "struct" || written.to_json()["scalar"].get("generic").is_some(), "{written:?}");
            match T::from_literal(written.clone()) {
                Ok(read) if read == value => {}
                read => self.problems.push(format!("{name}: we read {written:?} as {read:?}")),
            }
        }
    }
}

/// The values that we write.
#[derive(Default)]
struct Ours(BTreeMap<&'static str, Vec<String>>);

impl kinds::Visit for Ours {
    fn kind<T: FlyteType + Clone + Debug + PartialEq>(&mut self, name: &'static str, values: Vec<T>) {
        let literals = values.into_iter().map(|value| hex::encode(&literal(name, value).encode_to_vec()));
        self.0.insert(name, literals.collect());
    }
}

/// What flytekit reports about them, and the values that it writes itself.
struct Judged {
    theirs: Value,
    differences: Vec<Difference>,
    /// Whether their types equal ours, so that the types of unions, which are in the values, are compared too.
    one_type: bool,
    problems: Vec<String>,
}

impl kinds::Visit for Judged {
    fn kind<T: FlyteType + Clone + Debug + PartialEq>(&mut self, name: &'static str, values: Vec<T>) {
        let theirs = self.theirs[name].clone();
        let ty: LiteralType = decoded(&theirs["type"]);
        let found = between(&T::literal_type().to_json(), &ty.to_json());
        let place = |found: Difference| Difference { place: format!("{name}/{}", found.place), ..found };
        self.differences.extend(found.into_iter().map(place));
        for (at, value) in values.into_iter().enumerate() {
            let wrong = theirs["read"][at].as_str().expect("a text");
            if !wrong.is_empty() {
                self.problems.push(format!("{name}: flytekit reads our {value:?} as {wrong}"));
            }
            let written: Literal = decoded(&theirs["literals"][at]);
            let ours = literal(name, value.clone());
            let [ours_bytes, theirs_bytes] = [&ours, &written].map(|literal| self.comparable(literal));
            if ours_bytes != theirs_bytes {
                self.problems.push(format!("{name}: {value:?}: ours {ours:?}, theirs {written:?}"));
            }
            match T::from_literal(written) {
                Ok(read) if read == value => {}
                read => self.problems.push(format!("{name}: we read their {value:?} as {read:?}")),
            }
        }
    }
}

impl Judged {
    fn comparable(&self, literal: &Literal) -> Vec<u8> {
        let mut literal = literal.clone();
        if let Some(Held::Scalar(scalar)) = &mut literal.value
            && let Some(scalar::Value::Union(union)) = &mut scalar.value
            && let Some(ty) = &mut union.r#type
            && !self.one_type
        {
            // The tag in the union remains.
            ty.metadata = None;
        }
        literal.encode_to_vec()
    }
}

fn literal<T: FlyteType>(name: &str, value: T) -> Literal {
    value.into_literal().unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn decoded<M: aileron::idl::prost::Message + Default>(value: &Value) -> M {
    let bytes = hex::decode(value.as_str().expect("a text")).expect("hexadecimal");
    M::decode(&*bytes).expect("a message of its type")
}
