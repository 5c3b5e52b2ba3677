//! What the macros write: the same each time, and little, since every build of every user pays for it.

use proc_macro2::TokenStream;
use quote::quote;

fn count(tokens: TokenStream) -> usize {
    let inner = |token| match token {
        proc_macro2::TokenTree::Group(group) => 1 + count(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(inner).sum()
}

#[test]
fn a_plain_task_is_its_function_and_one_descriptor() {
    let item = quote! {
        #[doc = " Doubles."]
        fn double(x: i64) -> i64 { x * 2 }
    };
    let mark = aileron_grammar::mark("my_crate.double");
    let expected = quote! {
        #[doc = " Doubles."]
        fn double(x: i64) -> i64 { x * 2 }
        const _: () = {
            use ::aileron::__ as __a;
            fn __make() -> (&'static str, __a::Sync1<i64, i64>, &'static __a::Settings) {
                (
                    __a::core::concat!(
                        "\n", __a::core::module_path!(), "::double\n", __a::core::file!(), ":", __a::core::line!(),
                        "\nDoubles."
                    ),
                    __a::Sync1(double, (("x", __a::None),)),
                    __a::Settings::NONE
                )
            }
            __a::submit! { __a::sync1::<i64, i64>(#mark, __a::id(double), &__a::Make(__make)) }
        };
    };
    assert_eq!(aileron_codegen::task(TokenStream::new(), &item).to_string(), expected.to_string());
}

#[test]
fn only_settings_that_are_given_are_written() {
    let item = quote!(
        fn step() {}
    );
    let plain = count(aileron_codegen::task(TokenStream::new(), &item));
    let one = count(aileron_codegen::task(quote!(retries = 3), &item));
    assert!(one - plain < 25, "{} tokens for one option", one - plain);
}

#[test]
fn an_async_task_names_its_output() {
    let text = aileron_codegen::task(
        TokenStream::new(),
        &quote!(
            async fn step(x: i64) -> String {}
        ),
    )
    .to_string();
    assert!(text.contains("async1 :: < i64 , String , _ >"), "{text}");
}

#[test]
fn a_workflow_is_its_function_and_its_tracer() {
    let item = quote!(
        fn flow(x: i64) -> Result<i64, E> {
            let y = half(x)?;
            Ok(add(y, 1))
        }
    );
    let text = aileron_codegen::workflow(TokenStream::new(), &item).to_string();
    let tracer = quote! {
        |x| {
            let y = (half, x).__node().__tried();
            __a::out::<Result<i64, E>, _>((add, y, __a::constant(1)).__node().__reply()).__leave()
        }
    };
    assert!(text.starts_with("# [allow (clippy :: unnecessary_wraps)] fn flow"), "{text}");
    assert!(text.contains(&tracer.to_string()), "{text}");
}

#[test]
fn a_mistake_leaves_the_item_and_registers_nothing() {
    let item = quote!(
        fn step(x: i64) {}
    );
    let text = aileron_codegen::task(quote!(retries = -1), &item).to_string();
    assert!(text.starts_with(&item.to_string()), "{text}");
    assert!(text.contains("compile_error") && !text.contains("submit"), "{text}");
}

#[test]
fn no_input_makes_it_panic() {
    let odd = [
        "",
        "fn",
        "}",
        "fn f",
        "struct S;",
        "fn f() { let }",
        "#[x] fn f(x: _) -> _ {}",
        "1 + 1",
        "impl X {}",
        "fn f(x: i64) -> i64;",
        "fn f(&self, (a, b): X, ..);",
    ];
    for item in odd {
        let Ok(item) = item.parse::<TokenStream>() else { continue };
        for options in [
            "",
            "=",
            "a b",
            "cache()",
            "env(=)",
            "name = \"\\u{1F600}\"",
            "timeout = \"9\u{e9}\"",
            "image = []",
            "image = \"a\", command = [\"{{.inputs.é\", 1]",
            "script = \"'{{.inputs.x}}\", data(inputs = \"/é/\")",
        ] {
            let options: TokenStream = options.parse().expect("tokens");
            assert!(!aileron_codegen::task(options.clone(), &item).is_empty());
            assert!(!aileron_codegen::container_task(options.clone(), &item).is_empty());
            assert!(!aileron_codegen::shell_task(options.clone(), &item).is_empty());
            assert!(!aileron_codegen::workflow(options, &item).is_empty());
        }
    }
}

#[test]
fn a_container_task_is_a_function_that_hands_its_inputs_over() {
    let item = quote!(
        pub fn area(a: f64, r#in: i64) -> f64;
    );
    let options = quote!(image = "busybox", command = ["area", "{{.inputs.a}}"]);
    let text = aileron_codegen::container_task(options, &item).to_string();
    let function = quote! {
        pub fn area(a: f64, r#in: i64) -> f64 {
            use ::aileron::__ as __a;
            __a::outcome::<f64>(__a::external(area, [__a::given("a", a), __a::given("in", r#in)]))
        }
    };
    let target = quote! {
        target: __a::Target::Container(&__a::Container {
            command: &["area", "{{.inputs.a}}"],
            arguments: &[],
            data: __a::Some(__a::Data {
                inputs: "/var/inputs",
                outputs: "/var/outputs",
                format: __a::DataFormat::Json
            }),
        })
    };
    assert!(text.contains(&function.to_string()), "{text}");
    assert!(text.contains(&target.to_string()), "{text}");
    assert!(text.contains("< f64 as __a :: FlyteType > :: FORMS . argument"), "{text}");
}

#[test]
fn a_scripts_placeholders_become_variables() {
    let item = quote!(
        fn say(x: i64);
    );
    let text = aileron_codegen::shell_task(quote!(script = "echo {{ $Inputs.x }}: {{.inputs.x}}!"), &item);
    assert!(text.to_string().contains("\"echo ${inputs_x}: ${inputs_x}!\""), "{text}");
}
