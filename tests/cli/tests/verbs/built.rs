//! Workflows that code builds: they are what they would be if they were written.

use crate::program::{Ended, Room};
use serde_json::Value;

fn built(arguments: &[&str]) -> Ended {
    Room::new().run(env!("CARGO_BIN_EXE_built"), arguments, &[])
}

#[test]
fn the_specs_of_a_built_workflow_are_those_of_the_written_one() {
    let specs: Value = serde_json::from_str(&built(&["serialize"]).done()).unwrap();
    let of = |kind: &str, name: &str| {
        let all = specs[kind].as_array().unwrap();
        let id = |spec: &Value| {
            spec["template"]["id"]["name"].as_str().or(spec["id"]["name"].as_str()).map(str::to_owned)
        };
        let found = all.iter().find(|spec| id(spec).as_deref() == Some(name));
        found.unwrap_or_else(|| panic!("no {name} in {specs}")).to_string().replace(name, "built.same")
    };
    for kind in ["workflows", "launchPlans"] {
        assert_eq!(of(kind, "built.coded"), of(kind, "built.written"));
    }
}

#[test]
fn a_built_workflow_is_listed_and_run() {
    let listed = built(&["list"]).done();
    assert!(listed.contains("built.coded    (x: integer, most: integer) -> (o0: integer)"), "{listed}");
    for name in ["coded", "written"] {
        for (x, answer) in [("1", "13"), ("20", "100"), ("19", "121")] {
            let printed = built(&["run", name, "--x", x]).done();
            assert_eq!(printed.trim(), format!("{{\"o0\": {answer}}}"), "{name} {x}");
        }
        let ended = built(&["run", name, "--x", "-3"]);
        assert!(ended.stderr.contains("below zero"), "{}", ended.stderr);
    }
}

#[test]
fn a_branch_is_drawn_with_its_arms() {
    let [written, coded] = ["written", "coded"].map(|name| built(&["graph", name]).done());
    assert_eq!(written.replace("built.written", "built.coded"), coded);
    for lines in [
        "    n1{\"if\"}\n    subgraph n1_case0[\"n0.o0 < 0\"]\n        n1_case0_fails>\"fails: #quot;below zero#quot;\"]\n    end\n",
        "    subgraph n7_case0[\"n4.o0 > most && n4.o0 != 120\"]\n        n7_case0_n0[\"scale\"]\n    end\n    subgraph n7_else[\"else\"]\n        \
         n7_else_n0[\"measure\"]\n    end\n",
        "    n1 -.-> n2\n",
        "    n4 -.-> n6\n",
        "    n4 -->|\"x\"| n7_else_n0\n",
        "    inputs -->|\"most → x\"| n7_case0_n0\n",
        "    n7_case0_n0 -->|\"o0\"| outputs\n    n7_else_n0 -->|\"o0\"| outputs\n",
    ] {
        assert!(coded.contains(lines), "{lines}\n{coded}");
    }
}
