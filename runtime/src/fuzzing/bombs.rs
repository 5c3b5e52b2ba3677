//! A few bytes that claim to be large or deep values. Each must be an error that names the limit, at the cost of the bytes,
//! not of the claim.

use super::kinds::{self, Visit};
use crate::prelude::*;
use crate::types::msgpack::{self, TAG};
use crate::types::{json, literal, parse, wire};
use aileron_idl::core::{Binary, Literal, LiteralMap, scalar};
use aileron_idl::prost::Message;
use serde_json::Value;
use std::any::type_name;
use std::collections::BTreeMap;
use std::thread;

/// A quarter of the stack that Rust gives a thread; a debug build uses most of it.
const STACK: usize = 512 * 1024;

/// Runs the work on a small stack; returns its result and the most bytes that were allocated at once.
fn measured<T: Send>(work: impl FnOnce() -> T + Send) -> (T, u64) {
    thread::scope(|scope| {
        let work = move || {
            let mut result = None;
            let allocated = allocation_counter::measure(|| result = Some(work()));
            (result.expect("it was called"), allocated.bytes_max)
        };
        let running = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        running.expect("a thread").join().expect("no panic")
    })
}

fn packed(value: Vec<u8>) -> Literal {
    literal::scalar(scalar::Value::Binary(Binary { value, tag: TAG.to_owned() }))
}

/// Checks that every type refuses the bytes, and allocates little more than their size.
struct Refused<'a> {
    bytes: &'a [u8],
    read_as: fn(&[u8]) -> Literal,
}

impl Visit for Refused<'_> {
    fn kind<T: FlyteType>(&mut self) {
        let (refused, most) = measured(|| T::from_literal((self.read_as)(self.bytes)).is_err());
        assert!(refused, "{}", type_name::<T>());
        let enough = 64 * 1024 + 4 * self.bytes.len() as u64;
        assert!(most < enough, "{} takes {most} bytes for {}", type_name::<T>(), self.bytes.len());
    }
}

#[test]
fn a_claimed_size_costs_nothing() {
    // Claims of so many bytes, bytes of a string, items, entries, and nested items.
    for marker in [0xc6, 0xdb, 0xdd, 0xdf, 0xc5, 0xda, 0xdc, 0xde] {
        let announced = [marker, 0xff, 0xff, 0xff, 0xff];
        kinds::each(&mut Refused { bytes: &announced, read_as: |bytes| packed(bytes.to_vec()) });
        let again = announced.repeat(1000);
        kinds::each(&mut Refused { bytes: &again, read_as: |bytes| packed(bytes.to_vec()) });
    }
}

#[test]
fn depth_is_refused_before_the_stack_ends() {
    for level in [&[0x91][..], &[0x81, 0xa1, b'a'], &[0x81, 0x01], &[0xdd, 0, 0, 0, 1]] {
        let deep = level.repeat(100_000);
        kinds::each(&mut Refused { bytes: &deep, read_as: |bytes| packed(bytes.to_vec()) });
        let (read, _) = measured(|| msgpack::read(&deep, Value::unpack));
        assert_eq!(message(read), "lists and maps are nested more than 128 deep");
    }
}

fn message<T: std::fmt::Debug>(result: Result<T, crate::ValueError>) -> String {
    let error = result.expect_err("a bomb").to_string();
    error.rsplit_once(": ").map_or(error.clone(), |(_, message)| message.to_owned())
}

/// Nested messages: the bytes of each level are put around those of the next one.
fn nested(levels: usize, around: fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    (0..levels).fold(Vec::new(), |within, _| around(within))
}

fn field(number: u8, within: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    wire::delimited(&mut bytes, number, |to| to.extend_from_slice(within));
    bytes
}

#[test]
fn messages_are_refused_before_the_stack_ends() {
    let around: [fn(Vec<u8>) -> Vec<u8>; 3] = [
        // A list in a list, a map in a map, and a union in a union.
        |within| field(2, &field(1, &within)),
        |within| field(3, &field(1, &[field(1, b"a"), field(2, &within)].concat())),
        |within| field(1, &field(9, &field(1, &within))),
    ];
    for around in around {
        let deep = nested(2000, around);
        let (read, most) = measured(|| wire::literal(&deep));
        assert_eq!(message(read), "messages are nested more than 100 deep");
        assert!(most < 256 * 1024, "{most}");
        let map = field(1, &[field(1, b"a"), field(2, &deep)].concat());
        assert!(LiteralMap::decode(&*map).is_err());
        let (read, _) = measured(|| Vec::<BTreeMap<String, Option<Value>>>::from_wire(&deep).is_err());
        assert!(read);
    }
}

#[test]
fn the_deepest_accepted_value_fits_the_stack() {
    let mut deep = vec![0x91; 128];
    deep.push(msgpack::NIL);
    let (read, _) = measured(|| Value::from_literal(packed(deep.clone())).and_then(Value::into_literal));
    assert_eq!(read, Ok(packed(deep.clone())));
    // Read as literals, and printed.
    measured(|| json::write(&msgpack::read(&deep, msgpack::Unpacker::literal).expect("the deepest")));
    let deepest = nested(49, |within| field(2, &field(1, &within)));
    let (read, _) = measured(|| wire::literal(&deepest).map(|literal| literal.encode_to_vec()));
    assert_eq!(read, Ok(deepest));
}

#[test]
fn a_value_too_deep_to_be_read_is_not_written() {
    let deep = (0..1000).fold(Value::Null, |within, _| Value::Array(vec![within]));
    assert_eq!(message(deep.into_literal()), "lists and maps are nested more than 128 deep");
}

#[test]
fn json_is_refused_before_the_stack_ends() {
    for deep in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000)] {
        let (read, most) = measured(|| parse(&deep, &Value::literal_type()));
        assert!(read.expect_err("a bomb").to_string().len() < 5000);
        assert!(most < 4 * deep.len() as u64 + 64 * 1024, "{most}");
    }
}

/// Allocations are proportional to the bytes. This factor is the worst case: an empty literal takes two bytes.
#[test]
fn allocations_are_proportional_to_the_bytes() {
    const FACTOR: u64 = 256;
    let list = |item: u8| [vec![0xdd, 0, 1, 0x86, 0xa0], vec![item; 100_000]].concat();
    let share = |bytes: &[u8], read: fn(&[u8]) -> bool| {
        let (taken, most) = measured(|| read(bytes));
        assert!(taken && most < FACTOR * bytes.len() as u64, "{} bytes take {most}", bytes.len());
    };
    share(&field(2, &field(1, b"").repeat(100_000)), |bytes| wire::literal(bytes).is_ok());
    let untyped = |bytes: &[u8]| Value::from_literal(packed(bytes.to_vec())).is_ok();
    share(&list(msgpack::NIL), untyped);
    share(&list(0x90), untyped);
    let optional = |bytes: &[u8]| Vec::<Option<String>>::from_literal(packed(bytes.to_vec())).is_ok();
    share(&list(msgpack::NIL), optional);
}

#[test]
fn an_error_does_not_repeat_a_large_value() {
    let large = "x".repeat(1 << 20);
    let list = vec![large.clone()];
    let literal = BTreeMap::from([(large, list)]).into_literal().expect("a literal");
    let error =
        BTreeMap::<String, Vec<chrono::DateTime<chrono::Utc>>>::from_literal(literal).expect_err("no date");
    assert!(error.to_string().len() < 10_000, "{}", error.to_string().len());
}

mod unions {
    use crate::{FlyteType, ValueError};
    use aileron_idl::core::{Literal, LiteralType};
    use std::cell::Cell;

    thread_local! {
        pub(super) static TRIED: Cell<u32> = const { Cell::new(0) };
    }

    /// A type that refuses every value and counts the attempts.
    pub(super) struct Never;

    impl FlyteType for Never {
        fn literal_type() -> LiteralType {
            i64::literal_type()
        }
        fn into_literal(self) -> Result<Literal, ValueError> {
            0_i64.into_literal()
        }
        fn from_literal(_: Literal) -> Result<Self, ValueError> {
            TRIED.set(TRIED.get() + 1);
            Err(ValueError::new("never"))
        }
    }

    macro_rules! around {
        ($($outer:ident $left:ident $right:ident $inner:ident;)*) => { $(
            #[derive(FlyteType)]
            pub(super) struct $left { within: $inner }
            #[derive(FlyteType)]
            pub(super) struct $right { within: $inner, more: Option<i64> }
            #[derive(FlyteType)]
            pub(super) enum $outer { Left($left), Right($right) }
        )* };
    }

    around! {
        Two LeftTwo RightTwo Never;
        Three LeftThree RightThree Two;
        Four LeftFour RightFour Three;
        Five LeftFive RightFive Four;
    }
}

/// Each union tries its two variants on the value, first exactly and then less so, but never less exactly than the union
/// around it. So the attempts are a power of the number of levels times that of the variants, not a product of exponentials.
#[test]
fn a_nested_union_tries_no_variant_less_exactly_than_the_outer_one() {
    let level = [0x81, 0xa6, b'w', b'i', b't', b'h', b'i', b'n'];
    let bytes = [level.repeat(4), b"\xa1x".to_vec()].concat();
    assert!(unions::Five::from_literal(packed(bytes)).is_err());
    assert_eq!(unions::TRIED.get(), 201);
}
