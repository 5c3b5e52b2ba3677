//! Programs in Rust.

use super::{NODES, signature};
use std::fmt::Write;

/// A program of many tasks, with workflows that are chains of them.
pub(crate) struct Rust {
    pub(crate) tasks: usize,
    pub(crate) workflows: usize,
    /// Without it, the functions are plain functions.
    pub(crate) attributes: bool,
}

impl Rust {
    /// The code of a library. The last task adds the number `edited`, so that two versions differ in one body.
    pub(crate) fn library(&self, edited: usize) -> String {
        let mut code = String::from("#![allow(unused_variables)]\n\n");
        if self.attributes {
            code.push_str("use aileron::prelude::*;\n\n");
        }
        for task in 0..self.tasks {
            self.function(&mut code, task, if task + 1 == self.tasks { edited } else { 0 });
        }
        for workflow in 0..self.workflows {
            chain(&mut code, workflow);
        }
        code
    }

    /// The code of a program.
    pub(crate) fn program(&self) -> String {
        self.library(0) + "aileron::main!();\n"
    }

    fn function(&self, code: &mut String, task: usize, add: usize) {
        let (parameters, result) = signature::of(task);
        if self.attributes {
            code.push_str("#[task]\n");
        }
        let _ = write!(code, "pub fn t{task}(x: i64");
        for (name, parameter) in ('a'..).zip(parameters) {
            let _ = write!(code, ", {name}: {}", parameter.rust.0);
        }
        let (ty, body) = result.rust;
        let _ = writeln!(code, ") -> {ty} {{\n    let x = x + {add};\n    {body}\n}}\n");
    }
}

fn chain(code: &mut String, workflow: usize) {
    let _ = writeln!(code, "#[workflow]\npub fn w{workflow}(v: i64) -> Result<i64, String> {{");
    for task in workflow * NODES..(workflow + 1) * NODES {
        let (parameters, result) = signature::of(task);
        let _ = write!(code, "    let {} = t{task}(v", result.pattern);
        for parameter in parameters {
            let _ = write!(code, ", {}", parameter.rust.1);
        }
        let _ = writeln!(code, "){};", if result.fallible { "?" } else { "" });
    }
    code.push_str("    Ok(v)\n}\n\n");
}

/// Workflows of so many nodes for the program of `chains_and_fans`: a call of its task, then branches, each of which hands on what
/// the node before it gave.
pub(crate) fn branches(nodes: &[u32]) -> String {
    let mut code = String::new();
    for nodes in nodes {
        let _ = write!(
            code,
            "#[workflow]\npub fn branches_{nodes}(x: i64) -> i64 {{\n    let mut y = inc(x);\n    \
             for _ in 1..{nodes} {{\n        y = if y < 0 {{ x }} else {{ y }};\n    }}\n    y\n}}\n\n",
        );
    }
    code
}

/// A program of one trivial task, and workflows that call it `nodes` times, one after another and side by side.
pub(crate) fn chains_and_fans(nodes: &[u32]) -> String {
    let mut code =
        String::from("use aileron::prelude::*;\n\n#[task]\npub fn inc(x: i64) -> i64 {\n    x + 1\n}\n\n");
    for nodes in nodes {
        let _ = write!(
            code,
            "#[workflow]\npub fn chain_{nodes}(x: i64) -> i64 {{\n    let mut y = inc(x);\n    \
             for _ in 1..{nodes} {{\n        y = inc(y);\n    }}\n    y\n}}\n\n\
             #[workflow]\npub fn fan_{nodes}(x: i64) -> i64 {{\n    \
             for _ in 1..{nodes} {{\n        inc(x);\n    }}\n    inc(x)\n}}\n\n",
        );
    }
    code + "aileron::main!();\n"
}

/// Dynamic workflows for the program of `chains_and_fans`, that call its task so many times.
pub(crate) fn dynamics(nodes: &[u32]) -> String {
    let mut code = String::new();
    for nodes in nodes {
        let _ = write!(
            code,
            "#[dynamic]\npub fn dynamic_{nodes}(x: i64) -> i64 {{\n    let mut y = x;\n    \
             for _ in 0..{nodes} {{\n        y = inc(y);\n    }}\n    y\n}}\n\n",
        );
    }
    code
}

/// A library of workflows of 20 statements, five of them branches, or the same functions without attributes.
pub(crate) fn branching(workflows: usize, attributes: bool, edited: usize) -> String {
    let [task, workflow] =
        ["#[task]", "#[workflow]"].map(|attribute| if attributes { attribute } else { "" });
    let mut code = format!(
        "use aileron::prelude::*;\n\n{task}\npub fn inc(x: i64) -> i64 {{\n    x + 1\n}}\n\n\
         {task}\npub fn add(a: i64, b: i64) -> i64 {{\n    a + b + {edited}\n}}\n\n"
    );
    for number in 0..workflows {
        let _ = writeln!(code, "{workflow}\npub fn w{number}(x: i64, y: i64) -> i64 {{");
        let _ = writeln!(code, "    let v0 = add(x, y);");
        for step in 0..5 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|part| step * 4 + part);
            let _ = writeln!(
                code,
                "    let v{} = inc(v{a});\n    let v{} = add(v{b}, {number});\n    \
                 let v{} = if v{c} > {step} && y != v{a} {{ inc(v{c}) }} else {{ add(v{c}, v{b}) }};\n    \
                 let v{} = add(v{d}, v{c});",
                a + 1,
                a + 2,
                a + 3,
                a + 4
            );
        }
        let _ = writeln!(code, "    v20\n}}\n");
    }
    code
}
