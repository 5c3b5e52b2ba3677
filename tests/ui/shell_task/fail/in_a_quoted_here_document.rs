use aileron::prelude::*;

#[shell_task(script = r#"
    cat > "$outputs/o0" <<'END'
    {{.inputs.x}}
END
"#)]
fn single(x: i64) -> String;

#[shell_task(script = "cat <<\\END\n{{.inputs.x}}\nEND\n")]
fn backslash(x: i64);

fn main() {}
