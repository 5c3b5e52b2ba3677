//! Pictures of branches, from graphs that are traced by hand.

use super::{dot, json, mermaid};
use crate::entity::{Variable, WorkflowSettings};
use crate::graph::methods::*;
use crate::graph::{Choice, Graph, Operator, Promise, Sides, constant, field, holds, trace};
use crate::prelude::*;
use aileron_idl::core::{LiteralType, SimpleType, literal_type};
use serde_json::json as value;
use std::sync::Arc;

#[derive(FlyteType)]
struct Sample {
    rate: f64,
}

#[task]
fn sample(x: f64) -> Sample {
    Sample { rate: x }
}

#[task]
fn slow(x: f64) -> f64 {
    x
}

#[task]
fn fast(x: f64, by: i64) -> f64 {
    if by > 0 { x } else { -x }
}

#[task]
fn report(x: f64) {
    let _ = x;
}

fn graph(body: impl FnOnce(Promise<f64>, Promise<bool>) -> Promise<f64>) -> Graph {
    let variable = |name: &str, ty: SimpleType| {
        let ty = Some(literal_type::Type::Simple(ty as i32));
        Variable::of_value(name.to_owned(), Arc::new(LiteralType { r#type: ty, ..LiteralType::default() }))
    };
    let inputs = vec![variable("x", SimpleType::Float), variable("sure", SimpleType::Boolean)];
    trace::begin(inputs.clone());
    let out = body(Promise::input(0), Promise::input(1)).place().index();
    let (block, problems) = trace::end(vec![out]);
    assert_eq!(problems, []);
    let outputs = vec![variable("o0", SimpleType::Float)];
    Graph {
        name: "app.chosen".to_owned(),
        absent: vec![None; inputs.len()],
        inputs,
        outputs,
        block,
        failure: None,
        settings: WorkflowSettings::NONE,
    }
}

/// ```ignore
/// let s = sample(x);
/// let y = if s.rate >= 0.1 && !sure { slow(x) } else if x < 1.0 { fast(slow(x), 2) } else { x };
/// report(y);
/// y
/// ```
fn chosen() -> Graph {
    graph(|x, sure| {
        let s = (sample, x).__node().__reply();
        let rate = field(s, "rate", |s: &Sample| &s.rate);
        let asked = Sides(rate, constant(0.1)).__ordered(Operator::GreaterOrEqual).and(!holds(sure));
        let y = Choice::new()
            .when(asked, || (slow, x).__node().__reply())
            .when(Sides(x, constant(1.0)).__ordered(Operator::Less), || {
                let y = (slow, x).__node().__reply();
                (fast, y, constant(2)).__node().__reply()
            })
            .otherwise(|| x);
        let () = (report, y).__node().__reply();
        y
    })
}

#[test]
fn mermaid_frames_each_arm_and_leads_arrows_into_them() {
    let lines = [
        "---",
        "title: app.chosen",
        "---",
        "flowchart TD",
        "    inputs([inputs])",
        "    n0[\"sample\"]",
        "    n1{\"if\"}",
        "    subgraph n1_case0[\"n0.o0.rate >= 0.1 && !sure\"]",
        "        n1_case0_n0[\"slow\"]",
        "    end",
        "    subgraph n1_case1[\"x < 1.0\"]",
        "        n1_case1_n0[\"slow\"]",
        "        n1_case1_n1[\"fast\"]",
        "    end",
        "    subgraph n1_else[\"else\"]",
        "        n1_else_o0([\"x\"])",
        "    end",
        "    n2[\"report\"]",
        "    outputs([outputs])",
        "    inputs -->|\"x\"| n0",
        "    n0 -->|\"o0\"| n1",
        "    inputs -->|\"sure\"| n1",
        "    inputs -->|\"x\"| n1",
        "    inputs -->|\"x\"| n1_case0_n0",
        "    n1 ==> n1_case0",
        "    inputs -->|\"x\"| n1_case1_n0",
        "    n1_case1_n0 -->|\"x\"| n1_case1_n1",
        "    n1 ==> n1_case1",
        "    inputs -->|\"x → o0\"| n1_else_o0",
        "    n1 ==> n1_else",
        "    n1_case0_n0 -->|\"x\"| n2",
        "    n1_case1_n1 -->|\"x\"| n2",
        "    n1_else_o0 -->|\"x\"| n2",
        "    n1_case0_n0 -->|\"o0\"| outputs",
        "    n1_case1_n1 -->|\"o0\"| outputs",
        "    n1_else_o0 -->|\"o0\"| outputs",
        "",
    ];
    assert_eq!(mermaid(&chosen()), lines.join("\n"));
}

#[test]
fn dot_makes_a_cluster_of_each_arm() {
    let printed = dot(&chosen());
    for lines in [
        "    compound=true;\n",
        "    n1 [label=\"if\", shape=diamond];\n    subgraph cluster_n1_case0 {\n        label=\"n0.o0.rate >= 0.1 && !sure\";\n        \
         n1_case0_n0 [label=\"slow\"];\n    }\n",
        "    n1 -> n1_case0_n0 [lhead=cluster_n1_case0, style=bold];\n",
        "        n1_else_o0 [label=\"x\", shape=ellipse];\n",
    ] {
        assert!(printed.contains(lines), "{lines}\n{printed}");
    }
}

#[test]
fn json_nests_what_is_in_the_arms() {
    let graph = json(&chosen());
    let branch = &graph["nodes"][1];
    assert_eq!((&branch["kind"], &branch["entity"]), (&value!("branch"), &value!(null)));
    assert_eq!(branch["bindings"]["n0_o0_rate"], value!({"node": "n0", "output": "o0", "path": ["rate"]}));
    let cases = branch["cases"].as_array().unwrap();
    assert_eq!(
        cases.iter().map(|case| &case["condition"]).collect::<Vec<_>>(),
        [&value!("n0_o0_rate >= 0.1 && !sure"), &value!("x < 1.0"), &value!(null)]
    );
    assert_eq!(
        cases[1]["nodes"][1]["bindings"],
        value!({"x": {"node": "n0", "output": "o0"}, "by": {"constant": 2}})
    );
    assert_eq!(cases[1]["outputs"], value!({"o0": {"node": "n1", "output": "o0"}}));
    assert_eq!(cases[2], value!({"condition": null, "nodes": [], "outputs": {"o0": {"input": "x"}}}));
    let edge = value!({"from": "n0", "output": "o0", "to": "n1", "input": "n0_o0_rate"});
    assert!(graph["edges"].as_array().unwrap().contains(&edge), "{graph}");
}

/// ```ignore
/// if !(x < 2.0 || sure) { panic!("not <b>\"now\"") }
/// if sure { if x == 1.0 { report(x) } }
/// slow(x)
/// ```
fn guarded() -> Graph {
    graph(|x, sure| {
        let asked = !Sides(x, constant(2.0)).__ordered(Operator::Less).or(holds(sure));
        let () = Choice::new().fails_when(asked, "not <b>\"now\"".to_owned()).otherwise(|| ());
        let () = Choice::new()
            .when(holds(sure), || {
                let one = Sides(x, constant(1.0)).__equated(Operator::Equal);
                let () = Choice::new().when(one, || (report, x).__node().__reply()).otherwise(|| ());
            })
            .otherwise(|| ());
        (slow, x).__node().__reply()
    })
}

#[test]
fn arms_that_fail_do_nothing_or_hold_branches_are_drawn() {
    let printed = mermaid(&guarded());
    for lines in [
        "    subgraph n0_case0[\"!(x < 2.0 || sure)\"]\n        n0_case0_fails>\"fails: #quot;not #lt;b>\\#quot;now\\#quot;#quot;\"]\n",
        "    subgraph n0_else[\"else\"]\n        n0_else_nothing>\"nothing\"]\n    end\n",
        "        subgraph n1_case0_n0_case0[\"x == 1.0\"]\n            n1_case0_n0_case0_n0[\"report\"]\n        end\n",
        "    n1_case0_n0 ==> n1_case0_n0_case0\n",
        "    inputs -->|\"x\"| n1_case0_n0_case0_n0\n",
        "    n0 -.-> n2\n",
    ] {
        assert!(printed.contains(lines), "{lines}\n{printed}");
    }
    let text = dot(&guarded());
    assert!(text.contains("[label=\"fails: \\\"not <b>\\\\\\\"now\\\\\\\"\\\"\", shape=note];"), "{text}");
    assert!(text.contains("    n0 -> n2 [style=dashed];\n"), "{text}");
    assert_eq!(json(&guarded())["nodes"][0]["cases"][0]["fails"], "not <b>\"now\"");
}
