//! The page of types, `runtime/docs/types.md`: flytekit gives the Python types of a row the types on the wire that we give.

#[path = "../../../runtime/tests/types_page/rows.rs"]
mod rows;

use aileron::idl::prost::Message as _;
use aileron_conformance::{hex, python};
use rows::{PAGE, declared, quoted, rows, types};
use serde_json::json;

#[test]
fn flytekit_has_the_same_type_for_each_row() {
    assert!(PAGE.contains(declared()));
    let source =
        PAGE.split("```python\n").nth(1).and_then(|rest| rest.split("```").next()).expect("declarations");
    let rows = rows();
    let in_python = |cell: &'static str| (!cell.starts_with("none")).then(|| quoted(cell));
    let asked: Vec<_> = rows.iter().filter_map(|row| in_python(row.python)).flatten().collect();
    assert!(asked.len() + 1 >= rows.len(), "only the binary type has no name in Python");
    let theirs = python::ask("languages.py", &json!({"source": source, "types": asked}));
    let ours = types();
    for row in &rows {
        for python in in_python(row.python).into_iter().flatten() {
            let theirs = hex::decode(theirs[python].as_str().expect("a text")).expect("hexadecimal");
            let ours = &ours[row.rust[0]];
            assert_eq!(
                ours.encode_to_vec(),
                theirs,
                "{}: `{}` and `{python}`: {ours:?}",
                row.flyte,
                row.rust[0]
            );
        }
    }
}
