//! Checks that the committed Rust code is what the `.proto` files generate.

#[test]
fn generated_code_is_current() {
    for (file, text) in aileron_idl_generate::rust().unwrap() {
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == text, "{} is stale; run `cargo run -p aileron-idl-generate`", file.display());
    }
}
