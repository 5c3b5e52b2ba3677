//! Aileron's accelerators and their partitions are those of flytekit.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use aileron::accelerators::{self, Accelerator};
use aileron_conformance::python;
use serde_json::{Value, json};

macro_rules! devices {
    ($($name:ident)*) => { [$((stringify!($name), accelerators::$name)),*] };
}

const DEVICES: [(&str, Accelerator); 18] = devices![
    A10G A100 A100_80GB H100 H200 K80 L4 L40S L4_VWS M60 P100 P4 RTX_PRO_6000 T4 V100 V5E V5P V6E
];

#[test]
fn devices_equal_those_of_flytekit() {
    let theirs = python::ask("accelerators.py", &json!(null));
    let names: BTreeSet<&str> = theirs.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(DEVICES.map(|(name, _)| name).into_iter().collect::<BTreeSet<_>>(), names);
    for (name, ours) in DEVICES {
        assert_eq!(Value::from(ours.device()), theirs[name]["device"], "{name}");
        for part in theirs[name]["parts"].as_array().expect("a list") {
            let part: &'static str = part.as_str().expect("a size").to_owned().leak();
            assert!(catch_unwind(|| ours.partition(part)).is_ok(), "{name} {part}");
        }
    }
}
